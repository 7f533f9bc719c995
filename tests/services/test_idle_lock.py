# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""After how many minutes the screen locks: by role, until its owner chose; kept in the vault."""

import time
from pathlib import Path

import pytest

from tbp_casefile.tables import Role
from tbp_tui.idling import uptime
from tbp_tui.services.idle_lock import CHOICES, IdleLock
from tests.vault.making import Place


@pytest.mark.parametrize(
    ("role", "minutes"),
    [(Role.PERSON, 2), (Role.RELATIVE, 2), (Role.CONTACT_PERSON, 5), (Role.SUPPORTER, 5)],
)
def test_persons_wait_shorter_than_staff(tmp_path: Path, role: Role, minutes: int) -> None:
    with Place(tmp_path).create() as vault:
        assert IdleLock(vault, lambda: role).minutes == minutes


def test_the_choice_goes_round_and_stays(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        lock = IdleLock(vault, lambda: Role.PERSON)
        seen = [lock.next() for _ in CHOICES]
        assert seen == [5, 10, 15, 30, 1, 2]
        lock.next()
    with place.open() as vault:
        assert IdleLock(vault, lambda: Role.PERSON).minutes == 5


@pytest.mark.parametrize("kept", [b"", b"0", b"31", b"-1", b"x", b"999999999999"])
def test_what_is_no_choice_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    with Place(tmp_path).create() as vault:
        vault.set_meta("idle.minutes", kept)
        assert IdleLock(vault, lambda: Role.PERSON).minutes == 2


def test_the_clocks_of_this_machine_go_on_and_never_say_that_it_was_awake_longer_than_it_is_up() -> None:
    first = uptime()
    time.sleep(0.01)
    second = uptime()
    assert second.awake > first.awake
    assert second.all > first.all
    assert second.all - second.awake >= -0.001
