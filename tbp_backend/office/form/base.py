# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What every row is made of: names, texts in two languages, and no field that we do not know."""

from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}\Z")]
"""Ids of cases, members and things in a file: they become file names and travel in records."""


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    nl: str
    en: str

    def as_text(self) -> dict[str, str]:
        """As it stands in a body."""
        return {"nl": self.nl, "en": self.en}


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything in a file: a name that we do not know is a mistake worth telling."""


def text_of(both: Both | None) -> dict[str, str] | None:
    """A text as it stands in a body."""
    return both.as_text() if both else None
