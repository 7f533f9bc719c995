# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Safety words: fixed for fixed keys, other for every key, and none without a device (T13)."""

import hashlib

from tbp_casefile.crypto import base64url
from tbp_tui.services.peers.safety import safety_words
from tbp_tui.vault.passphrase import word_list
from tests.logs import LogBuilder, key, system_keys
from tests.sealed import COORDINATION, let_in, seal_key, sealed_log


def talk() -> LogBuilder:
    return sealed_log("peer", "person", "expert")


def words_of(log: LogBuilder, member: str, language: str = "nl") -> tuple[str, ...]:
    drawn = safety_words(log.verify(system_keys()).state, member, language)
    assert drawn
    return drawn.words


def test_they_are_six_words_of_a_slow_hash_over_the_keys_of_the_first_device() -> None:
    """Told again from the page about talks, with nothing of ours but the list."""
    device, seal = key("person"), seal_key(key("person")).public
    parts = ("tbp safety words 1", device.device_id, base64url.encode(device.public), base64url.encode(seal))
    named = b"".join(len(part).to_bytes(2, "big") + part.encode() for part in parts)
    number = int.from_bytes(hashlib.pbkdf2_hmac("sha256", named, device.public, 65_536), "big")
    bits = f"{number:0256b}"
    at = [int(bits[128 - 11 * (n + 1) : 128 - 11 * n], 2) for n in range(6)]
    assert words_of(talk(), "person") == tuple(word_list("nl")[place] for place in at)
    drawn = safety_words(talk().verify(system_keys()).state, "person", "nl")
    assert drawn
    assert drawn.digits == str(number % 10**20).rjust(20, "0")


def test_another_signing_key_or_another_seal_key_makes_other_words() -> None:
    honest = words_of(talk(), "person")
    assert words_of(talk(), "expert") != honest
    swapped = LogBuilder(talk().scope)
    swapped.found("peer", by=COORDINATION)
    swapped.member("person", "person", by=COORDINATION)
    let_in(swapped, "person", key("somebody else"), by=COORDINATION)
    assert words_of(swapped, "person") != honest
    resealed = LogBuilder(talk().scope)
    resealed.found("peer", by=COORDINATION)
    resealed.member("person", "person", by=COORDINATION)
    keys = {"sign": base64url.encode(key("person").public), "dpop": ""}
    keys["seal"] = base64url.encode(seal_key(key("somebody else")).public)
    resealed.device("person", key("person"), by=COORDINATION, keys=keys)
    assert words_of(resealed, "person") != honest


def test_a_second_device_does_not_change_them_and_nobody_without_a_device_has_any() -> None:
    log = talk()
    before = words_of(log, "person")
    let_in(log, "person", key("tablet"), by=key("person"))
    assert words_of(log, "person") == before
    empty = LogBuilder(log.scope)
    empty.found("peer", by=COORDINATION)
    empty.member("person", "person", by=COORDINATION)
    assert safety_words(empty.verify(system_keys()).state, "person", "nl") is None
