# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""After an outage everybody comes at once: signs in, and opens a doorbell, over real TLS (T22).

The app spreads its first tries; here nobody does, and each is a connection of its own.
"""

import asyncio
import ssl
import threading
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlencode, urlsplit

import httpx2
import msgspec

from tbp_backend.home import Home
from tbp_backend.store.engine import insert_all_new
from tbp_backend.store.tables import ACCESS, DEVICES
from tests.backend.conftest import CASE_FILE, Office, ready, run, start, stop
from tests.backend.device import ASSERTION, TestDevice
from tests.backend.test_logs import acknowledge

CLIENTS = 300
LATER = 5  # seconds, as `unavailable` says
LONG = 60  # a limit against hanging


@dataclass
class Client:
    """A device of the case, with one connection."""

    device: TestDevice
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
        """A call; status and body, or what came of a body that goes on."""
        head = {"Host": "backend", "Content-Length": str(len(body)), **headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        self.writer.write("\r\n".join(lines).encode() + body.encode())
        said = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        status = int(said.split(" ")[1])
        if "content-length: " not in said:
            return status, await self.reader.readuntil(b":\n\n")
        length = int(said.partition("content-length: ")[2].partition("\r\n")[0])
        return status, await self.reader.readexactly(length)

    async def come_back(self) -> None:
        """Sign in and listen, as after any lost line."""
        device, answer = self.device, await self._ask_token()
        while answer[0] == 503:  # on a slow machine some are told to come later, and do
            await asyncio.sleep(LATER)
            answer = await self._ask_token()
        assert answer[0] == 200, answer
        device.token = msgspec.json.decode(answer[1])["access_token"]
        proof = device.proof("GET", "/v1/doorbell", token=device.token)
        answer = await self.ask("GET", "/v1/doorbell", Authorization=f"DPoP {device.token}", DPoP=proof)
        assert answer[0] == 200, answer

    async def _ask_token(self) -> tuple[int, bytes]:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": self.device.assertion(),
        }
        kind, proof = "application/x-www-form-urlencoded", self.device.proof("POST", "/v1/tokens")
        return await self.ask("POST", "/v1/tokens", urlencode(form), DPoP=proof, **{"Content-Type": kind})

    async def ring(self) -> str:
        """The next id."""
        line = b""
        while not line.startswith(b"data: "):
            line = await self.reader.readline()
            assert line, "the line is over"
        return line.decode().removeprefix("data: ").strip()


def crowd(office: Office, like: TestDevice) -> list[TestDevice]:
    """So many devices in the same case, with keys of their own."""
    devices = [TestDevice(like.ticket, cast(httpx2.Client, None)) for _ in range(CLIENTS)]
    known = {"member": "person", "revoked": False}
    rows = [known | {"device": one.id, "dpop": one.keys.public.dpop} for one in devices]
    access = [{"device": one.id, "scope": like.case} for one in devices]

    async def bring() -> None:
        async with office.store() as store:
            await store.database.write(lambda connection: insert_all_new(connection, DEVICES, rows))
            await store.database.write(lambda connection: insert_all_new(connection, ACCESS, access))

    asyncio.run(bring())
    for one in devices:
        one.welcome, one.nonce = like.welcome, like.nonce
    return devices


@asynccontextmanager
async def all_at_once(devices: Sequence[TestDevice], trust: ssl.SSLContext) -> AsyncIterator[list[Client]]:
    """Every device comes back in the same moment."""
    where = urlsplit(devices[0].address)

    async def back(device: TestDevice) -> Client:
        client = Client(device, *await asyncio.open_connection(where.hostname, where.port, ssl=trust))
        await client.come_back()
        return client

    clients = await asyncio.gather(*map(back, devices))
    try:
        yield clients
    finally:
        for client in clients:
            client.writer.transport.abort()


def asks_all_the_time(device: TestDevice, over: threading.Event) -> list[tuple[int, float]]:
    """Somebody who was not away: what each call was answered, and after how long."""
    answered = []
    while not over.is_set():
        began = time.monotonic()
        status = device.call("GET", "/v1/logs").status_code
        answered.append((status, time.monotonic() - began))
    return answered


async def storm(person: TestDevice, devices: list[TestDevice]) -> list[tuple[int, float]]:
    """All of them, and then one ring for each; what somebody else was answered meanwhile."""
    assert person.welcome
    trust, over = ssl.create_default_context(cadata=person.welcome.anchor), threading.Event()
    asking = asyncio.create_task(asyncio.to_thread(asks_all_the_time, person, over))
    try:
        async with all_at_once(devices, trust) as clients:
            over.set()
            answered = await asking
            await asyncio.to_thread(acknowledge, person)
            rung = await asyncio.gather(*(client.ring() for client in clients))
    finally:
        over.set()
    assert rung == [person.case] * len(devices)
    return answered


def test_everybody_gets_in_when_all_come_back_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = start(home, "serve")
    ready(process)
    assert run(home, "case", "import", str(CASE_FILE)).returncode == 0
    office = Office(Home(home))
    person = office.device().enrol()
    devices = crowd(office, person)
    process.kill()
    process.communicate()
    process = start(home, "serve")
    ready(process)
    answered = asyncio.run(asyncio.wait_for(storm(person, devices), LONG))
    assert {status for status, _ in answered} == {200}
    assert max(seconds for _, seconds in answered) < LATER
    person.http.close()
    assert stop(process) == 0
    assert "Traceback" not in (tmp_path / "home.log").read_text()
