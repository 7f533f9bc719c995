# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The package that holds now: why, what it covers, every measure, and your answer to it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.errors import TbpError
from tbp_casefile.views.package import CurrentPackage, MeasureLine, PackageView
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext
from tbp_tui.screens import answering, measures, phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.dates import clean, full_day, text
from tbp_tui.words.terms import term


class PackageScreen(Opened):
    """The version of now."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "take_back", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def title_words(self) -> str:
        """In the header."""
        return _("your package")

    @property
    def _current(self) -> CurrentPackage | None:
        return self.session.package(self.now)

    def blocks(self) -> Sequence[Block]:
        """What holds, why, the measures, what always holds, the answers."""
        current = self._current
        if current is None:
            return (Say(_("Nothing has been published yet. Your contact person can tell you more.")),)
        view = current.package
        return (
            *self._notices(current),
            *about(self, view),
            Gap(),
            Row("to-answers", _("Go to your answer")),
            *measure_rows(view),
            *always_holds(view),
            *answering.given(self.session, view.ref, self.shell.sent, self.now),
            *([Say(self._note)] if self._note else []),
            *answering.choices(),
        )

    def _notices(self, current: CurrentPackage) -> Iterator[Block]:
        notices = []
        if current.incomplete:
            notices.append(plain.incomplete(current.incomplete))
        if current.upcoming:
            notices.append(_("Version {version} starts later.").format(version=clean(current.upcoming)))
        if current.rivals:
            notices.append(_("Two versions are in force at once. Ask your contact person which one holds."))
        status = self.session.status(self.now)
        notices += [phrases.trouble(code) for code in status.troubles if code != "sync.offline"]
        for notice in notices:
            yield Say(notice)
        if notices:
            yield Gap()

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen measure in full, beside the list."""
        current = self._current
        line = find_measure(current.package, key) if current else None
        if line is not None:
            return tuple(measures.in_full(line))
        if key.startswith("say:not-now"):
            return answering.consequences()
        return measures.none_chosen()

    def chosen(self, key: str) -> None:
        """A measure, an answer that was given, or an answer to give."""
        current = self._current
        if current is None:
            return
        if line := find_measure(current.package, key):
            from tbp_tui.screens.measure import MeasureScreen

            self.app.push_screen(MeasureScreen(line))
        elif key == "to-answers":
            self.page.go_to("say:not-now")
            self.page.go_to("say:seen")
        elif key.startswith("given:"):
            self._take_back(key.removeprefix("given:"))
        else:
            self._answer(current.package, key.removeprefix("say:"))

    # --- answering -----------------------------------------------------------------------------------------

    def _answer(self, view: PackageView, what: str) -> None:
        match what:
            case "seen" | "explained":
                self._send(view, what)
            case "question" | "talk":
                from tbp_tui.screens.answer import AnswerScreen

                self.app.push_screen(AnswerScreen(view.ref, what))
            case "not-now":
                from tbp_tui.screens.not_now import NotNowScreen

                self.app.push_screen(NotNowScreen(view.ref))

    def _send(self, view: PackageView, what: str) -> None:
        try:
            record = answering.send(self.shell, view.ref, what, "")
        except TbpError as error:
            self.show_note(errors.sentence(error))
            return
        self.show_note("")
        self.page.go_to(f"given:{record}")

    def action_take_back(self) -> None:
        """Ctrl+Z: the last answer, while it is still here."""
        if self.shell.sent is not None:
            self._take_back(self.shell.sent.record)

    def _take_back(self, record: str) -> None:
        sent = self.shell.sent
        held = sent is not None and sent.record == record and self.now < sent.until
        try:
            words = self.session.take_back(record, self.now) if held else None
        except TbpError as error:
            self.show_note(errors.sentence(error))
            return
        if words is None or sent is None:
            self.show_note(_("This cannot be taken back any more. You can give another answer."))
            return
        self.shell.sent = None
        self.show_note(_("Taken back. Nothing was sent."))
        if words and sent.what in {"question", "talk"}:
            from tbp_tui.screens.answer import AnswerScreen

            view = self._current
            if view is not None:
                self.app.push_screen(AnswerScreen(view.package.ref, sent.what, words))
        else:
            self.page.go_to(f"say:{sent.what}")

    def show_note(self, words: str) -> None:
        """One line about what just happened, with the answers."""
        self._note = words
        self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is the offer that holds for you now, with the reason for it."),
            _("Press Enter on a measure. It says what you notice, what you do and whom to call."),
            _("At the bottom you can answer: you have seen it, you ask something, you want a talk."),
            _("An answer waits ten seconds on this device. Until then Ctrl+Z takes it back."),
        )

    def hints(self) -> Sequence[Hint]:
        """Taking back is offered while it is possible."""
        sent = self.shell.sent
        if sent is None or self.now >= sent.until:
            return super().hints()
        taking_back = Hint("Ctrl+Z", _("Take back"), "take_back", 2)
        return (*super().hints()[:3], taking_back, *super().hints()[3:])


# --- parts that the history uses as well ------------------------------------------------------------------


def about(screen: Opened, view: PackageView) -> Iterator[Block]:
    """Version, kind, since, who decided, why, on what it rests, what it covers, the next review."""
    yield Say(
        _("Version {version}, {kind}, since {day}").format(
            version=clean(view.version), kind=term("package", view.kind), day=full_day(view.valid_from)
        ),
        "head",
    )
    yield Gap()
    decided = phrases.authority_name(tuple(screen.session.authorities()), view.authority)
    yield Pair(_("Decided by"), decided or _("not known here yet"))
    yield Pair(_("Why"), text(view.reason))
    if view.based_on:
        yield Pair(_("It rests on"), text(view.based_on))
    if view.coverage:
        covered = (f"{term('area', area)}: {term('coverage', how)}" for area, how in view.coverage.items())
        yield Pair(_("It covers"), " · ".join(covered))
    if view.next_review:
        yield Pair(_("Review"), full_day(view.next_review))


def measure_rows(view: PackageView) -> Iterator[Block]:
    """The measures as a list."""
    count = len(view.measures)
    yield Head(ngettext("{n} measure", "{n} measures", count).format(n=count))
    for line in view.measures:
        yield measures.as_row(line)


def always_holds(view: PackageView) -> Iterator[Block]:
    """What is true of every package (DOMAIN section 0, truths 1, 2 and 4)."""
    yield Gap()
    yield Say(plain.remaining_risk())
    if view.residual:
        yield Say(text(view.residual))
    yield Say(_("The authority decides what is in the offer. Every question gets an answer."))
    yield Say(_("An earlier version no longer holds. At each review everything is weighed anew."))


def find_measure(view: PackageView, key: str) -> MeasureLine | None:
    """The measure of a row."""
    entity = key.removeprefix("measure:")
    return next((line for line in view.measures if line.entity == entity), None)
