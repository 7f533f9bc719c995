# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A caseload in words: how it is looked at, a case in the list, and a case beside it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tbp_casefile.views.caseload import LastContact
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, staff
from tbp_tui.screens.staff.door import CaseLine
from tbp_tui.services.staff.looking import Look
from tbp_tui.widgets.blocks import Block, Head, Row, Say
from tbp_tui.words.clean import clean


def head(look: Look, shown: int, count: int) -> str:
    """4 van 13 zaken: te laat, dringend eerst."""
    cases = ngettext("{n} case", "{n} cases", count).format(n=count)
    many = cases if shown == count else _("{shown} of {cases}").format(shown=shown, cases=cases)
    return f"{many}: {view(look)}, {order(look)}."


def view(look: Look) -> str:
    """Which cases; the name that its writer gave stands for all of it."""
    if look.name:
        return clean(look.name)
    only = {
        "all": _("everything"),
        "late": _("late"),
        "unseen": _("package not yet seen"),
        "review": _("review within 30 days"),
    }[look.only]
    return _("{view} with “{words}”").format(view=only, words=clean(look.words)) if look.words else only


def order(look: Look) -> str:
    """In which order."""
    return {
        "pressing": _("what presses first"),
        "number": _("by number"),
        "review": _("next review first"),
        "last": _("longest without contact first"),
    }[look.order]


def row(line: CaseLine, now: datetime) -> Row:
    """One case in the list."""
    pressing = "; ".join(staff.pressing(line.summary, now))
    coming = "; ".join(staff.coming(line.summary))
    return Row(
        f"case:{line.name}",
        clean(line.number) or _("a case"),
        side=capital(staff.standing(line.summary)),
        under=tuple(Say(capital(words), "quiet") for words in (pressing, coming) if words),
    )


def in_full(line: CaseLine, recent: Iterable[LastContact], now: datetime) -> Iterator[Block]:
    """The case on which the mark stands, beside the list."""
    yield Say(clean(line.number) or _("a case"), "head")
    yield Say(capital(staff.standing(line.summary)))
    yield from (Say(capital(words), indent=2) for words in staff.pressing(line.summary, now))
    yield Head(_("Last contacts"))
    yield from (Say(words, indent=2) for words in staff.recent(recent))
    if line.summary.tasks:
        yield Head(_("Open tasks"))
        yield from (Say(staff.task("", task), indent=2) for task in line.summary.tasks)
