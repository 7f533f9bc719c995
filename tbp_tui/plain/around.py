# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around the offer as lines: who decides, whom to call, news, requests, talks, who sees what."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tbp_casefile.model.case import Contact
from tbp_casefile.model.system import HelpContact, News, PolicyText
from tbp_casefile.tables import Role
from tbp_casefile.times import local_date
from tbp_casefile.views.access import AccessLine
from tbp_casefile.views.authority import AuthoritiesView
from tbp_casefile.views.bulletins import BulletinLine
from tbp_casefile.views.contacts import ContactLine, Reach
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.situation import SituationLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, sentence
from tbp_tui.plain.answers import answers
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import clock, full_day, full_moment, month_day, text
from tbp_tui.words.terms import delivery, reply, term


def authority(view: AuthoritiesView) -> Iterator[str]:
    """Who decides now, who did before, and who will."""
    now = view.now
    if now is None:
        yield _("Who decides: not known on this device yet.")
        return
    who = _("Who decides: {name} ({short})").format(name=text(now.name), short=text(now.short))
    yield sentence(_since(who, now.since), text(now.reason), text(now.stays))
    for line in view.earlier:
        yield sentence(_since(_("Before: {name}").format(name=text(line.name)), line.since))
    for line in view.coming:
        yield sentence(_since(_("Later: {name}").format(name=text(line.name)), line.since), text(line.reason))


def _since(who: str, day: date | None) -> str:
    return _("{name}, since {day}").format(name=who, day=month_day(day)) if day else who


def situation(line: SituationLine | None) -> Iterator[str]:
    """Where the case stands, what is asked for it, what goes on and how to come back."""
    if line is None:
        return
    body = line.status
    until = _("until {day}").format(day=month_day(body.until)) if body.until else ""
    since = _("since {day}").format(day=month_day(body.since))
    yield sentence(
        _("Where it stands: {state}, {since}").format(
            state=term("situation", body.state), since=f"{since}, {until}" if until else since
        ),
        text(body.text),
    )
    for asked in body.asked:
        yield sentence(_("Asked of you: {what}").format(what=text(asked)))
    if body.due:
        yield _("You get an answer by {day}.").format(day=full_day(body.due))
    if body.stays:
        yield sentence(_("What goes on: {what}").format(what=text(body.stays)))
    if body.back:
        yield sentence(_("Coming back: {how}").format(how=text(body.back)))


def contacts(lines: Sequence[ContactLine], now: datetime) -> Iterator[str]:
    """Whom to call, and whether they can be reached now."""
    yield _("Whom to call:")
    if not lines:
        yield _("No contacts are known on this device yet.")
    yield from (contact(line, now) for line in lines)


def contact(line: ContactLine, now: datetime) -> str:
    """One contact with number, reach and the next fixed moment."""
    role = term("contact", line.contact.role)
    name = capital(role) if line.contact.role == "duty_line" else f"{clean(line.contact.name)}, {role}"
    phone = _("call {phone}").format(phone=clean(line.contact.phone)) if line.contact.phone else ""
    moment = (
        _("Next fixed moment: {moment}").format(moment=full_moment(line.next_moment))
        if line.next_moment
        else ""
    )
    return sentence(
        f"{name}, {phone}" if phone else name,
        in_days(line.contact),
        reachable(line.reach, now),
        moment,
        text(line.contact.note),
    )


def in_days(body: Contact) -> str:
    """From when somebody is one's contact person; until when for everybody whose last day is known."""
    if body.until:
        return _("From {first} until {last}").format(first=month_day(body.from_), last=month_day(body.until))
    if body.role != "contact_person":
        return ""
    return capital(_("since {day}").format(day=month_day(body.from_)))


def reachable(reach: Reach, now: datetime) -> str:
    """Whether somebody can be reached, in words."""
    if reach.always:
        return _("Reachable day and night")
    if reach.now and reach.until:
        return _("Reachable now, until {clock}").format(clock=clock(reach.until))
    if reach.again is None:
        return _("Not reachable by phone")
    if local_date(reach.again) == local_date(now):
        return _("Not reachable now, from {clock} today").format(clock=clock(reach.again))
    return _("Not reachable now, from {moment}").format(moment=full_moment(reach.again))


