# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Another passphrase: the one of now, the new one, and once more."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from tbp_tui.i18n import _, language
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.own_devices.door import OwnKeys
from tbp_tui.screens.own_devices.secret_form import SecretForm
from tbp_tui.widgets.blocks import Block, Row, Say
from tbp_tui.widgets.field import Field


class PassphraseScreen(SecretForm, Opened):
    """Changed at once or not at all."""

    FIELDS: ClassVar = ("now", "new", "again")

    def __init__(self, keys: OwnKeys) -> None:
        super().__init__()
        self._keys = keys
        self._words = ""

    def title_words(self) -> str:
        """In the header."""
        return _("another passphrase")

    def asked(self) -> Mapping[str, str]:
        """Three names."""
        return {
            "now": _("Your passphrase of now"),
            "new": _("The new one"),
            "again": _("The new one once more"),
        }

    def ways(self) -> Sequence[Block]:
        """Change it, or be helped with choosing."""
        return (
            *([Say(self._words, "strong")] if self._words else []),
            Row("change", _("Change it")),
            Row("words", _("Show words that I may take")),
        )

    def after(self) -> Sequence[Block]:
        """It holds from now on."""
        return (Say(_("From now on the new passphrase opens it, and the one before it no longer does.")),)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you choose another passphrase for this device. Your other devices keep theirs."),
            _("It is changed at once or not at all: also when the power fails, one of the two opens it."),
            _("Nobody can look it up for you. Write it down, and keep it where nobody looks."),
        )

    def chosen(self, key: str) -> None:
        """Two new ones that differ are not tried."""
        if key == "words":
            self._words = self._keys.proposal(language())
            self.redraw()
        elif key == "change":
            new, again = (self.query_one(name, Field).value for name in ("#new", "#again"))
            if new == again:
                self.start(key)
            else:
                self.wrong = _("The two new ones are not the same. Nothing was changed.")
                self.redraw()
        else:
            super().chosen(key)

    def work(self, task: str, typed: Mapping[str, str]) -> None:
        """Takes about two seconds."""
        self._keys.change_passphrase(typed["now"], typed["new"])
