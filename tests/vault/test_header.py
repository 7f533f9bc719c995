# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The header: every byte flipped, parameters moved, slots and headers exchanged, halves lost (T2, T7)."""

import hashlib
import os
import struct
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest

from tbp_tui.vault import header, slots
from tbp_tui.vault.errors import HeaderOutOfBounds, NoVault, VaultDamaged, VaultError, WrongPassphrase
from tbp_tui.vault.kdf import Argon2idCost
from tests.vault.making import PASSPHRASE, Place, record

HALF = 2048
FIXED = 80
SLOT = 76


def resealed(half: bytes) -> bytes:
    """A half as an attacker would leave it: edited, with a checksum that fits."""
    return half[: HALF - 32] + hashlib.sha256(half[: HALF - 32]).digest()


def edited(half: bytes, at: int, content: bytes) -> bytes:
    return resealed(half[:at] + content + half[at + len(content) :])


def unlock(path: Path, place: Place) -> bytes:
    unlocked = slots.unlock(
        header.read_header(path),
        bytearray(PASSPHRASE, "utf-8"),
        fetch_secret=lambda fixed: place.secret.fetch(fixed.vault_id.hex()),
        kdf=place.kdf,
    )
    return bytes(unlocked.key)


def put(file: FileIO, at: int, byte: int) -> None:
    file.seek(at)
    file.write(bytes([byte]))


@pytest.fixture
def half(place: Place) -> bytes:
    """One half of the header of a new vault."""
    place.create().close()
    return place.header.read_bytes()[:HALF]


def test_the_header_is_four_kilobytes_of_two_equal_halves(place: Place, half: bytes) -> None:
    assert place.header.read_bytes() == half * 2


def test_a_flipped_byte_in_either_half_is_survived(place: Place, half: bytes) -> None:
    fixed = header.Fixed.unpack(half[:FIXED])
    with place.header.open("r+b", buffering=0) as file:
        for position in range(2 * HALF):
            put(file, position, half[position % HALF] ^ 0x5A)
            found = header.read_header(place.header)
            assert found.damaged
            assert [generation.fixed for generation in found.generations] == [fixed]
            put(file, position, half[position % HALF])
    assert not header.read_header(place.header).damaged


def test_a_flipped_byte_in_both_halves_is_refused_as_damage(place: Place, half: bytes) -> None:
    with place.header.open("r+b", buffering=0) as file:
        for position in range(HALF):
            for byte in (position, position + HALF):
                put(file, byte, half[position] ^ 0x5A)
            with pytest.raises(VaultDamaged):
                header.read_header(place.header)
            for byte in (position, position + HALF):
                put(file, byte, half[position])
    place.open().close()


def test_an_edited_byte_with_a_fitting_checksum_is_refused(place: Place, half: bytes) -> None:
    key = unlock(place.header, place)
    for position in range(FIXED + SLOT):
        place.header.write_bytes(edited(half, position, bytes([half[position] ^ 0x01])) * 2)
        with pytest.raises(VaultError):
            unlock(place.header, place)
    # beyond the slot of the passphrase: slots that nobody can open, and free space
    for position in range(FIXED + SLOT, HALF - 32, 97):
        place.header.write_bytes(edited(half, position, bytes([half[position] ^ 0x01])) * 2)
        assert unlock(place.header, place) == key


