# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed scopes by the second reader: ChaCha20-Poly1305 (RFC 8439) and HPKE base mode (RFC 9180) written out,
and on top of them wraps and bodies as DESIGN section 4 describes them. Shares no code with `tbp_casefile`.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass

from tests.second.kem import BASE, x25519, xwing_decapsulate, xwing_encapsulate
from tests.second.reading import Json, Wrong, need, unbase64, unjson

# --- ChaCha20-Poly1305 ------------------------------------------------------------------------------------

_MASK = 0xFFFFFFFF
_QUARTERS = (
    *((i, 4 + i, 8 + i, 12 + i) for i in range(4)),
    *((i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)),
)


def _block(key: bytes, count: int, nonce: bytes) -> bytes:
    first = b"expand 32-byte k" + key + count.to_bytes(4, "little") + nonce
    start = [int.from_bytes(first[i : i + 4], "little") for i in range(0, 64, 4)]
    x = list(start)
    for _ in range(10):
        for a, b, c, d in _QUARTERS:
            for into, add, turn, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                x[into] = x[into] + x[add] & _MASK
                mixed = x[turn] ^ x[into]
                x[turn] = (mixed << by | mixed >> 32 - by) & _MASK
    return b"".join((a + b & _MASK).to_bytes(4, "little") for a, b in zip(x, start, strict=True))


