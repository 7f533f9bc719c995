# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which logs of this device belong to one case, and what its owner is there: from the logs themselves."""

from dataclasses import dataclass
from functools import cached_property

from tbp_casefile import model
from tbp_casefile.model import control
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import kept_payload, read_kept
from tbp_tui.sync.states import Standing
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

HAVE_SCREENS = frozenset({Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON})
"""Roles whose screens this version has."""

_OWN_VIEW = {Role.RELATIVE: ScopeType.FAMILY, Role.SUPPORTER: ScopeType.FAMILY}
_SYSTEM = ScopeType.SYSTEM


@dataclass(frozen=True)
class CaseLogs:
    """The logs of one case by their id, and the role of this device's owner in it.

    `name` is the random name that they share; it tells nothing. Without a role nothing was received yet.
    """

    name: str
    logs: tuple[tuple[str, ScopeType], ...]
    role: Role | None = None

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


def cases(vault: Vault, member: str) -> tuple[CaseLogs, ...]:
    """Every case of this device. Before anything was received: one, of all logs of the welcome."""
    types = {place.scope: ScopeType(place.type) for place in vault.scopes() if _is_held(place)}
    system = [(scope, log) for scope, log in types.items() if log is _SYSTEM]
    named = _names(vault)
    grouped: dict[str, list[tuple[str, ScopeType]]] = {}
    for scope, log in types.items():
        if log is not _SYSTEM:
            grouped.setdefault(named.get(scope, ""), []).append((scope, log))
    roles = _roles(vault, member)
    return tuple(
        CaseLogs(name, (*system, *logs), next((roles[scope] for scope, _ in logs if scope in roles), None))
        for name, logs in grouped.items()
    )


def _is_held(place: ScopeRow) -> bool:
    """Not what was shredded, nor what a backend named and never showed: that has no type."""
    return bool(place.type) and place.state != Standing.SHREDDED


def _names(vault: Vault) -> dict[str, str]:
    """The name that each log was founded with."""
    names: dict[str, str] = {}
    for row in vault.records.current({"scope"}):
        record = read_kept(row.jws)
        body = model.read_body(record.kind, record.schema, record.body)
        assert isinstance(body, control.Scope)
        names[row.scope] = body.case or row.scope
    return names


def _roles(vault: Vault, member: str) -> dict[str, Role]:
    """The role of this member in each log, also when the membership has ended: what was received stays."""
    roles: dict[str, Role] = {}
    for row in vault.records.current({"member"}):
        if member.encode() not in kept_payload(row.jws):
            continue  # of some other member, as most are: not worth reading
        record = read_kept(row.jws)
        body = model.read_body(record.kind, record.schema, record.body)
        assert isinstance(body, control.Member)
        if body.member == member:
            roles[row.scope] = body.role
    return roles
