# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""News about the situation: titles in a list, so that a person opens it when they choose to (UX R16)."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.bulletins import BulletinLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import term


class BulletinsScreen(Opened):
    """Newest first."""

    def title_words(self) -> str:
        """In the header."""
        return _("news about your situation")

    def blocks(self) -> Sequence[Block]:
        """What was not read yet says so."""
        lines = self.session.bulletins(self.now)
        if not lines:
            return (Say(_("There is no news yet. With important news your contact person calls you.")),)
        return (
            Say(_("News can be hard to read. Open it when it suits you.")),
            Gap(),
            *(_row(line) for line in lines),
        )

    def detail(self, key: str) -> Sequence[Block]:
        """When it was and how it weighs; the text itself only when it is opened."""
        line = find(self.session.bulletins(self.now), key)
        if line is None:
            return (Say(_("Choose a line to read more about it."), "quiet"),)
        return (
            Say(text(line.bulletin.title), "head"),
            Gap(),
            *_facts(line),
            Gap(),
            Say(_("Enter opens it.")),
        )

    def chosen(self, key: str) -> None:
        """Open one."""
        if find(self.session.bulletins(self.now), key):
            from tbp_tui.screens.bulletin import BulletinScreen

            self.app.push_screen(BulletinScreen(key.removeprefix("bulletin:")))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is what the authority can tell you about your situation."),
            _("Each piece of news says what there is, what it means for you, and what you can do."),
            _("This program does not warn you. With important news your contact person calls you."),
        )


def _row(line: BulletinLine) -> Row:
    state = _("not read yet") if line.unread else _("no longer holds") if line.past else ""
    day = month_day(line.on)
    return Row(
        f"bulletin:{line.id}",
        text(line.bulletin.title),
        tag=term("weight", line.bulletin.weight).upper(),
        side=f"{day}, {state}" if state else day,
    )


def find(lines: Sequence[BulletinLine], key: str) -> BulletinLine | None:
    """The news of a row."""
    return next((line for line in lines if key == f"bulletin:{line.id}"), None)


def in_full(line: BulletinLine) -> Iterator[Block]:
    """What there is, what it means, what to do, and last what cannot be told."""
    body = line.bulletin
    yield Say(text(body.title), "head")
    yield Gap()
    yield from _facts(line)
    yield Head(_("What is going on?"))
    yield Say(text(body.what))
    yield Head(_("What does it mean for you?"))
    yield Say(text(body.means))
    if body.do:
        yield Head(_("What can you do now?"))
        yield from (Say(f"{number}  {text(what)}") for number, what in enumerate(body.do, start=1))
    if body.not_shared:
        yield Head(_("What we cannot share"))
        yield Say(text(body.not_shared))


def _facts(line: BulletinLine) -> Iterator[Block]:
    body = line.bulletin
    yield Pair(_("Of"), f"{full_day(line.on)}, {term('weight', body.weight)}")
    if body.until:
        words = _("held until {day}") if line.past else _("holds until {day}")
        yield Pair(_("Holds"), capital(words.format(day=full_day(body.until))))
    if body.severity:
        yield Pair(_("How serious"), text(body.severity))
    if body.likelihood:
        yield Pair(_("How likely"), text(body.likelihood))