def _stream(key: bytes, nonce: bytes, text: bytes) -> bytes:
    blocks = b"".join(_block(key, 1 + i, nonce) for i in range(-(-len(text) // 64)))
    return bytes(a ^ b for a, b in zip(text, blocks, strict=False))


def _tag(key: bytes, nonce: bytes, ciphertext: bytes, context: bytes) -> bytes:
    once = _block(key, 0, nonce)
    r, s = (int.from_bytes(half, "little") for half in (once[:16], once[16:32]))
    r &= 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    whole = b"".join(part + bytes(-len(part) % 16) for part in (context, ciphertext))
    whole += len(context).to_bytes(8, "little") + len(ciphertext).to_bytes(8, "little")
    total = 0
    for i in range(0, len(whole), 16):
        total = (total + int.from_bytes(whole[i : i + 16] + b"\1", "little")) * r % (2**130 - 5)
    return (total + s & (1 << 128) - 1).to_bytes(16, "little")


def lock(key: bytes, nonce: bytes, text: bytes, context: bytes) -> bytes:
    """Ciphertext and tag."""
    ciphertext = _stream(key, nonce, text)
    return ciphertext + _tag(key, nonce, ciphertext, context)


def unlock(key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    """The text; raises Wrong."""
    ciphertext, tag = sealed[:-16], sealed[-16:]
    need(len(tag) == 16 and hmac.compare_digest(tag, _tag(key, nonce, ciphertext, context)))
    return _stream(key, nonce, ciphertext)


# --- HPKE, base mode, one message: the names of RFC 9180 ----------------------------------------------------

XWING, X25519 = (0x647A).to_bytes(2, "big"), (0x0020).to_bytes(2, "big")
_HKDF_SHA256, _CHACHA = (1).to_bytes(2, "big"), (3).to_bytes(2, "big")


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, hashlib.sha256)


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labelled + b"\1", hashlib.sha256)[:length]


def key_schedule(kem: bytes, shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Key and base nonce of RFC 9180 section 5.1, without a pre-shared key."""
    suite = b"HPKE" + kem + _HKDF_SHA256 + _CHACHA
    context = b"\0" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared, b"secret", b"")
    return _expand(suite, secret, b"key", context, 32), _expand(suite, secret, b"base_nonce", context, 12)


def dhkem(scalar: bytes, other: bytes, sent: bytes, recipient: bytes) -> bytes:
    """The shared secret of DHKEM(X25519, HKDF-SHA256), section 4.1."""
    prk = _extract(b"KEM" + X25519, b"", b"eae_prk", x25519(scalar, other))
    return _expand(b"KEM" + X25519, prk, b"shared_secret", sent + recipient, 32)


def dh_encrypt(public: bytes, scalar: bytes, info: bytes, text: bytes, aad: bytes = b"") -> bytes:
    """The classical suite, with the ephemeral key as an argument."""
    sent = x25519(scalar, BASE)
    key, nonce = key_schedule(X25519, dhkem(scalar, public, sent, public), info)
    return sent + lock(key, nonce, text, aad)


def dh_decrypt(private: bytes, sealed: bytes, info: bytes, aad: bytes = b"") -> bytes:
    """The other side."""
    sent, public = sealed[:32], x25519(private, BASE)
    key, nonce = key_schedule(X25519, dhkem(private, sent, sent, public), info)
    return unlock(key, nonce, sealed[32:], aad)


def encrypt(public: bytes, info: bytes, text: bytes, chance: bytes) -> bytes:
    """X-Wing, from 64 bytes of chance."""
    shared, sent = xwing_encapsulate(public, chance)
    return sent + lock(*key_schedule(XWING, shared, info), text, b"")


def decrypt(seed: bytes, info: bytes, sealed: bytes) -> bytes:
    """The other side; raises Wrong."""
    need(len(sealed) >= 1120 + 16)
    return unlock(*key_schedule(XWING, xwing_decapsulate(seed, sealed[:1120]), info), sealed[1120:], b"")


# --- our envelope -------------------------------------------------------------------------------------------


def told(*words: object) -> bytes:
    """Each word after its length in two bytes."""
    whole = bytearray()
    for word in map(str, words):
        whole += bytes(divmod(len(word), 256)) + word.encode("ascii")
    return bytes(whole)


def base64(raw: bytes) -> str:
    """base64url without padding, bit by bit."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bits = "".join(f"{byte:08b}" for byte in raw)
    return "".join(letters[int(bits[i : i + 6].ljust(6, "0"), 2)] for i in range(0, len(bits), 6))


def length_of(size: int) -> int:
    """Whole steps of 256; from there Padme: the last bits of a length are nought."""
    steps = (size + 255) // 256 * 256
    e = len(f"{steps:b}") - 1
    last = 1 << max(e - len(f"{e:b}"), 0)
    return (steps + last - 1) // last * last


@dataclass(frozen=True)
class ScopeKey:
    """A key with its scope and number."""

    scope: str
    number: int
    key: bytes

    @property
    def id(self) -> str:
        place = told("tbp scope key id 1", self.scope, self.number)
        return base64(hashlib.sha256(place + self.key).digest())

    def wrap(self, to: str, public: bytes, by: str, chance: bytes) -> str:
        """As it stands in a `scope_key` record."""
        info = told("tbp scope key 1", self.scope, self.number, self.id, to, by)
        return base64(encrypt(public, info, self.key, chance))

    def seal(self, record: dict[str, Json], body: Json, nonce: bytes) -> Json:
        """A body in its envelope; of the record `scope`, `id`, `device` and `kind` are used."""
        text = json.dumps(body, ensure_ascii=False).encode() + b"\x80"
        text += bytes(length_of(len(text)) - len(text))
        sealed = lock(self.key, nonce, text, self._bound(record))
        shown = {"suite": 1, "number": self.number, "key": self.id, "nonce": base64(nonce)}
        return {"sealed": {**shown, "text": base64(sealed)}}

    def open(self, record: dict[str, Json]) -> Json:
        """The body that was sealed in a record; raises Wrong."""
        shown = record["body"]["sealed"]
        need((shown["suite"], shown["number"], shown["key"]) == (1, self.number, self.id))
        nonce, sealed = unbase64(shown["nonce"]), unbase64(shown["text"])
        text = unlock(self.key, nonce, sealed, self._bound(record))
        whole = text.rstrip(b"\0")
        need(whole[-1:] == b"\x80" and len(text) == length_of(len(whole)))
        return unjson(whole[:-1])

    def _bound(self, record: dict[str, Json]) -> bytes:
        place = (record["scope"], record["id"], record["device"], self.number, record["kind"])
        return told("tbp sealed body 1", *place)


def unwrap(record: dict[str, Json], device: str, seed: bytes) -> ScopeKey:
    """The key in a `scope_key` record for this device; raises Wrong."""
    body = record["body"]
    info = told("tbp scope key 1", record["scope"], body["number"], body["key"], device, record["device"])
    found = ScopeKey(record["scope"], body["number"], decrypt(seed, info, unbase64(body["wrapped"][device])))
    need(len(found.key) == 32 and found.id == body["key"])
    return found


def is_sealed(body: Json) -> bool:
    """Whether a body has the one shape that may stand in a sealed scope."""
    fields = {"suite": int, "number": int, "key": str, "nonce": str, "text": str}
    inner = body.get("sealed") if isinstance(body, dict) and set(body) == {"sealed"} else None
    if not isinstance(inner, dict) or set(inner) != set(fields):
        return False
    return all(type(inner[name]) is kind for name, kind in fields.items())


def is_as_long_as_ours(inner: dict[str, Json]) -> bool:
    """Nonce, key id and ciphertext of the lengths that sealing gives."""
    try:
        nonce, key, text = (unbase64(inner[name]) for name in ("nonce", "key", "text"))
    except Wrong:
        return False
    size = len(text) - 16
    return len(nonce) == 12 and len(key) == 32 and size > 0 and length_of(size) == size
