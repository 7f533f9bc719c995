# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which lines belong to which view of `tbp show`, and to the plain overview of everything."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tbp_casefile.tables import STAFF
from tbp_casefile.times import from_ms, local_date
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext, program
from tbp_tui.plain import around, devices, handover, offer, staff
from tbp_tui.plain import peers as talking
from tbp_tui.plain import support as offered
from tbp_tui.plain import talks as spoken
from tbp_tui.plain import week as weeks
from tbp_tui.plain.answers import answers
from tbp_tui.services.attention import Written
from tbp_tui.services.open_case import OpenCase
from tbp_tui.words import arrivals, histories, sent, written
from tbp_tui.words.dates import as_of, full_day, full_moment, text
from tbp_tui.words.errors import of_code
from tbp_tui.words.refusals import reason

Lines = Callable[[OpenCase, datetime], Iterator[str]]


def package(case: OpenCase, now: datetime) -> Iterator[str]:
    """The package, what it covers, the steps of phasing out, and the answers given to it."""
    current = case.package(now)
    yield from offer.package(current)
    yield from offer.covered(case.coverage(now))
    yield from (offer.step(line) for line in case.steps(now))
    if current:
        yield from answers(case.answers(current.package.ref), case.role)


def changes(case: OpenCase, now: datetime) -> Iterator[str]:
    """What changed, with reasons."""
    yield from offer.changes(case.changes(now))


def reviews(case: OpenCase, now: datetime) -> Iterator[str]:
    """The next review, then all of them, then how the person looked back."""
    yield offer.next_review(case.next_review(now), now)
    for line in case.reviews(now):
        yield from offer.review(line, case.role)
    yield from (offer.evaluation(line) for line in case.evaluations())


def obligations(case: OpenCase, now: datetime) -> Iterator[str]:
    """What is asked, and what was answered to it."""
    yield from offer.obligations(case.obligations(now), case.role)


def expectations(case: OpenCase, now: datetime) -> Iterator[str]:
    """What may be expected of government, person and employer."""
    yield from offer.expectations(case.expectations(now))


def contacts(case: OpenCase, now: datetime) -> Iterator[str]:
    """One's own people, then public help."""
    yield plain.not_a_warning()
    yield from around.contacts(case.contacts(now), now)
    yield from (around.help_contact(body) for body in case.help_contacts())


def bulletins(case: OpenCase, now: datetime) -> Iterator[str]:
    """News about the situation."""
    yield from around.bulletins(case.bulletins(now), case.role)


def requests(case: OpenCase, now: datetime) -> Iterator[str]:
    """Requests and their answers."""
    yield from around.requests(case.requests(now))


def talks(case: OpenCase, now: datetime) -> Iterator[str]:
    """Moments of contact."""
    yield from spoken.talks(case.told(), case.staff.member if case.staff.may_log else "", case.people())


def handing_over(case: OpenCase, now: datetime) -> Iterator[str]:
    """What must not be lost when somebody else gets this case."""
    if case.role not in STAFF:
        yield handover.not_here()
        return
    member = case.staff.member
    yield from handover.lines(case.handover(member, now), member, case.people(), case.role, now)


def support(case: OpenCase, now: datetime) -> Iterator[str]:
    """Offers of support."""
    yield from offered.offers(case.support.offers(now))


def peer(case: OpenCase, now: datetime) -> Iterator[str]:
    """Talks with an experience expert, and who is proposed."""
    yield talking.no_crisis_service()
    asking, talks = case.peers.asking, case.peers.lines(now)
    proposed = [line for line in asking.proposals(now) if line.state not in {"linked", "over"}]
    if not talks and not proposed:
        yield _("There is no talk and no proposal here.")
    yield from map(talking.proposal, proposed)
    for line in talks:
        if line.ended:
            day = full_day(local_date(from_ms(line.ended)))
            yield talking.ended(line.alias, day, line.by)
        elif not case.peers.talks.talk(line.room).entered:
            yield _("Talk with {name}: it begins when you are online.").format(name=talking.name(line.alias))
        else:
            view = case.peers.talks.talk(line.room).view(now)
            yield from talking.talk(view, talking.name(line.alias), now)


