# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was answered, below what it answers."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import Role
from tbp_casefile.views.answers import MOST, AnswerLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital, sentence
from tbp_tui.words.answers import given_by, is_own
from tbp_tui.words.dates import full_moment, text
from tbp_tui.words.terms import delivery, term


def answers(lines: Sequence[AnswerLine], reader: Role) -> Iterator[str]:
    """A line for each answer, with how far it came."""
    if len(lines) >= MOST:
        yield _("You see the newest ones. Earlier ones are kept.")
    for line in lines:
        label = (
            _("Your answer of {moment}: {answer}")
            if is_own(line, reader)
            else _("Answer of {moment}: {answer}")
        )
        received = full_moment(line.received) if line.received else ""
        yield sentence(
            label.format(moment=full_moment(line.at), answer=term("answer", line.what)),
            text(line.text),
            given_by(line, reader),
            capital(delivery(line.delivery, received)),
        )
