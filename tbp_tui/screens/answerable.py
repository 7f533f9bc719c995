# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What package, news and obligations have in common: a person can answer them, and take an answer back."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.errors import TbpError
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens import answering
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Say
from tbp_tui.words import errors
from tbp_tui.words.answers import is_own


class Answerable(Opened):
    """A screen about one record that can be answered; subclasses say which one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "take_back", show=False)]
    thing: ClassVar[answering.Thing]

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def about(self) -> Ref | None:
        """The record that is answered; nothing while there is none."""
        raise NotImplementedError

    def answers(self) -> Iterator[Block]:
        """What was answered, what just happened, and what can be answered."""
        about = self.about()
        if about is None:
            return
        yield from answering.given(self.session, about, self.shell.sent, self.now)
        if self._note:
            yield Say(self._note)
        if self.session.may_answer:
            yield from answering.choices(self.thing)

    def chose_answer(self, key: str) -> bool:
        """Whether this row was an answer, given or to give; then it is done."""
        if key.startswith("given:"):
            self._take_back(key.removeprefix("given:"))
        elif key.startswith("say:"):
            self._answer(key.removeprefix("say:"))
        else:
            return False
        return True

    # --- answering -----------------------------------------------------------------------------------------

    def _answer(self, what: str) -> None:
        about = self.about()
        if about is None:
            return
        match what:
            case "seen" | "explained":
                self._send(about, what)
            case "question" | "talk" | "input":
                from tbp_tui.screens.answer import AnswerScreen

                self.app.push_screen(AnswerScreen(about, self.thing, what))
            case "not-now":
                from tbp_tui.screens.not_now import NotNowScreen

                self.app.push_screen(NotNowScreen(about, self.thing))

    def _send(self, about: Ref, what: str) -> None:
        try:
            record = answering.send(self.shell, about, self.thing, what, "")
        except TbpError as error:
            self.show_note(errors.sentence(error))
            return
        self.show_given(record)

    def show_given(self, record: str) -> None:
        """Bring the answer that was just given into sight, where it stands among the others."""
        self.show_note("")
        self.page.go_to(f"given:{record}")

    def action_take_back(self) -> None:
        """Ctrl+Z: the last answer, while it is still here."""
        if self.shell.sent is not None:
            self._take_back(self.shell.sent.record)

    def _take_back(self, record: str) -> None:
        sent, about = self.shell.sent, self.about()
        held = sent is not None and sent.record == record and self.now < sent.until
        if not held and self._settled_or_corrected(record):
            return
        try:
            words = self.session.take_back(record, self.now) if held else None
        except TbpError as error:
            self.show_note(errors.sentence(error))
            return
        if words is None or sent is None:
            self.show_note(_("This cannot be taken back any more. You can give another answer."))
            return
        self.shell.sent = None
        self.show_note(_("Taken back. Nothing was sent."))
        if words and sent.what in {"question", "talk", "input"} and about is not None:
            from tbp_tui.screens.answer import AnswerScreen

            self.app.push_screen(AnswerScreen(about, self.thing, sent.what, words))
        else:
            self.page.go_to(f"say:{sent.what}")

    def answer_of(self, record: str) -> answering.Correctable | None:
        """One of one's own answers that stand on this screen."""
        about = self.about()
        lines = self.session.answers(about) if about else ()
        own = (line for line in lines if is_own(line, self.session.role) and not line.noted_by)
        return next((line for line in own if line.id == record), None)

    def _settled_or_corrected(self, record: str) -> bool:
        """Of two corrections choose this one; to words of one's own put others in their place."""
        line, about = self.answer_of(record), self.about()
        if line is None or about is None or not self.session.may_answer:
            return False
        if line.beside:
            try:
                self.show_given(answering.settle(self.shell, line.id, line.beside))
            except TbpError as error:
                self.show_note(errors.sentence(error))
            return True
        if line.what not in {"question", "talk", "input"}:
            return False
        from tbp_tui.screens.answer import AnswerScreen

        words = line.text if isinstance(line.text, str) else ""
        self.app.push_screen(AnswerScreen(about, self.thing, line.what, words, corrects=line.id))
        return True

    def show_note(self, words: str) -> None:
        """One line about what just happened, with the answers."""
        self._note = words
        self.redraw()

    def hints(self) -> Sequence[Hint]:
        """Taking back is offered while it is possible."""
        sent = self.shell.sent
        if sent is None or self.now >= sent.until:
            return super().hints()
        taking_back = Hint("Ctrl+Z", _("Take back"), "take_back", 2)
        return (*super().hints()[:3], taking_back, *super().hints()[3:])
