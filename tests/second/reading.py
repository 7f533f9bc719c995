# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From bytes to records, hashes and signatures, by the first paragraphs of DESIGN section 4."""

import base64
import hashlib
import json
import math
import re
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

from joserfc import jws as jose
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

Json = Any  # whatever json.loads gives

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


class Wrong(Exception):
    """This is not what it claims to be."""


def need(holds: object) -> None:
    """Raise Wrong unless it holds."""
    if not holds:
        raise Wrong


# --- hashes -----------------------------------------------------------------------------------------------


def leaf(jws: str) -> bytes:
    """SHA-256(0x00 || jws)"""
    return hashlib.sha256(bytes([0]) + bytes(jws, "ascii")).digest()


def first_hash(scope: str) -> bytes:
    """h(0) = SHA-256(0x02 || scope id, 36 lower-case ASCII)"""
    return hashlib.sha256(bytes([2]) + bytes(scope, "ascii")).digest()


def next_hash(before: bytes, of_leaf: bytes, received: int) -> bytes:
    """h(n) = SHA-256(0x01 || h(n-1) || leaf(n) || received(n) as 64-bit big-endian Unix milliseconds)"""
    digest = hashlib.sha256(bytes([1]))
    digest.update(before)
    digest.update(of_leaf)
    digest.update(bytes(received >> shift & 255 for shift in range(56, -8, -8)))
    return digest.digest()


# --- base64url and I-JSON -----------------------------------------------------------------------------------


def unbase64(text: Json) -> bytes:
    """Every base64url segment equals its own re-encoding."""
    need(isinstance(text, str) and re.fullmatch("[A-Za-z0-9_-]*", text) and len(text) % 4 != 1)
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_")
    need(base64.b64encode(raw, altchars=b"-_").decode().rstrip("=") == text)
    return raw


def _pairs(pairs: list[tuple[str, Json]]) -> Json:
    need(len({name for name, _ in pairs}) == len(pairs))
    return dict(pairs)


def _never(_: str) -> NoReturn:
    raise Wrong


def _walk(value: Json, depth: int) -> None:
    if isinstance(value, str):
        for point in () if value.isascii() else map(ord, value):
            need(not (0xD800 <= point <= 0xDFFF or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE))
    elif isinstance(value, float):
        need(math.isfinite(value))
    elif isinstance(value, int):
        need(abs(value) < 2**53)
    elif isinstance(value, dict | list):
        need(depth <= 16)
        for inner in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
            _walk(inner, depth + 1)


def unjson(raw: bytes) -> dict[str, Json]:
    """I-JSON (RFC 7493), no equal names, depth at most 16, an object."""
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_never)
    except (ValueError, RecursionError):
        raise Wrong from None
    need(isinstance(value, dict))
    _walk(value, 1)
    assert isinstance(value, dict)
    return value


def moment(text: Json) -> datetime:
    """RFC 3339 with an offset."""
    need(isinstance(text, str) and MOMENT.fullmatch(text))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong from None
    need(1970 <= at.year < 9999)
    return at


# --- signatures ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def jwk(public: bytes) -> OKPKey:
    """An Ed25519 public key."""
    x = base64.urlsafe_b64encode(public).decode().rstrip("=")
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})


@lru_cache(maxsize=1024)
def thumbprint(public: bytes) -> str:
    """RFC 7638."""
    return jwk(public).thumbprint()


def open_jws(jws: str, typ: str) -> tuple[str, dict[str, Json]]:
    """Who says to have signed, and the payload; nothing is verified yet."""
    need(jws.isascii() and len(jws) <= 32 * 1024 and jws.count(".") == 2)
    header, payload, signature = (unbase64(part) for part in jws.split("."))
    need(len(signature) == 64)
    kid = unjson(header).get("kid")
    need(isinstance(kid, str))
    need(header == json.dumps({"alg": "Ed25519", "kid": kid, "typ": typ}, separators=(",", ":")).encode())
    return str(kid), unjson(payload)


def verifies(jws: str, public: bytes) -> bool:
    """Whether joserfc takes this JWS under this key."""
    try:
        jose.deserialize_compact(jws, jwk(public), algorithms=["Ed25519"])
    except (JoseError, ValueError):
        return False
    return True


def signed_raw(message: bytes, signature: bytes, public: bytes) -> bool:
    """A bare Ed25519 signature, as a ticket key makes it."""
    return bool(jose.JWSRegistry.algorithms["Ed25519"].verify(message, signature, jwk(public)))


# --- records ------------------------------------------------------------------------------------------------

_TEXTS = ("id", "scope", "kind", "entity", "device", "at", "writtenAt")


def open_record(jws: str) -> dict[str, Json]:
    """The fields of the table in DESIGN section 4, each of its form."""
    kid, record = open_jws(jws, "tbp-record+json")
    need(all(isinstance(record.get(name), str) for name in _TEXTS) and "body" in record)
    absent: dict[str, Json] = {"schema": 1, "replaces": [], "about": None, "seen": None, "for": None}
    record = absent | record
    need(type(record["schema"]) is int and record["schema"] >= 1)
    need(isinstance(record["replaces"], list) and len(record["replaces"]) <= 100)
    for uuid in (record["id"], record["scope"], record["entity"], *record["replaces"]):
        need(isinstance(uuid, str) and UUID.fullmatch(uuid))
    need(re.fullmatch("[a-z][a-z0-9_]{0,39}", record["kind"]))
    moment(record["at"])
    moment(record["writtenAt"])
    need(record["writtenAt"].endswith(":00Z"))
    need(record["for"] is None or isinstance(record["for"], str))
    _check_pointer(record["about"], {"scope": str, "id": str, "leaf": str})
    _check_pointer(record["seen"], {"epoch": int, "seq": int, "hash": str})
    need(record["device"] == kid)
    return record


def _check_pointer(value: Json, shape: dict[str, type]) -> None:
    if value is not None:
        need(isinstance(value, dict) and all(type(value.get(name)) is kind for name, kind in shape.items()))
