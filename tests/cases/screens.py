# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app on a device of a fictional case, and everything that can be read on one of its screens."""

from datetime import datetime
from typing import NoReturn

from tbp_tui.app import NotesApp
from tbp_tui.screens.door import Services, Session
from tbp_tui.screens.framed import Framed
from tbp_tui.services.open_case import OpenCase


class _Unlocker:
    """Stands at the lock with a case that is open already."""

    demo_passphrase = None

    def __init__(self, case: OpenCase) -> None:
        self._case = case

    def unlock(self, passphrase: str) -> Session:
        return self._case


def _hide() -> NoReturn:
    raise SystemExit(0)


def app_on(case: OpenCase, moment: datetime) -> NotesApp:
    """A fresh app whose clock stands still."""
    app = NotesApp(Services(unlocker=_Unlocker(case), now=lambda: moment, hide=_hide))
    app._is_syncing = True  # the office of these devices is gone: nothing to sync with, however long it takes
    return app


def whole_page(screen: Framed) -> str:
    """All lines of the page, also those out of sight."""
    return "\n".join(line.text for line in screen.page.place.laid.lines)
