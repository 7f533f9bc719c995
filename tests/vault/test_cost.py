# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a derivation may cost: measured once for a new vault, raised later, never beyond the bounds."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tbp_tui.services import unlocking
from tbp_tui.vault import files, header, kdf
from tbp_tui.vault.errors import DiskFull
from tbp_tui.vault.kdf import Argon2idCost, affordable, argon2id, calibrated
from tbp_tui.vault.process import memory_kib
from tbp_tui.world import World
from tests.vault.making import PASSPHRASE, CheapKdf, Place

MIB = 1024
PLENTY = 64 * MIB * MIB
FLOOR = Argon2idCost.floor()


def ticking(seconds: float) -> Callable[[], float]:
    """A clock on which every derivation takes this long."""
    now = 0.0

    def tick() -> float:
        nonlocal now
        now += seconds
        return now

    return tick


@pytest.mark.parametrize(
    ("seconds", "mib"),
    [(10.0, 64), (1.0, 64), (0.51, 64), (0.5, 128), (0.17, 256), (0.12, 512), (0.05, 1024), (0.0, 1024)],
)
def test_a_new_vault_costs_about_a_second_within_the_bounds(seconds: float, mib: int) -> None:
    cheap = CheapKdf()
    cost = calibrated(cheap, ticking(seconds), memory_kib=PLENTY)
    assert (cost.memory_kib, cost.passes, cost.lanes) == (mib * MIB, 3, 4)
    assert cheap.calls == 1


def test_a_machine_with_little_memory_keeps_three_quarters_of_it() -> None:
    assert affordable(FLOOR, 0.01, memory_kib=2 * MIB * MIB).memory_kib == 512 * MIB
    assert affordable(FLOOR, 0.01, memory_kib=100 * MIB).memory_kib == 64 * MIB
    assert affordable(FLOOR, 0.01, memory_kib=0).memory_kib == 64 * MIB


def test_the_memory_of_this_machine_is_known() -> None:
    assert memory_kib() > 64 * MIB


@pytest.fixture
def real(place: Place) -> Place:
    """A vault at the floor with the real derivation."""
    place.kdf = argon2id  # type: ignore[assignment]  # the real one
    place.create().close()
    return place


def world(place: Place, seconds: float, *, cheap: bool = False) -> World:
    return World(
        {},
        place.folder,
        place.key_file,
        lambda: datetime(2026, 5, 19, tzinfo=UTC),
        os.urandom,
        cheap=cheap,
        elapsed=ticking(seconds),
    )


def cost_of(place: Place) -> int:
    return header.read_header(place.header).fixed.cost.memory_kib // MIB


@pytest.mark.parametrize(("seconds", "cheap", "mib"), [(0.4, False, 128), (0.6, False, 64), (0.4, True, 64)])
def test_the_next_unlock_raises_what_has_become_cheap(
    real: Place, seconds: float, cheap: bool, mib: int
) -> None:
    unlocking.unlock(world(real, seconds, cheap=cheap), PASSPHRASE).close()
    assert cost_of(real) == mib
    real.open().close()


def test_it_is_never_lowered(real: Place) -> None:
    unlocking.unlock(world(real, 0.4), PASSPHRASE).close()
    unlocking.unlock(world(real, 30.0), PASSPHRASE).close()
    assert cost_of(real) == 128


def test_a_full_disk_keeps_nobody_from_opening(real: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise DiskFull()

    monkeypatch.setattr(files, "replace", full)
    unlocking.unlock(world(real, 0.4), PASSPHRASE).close()
    assert cost_of(real) == 64


def test_an_unlock_where_nothing_is_due_derives_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.create().close()
    monkeypatch.setattr(unlocking, "argon2id", place.kdf)
    place.kdf.calls = 0
    unlocking.unlock(world(place, 0.6), PASSPHRASE).close()
    assert place.kdf.calls == 1


def test_the_aim_is_a_second() -> None:
    assert kdf.AIM_SECONDS == 1.0
