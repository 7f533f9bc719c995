# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which logs of this device belong to one case, and what its owner is there: from the logs themselves."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import msgspec

from tbp_casefile import model
from tbp_casefile.edition import edition
from tbp_casefile.model import control
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import kept_payload, read_kept
from tbp_tui.sync.states import Standing
from tbp_tui.vault.errors import VaultError
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

HAVE_SCREENS = frozenset({Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON, Role.SUPPORTER, Role.EXPERT})
"""Roles whose screens this version has."""

_OWN_VIEW = {Role.RELATIVE: ScopeType.FAMILY, Role.SUPPORTER: ScopeType.FAMILY}
_SYSTEM = ScopeType.SYSTEM


@dataclass(frozen=True)
class CaseLogs:
    """The logs of one case by their id, and the role of this device's owner in it.

    `name` is the random name that they share; it tells nothing. Without a role nothing was received yet.
    `with_person`: those of them that the person reads; of support there is one with each relative too.
    """

    name: str
    logs: tuple[tuple[str, ScopeType], ...]
    role: Role | None = None
    with_person: frozenset[str] = frozenset()

    @property
    def own_view(self) -> ScopeType:
        """The log whose package, reviews and contacts are for this reader: those are told twice."""
        return _OWN_VIEW.get(self.role, ScopeType.CASE) if self.role else ScopeType.CASE

    @cached_property
    def types(self) -> dict[str, ScopeType]:
        """The type of each log."""
        return dict(self.logs)

    @cached_property
    def of_case(self) -> list[str]:
        """Ids of the logs of this case alone, without what everybody reads."""
        return [scope for scope, known in self.logs if known is not _SYSTEM]

    def scopes(self, log: ScopeType | None = None) -> list[str]:
        """Ids of all logs, or of those of one type; what everybody reads is always among all."""
        return [scope for scope, known in self.logs if log in {None, known}]


class _Known(msgspec.Struct, frozen=True, array_like=True):
    """What was read of a log as long as it stands there: its name, the role of this member, if any, and
    whether the person is a member."""

    epoch: int
    seq: int
    name: str
    role: Role | None
    with_person: bool


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    member: str
    by: bytes
    logs: dict[str, _Known]


_KEPT = "cases.known"
_PERSON = f'"{Role.PERSON.value}"'.encode()


def cases(vault: Vault, member: str) -> tuple[CaseLogs, ...]:
    """Every case of this device. Before anything was received: one, of all logs of the welcome."""
    places = [place for place in vault.scopes() if _is_held(place)]
    types = {place.scope: ScopeType(place.type) for place in places}
    system = [(scope, log) for scope, log in types.items() if log is _SYSTEM]
    known = _known(vault, member, [place for place in places if types[place.scope] is not _SYSTEM])
    grouped: dict[str, list[tuple[str, ScopeType]]] = {}
    for scope, log in types.items():
        if log is not _SYSTEM:
            grouped.setdefault(known[scope].name, []).append((scope, log))
    return tuple(
        CaseLogs(
            name,
            (*system, *logs),
            next((role for s, _ in logs if (role := known[s].role)), None),
            frozenset(s for s, _ in logs if known[s].with_person),
        )
        for name, logs in grouped.items()
    )


def _is_held(place: ScopeRow) -> bool:
    """Not what was shredded, nor what a backend named and never showed: that has no type."""
    return bool(place.type) and place.state != Standing.SHREDDED


FEW = 20
"""Logs that are read as quickly as a note of them: whoever has one case writes nothing by looking."""


def _known(vault: Vault, member: str, places: Sequence[ScopeRow]) -> dict[str, _Known]:
    """As it was noted; only logs that went on are read again, and noted."""
    before, stands = _noted(vault, member), {place.scope: (place.epoch, place.seq) for place in places}
    known = {scope: one for scope, one in before.items() if (one.epoch, one.seq) == stands.get(scope)}
    if new := stands.keys() - known.keys():
        names, (roles, person) = _names(vault, new), _roles(vault, new, member)
        known |= {one: _Known(*stands[one], names.get(one, ""), roles.get(one), one in person) for one in new}
        if len(stands) <= FEW:
            return known
        with suppress(VaultError):  # another process is writing: then they are read again the next time
            vault.set_meta(_KEPT, msgspec.json.encode(_Kept(member, edition(), known)))
    return known


def _noted(vault: Vault, member: str) -> dict[str, _Known]:
    kept = vault.meta(_KEPT)
    with suppress(msgspec.DecodeError):
        notes = msgspec.json.decode(kept, type=_Kept) if kept else None
        if notes and (notes.member, notes.by) == (member, edition()):
            return notes.logs
    return {}


def _names(vault: Vault, scopes: Collection[str]) -> dict[str, str]:
    """The name that each log was founded with."""
    names: dict[str, str] = {}
    for row in vault.records.current({"scope"}, scopes):
        record = read_kept(row.jws)
        body = model.read_body(record.kind, record.schema, record.body)
        assert isinstance(body, control.Scope)
        names[row.scope] = body.case or row.scope
    return names


def _roles(vault: Vault, scopes: Collection[str], member: str) -> tuple[dict[str, Role], frozenset[str]]:
    """The role of this member in each log, also when the membership has ended: what was received stays.

    And the logs in which the person is a member.
    """
    roles: dict[str, Role] = {}
    with_person = set()
    for row in vault.records.current({"member"}, scopes):
        payload = kept_payload(row.jws)
        if member.encode() not in payload and _PERSON not in payload:
            continue  # of some other member, as most are: not worth reading
        record = read_kept(row.jws)
        body = model.read_body(record.kind, record.schema, record.body)
        assert isinstance(body, control.Member)
        if body.role is Role.PERSON:
            with_person.add(row.scope)
        if body.member == member:
            roles[row.scope] = body.role
    return roles, frozenset(with_person)
