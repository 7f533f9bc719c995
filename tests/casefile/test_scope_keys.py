# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Scope keys and sealed bodies: what opens, what never does, and a second implementation beside ours."""

import json
import secrets
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.padding import is_padded_length, pad, padded_length, unpad
from tbp_casefile.crypto.scope_keys import WRAP_BYTES, KeyOfScope, context
from tbp_casefile.crypto.seals import SEAL_PUBLIC_BYTES, SealKey, seal_to
from tbp_casefile.errors import Malformed, SealBroken
from tbp_casefile.wire.sealed import Place, Sealed, check_sealed, open_body, read_sealed, seal_body
from tests.casefile.test_vectors import PUBLISHED, committed
from tests.logs import chance, uuid4
from tests.second import kem, sealing
from tests.second.reading import Wrong

SCOPE = uuid4("sealed scope")
KEY = KeyOfScope.draw(SCOPE, 1, chance("scope key"))
MINE, OTHERS = SealKey(bytes(range(32))), SealKey(bytes(range(1, 33)))
PLACE = Place(SCOPE, uuid4("record"), "device", "message")
BODY = b'{"text":"Belt u mij?"}'
VECTOR = committed("sealing.json")
RFC9180 = {name: bytes.fromhex(text) for name, text in PUBLISHED["rfc9180"].items() if name != "from"}
CLASSICAL = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
FEW = settings(max_examples=15, derandomize=True, deadline=None, database=None)


def unwrapped(wrapped: bytes, mine: SealKey = MINE, **changes: Any) -> KeyOfScope:
    """Unwrap as device `to` what device `by` wrapped, with parts of the context changed."""
    told = {"scope": SCOPE, "number": 1, "id_": KEY.id, "to": "to", "by": "by", **changes}
    return KeyOfScope.unwrap(wrapped, mine, **told)


# --- wraps --------------------------------------------------------------------------------------------------


def test_a_key_comes_out_of_its_wrap_and_is_shown_nowhere() -> None:
    wrapped = KEY.wrap(to="to", public=MINE.public, by="by")
    assert (len(wrapped), unwrapped(wrapped)) == (WRAP_BYTES, KEY)
    assert KEY.key.hex() not in repr(KEY)
    assert str(KEY.key) not in repr(KEY)


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": uuid4("elsewhere")},
        {"number": 2},
        {"id_": "A" * 43},
        {"to": "another"},
        {"by": "another"},
        {"mine": OTHERS},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_wrap_opens_for_nobody_else_and_nowhere_else(changes: dict[str, Any]) -> None:
    with pytest.raises(SealBroken):
        unwrapped(KEY.wrap(to="to", public=MINE.public, by="by"), **changes)


@pytest.mark.parametrize("place", [0, 1087, 1088, 1119, 1120, WRAP_BYTES - 1])
def test_a_wrap_with_one_changed_byte_does_not_open(place: int) -> None:
    wrapped = bytearray(KEY.wrap(to="to", public=MINE.public, by="by"))
    wrapped[place] ^= 1
    with pytest.raises(SealBroken):
        unwrapped(bytes(wrapped))


@pytest.mark.parametrize("length", [0, 1, 1120, 1135, WRAP_BYTES - 1, WRAP_BYTES + 1])
def test_a_wrap_of_another_length_does_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        unwrapped(KEY.wrap(to="to", public=MINE.public, by="by").ljust(length, b"\0")[:length])


def test_a_wrap_that_holds_another_key_than_it_names_is_not_believed() -> None:
    other = replace(KEY, key=bytes(32))
    info = context("tbp scope key 1", SCOPE, "1", KEY.id, "to", "by")
    with pytest.raises(SealBroken):
        unwrapped(seal_to(MINE.public, other.key, info))
    with pytest.raises(SealBroken):
        unwrapped(seal_to(MINE.public, KEY.key[:31], info))


@pytest.mark.parametrize("public", [b"", bytes(SEAL_PUBLIC_BYTES - 1), b"\xff" * SEAL_PUBLIC_BYTES])
def test_what_is_no_public_key_gets_no_wrap(public: bytes) -> None:
    with pytest.raises(Malformed):
        KEY.wrap(to="to", public=public, by="by")


