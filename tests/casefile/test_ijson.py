# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The quick reading of our own spelling takes nothing that the careful one refuses."""

import json
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tbp_casefile.errors import Malformed
from tbp_casefile.wire import ijson

NUMBERS = st.one_of(
    st.integers(), st.integers(-(2**54), 2**54), st.floats(), st.sampled_from([2**53 - 1, 2**53, -(2**53)])
)
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, st.text(st.characters(exclude_categories=[])))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
WAYS: tuple[Callable[[object], str], ...] = (
    lambda value: json.dumps(value, separators=(",", ":"), ensure_ascii=False),
    lambda value: json.dumps(value, separators=(",", ":")),
    json.dumps,
)
PAYLOADS = st.builds(
    lambda value, write: write(value).encode("utf-8", "surrogatepass"),
    st.dictionaries(st.text(), VALUES) | VALUES,
    st.sampled_from(WAYS),
)
CHANGES = st.lists(st.tuples(st.integers(0, 200), st.binary(max_size=3)), max_size=2)


def takes(check: Callable[[bytes], None], payload: bytes) -> bool:
    """Whether this reading lets the bytes pass."""
    try:
        check(payload)
    except Malformed:
        return False
    return True


@given(PAYLOADS, CHANGES)
@example(b'{"a":1,"a":1}', [])
@example(b'{"a":9007199254740992}', [])
@example(b'{"a":"\xef\xbf\xbe"}', [])
@example(b'{"a":"\xed\xa0\x80"}', [])
@example(b'{"a":"\\ud800"}', [])
@example(b'{"a":1e400}', [])
@example(b'{"a":-0}', [])
@example(b'{"a":NaN}', [])
@example(b'\xef\xbb\xbf{"a":1}', [])
@example(b'{"a":' + b"[" * 16 + b"]" * 16 + b"}", [])
def test_both_readings_take_and_refuse_the_same_bytes(
    payload: bytes, changes: list[tuple[int, bytes]]
) -> None:
    for place, piece in changes:
        payload = payload[:place] + piece + payload[place + 1 :]
    assert takes(ijson.check, payload) == takes(ijson.check_with_care, payload)


def test_what_we_write_ourselves_is_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ijson, "check_with_care", lambda _: pytest.fail("the careful reading was asked"))
    ijson.check(msgspec.json.encode({"text": "één camera, geen drie", "n": 15, "parts": [{"a": None}]}))
