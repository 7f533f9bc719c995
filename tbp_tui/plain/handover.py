# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The page for whoever takes over a case, as parts with a heading and lines: for the screen and for ears."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.tables import Role
from tbp_casefile.times import local_date
from tbp_casefile.views.briefs import BriefLine, Part, Told
from tbp_casefile.views.handover import Fixed, HandoverView
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.people import People
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.same_talk import ToldTalk
from tbp_tui.i18n import _
from tbp_tui.plain import capital, people, sentence, staff, talks
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import from_now, full_day, full_moment, month_day, text
from tbp_tui.words.terms import term


@dataclass(frozen=True)
class Section:
    """A heading, and what stands below it."""

    heading: str
    lines: tuple[str, ...]


def lines(view: HandoverView, member: str, known: People, role: Role, now: datetime) -> Iterator[str]:
    """The whole page; `role` of whoever reads it."""
    for section in sections(view, member, known, role, now):
        yield f"{section.heading}:"
        yield from section.lines
    yield by_the_office(role)


def not_here() -> str:
    """For everybody else."""
    return _("This page is for contact persons and support workers. Whom you can call stands under contacts.")


def by_the_office(role: Role) -> str:
    """What this program cannot do."""
    if role is Role.SUPPORTER:
        return _(
            "Another support worker gets into this case through the office that keeps it. "
            "This program cannot do that; a brief can be written before."
        )
    return _(
        "Another contact person gets into this case through the office that keeps it. "
        "This program cannot do that; a brief can be written before."
    )


def readers(role: Role) -> str:
    """Who reads a brief."""
    if role is Role.SUPPORTER:
        return _("Only you and your own colleagues read a brief. The person and the contact person do not.")
    return _("Only contact persons of this case read a brief. The person does not.")


def sections(
    view: HandoverView, member: str, known: People, role: Role, now: datetime
) -> tuple[Section, ...]:
    """In the order in which one takes over: what was written, what was last, what is open, what comes."""
    briefs = [_about(line, member, known) for line in view.briefs[:1]]
    spoken = [_talk(one, member, known) for one in view.talks]
    people = tuple(map(_person, view.people)) or (_("Nobody is known here."),)
    return (
        Section(_("The newest brief"), tuple(briefs) or (_("Nobody has written a brief here yet."),)),
        *(Section(part_name(one.part), (said(one, member, known),)) for one in view.told),
        Section(_("Last contacts"), tuple(spoken) or (_("None yet."),)),
        Section(_("Open tasks"), tuple(staff.task("", line, known) for line in view.tasks) or (_("None."),)),
        Section(_("Open promises and agreements"), tuple(_open(view)) or (_("None."),)),
        Section(_("What comes"), tuple(_next(view, now))),
        Section(capital(term("role", role)), people),
    )


def part_name(part: Part) -> str:
    """The three texts of a brief."""
    return {
        "agreements": _("Agreed with this person"),
        "works": _("What works for this person"),
        "avoid": _("What to avoid"),
    }[part]


def said(one: Told, member: str, known: People) -> str:
    """A text with who wrote it, and when."""
    wrote = _("By {who}, {day}").format(who=people.who(one.by, member, known), day=month_day(one.on))
    return sentence(text(one.text), wrote)


def for_whom(line: BriefLine, member: str, known: People) -> str:
    """Who takes over, and the days."""
    to = people.who(line.body.to, member, known) if line.body.to else _("nobody yet")
    return ", ".join(part for part in (_("for {who}").format(who=to), days(line)) if part)


def days(line: BriefLine) -> str:
    """From when; until when, for an absence."""
    first, last = line.body.from_, line.body.until
    if first and last:
        return _("from {first} until {last}").format(first=month_day(first), last=month_day(last))
    return _("from {day}").format(day=month_day(first)) if first else ""


def _about(line: BriefLine, member: str, known: People) -> str:
    by = people.who(line.by, member, known)
    wrote = _("Written by {who} on {day}").format(who=by, day=month_day(line.on))
    over = _("These days have passed") if line.over else ""
    both = _("There are two forms of this brief. Writing it once more settles that") if line.beside else ""
    return sentence(f"{wrote}, {for_whom(line, member, known)}", over, both)


def _talk(one: ToldTalk, member: str, known: People) -> str:
    return f"{month_day(one.newest.on)}: {' '.join(talks.parts(one, member, known))}"


def _open(view: HandoverView) -> Iterator[str]:
    yield from map(_promise, view.promised)
    yield from map(_asked, view.asked)


def _promise(line: RequestLine) -> str:
    if line.due is None:
        due = _("no day was named for an answer")
    elif line.overdue:
        due = _("an answer was promised by {day}; this day has passed").format(day=month_day(line.due))
    else:
        due = _("an answer was promised by {day}").format(day=month_day(line.due))
    return sentence(f"{text(line.request.title)} ({month_day(line.on)}): {due}")


def _asked(line: ObligationLine) -> str:
    state = _("{state}, since {day}").format(state=term("obligation", line.state), day=month_day(line.since))
    event = text(line.events[-1].text) if line.events else ""
    return sentence(f"{text(line.obligation.title)}: {state}", event)


def _next(view: HandoverView, now: datetime) -> Iterator[str]:
    if view.review:
        day, away = full_day(view.review.on), from_now(view.review.on, local_date(now))
        yield sentence(_("Review: {day}").format(day=f"{day} ({away})"))
    else:
        yield _("No day of a review is known.")
    if view.next_moment:
        yield sentence(_("Next fixed moment: {moment}").format(moment=full_moment(view.next_moment)))


def _person(one: Fixed) -> str:
    if one.last:
        held = _("from {first} until {last}").format(first=month_day(one.first), last=month_day(one.last))
    else:
        held = (_("since {day}") if one.now else _("from {day}")).format(day=month_day(one.first))
    return sentence(f"{capital(clean(one.name))}, {held}")