def test_the_context_of_one_thing_is_never_that_of_another() -> None:
    assert context("a", "bc") != context("ab", "c") != context("a", "b", "c")
    assert context("tbp", "a") == b"\0\3tbp\0\1a" == sealing.told("tbp", "a")


# --- bodies -------------------------------------------------------------------------------------------------


def sealed(body: bytes = BODY, place: Place = PLACE) -> Sealed:
    """A body in its envelope."""
    found = read_sealed(seal_body(KEY, body, place, secrets.token_bytes))
    assert found
    return found


def test_a_body_comes_out_as_it_went_in() -> None:
    assert bytes(open_body(KEY, sealed(), PLACE)) == BODY


@pytest.mark.parametrize("part", ["scope", "id", "device", "kind"])
def test_a_body_opens_at_no_other(part: str) -> None:
    with pytest.raises(SealBroken):
        open_body(KEY, sealed(), replace(PLACE, **{part: uuid4("another")}))


@pytest.mark.parametrize(
    "changes",
    [{"suite": 2}, {"suite": 0}, {"number": 2}, {"key": "A" * 43}, {"nonce": "A" * 16}, {"text": "A" * 363}],
)
def test_a_body_with_another(changes: dict[str, Any]) -> None:
    with pytest.raises(SealBroken):
        open_body(KEY, msgspec.structs.replace(sealed(), **changes), PLACE)


def test_a_key_of_another_number_or_scope_opens_nothing() -> None:
    for other in (
        replace(KEY, number=2),
        replace(KEY, scope=uuid4("elsewhere")),
        replace(KEY, key=bytes(32)),
    ):
        with pytest.raises(SealBroken):
            open_body(other, sealed(), PLACE)


def test_the_same_words_never_look_the_same_twice() -> None:
    first, second = sealed(), sealed()
    assert (first.nonce, first.text) != (second.nonce, second.text)
    assert first.nonce != second.nonce


@pytest.mark.parametrize("inside", [b"no json", b'{"a":1,"a":2}', b"[1]", b'{"a":1}{', b""])
def test_what_was_sealed_and_is_no_body_is_refused_after_opening(inside: bytes) -> None:
    with pytest.raises(Malformed):
        open_body(KEY, sealed(inside), PLACE)


def test_padding_that_was_sealed_by_another_rule_is_refused() -> None:
    boxed = ChaCha20Poly1305(KEY.key).encrypt(bytes(12), BODY.ljust(256, b" "), PLACE.bound_to(1))
    strange = Sealed(1, 1, KEY.id, base64url.encode(bytes(12)), base64url.encode(boxed))
    with pytest.raises(Malformed):
        open_body(KEY, strange, PLACE)


@pytest.mark.parametrize(
    "body",
    [
        {"text": "plain"},
        {"sealed": {}},
        {"sealed": "text"},
        {"sealed": msgspec.to_builtins(sealed()), "text": "beside it"},
        {"sealed": {**msgspec.to_builtins(sealed()), "hint": "beside it"}},
        {"sealed": {**msgspec.to_builtins(sealed()), "number": "1"}},
    ],
)
def test_a_body_that_says_more_or_less_than_its_one_shape_is_not_sealed(body: Any) -> None:
    assert read_sealed(msgspec.Raw(msgspec.json.encode(body))) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "A" * 14},
        {"key": "A" * 42},
        {"number": 0},
        {"text": "A" * 362},
        {"text": ""},
        {"text": "AAA="},
    ],
)
def test_a_seal_whose_parts_have_another_length_is_malformed(changes: dict[str, Any]) -> None:
    check_sealed(sealed())
    with pytest.raises(Malformed):
        check_sealed(msgspec.structs.replace(sealed(), **changes))


# --- lengths ------------------------------------------------------------------------------------------------


