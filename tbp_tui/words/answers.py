# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who gave an answer, said to whoever reads it."""

from tbp_casefile.tables import Role
from tbp_casefile.views.answers import AnswerLine
from tbp_tui.i18n import _
from tbp_tui.words.terms import term


def is_own(line: AnswerLine, reader: Role) -> bool:
    """Whether it is the reader's own: each reader has one role in a case."""
    return line.role is reader


def given_by(line: AnswerLine, reader: Role) -> str:
    """Who gave it and who wrote it down, where that is not plain."""
    noted = _("Written down by: {who}.").format(who=term("role", line.noted_by)) if line.noted_by else ""
    return f"{by_family(line.role, reader)} {noted}".strip()


def by_family(writer: Role, reader: Role) -> str:
    """Said to all but the family."""
    return _("By the family.") if writer is Role.RELATIVE and reader is not Role.RELATIVE else ""
