# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of the vault, as plain tuples with names: they go into SQLite and come out without a copy.

Moments of the log and of this device are Unix milliseconds; `at` is the text of the record. What the values
of `verdict`, `state` and `code` mean is decided above; the vault only keeps them. "" stands for "none".
"""

from typing import NamedTuple


class ScopeRow(NamedTuple):
    """How far this device has verified one log."""

    scope: str
    type: str
    epoch: int
    seq: int
    hash: bytes
    head: str = ""
    head_at: int = 0
    state: str = "open"
    code: str = ""


class RecordRow(NamedTuple):
    """One verified entry of a log, with the columns by which views find it.

    `current` (nothing valid replaces it) and `control` (it decides who is a member) are 0 or 1.
    `about` is the leaf, in hexadecimal, of the record that it answers.
    """

    scope: str
    seq: int
    id: str
    kind: str
    entity: str
    device: str
    member: str
    role: str
    at: str
    received: int
    verdict: str
    code: str
    current: int
    control: int
    leaf: bytes
    hash: bytes
    jws: str
    about: str = ""


class OutboxRow(NamedTuple):
    """One record written here and not yet seen back; `n`, its place in the queue, is given by the vault."""

    scope: str
    id: str
    kind: str
    entity: str
    at: str
    created: int
    hold_until: int
    jws: str
    leaf: bytes
    state: str = "waiting"
    code: str = ""
    attempts: int = 0
    n: int = 0

    @classmethod
    def again(cls, row: RecordRow, *, state: str = "waiting", code: str = "") -> "OutboxRow":
        """What stood in a log comes back into the queue; it was sent before and cannot be taken back."""
        return cls(
            scope=row.scope,
            id=row.id,
            kind=row.kind,
            entity=row.entity,
            at=row.at,
            created=row.received,
            hold_until=0,
            jws=row.jws,
            leaf=row.leaf,
            state=state,
            code=code,
            attempts=1,
        )


class AsideRow(NamedTuple):
    """One entry that a restore of the backend cut off, as it stood in its log before; `n` orders them."""

    scope: str
    seq: int
    id: str
    kind: str
    device: str
    received: int
    verdict: str
    leaf: bytes
    hash: bytes
    jws: str
    state: str = "waiting"
    code: str = ""
    n: int = 0


class EvidenceRow(NamedTuple):
    """Something that contradicts what was verified before; kept for whoever must find out."""

    scope: str
    at: int
    what: str
    content: bytes
    n: int = 0
