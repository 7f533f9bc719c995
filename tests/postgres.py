# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real PostgreSQL for tests: made in a temporary folder, reached by a socket in it, gone with the run."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

USER = "tbp"
NOBODY = 65534
_LONG = 60  # a limit against hanging
_CONFIG = """
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 16MB
max_connections = 60
max_wal_size = 256MB
autovacuum = off
recovery_init_sync_method = syncfs
"""


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version where there are more."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), default=None, key=lambda path: int(path.parent.name))


@dataclass
class Cluster:
    """A server with its files; `as_user` is put before each command, because it refuses to run as root."""

    folder: Path
    programs: Path
    as_user: tuple[str, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    made: int = 0

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """Its files, and a user who may do everything."""
        self.run("initdb", "--pgdata", self.data, "--username", USER, "--auth", "trust", "--no-sync")
        settings = self.data / "postgresql.conf"
        self._write(settings, settings.read_text() + _CONFIG + f"unix_socket_directories = '{self.folder}'\n")

    def _write(self, path: Path, text: str) -> None:
        owner = path.stat()
        path.write_text(text)
        os.chown(path, owner.st_uid, owner.st_gid)

    def run(self, program: str, *arguments: object) -> str:
        command = [*self.as_user, str(self.programs / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LONG, check=False, cwd="/")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve, and wait until it takes questions."""
        command = [*self.as_user, str(self.programs / "postgres"), "-D", str(self.data)]
        with (self.folder / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        deadline = time.monotonic() + _LONG
        while self._asked("SELECT 1", check=False) != "1":
            assert time.monotonic() < deadline, (self.folder / "postgres.log").read_text()[-2000:]
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut would: nothing is written any more. Stopped first, so that it starts nothing."""
        assert self.process is not None
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGSTOP)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        self.process.wait(_LONG)

    def stop(self) -> None:
        """End it without waiting for anybody."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(_LONG)

    def ask(self, statement: str, database: str = "postgres") -> str:
        """One statement, and what it says."""
        return self._asked(statement, database)

    def _asked(
        self, statement: str, database: str = "postgres", *, user: str = USER, check: bool = True
    ) -> str:
        where = ["--host", str(self.folder), "--username", user, "--no-password", "--dbname", database]
        command = [str(self.programs / "psql"), *where, "-XAtqc", statement]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LONG, check=check, cwd="/")
        return done.stdout.strip()

    def dump(self, url: str) -> bytes:
        """Everything in a database, as SQL."""
        name = url.partition("@/")[2].partition("?")[0]
        return self.run("pg_dump", "--host", self.folder, "--username", USER, name).encode()

    def database_with_password(self, user: str, password: str) -> str:
        """The address, without the password, of a new database whose owner has to sign in with it."""
        url = self.database().replace(f"{USER}@", f"{user}@")
        name = url.partition("@/")[2].partition("?")[0]
        self.ask(f"SET password_encryption = 'scram-sha-256'; CREATE ROLE {user} LOGIN PASSWORD '{password}'")
        self.ask(f"ALTER DATABASE {name} OWNER TO {user}; ALTER SCHEMA public OWNER TO {user}", name)
        rules = self.data / "pg_hba.conf"
        self._write(rules, f"local {name} {user} scram-sha-256\n{rules.read_text()}")
        self.ask("SELECT pg_reload_conf()")
        deadline = time.monotonic() + _LONG
        while self._asked("SELECT 1", name, user=user, check=False) == "1":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return url

    def database(self) -> str:
        """The address of a new database with nothing in it."""
        self.made += 1
        name = f"tbp{self.made}"
        self.ask(f"CREATE DATABASE {name}")
        return f"postgresql+asyncpg://{USER}@/{name}?host={self.folder}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server of one's own; without its programs the test is skipped, which CI counts as failed."""
    programs = binaries()
    if programs is None:
        pytest.skip("needs the programs of PostgreSQL: initdb and postgres")
    with tempfile.TemporaryDirectory(prefix="tbp-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_user: tuple[str, ...] = ()
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            ids = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
            as_user = ("setpriv", *ids, "--")
        server = Cluster(folder, programs, as_user)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
