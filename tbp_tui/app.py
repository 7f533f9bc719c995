# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app around the screens: hide, lock, language, time passing, and syncing beside it.

It knows no case and paints nothing itself. Screens are imported when they are opened.
"""

import gc
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from tbp_casefile.errors import TbpError
from tbp_casefile.tables import Role
from tbp_tui import i18n
from tbp_tui.idling import Idling
from tbp_tui.screens.door import Sent, Services, Session
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.quiet_app import QuietApp, be_quiet_outside
from tbp_tui.widgets.themes import following

NUMBER_SECONDS = 30
REDRAW_EVERY = 60


class NotesApp(QuietApp):
    """The program as a person sees it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "screens/framed.tcss",
        "screens/lock.tcss",
        "screens/staff/cases.tcss",  # also a first page: to read it then would mean to read all of them again
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+l", "hide", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("f2", "language", show=False, priority=True),
        Binding("f5", "sync_now", show=False, priority=True),
    ]

    class Synced(Message):
        """Posted by the thread that syncs; `code` says what stopped it, empty when nothing did."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, services: Services) -> None:
        super().__init__(services.theme)
        self.services = services
        self.sent: Sent | None = None
        self.trouble = ""
        self.refusal: TbpError | None = None
        self._session: Session | None = None
        self._is_syncing = self._is_listening = False
        self._seconds = 0
        self._numbers_since: datetime | None = None
        self._idling = Idling(services.now, services.uptime)

    def get_default_screen(self) -> Screen[None]:
        """The lock is there first."""
        from tbp_tui.screens.lock import LockScreen

        return LockScreen()

    # --- what screens may ask (door.Shell) -----------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The unlocked case."""
        assert self._session is not None, "a screen behind the lock was opened before it"
        return self._session

    @property
    def numbers_shown(self) -> bool:
        """Whether what is dotted is shown now; never longer than half a minute."""
        if self._numbers_since is None:
            return False
        return 0 <= (self.services.now() - self._numbers_since).total_seconds() < NUMBER_SECONDS

    def show_numbers(self) -> None:
        """Show, or hide again."""
        self._numbers_since = None if self.numbers_shown else self.services.now()

    def opened(self, session: Session) -> None:
        """From the lock to the first page; whoever has more cases chooses one first."""
        from tbp_tui.screens.home import HomeScreen

        self._session = session
        self._idling.touch()
        if session.role is Role.SUPPORTER:
            from tbp_tui.screens.staff.supported import SupportedScreen

            self.push_screen(SupportedScreen())
        elif session.role is Role.EXPERT:
            from tbp_tui.screens.peers.page import PeersScreen

            self.push_screen(PeersScreen())
        elif session.has_many:
            from tbp_tui.screens.staff.cases import CasesScreen

            self.push_screen(CasesScreen())
        else:
            self.push_screen(HomeScreen())

    def nothing_here(self, refusal: TbpError) -> None:
        """Close: there is nothing to show to whoever unlocked, and the refusal says why."""
        self.refusal = refusal
        self.exit()

    def wiped(self) -> None:
        """Leave the terminal clean, and become the process that removes the files."""
        self.leave_at_once()
        self.services.finish_wipe()

    def other_theme(self) -> None:
        """The next ones, remembered."""
        self.theme = following(self.theme)
        self.services.remember(i18n.language(), self.theme)

    # --- time passing --------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start the seconds; once something is painted, collect garbage and import the rest."""
        self.app_resume_signal.subscribe(self, lambda _app: self.action_hide())
        self.set_interval(1, self.tick)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        gc.freeze()  # what is here now stays until the end
        gc.enable()
        threading.Thread(target=self._warm_up, daemon=True).start()

    def _warm_up(self) -> None:
        """While the person types."""
        self.services.warm_up()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseScrollDown):
            self._idling.touch()
        await super().on_event(event)

    def tick(self) -> None:
        """Each second: has time done something that a person must see?"""
        if self._session is None:
            return
        self._seconds += 1
        self._lock_when_idle()
        self._forget_what_passed()
        if self._seconds % REDRAW_EVERY == 0:
            self.redraw()
        if not self._is_listening:  # only now: the first page does not wait for a connection
            self._is_listening = True
            self._session.listen()
        self._sync_when_due(self._session)

    def _lock_when_idle(self) -> None:
        from tbp_tui.screens.idle import IdleScreen

        state = self._idling.state(self.session.idle_lock.minutes * 60)
        if state == "lock":
            self.action_hide()
        elif state == "warn" and not isinstance(self.screen, IdleScreen):
            self.push_screen(IdleScreen())

    def _forget_what_passed(self) -> None:
        """Numbers that were shown long enough, and an answer that can no longer be taken back."""
        if self._numbers_since is not None and not self.numbers_shown:
            self._numbers_since = None
            self.redraw()
        if self.sent is not None and self.services.now() >= self.sent.until:
            self.sent = None
            self.redraw()

    def redraw(self) -> None:
        """Everything in sight as it holds now; what lies below it follows when it is seen again."""
        if isinstance(self.screen, Framed):
            self.screen.redraw()

    # --- syncing, beside everything else -------------------------------------------------------------------

    def _sync_when_due(self, session: Session) -> None:
        if not self._is_syncing and session.sync_due(self.services.now()):
            self._begin_sync(session)

    def _begin_sync(self, session: Session) -> None:
        self._is_syncing = True
        threading.Thread(target=self._sync, args=(session,), daemon=True).start()

    def _sync(self, session: Session) -> None:
        """In a thread of its own that nothing waits for, so closing and hiding are never held up."""
        code = ""
        try:
            session.sync(self.services.now())
        except TbpError as error:
            code = error.code
        except Exception:  # noqa: BLE001  # reading goes on when syncing cannot; the first page says so
            code = "unexpected"
        self.post_message(self.Synced(code))

    def on_notes_app_synced(self, event: Synced) -> None:
        """What came in is shown in place."""
        self._is_syncing = False
        self.trouble = event.code
        self.redraw()

    # --- actions -------------------------------------------------------------------------------------------

    def action_hide(self) -> None:
        """Empty the screen, leave, keep what is typed, and become a fresh process on the lock."""
        if self._session is None and self._forget_typed():
            return
        self.leave_at_once()
        self._keep_typed()
        self.services.hide()

    def blank(self) -> None:
        """The app ends, or is told to: what is being typed stays for the next time."""
        super().blank()
        self._keep_typed()

    def _keep_typed(self) -> None:
        """On every screen that keeps what is typed there; nothing may hold up hiding or ending."""
        with suppress(Exception):
            for screen in self.screen_stack:
                if isinstance(screen, Framed):
                    screen.keep_typed()

    def _forget_typed(self) -> bool:
        """On the lock: drop what was typed, unless the vault is being opened this moment."""
        from tbp_tui.screens.lock import LockScreen

        locks = [screen for screen in self.screen_stack if isinstance(screen, LockScreen)]
        if not locks or locks[0].busy:
            return False
        self._back_to_first()
        locks[0].forget()
        return True

    def _back_to_first(self) -> None:
        """The lock lies below everything, empty; in a case its first page does."""
        self._keep_typed()
        while len(self.screen_stack) > 1 and not self._is_first_page(self.screen):
            self.pop_screen()

    @property
    def _in_case(self) -> bool:
        """Whether a case was chosen: then its first page lies below what is in sight."""
        return self._session is not None and any(map(self._is_first_page, self.screen_stack))

    def _is_first_page(self, screen: Screen[Any]) -> bool:
        from tbp_tui.screens.home import HomeScreen

        return isinstance(screen, HomeScreen)

    def action_language(self) -> None:
        """The other language, at once, on every screen."""
        i18n.set_language("en" if i18n.language() == "nl" else "nl")
        self.services.remember(i18n.language(), self.theme)
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.redraw()

    def action_sync_now(self) -> None:
        """Look for something new now, whatever is due."""
        if self._session is not None and not self._is_syncing:
            self._begin_sync(self._session)

    def action_help_now(self) -> None:
        """112 and the person's own people, from everywhere behind the lock."""
        from tbp_tui.screens.help import HelpScreen

        if self._session is not None and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_log_contact(self) -> None:
        """Staff: a contact in the open case, from everywhere in it."""
        from tbp_tui.screens.staff.contact import ContactScreen

        if not self._in_case or not self.session.staff.may_log:
            return
        if any(isinstance(screen, ContactScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, ContactScreen):  # one line is being typed, never two
                self.pop_screen()
        else:
            self.push_screen(ContactScreen())

    def action_tasks(self) -> None:
        """Staff: what is to be done in all cases."""
        from tbp_tui.screens.staff.tasks import TasksScreen

        if self._session is not None:
            self.push_screen(TasksScreen())

    def action_place(self, place: str) -> None:
        """One of the fixed places, straight from the first page, so Esc always leads back there."""
        from tbp_tui.screens import places

        if self._in_case:
            self._back_to_first()
            self.push_screen(places.screen_of(place))

    def action_search(self) -> None:
        """Search everything in the open case; outside a case everything in all of them."""
        from tbp_tui.screens.search import SearchScreen
        from tbp_tui.screens.staff.search_cases import SearchCasesScreen

        if self._session is not None and not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen() if self._in_case else SearchCasesScreen())


def run(services: Services) -> int:
    """Run the app until it is closed; the exit code. The vault is closed after the terminal is given back.

    Raises what refused to show anything to the role that unlocked, for the command line to say."""
    be_quiet_outside()
    app = NotesApp(services)
    gc.disable()
    try:
        app.run()
    finally:
        gc.enable()
        if app._session is not None:
            app._session.close()
    if app.refusal is not None:
        raise app.refusal
    return app.return_code or 0
