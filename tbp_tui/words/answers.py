# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who gave an answer, said to whoever reads it."""

from tbp_casefile.tables import Role
from tbp_casefile.views.answers import AnswerLine
from tbp_tui.i18n import _


def is_own(line: AnswerLine, reader: Role) -> bool:
    """Whether the reader gave it, or let it be written down: each reader has one role in a case."""
    return line.role is reader or (line.written_down_by is not None and reader is Role.PERSON)


def given_by(line: AnswerLine, reader: Role) -> str:
    """A sentence about who gave it, where that is not plain."""
    if line.written_down_by:
        return _("The contact person wrote this down.")
    return by_family(line.role, reader)


def by_family(writer: Role, reader: Role) -> str:
    """Said to all but the family."""
    return _("By the family.") if writer is Role.RELATIVE and reader is not Role.RELATIVE else ""