@pytest.mark.parametrize(
    ("field", "at", "form", "value"),
    [
        ("memory_kib", 4, ">I", 64 * 1024 - 1),
        ("memory_kib", 4, ">I", 0),
        ("memory_kib", 4, ">I", 1024 * 1024 + 1),
        ("passes", 8, ">I", 2),
        ("passes", 8, ">I", 0xFFFFFFFF),
        ("lanes", 12, ">I", 0),
        ("lanes", 12, ">I", 9),
        ("mode", 1, ">B", 3),
        ("format", 0, ">B", 2),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_anything_is_derived(
    place: Place, half: bytes, field: str, at: int, form: str, value: int
) -> None:
    place.header.write_bytes(edited(half, at, struct.pack(form, value)) * 2)
    place.kdf.calls = 0
    with pytest.raises(HeaderOutOfBounds) as refusal:
        place.open()
    assert refusal.value.values["field"] == field
    assert place.kdf.calls == 0


def test_parameters_moved_within_the_bounds_do_not_open(place: Place, half: bytes) -> None:
    place.header.write_bytes(edited(half, 4, struct.pack(">I", 65 * 1024)) * 2)
    with pytest.raises(WrongPassphrase):
        place.open()


def test_bounds_hold_when_a_cost_is_made() -> None:
    Argon2idCost()
    assert Argon2idCost.floor().memory_kib == 64 * 1024
    with pytest.raises(HeaderOutOfBounds):
        Argon2idCost(memory_kib=32 * 1024)
    with pytest.raises(HeaderOutOfBounds):
        Argon2idCost(memory_kib=2 * 1024 * 1024)


def test_slots_cannot_change_places(place: Place, half: bytes) -> None:
    slots = [half[FIXED + n * SLOT : FIXED + (n + 1) * SLOT] for n in range(4)]
    for other in (1, 2, 3):
        moved = slots.copy()
        moved[0], moved[other] = moved[other], moved[0]
        place.header.write_bytes(edited(half, FIXED, b"".join(moved)) * 2)
        with pytest.raises(WrongPassphrase):
            place.open()


def test_an_edited_half_does_not_keep_the_other_from_opening(place: Place, half: bytes) -> None:
    foul = edited(half, FIXED, os.urandom(4 * SLOT))
    for content in (foul + half, half + foul):
        place.header.write_bytes(content)
        place.kdf.calls = 0
        place.open().close()
        assert place.kdf.calls <= 2  # T2: never longer than three times one derivation


def test_opening_repairs_a_damaged_half(place: Place, half: bytes) -> None:
    place.header.write_bytes(os.urandom(HALF) + half)
    place.open().close()
    repaired = place.header.read_bytes()
    assert repaired[:HALF] == repaired[HALF:]
    assert repaired[: FIXED + 4 * SLOT] == half[: FIXED + 4 * SLOT]
    place.open().close()


@pytest.mark.parametrize("length", [0, 1, HALF - 1])
def test_a_header_cut_within_its_first_half_is_damage(place: Place, half: bytes, length: int) -> None:
    place.header.write_bytes(half[:length])
    with pytest.raises(VaultDamaged) as refusal:
        place.open()
    assert refusal.value.values["part"] == "header"


@pytest.mark.parametrize("length", [HALF, HALF + 1, 2 * HALF - 1])
def test_a_header_cut_within_its_second_half_still_opens(place: Place, half: bytes, length: int) -> None:
    place.header.write_bytes((half * 2)[:length])
    place.open().close()


def test_a_header_of_another_vault_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    ours, theirs = Place(tmp_path / "a"), Place(tmp_path / "b")
    for place in (ours, theirs):
        place.folder.parent.mkdir()
        with place.create() as vault:
            vault.records.add([record(1)])
    own = ours.header.read_bytes()
    ours.header.write_bytes(theirs.header.read_bytes())
    ours.secret = theirs.secret
    before = ours.contents()
    with pytest.raises(VaultDamaged):
        ours.open()
    assert ours.contents() == before
    ours.header.write_bytes(own)
    ours.secret = Place(tmp_path / "a").secret
    ours.open().close()


def test_two_headers_of_the_same_passphrase_have_nothing_in_common(tmp_path: Path) -> None:
    halves = []
    for name in ("a", "b"):
        place = Place(tmp_path / name)
        place.folder.parent.mkdir()
        place.create().close()
        halves.append(place.header.read_bytes()[:HALF])
    equal = sum(one == other for one, other in zip(*(half[16:] for half in halves), strict=True))
    assert equal < 40  # chance gives 8 of 2,032


def test_a_process_that_died_while_writing_leaves_the_old_header(place: Place, half: bytes) -> None:
    place.header.with_name("notes.head.new").write_bytes(half[:100])
    place.open().close()
    place.header.write_bytes(half)  # damaged: the next opening writes anew, over what was left
    place.open().close()
    assert place.header.stat().st_size == 2 * HALF


def test_no_header_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        header.read_header(tmp_path / "notes.head")


def test_all_four_slots_are_tried_whichever_opens(
    place: Place, half: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []
    real: Callable[..., bytearray | None] = slots._open_slot

    def counting(
        stretched: bytearray, secret: bytes, fixed: header.Fixed, number: int, slot: bytes
    ) -> object:
        tried.append(number)
        return real(stretched, secret, fixed, number, slot)

    monkeypatch.setattr(slots, "_open_slot", counting)
    unlock(place.header, place)
    assert tried == [0, 1, 2, 3]
