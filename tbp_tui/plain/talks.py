# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Moments of contact as sentences: how it was, with whom, what came of it, and who can read it."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import ScopeType
from tbp_casefile.views.talks import TalkLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, sentence
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import term

_STAFF_ONLY = {ScopeType.DESK, ScopeType.CARE}


def talks(lines: Sequence[TalkLine]) -> Iterator[str]:
    """Newest first."""
    if not lines:
        yield _("Talks: none yet.")
        return
    yield _("Talks, newest first:")
    yield from (sentence(f"{full_day(line.on)}: {what(line)}", *said(line)) for line in lines)


def what(line: TalkLine) -> str:
    """Kind, what came of it, with whom, how long."""
    body = line.talk
    parts = [capital(term("talk", body.kind))]
    if body.outcome != "reached":
        parts.append(term("outcome", body.outcome))
    if body.party != "known":
        parts.append(term("party", body.party))
    parts.append(text(body.who))
    if body.minutes:
        parts.append(ngettext("{n} minute", "{n} minutes", body.minutes).format(n=body.minutes))
    if line.log in _STAFF_ONLY:
        parts.append(_("the person does not read this"))
    return ", ".join(part for part in parts if part)


def said(line: TalkLine) -> Iterator[str]:
    """The text, and the answer to a concern."""
    body = line.talk
    yield text(body.text)
    if body.reply and body.replied:
        yield _("Answer of {day}: {reply}").format(day=month_day(body.replied), reply=text(body.reply))
