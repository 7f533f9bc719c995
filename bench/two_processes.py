# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a page costs when two processes serve from one PostgreSQL, beside what it costs with one of them.

Cost is processor time: of the processes that serve and of PostgreSQL together, not of the client. Both serve
all the time; in one half of each round all clients ask the first, in the other half they are spread.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from bench.asking import Side, ask, page_of
from bench.devices import Device, paired
from bench.figures import Figure, middle_pair
from bench.office import CASE_FILE, Office
from bench.programs import environment, python, run, serving
from bench.stage import Stage
from tbp_backend.home import in_home
from tbp_tui.sync import http
from tbp_tui.sync.identity import enrolled
from tests.postgres import Cluster, binaries, cluster

ENTRIES, RECORD_BYTES = 100, 600
REQUESTS, CLIENTS, ROUNDS = 400, 4, 5
BOUND = 1.15


@dataclass(frozen=True)
class Pair:
    """Two processes of one office, and everything that works for them."""

    office: Office
    addresses: tuple[str, str]
    workers: tuple[int, ...]

    def cost(self) -> float:
        """Processor seconds that all of them used so far."""
        mothers = [psutil.Process(number) for number in self.workers]
        everybody = [one for mother in mothers for one in (mother, *mother.children(recursive=True))]
        return sum(times.user + times.system for times in (one.cpu_times() for one in everybody))


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    if binaries() is None:
        print("bench: two_processes needs the programs of PostgreSQL, and is left out", file=sys.stderr)
        return
    folder = stage.place("pair")
    folder.mkdir()
    with ExitStack() as closing:
        pair = closing.enter_context(_serving_pair(folder))
        device = closing.enter_context(paired(pair.office, folder / "device"))
        page = page_of(device, pair.office.address, after=_grow(pair.office, device))
        rounds = ((_cost(pair, page, device, both=True), _cost(pair, page, device)) for _ in range(ROUNDS))
        two, one = middle_pair(rounds)
    yield Figure("1,000 pages from PostgreSQL: processor time of two / of one", two, BOUND, floor=one)


def _cost(pair: Pair, page: Side, device: Device, *, both: bool = False) -> float:
    """Processor seconds for a thousand pages."""
    first, second = (replace(page, address=address) for address in pair.addresses)
    sides = [second if both and number % 2 else first for number in range(CLIENTS)]
    before = pair.cost()
    ask(sides, REQUESTS // CLIENTS, http.trusting_only(enrolled(device.vault).anchor))
    return (pair.cost() - before) * 1000 / REQUESTS


def _grow(office: Office, device: Device) -> int:
    """A page of records at the end of the log; the seq before them."""
    device.pull()
    before = device.case.seq
    office.append(device.case.scope, device.answers(ENTRIES, record_bytes=RECORD_BYTES))
    return before


@contextmanager
def _serving_pair(folder: Path) -> Iterator[Pair]:
    """The demo case in a PostgreSQL of its own, served twice under the address of the first."""
    with cluster() as server, ExitStack() as closing:
        surroundings = environment(folder / "operator", TBP_BACKEND_DATABASE=server.database())
        backend = python("-m", "tbp_backend", "--home", str(folder / "office"))
        run([*backend, "case", "import", str(CASE_FILE)], surroundings)
        ports = _free_ports(2)
        public = f"https://127.0.0.1:{ports[0]}"
        ready = [
            closing.enter_context(
                serving(
                    [*backend, "serve", "--public-url", public, "--port", str(port)],
                    surroundings,
                    folder / f"backend-{port}.log",
                )
            )
            for port in ports
        ]
        addresses = (public, f"https://127.0.0.1:{ports[1]}")
        workers = (*(int(one["pid"]) for one in ready), _mother(server))
        yield Pair(Office(in_home(folder / "office"), public), addresses, workers)


def _mother(server: Cluster) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def _free_ports(count: int) -> list[int]:
    """Ports that nobody uses just now, all different."""
    with ExitStack() as closing:
        found = [closing.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in found]
