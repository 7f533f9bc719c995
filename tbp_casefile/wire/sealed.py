# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The body of a record in a sealed scope: its one shape, and how it is sealed and opened (DESIGN section 4).

    {"sealed": {"suite": 1, "number": 3, "key": "...", "nonce": "...", "text": "..."}}

and nothing beside it. `key` is the id of the scope key with this number, `text` ciphertext and tag over the
padded body; bytes are base64url.
"""

from dataclasses import dataclass

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.padding import is_padded_length, pad, unpad
from tbp_casefile.crypto.scope_keys import SUITE, KeyOfScope, context
from tbp_casefile.crypto.seals import NONCE_BYTES, TAG_BYTES, Random, open_sealed, seal
from tbp_casefile.errors import Malformed, SealBroken
from tbp_casefile.wire import ijson
from tbp_casefile.wire.envelope import Record

ID_BYTES = 32
_ANYTHING = msgspec.json.Decoder(msgspec.Raw)


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the place of a body."""

    suite: int
    number: int
    key: str
    nonce: str
    text: str


class SealedBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole body: nothing readable stands beside what is sealed."""

    sealed: Sealed


@dataclass(frozen=True)
class Place:
    """Where a sealed body stands; it opens nowhere else. `kind` is the record's."""

    scope: str
    id: str
    device: str
    kind: str

    @classmethod
    def of(cls, record: Record) -> "Place":
        """The place of a record."""
        return cls(record.scope, record.id, record.device, record.kind)

    def bound_to(self, number: int) -> bytes:
        """The associated data of a body under the key with this number."""
        return context("tbp sealed body 1", self.scope, self.id, self.device, str(number), self.kind)


_DECODER = msgspec.json.Decoder(SealedBody)


def read_sealed(body: msgspec.Raw) -> Sealed | None:
    """The seal in a body, None when it has another shape. Whether it opens is another question."""
    if b'"sealed"' not in bytes(body):
        return None
    try:
        return _DECODER.decode(body).sealed
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def check_sealed(sealed: Sealed) -> None:
    """Raise Malformed unless every part is as long as what we seal."""
    nonce, text = base64url.decode(sealed.nonce), base64url.decode(sealed.text)
    if sealed.number < 1 or len(nonce) != NONCE_BYTES or len(base64url.decode(sealed.key)) != ID_BYTES:
        raise Malformed(reason="sealed")
    if not is_padded_length(len(text) - TAG_BYTES):
        raise Malformed(reason="sealed length")


def seal_body(key: KeyOfScope, body: bytes, place: Place, random: Random) -> msgspec.Raw:
    """Seal a body (JSON) for its place, under a nonce drawn for it alone."""
    boxed = seal(key.key, pad(body), place.bound_to(key.number), random)
    nonce, text = base64url.encode(boxed[:NONCE_BYTES]), base64url.encode(boxed[NONCE_BYTES:])
    return msgspec.Raw(msgspec.json.encode(SealedBody(Sealed(SUITE, key.number, key.id, nonce, text))))


def open_body(key: KeyOfScope, sealed: Sealed, place: Place) -> msgspec.Raw:
    """The body that was sealed for this place; raises SealBroken, Malformed for what is no I-JSON."""
    if (sealed.suite, sealed.number, sealed.key) != (SUITE, key.number, key.id):
        raise SealBroken()
    boxed = base64url.decode(sealed.nonce) + base64url.decode(sealed.text)
    body = unpad(open_sealed(key.key, boxed, place.bound_to(sealed.number)))
    return ijson.decode(body, _ANYTHING)
