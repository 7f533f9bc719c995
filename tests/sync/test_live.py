# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An open case at the real backend: what is new comes when it rings, and without a doorbell a little later.

The loop here is that of the app: it asks again and again whether a sync is due, and syncs when it is.
"""

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tbp_casefile.times import to_ms
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync import doorbell
from tbp_tui.sync.engine import LONGEST_WAIT, METERED_POLL, POLL
from tbp_tui.sync.errors import SyncError
from tbp_tui.world import World
from tests.e2e.programs import Backend
from tests.sync.desk import Desk, reopened

LONG = 20  # a limit against hanging, far below the five minutes of a poll


class App:
    """An open case and the loop around it, on the clock of its desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.synced = desk, 0
        self.case = OpenCase(desk.vault, World({}, desk.folder, None, desk.now, secrets.token_bytes))

    def now(self) -> datetime:
        return self.desk.now()

    def look(self) -> None:
        """What a second of the app does."""
        if self.case.sync_due(self.now()):
            self.synced += 1
            try:
                self.case.sync(self.now())
            except SyncError:
                return

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + LONG
        while not done():
            assert time.monotonic() < end, "it did not come"
            self.look()
            threading.Event().wait(0.02)

    def holds(self, record_id: str) -> bool:
        """Whether a record stands in a verified log here."""
        return bool(self.desk.vault._database.rows("SELECT 1 FROM records WHERE id = ?", (record_id,)))


@pytest.fixture
def app(desk: Desk, tickets: list[str]) -> Iterator[App]:
    """A second device of the person, open; it has received everything."""
    desk.enrol(tickets[0])
    app = App(desk)
    app.look()
    yield app
    app.case.close()


def bells() -> list[threading.Thread]:
    """Threads that listen."""
    return [thread for thread in threading.enumerate() if thread.name == "doorbell"]


def test_what_another_device_wrote_comes_without_waiting_for_the_poll(app: App, paired: Desk) -> None:
    app.case.listen()
    for _ in range(2):
        written = paired.write()
        assert paired.sync().all_is_well
        app.until(lambda: app.holds(written.id))  # noqa: B023  # called at once


def test_without_listening_it_comes_with_the_poll(app: App, paired: Desk) -> None:
    written = paired.write()
    assert paired.sync().all_is_well
    assert not app.case.sync_due(app.now() + POLL - timedelta(seconds=30))
    app.desk.ahead += POLL
    app.until(lambda: app.holds(written.id))


def test_a_line_that_was_lost_is_opened_again_and_what_was_missed_comes(
    app: App, paired: Desk, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "SHORTEST", 0.05)
    app.case.listen()
    app.until(lambda: app.synced >= 2)  # the line is open
    backend.kill()
    backend.serve()
    written = paired.write()
    assert paired.sync().all_is_well
    app.until(lambda: app.holds(written.id))


def test_who_saves_data_has_no_line_and_looks_every_half_hour(app: App) -> None:
    app.case.listen()
    app.until(lambda: app.synced >= 2)
    (bell,) = bells()
    app.case.save_data(on=True)
    bell.join(LONG)
    assert not bell.is_alive()
    assert app.case.status(app.now()).saves_data
    app.look()
    assert not app.case.sync_due(app.now() + METERED_POLL - timedelta(seconds=30))
    assert app.case.sync_due(app.now() + METERED_POLL)
    app.case.save_data(on=False)
    assert len(bells()) == 1
    assert app.case.sync_due(app.now() + POLL)


def test_saving_data_is_kept_in_the_vault_and_what_is_written_still_goes_at_once(
    app: App, backend: Backend
) -> None:
    app.case.save_data(on=True)
    app.case.close()
    again = App(Desk(app.desk.folder, reopened(app.desk.folder)))
    again.case.listen()
    assert bells() == []
    again.look()
    written = again.desk.write()
    again.until(lambda: again.holds(written.id))
    again.case.close()


def test_an_upload_that_failed_once_is_tried_again_though_nobody_writes(app: App, backend: Backend) -> None:
    """T31."""
    written = app.desk.write()
    backend.kill()
    app.look()
    assert app.case.status(app.now()).offline
    assert app.desk.vault.outbox.waiting(to_ms(app.now()), 9)
    backend.serve()
    app.desk.ahead += LONGEST_WAIT
    app.until(lambda: app.holds(written.id))
    assert app.desk.vault.outbox.all() == []
    assert not app.case.status(app.now()).offline


def test_a_line_to_a_backend_that_went_back_in_time_takes_nothing_back_here(
    app: App, paired: Desk, backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T34: what was shown once stays, in each log, however the line comes back."""
    monkeypatch.setattr(doorbell, "SHORTEST", 0.05)
    backend.kill()
    shutil.copytree(backend.home, tmp_path / "older")
    backend.serve()
    app.case.listen()
    written = paired.write()
    assert paired.sync().all_is_well
    app.until(lambda: app.holds(written.id))
    before = {place.scope: place.seq for place in app.desk.vault.scopes()}
    backend.kill()
    shutil.rmtree(backend.home)
    shutil.copytree(tmp_path / "older", backend.home)
    backend.serve()
    app.until(lambda: bool(app.case.status(app.now()).troubles) and not app.case.status(app.now()).offline)
    assert {place.scope: place.seq for place in app.desk.vault.scopes()} == before
    assert app.holds(written.id)


@pytest.mark.parametrize("hours", [9, -9])
def test_a_laptop_that_slept_or_whose_clock_jumped_looks_at_once_and_hears_again(
    app: App, paired: Desk, hours: int
) -> None:
    app.case.listen()
    app.until(lambda: app.synced >= 2)
    app.desk.ahead += timedelta(hours=hours)
    assert app.case.sync_due(app.now())
    app.look()
    written = paired.write()
    assert paired.sync().all_is_well
    app.until(lambda: app.holds(written.id))


def test_closing_ends_the_line_and_forgets_its_token(app: App) -> None:
    app.case.listen()
    app.until(lambda: app.synced >= 2)
    (bell,) = bells()
    app.case.close()
    bell.join(LONG)
    assert not bell.is_alive()


def test_a_vault_that_was_not_paired_listens_to_nobody(desk: Desk, tmp_path: Path) -> None:
    case = OpenCase(desk.vault, World({}, tmp_path, None, desk.now, secrets.token_bytes))
    case.listen()
    assert bells() == []
