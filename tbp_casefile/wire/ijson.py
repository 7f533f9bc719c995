# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""I-JSON (RFC 7493) read strictly: UTF-8, no equal names, no surrogates or noncharacters, safe numbers.

`msgspec` takes the last of two equal names, so the bytes are checked before it decodes (PROTOCOL-REVIEW M10).
"""

import json
import math
import re
from typing import NoReturn, TypeVar

import msgspec

from tbp_casefile.errors import Malformed

T = TypeVar("T")

MAX_DEPTH = 16
_SAFE_INTEGER = 2**53 - 1
_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_CHARACTER = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG_NUMBER = b"0" * 16  # up to fifteen digits every integer is safe
_ANYTHING = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder()


def _no_equal_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed(reason="equal names")
    return members


def _no_constant(name: str) -> NoReturn:
    raise Malformed(reason="number", name=name)


def _safe_integer(digits: str) -> int:
    if len(digits) > 17 or abs(value := int(digits)) > _SAFE_INTEGER:
        raise Malformed(reason="number")
    return value


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise Malformed(reason="number")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_no_equal_names,
    parse_constant=_no_constant,
    parse_int=_safe_integer,
    parse_float=_finite,
)


def _check_depth(value: object, depth: int = 1) -> None:
    if not isinstance(value, dict | list):
        return
    if depth > MAX_DEPTH:
        raise Malformed(reason="depth")
    for inner in value.values() if isinstance(value, dict) else value:
        _check_depth(inner, depth + 1)


def _check_characters(text: str) -> None:
    if not text.isascii() and _NO_CHARACTER.search(text):
        raise Malformed(reason="surrogate or noncharacter")


def check(payload: bytes) -> None:
    """Raise Malformed unless these bytes are one I-JSON object of at most 16 levels."""
    if _is_own_spelling(payload):
        _check_characters(payload.decode("utf-8"))
    else:
        check_with_care(payload)


def _is_own_spelling(payload: bytes) -> bool:
    """Whether `msgspec` writes exactly these bytes for what it reads in them: so for all that we write.

    It drops the first of two equal names, and writes spaces, escapes and numbers in one way. What comes back
    unchanged has nothing that `check_with_care` refuses, but for depth, long numbers and noncharacters.
    """
    if payload.count(b"{") + payload.count(b"[") > MAX_DEPTH or _LONG_NUMBER in payload.translate(_ZEROS):
        return False
    try:
        return payload[:1] == b"{" and _ENCODER.encode(_ANYTHING.decode(payload)) == payload
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def check_with_care(payload: bytes) -> None:
    """The same for any bytes, name by name and number by number."""
    try:
        text = payload.decode("utf-8")
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Malformed(reason="not I-JSON") from None
    if not isinstance(value, dict):
        raise Malformed(reason="not an object")
    if payload.count(b"{") + payload.count(b"[") > MAX_DEPTH:
        _check_depth(value)
    _check_characters(json.dumps(value, ensure_ascii=False) if "\\u" in text else text)


def decode(payload: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """Check and decode; raises Malformed."""
    check(payload)
    try:
        return decoder.decode(payload)
    except msgspec.ValidationError as wrong:
        raise Malformed(reason="shape", where=where(wrong)) from None


def where(wrong: msgspec.ValidationError) -> str:
    """The path inside a body that did not fit; never its value."""
    return str(wrong).rpartition("`")[0].rpartition("`")[2] or "$"
