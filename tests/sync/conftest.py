# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real backend as a program of its own over real TLS, and a device that has been paired with it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_casefile.crypto.tickets import Ticket
from tests.casefile.bodies import CONTENT
from tests.e2e.programs import CASE_FILE, Backend
from tests.logs import key
from tests.sync.desk import Desk, new_vault, reopened
from tests.sync.played import Device, Played


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backend with case H1 and two tickets, and a vault of the person, synced; copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    backend = Backend(folder / "office").serve()
    try:
        done = backend.command("case", "import", str(CASE_FILE))
        assert done.returncode == 0, done.stderr
        (folder / "tickets").write_text("\n".join(backend.ticket() for _ in range(2)))
        desk = Desk(folder / "vault", new_vault(folder / "vault"))
        desk.enrol(backend.ticket())
        report = desk.sync()
        assert report.all_is_well, report
        desk.close()
    finally:
        backend.kill()
    return folder


def forget_port(settings: Path) -> None:
    """Let a copy of a backend serve at a free port, under the issuer that its devices know."""
    settings.write_text(json.dumps({"issuer": json.loads(settings.read_text())["issuer"]}))


@pytest.fixture
def backend(prepared: Path, tmp_path: Path) -> Iterator[Backend]:
    """A serving backend with case H1, on a port of its own."""
    shutil.copytree(prepared / "office", tmp_path / "office")
    forget_port(tmp_path / "office" / "settings.json")
    backend = Backend(tmp_path / "office").serve()
    yield backend
    backend.kill()


@pytest.fixture
def tickets(prepared: Path, backend: Backend) -> list[str]:
    """Two tickets for the person, unspent, at the address of this backend."""
    issued = (Ticket.parse(line) for line in (prepared / "tickets").read_text().split())
    return [Ticket(backend.address, ticket.code).line for ticket in issued]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A device with an empty vault."""
    desk = Desk(tmp_path / "new", new_vault(tmp_path / "new"))
    yield desk
    desk.close()


@pytest.fixture
def paired(prepared: Path, backend: Backend, tmp_path: Path) -> Iterator[Desk]:
    """A device of the person that has received everything once."""
    shutil.copytree(prepared / "vault", tmp_path / "vault")
    desk = Desk(tmp_path / "vault", reopened(tmp_path / "vault"))
    desk.moves_to(backend.address)
    yield desk
    desk.close()


# --- at a backend that is played ---


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    """The person's device at an honest backend, with nothing received yet."""
    vault = new_vault(tmp_path / "vault")
    yield Device(vault, Played()).enrolled_here()
    vault.close()


@pytest.fixture
def synced(device: Device) -> Device:
    """The same with everything received, and one entry more at the backend."""
    device.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    assert device.sync().all_is_well
    device.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    return device
