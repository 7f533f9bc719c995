# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One talk that was written down twice: what may be one, what its writers settled, and what is one.

Whoever wrote a talk says of another one that it is the same, or that it is not, in a new form of their own
(`ContactMoment.links`). Nothing is taken away by it. Where they disagree two talks stay two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import combinations

import msgspec

from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.times import AMSTERDAM, local_date
from tbp_casefile.views.shelf import Held, Shelf, newest_first
from tbp_casefile.views.talks import TalkLine, line_of

CHANNELS = frozenset({"talk", "call", "message", "visit"})
"""Kinds that say how people spoke. A failure or a concern is a subject: two of them are not one talk."""
SLACK = timedelta(minutes=30)
"""Two people who both name an hour are no further apart than this, beside the length that they name."""

Thing = tuple[str, str]
"""A talk in whatever form: scope and entity."""
Pair = frozenset[Thing]


@dataclass(frozen=True)
class ToldTalk:
    """One talk with everything that was written of it, newest first.

    `maybe`: talks that look like this one, of which nobody said whether they are, or writers disagree.
    `disputed`: some of its writers say that it is one with another, and others that it is not.
    """

    lines: tuple[TalkLine, ...]
    maybe: tuple[TalkLine, ...] = ()
    disputed: bool = False

    @property
    def newest(self) -> TalkLine:
        """The form that stands for it in a list."""
        return self.lines[0]


def told(shelf: Shelf) -> tuple[ToldTalk, ...]:
    """Every talk once, newest first. Told the same on every device with these records."""
    return told_of(shelf, shelf.current("contact_moment"))


def told_of(shelf: Shelf, held: Iterable[Held]) -> tuple[ToldTalk, ...]:
    """(1) forms by talk  (2) what was said of pairs  (3) talks that are one  (4) what each may be as well."""
    forms = _forms(held)  # (1)
    said = _said(forms)  # (2)
    groups = _groups(forms, {pair for pair, same in said.items() if same == {True}})  # (3)
    open_ones = _open(groups, _alike(forms), said)  # (4)
    lines = {thing: tuple(_lines(shelf, of)) for thing, of in forms.items()}
    made = [
        ToldTalk(
            _newest_first(lines, group),
            _newest_first(lines, (thing for other in open_ones[group] for thing in other)),
            any(False in said.get(pair, ()) for pair in _pairs_within(group))
            or any(_is_disputed(group, other, said) for other in open_ones[group]),
        )
        for group in groups
    ]
    return tuple(sorted(made, key=lambda one: one.newest.at, reverse=True))


def thing_of(held: Held) -> Thing:
    """What this is a form of."""
    return held.record.scope, held.record.entity


# --- what may be one --------------------------------------------------------------------------------------


def may_be_same(one: Held, other: Held) -> bool:
    """Whether two records look like one talk: another device, the same way, party and outcome, and moment.

    On one device one person writes two talks when there were two.
    """
    first, second = one.body, other.body
    if not isinstance(first, ContactMoment) or not isinstance(second, ContactMoment):
        return False
    if first.kind not in CHANNELS or _way(first) != _way(second) or thing_of(one) == thing_of(other):
        return False
    if first.who and second.who and first.who != second.who:
        return False
    return one.record.device != other.record.device and _moments_meet(one, other)


def _way(body: ContactMoment) -> tuple[str, str, str]:
    return body.kind, body.party, body.outcome


def _moments_meet(one: Held, other: Held) -> bool:
    """Two hours that were named lie close together; where one was not named, the same day is enough."""
    if not (_names_hour(one.record.moment) and _names_hour(other.record.moment)):
        return one.day == other.day
    return one.record.moment <= _end(other) + SLACK and other.record.moment <= _end(one) + SLACK


def _names_hour(moment: datetime) -> bool:
    """An hour in a line has no seconds, and a day without an hour is its noon; else it is that of writing."""
    local = moment.astimezone(AMSTERDAM).timetz().replace(tzinfo=None)
    return local.second == 0 and local != time(12)


def _end(held: Held) -> datetime:
    minutes = held.body.minutes if isinstance(held.body, ContactMoment) else None
    return held.record.moment + timedelta(minutes=minutes or 0)


