# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""T2: whatever happens to the bytes of a header, it opens to the right key, or is refused calmly and soon.

`TBP_HEADER_EDITS=10000` is the long form; `TBP_REAL_HEADER_EDITS=200` does some with the real derivation.
"""

import hashlib
import os
import random
import time
from collections.abc import Callable

import pytest

from tbp_tui.vault import header, rewrapping, slots
from tbp_tui.vault.errors import VaultError
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.recovery import RecoveryCode
from tests.vault.making import PASSPHRASE, CheapKdf, Place

EDITS = int(os.environ.get("TBP_HEADER_EDITS", "600"))
REAL_EDITS = int(os.environ.get("TBP_REAL_HEADER_EDITS", "4"))
HALF = header.GENERATION_BYTES
SEED = 20260519


def flip(content: bytearray, chance: random.Random) -> None:
    """One byte to a few."""
    for _ in range(chance.choice((1, 1, 2, 8))):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)


def fixed_part(content: bytearray, chance: random.Random) -> None:
    """Where the parameters stand, in one half or in both."""
    at = chance.randrange(80)
    value = chance.randrange(256)
    for half in chance.choice(((0,), (HALF,), (0, HALF))):
        content[half + at] = value


def cut(content: bytearray, chance: random.Random) -> None:
    """Shorter, down to nothing."""
    del content[chance.randrange(len(content)) :]


def longer(content: bytearray, chance: random.Random) -> None:
    """More than belongs there."""
    content += chance.randbytes(chance.randrange(1, 5000))


def moved(content: bytearray, chance: random.Random) -> None:
    """A stretch of it stands somewhere else."""
    length = chance.randrange(1, 400)
    origin, target = (chance.randrange(len(content) - length) for _ in range(2))
    content[target : target + length] = content[origin : origin + length]


def overwritten(content: bytearray, chance: random.Random) -> None:
    """A sector of something else, or of nothing."""
    at = chance.randrange(0, len(content), 512)
    content[at : at + 512] = chance.choice((bytes(512), chance.randbytes(512)))


EDITED_BY: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip,
    fixed_part,
    cut,
    longer,
    moved,
    overwritten,
)


def resealed(content: bytearray) -> None:
    """Checksums that fit, as somebody leaves them who knows the layout."""
    for at in (0, HALF):
        half = content[at : at + HALF]
        if len(half) == HALF:
            content[at + HALF - 32 : at + HALF] = hashlib.sha256(half[: HALF - 32]).digest()


def edit(content: bytes, chance: random.Random) -> bytes:
    """One of all that can happen to a file."""
    edited = bytearray(content)
    chance.choice(EDITED_BY)(edited, chance)
    if chance.random() < 0.5:
        resealed(edited)
    return bytes(edited)


def unlocked_key(place: Place) -> bytes | None:
    """The key that this header gives; None when it is refused with an error of ours."""
    try:
        unlocked = slots.unlock(
            header.read_header(place.header),
            bytearray(PASSPHRASE, "utf-8"),
            fetch_secret=lambda fixed: place.secret.fetch(fixed.vault_id.hex()),
            kdf=place.kdf,
        )
    except VaultError:
        return None
    return bytes(unlocked.key)


@pytest.fixture
def whole(place: Place) -> bytes:
    """A header with two of its slots in use."""
    place.create().close()
    rewrapping.make_kit(place.door, PASSPHRASE, RecoveryCode.draw(os.urandom).material())
    return place.header.read_bytes()


def test_t2_random_edits_are_refused_or_survived_and_never_give_another_key(
    place: Place, whole: bytes
) -> None:
    right, chance = unlocked_key(place), random.Random(SEED)
    assert right is not None
    survived = refused = 0
    for number in range(EDITS):
        place.header.write_bytes(edit(whole, chance))
        place.kdf.calls = 0
        key = unlocked_key(place)
        assert key in {None, right}, (SEED, number)
        assert place.kdf.calls <= 2, (SEED, number)
        survived, refused = survived + (key == right), refused + (key is None)
    assert min(survived, refused) > EDITS // 10


def test_t2_what_is_survived_is_repaired_by_opening(place: Place, whole: bytes) -> None:
    chance = random.Random(SEED)
    repaired = 0
    for number in range(EDITS // 20):
        place.header.write_bytes(edit(whole, chance))
        if unlocked_key(place) is None:
            continue
        place.open().close()
        assert not header.read_header(place.header).damaged, (SEED, number)
        repaired += 1
    assert repaired > 0


def dearest(place: Place) -> float:
    """How many times the floor the parameters cost that stand there, both halves together."""
    try:
        found = header.read_header(place.header)
    except VaultError:
        return 1.0
    floor = Argon2idCost.floor()
    costs = [generation.fixed.cost for generation in found.generations]
    return sum(cost.memory_kib * cost.passes for cost in costs) / (floor.memory_kib * floor.passes)


def test_t2_with_the_real_derivation_no_edit_takes_longer_than_three_times_what_it_costs(
    place: Place,
) -> None:
    place.kdf = argon2id  # type: ignore[assignment]  # the real one, at its floor
    place.create().close()
    whole, chance = place.header.read_bytes(), random.Random(SEED)
    began = time.perf_counter()
    right = unlocked_key(place)
    once = max(time.perf_counter() - began, 0.2)  # beside other work one measurement says little
    for number in range(REAL_EDITS):
        place.header.write_bytes(edit(whole, chance))
        began = time.perf_counter()
        assert unlocked_key(place) in {None, right}, (SEED, number)
        assert time.perf_counter() - began <= 3 * once * max(dearest(place), 1.0), (SEED, number)


def test_the_kdf_that_is_counted_is_the_one_that_is_used(place: Place, whole: bytes) -> None:
    assert isinstance(place.kdf, CheapKdf)
    place.kdf.calls = 0
    unlocked_key(place)
    assert place.kdf.calls == 1
