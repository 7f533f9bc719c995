# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app of a contact person on a copy of their vault: what they type, what they see, what is kept."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

from textual.pilot import Pilot
from textual.widgets import Input

from tbp_tui.app import NotesApp
from tbp_tui.screens.door import Services
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.keeping import Keeping
from tbp_tui.screens.staff.contact import ContactScreen
from tbp_tui.services.open_case import OpenCase
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.screens import _Unlocker, whole_page
from tests.screens.desk import press, screen_text
from tests.sync.desk import reopened

BAS = "h1-journalist/contact-2"
H1, H3, H4 = "D-24-0117", "D-25-0208", "D-26-0015"


@dataclass
class StaffDesk:
    """Whoever types, and the case that is written in."""

    case: OpenCase
    now: datetime = DEMO_DAY
    hidden: list[str] = field(default_factory=list)
    app: NotesApp = field(init=False)
    pilot: Pilot[None] = field(init=False)

    def hide(self) -> NoReturn:  # type: ignore[misc]  # the real one never returns; a test looks at what is left
        """Another program begins now: only what the vault holds is left."""
        self.hidden.append(self.case.staff.unfinished())

    @property
    def screen(self) -> Framed:
        """The one on top."""
        assert isinstance(self.app.screen, Framed)
        return self.app.screen

    @property
    def page(self) -> str:
        """Everything on the page, also what is out of sight."""
        return whole_page(self.screen)

    @property
    def mark(self) -> str | None:
        """The row that is chosen; nothing while the field has the keys."""
        return self.screen.page.key if self.screen.page.has_focus else None

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.screen.query_one("#words", Input).value

    @property
    def written(self) -> list[str]:
        """The kinds of records that wait to be sent."""
        return sorted(row.kind for row in self.case._vault.outbox.all())

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await press(self.pilot, *keys)

    async def type(self, words: str) -> None:
        """All letters at once, in the field."""
        words_field = self.screen.query_one("#words", Input)
        words_field.value, words_field.cursor_position = words, len(words)
        await self.pilot.pause()

    async def log(self, words: str = "") -> None:
        """From the list of cases to a contact in the case on which the mark stands."""
        await self.press("f7")
        assert isinstance(self.screen, ContactScreen)
        if words:
            await self.type(words)

    async def later(self, seconds: float) -> None:
        """The clock moves on, and the second that looks at it has passed."""
        self.now += timedelta(seconds=seconds)
        if isinstance(self.screen, Keeping):
            self.screen.each_second()
        await self.pilot.pause()

    def lines(self) -> list[str]:
        """What is in sight."""
        return screen_text(self.app)


@asynccontextmanager
async def staff_desk(
    devices: Devices, folder: Path, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[StaffDesk]:
    """On the list of cases of a contact person with three."""
    with devices.opened(BAS, copy_to=folder) as case:
        async with running(case, size) as desk:
            yield desk


@asynccontextmanager
async def running(case: OpenCase, size: tuple[int, int] = (80, 24)) -> AsyncIterator[StaffDesk]:
    """A fresh app on this vault."""
    desk = StaffDesk(case)
    app = NotesApp(Services(unlocker=_Unlocker(case), now=lambda: desk.now, hide=desk.hide))
    app._is_syncing = True  # the office of these devices is gone
    desk.app = app
    async with app.run_test(size=size) as desk.pilot:
        app.opened(case)
        await desk.pilot.pause()
        yield desk


def again(case: OpenCase, folder: Path) -> OpenCase:
    """The same vault as another process finds it."""
    place = Path(shutil.copytree(folder / "vault", folder / "again"))
    return OpenCase(reopened(place), case._world)
