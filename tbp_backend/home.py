# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The home folder of a backend: where everything lies, and the few settings that it keeps.

backend.db        the database        keys/log.key         signs heads
settings.json     port, address       keys/tls.key, .pem   the server's certificate
authority/        root, offices, the certificate authority, ledgers: never opened by `serve` after first use
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tbp_backend.errors import AuthorityAbsent, HomeUnusable
from tbp_backend.keys import TlsFiles, write_private
from tbp_backend.store.engine import sqlite_url


class Settings(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """What `serve` keeps for its next start, `ticket issue` reads; `issuer` is the `aud` of assertions."""

    issuer: str
    host: str = "127.0.0.1"
    port: int = 0
    public_url: str = ""
    database: str = ""

    @property
    def address(self) -> str:
        """Where devices find this backend, without a slash at the end; empty before it was served."""
        if self.public_url:
            return self.public_url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}:{self.port}" if self.port else ""


@dataclass(frozen=True)
class Home:
    """The paths inside one home folder."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "backend.db"

    @property
    def database_url(self) -> str:
        """The database that was chosen at first use, or the file here."""
        return (self.settings().database if self.is_founded else "") or sqlite_url(self.database)

    @property
    def log_key(self) -> Path:
        """The key that signs heads."""
        return self.path / "keys" / "log.key"

    @property
    def authority(self) -> Path:
        """The folder that in production is on another machine."""
        return self.path / "authority"

    @property
    def tls(self) -> TlsFiles:
        """The files of the server's TLS."""
        keys = self.path / "keys"
        return TlsFiles(keys / "tls.key", keys / "tls.pem", self.authority / "tls-ca.key")

    @property
    def next_tls(self) -> TlsFiles:
        """The same for the anchor that was announced, until it takes its place."""
        keys = self.path / "keys"
        return TlsFiles(keys / "tls-next.key", keys / "tls-next.pem", self.authority / "tls-ca-next.key")

    @property
    def _settings(self) -> Path:
        return self.path / "settings.json"

    @property
    def is_founded(self) -> bool:
        """Whether this home was used before, to the end."""
        return self._settings.exists()

    def settings(self) -> Settings:
        """Read the settings; raises HomeUnusable."""
        try:
            return msgspec.json.decode(self._settings.read_bytes(), type=Settings)
        except (OSError, msgspec.MsgspecError):
            raise HomeUnusable(reason="settings") from None

    def keep(self, settings: Settings) -> None:
        """Write the settings."""
        write_private(self._settings, msgspec.json.format(msgspec.json.encode(settings)) + b"\n")

    def need_founded(self) -> None:
        """Raise HomeUnusable unless this home was used before."""
        if not self.is_founded:
            raise HomeUnusable(reason="nothing-here")

    def need_authority(self) -> None:
        """Raise AuthorityAbsent unless the authority's folder is on this machine."""
        if not self.authority.is_dir():
            raise AuthorityAbsent(key="authority")

    def make(self) -> None:
        """Make the folders of a new home; raises HomeUnusable when this is somebody else's folder."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            strangers = {entry.name for entry in self.path.iterdir()} - _OURS
            if strangers and not (self.path / "keys").exists():
                raise HomeUnusable(reason="not-empty")
            self.path.chmod(0o700)
            for name in ("keys", "authority", "authority/cases"):
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as wrong:
            raise HomeUnusable(reason="cannot-write") from wrong

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Held by whoever has the database of this home open; many at a time. Nothing before first use."""
        if not self.is_founded:
            yield
            return
        with self._held(fcntl.LOCK_SH):
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Held while another database takes the place of this one; raises HomeUnusable when one is in use."""
        with self._held(fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield

    @contextmanager
    def _held(self, how: int) -> Iterator[None]:
        with (self.path / ".in-use").open("a") as file:
            try:
                fcntl.flock(file, how)
            except BlockingIOError:
                raise HomeUnusable(reason="in-use") from None
            yield

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held by whoever makes the home or works with the authority's keys: one at a time."""
        try:
            with (self.path / ".lock").open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
        except PermissionError as wrong:
            raise HomeUnusable(reason="cannot-write") from wrong


_OURS = {".lock", ".in-use"}


def in_home(path: Path) -> Home:
    """The home in this folder; raises HomeUnusable when it cannot be a folder."""
    if path.exists() and not path.is_dir():
        raise HomeUnusable(reason="not-a-folder")
    return Home(path.absolute())
