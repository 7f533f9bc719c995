# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Notes to oneself: the list, and one of them to read or, asked once more, to throw away."""

from collections.abc import Iterator, Sequence

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.plain import notes as said
from tbp_tui.screens.door import Note
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_moment


class NotesScreen(Opened):
    """Newest first, below writing a new one."""

    def title_words(self) -> str:
        """In the header."""
        return _("my notes")

    def blocks(self) -> Sequence[Block]:
        """For whom they are, a new one, and what there is."""
        notes = self.session.notes.all()
        none = () if notes else (Say(_("There are no notes yet."), "quiet"),)
        write = Row("write", _("Write a note"))
        return (Say(said.for_you_alone()), Gap(), write, Gap(), *none, *map(_row, notes))

    def chosen(self, key: str) -> None:
        """Write one, or open one."""
        if key == "write":
            from tbp_tui.screens.note_writing import NoteWritingScreen

            self.app.push_screen(NoteWritingScreen())
        else:
            self.app.push_screen(NoteScreen(key.removeprefix("note:")))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you write down what is for yourself. It is encrypted like everything on this device."),
            _("Search does not find it, and it goes nowhere else. With this device your notes are gone too."),
        )


class NoteScreen(Opened):
    """One note in full; the calm way out stands first when it is asked once more."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note
        self._asked = False
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("throw away") if self._asked else _("a note")

    def blocks(self) -> Sequence[Block]:
        """The text, and below it what can be done."""
        note = next((one for one in self.session.notes.all() if one.id == self._note), None)
        if note is None:
            return (Say(_("This is not here any more.")),)
        return (
            *_in_full(note),
            Gap(),
            *([Say(self._wrong)] if self._wrong else []),
            *(self._once_more() if self._asked else self._ways()),
        )

    def _ways(self) -> Iterator[Block]:
        yield Row("back", _("Back"))
        yield Row("ask", _("Throw it away"), side=_("asks once more"))

    def _once_more(self) -> Iterator[Block]:
        yield Say(_("This text goes from this device and cannot be brought back."))
        yield Row("keep", _("Back, throw nothing away"))
        yield Row("discard", _("Throw it away"))

    def chosen(self, key: str) -> None:
        """Back to the list when it is gone."""
        if key in {"ask", "keep"}:
            self._asked = key == "ask"
            self.redraw()
            if self._asked:
                self.page.go_to("keep")
            return
        if key == "discard":
            try:
                self.session.notes.throw_away(self._note)
            except TbpError as error:
                self._wrong = errors.sentence(error)
                self.redraw()
                return
        self.action_back()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Nothing goes before you choose it here."),)


def _row(note: Note) -> Row:
    return Row(f"note:{note.id}", said.beginning(note.text), side=full_moment(note.at))


def _in_full(note: Note) -> Iterator[Block]:
    yield Say(full_moment(note.at), "quiet")
    if note.about:
        yield Say(_("Written at case {number}.").format(number=clean(note.about)), "quiet")
    yield Gap()
    yield Say(clean(note.text))
