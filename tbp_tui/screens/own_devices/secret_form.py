# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Dotted fields, each below its name, and one thing that is done with them in a thread.

Nothing of what was typed stays on the screen once it was done, and none of it is ever part of a message.
"""

import threading
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page


class SecretForm(Framed):
    """Subclasses fill in the names of the fields, the rows, and what is done."""

    CSS_PATH = "secret_form.tcss"
    AUTO_FOCUS = "Field"
    FIELDS: ClassVar[tuple[str, ...]] = ()

    class Ended(Message):
        """Posted by the thread; `wrong` is empty when it was done."""

        def __init__(self, wrong: str) -> None:
            super().__init__()
            self.wrong = wrong

    def __init__(self) -> None:
        super().__init__()
        self.wrong = ""
        self.busy = self.done = False

    # --- what a subclass fills in --------------------------------------------------------------------------

    def asked(self) -> Mapping[str, str]:
        """The name of each field, in the language of now."""
        raise NotImplementedError

    def ways(self) -> Sequence[Block]:
        """What can be done, above "back"."""
        raise NotImplementedError

    def after(self) -> Sequence[Block]:
        """What there is to say once it was done."""
        raise NotImplementedError

    def work(self, task: str, typed: Mapping[str, str]) -> None:
        """Do it. Blocks, runs in a thread; raises TbpError."""
        raise NotImplementedError

    # --- the form ------------------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """Nothing stands in them."""
        with Vertical(id="body"):
            for name in self.FIELDS:
                yield Page(id=f"ask-{name}", can_focus=False)
                yield Field(password=True, id=name, select_on_focus=False)
            yield Page(id="page")

    def redraw_body(self) -> None:
        """The name of each field stands above it; once it is done there is nothing left to type."""
        for name, words in self.asked().items():
            self.query_one(f"#ask-{name}", Page).show((Say(words),))
            for widget in (f"#ask-{name}", f"#{name}"):
                self.query_one(widget).display = not self.done
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """What there is to say, and the ways on."""
        if self.busy:
            return (Say(_("One moment please.")),)
        if self.done:
            return (*self.after(), Gap(), Row("back", _("Done")))
        box = "[x]" if self._is_shown else "[ ]"
        return (
            *([Say(self.wrong)] if self.wrong else []),
            *self.ways(),
            Row("back", _("Back, change nothing")),
            Row("show", f"{box} {_('Show what I type')}"),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a writer looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Next field"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    @property
    def _is_shown(self) -> bool:
        return not self.query(Field).first().password

    def on_input_submitted(self) -> None:
        """Enter in a field leads on."""
        self.focus_next()

    def chosen(self, key: str) -> None:
        """Back, show what is typed, or whatever else stands there."""
        if key == "back":
            self.action_back()
        elif key == "show":
            dotted = self._is_shown
            for field in self.query(Field):
                field.password = dotted
            self.redraw()

    def start(self, task: str) -> None:
        """Begin, unless a field is empty."""
        typed = {name: self.query_one(f"#{name}", Field).value for name in self.FIELDS}
        if not self.busy and all(typed.values()):
            self.busy, self.wrong = True, ""
            threading.Thread(target=self._in_thread, args=(task, typed), daemon=True).start()
        self.redraw()

    def _in_thread(self, task: str, typed: Mapping[str, str]) -> None:
        from tbp_tui.words import errors  # the lock screen does not wait for all sentences

        wrong = ""
        try:
            self.work(task, typed)
        except TbpError as error:
            wrong = errors.sentence(error)
        except Exception:  # noqa: BLE001  # never a crash screen with a passphrase in it
            wrong = errors.of_code("unexpected")
        self.post_message(self.Ended(wrong))

    def on_secret_form_ended(self, event: Ended) -> None:
        """Say how it went; what was typed goes when it was done."""
        self.busy, self.wrong, self.done = False, event.wrong, not event.wrong
        if self.done:
            for field in self.query(Field):
                field.value = ""
            self.page.focus()
        self.redraw()
