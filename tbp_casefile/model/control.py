# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of the control kinds: they decide about a log itself and hold no text of a person."""

import msgspec

from tbp_casefile.tables import Role, ScopeType


class Scope(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """Entry 1 of every log: its type, signed by a founder that may open that type.

    `case` is a random name that the logs of one case share; it decides nothing, and tells nothing.
    """

    type: ScopeType
    case: str = ""


class Member(msgspec.Struct, frozen=True, rename="camel"):
    """Opens a membership, or ends it. Id and role, never a name.

    `late` false (stolen, dismissed): nothing is taken in any more after the end.
    """

    member: str
    role: Role
    ends: bool = False
    late: bool = True


class PublicKeys(msgspec.Struct, frozen=True, rename="camel"):
    """Public keys of a device, base64url: Ed25519 (32 bytes), P-256 point (64 bytes x || y), X-Wing (1216).

    An office key stands in a log with its signing key alone: it never asks the API for anything.
    """

    sign: str
    dpop: str = ""
    seal: str = ""


class TicketProof(msgspec.Struct, frozen=True, rename="camel"):
    """Signature by the ticket key over ticket id, scope, device and all public keys, base64url."""

    ticket: str
    signature: str


class Device(msgspec.Struct, frozen=True, rename="camel"):
    """Adds a device to a member, or ends it."""

    member: str
    device: str
    keys: PublicKeys | None = None
    proof: TicketProof | None = None
    ends: bool = False
    late: bool = True


class Ticket(msgspec.Struct, frozen=True, rename="camel"):
    """Lets one new device of this member in; `key` is the public ticket key, base64url, `until` RFC 3339."""

    ticket: str
    key: str
    member: str
    until: str


class Key(msgspec.Struct, frozen=True, rename="camel"):
    """A key that the root vouches for, in `system` (DESIGN section 4, Keys).

    `may`: `head`, `tls`, `decide`, `grant`, `found:<type>`. `sign` is an Ed25519 key (base64url),
    or `anchor` a TLS certificate (PEM). `from` and `until` are RFC 3339.
    """

    id: str
    may: tuple[str, ...]
    from_: str = msgspec.field(name="from")
    until: str | None = None
    sign: str = ""
    anchor: str = ""


class Epoch(msgspec.Struct, frozen=True, rename="camel"):
    """After a restore from backup: history goes on from `afterSeq`; signed by root. Hash in hex."""

    epoch: int
    after_seq: int
    after_hash: str
    reason: str


class Erasure(msgspec.Struct, frozen=True, rename="camel"):
    """Entry `seq` with this leaf (hexadecimal) was erased on this legal ground."""

    seq: int
    leaf: str
    ground: str


class Closing(msgspec.Struct, frozen=True, rename="camel"):
    """The log ends here."""

    reason: str = ""


class ScopeKey(msgspec.Struct, frozen=True, rename="camel"):
    """A scope key of a sealed log, wrapped for some of its devices (base64url by device id).

    The first record with a number makes the key, named by its id (`crypto/scope_keys.py`, base64url); others
    with the same number and key hand it on: at most twelve wraps fit into one record.
    """

    suite: int
    number: int
    key: str
    wrapped: dict[str, str]