def _alike(forms: Mapping[Thing, list[Held]]) -> set[Pair]:
    """Every pair that looks like one. Looked for by day: a case may have thousands of talks."""
    written = [one for of in forms.values() for one in of]
    if len({one.record.device for one in written}) < 2:
        return set()
    by_day: dict[object, list[Held]] = defaultdict(list)
    for held in written:
        if isinstance(held.body, ContactMoment) and held.body.kind in CHANNELS:
            for day in {held.day, local_date(_end(held) + SLACK)}:
                by_day[(day, *_way(held.body))].append(held)
    return {
        frozenset({thing_of(one), thing_of(other)})
        for same_day in by_day.values()
        for one, other in combinations(same_day, 2)
        if may_be_same(one, other)
    }


# --- what was settled -------------------------------------------------------------------------------------


def _forms(held: Iterable[Held]) -> dict[Thing, list[Held]]:
    forms: dict[Thing, list[Held]] = defaultdict(list)
    for one in newest_first(list(held)):
        if isinstance(one.body, ContactMoment):
            forms[thing_of(one)].append(one)
    return forms


def _said(forms: Mapping[Thing, list[Held]]) -> dict[Pair, set[bool]]:
    """What the writers of two talks say of them: the same, another, or both. Of what is not here, nothing."""
    said: dict[Pair, set[bool]] = defaultdict(set)
    for thing, of in forms.items():
        for held in of:
            for other, same in links_of(held).items():
                if other in forms and other != thing:
                    said[frozenset({thing, other})].add(same)
    return said


def links_of(held: Held) -> dict[Thing, bool]:
    """What this form says of other talks."""
    links = held.body.links if isinstance(held.body, ContactMoment) else msgspec.UNSET
    return {} if links is msgspec.UNSET else {(link.scope, link.entity): link.same for link in links}


def _groups(forms: Iterable[Thing], same: Iterable[Pair]) -> list[frozenset[Thing]]:
    """Talks that are one, directly or by another one between them."""
    group_of = {thing: frozenset({thing}) for thing in forms}
    for pair in same:
        joined = frozenset().union(*(group_of[thing] for thing in pair))
        group_of |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(group_of.values()))


Group = frozenset[Thing]


def _open(
    groups: Iterable[Group], alike: Iterable[Pair], said: Mapping[Pair, set[bool]]
) -> dict[Group, list[Group]]:
    """Of each the others that it may be one with: they look like it or are disputed, and are not apart."""
    group_of = {thing: group for group in groups for thing in group}
    found: dict[Group, list[Group]] = {group: [] for group in groups}
    for pair in {*alike, *(pair for pair, both in said.items() if len(both) > 1)}:
        one, other = (group_of[thing] for thing in pair)
        if one != other and other not in found[one] and not _are_apart(one, other, said):
            found[one].append(other)
            found[other].append(one)
    return found


def _are_apart(one: Group, other: Group, said: Mapping[Pair, set[bool]]) -> bool:
    opinions = [said.get(pair, set()) for pair in _pairs_between(one, other)]
    return {False} in opinions and {True, False} not in opinions


def _is_disputed(one: Group, other: Group, said: Mapping[Pair, set[bool]]) -> bool:
    return any(len(said.get(pair, ())) > 1 for pair in _pairs_between(one, other))


def _pairs_between(one: Group, other: Group) -> Iterator[Pair]:
    return (frozenset({first, second}) for first in one for second in other)


def _pairs_within(group: Group) -> Iterator[Pair]:
    return (frozenset(pair) for pair in combinations(group, 2))


# --- lines ------------------------------------------------------------------------------------------------


def _lines(shelf: Shelf, forms: Sequence[Held]) -> Iterator[TalkLine]:
    """One for everything that was written of a talk; forms that say the same are one line."""
    seen: list[ContactMoment] = []
    for held in forms:
        assert isinstance(held.body, ContactMoment)
        bare = bare_of(held.body) if len(forms) > 1 else held.body
        if bare not in seen:
            seen.append(bare)
            yield line_of(shelf, held, held.body)


def bare_of(body: ContactMoment) -> ContactMoment:
    """What was written of a talk, without what was settled about it."""
    return msgspec.structs.replace(body, links=msgspec.UNSET)


Lines = Mapping[Thing, tuple[TalkLine, ...]]


def _newest_first(lines: Lines, things: Iterable[Thing]) -> tuple[TalkLine, ...]:
    found = [line for thing in sorted(set(things)) for line in lines[thing]]
    return tuple(sorted(found, key=lambda line: line.at, reverse=True))
