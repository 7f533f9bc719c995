# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One syncer at a time; whoever holds the lease and dies, loses it (DESIGN section 8)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_tui.vault.lease import TERM_MILLISECONDS
from tbp_tui.vault.process import ProcessId, is_running, this_process
from tbp_tui.vault.store import Vault
from tests.vault.making import NOW, Place

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from tbp_tui.vault.process import this_process
from tests.vault.making import NOW, Place
vault = Place(Path(sys.argv[1])).open()
print(vault.lease.take(this_process(), NOW), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(vault: Vault, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lease until it is ended."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_the_lease_is_taken_renewed_and_given_back(vault: Vault) -> None:
    me = this_process()
    assert vault.lease.take(me, NOW)
    assert vault.lease.take(me, NOW + 1)
    vault.lease.release(me)
    assert vault.lease.take(ProcessId(1, "another boot", 1), NOW)


def test_a_second_process_waits_its_turn_and_takes_over_after_kill_9(
    vault: Vault, holder: subprocess.Popen[str]
) -> None:
    me = this_process()
    assert not vault.lease.take(me, NOW)
    assert not vault.lease.take(me, NOW + 10 * TERM_MILLISECONDS)  # it lives, however long it takes
    vault.lease.release(me)  # not ours to give
    assert not vault.lease.take(me, NOW)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert vault.lease.take(me, NOW)


def test_a_lease_from_before_a_restart_is_free(vault: Vault) -> None:
    assert vault.lease.take(this_process()._replace(boot_id="the boot before"), NOW)
    assert vault.lease.take(this_process(), NOW)


def test_a_number_that_went_to_a_later_process_is_not_its_holder(vault: Vault) -> None:
    me = this_process()
    assert vault.lease.take(me._replace(started=me.started - 1), NOW)
    assert vault.lease.take(me, NOW)


def test_where_the_system_cannot_tell_the_lease_runs_out(vault: Vault) -> None:
    unknown = ProcessId(os.getpid(), "", 0)
    assert vault.lease.take(unknown, NOW)
    me = this_process()
    assert not vault.lease.take(me, NOW + TERM_MILLISECONDS)
    assert vault.lease.take(me, NOW + TERM_MILLISECONDS + 1)


def test_a_clock_that_was_set_back_does_not_keep_the_lease_for_ever(vault: Vault) -> None:
    assert vault.lease.take(ProcessId(os.getpid(), "", 0), NOW)
    assert vault.lease.take(this_process(), NOW - 1)


def test_a_process_is_running_until_it_is_gone(place: Place) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        started = int(Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19])
        there = this_process()._replace(pid=child.pid, started=started)
        assert is_running(there)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie now: nobody has asked for its end
        assert not is_running(there)
    assert not is_running(there)
    assert is_running(this_process())
