# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A moment as it is said in one place: a day, a part of it, a clock time, in either order, or a distance."""

from dataclasses import dataclass, replace

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line.clocks import Beside, Clock, clock_at
from tbp_tui.services.contact_line.days import Day, day_at
from tbp_tui.services.contact_line.lengths import begins_a_number, behind_about, measure_at
from tbp_tui.services.contact_line.times import Part
from tbp_tui.services.contact_line.tokens import Phrasebook, Words

_NOW = Phrasebook(dict.fromkeys(times.NOW, True))
_PARTS = Phrasebook(times.PARTS)
_FIRST_WORDS = {*times.ABOUT, *(phrase[0] for phrase in times.LENGTHS)}
_PREPOSITIONS = times.BEFORE_A_DAY | times.BEFORE_A_TIME


@dataclass(frozen=True)
class Said:
    """What is said of a moment in one place of the line. `away`: minutes from now; `now`: `zojuist`."""

    start: int
    end: int
    day: Day | None = None
    part: Part | None = None
    clock: Clock | None = None
    away: int | None = None
    now: bool = False
    asked: bool = False


def moment_at(words: Words, at: int, language: str, edges: frozenset[int] = frozenset()) -> Said | None:
    """What is said at a place. `edges`: where a short weekday counts with nothing beside it."""
    return words.once(_moment, at, language, edges)


def _moment(words: Words, at: int, language: str, edges: frozenset[int]) -> Said | None:
    if found := _NOW.at(words, at):
        return Said(at, found[1], now=True)
    return _distance(words, at) or _together(words, at, language, edges)


def _distance(words: Words, at: int) -> Said | None:
    """`over een uur`, `in 20 min`, `half uur geleden`, `an hour ago`."""
    ahead = words.key(at) in times.AHEAD
    if not ahead and not (begins_a_number(words, at) or words.key(at) in _FIRST_WORDS):
        return None
    length = measure_at(words, behind_about(words, at + ahead))
    if length is None:
        return None
    ago = words.key(length.end) in times.AGO
    if ahead == ago:
        return None
    end = length.end + ago
    # `over een uur of twee` is about so long
    loosely = words.key(end) in ("of", "or") and (
        words.key(end + 1) in times.NUMBERS or words.raw(end + 1).isdecimal()
    )
    minutes = length.minutes if ahead else -length.minutes
    return Said(at, end + 2 * loosely, away=minutes, asked=length.asked or loosely)


def _together(words: Words, at: int, language: str, edges: frozenset[int]) -> Said | None:
    """Day, part and clock time that stand together; at most one of each."""
    said = Said(at, at)
    while (more := _next(words, said, language)) is not None:
        said = more
    return _counted(words, said, at, edges) if said.end > at else None


def _counted(words: Words, said: Said, at: int, edges: frozenset[int]) -> Said | None:
    """The moment, if its short weekday counts: beside something, behind `op`, at an edge of a follow-up."""
    day = said.day
    if day is None or day.alone or said.part or words.key(at) in times.BEFORE_A_DAY:
        return said
    if _counts_at_an_edge(words, day.end - 1, edges):
        return said
    if said.clock and not (said.end == day.end + 1 and words.raw(day.end).isdecimal()):
        return said
    # `terugbellen vr 10`: a day makes the number a time, and a time would make the word a day
    return replace(said, asked=True) if said.clock and edges else None


def _counts_at_an_edge(words: Words, at: int, edges: frozenset[int]) -> bool:
    return at in edges and words.key(at) not in times.NO_DAY_AT_AN_EDGE


def _next(words: Words, said: Said, language: str) -> Said | None:
    """The moment with what stands behind it, or nothing if that does not belong to it."""
    places = [said.end, said.end + 1] if words.key(said.end) in _PREPOSITIONS else [said.end]
    for at in places:
        if said.day is None and (day := day_at(words, at, language)):
            return replace(said, day=day, part=day.part or said.part, end=day.end)
        if said.part is None and (part := _part_at(words, said, at)):
            return replace(said, part=part[0], end=part[1])
        beside = _beside(words, said, at, language)
        if said.clock is None and (clock := clock_at(words, at, beside)):
            return replace(said, clock=clock[0], end=clock[1])
    return None


def _beside(words: Words, said: Said, at: int, language: str) -> Beside:
    """What says that a number is a clock time: a preposition, or a day or part before or behind it."""
    if at > said.end and words.key(said.end) in times.BEFORE_A_TIME:
        return "preposition"
    if said.day is not None or said.part is not None or _stands_before_a_day(words, at, language):
        return "day"
    return "nothing"


def _stands_before_a_day(words: Words, at: int, language: str) -> bool:
    """`2u vanmiddag`: what else could be a length is a time there."""
    clock = clock_at(words, at, "day")
    if clock is None or words.raw(clock[1] - 1).isdecimal():
        return False
    behind = clock[1] + (words.key(clock[1]) in times.BEFORE_A_DAY)
    day = day_at(words, behind, language)
    part = _PARTS.at(words, behind) is not None or words.key(behind) in times.PARTS_BESIDE
    return part or (day is not None and day.alone)


def _part_at(words: Words, said: Said, at: int) -> tuple[Part, int] | None:
    """A part of the day; a bare noun only beside a day or a clock time."""
    if found := _PARTS.at(words, at):
        return found
    beside = said.day is not None or said.clock is not None
    part = times.PARTS_BESIDE.get(words.key(at)) if beside else None
    return (part, at + 1) if part else None
