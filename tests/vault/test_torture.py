# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was acknowledged stays: kill -9, a full disk, two processes, flipped and missing bytes (T6, T7)."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tbp_tui.vault.errors import DiskFull, VaultDamaged
from tbp_tui.vault.store import Vault
from tests.vault.making import Place, outgoing, record

ROOT = Path(__file__).parents[2]
PAGE = 4096

WRITE_2000 = """
import sys
from pathlib import Path
from tests.vault.making import Place, outgoing, record
vault = Place(Path(sys.argv[1])).open()
for seq in range(1, 2001):
    with vault.transaction():
        vault.records.add([record(seq)])
        vault.outbox.queue(outgoing())
    print(seq, flush=True)
"""

FILL_UP = """
import resource, sys
from pathlib import Path
from tests.vault.making import Place
from tests.vault.test_torture import fill_up
room = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
place = Place(Path(sys.argv[1]))
with place.open() as vault:
    kept = fill_up(vault)
with place.open() as vault:
    assert vault.records.count() == kept
print(kept)
"""


def fill_up(vault: Vault) -> int:
    """Write until the disk is full; how many records were acknowledged."""
    for seq in range(1, 10_000):
        try:
            with vault.transaction():
                vault.records.add([record(seq, jws="x" * 2000)])
        except DiskFull:
            assert vault.records.count() == seq - 1
            return seq - 1
    raise AssertionError("the disk was never full")


@pytest.mark.parametrize("acknowledged", [1, 40, 700])
def test_kill_9_loses_no_acknowledged_record(place: Place, tmp_path: Path, acknowledged: int) -> None:
    place.create().close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_2000, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        last = 0
        for line in writer.stdout:
            last = int(line)
            if last == acknowledged:
                writer.send_signal(signal.SIGKILL)
    with place.open() as vault:
        kept = {row.seq for row in vault.records.current(["measure"])}
        assert kept >= set(range(1, last + 1))
        assert len(kept) <= last + 1  # the one that was under way, whole or not at all
        assert len(vault.outbox.all()) == len(kept)
        vault.check_integrity()


def test_a_disk_that_is_full_keeps_what_was_acknowledged_and_opens_again(
    place: Place, tmp_path: Path
) -> None:
    place.create().close()
    room = str(place.records.stat().st_size + 300 * 1024)
    answer = subprocess.run(
        [sys.executable, "-c", FILL_UP, str(tmp_path), room],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    with place.open() as vault:
        assert vault.records.count() == int(answer.stdout) > 10
        vault.check_integrity()
        vault.records.add([record(20_000)])


@pytest.mark.real
def test_a_small_disk_that_is_full_keeps_what_was_acknowledged_and_opens_again(
    tmp_path: Path, small_disk: Path
) -> None:
    place = Place(tmp_path)
    place.folder = small_disk / "kept"
    ballast, filler = small_disk / "ballast", small_disk / "filler"
    ballast.write_bytes(bytes(512 * 1024))
    with place.create() as vault:
        kept = fill_up(vault)
        assert kept > 10
    with pytest.raises(OSError, match="No space left"):  # not a byte remains
        filler.write_bytes(bytes(64 * 1024 * 1024))
    with place.open() as vault:
        assert vault.records.count() == kept
        with pytest.raises(DiskFull):
            vault.records.add([record(20_000 + n, jws="x" * 20_000) for n in range(300)])
        assert vault.records.count() == kept
    ballast.unlink()
    with place.open() as vault:
        vault.records.add([record(20_000)])
        vault.check_integrity()


def test_two_processes_on_one_vault_lose_nothing(place: Place, tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.vault.making import Place, outgoing
with Place(Path(sys.argv[1])).open() as vault:
    print("open", flush=True)
    for _ in range(200):
        vault.outbox.queue(outgoing(kind="theirs"))
"""
    with (
        place.create() as vault,
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as other,
    ):
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        for _ in range(200):
            vault.outbox.queue(outgoing(kind="ours"))
        assert other.wait() == 0
        kinds = [row.kind for row in vault.outbox.all()]
        assert (kinds.count("ours"), kinds.count("theirs")) == (200, 200)


def damaged_vault_is_noticed(place: Place) -> bool:
    try:
        with place.open() as vault:
            vault.check_integrity()
    except VaultDamaged:
        return True
    return False


@pytest.fixture
def filled(place: Place) -> bytes:
    """The file of a vault with some pages in it."""
    with place.create() as vault:
        vault.records.add([record(seq, jws="x" * 900) for seq in range(1, 120)])
    return place.records.read_bytes()


def test_a_flipped_byte_is_noticed_wherever_it_is(place: Place, filled: bytes) -> None:
    chance = random.Random(20260519)
    # the first 16 bytes are the salt, which we know without the file
    for position in [16, PAGE - 1, len(filled) - 1, *chance.sample(range(17, len(filled)), 40)]:
        content = bytearray(filled)
        content[position] ^= 1 << chance.randrange(8)
        place.records.write_bytes(content)
        assert damaged_vault_is_noticed(place), position
        assert place.records.exists()
    place.records.write_bytes(filled)
    assert not damaged_vault_is_noticed(place)


def test_exchanged_pages_and_a_cut_file_are_noticed(place: Place, filled: bytes) -> None:
    pages = [filled[at : at + PAGE] for at in range(0, len(filled), PAGE)]
    exchanged = pages.copy()
    exchanged[3], exchanged[5] = exchanged[5], exchanged[3]
    for content in (b"".join(exchanged), filled[: 6 * PAGE], filled[: len(filled) // 2 + 100], filled[:100]):
        place.records.write_bytes(content)
        assert damaged_vault_is_noticed(place)


def test_a_damaged_vault_stays_as_it_is(place: Place, filled: bytes) -> None:
    content = filled[:100] + bytes(200) + filled[300:]
    place.records.write_bytes(content)
    with pytest.raises(VaultDamaged) as refusal:
        place.open()
    assert refusal.value.values == {"part": "records"}
    assert place.records.read_bytes() == content


def test_a_vault_on_a_disk_that_takes_no_header_is_not_made_by_half(tmp_path: Path) -> None:
    script = """
import resource, sys
from pathlib import Path
from tbp_tui.vault.errors import DiskFull
from tests.vault.making import Place
place = Place(Path(sys.argv[1]))
for room in (0, 1, 64, 1000, 4096, 8192, 20000, 40000, 60000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        place.create().close()
        print("made at", room)
        break
    except DiskFull:
        assert list(place.folder.iterdir()) == [], list(place.folder.iterdir())
        assert not place.key_file.exists()
        print("full")
"""
    answer = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.count("full") >= 3
