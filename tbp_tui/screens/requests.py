# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Requests and questions: what was asked, what was answered, when an answer comes."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import Role
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.shelf import Delivery
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import delivery, reply, term


class RequestsScreen(Opened):
    """Open ones first."""

    def title_words(self) -> str:
        """In the header."""
        return _("requests")

    def blocks(self) -> Sequence[Block]:
        """Two lists: without an answer, and with one."""
        lines = self.session.requests(self.now)
        if not lines:
            return (Say(_("Nothing has been asked yet. Ask your contact person, or at your package.")),)
        waiting = [line for line in lines if line.state == "open"]
        answered = [line for line in lines if line.state != "open"]
        return (
            *self._list(_("No answer yet"), waiting),
            *self._list(_("Answered"), answered),
            Gap(),
            Say(_("A request does not change your package by itself. Every request gets an answer.")),
        )

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen one in full, beside the list."""
        line = find(self.session.requests(self.now), key)
        return tuple(in_full(line)) if line else (Say(_("Choose a line to read more about it."), "quiet"),)

    def chosen(self, key: str) -> None:
        """Open one: to answer it, or to read it."""
        line = find(self.session.requests(self.now), key)
        if line and self.session.replies.may(line.ref):
            from tbp_tui.screens.request import RequestScreen

            self.app.push_screen(RequestScreen(line.id))
        elif line:
            from tbp_tui.screens.reader import ReaderScreen

            def whole() -> Sequence[Block]:
                line = find(self.session.requests(self.now), key)
                return tuple(in_full(line)) if line else ()

            self.app.push_screen(ReaderScreen(lambda: _("one request"), whole))

    def _list(self, heading: str, lines: Sequence[RequestLine]) -> Iterator[Block]:
        if lines:
            yield Head(heading)
        yield from map(self._row, lines)

    def _row(self, line: RequestLine) -> Row:
        side = reply(line.request.kind, line.state)
        if line.due:
            side = _("answer by {day}").format(day=month_day(line.due))
        under = (Say(words, "quiet") for words in self._under(line))
        return Row(f"request:{line.id}", text(line.request.title), side=side, under=tuple(under))

    def _under(self, line: RequestLine) -> Iterator[str]:
        yield f"{capital(term('request', line.request.kind))}, {month_day(line.on)}"
        answers = self.session.replies.may(line.ref)
        if line.overdue:
            passed = _("This day has passed.")
            yield passed if answers else _("This day has passed. Ask your contact person.")
        if answers and self.session.replies.begun(line.ref):
            yield _("You began an answer.")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        if self.session.role is Role.CONTACT_PERSON:
            return (
                _("Here stands what was asked, and the answer to it."),
                _("Enter opens a request. There you draft the answer."),
            )
        return (
            _("Here stands what was asked, and the answer to it."),
            _("Work goes before private life, so each request says which it is."),
        )


def find(lines: Sequence[RequestLine], key: str) -> RequestLine | None:
    """The request of a row."""
    return next((line for line in lines if key == f"request:{line.id}"), None)


def in_full(line: RequestLine) -> Iterator[Block]:
    """What was asked by whom, and every answer, the newest first."""
    body = line.request
    yield Say(text(body.title), "head")
    yield Gap()
    yield Pair(_("Answer"), capital(reply(line.request.kind, line.state)))
    if line.due:
        passed = f" ({_('this day has passed')})" if line.overdue else ""
        yield Pair(_("Answer by"), full_day(line.due) + passed)
    yield Pair(_("Asked"), f"{month_day(line.on)}, {term('request', body.kind)}")
    if line.role is Role.RELATIVE:
        yield Pair(_("By"), term("role", line.role))
    if body.first:
        days = month_day(body.first)
        last = body.last if body.last != body.first else None
        yield Pair(_("For"), f"{days} - {month_day(last)}" if last else days)
    if line.delivery is not Delivery.RECEIVED:
        yield Pair(_("State"), capital(delivery(line.delivery)))
    yield Gap()
    yield Say(text(body.text))
    for given in reversed(line.answers):
        yield Head(_("Answer of {day}").format(day=month_day(given.on)))
        if given.delivery is not Delivery.RECEIVED:
            yield Say(capital(delivery(given.delivery)), "quiet")
        yield Say(text(given.answer.text))
        if given.answer.reason:
            yield Say(_("Reason: {reason}.").format(reason=term("because", given.answer.reason)))
