# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An open vault: everything that this device holds, in one encrypted file.

Made by `opening.py`. Everything inside `transaction()` is kept together or not at all.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from tbp_tui.vault.aside import Aside
from tbp_tui.vault.database import Database
from tbp_tui.vault.errors import VaultDamaged
from tbp_tui.vault.kdf import wipe
from tbp_tui.vault.lease import Lease
from tbp_tui.vault.notes import Notes
from tbp_tui.vault.outbox import Outbox
from tbp_tui.vault.records import Records
from tbp_tui.vault.rows import EvidenceRow, ScopeRow
from tbp_tui.vault.sealed import Sealed
from tbp_tui.vault.search import Search
from tbp_tui.vault.unfinished import Unfinished


class Vault:
    """One connection to the vault; a thread that works beside this one takes `another()`."""

    def __init__(
        self,
        path: Path,
        file_key: bytearray,
        vault_id: str,
        *,
        prepare: Callable[[Database], None] = lambda _: None,
    ) -> None:
        """Takes over `file_key`, and wipes it on closing. `prepare` sees to the tables first."""
        self.id = vault_id
        self._path = path
        self._file_key = file_key
        self._database = Database(path, file_key)
        try:
            prepare(self._database)
        except BaseException:
            self.close()
            raise
        self.records = Records(self._database)
        self.outbox = Outbox(self._database)
        self.aside = Aside(self._database)
        self.search = Search(self._database)
        self.sealed = Sealed(self._database)
        self.unfinished = Unfinished(self._database)
        self.notes = Notes(self._database)
        self.lease = Lease(self._database)

    def __repr__(self) -> str:
        return "Vault(...)"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def another(self) -> "Vault":
        """A second connection to the same vault, for another thread."""
        return Vault(self._path, self._file_key.copy(), self.id)

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, durable at the end; takes the write lock at once. Inside another: a part of it."""
        return self._database.transaction()

    def close(self) -> None:
        """Empty the write-ahead log, close, and wipe the key. Closing twice is allowed."""
        self._database.close()
        wipe(self._file_key)

    def version(self) -> tuple[int, int]:
        """Another value after every change in this vault, whoever made it."""
        return self._database.data_version()

    # --- meta: single values under a name ---------------------------------------------------------------

    def meta(self, key: str) -> bytes | None:
        """The value under this name."""
        found = self._database.row("SELECT value FROM meta WHERE key = ?", (key,))
        return None if found is None else bytes(found[0])

    def set_meta(self, key: str, value: bytes) -> None:
        """Set the value under this name."""
        self._database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def forget_meta(self, key: str) -> None:
        """Overwrite the value under this name."""
        self._database.execute("DELETE FROM meta WHERE key = ?", (key,))

    def beside(self, name: str) -> Path:
        """The place of another file of this vault, that says nothing of what is in it."""
        return self._path.with_name(f"{self._path.stem}.{name}{self._path.suffix}")

    def own_name(self, scope: str) -> str:
        """What the owner of this device calls a log; empty when they gave it no name."""
        return (self.meta(_name(scope)) or b"").decode()

    def keep_own_name(self, scope: str, name: str) -> None:
        """Call it this; it is known here alone, and goes with the log."""
        self.set_meta(_name(scope), name.encode())

    # --- scopes: how far each log is verified -----------------------------------------------------------

    def scopes(self) -> list[ScopeRow]:
        """All scopes that this device knows."""
        rows = self._database.rows("SELECT * FROM scopes ORDER BY scope")
        return [ScopeRow._make(row) for row in rows]

    def scope(self, scope: str) -> ScopeRow | None:
        """One scope."""
        found = self._database.row("SELECT * FROM scopes WHERE scope = ?", (scope,))
        return None if found is None else ScopeRow._make(found)

    def save_scope(self, row: ScopeRow) -> None:
        """Add a scope or move it on; in the same transaction as the page that did it."""
        self._database.execute(
            "INSERT OR REPLACE INTO scopes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )

    def shred(self, scope: str) -> None:
        """Overwrite every record of a scope, aside or not, its words and evidence; its own row stays.

        In the transaction that notes why. The words of the other scopes are made again by whoever searches.
        """
        with self.transaction():
            self.records.forget(scope)
            self.aside.forget(scope)
            self.sealed.forget(scope)
            self.unfinished.forget_of(scope)
            self._database.execute("DELETE FROM meta WHERE key = ?", (_name(scope),))
            self.search.begin_anew()
            self._database.execute("DELETE FROM evidence WHERE scope = ?", (scope,))

    def empty_journal(self) -> None:
        """Leave nothing of what was overwritten in the write-ahead log, unless somebody reads just now."""
        self._database.empty_journal()

    # --- evidence ---------------------------------------------------------------------------------------

    def keep_evidence(self, scope: str, at_ms: int, what: str, content: bytes) -> None:
        """Keep what contradicts the history that we verified."""
        self._database.execute(
            "INSERT INTO evidence (scope, at, what, content) VALUES (?, ?, ?, ?)",
            (scope, at_ms, what, content),
        )

    def evidence(self) -> list[EvidenceRow]:
        """All evidence, oldest first."""
        rows = self._database.rows("SELECT * FROM evidence ORDER BY n")
        return [EvidenceRow._make(row) for row in rows]

    def evidence_after(self, n: int) -> tuple[int, int] | None:
        """Of all evidence after this place: when the first was kept, and the place of the last."""
        found = self._database.row("SELECT min(at), max(n) FROM evidence WHERE n > ?", (n,))
        return None if found is None or found[0] is None else (found[0], found[1])

    # --- soundness --------------------------------------------------------------------------------------

    def check_integrity(self) -> None:
        """Authenticate every page and hold every index against its table; raises VaultDamaged."""
        findings = self._database.integrity_findings()
        if findings:
            raise VaultDamaged(part="records", findings=len(findings))


def _name(scope: str) -> str:
    return f"name:{scope}"
