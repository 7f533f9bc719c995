# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Another passphrase: the one of now, the new one, and once more. Nothing of it is kept on the screen."""

import threading
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _, language
from tbp_tui.screens.door_keys import OwnKeys
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors

_FIELDS = ("now", "new", "again")


class PassphraseScreen(Opened):
    """Three dotted fields, each below its name."""

    CSS_PATH = "passphrase.tcss"
    AUTO_FOCUS = "#now"

    class Ended(Message):
        """Posted by the thread that changes it; `wrong` is empty when it was done."""

        def __init__(self, wrong: str) -> None:
            super().__init__()
            self.wrong = wrong

    def __init__(self, keys: OwnKeys) -> None:
        super().__init__()
        self._keys = keys
        self._words = self._wrong = ""
        self._busy = self._done = False

    def compose_body(self) -> ComposeResult:
        """Nothing stands in them."""
        with Vertical(id="body"):
            for name in _FIELDS:
                yield Page(id=f"ask-{name}", can_focus=False)
                yield Field(password=True, id=name, select_on_focus=False)
            yield Page(id="page")

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("another passphrase")

    def redraw_body(self) -> None:
        """The name of each field stands above it; once it is done there is nothing left to type."""
        asked = {
            "now": _("Your passphrase of now"),
            "new": _("The new one"),
            "again": _("The new one once more"),
        }
        for name, words in asked.items():
            self.query_one(f"#ask-{name}", Page).show((Say(words),))
            for widget in (f"#ask-{name}", f"#{name}"):
                self.query_one(widget).display = not self._done
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """What there is to say, and the ways on."""
        if self._done:
            return (
                Say(_("From now on the new passphrase opens it, and the one before it no longer does.")),
                Gap(),
                Row("back", _("Done")),
            )
        if self._busy:
            return (Say(_("One moment please.")),)
        box = "[ ]" if self._field("new").password else "[x]"
        return (
            *([Say(self._words, "strong")] if self._words else []),
            *([Say(self._wrong)] if self._wrong else []),
            Row("change", _("Change it")),
            Row("back", _("Back, change nothing")),
            Row("show", f"{box} {_('Show what I type')}"),
            Row("words", _("Show words that I may take")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you choose another passphrase for this device. Your other devices keep theirs."),
            _("It is changed at once or not at all: also when the power fails, one of the two opens it."),
            _("Nobody can look it up for you. Write it down, and keep it where nobody looks."),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a writer looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Next field"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- what is done --------------------------------------------------------------------------------------

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def on_input_submitted(self) -> None:
        """Enter in a field leads on."""
        self.focus_next()

    def chosen(self, key: str) -> None:
        """Change it, go back, or help with typing."""
        match key:
            case "change":
                self._change()
            case "back":
                self.action_back()
            case "show":
                for name in _FIELDS:
                    self._field(name).password = not self._field(name).password
                self.redraw()
            case "words":
                self._words = self._keys.proposal(language())
                self.redraw()

    def _change(self) -> None:
        now, new, again = (self._field(name).value for name in _FIELDS)
        if new != again:
            self._wrong = _("The two new ones are not the same. Nothing was changed.")
        elif now and new:
            self._busy, self._wrong = True, ""
            threading.Thread(target=self._change_in_thread, args=(now, new), daemon=True).start()
        self.redraw()

    def _change_in_thread(self, now: str, new: str) -> None:
        wrong = ""
        try:
            self._keys.change_passphrase(now, new)
        except TbpError as error:
            wrong = errors.sentence(error)
        except Exception:  # noqa: BLE001  # never a crash screen with a passphrase in it
            wrong = errors.of_code("unexpected")
        self.post_message(self.Ended(wrong))

    def on_passphrase_screen_ended(self, event: Ended) -> None:
        """Say how it went; what was typed goes when it was done."""
        self._busy, self._wrong, self._done = False, event.wrong, not event.wrong
        if self._done:
            self._words = ""
            for name in _FIELDS:
                self._field(name).value = ""
            self.page.focus()
        self.redraw()
