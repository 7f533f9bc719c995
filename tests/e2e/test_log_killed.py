# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 while a contact is typed, and while it is saved: what is lost is at most two seconds of typing."""

import signal
import time
from pathlib import Path

import pytest

from tests.e2e.programs import CASE, App
from tests.e2e.staff import copied, looked_into, pair, unlock
from tests.e2e.tmux import HAS_TMUX, Tmux

pytestmark = [pytest.mark.real, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

PROMISED = 2.0
KEPT, TYPED = "gebeld met Mirthe: qzxvb uitgelegd", " en nog"
LINE = "gebeld met Mirthe 20m: B5 uitgelegd > terugbellen morgen 10u"


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paired once."""
    folder = tmp_path_factory.mktemp("staff")
    pair(folder)
    return folder


def log_contact(tmux: Tmux, app: App) -> None:
    """Unlock, and begin a contact in the first case."""
    unlock(tmux, app)
    tmux.press("F7")
    tmux.wait_for(f"contact in {CASE}")


def kill(tmux: Tmux) -> None:
    """As when the power goes, but for the disk."""
    tmux.signal(signal.SIGKILL, "tbp_tui")
    tmux.wait_for("ended with 137")
    tmux.close()


def test_of_what_is_typed_at_most_two_seconds_are_lost_and_nothing_can_be_read(
    devices: Path, tmp_path: Path
) -> None:
    bas, tmux = copied(devices, "bas", tmp_path), Tmux(tmp_path)
    try:
        log_contact(tmux, bas)
        tmux.press("-l", KEPT)
        tmux.wait_for(KEPT, "Hoe: bellen")
        time.sleep(PROMISED)  # the promise is one about time
        tmux.press("-l", TYPED)
        tmux.wait_for(TYPED)
        kill(tmux)
    finally:
        tmux.close()
    readable = [file.name for file in bas.home.iterdir() if b"qzxvb" in file.read_bytes()]
    assert readable == []
    with looked_into(bas) as case:
        case.open_number(CASE, case._world.now())
        assert case.staff.unfinished() in {KEPT, KEPT + TYPED}


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1])
def test_killed_while_saving_there_is_all_of_it_or_the_line(
    devices: Path, tmp_path: Path, delay: float
) -> None:
    bas, tmux = copied(devices, "bas", tmp_path), Tmux(tmp_path)
    try:
        log_contact(tmux, bas)
        tmux.press("-l", LINE)
        tmux.wait_for("Hoe: bellen", "terugbellen morgen 10u")
        time.sleep(PROMISED)  # what was typed just now may be lost, see above
        tmux.press("Enter", "Enter")
        time.sleep(delay)
        kill(tmux)
    finally:
        tmux.close()
    with looked_into(bas) as case:
        case.open_number(CASE, case._world.now())
        kinds = sorted(row.kind for row in case._vault.outbox.all())
        assert (kinds, case.staff.unfinished()) in [(["contact_moment", "task"], ""), ([], LINE)]