def of_support(case: OpenCase, now: datetime) -> Iterator[str]:
    """That support is offered, where an answer is asked."""
    waiting = [line for line in case.support.offers(now) if line.waits and case.support.may_answer(line)]
    if waiting:
        yield plain.sentence(
            offered.on_first_page(waiting), _("Read it: {program} show support").format(program=program())
        )


def authority(case: OpenCase, now: datetime) -> Iterator[str]:
    """Who decides, and who did before."""
    yield from around.authority(case.authorities(now))


def access(case: OpenCase, now: datetime) -> Iterator[str]:
    """Who sees what."""
    yield from around.access(case.access())


def status(case: OpenCase, now: datetime) -> Iterator[str]:
    """Where the case stands, what waits, what needs attention, what was refused."""
    yield from around.situation(case.situation(now))
    state = case.status(now)
    if state.waiting:
        yield ngettext("{n} thing waits to be sent.", "{n} things wait to be sent.", state.waiting).format(
            n=state.waiting
        )
    else:
        yield _("Nothing waits to be sent.")
    yield from map(undelivered, state.attention)
    yield from (of_code(code) for code in state.troubles)
    if state.not_understood:
        yield plain.not_understood(state.not_understood)
    yield from unusable(case, now)
    yield from of_histories(case, now)
    yield from of_devices(case)


def unusable(case: OpenCase, now: datetime) -> Iterator[str]:
    """What came in and cannot be read, or failed a check."""
    yield from arrivals.unreadable(case.status(now).unreadable, waits=case.own_devices.waits)
    if case.set_aside:
        yield plain.set_aside(case.set_aside)


def of_histories(case: OpenCase, now: datetime) -> Iterator[str]:
    """That the case was shown in two ways, until somebody was told."""
    state = case.status(now)
    if state.two_histories:
        yield plain.sentence(
            histories.heading(),
            *histories.sentences(state.two_histories, now_too="other-history" in state.troubles),
            _("Have you told them? Then: {program} told").format(program=program()),
        )


def of_devices(case: OpenCase) -> Iterator[str]:
    """That everything has ended here, what the person is asked about devices, or that this one waits."""
    if case.own_devices.over:
        yield _("Your access on this device has ended. What and when: {program} devices").format(
            program=program()
        )
        return
    if case.own_devices.asks:
        yield _("There is a question about your devices: {program} devices").format(program=program())
    if new := case.own_devices.arrivals:
        yield plain.sentence(
            arrivals.on_first_page(new), _("Read and answer: {program} devices").format(program=program())
        )
    if case.own_devices.waits:
        yield plain.sentence(
            arrivals.waits_heading(), _("What that means: {program} devices").format(program=program())
        )


def undelivered(line: Written) -> str:
    """One record that did not arrive: what it is, why, and that it is kept."""
    return plain.sentence(
        _("Needs attention: {what}").format(what=written.heading(line)),
        text(line.text),
        reason(line.code),
        _("It is kept on this device"),
    )


def attention(case: OpenCase, now: datetime) -> Iterator[str]:
    """What did not arrive, then what is kept as a note."""
    state = case.status(now)
    if not state.attention:
        yield _("Everything that you wrote has arrived or is on its way.")
    yield from map(undelivered, state.attention)
    yield from unusable(case, now)
    for line in state.kept:
        yield plain.sentence(_("Note: {what}").format(what=written.heading(line)), text(line.text))


def deliveries(case: OpenCase, now: datetime) -> Iterator[str]:
    """Who received what, as far as it was told."""
    told = case.deliveries()
    yield _("Sent means: it went to that device. It does not say that anybody read it.")
    if told.asked is None:
        yield _("Nothing is known of this yet.")
        return
    yield _("Asked: {moment}.").format(moment=as_of(told.asked, now))
    for line in told.lines:
        to = sent.to_whom(line.role, own=line.own, here=line.here)
        yield plain.sentence(
            _("{to}, {moment}: {what}").format(to=to, moment=full_moment(line.at), what=sent.what(line.kinds))
        )


