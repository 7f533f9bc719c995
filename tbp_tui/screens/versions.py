# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every version of the package, newest first, to choose one for a comparison."""

from collections.abc import Callable, Sequence

from tbp_tui.i18n import _
from tbp_tui.screens import phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.dates import text
from tbp_tui.words.terms import term


class VersionsScreen(Opened):
    """Tells the one who opened it which version was chosen, and goes back."""

    def __init__(self, picked: Callable[[str], None]) -> None:
        super().__init__()
        self._picked = picked

    def title_words(self) -> str:
        """In the header."""
        return _("versions")

    def blocks(self) -> Sequence[Block]:
        """One row for each version."""
        rows = [
            Row(
                view.ref.id,
                phrases.capital(phrases.version(view)),
                side=term("package", view.kind),
                under=(Say(text(view.reason), "quiet"),),
            )
            for view in reversed(self.session.versions())
        ]
        return (Say(_("Choose a version.")), Gap(), *rows)

    def chosen(self, key: str) -> None:
        """This one."""
        self._picked(key)
        self.action_back()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Choose the version that you want to compare."),)
