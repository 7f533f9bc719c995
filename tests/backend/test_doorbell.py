# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The doorbell: ids of logs that moved, to whom may read them, as long as they may (PROTOCOL-REVIEW S3)."""

import asyncio
import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import httpx2
import pytest
from starlette.types import Message

from tbp_backend.api import doorbell
from tbp_backend.api.backend import Backend
from tbp_backend.api.doorbell import Line
from tbp_backend.auth.access import SECONDS, AccessTokens
from tbp_backend.bells import HEARTBEAT_SECONDS, PER_DEVICE, Bell, Bells, heartbeat
from tbp_backend.errors import CallRefused, DatabaseAway
from tbp_backend.home import Home
from tbp_backend.metrics import Metrics
from tbp_backend.office.authority import Authority, office_key
from tbp_backend.office.pen import Pen
from tbp_backend.store import meta
from tbp_backend.store.engine import insert_new
from tbp_backend.store.rings import Rings
from tbp_backend.store.tables import DEVICES
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Device, Member
from tbp_casefile.model.system import News
from tbp_casefile.tables import Role
from tests.backend.conftest import CASE_FILE, Office, ready, run, start, stop
from tests.backend.desk import Desk
from tests.backend.device import TestDevice
from tests.backend.test_logs import acknowledge

PATH = "/v1/doorbell"
LONG = 20  # a limit against hanging


def end(person: TestDevice, other: TestDevice) -> None:
    """A device of the same member is revoked."""
    body = Device("person", other.id, ends=True)
    (result,) = person.push(person.case, [person.record(person.case, "device", body)])
    assert result["status"] == "stored", result


