# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The record: one signed statement, as it travels and as it lies in a vault (DESIGN section 4).

A record read here is well-formed; whether its signature holds and whether it counts is for `members.py`.
"""

import re
from datetime import datetime

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import RECORD_TYPE, SigningKey, UnverifiedJws, read_compact, sign_compact
from tbp_casefile.errors import Malformed
from tbp_casefile.log import leaf_of
from tbp_casefile.times import parse_moment
from tbp_casefile.wire import ijson

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WHOLE_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z")


class Seen(msgspec.Struct, frozen=True):
    """The newest verified entry of this log when a record was written; `hash` is hexadecimal."""

    epoch: int
    seq: int
    hash: str


class Ref(msgspec.Struct, frozen=True):
    """The exact record that another one lists or answers; `leaf` is hexadecimal."""

    scope: str
    id: str
    leaf: str


class Record(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel", kw_only=True):
    """One immutable statement. Unknown fields are ignored here and survive in the signed bytes.

    `id` is a random UUID v4: version 7 would tell when somebody was awake. `written_for` travels as `for`.
    """

    id: str
    scope: str
    kind: str
    entity: str
    device: str
    at: str
    written_at: str
    body: msgspec.Raw
    schema: int = 1
    replaces: tuple[str, ...] = ()
    about: Ref | None = None
    seen: Seen | None = None
    written_for: str | None = msgspec.field(default=None, name="for")

    @property
    def moment(self) -> datetime:
        """The moment that the record is about."""
        return parse_moment(self.at)


class SignedRecord(msgspec.Struct, frozen=True):
    """A well-formed record with its bytes; its signature is still unverified."""

    record: Record
    jws: str
    leaf: bytes
    unverified: UnverifiedJws

    @property
    def ref(self) -> Ref:
        """How other records point at exactly this one."""
        return Ref(self.record.scope, self.record.id, self.leaf.hex())


_DECODER = msgspec.json.Decoder(Record)


def check_uuid(text: str) -> None:
    """Raise Malformed unless this is a UUID in its one lower-case spelling."""
    if not _UUID.fullmatch(text):
        raise Malformed(reason="uuid")


def _check_fields(record: Record) -> None:
    for uuid in (record.id, record.scope, record.entity, *record.replaces):
        check_uuid(uuid)
    if not _KIND.fullmatch(record.kind):
        raise Malformed(reason="kind")
    if record.schema < 1 or len(record.replaces) > 100:
        raise Malformed(reason="schema or replaces")
    parse_moment(record.at)
    parse_moment(record.written_at)
    if not _WHOLE_MINUTE.fullmatch(record.written_at):
        raise Malformed(reason="writtenAt is not a whole minute in UTC")


def sign_record(record: Record, key: SigningKey) -> SignedRecord:
    """Sign a record with its device's key; raises Malformed when it could not be read back."""
    return read_record(sign_compact(key, RECORD_TYPE, msgspec.json.encode(record)))


def read_record(jws: str) -> SignedRecord:
    """Take the wire form of a record apart, strictly; raises Malformed."""
    unverified = read_compact(jws, RECORD_TYPE)
    record = ijson.decode(unverified.payload, _DECODER)
    _check_fields(record)
    if record.device != unverified.kid:
        raise Malformed(reason="device is not the signer")
    return SignedRecord(record, jws, leaf_of(jws), unverified)


def read_kept(jws: str) -> Record:
    """A record out of a store of one's own: `read_record` took exactly these bytes before they were kept."""
    return _DECODER.decode(kept_payload(jws))


def kept_payload(jws: str) -> bytes:
    """The bytes of a record out of a store of one's own: enough to see that a word does not stand in it."""
    return base64url.decode(jws.split(".", 2)[1])
