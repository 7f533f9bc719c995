# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact in one line: typed, read back in full words at once, put right by a key, saved with Enter.

What is typed is kept within a second, so that hiding, a crash or a kill leaves it for the next time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _, language
from tbp_tui.plain import talks
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.keeping import Keeping
from tbp_tui.services.staff import own_lines
from tbp_tui.services.staff.contacts import MOST_TASK, MOST_TEXT, Saved, check_length
from tbp_tui.services.staff.line import ContactLine, has_choices, understood
from tbp_tui.widgets.bars import FooterLine, Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.wrapping import one_line
from tbp_tui.words import contact_line as words
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.contact_line import Part
from tbp_tui.words.dates import month_day

MOST_TYPED = 20_000
"""More than can be saved: what is too long is said, and can be made shorter or two contacts."""


class ContactScreen(Keeping):
    """A field, and below it what was understood."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"change('{part}')", show=False) for key, part in words.KEYS.items()),
        Binding("f3", "type", show=False),
        Binding("f4", "own_line", show=False),
        Binding("ctrl+z", "take_back", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._by_hand: dict[Part, object] = {}
        self._kept = ""
        self._wrong = ""
        self._saved: tuple[Saved, ContactLine, datetime] | None = None

    def compose_body(self) -> ComposeResult:
        """The line that was left here is there again."""
        self._kept = self.session.staff.unfinished()
        with Vertical(id="body"):
            yield Field(one_line(self._kept), id="words", max_length=MOST_TYPED, select_on_focus=False)
            yield Page(id="page")

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header: of which case, as long as it is in sight."""
        number = self._case
        return _("contact in {number}").format(number=number) if number else _("a contact")

    @property
    def _case(self) -> str:
        """The number of the case, or what its supporter calls it."""
        situation = self.session.situation(self.now)
        return clean(situation.status.case if situation else self.session.staff.own_name())

    @property
    def line(self) -> ContactLine:
        """What was typed, as it is understood now."""
        return understood(self._field.value, self.now, language(), self._by_hand)

    def blocks(self) -> Sequence[Block]:
        """Before the first word an example; then field by field, and saving."""
        if not self._field.value.strip():
            return tuple(self._after() if self._saved else self._examples())
        return tuple(self._understood(self.line))

    def _after(self) -> Iterator[Block]:
        """What was saved, as long as nothing new is typed."""
        assert self._saved
        _saved, line, until = self._saved
        yield Say(_("Saved on this device."), "head")
        yield Say(clean(line.line), "quiet", 2)
        if self.now < until:
            yield Say(_("Ctrl+Z takes it back. Esc leads back, or type the next contact."))
        else:
            yield Say(_("Esc leads back, or type the next contact."))
        yield Gap()
        yield Row("note", _("A note for yourself"), side=_("on this device alone"))
        if own_lines.has_room_for(self.session.staff.own_lines(), line.line):
            yield Row("keep", _("Keep this line for the next time"), side=_("on this device alone"))

    def _examples(self) -> Iterator[Block]:
        yield Say(_("Type what happened, in one line. For example:"))
        yield Say(_("phoned 20m sleeps badly, wants Sam to join > fri 14:00 call back"), "quiet", 2)
        yield Say(_("missed call, try again tomorrow 9"), "quiet", 2)
        yield Gap()
        yield Say(_("What comes after > is what is to be done. The rest is read from your words."))
        yield Gap()
        has_some = bool(self.session.staff.own_lines())
        yield Row("own", _("Your own lines"), side=_("F4 fills one in") if has_some else _("none yet"))

    def _understood(self, line: ContactLine) -> Iterator[Block]:
        key_of = {part: key.upper() for key, part in words.KEYS.items()}
        yield Say(_("Text: {text}").format(text=clean(line.text) or _("none")))
        for part in words.shown(line):
            said = f"{words.label(part)}: {words.value(line, part)}"
            yield Row(f"part:{part}", f"{'?' if part in line.ask else key_of[part]} {said}")
        yield Gap()
        if wrong := self._wrong or _too_long(line):
            yield Say(wrong)
        yield Row("save", _("Save"), side=_("after what is not sure") if line.ask else "")
        if line.value("visible"):
            yield from self._as_the_person_reads(line)

    def _as_the_person_reads(self, line: ContactLine) -> Iterator[Block]:
        """As it will stand on their page of talks."""
        yield Head(_("This is what the person will read"))
        read = line.as_read(self.now)
        if read is None:
            yield Say(_("First say how the contact was."))
        else:
            yield Pair(month_day(read.on), "\n".join((talks.what(read), *talks.said(read))))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Type what happened in one line. Below it you see how it was understood."),
            _("Enter leads to Save. Enter once more saves. A letter before a line changes that line."),
            _("A question mark stands where your words leave something open. You are asked about it."),
            _("Only you and your own colleagues read it, unless you let the person read it too."),
            _("What you type is kept at once on this device, also when you hide the screen."),
            _("F4 fills in a line of your own. You write them under Your own lines."),
        )

    def hints(self) -> Sequence[Hint]:
        """From the field to what was understood, and back."""
        there = self._field.has_focus
        way = Hint("Enter", self._onward(), "", 1) if there else Hint("F3", _("The line"), "type", 1)
        return (
            Hint("F1", _("Help"), "explain", 4),
            Hint("Esc", _("Back"), "back", 3),
            way,
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    def _onward(self) -> str:
        """Where Enter leads from the field."""
        if self._field.value.strip():
            return _("To Save")
        return _("To the note") if self._saved else _("To your lines")

    # --- what is done --------------------------------------------------------------------------------------

    @property
    def _field(self) -> Field:
        return self.query_one("#words", Field)

    def on_input_changed(self) -> None:
        """Read it again; an empty field begins anew."""
        self._wrong = ""
        if not self._field.value.strip():
            self._by_hand = {}
        self.redraw()

    def on_input_submitted(self) -> None:
        """To what is still open, else to Save."""
        self.keep_typed()
        if self._field.value.strip():
            self.redraw()
            self.page.focus()
            self.page.go_to(f"part:{self.line.ask[0]}" if self.line.ask else "save")
        else:
            self.page.focus()
            self.page.go_to("note" if self._saved else "own")

    def on_descendant_focus(self) -> None:
        """The footer says what holds where the writer is."""
        self.query_one(FooterLine).show(self.hints())

    def action_type(self) -> None:
        """Back to the line."""
        self._field.focus()

    def action_own_line(self) -> None:
        """The next ready-made line, unless somebody typed something of their own."""
        if line := own_lines.after(self.session.staff.own_lines(), self._field.value):
            self._field.value, self._field.cursor_position = line, len(line)
            self._field.focus()

    def action_change(self, part: Part) -> None:
        """One field by its letter, when the mark is on what was understood."""
        if self._field.value.strip() and part in tuple(words.shown(self.line)):
            self._change(part)

    def chosen(self, key: str) -> None:
        """A field, or save."""
        if key == "save":
            self._save()
        elif key.startswith("part:"):
            self._change(key.removeprefix("part:"))  # type: ignore[arg-type]
        elif key == "note":
            from tbp_tui.screens.note_writing import NoteWritingScreen

            self.app.push_screen(NoteWritingScreen(self._case))
        elif key == "own":
            from tbp_tui.screens.staff.own_lines import OwnLinesScreen

            self.app.push_screen(OwnLinesScreen())
        elif key == "keep" and self._saved:
            self.session.staff.keep_own_line(one_line(self._saved[1].line))
            self.redraw()

    def _change(self, part: Part) -> None:
        line = self.line
        if part in line.ask and line.value(part) is not None and has_choices(part):
            self._settled(line.agree(part))
        elif has_choices(part):
            self._settled(line.next_choice(part))
        else:
            from tbp_tui.screens.staff.contact_part import PartScreen

            self.app.push_screen(PartScreen(line, part, self._settled))

    def _settled(self, line: ContactLine) -> None:
        """Go on from what was changed: to what is still open, else to Save."""
        self._by_hand = dict(line.by_hand)
        self._wrong = ""
        self.redraw()
        open_ones = self.line.ask
        self.page.go_to(f"part:{open_ones[0]}" if open_ones else "save")

    def _save(self) -> None:
        line = self.line
        if line.ask:
            self._wrong = _("First say what is not sure: {parts}.").format(
                parts=", ".join(words.label(part) for part in line.ask)
            )
            self.redraw()
            self.page.go_to(f"part:{line.ask[0]}")
            return
        try:
            contact = line.contact(self.now, self.session.staff.member)
            saved = self.session.staff.log(contact, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._wrong = " ".join((errors.sentence(error), _("What you typed stays here.")))
            self.keep_typed()
            self.redraw()
            return
        self._saved = (saved, line, self.now + timedelta(seconds=HOLD_SECONDS))
        self._by_hand, self._kept, self._field.value = {}, "", ""
        self._field.focus()

    def action_take_back(self) -> None:
        """The line stands in the field again, as it was typed and settled; what is typed since stays."""
        if self._saved is None or self._field.value.strip():
            return
        saved, line, _until = self._saved
        if self.session.staff.take_back(saved, self.now):
            self._by_hand, self._saved = dict(line.by_hand), None
            self._field.value = line.line
            self._field.cursor_position = len(line.line)
            self._field.focus()

    def each_second(self) -> None:
        """One look, also at whether what was saved can still be taken back."""
        super().each_second()
        if self._saved and not self._field.value:
            self.redraw()

    def keep_typed(self) -> None:
        """What was typed stays for the next time."""
        if self._field.value != self._kept:
            self.session.staff.keep_unfinished(self._field.value, self.now)
            self._kept = self._field.value


def _too_long(line: ContactLine) -> str:
    """The sentence about it, before anybody tries to save."""
    try:
        check_length(line.text, MOST_TEXT)
        check_length(str(line.value("follow_up")), MOST_TASK)
    except TbpError as error:
        return errors.sentence(error)
    return ""
