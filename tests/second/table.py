# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The kind table of DESIGN section 4, typed from that page by hand: change it only when that page changes."""

LETTERS = {
    "P": "person",
    "R": "relative",
    "C": "contact_person",
    "S": "supporter",
    "K": "coordinator",
    "X": "expert",
    "E": "employer",
    "A": "authority",
    "root": "root",
}
ROLES = tuple(LETTERS.values())

# scope type | readers
_READERS = """
system   | P R C S K X E A
case     | P C A
family   | P R C S
support  | P R S
matching | P R K
employer | P C E
desk     | C
care     | S
expert   | X K
peer     | P R X
"""

# scope type | writers | kinds
_WRITERS = """
system   | root    | key
system   | A       | policy_text help_contact news
case     | A       | case_status authority_change package measure review obligation bulletin phase_out_step
case     | A C     | answer contact contact_moment obligation_state
case     | P       | acknowledgement confirmation request report review_input evaluation
case     | P C     | message receipt
family   | A       | package measure review obligation
family   | C       | answer contact obligation_state
family   | P R     | acknowledgement confirmation request report review_input
family   | P R C S | message receipt
support  | S       | support_offer contact contact_moment
support  | P R     | support_response shared_check evaluation
support  | P R S   | message receipt
matching | P R     | peer_request peer_reply concern
matching | K       | peer_proposal answer
employer | C       | employer_duty
employer | E       | duty_state
employer | P C E   | message receipt
desk     | C       | contact_moment task handover_brief
care     | S       | contact_moment task handover_brief
expert   | X       | peer_profile peer_reply concern debrief
expert   | K       | peer_proposal
peer     | P R X   | boundary message receipt ended
"""

NEVER_IN_A_LOG = frozenset({"note", "self_check", "draft"})
CONTROL = frozenset(["scope", "member", "device", "ticket", "scope_key", "erasure", "closing", "epoch"])
WHOLE_HOURS = frozenset({"peer", "employer"})
SEALED = frozenset({"support", "care", "matching", "expert", "peer"})

# Kinds and schemas that this app reads; what else the table names, it keeps for later.
READ_NOW = frozenset(
    {"package", "measure", "review", "contact", "authority_change", "acknowledgement"}
    | {"case_status", "bulletin", "phase_out_step", "obligation", "obligation_state", "confirmation"}
    | {"employer_duty", "duty_state", "request", "answer", "contact_moment"}
    | {"review_input", "evaluation", "support_offer", "support_response", "task", "handover_brief"}
    | {"peer_profile", "peer_request", "peer_proposal", "peer_reply", "boundary", "message", "ended"}
    | {"concern", "debrief", "policy_text", "help_contact", "news", "key"}
)


def _roles(letters: str) -> frozenset[str]:
    return frozenset(LETTERS[letter] for letter in letters.split())


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


READERS = {scope_type: _roles(letters) for scope_type, letters in _lines(_READERS)}
WRITERS: dict[str, dict[str, frozenset[str]]] = {scope_type: {} for scope_type in READERS}
for _type, _letters, _kinds in _lines(_WRITERS):
    WRITERS[_type] |= {kind: _roles(_letters) for kind in _kinds.split()}

ALL_KINDS = frozenset().union(*WRITERS.values()) | NEVER_IN_A_LOG

# "Keeper (for `replaces`)": authority for its kinds; both for two of them; all readers for `task`.
KEEPERS = {
    **{
        kind: frozenset({"authority"})
        for kinds in WRITERS.values()
        for kind, roles in kinds.items()
        if roles == {"authority"}
    },
    "contact": frozenset({"authority", "contact_person"}),
    "obligation_state": frozenset({"authority", "contact_person"}),
    "task": READERS["desk"] | READERS["care"],
}


ALWAYS_SEALED = frozenset(
    {kind for scope_type in SEALED for kind in WRITERS[scope_type]}
    - {kind for scope_type in WRITERS.keys() - SEALED for kind in WRITERS[scope_type]}
)
"""Kinds that stand readable in no log."""


def may_stand(scope_type: str, kind: str, role: str) -> bool | None:
    """Whether this role may write this kind here; None when the table does not know the kind at all."""
    if kind not in ALL_KINDS:
        return None
    return role in WRITERS[scope_type].get(kind, frozenset())


def has_a_place(scope_type: str, role: str) -> bool:
    """Whether somebody in this role can be a member: who reads or writes there."""
    return role in READERS[scope_type].union(*WRITERS[scope_type].values()) - {"root"}
