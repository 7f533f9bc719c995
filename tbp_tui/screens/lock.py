# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lock: a neutral name, the passphrase, the language, help. Nothing of a case, a count or a time (UX R6).

It imports nothing of a case either, so that it is there at once. Unlocking takes about a second and runs in a
thread of its own.
"""

import threading
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _, language
from tbp_tui.screens.door import Session
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page

_WRONG = "vault.wrong-passphrase"
_MAY_RECOVER = {_WRONG, "vault.device-secret-missing", "vault.no-keyring", "vault.keyring-refused"}
_NO_SCREENS = "case.not-for-this-role"


class LockScreen(Framed):
    """Ask for the passphrase and open the vault with it."""

    AUTO_FOCUS = "#passphrase"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-half")]  # noqa: RUF012  # as in `framed.py`
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "show_typed", show=False)]

    class Opened(Message):
        """Posted by the thread when the vault is open."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Refused(Message):
        """Posted by the thread when it is not."""

        def __init__(self, error: TbpError) -> None:
            super().__init__()
            self.error = error

    class Broken(Message):
        """Posted by the thread for an error that is none of ours."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._field: Input = Field(password=True, id="passphrase", select_on_focus=False)
        self.busy = False
        self._said: TbpError | None = None
        self._offered = False

    def compose_body(self) -> ComposeResult:
        """A question, a field, and what can be chosen."""
        with Vertical(id="column"):
            yield Page(_question(), id="ask", can_focus=False)
            yield self._field
            yield Page(self.blocks(), id="page")

    def on_mount(self) -> None:
        """The demo opens itself, once."""
        services = self.shell.services
        if services.opens_by_itself and services.unlocker.demo_passphrase:
            self._unlock(services.unlocker.demo_passphrase)

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("locked")

    def redraw_body(self) -> None:
        """Question above the field, the rest below it."""
        self.query_one("#ask", Page).show(_question())
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """What can be chosen, and what there is to say."""
        box = "[ ]" if self._field.password else "[x]"
        show = _("Show what I type")
        other = _("Language: Nederlands") if language() == "nl" else _("Language: English")
        demo = self.shell.services.unlocker.demo_passphrase
        return (
            Row("show", f"{box} {show}"),
            Row("open", _("Open")),
            Row("language", other, side="F2: English" if language() == "nl" else "F2: Nederlands"),
            *self._recovery(),
            Gap(),
            Say(self._message()),
            *([Say(f"Demo: {demo}")] if demo else []),
        )

    def _recovery(self) -> Sequence[Block]:
        """After one try: before it nobody needs it, and then there is room for it."""
        tried = self._said is not None and self._said.code in _MAY_RECOVER
        may = (tried or self._offered) and self.shell.services.keys
        return (Row("recover", _("I use my recovery code")),) if may else ()

    def _message(self) -> str:
        if self.busy:
            return _("One moment please.")
        if self._said is None:
            return _("Does it not work? Press F1.")
        if self._said.code == _WRONG:
            return _("This did not open it. Check the words and try again.")
        from tbp_tui.words.errors import sentence

        return sentence(self._said)

    def explanation(self) -> Sequence[str]:
        """Generic: this is read by whoever holds the computer."""
        return (
            _("Type your passphrase and press Enter."),
            _("You may paste it. Press F4 to see what you type."),
            _("Did you make a recovery code? After one try it is offered below the field."),
            _("Do you not know it any more? Ask the person who gave you this program."),
        )

    def hints(self) -> Sequence[Hint]:
        """Closing stands on the right: hidden it is already."""
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("F2", _("Language"), "app.language", 2),
            Hint("F4", _("Show passphrase"), "show_typed", 3),
            Hint("Ctrl+Q", _("Close"), "app.quit", 0),
        )

    # --- what the person does ------------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        """Enter in the field."""
        self._try()

    def chosen(self, key: str) -> None:
        """A row below the field."""
        match key:
            case "show":
                self.action_show_typed()
            case "open":
                self._try()
            case "recover":
                self._recover()
            case "language":
                self.app.action_language()  # type: ignore[attr-defined]  # our app has it

    def _recover(self) -> None:
        from tbp_tui.screens.own_devices.recovery import RecoverScreen

        if self.shell.services.keys is not None and not self.busy:
            self._field.value, self._said, self._offered = "", None, True
            self.app.push_screen(RecoverScreen(self.shell.services.keys))

    def on_screen_resume(self) -> None:
        """Back from the code on paper: type the new passphrase."""
        self._field.focus()

    def action_show_typed(self) -> None:
        """Show or hide what is typed."""
        self._field.password = not self._field.password
        self.redraw()

    def forget(self) -> None:
        """Drop what was typed: somebody hid the screen or left."""
        self._field.value = ""
        self._field.password = True
        self.redraw()

    def action_back(self) -> None:
        """There is nothing behind the lock."""

    # --- unlocking -----------------------------------------------------------------------------------------

    def _try(self) -> None:
        if not self.busy and self._field.value:
            self._unlock(self._field.value)

    def _unlock(self, passphrase: str) -> None:
        self.busy = True
        self.redraw()
        threading.Thread(target=self._unlock_in_thread, args=(passphrase,), daemon=True).start()

    def _unlock_in_thread(self, passphrase: str) -> None:
        try:
            session = self.shell.services.unlocker.unlock(passphrase)
        except TbpError as error:
            self.post_message(self.Refused(error))
        except Exception as error:  # noqa: BLE001  # handed to the crash screen, in the thread that paints
            self.post_message(self.Broken(error))
        else:
            self.post_message(self.Opened(session))

    def on_lock_screen_opened(self, event: Opened) -> None:
        """In."""
        self._field.value = ""
        self.shell.opened(event.session)

    def on_lock_screen_refused(self, event: Refused) -> None:
        """Say one neutral sentence; each wrong one makes the next wait (UX R7).

        What was typed stays, marked: Enter tries it again, and other words take its place.
        """
        self.busy, self._said = False, event.error
        self._field.action_select_all()
        if event.error.code == _NO_SCREENS:
            self.shell.nothing_here(event.error)
        self.redraw()

    def on_lock_screen_broken(self, event: Broken) -> None:
        """Not ours: let the crash screen have it."""
        raise event.error


def _question() -> Sequence[Block]:
    return (Say(_("Type your passphrase and press Enter.")), Gap())