class Ears:
    """One open line, line by line."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer = answer
        self._lines = answer.iter_lines()

    def ring(self) -> str:
        """The next id; nothing once the line is over."""
        for line in self._lines:
            if line.startswith("data: "):
                return line.removeprefix("data: ")
            assert line in {"", ":"}, line
        return ""


@contextlib.contextmanager
def listening(device: TestDevice) -> Iterator[Ears]:
    """A line that this device opened; the first sign of life has come, so it rings from now on."""
    proof = device.proof("GET", PATH, token=device.token)
    headers = {"Authorization": f"DPoP {device.token}", "DPoP": proof}
    with device.http.stream("GET", PATH, headers=headers, timeout=LONG) as answer:
        ears = Ears(answer)
        assert answer.status_code == 200
        assert next(ears._lines) == ":"
        device.nonce = answer.headers["DPoP-Nonce"]
        yield ears


def tell_everybody(office: Office, device: TestDevice) -> str:
    """Something in `system`, which every device reads; its id."""
    assert device.welcome
    said = {"nl": "Er is iets nieuws.", "en": "There is something new."}
    news = News(title=said, text=said, dated=datetime.now(UTC).date())
    office.write(lambda pen: [pen.write("news", news)], device.welcome.system)
    return device.welcome.system


def test_it_rings_for_a_log_that_moved_with_its_id_alone(office: Office, person: TestDevice) -> None:
    """Written by another process beside the one that serves."""
    with listening(person) as ears:
        office.write_member("contact-9", Role.CONTACT_PERSON)
        assert ears.ring() == person.case
        assert tell_everybody(office, person) == ears.ring()
    assert ears.answer.headers["content-type"] == "text/event-stream"
    assert ears.answer.headers["cache-control"] == "no-store"
    assert ears.answer.headers["x-accel-buffering"] == "no"


def test_logs_of_others_are_silent(office: Office, person: TestDevice) -> None:
    with listening(person) as ears:
        office.foreign_scope()
        system = tell_everybody(office, person)
        heard = {ears.ring()}
        acknowledge(person)
        heard |= set(iter(ears.ring, person.case))
    assert heard == {system}


def test_who_left_hears_that_it_ended_and_nothing_of_that_log_after_it(
    office: Office, person: TestDevice
) -> None:
    leaver = office.device("contact-2").enrol()
    with listening(leaver) as leaving, listening(person) as staying:
        left = leaver.record(leaver.case, "member", Member("contact-2", Role.CONTACT_PERSON, ends=True))
        assert leaver.push(leaver.case, [left])[0]["status"] == "stored"
        assert leaving.ring() == staying.ring() == leaver.case
        acknowledge(person)
        assert staying.ring() == person.case
        assert tell_everybody(office, person) == leaving.ring()
    office.write_member("contact-2", Role.CONTACT_PERSON)


def test_the_line_of_a_revoked_device_ends_at_once(office: Office, person: TestDevice) -> None:
    lost = office.device().enrol()
    with listening(lost) as ears, listening(person) as others:
        end(person, lost)
        assert ears.ring() == ""
        assert others.ring() == person.case
    answer = lost.call("GET", PATH)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:tbp:problem:device-revoked")


def test_the_line_ends_with_its_token(office: Office, person: TestDevice) -> None:
    async def token() -> str:
        async with office.store() as store:
            founded = await store.database.read(meta.founded)
        tokens = AccessTokens.with_key(founded.token_key, office.home.settings().issuer)
        point = person.keys.public.dpop
        return tokens.mint(person.id, point, datetime.now(UTC) - timedelta(seconds=SECONDS - 2))

    person.token = asyncio.run(token())
    with listening(person) as ears:
        assert ears.ring() == ""
    assert person.call("GET", PATH).json()["error"] == "invalid_token"


def test_one_line_more_than_a_device_may_have_ends_its_oldest(office: Office, person: TestDevice) -> None:
    with contextlib.ExitStack() as open_lines:
        ears = [open_lines.enter_context(listening(person)) for _ in range(PER_DEVICE + 1)]
        assert ears[0].ring() == ""
        acknowledge(person)
        for one in ears[1:]:
            while (rung := one.ring()) != person.case:
                assert rung, "the line has ended"  # what moved just before may ring as well


def test_nobody_listens_without_signing_in_or_for_another_form(person: TestDevice) -> None:
    assert person.http.get(PATH).status_code == 401
    assert person.call("GET", PATH, headers={"Accept": "application/json"}).status_code == 406
    head = person.call("HEAD", PATH, headers={"Accept": "text/event-stream"})
    assert (head.status_code, head.headers["content-type"]) == (200, "text/event-stream")


def test_a_backend_that_is_told_to_end_does_not_wait_for_its_lines(tmp_path: Path) -> None:
    process = start(tmp_path / "home", "serve")
    ready(process)
    assert run(tmp_path / "home", "case", "import", str(CASE_FILE)).returncode == 0
    device = Office(Home(tmp_path / "home")).device().enrol()
    with listening(device) as ears:
        assert stop(process) == 0
        assert ears.ring() == ""
    log = (tmp_path / "home.log").read_text()
    assert "Traceback" not in log
    assert re.findall(r"Cancel (\d+) running", log) in ([], ["0"])  # a client that is no longer there


# --- the parts, without a network ---------------------------------------------------------------------------


def test_rings_that_nobody_took_fall_together_and_nothing_is_told_twice() -> None:
    bell = Bell("device", {"a": 3})
    for scope, seq in (("a", 3), ("a", 4), ("a", 5), ("b", 1), ("a", 5), ("a", 4)):
        bell.ring(scope, seq)
    assert bell.taken() == ["a", "b"]
    bell.ring("a", 5)
    assert bell.taken() == []


def test_signs_of_life_are_between_15_and_25_seconds_apart() -> None:
    assert HEARTBEAT_SECONDS == (15, 25)
    assert {15 <= heartbeat() <= 25 for _ in range(100)} == {True}


class Spoken:
    """A connection as the application sees it: what was sent, and hanging up."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.gone, self.three = asyncio.Event(), asyncio.Event()
        self.reads = True

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if self.sent and not self.reads:
            await asyncio.Event().wait()
        self.sent.append(message)
        if len(self.said) == 3:
            self.three.set()

    @property
    def said(self) -> list[bytes]:
        return [message["body"] for message in self.sent if message.get("body")]


class Quiet:
    """What a line needs of a backend."""

    def __init__(self, bells: Bells) -> None:
        self.bells, self.metrics = bells, Metrics()


