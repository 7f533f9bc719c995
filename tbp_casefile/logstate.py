# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a log stands, and what a record in it is worth: what the judge (`members.py`) thinks with."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from tbp_casefile.crypto import base64url
from tbp_casefile.log import genesis
from tbp_casefile.model import control
from tbp_casefile.sealing import Sealing
from tbp_casefile.tables import (
    READERS,
    SEALED,
    Role,
    ScopeType,
)


@dataclass(frozen=True)
class Counts:
    """The record counts, written by this member in this role."""

    member: str
    role: Role


@dataclass(frozen=True)
class Late:
    """It came in after its writer's membership or device had ended: shown folded, replaces nothing."""

    member: str
    role: Role


@dataclass(frozen=True)
class Unknown:
    """A kind or schema newer than this version: kept, and judged again after an upgrade."""

    member: str
    role: Role


@dataclass(frozen=True)
class SetAside:
    """Never obeyed; `code` says which check failed."""

    code: str


Verdict = Counts | Late | Unknown | SetAside


@dataclass(frozen=True)
class Membership:
    """A member of this log; an ended one may still deliver late unless `late` is false."""

    role: Role
    ended: bool = False
    late: bool = True


@dataclass(frozen=True)
class KnownDevice:
    """A device key of a member of this log."""

    member: str
    keys: control.PublicKeys
    ended: bool = False
    late: bool = True

    @cached_property
    def public(self) -> bytes:
        """The signing key, 32 bytes."""
        return base64url.decode(self.keys.sign)


@dataclass(frozen=True)
class KnownTicket:
    """A ticket of this log; the first device with a proof spends it."""

    ticket: control.Ticket
    spent: bool = False


@dataclass
class LogState:
    """Where a log stands: its type, members, devices and tickets, and the hash of its last entry."""

    scope: str
    hash: bytes
    seq: int = 0
    epoch: int = 1
    type: ScopeType | None = None
    founder: str = ""
    closed: bool = False
    members: dict[str, Membership] = field(default_factory=dict)
    devices: dict[str, KnownDevice] = field(default_factory=dict)
    tickets: dict[str, KnownTicket] = field(default_factory=dict)
    sealing: Sealing = field(default_factory=Sealing)
    decided: set[str] = field(default_factory=set)  # ids of what decided: no record opens a door twice
    cuts: list[tuple[int, int]] = field(default_factory=list)  # each new epoch, and the seq it goes on from

    @classmethod
    def empty(cls, scope: str) -> "LogState":
        """A log before its first entry."""
        return cls(scope, genesis(scope))

    def copy(self) -> "LogState":
        """An independent copy, so that a page that fails changes nothing."""
        return replace(
            self,
            members=dict(self.members),
            devices=dict(self.devices),
            tickets=dict(self.tickets),
            sealing=self.sealing.copy(),
            decided=set(self.decided),
            cuts=list(self.cuts),
        )

    def epoch_at(self, seq: int) -> int:
        """The epoch in which this place of the log lies."""
        return max((epoch for epoch, after in self.cuts if after < seq), default=1)

    def shares(self, epoch: int) -> int:
        """The last seq up to which an earlier epoch had this same history: there a restore cut it off.

        An epoch of nothing but its own statement may be a number that was used up after another restore, when
        it had begun with another statement: then it shares what was before, and not that one.
        """
        shared = next((after for later, after in self.cuts if later > epoch >= 1), 0)
        for _, after in reversed(self.cuts):
            shared = after if after == shared - 1 else shared
        return shared

    def is_active(self, member: str) -> bool:
        """Whether this member is one now."""
        membership = self.members.get(member)
        return membership is not None and not membership.ended

    def role_of(self, device: str) -> Role | None:
        """The role behind an active device of an active member."""
        known = self.devices.get(device)
        membership = self.members.get(known.member) if known else None
        active = known and membership and not known.ended and not membership.ended
        return membership.role if active and membership else None

    def readers(self) -> frozenset[str]:
        """Members who read this log now, also those who have no device yet."""
        if self.type is None:
            return frozenset()
        active = (known for known in self.members.items() if not known[1].ended)
        return frozenset(member for member, known in active if known.role in READERS[self.type])

    def recipients(self) -> dict[str, str]:
        """Active devices of readers that can be handed a key of a sealed log, with the member of each."""
        if self.type not in SEALED:
            return {}
        assert self.type is not None
        return {
            device: known.member
            for device, known in self.devices.items()
            if known.keys.seal and self.role_of(device) in READERS[self.type]
        }


@dataclass(frozen=True)
class Writer:
    """Who signed: the root, an office, a device of a member, or a device that wants to come in."""

    key_id: str
    public: bytes
    member: str = ""
    role: Role | None = None
    ended: bool = False
    late: bool = True
    rights: frozenset[str] = frozenset()


class Refused(Exception):
    """A check that failed, between these rules only; becomes SetAside."""


def require(holds: object, code: str) -> None:
    """Raise Refused with this code unless it holds."""
    if not holds:
        raise Refused(code)
