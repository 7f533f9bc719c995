# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Words about measures, for every screen with measures: one as a line, in full, and how two forms differ."""

from collections.abc import Iterator

from tbp_casefile.views.package import MeasureLine
from tbp_tui.i18n import _
from tbp_tui.screens.phrases import capital
from tbp_tui.widgets.blocks import Block, Head, Pair, Row, Say
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import term


def as_row(line: MeasureLine) -> Row:
    """Title, who takes care of it, and what is special about it."""
    state = "" if line.state == "active" else f", {term('state', line.state)}"
    under = [text(line.detail)] if line.detail else []
    if line.end:
        under.append(capital(_("until {day}").format(day=month_day(line.end))))
    return Row(
        f"measure:{line.entity}",
        text(line.title),
        side=f"{by(line)}{state}",
        under=tuple(Say(words, "quiet") for words in under),
    )


def by(line: MeasureLine) -> str:
    """door: overheid"""
    return _("by: {layer}").format(layer=term("layer", line.layer))


def period(line: MeasureLine) -> str:
    """sinds 27 mei 2025, tot 3 maart 2030"""
    since = _("since {day}").format(day=month_day(line.start))
    return f"{since}, {_('until {day}').format(day=month_day(line.end))}" if line.end else since


def areas(line: MeasureLine) -> str:
    """For which part of life it is."""
    return ", ".join(term("area", area) for area in line.covers)


def in_full(line: MeasureLine) -> Iterator[Block]:
    """Everything about one measure, in the order in which a person needs it."""
    yield Say(text(line.title), "head")
    if line.detail:
        yield Say(text(line.detail))
    if line.note and line.noted and line.state == "failing":
        yield Head(_("Not working since {day}").format(day=month_day(line.noted)))
        yield Say(text(line.note))
    for heading, words in (
        (_("What you notice"), line.notice),
        (_("What you do"), line.do),
        (_("Does it not work?"), line.call),
    ):
        if words:
            yield Head(heading)
            yield Say(text(words))
    yield Head(_("About this measure"))
    yield Pair(_("Who"), capital(term("layer", line.layer)))
    if line.provider:
        yield Pair(_("Carried out by"), text(line.provider))
    yield Pair(_("State"), capital(term("state", line.state)))
    yield Pair(_("When"), capital(period(line)))
    if line.covers:
        yield Pair(_("For"), capital(areas(line)))
    if line.family:
        yield Pair(_("Your family"), _("can see this measure as well"))


def none_chosen() -> tuple[Block, ...]:
    """In the second pane while the chosen row is no measure, so that the pane stays where it is."""
    return (Say(_("Choose a measure to read more about it."), "quiet"),)


def differences(before: MeasureLine, after: MeasureLine) -> Iterator[tuple[str, str]]:
    """What was and what is now, for everything a person can see of a measure."""
    pairs = (
        (text(before.title), text(after.title)),
        (text(before.detail), text(after.detail)),
        (term("state", before.state), term("state", after.state)),
        (by(before), by(after)),
        (text(before.provider), text(after.provider)),
        (period(before), period(after)),
        (areas(before), areas(after)),
        (text(before.notice), text(after.notice)),
        (text(before.do), text(after.do)),
        (text(before.call), text(after.call)),
    )
    nothing = _("nothing")
    for was, now in pairs:
        if was != now:
            yield was or nothing, now or nothing
