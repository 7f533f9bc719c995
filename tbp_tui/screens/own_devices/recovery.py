# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A recovery code for on paper: made and taken back behind the lock, and used in front of it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.own_devices.door import OwnKeys
from tbp_tui.screens.own_devices.secret_form import SecretForm
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.words import recovery as said


class RecoveryScreen(SecretForm, Opened):
    """Shown once, for as long as this screen is there; kept nowhere else."""

    FIELDS: ClassVar = ("now",)

    def __init__(self, keys: OwnKeys) -> None:
        super().__init__()
        self._keys = keys
        self._groups: Sequence[str] = ()

    def title_words(self) -> str:
        """In the header."""
        return _("recovery code")

    def asked(self) -> Mapping[str, str]:
        """Only who can open it makes one."""
        return {"now": _("Your passphrase of now")}

    def ways(self) -> Sequence[Block]:
        """What it is, before it is made."""
        return (
            *(Say(words) for words in said.what_it_is()),
            Say(_("Look first whether somebody looks along on your screen.")),
            Row("make", _("Make a code and show it")),
            Row("remove", _("Take back the code that I made")),
        )

    def after(self) -> Sequence[Block]:
        """The code to copy; or that there is none any more."""
        if not self._groups:
            return (Say(said.taken_back()),)
        code = " ".join(self._groups)
        # last, beside the row on which the cursor stands: there it is in sight on the smallest screen
        return (*(Say(words) for words in said.keeping_it()), Gap(), Say(code, "strong"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            *said.what_it_is(),
            _("You need not make one. If you then forget your passphrase, you need a new ticket."),
        )

    def chosen(self, key: str) -> None:
        """Make one or take it back."""
        if key in {"make", "remove"}:
            self.start(key)
        else:
            super().chosen(key)

    def work(self, task: str, typed: Mapping[str, str]) -> None:
        """Takes about two seconds."""
        if task == "make":
            self._groups = self._keys.make_recovery(typed["now"])
        else:
            self._keys.remove_recovery(typed["now"])


class RecoverScreen(SecretForm):
    """On the lock: the code from paper, and a new passphrase."""

    FIELDS: ClassVar = ("code", "new", "again")

    def __init__(self, keys: OwnKeys) -> None:
        super().__init__()
        self._keys = keys

    def title_words(self) -> str:
        """In the header."""
        return _("locked")

    def asked(self) -> Mapping[str, str]:
        """Three names."""
        return {
            "code": _("The code on your paper"),
            "new": _("A new passphrase"),
            "again": _("The new one once more"),
        }

    def ways(self) -> Sequence[Block]:
        """One."""
        return (Row("use", _("Open it with this code")),)

    def after(self) -> Sequence[Block]:
        """Back to the lock."""
        return (Say(said.used()),)

    def explanation(self) -> Sequence[str]:
        """Generic: this is read by whoever holds the computer."""
        return (
            _("Type the five groups from your paper. Capitals, spaces and hyphens do not matter."),
            _("Then choose a new passphrase. The code stays as it is, and works again another time."),
        )

    def chosen(self, key: str) -> None:
        """Two new ones that differ are not tried."""
        if key != "use":
            super().chosen(key)
            return
        new, again = (self.query_one(name, Field).value for name in ("#new", "#again"))
        if new == again:
            self.start(key)
        else:
            self.wrong = _("The two new ones are not the same. Nothing was changed.")
            self.redraw()

    def work(self, task: str, typed: Mapping[str, str]) -> None:
        """Takes about two seconds."""
        self._keys.recover(typed["code"], typed["new"])
