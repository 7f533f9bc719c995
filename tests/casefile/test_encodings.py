# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""base64url, I-JSON and moments: one meaning per spelling, one spelling per meaning."""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbp_casefile.crypto import base64url
from tbp_casefile.errors import Malformed
from tbp_casefile.times import (
    format_local,
    format_moment,
    from_ms,
    local_date,
    parse_moment,
    to_ms,
    whole_minute,
)
from tbp_casefile.wire import ijson
from tests.second.reading import Wrong, unbase64, unjson

QUICK = settings(max_examples=150, derandomize=True, deadline=None, database=None)

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
NO_CHARACTER = [chr(point) for point in range(0xFDD0, 0xFDF0)]
NO_CHARACTER += [chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)]
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=NO_CHARACTER)
NAMES = st.text(CHARACTERS, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(CHARACTERS, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@QUICK
@given(st.binary(max_size=80))
def test_bytes_come_back_from_base64url_as_they_were(data: bytes) -> None:
    assert base64url.decode(base64url.encode(data)) == data == unbase64(base64url.encode(data))


@QUICK
@given(st.text(ALPHABET + "+/= \n\u00e9", max_size=12))
def test_what_base64url_takes_is_its_only_spelling_and_both_readers_agree(text: str) -> None:
    try:
        data = base64url.decode(text)
    except Malformed:
        with pytest.raises(Wrong):
            unbase64(text)
    else:
        assert base64url.encode(data) == text
        assert unbase64(text) == data


@pytest.mark.parametrize("length", range(1, 9))
def test_unused_bits_at_the_end_are_zero(length: int) -> None:
    text = base64url.encode(bytes(length))
    same = [last for last in ALPHABET if decodes_to(text[:-1] + last, bytes(length))]
    assert len(same) == {1: 16, 2: 4, 0: 1}[length % 3]
    taken = [last for last in same if base64url_takes(text[:-1] + last)]
    assert taken == ["A"]


def decodes_to(text: str, data: bytes) -> bool:
    """What Python's own decoder makes of it."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) == data
    except binascii.Error:
        return False


def base64url_takes(text: str) -> bool:
    try:
        return base64url.decode(text) is not None
    except Malformed:
        return False


@QUICK
@given(st.dictionaries(NAMES, VALUES, max_size=4), st.booleans())
def test_every_i_json_object_is_taken_and_read_alike(value: dict[str, object], ascii_only: bool) -> None:
    payload = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8")
    decoder = msgspec.json.Decoder(dict[str, object])
    assert ijson.decode(payload, decoder) == unjson(payload) == value


@QUICK
@given(st.binary(max_size=40) | st.text(' {}[]":,\\u0dDfF1e9.-aNtrue', max_size=24).map(str.encode))
def test_what_one_reader_refuses_the_other_one_refuses_too(payload: bytes) -> None:
    try:
        second = unjson(payload)
    except Wrong:
        with pytest.raises(Malformed):
            ijson.check(payload)
    else:
        assert ijson.decode(payload, msgspec.json.Decoder(dict[str, object])) == second


@pytest.mark.parametrize("value", NO_CHARACTER[::7])
def test_a_noncharacter_is_refused_however_it_is_written(value: str) -> None:
    for ascii_only in (True, False):
        with pytest.raises(Malformed):
            ijson.check(json.dumps({"x": value}, ensure_ascii=ascii_only).encode("utf-8"))
        with pytest.raises(Malformed):
            ijson.check(json.dumps({value: 1}, ensure_ascii=ascii_only).encode("utf-8"))


def test_what_does_not_fit_is_named_by_its_place_and_never_by_its_value() -> None:
    class Inner(msgspec.Struct):
        on: int

    class Outer(msgspec.Struct):
        inner: Inner

    with pytest.raises(Malformed) as wrong:
        ijson.decode(b'{"inner":{"on":"secret"}}', msgspec.json.Decoder(Outer))
    assert wrong.value.values == {"reason": "shape", "where": "$.inner.on"}
    assert "secret" not in str(wrong.value)


# --- moments ------------------------------------------------------------------------------------------------

MOMENTS = st.integers(0, 8027 * 365 * 86_400_000_000).map(
    lambda since: datetime(1970, 1, 2, tzinfo=UTC) + timedelta(microseconds=since)
)


@QUICK
@given(MOMENTS)
def test_a_moment_comes_back_from_its_text_and_its_milliseconds(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert parse_moment(format_moment(moment)) == whole
    assert from_ms(to_ms(moment)) == moment - timedelta(microseconds=moment.microsecond % 1000)
    assert parse_moment(format_local(whole)) == whole
    assert whole_minute(moment).second == 0


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01T10:00:00",
        "2026-01-01 10:00:00Z",
        "2026-01-01t10:00:00z",
        "20260101T100000Z",
        "2026-W01-1T10:00:00Z",
        "2026-01-01T10:00Z",
        "2026-01-01T10:00:00,5Z",
        "2026-01-01T10:00:60Z",
        "2026-01-01T10:00:00+0100",
        "2026-01-01T10:00:00+24:00",
        "2026-01-01T10:00:00Z ",
        "1969-12-31T23:59:59Z",
        "9999-01-01T00:00:00Z",
        "",
    ],
)
def test_a_moment_is_written_as_rfc_3339_with_an_offset_or_not_at_all(text: str) -> None:
    with pytest.raises(Malformed):
        parse_moment(text)


def test_a_day_in_amsterdam_begins_when_it_does_there_in_summer_and_winter() -> None:
    assert local_date(parse_moment("2026-01-14T23:00:00Z")).isoformat() == "2026-01-15"
    assert local_date(parse_moment("2026-07-14T22:00:00Z")).isoformat() == "2026-07-15"
    assert local_date(parse_moment("2026-07-14T21:59:59Z")).isoformat() == "2026-07-14"
    winter = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    assert format_local(winter) == "2026-01-01T01:00:00+01:00"
