# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may read and who may write what: the kind table of DESIGN section 4 as data.

Backend and app judge by these tables (`members.py`); the screen "who sees what" is generated from them.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a member is in one log. `ROOT` and `OFFICE` are keys, not members."""

    PERSON = "person"
    RELATIVE = "relative"
    CONTACT_PERSON = "contact_person"
    SUPPORTER = "supporter"
    COORDINATOR = "coordinator"
    EXPERT = "expert"
    EMPLOYER = "employer"
    AUTHORITY = "authority"
    ROOT = "root"
    OFFICE = "office"


class ScopeType(StrEnum):
    """The kinds of logs there are."""

    SYSTEM = "system"
    CASE = "case"
    FAMILY = "family"
    SUPPORT = "support"
    MATCHING = "matching"
    EMPLOYER = "employer"
    DESK = "desk"
    CARE = "care"
    EXPERT = "expert"
    PEER = "peer"


P, R, C, S = Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON, Role.SUPPORTER
K, X, E, A = Role.COORDINATOR, Role.EXPERT, Role.EMPLOYER, Role.AUTHORITY

READERS: dict[ScopeType, frozenset[Role]] = {
    ScopeType.SYSTEM: frozenset({P, R, C, S, K, X, E, A}),
    ScopeType.CASE: frozenset({P, C, A}),
    ScopeType.FAMILY: frozenset({P, R, C, S}),
    ScopeType.SUPPORT: frozenset({P, R, S}),
    ScopeType.MATCHING: frozenset({P, R, K}),
    ScopeType.EMPLOYER: frozenset({P, C, E}),
    ScopeType.DESK: frozenset({C}),
    ScopeType.CARE: frozenset({S}),
    ScopeType.EXPERT: frozenset({X, K}),
    ScopeType.PEER: frozenset({P, R, X}),
}

_Row = tuple[frozenset[Role], str]


def _row(roles: set[Role] | frozenset[Role], kinds: str) -> _Row:
    return frozenset(roles), kinds


_ROWS: dict[ScopeType, tuple[_Row, ...]] = {
    ScopeType.SYSTEM: (_row({Role.ROOT}, "key"), _row({A}, "policy_text help_contact news")),
    ScopeType.CASE: (
        _row({A}, "case_status authority_change package measure review obligation bulletin phase_out_step"),
        _row({A, C}, "answer contact contact_moment obligation_state"),
        _row({P}, "acknowledgement confirmation request report review_input evaluation"),
        _row({P, C}, "message receipt"),
    ),
    ScopeType.FAMILY: (
        _row({A}, "package measure review obligation"),
        _row({C}, "answer contact obligation_state"),
        _row({P, R}, "acknowledgement confirmation request report review_input"),
        _row({P, R, C, S}, "message receipt"),
    ),
    ScopeType.SUPPORT: (
        _row({S}, "support_offer contact contact_moment"),
        _row({P, R}, "support_response shared_check evaluation"),
        _row({P, R, S}, "message receipt"),
    ),
    ScopeType.MATCHING: (
        _row({P, R}, "peer_request peer_reply concern"),
        _row({K}, "peer_proposal answer"),
    ),
    ScopeType.EMPLOYER: (
        _row({C}, "employer_duty"),
        _row({E}, "duty_state"),
        _row({P, C, E}, "message receipt"),
    ),
    ScopeType.DESK: (_row({C}, "contact_moment task handover_brief"),),
    ScopeType.CARE: (_row({S}, "contact_moment task handover_brief"),),
    ScopeType.EXPERT: (
        _row({X}, "peer_profile peer_reply concern debrief"),
        _row({K}, "peer_proposal"),
    ),
    ScopeType.PEER: (_row({P, R, X}, "boundary message receipt ended"),),
}


def _writers(rows: tuple[_Row, ...]) -> dict[str, frozenset[Role]]:
    return {kind: roles for roles, kinds in rows for kind in kinds.split()}


WRITERS: dict[ScopeType, dict[str, frozenset[Role]]] = {t: _writers(rows) for t, rows in _ROWS.items()}
"""`WRITERS[scope type][kind]`: the roles that may write it there."""

LOCAL_KINDS = frozenset({"note", "self_check", "draft"})
"""Kinds that never stand in a log: they leave the vault only as a new record that the person shares."""

KINDS = LOCAL_KINDS.union(*WRITERS.values())
"""Every kind that the table names, so that it decides who may write it; of others a newer version knows."""

MEMBERS: dict[ScopeType, frozenset[Role]] = {
    t: READERS[t].union(*WRITERS[t].values()) - {Role.ROOT} for t in ScopeType
}
"""Roles that have a place in a log of this type: who may read or write there, and nobody else."""

ONE_OF: dict[ScopeType, frozenset[Role]] = {
    ScopeType.SUPPORT: frozenset({P, R}),
    ScopeType.MATCHING: frozenset({P, R}),
    ScopeType.EXPERT: frozenset({X}),
}
"""Of these roles one member only, ever: a second one could read what the first one said."""

WHOLE_HOURS = frozenset({ScopeType.PEER, ScopeType.EMPLOYER})
"""Logs in which `writtenAt` says the hour only, so that nobody's waking hours can be told from it."""

SEALED = frozenset({ScopeType.SUPPORT, ScopeType.CARE, ScopeType.MATCHING, ScopeType.EXPERT, ScopeType.PEER})
"""Logs whose bodies are sealed for their readers, those of control kinds excepted."""

CONTROL_KINDS = frozenset({"scope", "member", "device", "ticket", "scope_key", "erasure", "closing", "epoch"})
"""Kinds that decide about the log itself; they may stand in every log and hold no text of a person."""

DECIDING_KINDS = CONTROL_KINDS | {"authority_change", "key"}
"""All kinds that change who may write: from these alone the state of a log can be told again."""

_KEPT_BY_AUTHORITY = (
    "case_status authority_change package measure review obligation bulletin phase_out_step "
    "policy_text help_contact news"
)

KEEPERS: dict[str, frozenset[Role]] = {
    **{kind: frozenset({A}) for kind in _KEPT_BY_AUTHORITY.split()},
    "contact": frozenset({A, C}),
    "obligation_state": frozenset({A, C}),
    "task": frozenset({C, S}),
}
"""Roles that may replace a record of this kind that another member wrote (DESIGN section 4, keeper)."""

STAFF = frozenset({C, S})
"""Who carries cases, and keeps contacts and tasks in a log of their own profession."""

WRITTEN_FOR = frozenset({P, R})
"""Members for whom authority and contact person may write something down (`for`)."""

GRANTED_BY_CONTACT_PERSON = frozenset({P, R, S, E})
GRANTED_BY_COORDINATOR = frozenset({X})


def may_write(scope_type: ScopeType, kind: str, role: Role) -> bool:
    """Whether this role may write this kind in a log of this type."""
    return role in WRITERS[scope_type].get(kind, frozenset())


def is_keeper(kind: str, role: Role) -> bool:
    """Whether this role may replace what another member wrote of this kind."""
    return role in KEEPERS.get(kind, frozenset())