def moment(case: OpenCase, now: datetime) -> str:
    """Of which moment this page is: that of the newest head, never that of the last try."""
    newest = case.status(now).as_of
    if newest is None:
        return _("This device has not received anything yet.")
    return _("Updated: {moment}.").format(moment=as_of(newest, now))


def overview(case: OpenCase, now: datetime) -> Iterator[str]:
    """Everything a person needs at a glance, in the order of haste."""
    yield moment(case, now)
    yield from of_histories(case, now)
    yield from of_devices(case)
    yield plain.not_a_warning()
    yield from authority(case, now)
    yield from around.situation(case.situation(now))
    yield from around.contacts(case.contacts(now), now)
    yield from offer.package(case.package(now))
    yield from changes(case, now)
    yield offer.next_review(case.next_review(now), now)
    yield from obligations(case, now)
    for news in case.bulletins(now)[:1]:
        yield from around.bulletin(news, case.role)
    yield from (around.request(line) for line in case.requests(now) if line.state == "open")
    yield from of_support(case, now)


def everything(case: OpenCase, now: datetime) -> Iterator[str]:
    """The overview; of several cases the list of them."""
    case.check_role()
    yield from (caseload if case.has_many else overview)(case, now)


def caseload(case: OpenCase, now: datetime) -> Iterator[str]:
    """Every case of this device, for whoever has more than one."""
    case.check_role()
    lines = case.staff.caseload(now)
    yield ngettext("{n} case:", "{n} cases:", len(lines)).format(n=len(lines))
    yield from (staff.one_case(line.number, line.summary, now) for line in lines)
    yield _("Read one with: {program} show package --case NUMBER").format(program=program())


def tasks(case: OpenCase, now: datetime) -> Iterator[str]:
    """What staff still have to do in all their cases: what is late first."""
    case.check_role()
    found = case.staff.tasks(now)
    if not found:
        yield _("There is nothing to do that was written down here.")
    yield from (staff.task(one.number, one.line, one.known) for one in found)


def week(case: OpenCase, now: datetime) -> Iterator[str]:
    """One's own weeks, for whoever carries cases."""
    lines = case.staff.weeks(now)
    yield from weeks.weeks(lines) if lines else [_("This is for staff who carry cases.")]


def rules(case: OpenCase, now: datetime) -> Iterator[str]:
    """The rules of the system in plain words."""
    yield from around.rules(case.policy_texts())


def news(case: OpenCase, now: datetime) -> Iterator[str]:
    """News about the system."""
    yield from around.news(case.news())


def own_devices(case: OpenCase, now: datetime) -> Iterator[str]:
    """Own devices, and what has ended here."""
    own = case.own_devices
    yield from devices.lines(own.view(), now)
    yield from map(devices.arrival, own.arrivals)
    if own.waits:
        here = [line.code for line in own.view().devices if line.here]
        yield plain.sentence(arrivals.waits_heading(), *arrivals.waits(*here[:1]))


LINES: dict[str, Lines] = {
    "package": package,
    "changes": changes,
    "reviews": reviews,
    "obligations": obligations,
    "expectations": expectations,
    "contacts": contacts,
    "bulletins": bulletins,
    "requests": requests,
    "talks": talks,
    "handover": handing_over,
    "support": support,
    "peer": peer,
    "authority": authority,
    "access": access,
    "rules": rules,
    "news": news,
    "status": status,
    "attention": attention,
    "deliveries": deliveries,
    "cases": caseload,
    "tasks": tasks,
    "week": week,
    "devices": own_devices,
}


def view(case: OpenCase, name: str, now: datetime) -> Iterator[str]:
    """One view, below the moment of which it speaks."""
    yield moment(case, now)
    yield from LINES[name](case, now)
