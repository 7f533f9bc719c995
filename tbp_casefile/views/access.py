# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who sees what: from the kind table and from who is a member where, and nothing else (DESIGN section 4)."""

from collections import defaultdict
from dataclasses import dataclass

from tbp_casefile.model.case import AuthorityChange
from tbp_casefile.model.control import Member
from tbp_casefile.tables import READERS, WRITERS, Role, ScopeType
from tbp_casefile.views.shelf import Held, Shelf

KINDS = ("member", "authority_change")


@dataclass(frozen=True)
class AccessLine:
    """Readers of one role: how many they are, and which kinds they can read in logs that this device has."""

    role: Role
    members: int
    kinds: tuple[str, ...]
    logs: tuple[ScopeType, ...]


def access(shelf: Shelf) -> tuple[AccessLine, ...]:
    """Every role that reads along in a log of this device, oneself included."""
    active = _active(shelf)
    lines = []
    for role in Role:
        places = [place for place in active if place.role is role and role in READERS[place.log]]
        if places:
            logs = tuple(log for log in READERS if any(place.log is log for place in places))
            members = set().union(*(active[place] for place in places))
            kinds = dict.fromkeys(kind for log in logs for kind in WRITERS[log])
            lines.append(AccessLine(role, len(members), tuple(kinds), logs))
    return tuple(lines)


def members(shelf: Shelf, log: ScopeType, role: Role) -> frozenset[str]:
    """Ids of whoever has this role in logs of this type now."""
    found = (who for place, who in _active(shelf).items() if place.log is log and place.role is role)
    return frozenset(member for who in found for member in who)


@dataclass(frozen=True)
class _Place:
    """A role in one log: a case may have had more than one log of a type."""

    scope: str
    log: ScopeType
    role: Role


def _active(shelf: Shelf) -> dict[_Place, set[str]]:
    """Members now, by log and role: what opens and ends them, in the order of each log."""
    active: defaultdict[_Place, set[str]] = defaultdict(set)
    control = [held for kind in KINDS for held in shelf.all(kind)]
    for held in sorted(control, key=lambda held: (held.record.scope, held.seq)):
        _follow(active, held)
    return {place: members for place, members in active.items() if members}


def _follow(active: defaultdict[_Place, set[str]], held: Held) -> None:
    scope, log = held.record.scope, held.log
    match held.body:
        case Member(member=member, role=role, ends=False):
            active[_Place(scope, log, role)].add(member)
        case Member(member=member, role=role):
            active[_Place(scope, log, role)].discard(member)
        case AuthorityChange(to=to, from_=str(before)):
            deciding = active[_Place(scope, log, Role.AUTHORITY)]
            deciding.discard(before)
            deciding.add(to)
