# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app on the small case as a program of its own, for tests that need a real terminal.

`python -m tests.screens.program [LANGUAGE]`. It opens itself. F9 becomes another program that says so. The
page of reviews fails, with a canary in its local variables and in its message; syncing never comes back.
"""

import os
import sys
import threading
from datetime import UTC, datetime
from typing import NoReturn

from tbp_casefile.views.reviews import ReviewLine
from tbp_tui import i18n
from tbp_tui.app import run
from tbp_tui.screens.door import Services
from tests.screens.desk import PASSPHRASE, Case, Desk

CANARY = "kanarie"


class FailingCase(Case):
    """A session with a defect, and a network that does not answer."""

    def reviews(self, now: datetime) -> tuple[ReviewLine, ...]:
        local = f"{CANARY} in a local variable"
        raise KeyError(f"{CANARY} in a message, and {local}")


def become_something_else() -> NoReturn:
    """What hiding does."""
    program = "print('another program now'); input()"
    os.execve(sys.executable, [sys.executable, "-c", program], os.environ)  # noqa: S606  # as in the app


def main() -> int:
    """Run until it is closed."""
    i18n.set_language(sys.argv[1] if len(sys.argv) > 1 else "nl")
    case = FailingCase(due=True, hold=threading.Event())
    desk = Desk(case=case, demo_passphrase=PASSPHRASE, opens_by_itself=True)
    return run(
        Services(
            unlocker=desk,
            now=lambda: datetime.now(UTC),
            hide=become_something_else,
            opens_by_itself=True,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
