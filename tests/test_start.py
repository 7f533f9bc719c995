# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the lock screen does not wait for (UX section 4): bench/ measures it, this names the import."""

import subprocess
import sys

from tbp_casefile.model.case import ANSWERS
from tbp_tui import cli

LOCK = "tbp_tui.cli, tbp_tui.commands.screen, tbp_tui.app, tbp_tui.screens.lock, tbp_tui.widgets.terminal"
LATER = {
    "apsw",
    "cryptography",
    "httpx2",
    "joserfc",
    "keyring",
    "sqlite3",
    "tbp_casefile.model",
    "tbp_casefile.wire",
    "tbp_tui.sync",
    "tbp_tui.vault.opening",
    "textual.widgets._data_table",
    "textual.widgets._markdown",
}


def test_the_lock_screen_is_painted_before_anything_of_a_case_is_imported() -> None:
    program = f"import sys, {LOCK}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert LATER.isdisjoint(done.stdout.split())


def test_the_command_line_names_the_answers_of_the_model() -> None:
    assert cli.ANSWERS == ANSWERS
