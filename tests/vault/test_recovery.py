# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The recovery code on paper: read back with every mistake found, and a way in when all else is lost."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tbp_tui.vault import files, header, rewrapping
from tbp_tui.vault.device_secret import KeyFileSecret, KeyringSecret, NoSecret, SecretMode
from tbp_tui.vault.errors import (
    DeviceSecretMissing,
    DiskFull,
    PassphraseTooWeak,
    RecoveryMistyped,
    WrongPassphrase,
)
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.recovery import RecoveryCode
from tests.vault.making import PASSPHRASE, Place, record
from tests.vault.test_device_secret import MemoryKeyring
from tests.vault.test_rewrapping import NEW, opens

ROOT = Path(__file__).parents[2]
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

MOVE_AND_DIE = """
import sys
from pathlib import Path
from tbp_tui.vault import rewrapping
from tbp_tui.vault.device_secret import KeyFileSecret
from tests.vault.killing import at_every_line
from tests.vault.making import PASSPHRASE, Place
from tests.vault.test_rewrapping import opens
place = Place(Path(sys.argv[1]))
place.folder.mkdir()
place.key_file = place.folder / "stick"
place.secret = KeyFileSecret(place.key_file)
place.create().close()
other = KeyFileSecret(place.folder / "other stick")
opened = set()
def count(store):
    place.secret = store
    try:
        place.open().close()
    except Exception as error:
        return type(error).__name__
    return "opens"
old = place.secret
def move():
    place.secret = old
    rewrapping.move_second_key(place.door, PASSPHRASE, other)
for line in at_every_line(place.folder, move):
    which = (count(old), count(other))
    assert [answer for answer in which].count("opens") == 1, (line, which)
    opened.add(which.index("opens"))
assert opened == {0, 1}
print(line)
"""


def draw() -> RecoveryCode:
    return RecoveryCode.draw(os.urandom)


@pytest.fixture
def kept(place: Place) -> Place:
    """A vault with something in it."""
    with place.create() as vault:
        vault.records.add([record(1)])
    return place


@pytest.fixture
def code(kept: Place) -> RecoveryCode:
    """A code that opens it."""
    drawn = draw()
    rewrapping.make_kit(kept.door, PASSPHRASE, drawn.material())
    return drawn


# --- on paper -------------------------------------------------------------------------------------------


def test_a_code_is_five_groups_of_which_five_times_five_characters_are_drawn() -> None:
    asked: list[int] = []

    def chance(count: int) -> bytes:
        asked.append(count)
        return bytes(range(count))

    assert [len(group) for group in RecoveryCode.draw(chance).groups] == [6] * 5
    assert asked == [25]  # 5 bits of each: 125


def test_a_code_is_read_as_people_copy_it() -> None:
    for _ in range(50):
        code = draw()
        text = " ".join(code.groups)
        for typed in (text, text.lower(), "-".join(code.groups), "\n".join(code.groups), f"\t{text} "):
            assert RecoveryCode.parse(typed) == code
        assert RecoveryCode.parse(text.replace("0", "o").replace("1", "l")) == code


