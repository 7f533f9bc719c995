# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around the offer as JSON: people, news, requests, talks, who decides, who sees what, status."""

from datetime import datetime

from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, answer, item, moment
from tbp_tui.words.dates import text_in


def contacts(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """One's own people; `from` and `until` are when they can be reached, `next` the next fixed moment.

    `since` and `ends` are the first day as a contact, and the last one where it is known.
    """
    return [
        item(
            line.id,
            line.contact.role,
            line.contact.name,
            "reachable" if line.reach.now else "not-reachable",
            reason=line.contact.phone,
            first=line.reach.again,
            last=line.reach.until,
            next=moment(line.next_moment),
            since=moment(line.contact.from_),
            ends=moment(line.contact.until),
        )
        for line in case.contacts(now)
    ]


def bulletins(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """News, newest first, each with the `answers` to it; `do` is what the person can do."""
    items: list[Item] = []
    for line in case.bulletins(now):
        body = line.bulletin
        given = [answer(answered, language) for answered in line.answers]
        items.append(
            item(
                line.id, "bulletin", text_in(body.title, language), "past" if line.past else "current",
                reason=text_in(body.what, language), first=line.on, last=body.until, layer="government",
                means=text_in(body.means, language), do=[text_in(text, language) for text in body.do],
                weight=body.weight, release=body.release, unread=line.unread, answers=given,
            )
        )  # fmt: skip
    return items


def rules(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """The rules of the system in plain words, with the page of the letter that each rests on."""
    return [
        item(
            None, rule.topic, text_in(rule.title, language), "current", reason=text_in(rule.text, language),
            first=rule.dated, layer=rule.side, page=rule.source.page,
        )
        for rule in case.policy_texts()
    ]  # fmt: skip


def news(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """News about the system, newest first."""
    return [
        item(
            None,
            "news",
            text_in(one.title, language),
            "current",
            reason=text_in(one.text, language),
            first=one.dated,
        )
        for one in case.news()
    ]


def requests(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Requests, open ones first; `until` is the day on which an answer was promised."""
    return [
        item(
            line.id,
            line.request.kind,
            text_in(line.request.title, language),
            line.state,
            reason=text_in(line.answers[-1].answer.text, language) if line.answers else None,
            first=line.on,
            last=line.due,
            layer="person",
            delivery=line.delivery.value,
            because=line.answers[-1].answer.reason if line.answers else None,
            overdue=line.overdue,
            by=line.role.value,
        )
        for line in case.requests(now)
    ]


def talks(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Moments of contact, newest first; a concern is answered or open."""
    return [
        item(
            line.id,
            line.talk.kind,
            text_in(line.talk.text, language),
            _talk_state(line.talk.kind, answered=line.talk.reply is not None),
            reason=text_in(line.talk.reply, language),
            first=line.on,
            last=line.talk.replied,
            minutes=line.talk.minutes,
            who=text_in(line.talk.who, language) or None,
        )
        for line in case.talks()
    ]


def support(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Offers of support, what asks for an answer first; `until` is the day on which one comes back."""
    return [
        item(
            line.id,
            "support_offer",
            text_in(line.offer.title, language),
            line.state,
            reason=text_in(line.offer.text, language),
            first=line.on,
            last=line.back,
            delivery=line.delivery.value,
            to=line.role.value,
            answers=[{"answer": said.what, "on": said.on.isoformat()} for said in line.responses],
        )
        for line in case.support.offers(now)
    ]


def _talk_state(kind: str, *, answered: bool) -> str:
    if kind != "concern":
        return "held"
    return "answered" if answered else "open"


def authority(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Who decides now, then who did before, then who will."""
    view = case.authorities(now)
    return [
        item(
            None,
            "authority",
            text_in(line.name, language),
            "current" if line is view.now else "earlier" if line in view.earlier else "coming",
            reason=text_in(line.reason, language),
            first=line.since,
            layer="government",
            stays=text_in(line.stays, language) or None,
        )
        for line in view.all
    ]


def access(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Who reads along; `kinds` are the kinds that they can read, `members` how many they are."""
    return [
        item(None, line.role.value, None, "reads", members=line.members, kinds=list(line.kinds))
        for line in case.access()
    ]


def cases(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Every case of this device: where it stands, who decides, its next review, what is open."""
    case.check_role()
    items = []
    for line in case.staff.caseload(now):
        view = line.summary
        body = view.situation.status if view.situation else None
        waiting = len(view.requests)
        items.append(
            item(
                None, "case", line.number, body.state if body else None,
                first=body.since if body else None, last=view.review.on if view.review else None,
                authority=text_in(view.deciding.short, language) if view.deciding else None,
                openRequests=waiting,
            )
        )  # fmt: skip
    return items


def attention(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """What did not arrive, then what is kept as a note; `reason` is the code of why."""
    state = case.status(now)
    return [
        item(
            line.id,
            line.kind,
            text_in(line.text or line.title, language),
            "kept" if line.kept else "attention",
            reason=line.code,
            first=line.at,
            delivery=line.state.value,
            said=line.what or None,
            about=text_in(line.about, language) or None,
            thing=line.thing or None,
        )
        for line in (*state.attention, *state.kept)
    ]


def deliveries(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """What was sent to whose device, newest first; `from` is when. Sent, not read."""
    return [
        item(
            None,
            line.role or "unknown",
            None,
            "sent",
            first=line.at,
            delivery="sent",
            device=line.device,
            own=line.own,
            log=line.log.value,
            kinds=list(line.kinds),
            records=line.count,
        )
        for line in case.deliveries().lines
    ]


def status(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Where the case stands, what waits to be sent, what needs attention, what is kept, what is wrong."""
    items: list[Item] = []
    if line := case.situation(now):
        body = line.status
        items.append(
            item(
                line.id, "case", text_in(body.text, language), body.state, first=body.since, last=body.until,
                layer="government", number=body.case, due=moment(body.due),
                asked=[text_in(text, language) for text in body.asked],
            )
        )  # fmt: skip
    state = case.status(now)
    for queued in (*state.queue, *state.attention):
        delivery = queued.state.value
        items.append(item(queued.id, queued.kind, None, delivery, reason=queued.code, delivery=delivery))
    if state.not_understood:
        items.append(item(None, "newer-version", None, "kept", reason=str(state.not_understood)))
    if case.set_aside:
        items.append(item(None, "set-aside", None, "kept", reason=str(case.set_aside)))
    if state.two_histories:
        items.append(item(None, "two-histories", None, "kept", first=state.two_histories))
    for code, count in state.unreadable.items():
        items.append(item(None, "unreadable", None, code, reason=str(count)))
    return items + [{**item(None, "trouble", None, code), "delivery": None} for code in state.troubles]
