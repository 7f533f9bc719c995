# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the histories of this folder have found, each as the shortest history that shows it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tbp_casefile.tables import ScopeType
from tbp_tui.sync.states import Standing
from tests.property.line import Fate
from tests.property.oracle import Watched
from tests.property.people import Hand
from tests.property.test_machine import Histories


@pytest.fixture
def world(quiet_backend: None) -> Iterator[Watched]:
    """A history that has just begun."""
    world = Watched()
    yield world
    world.close()


def healed(world: Watched) -> None:
    """In the end the sky clears, and everything holds."""
    world.heal()
    world.check_healed()


@pytest.mark.parametrize("hold", [0, 10])
def test_what_was_written_under_a_clock_that_ran_ahead_is_not_held_until_that_day(
    world: Watched, hold: int
) -> None:
    """T38: a laptop started a year ahead, somebody wrote, the clock was set right."""
    world.gadgets["phone"].ahead = timedelta(days=365)
    Hand(world).writes("phone", ScopeType.CASE, hold=hold)
    healed(world)


def test_a_copy_restored_twice_takes_back_what_was_written_between(world: Watched) -> None:
    """T32: the number of the first new epoch is used up again, with another statement in its place."""
    phone = world.gadgets["phone"]
    world.back_up()
    world.restore()
    phone.sync()
    world.decide(ScopeType.CASE)
    Hand(world).writes("phone", ScopeType.CASE)
    phone.sync()
    world.restore()
    healed(world)


def test_what_the_next_version_seals_says_what_was_told(quiet_backend: None) -> None:
    """A sealed record of a schema that this version does not know, and a backend that does."""
    history = Histories()
    history.begin()
    history.writes_what_is_newer(device="guide", log=ScopeType.SUPPORT, schema=2)
    history.backend_is_upgraded(newer=True)
    history.teardown()


def test_a_decision_that_only_a_lost_disk_knew_is_gone(quiet_backend: None) -> None:
    """A restore of the backend cut it off, and then the one disk that could offer it again went back too."""
    history = Histories()
    history.begin()
    history.disk_is_copied(device="guide")
    history.backend_is_restored_to_before_what_was_read(device="guide", log=ScopeType.FAMILY)
    history.disk_is_restored(device="guide")
    history.teardown()


def test_what_a_device_seals_again_is_the_record_that_was_told(quiet_backend: None) -> None:
    """The key that it was first sealed with came second; the device died before it sent it anew."""
    history = Histories()
    history.begin()
    history.writes(dies_at=None, hold=10, place=("guide", ScopeType.SUPPORT), program=0)
    history.backend_is_restored_to_before_what_was_read(device="guide", log=ScopeType.CASE)
    history.clock_of_the_backend_jumps(days=-365)
    fate = Fate("meanwhile after it", 2)
    history.is_disturbed_once(before=6, device="guide", dies_at=41, fate=fate, log=ScopeType.FAMILY)
    history.teardown()


def test_what_was_shredded_stays_so_when_a_restore_cuts_off_its_ending(world: Watched) -> None:
    """The relative's device alone had read that ending, and kept nothing of the log to offer it again."""
    relative = world.gadgets["relative"]
    for gadget in world.gadgets.values():
        gadget.sync()
    world.back_up()
    Hand(world).ends_or_opens(ScopeType.FAMILY, "relative", late=False)
    relative.sync()
    world.restore()
    healed(world)
    place = relative.vault.scope(world.prepared.scopes[ScopeType.FAMILY])
    assert place is not None
    assert place.state == Standing.SHREDDED