@given(st.integers(1, 200_000))
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
def test_lengths_are_steps_of_256_and_then_padme(length: int) -> None:
    padded = padded_length(length)
    assert padded >= length
    assert padded % 256 == 0
    assert padded - length < max(256, length // 8)
    assert is_padded_length(padded)
    assert padded == sealing.length_of(length)
    if length <= 8192:
        assert padded - length < 256


def test_few_lengths_are_left() -> None:
    assert len({padded_length(length) for length in range(1, 25_000)}) <= 32 + 16 + 9


@given(st.binary(max_size=600))
def test_padding_comes_off_as_it_went_on(content: bytes) -> None:
    assert unpad(pad(content)) == content


@pytest.mark.parametrize(
    "padded", [b"", bytes(256), b"\x80" + bytes(254), b"\x80" + bytes(511), b"a\x80" + bytes(253) + b"b"]
)
def test_what_padding_never_makes_is_refused(padded: bytes) -> None:
    with pytest.raises(Malformed):
        unpad(padded)


def test_bodies_of_one_step_are_equally_long_and_say_no_more() -> None:
    assert {len(sealed(b'{"t":"%s"}' % (b"x" * n)).text) for n in range(0, 240, 8)} == {len(sealed().text)}


# --- the second implementation, vectors, an oracle ----------------------------------------------------------


def test_the_committed_wrap_and_body_open_for_both() -> None:
    key, mine = VECTOR["scope key"], SealKey(bytes.fromhex(VECTOR["recipient"]["seed"]))
    assert mine.public.hex() == VECTOR["recipient"]["public"] == kem.xwing_public(mine.seed).hex()
    wrapped = base64url.decode(VECTOR["wrap"]["wrapped"])
    to, by = VECTOR["wrap"]["to"], VECTOR["wrap"]["by"]
    ours = KeyOfScope.unwrap(wrapped, mine, scope=key["scope"], number=1, id_=key["id"], to=to, by=by)
    record = VECTOR["record"]
    shown = read_sealed(msgspec.Raw(json.dumps(record["body"]).encode()))
    assert shown
    check_sealed(shown)
    place = Place(record["scope"], record["id"], record["device"], record["kind"])
    assert (ours.key.hex(), json.loads(bytes(open_body(ours, shown, place)))) == (key["key"], VECTOR["body"])
    body = {"number": 1, "key": key["id"], "wrapped": {to: VECTOR["wrap"]["wrapped"]}}
    theirs = sealing.unwrap({"scope": key["scope"], "device": by, "body": body}, to, mine.seed)
    assert (theirs.key, theirs.open(record)) == (ours.key, VECTOR["body"])


def test_the_committed_lengths_are_ours() -> None:
    assert {int(size): length for size, length in VECTOR["lengths"].items()} == {
        int(size): padded_length(int(size)) for size in VECTOR["lengths"]
    }


@FEW
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64), st.text(max_size=400))
def test_each_opens_what_the_other_sealed(seed: bytes, random: bytes, words: str) -> None:
    mine, place = SealKey(seed), {"scope": SCOPE, "id": PLACE.id, "device": "device", "kind": "message"}
    theirs = sealing.ScopeKey(SCOPE, 1, KEY.key)
    assert theirs.id == KEY.id
    assert unwrapped(base64url.decode(theirs.wrap("to", mine.public, "by", random)), mine) == KEY
    wrapped = {"to": base64url.encode(KEY.wrap(to="to", public=mine.public, by="by"))}
    body = {"number": 1, "key": KEY.id, "wrapped": wrapped}
    assert sealing.unwrap({"scope": SCOPE, "device": "by", "body": body}, "to", seed) == theirs
    said = {"text": words.encode("utf-8", "ignore").decode()}
    shown = read_sealed(msgspec.Raw(json.dumps(theirs.seal(place, said, random[:12])).encode()))
    assert shown
    assert json.loads(bytes(open_body(KEY, shown, PLACE))) == said
    ours = seal_body(KEY, msgspec.json.encode(said), PLACE, lambda length: random[:length])
    assert theirs.open({**place, "body": json.loads(bytes(ours))}) == said


