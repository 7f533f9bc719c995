# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes that no honest app writes, under a chain and a head that are right: set aside, and the page is taken.

That is decided in docs/decisions/0003: the log itself holds the bad entry, so asking again cannot help.
"""

import json
from typing import Any

import msgspec
import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import HEAD_TYPE, RECORD_TYPE, SigningKey, sign_compact
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, SetAside
from tests.casefile.both import second_log
from tests.logs import (
    CASE,
    case_log,
    key,
)
from tests.second.judging import ASIDE

PERSON = key("person")
ACKNOWLEDGEMENT = case_log().sign("acknowledgement", {"what": "seen"}, by=PERSON)
GOOD = json.loads(ACKNOWLEDGEMENT.unverified.payload)


def payload(**changes: Any) -> bytes:
    """An honest payload with fields changed."""
    return json.dumps(GOOD | changes).encode("utf-8")


def inserted(member: str) -> bytes:
    """An honest payload with one more member, as it stands."""
    return payload()[:-1] + b"," + member.encode("utf-8", "surrogatepass") + b"}"


def nested(depth: int) -> bytes:
    """A payload of exactly this depth; the object itself is the first level."""
    return inserted('"deep":' + "[" * (depth - 1) + "]" * (depth - 1))


def sized(length: int) -> str:
    """A record of exactly or just under this many characters."""
    room = length - len(sign_compact(PERSON, RECORD_TYPE, inserted('"fill":""')))
    return sign_compact(PERSON, RECORD_TYPE, inserted('"fill":"' + "x" * (room * 3 // 4) + '"'))


PAYLOADS: dict[str, bytes] = {
    "two equal names": inserted('"kind":"package"'),
    "two equal names deep inside": inserted('"x":[{"a":1,"a":1}]'),
    "two equal names, one of them escaped": inserted('"k\\u0069nd":"package"'),
    "a depth of 17": nested(17),
    "a depth of 5000": nested(5000),
    "a lone surrogate": inserted('"x":"\\ud800"'),
    "a lone surrogate in a name": inserted('"\\udfff":1'),
    "a surrogate in UTF-8": inserted('"x":"\ud800"'),
    "a noncharacter": inserted('"x":"\ufffe"'),
    "a noncharacter, escaped": inserted('"x":"\\ufdd0"'),
    "NaN": inserted('"x":NaN'),
    "infinity": inserted('"x":-Infinity'),
    "a number beyond all floats": inserted('"x":1e999'),
    "2 to the power of 53": inserted(f'"x":{2**53}'),
    "minus 2 to the power of 53": inserted(f'"x":{-(2**53)}'),
    "a number of 5000 digits": inserted('"x":' + "9" * 5000),
    "a byte order mark": b"\xef\xbb\xbf" + payload(),
    "UTF-16": payload().decode("ascii").encode("utf-16"),
    "bytes that are not UTF-8": inserted('"x":"y"').replace(b"y", b"\xff"),
    "a control character": inserted('"x":"\x01"'),
    "a comma too many": payload()[:-1] + b",}",
    "something after the end": payload() + b"{}",
    "a list": b"[" + payload() + b"]",
    "a number": b"1",
    "nothing": b"",
    "a moment without offset": payload(at="2026-01-01T10:00:00"),
    "a date": payload(at="2026-01-01"),
    "a week date": payload(at="2026-W01-4T10:00:00Z"),
    "a moment with a comma": payload(at="2026-01-01T10:00:00,5Z"),
    "a moment of the year 9999": payload(at="9999-12-31T23:59:59Z"),
    "a day that no month has": payload(at="2026-02-30T10:00:00Z"),
    "an offset that no clock has": payload(at="2026-01-01T10:00:00+25:00"),
    "writtenAt with seconds": payload(writtenAt="2026-01-01T10:00:01Z"),
    "writtenAt with an offset": payload(writtenAt="2026-01-01T10:00:00+01:00"),
    "writtenAt in Arabic digits": payload(writtenAt="\u0662\u0660\u0662\u0666-01-01T10:00:00Z"),
    "an id in capitals": payload(id=GOOD["id"].upper()),
    "an id without hyphens": payload(id=GOOD["id"].replace("-", "")),
    "an entity that is no id": payload(entity="x"),
    "an id to replace that is none": payload(replaces=["x"]),
    "101 ids to replace": payload(replaces=[GOOD["id"]] * 101),
    "a kind in capitals": payload(kind="Acknowledgement"),
    "a kind of 41 letters": payload(kind="k" * 41),
    "schema 0": payload(schema=0),
    "schema 1.0": payload(schema=1.0),
    "schema true": payload(schema=True),
    "no body": json.dumps({name: GOOD[name] for name in GOOD if name != "body"}).encode("ascii"),
    "a number for a kind": payload(kind=1),
    "a seen without a hash": payload(seen={"epoch": 1, "seq": 1}),
    "an about without a leaf": payload(about={"scope": CASE, "id": CASE}),
    "the id of another device": payload(device=key("authority").device_id),
}

SEGMENTS = ACKNOWLEDGEMENT.jws.split(".")


def under_header(header: Any, *, by: SigningKey = PERSON) -> str:
    """An honest payload, honestly signed, under another header."""
    raw = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode("utf-8")
    signing_input = f"{base64url.encode(raw)}.{SEGMENTS[1]}"
    return f"{signing_input}.{base64url.encode(by.sign(signing_input.encode('ascii')))}"


HEADER = {"alg": "Ed25519", "kid": PERSON.device_id, "typ": RECORD_TYPE}
RECORDS: dict[str, str] = {
    **{name: sign_compact(PERSON, RECORD_TYPE, raw) for name, raw in PAYLOADS.items()},
    "the algorithm none": under_header({**HEADER, "alg": "none"}),
    "the algorithm HS256": under_header({**HEADER, "alg": "HS256"}),
    "the old name EdDSA": under_header({**HEADER, "alg": "EdDSA"}),
    "the algorithm in other letters": under_header({**HEADER, "alg": "ed25519"}),
    "the type of a head": under_header({**HEADER, "typ": HEAD_TYPE}),
    "no type": under_header({name: HEADER[name] for name in ("alg", "kid")}),
    "no kid": under_header({name: HEADER[name] for name in ("alg", "typ")}),
    "one header member more": under_header({**HEADER, "crit": []}),
    "a key of its own in the header": under_header({**HEADER, "jwk": {}}),
    "its header in another order": under_header(dict(reversed(HEADER.items()))),
    "spaces in its header": under_header(json.dumps(HEADER).encode("ascii")),
    "two equal names in its header": under_header(
        b'{"alg":"none",' + json.dumps(HEADER, separators=(",", ":")).encode("ascii")[1:]
    ),
    "a header that is no object": under_header([HEADER]),
    "no signature": ".".join([*SEGMENTS[:2], ""]),
    "half a signature": ".".join([*SEGMENTS[:2], SEGMENTS[2][:43]]),
    "two segments": ".".join(SEGMENTS[:2]),
    "four segments": ".".join([*SEGMENTS, ""]),
    "padding": ACKNOWLEDGEMENT.jws + "==",
    "a line end": ACKNOWLEDGEMENT.jws + "\n",
    "a space in a segment": f"{SEGMENTS[0]}. {SEGMENTS[1]}.{SEGMENTS[2]}",
    "the other base64 alphabet": ".".join([*SEGMENTS[:2], SEGMENTS[2][:-4] + "+/+A"]),
    "33 KiB": sized(33 * 1024),
    "nothing at all": "",
}


@pytest.mark.parametrize("what", RECORDS)
def test_an_entry_is_set_aside_by_both_readers_and_its_page_taken_with(what: str, keys: SystemKeys) -> None:
    log = case_log()
    log.append(RECORDS[what])
    log.add("acknowledgement", {"what": "seen"}, by=PERSON)
    page = log.verify(keys)
    wrong, after = page.entries[-2:]
    assert (wrong.signed, wrong.verdict) == (None, SetAside("malformed"))
    assert isinstance(after.verdict, Counts)
    second = second_log().read(msgspec.json.encode(log.page()))
    assert second[-2] == ASIDE
    assert second[-1][0] == "counts"


def test_what_is_just_inside_each_limit_counts(keys: SystemKeys) -> None:
    inside = [
        nested(16),
        inserted(f'"x":{2**53 - 1}'),
        inserted(f'"x":{-(2**53) + 1}'),
        inserted('"x":"\\ud83d\\ude00 \\\\ud800"'),
        payload(at="2026-01-01T10:00:00.123456+01:00"),
    ]
    for raw in [*(sign_compact(PERSON, RECORD_TYPE, one) for one in inside), sized(32 * 1024)]:
        log = case_log()
        log.append(raw)
        assert isinstance(log.last(keys), Counts), raw[:500]
        assert second_log().read(msgspec.json.encode(log.page()))[-1][0] == "counts"


def test_of_the_sixteen_spellings_of_one_signature_only_its_own_is_a_record(keys: SystemKeys) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    jws = ACKNOWLEDGEMENT.jws
    family = alphabet.index(jws[-1]) // 16 * 16
    spellings = [jws[:-1] + last for last in alphabet[family : family + 16]]
    verdicts = {}
    for spelling in spellings:
        log = case_log()
        log.append(spelling)
        verdicts[spelling] = log.last(keys)
    assert [one for one in spellings if isinstance(verdicts[one], Counts)] == [jws]
    assert all(verdicts[one] == SetAside("malformed") for one in spellings if one != jws)
