# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Colleagues as they are called: by name and role where the records say who it is, else by a number."""

from tbp_casefile.views.people import Colleague, People
from tbp_tui.i18n import _
from tbp_tui.words.clean import clean
from tbp_tui.words.terms import term


def who(member: str, own: str, known: People) -> str:
    """You, Bas Olthof (contact person), colleague 2; of whoever works elsewhere only that."""
    if member == own:
        return _("you")
    one = known.get(member)
    return called(one) if one else _("somebody else")


def called(one: Colleague) -> str:
    """Without asking whether it is the reader."""
    if not one.name:
        return _("colleague {number}").format(number=one.number)
    role = term("contact", one.role) if one.role else ""
    return f"{clean(one.name)} ({role})" if role else clean(one.name)