def test_one_wrong_character_is_found_in_its_group() -> None:
    code = draw()
    for at in range(30):
        text = "".join(code.groups)
        for other in ALPHABET:
            if other == text[at]:
                continue
            with pytest.raises(RecoveryMistyped) as refusal:
                RecoveryCode.parse(text[:at] + other + text[at + 1 :])
            assert refusal.value.values == {"reason": "group", "group": at // 6 + 1}


def test_groups_in_another_order_and_what_is_no_code_are_refused() -> None:
    for _ in range(50):
        groups = list(draw().groups)
        groups[1], groups[3] = groups[3], groups[1]
        with pytest.raises(RecoveryMistyped):
            RecoveryCode.parse(" ".join(groups))
    for typed, reason in (("", "length"), ("ABC", "length"), (PASSPHRASE, "length"), ("é" * 30, "group")):
        with pytest.raises(RecoveryMistyped) as refusal:
            RecoveryCode.parse(typed)
        assert refusal.value.values["reason"] == reason


def test_most_swaps_of_neighbours_are_found() -> None:
    chance, found, tried = random.Random(7), 0, 0
    while tried < 500:
        text = "".join(draw().groups)
        at = chance.randrange(29)
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if swapped == text:
            continue
        tried += 1
        try:
            RecoveryCode.parse(swapped)
        except RecoveryMistyped:
            found += 1
    assert found > 485


def test_nothing_of_it_stands_in_a_repr() -> None:
    assert repr(draw()) == "RecoveryCode(...)"


# --- in the header --------------------------------------------------------------------------------------


def test_a_kit_gives_a_new_passphrase_to_whoever_forgot_it(kept: Place, code: RecoveryCode) -> None:
    assert opens(kept, PASSPHRASE)
    kept.recover(code, NEW)
    assert (opens(kept, NEW), opens(kept, PASSPHRASE)) == (True, False)
    kept.recover(code, PASSPHRASE)  # the paper is as good as it was
    assert opens(kept, PASSPHRASE)


def test_a_kit_gives_a_new_second_key_to_whoever_lost_it(kept: Place, code: RecoveryCode) -> None:
    lost = kept.key_file.read_text()
    kept.key_file.unlink()
    with pytest.raises(DeviceSecretMissing):
        kept.open()
    kept.recover(code, NEW)
    assert kept.key_file.read_text() != lost
    assert (opens(kept, NEW), opens(kept, PASSPHRASE)) == (True, False)
    kept.recover(code, PASSPHRASE)
    assert opens(kept, PASSPHRASE)


def test_a_kit_opens_with_the_real_derivation(kept: Place) -> None:
    kept.header.unlink()
    kept.key_file.unlink()
    kept.kdf = argon2id  # type: ignore[assignment]  # the real one, at its floor
    with kept.create() as vault:
        vault.records.add([record(1)])
    code = draw()
    rewrapping.make_kit(kept.door, PASSPHRASE, code.material())
    kept.key_file.unlink()
    kept.recover(code, NEW)
    assert opens(kept, NEW)


def test_a_kit_outlives_another_passphrase_and_dearer_guessing(kept: Place, code: RecoveryCode) -> None:
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    rewrapping.raise_cost(kept.door, NEW, Argon2idCost(memory_kib=128 * 1024))
    assert header.read_header(kept.header).fixed.cost.memory_kib == 128 * 1024
    assert opens(kept, NEW)
    assert rewrapping.has_kit(kept.door, NEW)
    kept.recover(code, PASSPHRASE)
    assert opens(kept, PASSPHRASE)


def test_a_new_kit_takes_the_place_of_the_one_before(kept: Place, code: RecoveryCode) -> None:
    newer = draw()
    rewrapping.make_kit(kept.door, PASSPHRASE, newer.material())
    before = kept.contents()
    with pytest.raises(WrongPassphrase):
        kept.recover(code, NEW)
    assert kept.contents() == before
    kept.recover(newer, NEW)


def test_a_kit_that_was_taken_back_opens_nothing(kept: Place, code: RecoveryCode) -> None:
    assert rewrapping.has_kit(kept.door, PASSPHRASE)
    rewrapping.remove_kit(kept.door, PASSPHRASE)
    assert not rewrapping.has_kit(kept.door, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        kept.recover(code, NEW)
    assert opens(kept, PASSPHRASE)


def test_without_a_kit_there_is_none_and_a_header_tells_nobody(kept: Place) -> None:
    assert not rewrapping.has_kit(kept.door, PASSPHRASE)
    sizes = {len(kept.header.read_bytes())}
    rewrapping.make_kit(kept.door, PASSPHRASE, draw().material())
    assert sizes == {len(kept.header.read_bytes())}


def test_a_kit_is_not_made_for_whoever_cannot_open_it(kept: Place) -> None:
    before = kept.contents()
    with pytest.raises(WrongPassphrase):
        rewrapping.make_kit(kept.door, NEW, draw().material())
    assert kept.contents() == before


def test_a_weak_new_passphrase_is_refused_before_anything_changes(kept: Place, code: RecoveryCode) -> None:
    before = kept.contents()
    with pytest.raises(PassphraseTooWeak):
        kept.recover(code, "te kort")
    kept.key_file.unlink()
    kept.secret = NoSecret()
    with pytest.raises(PassphraseTooWeak):
        kept.recover(code, "twaalf tekens")
    assert kept.contents() == before


# --- the second key, elsewhere --------------------------------------------------------------------------


def test_the_second_key_moves_from_keyring_to_stick_and_back(place: Place) -> None:
    ring = MemoryKeyring()
    place.secret = in_ring = KeyringSecret(backend=ring)
    with place.create() as vault:
        vault.records.add([record(1)])
    on_stick = KeyFileSecret(place.key_file)
    rewrapping.move_second_key(place.door, PASSPHRASE, on_stick)
    assert ring.kept == {}
    place.secret = on_stick
    assert opens(place, PASSPHRASE)
    assert header.read_header(place.header).fixed.mode is SecretMode.KEY_FILE
    rewrapping.move_second_key(place.door, PASSPHRASE, in_ring)
    assert not place.key_file.exists()
    place.secret = in_ring
    assert opens(place, PASSPHRASE)


def test_a_passphrase_that_is_strong_enough_only_with_a_second_key_keeps_it(kept: Place) -> None:
    rewrapping.change_passphrase(kept.door, PASSPHRASE, "twaalf tekens")
    before = kept.contents()
    with pytest.raises(PassphraseTooWeak):
        rewrapping.move_second_key(kept.door, "twaalf tekens", NoSecret())
    assert kept.contents() == before


@pytest.mark.parametrize("written", [True, False])
def test_a_disk_that_fails_while_moving_never_costs_the_key_that_counts(
    kept: Place, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    other = KeyFileSecret(kept.key_file.with_name("other stick"))
    real = files.replace

    def failing(path: Path, content: bytes) -> None:
        if written:
            real(path, content)
        raise DiskFull()

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", failing)
        with pytest.raises(DiskFull):
            rewrapping.move_second_key(kept.door, PASSPHRASE, other)
    if written:
        kept.secret = other
    assert opens(kept, PASSPHRASE)


def test_killed_at_any_moment_of_a_move_exactly_one_second_key_counts(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", MOVE_AND_DIE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) > 50
