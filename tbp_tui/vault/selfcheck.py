# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Is the cipher really in force? Asked before every open (DESIGN section 7; SECURITY section 2d; T23).

A plain `apsw` installed beside `apsw-sqlite3mc` silently replaces it: the key is then ignored, and the vault
would be written in the clear. Never repairs anything: it refuses.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tbp_tui.vault.errors import CipherMissing
from tbp_tui.vault.files import os_errors_mapped

_PLAIN_MAGIC = b"SQLite format 3\x00"


def check_driver() -> None:
    """The module called `apsw` is the one with ciphers; raises CipherMissing."""
    try:
        import apsw
    except ImportError:
        raise CipherMissing(reason="no-apsw") from None
    if not getattr(apsw, "mc_version", None):
        raise CipherMissing(reason="plain-apsw")


def check_cipher(folder: Path, random: Callable[[int], bytes]) -> None:
    """Write a probe beside the vault, under a key of its own, and look at its first bytes."""
    check_driver()
    from tbp_tui.vault.database import FILE_KEY_BYTES, errors_mapped, keyed_connection

    with os_errors_mapped():
        descriptor, name = tempfile.mkstemp(prefix="notes.", dir=folder)
        os.close(descriptor)
    probe = Path(name)
    try:
        with (
            errors_mapped(),
            closing(keyed_connection(probe, bytearray(random(FILE_KEY_BYTES)))) as connection,
        ):
            # nothing of a probe has to last
            for statement in (
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                "CREATE TABLE probe (x)",
            ):
                connection.execute(statement)
        if probe.stat().st_size == 0 or _begins_plain(probe):
            raise CipherMissing(reason="not-in-force")
    finally:
        probe.unlink(missing_ok=True)


def check_file(path: Path) -> None:
    """A vault that is there does not lie in the clear; raises CipherMissing."""
    if _begins_plain(path):
        raise CipherMissing(reason="plaintext-file")


def _begins_plain(path: Path) -> bool:
    with os_errors_mapped(), path.open("rb") as file:
        return file.read(len(_PLAIN_MAGIC)) == _PLAIN_MAGIC
