# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a record of one's own is, in the words of the screen on which it was written."""

from typing import Protocol

from tbp_casefile.model.texts import Text
from tbp_tui.i18n import _
from tbp_tui.words.dates import text
from tbp_tui.words.terms import term


class Own(Protocol):
    """What was written, and about which thing."""

    @property
    def kind(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def text(self) -> Text: ...
    @property
    def about(self) -> Text: ...
    @property
    def thing(self) -> str: ...


def heading(own: Own) -> str:
    """Ik heb een vraag: pakket, versie 4"""
    said = text(own.title) or (term("answer", own.what) if own.what else term("found", own.kind))
    to = about(own)
    said = said[:1].upper() + said[1:]
    return f"{said}: {to}" if to else said


def about(own: Own) -> str:
    """The thing that it was said to, in a few words; nothing when that is not here."""
    name = text(own.about)
    if own.thing == "package":
        return _("package, version {version}").format(version=name)
    return name or (term("found", own.thing) if own.thing else "")


def words(own: Own) -> str:
    """What was typed; a calm line when nothing was."""
    return text(own.text) or _("An answer without a text.")