def line(bells: Bells, bell: Bell, seconds: float = LONG) -> Line:
    return Line(cast("Backend", Quiet(bells)), bell, seconds)


async def test_a_silent_line_beats_until_its_listener_hangs_up(tmp_path: Path) -> None:
    async with Desk(tmp_path / "home").store() as store:
        bells = Bells(store, heartbeat=lambda: 0.001)
        bell, there = Bell("device"), Spoken()
        speaking = asyncio.create_task(line(bells, bell)({}, there.receive, there.send))
        async with asyncio.timeout(LONG):
            await there.three.wait()
            there.gone.set()
            await speaking
    assert set(there.said) == {b":\n\n"}
    assert bell.over


async def test_a_listener_who_reads_nothing_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "_LAST_WORD_SECONDS", 0.01)
    async with Desk(tmp_path / "home").store() as store:
        bell, there = Bell("device"), Spoken()
        there.reads = False
        async with asyncio.timeout(LONG):
            await line(Bells(store), bell, seconds=0.01)({}, there.receive, there.send)
    assert bell.over


async def test_a_full_house_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    async with Desk(tmp_path / "home").store() as store:
        bells = Bells(store, most=0)
        with pytest.raises(CallRefused):
            await bells.hang("device")
        stranger = Bells(store)
        with pytest.raises(CallRefused):
            await stranger.hang("nobody")
        assert len(bells) == len(stranger) == 0


class Failing(Rings):
    """Says that the database is away, twice, and then what the engine says."""

    def __init__(self, real: Rings) -> None:
        self.real, self.left, self.asked_again, self.closed = real, 2, 0, 0

    async def wait(self) -> None:
        if self.left:
            self.left -= 1
            raise DatabaseAway()
        await self.real.wait()

    def again(self) -> None:
        self.asked_again += 1
        self.real.again()

    async def close(self) -> None:
        self.closed += 1


async def test_watching_goes_on_after_the_database_was_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbp_backend.bells.LOOK_SECONDS", 0.01)
    desk = Desk(tmp_path / "home")
    await desk.bring()
    async with desk.store() as store:
        row = {"device": "device", "member": "person", "dpop": "x", "revoked": False}
        await store.database.write(lambda connection: insert_new(connection, DEVICES, row))
        failing = Failing(store.database.rings())
        monkeypatch.setattr(type(store.database), "rings", lambda _: failing)
        bells = Bells(store)
        bell = await bells.hang("device")
        bell.heard[store.system] = 0
        async with asyncio.timeout(LONG):
            await bell.stirred.wait()
        assert bell.taken() == [store.system]
        bells.close()
    assert (failing.left, failing.asked_again) == (0, 2)
    assert failing.closed == 1


async def test_what_moved_while_the_database_was_away_for_long_rings_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbp_backend.bells.LOOK_SECONDS", 0.01)
    desk = Desk(tmp_path / "home")
    await desk.bring()
    async with desk.store() as opened:
        passed = timedelta(0)
        store = replace(opened, clock=lambda: opened.clock() + passed)
        row = {"device": "device", "member": "person", "dpop": "x", "revoked": False}
        await store.database.write(lambda connection: insert_new(connection, DEVICES, row))
        bells, reading, tried = Bells(store), store.database.read, asyncio.Event()
        bell = await bells.hang("device")
        await asyncio.sleep(0)  # the first look

        def away(_work: object) -> None:
            tried.set()
            raise DatabaseAway()

        monkeypatch.setattr(store.database, "read", away)
        office = office_key(SigningKey.from_seed(bytes(32)), "2026-04-20T10:30:00Z")
        pen = Pen(Authority(desk.home).root(), store.system, store.clock())
        await store.write(store.system, [pen.write("key", office).jws])
        passed = timedelta(minutes=10)
        async with asyncio.timeout(LONG):
            await tried.wait()
            monkeypatch.setattr(store.database, "read", reading)
            await bell.stirred.wait()
        assert bell.taken() == [store.system]
        bells.close()
