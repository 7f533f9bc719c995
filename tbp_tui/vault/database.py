# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One connection to an encrypted SQLite file, in the format of SQLCipher 4 (SECURITY section 2d).

The only module that speaks to apsw, and where its errors become ours. It knows no table. Import it only
after `selfcheck.check_driver`: a plain `apsw` takes the key without a word and writes in the clear.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from tbp_tui.vault.errors import (
    CipherMissing,
    DiskFull,
    FolderUnusable,
    NotEnoughMemory,
    VaultBusy,
    VaultDamaged,
    VaultError,
)

BUSY_MILLISECONDS = 5_000
FILE_KEY_BYTES = 48  # raw key of 32, then the salt of 16 that stands at the begin of the file

# FULL: an answer "saved" survives a power cut
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 0;
PRAGMA cache_size = -16384;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
"""

Row = tuple[Any, ...]  # what SQLite returns: str, int, bytes or None by column


def keyed_connection(path: Path, file_key: bytearray) -> apsw.Connection:
    """Open an existing file with the cipher and the raw key, before anything is read; extensions stay off."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.execute("PRAGMA cipher = 'sqlcipher'")
        connection.execute("PRAGMA legacy = 4")
        # never cached: the statement holds the key
        connection.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"", can_cache=False)
        _check_cipher_in_force(connection, file_key)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_cipher_in_force(connection: apsw.Connection, file_key: bytearray) -> None:
    try:
        cipher, salt = connection.execute(
            "SELECT sqlite3mc_config('cipher'), sqlite3mc_codec_data('cipher_salt')"
        ).get
    except apsw.SQLError:
        raise CipherMissing(reason="not-in-force") from None
    if cipher != "sqlcipher" or (salt or "").lower() != file_key[32:].hex():
        raise CipherMissing(reason="not-in-force")


class Database:
    """A connection that raises our errors. One thread at a time; another thread opens its own."""

    def __init__(self, path: Path, file_key: bytearray) -> None:
        with errors_mapped():
            self._connection = keyed_connection(path, file_key)
            try:
                self.user_version()  # the first read: a wrong key ends here
                self.execute(_SETTINGS)
            except BaseException:
                self._connection.close()
                raise

    def execute(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run a statement (or a script); how many rows it changed."""
        with errors_mapped():
            before = self._connection.total_changes()
            for _ in self._connection.execute(sql, values):
                pass  # a script stops at every row until that is taken
            return self._connection.total_changes() - before

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> int:
        """Run one statement for many rows; how many rows it changed in all."""
        with errors_mapped():
            before = self._connection.total_changes()
            self._connection.executemany(sql, rows)
            return self._connection.total_changes() - before

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with errors_mapped():
            return list(self._connection.execute(sql, values))

    def rows_for_each(self, sql: str, many: Iterable[Sequence[object]]) -> list[Row]:
        """The rows of one query for each of many values, one after another."""
        with errors_mapped():
            return list(self._connection.executemany(sql, many))

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query."""
        return next(iter(self.rows(sql, values)), None)

    def data_version(self) -> tuple[int, int]:
        """Another value after every change, by this connection or by any other."""
        with errors_mapped():
            others = int(self._connection.execute("PRAGMA data_version").get)
            return others, self._connection.total_changes()

    def user_version(self) -> int:
        """How many migrations this file has had."""
        with errors_mapped():
            return int(self._connection.execute("PRAGMA user_version").get)

    def set_user_version(self, version: int) -> None:
        """Note how many migrations this file has had; inside their transaction."""
        self.execute(f"PRAGMA user_version = {version:d}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, durable at the end. Inside another one it is a part of that one."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # SQLite rolls back by itself after some errors (full disk); what stays undone is undone on closing
        if self._connection.in_transaction:
            with suppress(apsw.Error):
                self._connection.execute("ROLLBACK")

    def integrity_findings(self) -> list[str]:
        """Read every page, which checks its MAC, and every index; what is wrong, in SQLite's words."""
        try:
            findings = [str(finding) for (finding,) in self.rows("PRAGMA integrity_check")]
        except VaultDamaged:
            return ["a page that does not authenticate"]
        return [] if findings == ["ok"] else findings

    def empty_journal(self) -> None:
        """Move the write-ahead log into the file and empty it; never fails."""
        with suppress(apsw.Error):  # another process reads, or the disk is full: the log stays, encrypted
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)

    def close(self) -> None:
        """Empty the write-ahead log, then close; never fails."""
        self.empty_journal()
        self._connection.close(True)


@contextmanager
def errors_mapped() -> Iterator[None]:
    """Turn errors of the disk, the file and the lock into ours; a mistake in SQL stays what it is."""
    try:
        yield
    except apsw.Error as error:
        ours = _as_vault_error(error)
        if ours is None:
            raise
        raise ours from error


_READ_FAILURES = {
    apsw.SQLITE_IOERR_READ,
    apsw.SQLITE_IOERR_SHORT_READ,
    apsw.SQLITE_IOERR_CORRUPTFS,
    apsw.SQLITE_IOERR_DATA,
}


def _as_vault_error(error: apsw.Error) -> VaultError | None:
    match error:
        case apsw.NotADBError() | apsw.CorruptError() | apsw.FormatError():
            return VaultDamaged(part="records")
        case apsw.IOError() if getattr(error, "extendedresult", 0) in _READ_FAILURES:
            return VaultDamaged(part="records")
        case apsw.FullError() | apsw.IOError():
            return DiskFull()
        case apsw.BusyError() | apsw.LockedError() | apsw.ProtocolError():
            return VaultBusy()
        case apsw.ReadOnlyError():
            return FolderUnusable(reason="read-only")
        case apsw.CantOpenError() | apsw.PermissionsError():
            return FolderUnusable(reason="cannot-open")
        case apsw.NoMemError():
            return NotEnoughMemory()
        case _:
            return None
