# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who received what: what was sent to whose device, and when. It is asked anew when the screen opens."""

import threading
from collections.abc import Iterator, Sequence

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.door import DeliveryLine
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import errors, sent
from tbp_tui.words.dates import as_of, full_moment

_MOST = 100
"""Lines on the page, the newest; the command line has all of them."""


class DeliveriesScreen(Opened):
    """Those who work for the reader first, then the reader's own devices."""

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def title_words(self) -> str:
        """In the header."""
        return _("who received what")

    def on_mount(self) -> None:
        """Ask, in a thread that nothing waits for."""
        self._ask()

    def _ask(self) -> None:
        self._note = _("Asking the other side now.")
        threading.Thread(target=self._fetch, daemon=True).start()

    def _fetch(self) -> None:
        note = ""
        try:
            self.session.fetch_deliveries(self.now)
        except TbpError as error:
            note = errors.sentence(error)
        except Exception:  # noqa: BLE001  # the app may have closed meanwhile; what was known stays
            note = errors.of_code("unexpected")
        if self.is_running:
            self.app.call_from_thread(self._answered, note)

    def _answered(self, note: str) -> None:
        self._note = note
        self.redraw()

    def blocks(self) -> Sequence[Block]:
        """What "sent" means stands above the lines."""
        view = self.session.deliveries()
        others = [line for line in view.lines if not line.own]
        return (
            Say(_("Sent means: it went to that device. It does not say that anybody read it.")),
            *([Say(self._note, "quiet")] if self._note else []),
            *_asked_at(self, view.asked is not None),
            *_list(_("To who works for you"), others),
            *_list(_("To your own devices"), [line for line in view.lines if line.own]),
            Gap(),
            Row("again", _("Ask again")),
        )

    def chosen(self, key: str) -> None:
        """Ask again."""
        if key == "again":
            self._ask()
            self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("The other side keeps which messages it sent to whose device, and when."),
            _("When you and your family were at your devices, only you yourselves can see."),
        )


def _asked_at(screen: DeliveriesScreen, known: bool) -> Iterator[Block]:
    asked = screen.session.deliveries().asked
    if asked is not None and known:
        yield Say(_("Asked: {moment}.").format(moment=as_of(asked, screen.now)), "quiet")
    else:
        yield Say(_("Nothing is known of this yet."), "quiet")


def _list(heading: str, lines: Sequence[DeliveryLine]) -> Iterator[Block]:
    if lines:
        yield Head(heading)
    for line in lines[:_MOST]:
        to = sent.to_whom(line.role, own=line.own, here=line.here)
        yield Pair(full_moment(line.at), f"{to}: {sent.what(line.kinds)}")
