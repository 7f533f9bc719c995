# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Moments of contact as sentences: how it was, with whom, what came of it, and who can read it."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import ScopeType
from tbp_casefile.views.people import People
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.talks import TalkLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, people, sentence
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import term

NOBODY: People = {}
"""For whoever is not told who wrote what."""

_STAFF_ONLY = {ScopeType.DESK, ScopeType.CARE}


def talks(told: Sequence[ToldTalk], member: str = "", known: People = NOBODY) -> Iterator[str]:
    """Newest first; for the `member` among staff who reads it with what may be one talk."""
    if not told:
        yield _("Talks: none yet.")
        return
    yield _("Talks, newest first:")
    for one in told:
        alike = [looks_like(one)] if member and one.maybe else []
        yield sentence(f"{full_day(one.newest.on)}: {' '.join(parts(one, member, known))}", *alike)


def parts(one: ToldTalk, member: str, known: People) -> Iterator[str]:
    """What was written of one talk: by one, or by more who are named then."""
    return (sentence(head, *said(line)) for head, line in _heads(one, member, known))


def told_lines(one: ToldTalk, member: str, known: People) -> Iterator[str]:
    """The same as lines for a page."""
    for head, line in _heads(one, member, known):
        yield head
        yield from said(line)


def _heads(one: ToldTalk, member: str, known: People) -> Iterator[tuple[str, TalkLine]]:
    """By whom is said where more than one wrote of it, and of what somebody else wrote."""
    for line in one.lines:
        named = member and (len(one.lines) > 1 or line.member != member)
        yield (f"{what(line)}, {wrote(line, member, known)}" if named else what(line)), line


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


def wrote(line: TalkLine, member: str, known: People) -> str:
    """Who wrote it down."""
    return _("written by {who}").format(who=people.who(line.member, member, known))


def looks_like(one: ToldTalk) -> str:
    """That it may be one with others, and of which days those are."""
    if one.disputed:
        return _("Some say that this is one talk, others that it is not")
    days = dict.fromkeys(month_day(line.on) for line in one.maybe)
    return _("Looks like the same talk as another one of {day}").format(day=", ".join(days))
