# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL put back by its own programs, then `restore`: the drill, and what it refuses (T16, T32)."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.home import Home
from tbp_backend.office import taking_up
from tbp_backend.office.authority import Authority
from tbp_backend.office.founding import open_home
from tbp_backend.office.ledger import read_ledger
from tbp_backend.office.taking_up import take_up
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store, open_store
from tests.backend.conftest import CASE_FILE
from tests.backend.test_backup import tbp
from tests.e2e.programs import Backend
from tests.postgres import Cluster
from tests.sync.desk import Desk, new_vault
from tests.sync.test_restore import audited, fully_synced, held, said, serve_again

LATER_CASE = CASE_FILE.with_name("h2-mayor.yaml")
NO_SECRETS = ("--exclude-table-data=meta",)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Kept:
    """A home on a database of a real server, and what an operator does with that."""

    server: Cluster
    url: str
    home: Path

    @property
    def name(self) -> str:
        return self.url.partition("@/")[2].partition("?")[0]

    def dump(self, *options: str) -> Path:
        """A backup, by the program of PostgreSQL."""
        file = self.server.folder / f"{self.name}.dump"
        self.server.run("pg_dump", "--format=custom", "--file", file, *options, *self._where, self.name)
        return file

    def put_back(self, file: Path) -> None:
        """The database is thrown away under whoever works with it, and the backup takes its place."""
        self.server.ask(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.server.ask(f"CREATE DATABASE {self.name}")
        self.server.run("pg_restore", *self._where, "--dbname", self.name, file)

    @property
    def _where(self) -> tuple[object, ...]:
        return "--host", self.server.folder, "--username", "tbp"

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return [tuple(line.split("|")) for line in self.server.ask(query, self.name).splitlines()]

    def stored(self) -> list[tuple[str, ...]]:
        """Every record of every log, in order."""
        return self.rows("SELECT scope, id FROM entries ORDER BY scope, seq")

    def secrets(self) -> set[tuple[str, ...]]:
        return set(self.rows("SELECT name, value FROM meta WHERE name LIKE '%key'"))

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        store = await open_store(open_database(self.url), now)
        try:
            yield store
        finally:
            await store.close()

    def scopes(self, case_file: Path) -> dict[str, str]:
        """The logs of a case, as the office knows them."""
        number = next(line for line in case_file.read_text().splitlines() if line.startswith("case:"))
        ledger = read_ledger(self.home / "authority" / "cases" / f"{number.split()[1]}.json")
        assert ledger
        return ledger.scopes


@pytest.fixture
async def kept(tmp_path: Path, postgres: Cluster) -> Kept:
    """A new home on a new database."""
    url = postgres.database()
    store = await open_home(Home(tmp_path / "home"), open_database(url), now, url=url)
    await store.close()
    return Kept(postgres, url, tmp_path / "home")


@pytest.fixture
def backend(kept: Kept) -> Iterator[Backend]:
    """It serves, with case H1."""
    backend = Backend(kept.home).serve()
    imported = backend.command("case", "import", str(CASE_FILE))
    assert imported.returncode == 0, imported.stderr
    yield backend
    backend.kill()


@pytest.fixture
def desks(backend: Backend, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The person and the contact person, each with a device."""
    made = []
    for member in ("person", "contact-2"):
        made.append(Desk(tmp_path / member, new_vault(tmp_path / member)))
        made[-1].enrol(backend.ticket(member))
        assert made[-1].sync().all_is_well
    yield made[0], made[1]
    for desk in made:
        desk.close()


def refused(backend: Backend, *arguments: str) -> str:
    """What an operator reads when it is not done."""
    done = backend.command("--lang", "en", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_the_drill(kept: Kept, backend: Backend, desks: tuple[Desk, Desk]) -> None:
    """Backup, more records and a case, the database put back: all of it is there again, but that case."""
    person, contact = desks
    person.write("before")
    fully_synced(person, contact)
    dump = kept.dump(*NO_SECRETS)
    for number in range(3):
        person.write(f"person {number}")
        said(contact, f"contact {number}")
        fully_synced(person, contact)
    expected, both = set(kept.stored()), (held(person), held(contact))
    assert backend.command("case", "import", str(LATER_CASE)).returncode == 0
    backend.kill()
    kept.put_back(dump)
    assert len(expected - set(kept.stored())) == 6
    assert "run: restore" in refused(backend, "serve")
    assert "without a file" in refused(backend, "restore", str(dump))
    done = backend.command("--lang", "en", "restore")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Every log goes on in a new epoch" in done.stdout
    serve_again(backend, person, contact)
    fully_synced(person, contact)
    assert (held(person), held(contact)) == both
    now_there = kept.stored()
    assert len(now_there) == len(set(now_there))
    assert set(now_there) > expected
    assert {place.epoch for place in person.vault.scopes()} == {2}
    assert audited(backend) == []
    the_later_case_is_founded_anew(kept, backend)
    assert audited(backend) == []


def the_later_case_is_founded_anew(kept: Kept, backend: Backend) -> None:
    """Not under the ids that devices may hold already, and not by accident."""
    lost = kept.scopes(LATER_CASE)
    assert "it was opened after the backup" in refused(backend, "case", "import", str(LATER_CASE))
    assert kept.scopes(LATER_CASE) == lost
    again = backend.command("case", "import", "--again", str(LATER_CASE))
    assert again.returncode == 0, again.stderr
    made = kept.scopes(LATER_CASE)
    assert made.keys() == lost.keys()
    assert not set(made.values()) & set(lost.values())
    assert {scope for scope, _ in kept.stored()} >= set(made.values())


# --- what it does with a database, and what it refuses ------------------------------------------------------


async def test_a_process_that_was_not_stopped_tells_the_log_anew(kept: Kept) -> None:
    """It had read what came after the backup, and knows nothing of the restore."""
    async with kept.store() as store:
        dump, system = kept.dump(), store.system
        office = Home(kept.home)
        await Authority(office).office(store, "later")
        later = (await store.standing(system)).keys.granted
        kept.put_back(dump)
        database = open_database(kept.url)
        await take_up(office, database, now)
        await database.close()
        standing = await store.standing(system)
        assert standing.state.epoch == 2
        assert standing.keys.granted.keys() < later.keys()


async def test_secrets_that_were_in_the_backup_are_worth_nothing(kept: Kept) -> None:
    before = kept.secrets()
    kept.put_back(kept.dump())
    assert kept.secrets() == before
    database = open_database(kept.url)
    await take_up(Home(kept.home), database, now)
    await database.close()
    assert len(kept.secrets()) == 2
    assert not kept.secrets() & before


async def test_until_it_is_whole_nobody_serves_it_and_it_can_be_done_again(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    database = open_database(kept.url)
    with monkeypatch.context() as breaking:
        breaking.setattr(taking_up, "begin_epochs", killed)
        with pytest.raises(KeyboardInterrupt):
            await take_up(Home(kept.home), database, now)
    with pytest.raises(DatabaseUnusable, match="never founded"):
        await open_home(Home(kept.home), open_database(kept.url), now)
    await database.close()
    database = open_database(kept.url)
    await take_up(Home(kept.home), database, now)
    await database.close()
    async with kept.store() as store:
        assert (await store.standing(store.system)).state.epoch == 2


async def test_while_another_machine_works_with_it_nothing_is_done(kept: Kept) -> None:
    before = kept.secrets()
    async with kept.store():
        assert "on another machine (connections: 1)" in refused(Backend(kept.home), "restore")
    assert kept.secrets() == before


def test_a_database_with_nothing_in_it_is_refused_and_left_alone(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.server.ask(f"DROP DATABASE {kept.name} WITH (FORCE)")
    kept.server.ask(f"CREATE DATABASE {kept.name}")
    assert tbp(kept.home, "restore") == 2
    assert "no logs in this database" in capsys.readouterr().err
    assert kept.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


def test_a_database_of_another_root_key_is_refused(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    kept.put_back(kept.dump(*NO_SECRETS))
    (kept.home / "authority" / "root.key").write_bytes(os.urandom(32))
    assert tbp(kept.home, "restore") == 2
    assert "belongs to another backend" in capsys.readouterr().err
    assert kept.secrets() == set()


@pytest.mark.parametrize("gone", ["authority", "keys"])
def test_without_its_keys_nothing_is_done(gone: str, kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept.secrets()
    shutil.move(kept.home / gone, kept.home.parent / gone)
    assert tbp(kept.home, "restore") == 2
    assert "authority/" in capsys.readouterr().err
    assert kept.secrets() == before


async def test_a_new_home_does_not_take_a_database_that_was_put_back(kept: Kept, tmp_path: Path) -> None:
    kept.put_back(kept.dump(*NO_SECRETS))
    with pytest.raises(DatabaseUnusable, match="never founded"):
        await open_home(Home(tmp_path / "new"), open_database(kept.url), now, url=kept.url)
