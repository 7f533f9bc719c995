# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Closing while a sync is under way: at once, without an error, and nothing stays open behind it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tbp_casefile.times import parse_moment
from tbp_tui.services import syncing
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import identity
from tbp_tui.sync.engine import SyncReport
from tbp_tui.vault.store import Vault
from tbp_tui.world import World
from tests.logs import chance
from tests.services.kept import Kept
from tests.sync.desk import new_vault

NOW = parse_moment("2026-05-12T10:00:00Z")
_LONG = 30  # a limit against hanging


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as vault:
        yield vault


class Reading:
    """A sync that is in the middle of reading the vault until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def once(self, own: Vault, *_: object, **__: object) -> SyncReport:
        own._database._connection.create_scalar_function("waiting", self._wait)
        own._database.row("SELECT waiting()")
        return SyncReport()

    def _wait(self, *_: object) -> int:
        self.begun.set()
        self.let_go.wait(_LONG)
        return 1


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    sync = Reading()
    monkeypatch.setattr(syncing, "sync_once", sync.once)
    monkeypatch.setattr(identity, "open_session", lambda *_, **__: None)
    monkeypatch.setattr(identity, "anchors", lambda _: ())
    return sync


def test_closing_does_not_wait_for_a_sync_that_reads_and_the_sync_closes_behind_itself(
    vault: Vault, reading: Reading
) -> None:
    Kept(vault)
    one = Syncing(vault, World({}, Path(), None, lambda: NOW, chance("world")))
    thread = threading.Thread(target=one.once, args=(NOW,), daemon=True)
    thread.start()
    assert reading.begun.wait(_LONG)
    own = one._own
    assert own is not None
    one.close()
    assert thread.is_alive()
    reading.let_go.set()
    thread.join(_LONG)
    assert not thread.is_alive()
    with pytest.raises(apsw.ConnectionClosedError):
        own.version()


def test_after_closing_nothing_is_synced_any_more(vault: Vault, reading: Reading) -> None:
    reading.let_go.set()
    one = Syncing(vault, World({}, Path(), None, lambda: NOW, chance("world")))
    one.close()
    one.once(NOW)
    assert not reading.begun.is_set()