def test_the_second_one_refuses_what_ours_refuses() -> None:
    theirs = sealing.ScopeKey(SCOPE, 1, KEY.key)
    record = {"scope": SCOPE, "id": PLACE.id, "device": "device", "kind": "message"}
    record |= {"body": theirs.seal(record, {"text": "x"}, bytes(12))}
    for part in ("scope", "id", "device", "kind"):
        with pytest.raises(Wrong):
            theirs.open({**record, part: "another"})


@pytest.mark.parametrize("vector", PUBLISHED["xwing"]["vectors"], ids=lambda vector: vector["seed"][:8])
def test_x_wing_is_that_of_the_draft(vector: dict[str, str]) -> None:
    """The library shows no shared secret: what was sealed under the one of the draft must open in it."""
    seed, random, shared, public, sent = (
        bytes.fromhex(vector[name]) for name in ("seed", "chance", "shared", "public", "sealed")
    )
    assert kem.xwing_encapsulate(public, random) == (shared, sent)
    assert kem.xwing_decapsulate(seed, sent) == shared
    key, nonce = sealing.key_schedule(sealing.XWING, shared, b"info")
    boxed = sent + ChaCha20Poly1305(key).encrypt(nonce, b"a key", None)
    assert SealKey(seed).open(boxed, b"info") == b"a key"
    with pytest.raises(SealBroken):
        SealKey(seed).open(boxed, b"other")


def test_hpke_is_that_of_rfc_9180() -> None:
    """The library takes no associated data: the first message of the vector is sealed again without any."""
    v = RFC9180
    shared = sealing.dhkem(v["ephemeral"], v["public"], v["sent"], v["public"])
    assert shared == v["shared"]
    assert sealing.key_schedule(sealing.X25519, shared, v["info"]) == (v["key"], v["nonce"])
    boxed = sealing.dh_encrypt(v["public"], v["ephemeral"], v["info"], v["plaintext"], v["aad"])
    assert boxed == v["sent"] + v["sealed"]
    bare = v["sent"] + ChaCha20Poly1305(v["key"]).encrypt(v["nonce"], v["plaintext"], None)
    private = X25519PrivateKey.from_private_bytes(v["private"])
    assert CLASSICAL.decrypt(bare, private, v["info"]) == v["plaintext"]
    with pytest.raises(InvalidTag):
        CLASSICAL.decrypt(boxed, private, v["info"])
    ours = CLASSICAL.encrypt(b"x", X25519PublicKey.from_public_bytes(v["public"]), v["info"])
    assert sealing.dh_decrypt(v["private"], ours, v["info"]) == b"x"


@FEW
@given(st.binary(max_size=300), st.binary(max_size=100))
def test_an_oracle_for_the_classical_suite_agrees_with_the_library_and_with_the_second_one(
    text: bytes, info: bytes
) -> None:
    v = RFC9180
    oracle = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305)
    private = X25519PrivateKey.from_private_bytes(v["private"])
    sent, sender = oracle.create_sender_context(KEMKey.from_pyca_cryptography_key(private.public_key()), info)
    theirs = sent + sender.seal(text)
    assert CLASSICAL.decrypt(theirs, private, info) == text
    assert sealing.dh_decrypt(v["private"], theirs, info) == text
    for ours in (
        CLASSICAL.encrypt(text, private.public_key(), info),
        sealing.dh_encrypt(v["public"], v["ephemeral"], info, text),
    ):
        recipient = oracle.create_recipient_context(
            ours[:32], KEMKey.from_pyca_cryptography_key(private), info
        )
        assert recipient.open(ours[32:]) == text


def test_chacha20_poly1305_of_the_second_one_is_that_of_rfc_8439() -> None:
    v = PUBLISHED["rfc8439"]
    key, nonce, aad = (bytes.fromhex(v[name]) for name in ("key", "nonce", "context"))
    assert sealing.lock(key, nonce, v["plaintext"].encode(), aad).hex() == v["sealed"]
    assert sealing.unlock(key, nonce, bytes.fromhex(v["sealed"]), aad).decode() == v["plaintext"]