def help_contact(body: HelpContact) -> str:
    """One public number or place."""
    way = ", ".join(clean(part) for part in (body.phone, body.place) if part)
    return sentence(f"{text(body.name)}: {way}" if way else text(body.name), text(body.when), text(body.note))


def rules(texts: Sequence[PolicyText]) -> Iterator[str]:
    """The rules of the system in plain words, each with its page in the letter."""
    if not texts:
        yield _("The rules of the system: nothing has been received yet.")
        return
    yield _("The rules of the system, in plain words:")
    for rule in texts:
        source = _("Letter of 11 July 2025, page {page}").format(page=rule.source.page)
        yield sentence(f"{text(rule.title)}: {text(rule.text)}", source)


def news(items: Sequence[News]) -> Iterator[str]:
    """News about the system, newest first."""
    if not items:
        yield _("News about the system: nothing yet.")
        return
    yield _("News about the system, newest first:")
    for one in items:
        yield sentence(f"{full_day(one.dated)}: {text(one.title)}", text(one.text))


def bulletins(lines: Sequence[BulletinLine], reader: Role) -> Iterator[str]:
    """News about the situation, newest first, each with what it means and what to do."""
    if not lines:
        yield _("News about your situation: nothing yet.")
        return
    yield _("News about your situation, newest first:")
    for line in lines:
        yield from bulletin(line, reader)


def bulletin(line: BulletinLine, reader: Role) -> Iterator[str]:
    """One piece of news: what there is, what it means, what to do, and what cannot be shared."""
    body = line.bulletin
    past = _("This no longer holds") if line.past else ""
    yield sentence(
        f"{capital(term('weight', body.weight))}, {full_day(line.on)}: {text(body.title)}",
        past,
        text(body.what),
    )
    yield sentence(_("What it means for you: {means}").format(means=text(body.means)))
    for what in body.do:
        yield sentence(_("What you can do: {what}").format(what=text(what)))
    for label, words in ((_("How serious"), body.severity), (_("How likely"), body.likelihood)):
        if words:
            yield sentence(f"{label}: {text(words)}")
    if body.not_shared:
        yield sentence(_("What we cannot share: {what}").format(what=text(body.not_shared)))
    yield from answers(line.answers, reader)


def requests(lines: Sequence[RequestLine]) -> Iterator[str]:
    """Requests with their answers, open ones first."""
    if not lines:
        yield _("Requests: none yet.")
        return
    yield ngettext("{n} request:", "{n} requests:", len(lines)).format(n=len(lines))
    yield from (request(line) for line in lines)


def request(line: RequestLine) -> str:
    """One request with its last answer."""
    asked = _("{kind}, asked on {day}").format(
        kind=capital(term("request", line.request.kind)), day=month_day(line.on)
    )
    due = ""
    if line.due:
        due = _("You get an answer by {day}").format(day=full_day(line.due))
        due = f"{due} ({_('this day has passed')})" if line.overdue else due
    given = line.answers[-1].answer if line.answers else None
    reason = ""
    if given and given.reason:
        reason = _("Reason: {reason}").format(reason=term("because", given.reason))
    own = capital(delivery(line.delivery)) if line.delivery.value != "received" else ""
    return sentence(
        f"{text(line.request.title)} ({asked})", text(line.request.text),
        _("Answer: {answer}").format(answer=reply(line.request.kind, line.state)),
        text(given.text) if given else "", reason, due, own,
    )  # fmt: skip


def access(lines: Sequence[AccessLine]) -> Iterator[str]:
    """Who reads what."""
    yield _("Who sees what:")
    for line in lines:
        kinds = ", ".join(term("kind", kind) for kind in line.kinds)
        count = ngettext("{n} person", "{n} people", line.members).format(n=line.members)
        yield sentence(f"{capital(term('role', line.role))} ({count}): {kinds}")
    yield _("Who keeps the computers of the backend running can technically read this too.")
