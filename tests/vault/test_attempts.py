# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong passphrases in a row: the wait grows, outlives a restart and any clock, and costs nothing else."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tbp_tui.services import unlocking
from tbp_tui.vault import attempts
from tbp_tui.vault.attempts import Wrong
from tbp_tui.vault.errors import DiskFull, WaitFirst, WrongPassphrase
from tbp_tui.world import World
from tests.vault.making import PASSPHRASE, Place, record

NOW = datetime(2026, 5, 19, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def wrong_once(folder: Path, clock: Clock) -> None:
    with pytest.raises(WrongPassphrase), attempts.counted(folder, clock):
        raise WrongPassphrase()


def left(folder: Path, clock: Clock) -> int:
    """How long there is to wait, as somebody who tries is told."""
    with suppress(WrongPassphrase):
        try:
            with attempts.counted(folder, clock):
                raise WrongPassphrase()
        except WaitFirst as refusal:
            return int(str(refusal.values["seconds"]))
    raise AssertionError("it was tried")


def test_the_wait_doubles_up_to_a_minute(tmp_path: Path, clock: Clock) -> None:
    wrong_once(tmp_path, clock)
    waits = []
    for _ in range(8):
        wrong_once(tmp_path, clock)
        waits.append(left(tmp_path, clock))
        clock.passes(waits[-1])
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_waiting_is_not_counted_and_ends_on_the_second(tmp_path: Path, clock: Clock) -> None:
    wrong_once(tmp_path, clock)
    wrong_once(tmp_path, clock)
    for seconds in (2, 1):
        assert left(tmp_path, clock) == seconds
        clock.passes(0.5)
        assert left(tmp_path, clock) == seconds
        clock.passes(0.5)
    with attempts.counted(tmp_path, clock):
        pass


def test_the_right_one_ends_the_count_and_leaves_no_file(tmp_path: Path, clock: Clock) -> None:
    wrong_once(tmp_path, clock)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.wait"]
    with attempts.counted(tmp_path, clock):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_trouble_is_no_wrong_passphrase(tmp_path: Path, clock: Clock) -> None:
    wrong_once(tmp_path, clock)
    with pytest.raises(DiskFull), attempts.counted(tmp_path, clock):
        raise DiskFull()
    assert attempts.load(tmp_path) == Wrong(1, NOW)


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(tmp_path: Path, clock: Clock) -> None:
    for _ in range(2):
        wrong_once(tmp_path, clock)
    clock.passes(-3600)
    assert left(tmp_path, clock) == 2
    clock.passes(2)
    with attempts.counted(tmp_path, clock):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"count": 3}',
        b'{"count": "x", "last": "2026-05-19T12:00:00+00:00"}',
        b'{"count": -3, "last": "2026-05-19T12:00:00+00:00"}',
        b'{"count": 3, "last": "2026-05-19T12:00:00"}',
        b'{"count": 3, "last": 7}',
        b'{"count": 1e999, "last": "2026-05-19T12:00:00+00:00"}',
        b"\xff" * 5000,
        b"[" * 900,
    ],
)
def test_a_file_that_makes_no_sense_keeps_nobody_out(tmp_path: Path, clock: Clock, content: bytes) -> None:
    (tmp_path / "notes.wait").write_bytes(content)
    with attempts.counted(tmp_path, clock):
        pass
    wrong_once(tmp_path, clock)
    assert attempts.load(tmp_path) == Wrong(1, NOW)


def test_a_count_beyond_all_measure_waits_a_minute(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "notes.wait").write_text(json.dumps({"count": 10**30, "last": NOW.isoformat()}))
    assert left(tmp_path, clock) == 60


def test_where_it_cannot_be_kept_a_wrong_one_is_still_said_to_be_wrong(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "notes.wait.new").mkdir()
    (tmp_path / "notes.wait.new" / "in the way").touch()
    wrong_once(tmp_path, clock)
    assert attempts.load(tmp_path) is None


def test_a_new_program_on_the_same_vault_still_waits_and_wipes_nothing(place: Place, clock: Clock) -> None:
    real = World({}, place.folder, place.key_file, clock, lambda n: bytes(n))
    with place.create() as vault:
        vault.records.add([record(1)])
    for _ in range(12):
        wrong_once(place.folder, clock)  # as twelve programs before this one did
        clock.passes(60)
    clock.passes(-30)
    with pytest.raises(WaitFirst) as refusal:
        unlocking.open_own_vault(real, PASSPHRASE)
    assert refusal.value.values == {"seconds": 30}
    with place.open() as vault:
        assert vault.records.count() == 1
