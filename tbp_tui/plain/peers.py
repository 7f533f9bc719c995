# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks with an experience expert as sentences: wishes, proposals, what was agreed, and what was said."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from tbp_casefile.model.peers import Boundary, PeerProfile, PeerProposal, PeerRequest
from tbp_casefile.views.matching import ProposalLine
from tbp_casefile.views.peers import MessageLine, TalkView
from tbp_casefile.views.shelf import Delivery
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, sentence
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import as_of, full_day, month_day, text
from tbp_tui.words.terms import delivery, term

_NAME_MOST = 40


def no_crisis_service() -> str:
    """The line that stands with every talk."""
    return _(
        "This is not a crisis service. Immediate danger: call 112. "
        "Thoughts of suicide: call 113, day and night."
    )


def numbers_in_view() -> str:
    """The same in as few words as there are, for where it stays in sight."""
    return _("No crisis service. Danger: 112. Suicide: 113.")


def name(alias: str) -> str:
    """An alias on one line, no longer than an alias is."""
    return " ".join(clean(alias).split())[:_NAME_MOST] or "?"


def words(group: str, values: Iterable[str]) -> str:
    """Several words of one list."""
    return ", ".join(clean(term(group, value)) for value in values)


def about(body: PeerProposal | PeerRequest | PeerProfile) -> Iterator[tuple[str, str]]:
    """What is told of somebody: with a label for each part."""
    yield _("About"), words("peer_topic", body.topics)
    yield _("Languages"), words("language", body.languages)
    if body.family:
        yield _("At home"), words("peer_family", body.family)


def state(line: ProposalLine) -> str:
    """How a proposal stands, without anything of what the other said."""
    return term("peer_proposal", line.state)


def proposal(line: ProposalLine) -> str:
    """One proposal in a line."""
    told = ", ".join(said for _label, said in about(line.proposal) if said)
    until = _("Answer until {day}.").format(day=full_day(line.proposal.until)) if line.state == "new" else ""
    head = _("Proposed: {name} ({state})").format(name=name(line.proposal.alias), state=state(line))
    return sentence(head, told, until)


def no_reason() -> str:
    """The line that stands with every question about a talk."""
    return _("You may always say no, or stop. You do not have to say why. Nobody learns who said no.")


def boundary(agreed: Boundary) -> Iterator[tuple[str, str]]:
    """What was agreed: with a label for each part."""
    if agreed.when:
        yield _("When"), _one(text(agreed.when))
    if agreed.minutes is not None:
        yield _("How long"), ngettext("{n} minute", "{n} minutes", agreed.minutes).format(n=agreed.minutes)
    if agreed.avoid:
        yield _("Not about"), _one(text(agreed.avoid))
    if agreed.relook:
        yield _("Look again on"), full_day(agreed.relook)
    if agreed.keep_days is not None:
        days = ngettext("{n} day", "{n} days", agreed.keep_days).format(n=agreed.keep_days)
        yield _("Messages stay"), days


def agreement(view: TalkView) -> str:
    """Whether both agreed, in one line."""
    if view.agreed:
        parts = "; ".join(f"{label.lower()}: {said}" for label, said in boundary(view.agreed))
        return _("Agreed: {parts}.").format(parts=parts)
    if view.theirs and not view.mine:
        return _("The other proposes what to agree. Look at it.")
    if view.mine and not view.theirs:
        return _("You proposed what to agree. The other has not answered yet.")
    if view.mine:
        return _("You both proposed something else. Look at it.")
    return _("Nothing is agreed yet: when, how long, and what not.")


def said(line: MessageLine, other: str, now: datetime) -> str:
    """By whom and when, and how far it came: what stands above a message."""
    by = _("You") if line.own else other
    received = as_of(line.received, now) if line.received else ""
    if not line.own:
        return f"{by} · {received}" if received else by
    way = delivery(line.delivery, received) if line.delivery is not Delivery.RECEIVED else received
    return f"{by} · {way}"


def _one(words_: str) -> str:
    return " ".join(clean(words_).split())


def message(line: MessageLine) -> str:
    """What was said, without anything that steers a terminal (`text` sees to that)."""
    return text(line.text)


def talk(view: TalkView, other: str, now: datetime) -> Iterator[str]:
    """A talk as lines: first what always stands there."""
    yield sentence(_("Talk with {name}").format(name=other), agreement(view))
    for line in view.lines:
        yield sentence(f"{said(line, other, now)}: {' '.join(message(line).split())}")
    if view.ended:
        yield _("This talk has ended.")


def warned(found: Sequence[str]) -> str:
    """What a message seems to hold, before it is sent."""
    kinds = words("found_in", found)
    return capital(_("{kinds}: by this you could be found. Send it all the same?").format(kinds=kinds))


def ended(alias: str, day: str, by: str) -> str:
    """The line of a talk that is over."""
    if by == "ticket":
        return sentence(
            _("Talk with {name}: your ticket was used already, or is too old").format(name=name(alias)),
            _("If another device of yours used it, add this one there. If not, tell the coordinator."),
        )
    who = _("You stopped it.") if by == "own" else _("The other stopped it.") if by == "other" else ""
    return sentence(_("Talk with {name} ended on {day}").format(name=name(alias), day=day), who)


def since(day: date) -> str:
    """From which day a talk is."""
    return _("since {day}").format(day=month_day(day))
