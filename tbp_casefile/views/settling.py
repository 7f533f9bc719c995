# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Saying that two talks are one, or two: who may, and what becomes of what they wrote.

Whoever wrote one of the two says it, in a new form of their own that takes the place of the one before. In a
log that somebody else reads too nothing is said of a talk that they may not know of.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tbp_casefile.model.dialogue import ContactMoment, TalkLink
from tbp_casefile.tables import READERS, STAFF
from tbp_casefile.views.same_talk import Thing, ToldTalk, bare_of, links_of, thing_of
from tbp_casefile.views.shelf import Held, Shelf
from tbp_casefile.views.talks import TalkLine

Own = dict[Thing, list[Held]]
Links = dict[Thing, dict[Thing, bool]]


@dataclass(frozen=True)
class NewForm:
    """What takes the place of these forms of one talk: the last of them, with other links."""

    forms: tuple[Held, ...]
    links: tuple[TalkLink, ...]


def pairs(one: ToldTalk, others: Sequence[TalkLine]) -> tuple[tuple[Thing, Thing], ...]:
    """Everything that was written of a talk, with everything that was written of these."""
    return tuple(dict.fromkeys((_thing(line), _thing(other)) for line in one.lines for other in others))


def pairs_within(one: ToldTalk) -> tuple[tuple[Thing, Thing], ...]:
    """What was written of one talk, each with each."""
    things = list(dict.fromkeys(map(_thing, one.lines)))
    return tuple((first, second) for place, first in enumerate(things) for second in things[place + 1 :])


def may_settle(shelf: Shelf, member: str, wanted: Iterable[tuple[Thing, Thing]]) -> bool:
    """Whether this member may say something of one of these pairs."""
    own = _own(shelf, member)
    return any(_may_say(own, one, other) or _may_say(own, other, one) for one, other in wanted)


def settle(
    shelf: Shelf, member: str, device: str, wanted: Iterable[tuple[Thing, Thing]], *, same: bool
) -> tuple[NewForm, ...]:
    """The forms by which this member says of these pairs, as far as they may, that they are one, or two.

    It stands in what was written on this device if it can. What they said before of a pair is withdrawn.
    """
    own, wanted = _own(shelf, member), tuple(wanted)
    before = {thing: _links(forms) for thing, forms in own.items()}
    after = {thing: dict(links) for thing, links in before.items()}
    for pair in wanted:
        _say(own, after, pair, device, same=same)
    changed = [
        thing for thing in after if after[thing] != before[thing] or _is_told_twice(own, thing, wanted)
    ]
    return tuple(
        NewForm(forms, tuple(TalkLink(*about, same=said) for about, said in sorted(after[thing].items())))
        for thing in changed
        for forms in _by_content(own[thing])
    )


def _say(own: Own, after: Links, pair: tuple[Thing, Thing], device: str, *, same: bool) -> None:
    """Withdraw the contrary; then say it once, unless it was said."""
    both = [(one, other) for one, other in (pair, pair[::-1]) if one in after]
    for one, other in both:
        if after[one].get(other, same) != same:
            del after[one][other]
    if any(other in after[one] for one, other in both):
        return
    ways = [way for way in both if _may_say(own, *way)]
    for speaker, about in sorted(ways, key=lambda way: own[way[0]][0].record.device != device)[:1]:
        after[speaker][about] = same


def _thing(line: TalkLine) -> Thing:
    return line.scope, line.entity


def _links(forms: Iterable[Held]) -> dict[Thing, bool]:
    return {other: same for form in forms for other, same in links_of(form).items()}


def _is_told_twice(own: Own, thing: Thing, wanted: Iterable[tuple[Thing, Thing]]) -> bool:
    """Two forms of one talk, from two devices, become one when something is said of it."""
    return len(own[thing]) > 1 and any(thing in pair for pair in wanted)


def _own(shelf: Shelf, member: str) -> Own:
    """The talks of this member in all their forms of now."""
    own: Own = defaultdict(list)
    for held in shelf.current("contact_moment"):
        if held.member == member and isinstance(held.body, ContactMoment):
            own[thing_of(held)].append(held)
    return own


def _may_say(own: Own, speaker: Thing, about: Thing) -> bool:
    """In one's own talk, of another in the same log, or from where only staff read."""
    return speaker in own and (speaker[0] == about[0] or READERS[own[speaker][0].log] <= STAFF)


def _by_content(forms: Sequence[Held]) -> list[tuple[Held, ...]]:
    """Forms that say the same become one; what says something else stays beside it."""
    found: list[tuple[ContactMoment, list[Held]]] = []
    for held in forms:
        assert isinstance(held.body, ContactMoment)
        bare = bare_of(held.body)
        same = next((group for known, group in found if known == bare), None)
        if same is None:
            found.append((bare, [held]))
        else:
            same.append(held)
    return [tuple(group) for _, group in found]
