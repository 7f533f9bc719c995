# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""T9: whichever slot opens, one derivation and four tries; in the long form also how long it takes.

`TBP_TIMED_UNLOCKS=200` times that many unlocks of each slot with the real derivation at its floor.
"""

import os
import time
from itertools import combinations

import pytest

from tbp_tui.vault import slots
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import WrongPassphrase
from tbp_tui.vault.header import SLOTS, Fixed, Generation, Header
from tbp_tui.vault.kdf import Argon2idCost, Kdf, argon2id
from tests.vault.making import CheapKdf

TIMED = int(os.environ.get("TBP_TIMED_UNLOCKS", "2"))
SECRET = bytes(range(32))
KEY = bytearray(range(100, 132))
KINDS = [*range(SLOTS), None]
"""The slot that opens; None for a passphrase that opens none."""
_ENOUGH = 100  # of fewer unlocks the chance says nothing


def typed(number: int | None) -> bytearray:
    return bytearray(f"what opens slot {number}", "ascii")


def all_filled(kdf: Kdf) -> Generation:
    """Every slot used, as none of them is today but two."""
    generation = slots.new_generation(
        typed(0),
        KEY,
        mode=SecretMode.KEYRING,
        secret=SECRET,
        vault_id=bytes(16),
        cost=Argon2idCost.floor(),
        kdf=kdf,
        random=os.urandom,
    )
    generation = slots.with_kit(generation, KEY, typed(1), kdf=kdf, random=os.urandom)
    for number in (2, 3):
        generation = slots._with_slot(generation, number, KEY, typed(number), SECRET, kdf, os.urandom)
    return generation


def opened(generation: Generation, number: int | None, kdf: Kdf) -> bool:
    """Open as the program does: by the kit without the second key, by all else with it."""
    header = Header((generation,), damaged=False)
    try:
        if number == slots.RECOVERY_SLOT:
            unlocked = slots.unlock_by_kit(header, typed(number), kdf=kdf)
        else:
            unlocked = slots.unlock(header, typed(number), fetch_secret=lambda _: SECRET, kdf=kdf)
    except WrongPassphrase:
        return False
    assert unlocked.key == KEY
    return True


@pytest.mark.parametrize("number", KINDS)
def test_t9_one_derivation_and_four_tries_whichever_slot_opens(
    number: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kdf = CheapKdf()
    generation = all_filled(kdf)
    tried: list[int] = []
    real = slots._open_slot

    def counting(
        stretched: bytearray, secret: bytes, fixed: Fixed, number: int, slot: bytes
    ) -> bytearray | None:
        tried.append(number)
        return real(stretched, secret, fixed, number, slot)

    monkeypatch.setattr(slots, "_open_slot", counting)
    kdf.calls = 0
    assert opened(generation, number, kdf) == (number is not None)
    assert (kdf.calls, tried) == (1, [0, 1, 2, 3])


def test_t9_a_slot_opens_for_its_own_words_alone() -> None:
    kdf = CheapKdf()
    generation = all_filled(kdf)
    header = Header((generation,), damaged=False)
    with pytest.raises(WrongPassphrase):  # the kit with the second key, as a passphrase would be
        slots.unlock(header, typed(1), fetch_secret=lambda _: SECRET, kdf=kdf)
    for number in (0, 2, 3):
        with pytest.raises(WrongPassphrase):  # a passphrase without it, as the kit would be
            slots.unlock_by_kit(header, typed(number), kdf=kdf)


def test_t9_how_long_it_takes_does_not_tell_which_slot_opened() -> None:
    generation = all_filled(argon2id)
    seconds: dict[int | None, list[float]] = {number: [] for number in KINDS}
    for _ in range(TIMED):
        for number in KINDS:
            began = time.perf_counter()
            opened(generation, number, argon2id)
            seconds[number].append(time.perf_counter() - began)
    for one, other in combinations(KINDS, 2) if TIMED >= _ENOUGH else ():
        assert 0.45 <= separable(seconds[one], seconds[other]) <= 0.55, (one, other)


def separable(these: list[float], those: list[float]) -> float:
    """The chance that one of these took longer than one of those: a half where nobody can tell."""
    return sum((a > b) + (a == b) / 2 for a in these for b in those) / (len(these) * len(those))
