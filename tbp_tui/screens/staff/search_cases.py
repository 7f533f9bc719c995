# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F3 on the list of cases: a word, and everything in which it stands, in whatever case. Enter opens it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbp_tui.i18n import _, language
from tbp_tui.screens.home import HomeScreen
from tbp_tui.screens.search import SearchScreen
from tbp_tui.words.clean import clean

if TYPE_CHECKING:
    from tbp_tui.services.searching import Found


class SearchCasesScreen(SearchScreen):
    """A field, and what was found in all own cases, each with the number of its case."""

    CSS_PATH = "../search.tcss"

    def on_mount(self) -> None:
        """The numbers are read once: a number stays with its case."""
        self._numbers = {line.name: line.number for line in self.session.staff.caseload(self.now)}

    def found(self, words: str) -> Sequence[Found]:
        """In all own cases, not in what everybody reads."""
        return self.session.staff.search(words, language())

    def where(self, one: Found) -> str:
        """The number of its case."""
        return clean(self._numbers.get(one.case, ""))

    def where_it_looks(self) -> str:
        """Before the first letter."""
        return _("Type a word. Everything in all your cases is searched, also without a connection.")

    def open(self, one: Found) -> None:
        """Its case is open from now on; Esc leads to the first page of that case, then back here."""
        self.session.open(one.case)
        self.app.push_screen(HomeScreen())
        super().open(one)
