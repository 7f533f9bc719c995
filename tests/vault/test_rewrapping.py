# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Changing what opens a vault: never a moment at which nothing opens it (T2, T7; issue 7)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tbp_tui.vault import header, rewrapping
from tbp_tui.vault.device_secret import NoSecret
from tbp_tui.vault.errors import NoVault, PassphraseTooWeak, VaultBusy, VaultError, WrongPassphrase
from tbp_tui.vault.files import folder_locked
from tbp_tui.vault.kdf import argon2id
from tests.vault.making import PASSPHRASE, Place, record

ROOT = Path(__file__).parents[2]
NEW = "kano zomer brug appel fiets"

CHANGE_AND_DIE = """
import sys
from pathlib import Path
from tests.vault.killing import at_every_line
from tests.vault.making import PASSPHRASE, Place
from tests.vault.test_rewrapping import NEW, opens
from tbp_tui.vault import rewrapping
place = Place(Path(sys.argv[1]))
opened = set()
for line in at_every_line(place.folder, lambda: rewrapping.change_passphrase(place.door, PASSPHRASE, NEW)):
    which = tuple(opens(place, passphrase) for passphrase in (PASSPHRASE, NEW))
    assert sorted(which) == [False, True], (line, which)
    opened.add(which)
assert opened == {(True, False), (False, True)}
print(line)
"""


def opens(place: Place, passphrase: str) -> bool:
    """Whether this passphrase opens it, and the record that was kept is there."""
    try:
        with place.open(passphrase) as vault:
            assert vault.records.count() == 1
    except WrongPassphrase:
        return False
    return True


@pytest.fixture
def kept(place: Place) -> Place:
    """A vault with something in it."""
    with place.create() as vault:
        vault.records.add([record(1)])
    return place


def test_after_a_change_the_new_one_opens_and_the_old_one_does_not(kept: Place) -> None:
    before = kept.records.read_bytes()
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    assert kept.records.read_bytes() == before
    assert (opens(kept, NEW), opens(kept, PASSPHRASE)) == (True, False)


def test_a_change_with_the_real_derivation(kept: Place) -> None:
    kept.header.unlink()
    kept.key_file.unlink()
    kept.kdf = argon2id  # type: ignore[assignment]  # the real one, at its floor
    with kept.create() as vault:
        vault.records.add([record(1)])
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    assert (opens(kept, NEW), opens(kept, PASSPHRASE)) == (True, False)


def test_a_change_costs_two_derivations(kept: Place) -> None:
    kept.kdf.calls = 0
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    assert kept.kdf.calls == 2


def test_a_change_leaves_the_other_slots_and_replaces_both_halves(kept: Place) -> None:
    (before,) = header.read_header(kept.header).generations
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    found = header.read_header(kept.header)
    assert not found.damaged
    (after,) = found.generations
    assert (after.fixed, after.slots[1:], after.kept) == (before.fixed, before.slots[1:], before.kept)
    assert after.slots[0] != before.slots[0]


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("niet de goede zin, echt niet", NEW, WrongPassphrase),
        (PASSPHRASE, "te kort", PassphraseTooWeak),
        (PASSPHRASE, "aaaaaaaaaaaaaaaaaa", PassphraseTooWeak),
    ],
)
def test_a_change_that_is_refused_changes_nothing(
    kept: Place, old: str, new: str, refusal: type[VaultError]
) -> None:
    before = kept.contents()
    with pytest.raises(refusal):
        rewrapping.change_passphrase(kept.door, old, new)
    assert kept.contents() == before


def test_without_a_second_key_the_new_one_must_be_longer_too(place: Place) -> None:
    place.secret = NoSecret()
    long = "lantaarn olijf tram wolken fiets adem"
    place.create(long).close()
    with pytest.raises(PassphraseTooWeak):
        rewrapping.change_passphrase(place.door, long, "lantaarn olijf")
    rewrapping.change_passphrase(place.door, long, long[::-1])
    place.open(long[::-1]).close()


def test_there_is_nothing_to_change_where_no_vault_is(place: Place) -> None:
    with pytest.raises(NoVault):
        rewrapping.change_passphrase(place.door, PASSPHRASE, NEW)
    assert not place.folder.exists()


def test_two_processes_do_not_change_it_at_once(kept: Place) -> None:
    with folder_locked(kept.folder), pytest.raises(VaultBusy):
        rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    assert opens(kept, PASSPHRASE)


def test_a_repair_does_not_bring_an_old_passphrase_back(kept: Place) -> None:
    half = kept.header.read_bytes()[:2048]
    kept.header.write_bytes(bytes(2048) + half)  # damaged, as another process read it
    found = header.read_header(kept.header)
    rewrapping.change_passphrase(kept.door, PASSPHRASE, NEW)
    with pytest.raises(VaultBusy):
        header.repair_header(kept.header, found, found.generations[0], lambda n: bytes(n))
    assert (opens(kept, NEW), opens(kept, PASSPHRASE)) == (True, False)


def test_killed_at_any_moment_of_a_change_either_the_old_or_the_new_opens(
    kept: Place, tmp_path: Path
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", CHANGE_AND_DIE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) > 50
