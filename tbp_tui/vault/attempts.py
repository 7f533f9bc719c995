# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong passphrases in a row, kept beside the vault: each makes the next wait longer, also after a restart.

It slows down somebody who types at this computer, and nobody who copied the files: against them stands the
key derivation. Nothing is ever wiped because of it. Where it cannot be kept (a full disk) nobody is kept out.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tbp_tui.vault import files
from tbp_tui.vault.errors import VaultError, WaitFirst, WrongPassphrase

_NAME = "notes.wait"
_MOST_BYTES = 1000
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Wrong:
    """How many in a row, and when the last one was."""

    count: int
    last: datetime

    @property
    def seconds(self) -> int:
        """How long to wait after these: nothing after the first, then 2, 4, 8 and so on to a minute."""
        if self.count < 2:
            return 0
        return min(1 << min(self.count - 1, 10), LONGEST_SECONDS)

    def left(self, now: datetime) -> int:
        """Whole seconds that are still to be waited; a clock that was set back adds nothing to them."""
        passed = max((now - self.last).total_seconds(), 0.0)
        return max(-int((passed - self.seconds) // 1), 0)


@contextmanager
def counted(folder: Path, now: Callable[[], datetime]) -> Iterator[None]:
    """Around one try: raises WaitFirst where it comes too soon, and counts a WrongPassphrase."""
    before = load(folder)
    if before is not None:
        _check(folder, before, now())
    try:
        yield
    except WrongPassphrase:
        _save(folder, Wrong(before.count + 1 if before else 1, now()))
        raise
    with suppress(OSError):
        (folder / _NAME).unlink(missing_ok=True)


def load(folder: Path) -> Wrong | None:
    """What was counted; a file that cannot be read counts as nothing."""
    try:
        with (folder / _NAME).open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
        count, last = int(kept["count"]), datetime.fromisoformat(kept["last"])
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        return None
    return Wrong(count, last) if count > 0 and last.tzinfo is not None else None


def _check(folder: Path, before: Wrong, now: datetime) -> None:
    left = before.left(now)
    if now < before.last:  # the clock was set back: the wait begins now, or it would begin anew each time
        _save(folder, Wrong(before.count, now - timedelta(seconds=before.seconds - left)))
    if left:
        raise WaitFirst(seconds=left)


def _save(folder: Path, wrong: Wrong) -> None:
    content = json.dumps({"count": wrong.count, "last": wrong.last.isoformat()})
    with suppress(VaultError):
        files.replace(folder / _NAME, content.encode("ascii"))
