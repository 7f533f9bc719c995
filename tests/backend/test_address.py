# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which database is meant, without its password in a list of processes; and a server that says no."""

import asyncio
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text

import tbp_backend.store.postgres as postgres_module
from tbp_backend.address import FILE_VARIABLE, VARIABLE, Address, said
from tbp_backend.errors import DatabaseAway, DatabaseUnusable
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_backend.store.engine import open_database
from tbp_backend.words import sentence
from tests.backend.conftest import CASE, CASE_FILE, ready, run, start, stop
from tests.backend.device import connect
from tests.postgres import Cluster

SECRET = "koperdraad"
PASSWORD = "koper/draad@7:ooit%2F"


def with_password(url: str) -> str:
    """Our server asks for none, and takes any."""
    return url.replace("tbp@", f"tbp:{SECRET}@")


def test_the_option_goes_before_the_variable_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text("postgresql://c:pw@file/x\n")
    environment = {VARIABLE: "postgresql://b:pw@variable/x?password=pw&ssl=require", FILE_VARIABLE: str(file)}
    option = "postgresql://a:pw@option/x"
    assert said(option, environment) == Address(option, option)
    assert said("", environment) == Address(environment[VARIABLE], "postgresql://b@variable/x?ssl=require")
    del environment[VARIABLE]
    assert said("", environment) == Address("postgresql://c:pw@file/x", "postgresql://c@file/x")
    assert said("", {}) == Address()
    assert "pw" not in repr(said("", environment))


def test_what_cannot_be_read_or_is_no_address_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="cannot-read"):
        said("", {FILE_VARIABLE: str(tmp_path / "nothing")})
    with pytest.raises(DatabaseUnusable, match="not an address"):
        said("", {VARIABLE: "nonsense"})


def test_a_password_stands_in_no_list_of_processes_and_not_in_the_settings(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv(VARIABLE, with_password(postgres.database()))
    assert run(home, "case", "import", str(CASE_FILE)).returncode == 0
    process = start(home, "serve")
    try:
        ready(process)
        assert SECRET.encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
        assert SECRET not in (home / "settings.json").read_text()
        assert Home(home).settings().database.startswith("postgresql+asyncpg://tbp@")
        monkeypatch.delenv(VARIABLE)
        assert run(home, "ticket", "issue", "--case", CASE, "--member", "person").returncode == 0
        assert run(home, "migrate").stdout.strip() == "The database is of this version."
    finally:
        assert stop(process) == 0
    assert not (home / "backend.db").exists()
    assert SECRET not in (tmp_path / "home.log").read_text()


@dataclass
class Guarded:
    """A database whose server asks for a password, and the file in which the address stands."""

    server: Cluster
    url: str
    file: Path

    def say(self, password: str, url: str = "") -> None:
        self.file.write_text((url or self.url).replace("clerk@", f"clerk:{quote(password, safe='')}@"))


@pytest.fixture
def guarded(tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guarded]:
    file = tmp_path / "address"
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    guarded = Guarded(postgres, postgres.database_with_password("clerk", PASSWORD), file)
    guarded.say(PASSWORD)
    yield guarded
    postgres.ask(f"DROP DATABASE {guarded.url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")
    postgres.ask("DROP ROLE clerk")


def shown(process: "subprocess.Popen[str]") -> str:
    """What a list of processes shows of it, and what the system keeps of how it was started."""
    kept = (Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("cmdline", "environ", "comm"))
    return b" ".join(kept).decode()


def test_it_signs_in_with_a_password_that_stands_nowhere_but_in_its_file(
    tmp_path: Path, guarded: Guarded
) -> None:
    """Also when the server changes it, and every connection is refused."""
    home, said = tmp_path / "home", list[str]()
    process = start(home, "serve")
    try:
        address = ready(process)["address"]
        migrated = run(home, "migrate")
        assert migrated.returncode == 0, migrated.stderr
        said += [shown(process), migrated.stdout, migrated.stderr]
        with connect(address, anchor_of(Home(home).tls)) as http:
            assert http.get("/v1/health").status_code == 200
            guarded.server.ask("ALTER ROLE clerk PASSWORD 'another'")
            guarded.server.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'clerk'"
            )
            refused = http.get("/v1/health")
        assert (refused.status_code, refused.json()["type"]) == (503, "urn:tbp:problem:unavailable")
        said += [refused.text, str(refused.headers)]
    finally:
        assert stop(process) == 0
    for url in ("", guarded.url.replace("?host=", "?host=/nowhere")):
        guarded.say(PASSWORD, url)
        wrong = run(home, "migrate")
        assert wrong.returncode in {1, 2}
        assert wrong.stderr.startswith("The database ")
        said += [wrong.stdout, wrong.stderr]
    said += [(tmp_path / "home.log").read_text(), (home / "settings.json").read_text()]
    assert [text for text in said if PASSWORD in text or quote(PASSWORD, safe="") in text] == []
    assert "clerk@" in said[-1]


async def test_a_server_that_lets_nobody_in_is_said_in_words(postgres: Cluster) -> None:
    url = postgres.database()
    for wrong in (url.replace("tbp@", "stranger@"), url.replace("@/tbp", "@/nothing")):
        database = open_database(wrong)
        for way_in in (database.read, database.write):
            with pytest.raises(DatabaseUnusable, match="refused") as refused:
                await way_in(lambda connection: connection.execute(text("SELECT 1")))
            assert sentence(refused.value).startswith("The database server does not let us in")
        await database.close()


async def test_a_database_that_hangs_says_try_later(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "LONGEST_SECONDS", 0.2)
    database = open_database(postgres.database())
    for way_in in (database.read, database.write):
        with pytest.raises(DatabaseAway):
            await way_in(lambda connection: connection.execute(text("SELECT pg_sleep(60)")))
        assert await way_in(lambda connection: connection.execute(text("SELECT 1")).scalar()) == 1
    await database.close()


async def test_who_waits_too_long_for_a_lock_may_try_later(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    holds = open_database(url)
    monkeypatch.setattr(postgres_module, "WAIT_SECONDS", 1)
    waits = open_database(url)
    held, done = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with holds._writer.begin() as connection:  # type: ignore[attr-defined]
            await connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
            held.set()
            await done.wait()

    holding = asyncio.create_task(hold())
    await held.wait()
    with pytest.raises(DatabaseAway):
        await waits.write(lambda connection: connection.execute(text("SELECT pg_advisory_xact_lock(1)")))
    done.set()
    await holding
    await waits.write(lambda connection: connection.execute(text("SELECT pg_advisory_xact_lock(1)")))
    await holds.close()
    await waits.close()
