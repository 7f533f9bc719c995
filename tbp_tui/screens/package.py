# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The package that holds now: why, what it covers, every measure, and your answer to it."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.package import CurrentPackage, MeasureLine, PackageView
from tbp_casefile.wire.envelope import Ref
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import offer
from tbp_tui.screens import answering, measures, phrases
from tbp_tui.screens.answerable import Answerable
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import term


class PackageScreen(Answerable):
    """The version of now."""

    thing = "package"

    def title_words(self) -> str:
        """In the header."""
        return _("your package")

    @property
    def _current(self) -> CurrentPackage | None:
        return self.session.package(self.now)

    def about(self) -> Ref | None:
        """The version of now."""
        current = self._current
        return current.package.ref if current else None

    def blocks(self) -> Sequence[Block]:
        """What holds, why, the measures, what always holds, the answers."""
        current = self._current
        if current is None:
            return (Say(_("Nothing has been published yet. Your contact person can tell you more.")),)
        view = current.package
        to_answer = (Row("to-answers", _("Go to your answer")),) if self.session.may_answer else ()
        return (
            *self._notices(current),
            *about(self, view),
            Gap(),
            *to_answer,
            *measure_rows(view),
            *self._steps(),
            *always_holds(view),
            *self.answers(),
        )

    def _notices(self, current: CurrentPackage) -> Iterator[Block]:
        notices = []
        if current.ended:
            notices.append(offer.ended(current))
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

    def _steps(self) -> Iterator[Block]:
        """What is taken away when, and what became of it."""
        lines = self.session.steps(self.now)
        if lines:
            yield Head(_("Phasing out, step by step"))
        for line in lines:
            yield Say(offer.step(line))

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen measure in full, beside the list."""
        current = self._current
        line = find_measure(current.package, key) if current else None
        if line is not None:
            return tuple(measures.in_full(line))
        if key == "coverage":
            from tbp_tui.screens.coverage import covered

            return tuple(covered(self.session.coverage(self.now)))
        if key.startswith("say:not-now"):
            return answering.consequences(self.thing)
        return measures.none_chosen()

    def chosen(self, key: str) -> None:
        """A measure, what it covers, an answer that was given, or an answer to give."""
        current = self._current
        if current is None or self.chose_answer(key):
            return
        if line := find_measure(current.package, key):
            from tbp_tui.screens.measure import MeasureScreen

            self.app.push_screen(MeasureScreen(line))
        elif key == "coverage":
            from tbp_tui.screens.coverage import CoverageScreen

            self.app.push_screen(CoverageScreen())
        elif key == "to-answers":
            self.page.go_to("say:not-now")
            self.page.go_to("say:seen")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is the offer that holds for you now, with the reason for it."),
            _("Press Enter on a measure. It says what you notice, what you do and whom to call."),
            _("At the bottom you can answer: you have seen it, you ask something, you want a talk."),
            _("An answer waits ten seconds on this device. Until then Ctrl+Z takes it back."),
        )


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
    decided = phrases.authority_name(screen.session.authorities(screen.now), view)
    yield Pair(_("Decided by"), decided or _("not known here yet"))
    yield Pair(_("Why"), text(view.reason))
    if view.based_on:
        yield Pair(_("It rests on"), text(view.based_on))
    if view.next_review:
        yield Pair(_("Review"), full_day(view.next_review))
    if view.coverage:
        covered = (f"{term('area', area)}: {term('coverage', how)}" for area, how in view.coverage.items())
        yield Pair(_("It covers"), " · ".join(covered))


def measure_rows(view: PackageView) -> Iterator[Block]:
    """The measures as a list, and what they cover."""
    count = len(view.measures)
    yield Head(ngettext("{n} measure", "{n} measures", count).format(n=count))
    if view.coverage:
        yield Row("coverage", _("For each part of your life"))
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
