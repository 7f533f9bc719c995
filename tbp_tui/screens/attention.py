# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What did not arrive: each with its text and the reason, and what can become of it."""

from collections.abc import Iterator, Sequence

from tbp_tui import plain
from tbp_tui.i18n import _
from tbp_tui.screens.door import AttentionLine
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words import written
from tbp_tui.words.arrivals import unreadable
from tbp_tui.words.dates import full_moment
from tbp_tui.words.refusals import reason


class AttentionScreen(Opened):
    """Nothing here is lost: every text is still on this device."""

    def title_words(self) -> str:
        """In the header."""
        return _("did not arrive")

    def blocks(self) -> Sequence[Block]:
        """What waits for a decision, then what is kept as a note."""
        return tuple(self._each())

    def _each(self) -> Iterator[Block]:
        status = self.session.status(self.now)
        if status.attention:
            yield Say(_("This did not arrive. It is still on this device, nothing is lost."))
            yield Say(_("Choose one to send it again, to keep it as a note, or to throw it away."))
            yield from map(_row, status.attention)
        else:
            yield Say(_("Everything that you wrote has arrived or is on its way."))
        cannot = [*unreadable(status.unreadable, waits=self.session.own_devices.waits)]
        if set_aside := self.session.set_aside:
            cannot.append(plain.set_aside(set_aside))
        if cannot:
            yield Head(_("Came in, and cannot be used"))
            yield from (Say(words) for words in cannot)
        if status.kept:
            yield Head(_("Your notes"))
            yield from map(_row, status.kept)

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen one in full, beside the list."""
        line = find(self, key.removeprefix("own:"))
        return tuple(in_full(line)) if line else (Say(_("Choose a line to read more about it."), "quiet"),)

    def chosen(self, key: str) -> None:
        """Open one."""
        from tbp_tui.screens.undelivered import UndeliveredScreen

        self.app.push_screen(UndeliveredScreen(key.removeprefix("own:")))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what you wrote and what did not arrive."),
            _("It stays here until you choose what becomes of it."),
        )


def _row(line: AttentionLine) -> Row:
    under = (Say(written.words(line), "quiet"), Say(reason(line.code), "quiet"))
    return Row(f"own:{line.id}", written.heading(line), side=full_moment(line.at), under=under)


def find(screen: Opened, record: str) -> AttentionLine | None:
    """One of them, as long as it is there."""
    status = screen.session.status(screen.now)
    return next((line for line in (*status.attention, *status.kept) if line.id == record), None)


def in_full(line: AttentionLine) -> Iterator[Block]:
    """What was written, when, and why it did not arrive."""
    yield Say(written.heading(line), "head")
    yield Say(_("Written on {moment}.").format(moment=full_moment(line.at)), "quiet")
    yield Gap()
    yield Say(written.words(line))
    yield Gap()
    yield Say(reason(line.code))
