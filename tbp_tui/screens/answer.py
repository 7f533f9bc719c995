# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A question or a wish to talk, in the person's own words.

What is typed is kept within a second, so that hiding, a crash or a kill leaves it for the next time.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens import answering
from tbp_tui.screens.keeping import Keeping
from tbp_tui.services.begun import CORRECTION
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors

MAX_CHARACTERS = 4000


class AnswerScreen(Keeping):
    """One text field, and below it: send, or back."""

    CSS_PATH = "answer.tcss"
    AUTO_FOCUS = "#words"

    def __init__(
        self, about: Ref, thing: answering.Thing, what: str, words: str = "", *, corrects: str = ""
    ) -> None:
        """`words`: what stood in a record that is corrected, or in one that was taken back."""
        super().__init__()
        self._about = about
        self._thing = thing
        self._what = what
        self._words = words
        self._corrects = corrects
        self._kept = ""
        self._wrong = ""

    @property
    def _begun(self) -> tuple[str, str, str]:
        """Where that which is typed here is kept: log, record, what it is."""
        if self._corrects:
            return self._about.scope, self._corrects, CORRECTION
        return self._about.scope, self._about.id, self._what

    def compose_body(self) -> ComposeResult:
        """What is asked, the field with what was left here, what can be done."""
        begun = self.session.begun.text(*self._begun)
        self._kept = begun or self._words if self._corrects else begun
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self._kept if self._corrects else self._with_taken_back(begun), id="words")
            yield Page(id="page")

    def on_mount(self) -> None:
        """What was taken back is in no record any more, so it is kept at once."""
        self.keep_typed()

    def _with_taken_back(self, begun: str) -> str:
        """What was left here; words that were taken back stand above it, so that neither is lost."""
        return "\n\n".join(dict.fromkeys(part for part in (self._words, begun) if part))

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        words = {"question": _("your question"), "input": _("for the review")}
        return words.get(self._what, _("a talk"))

    def _asked(self) -> str:
        """What stands above the field."""
        if self._corrects:
            return _("Change what you wrote. What stood here before is kept, and your people can see that.")
        words = {
            "question": _("What do you want to ask? Your contact person answers."),
            "input": _("What goes well, what does not, and what do you want to be weighed?"),
        }
        return words.get(self._what, _("What do you want to talk about? You may leave this empty."))

    def redraw_body(self) -> None:
        """What is asked stands above the field."""
        self.query_one("#ask", Page).show((Say(self._asked()), Gap()))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """Send or back; what is wrong stands above it."""
        return (
            *([Say(self._wrong)] if self._wrong else [Gap()]),
            Row("send", _("Send")),
            Row("back", _("Back, send nothing")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Type in your own words. Press Tab to leave the field, and choose Send."),
            _("What you send is kept on this device at once, also without a connection."),
            _("What you typed and did not send stays on this device for the next time."),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a person looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Out of the field"), "", 1),
            Hint("F8", _("Help now"), "app.help_now", 4),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- keys ----------------------------------------------------------------------------------------------

    @property
    def _field(self) -> Writing:
        return self.query_one("#words", Writing)

    def chosen(self, key: str) -> None:
        """Send or back."""
        if key == "back":
            self.action_back()
            return
        words = self._field.text.strip()
        if self._what in {"question", "input"} and not words:
            wrong = _("Type your question first.") if self._what == "question" else _("Type something first.")
            self._say_wrong(wrong)
        elif len(words) > MAX_CHARACTERS:
            self._say_wrong(
                _("This is longer than {n} characters. Make it shorter.").format(n=MAX_CHARACTERS)
            )
        else:
            self._send(words)

    def _say_wrong(self, words: str) -> None:
        self._wrong = words
        self.redraw()
        self._field.focus()

    def _send(self, words: str) -> None:
        try:
            record = self._written(words)
        except TbpError as error:
            self._say_wrong(errors.sentence(error))
            return
        self._kept = self._field.text
        self.action_back()
        self.app.call_after_refresh(show_given, self.app.screen, record)

    def keep_typed(self) -> None:
        """For the next time."""
        if self._field.text != self._kept:
            self._kept = self._field.text
            self.session.begun.keep(*self._begun, self._kept, self.now)

    def _written(self, words: str) -> str:
        if self._corrects:
            return answering.correct(self.shell, self._about, self._what, self._corrects, words)
        return answering.send(self.shell, self._about, self._thing, self._what, words)


def show_given(screen: object, record: str) -> None:
    """Bring the answer that was just given into sight, where it stands among the others."""
    from tbp_tui.screens.answerable import Answerable

    if isinstance(screen, Answerable):
        screen.show_given(record)
