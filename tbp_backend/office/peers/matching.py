# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing two together: shown to each other by alias and wish, and linked when both said yes.

Nobody learns who declined: whatever the reason, both are told the same, once both answered or the day passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from tbp_backend.errors import NotPossible
from tbp_backend.home import Home
from tbp_backend.office.peers.book import Asker, Book, Expert, Pair, keep_book, read_book
from tbp_backend.office.peers.founding import found_talk
from tbp_backend.office.peers.keys import coordinator
from tbp_backend.office.peers.sealed_log import Opened, SealedLog, read_log
from tbp_backend.store.store import Store
from tbp_casefile.model.peers import PeerProfile, PeerProposal, PeerReply, PeerRequest
from tbp_casefile.times import local_date

ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Settled:
    """What came of the proposals that were open: how many talks began, and how many did not."""

    linked: int = 0
    over: int = 0


async def confirm(home: Home, name: str) -> None:
    """Training and a talk showed that this expert is ready. Raises NotPossible."""
    home.need_authority()
    book = read_book(home)
    expert = _known(book, name)
    book.experts[book.experts.index(expert)] = msgspec.structs.replace(expert, ready=True)
    keep_book(home, book)


def _known(book: Book, name: str) -> Expert:
    expert = book.expert(name)
    if expert is None:
        raise NotPossible(what="expert-unknown", name=name, known=", ".join(one.name for one in book.experts))
    return expert


# --- what each said last --------------------------------------------------------------------------------


def profile_of(log: SealedLog) -> PeerProfile | None:
    """How the expert offers talks now."""
    found = log.of(PeerProfile)
    return found[-1][1] if found else None


def wish_of(log: SealedLog) -> tuple[Opened, PeerRequest] | None:
    """What a person or relative wishes now; nothing once they took it back."""
    found = log.of(PeerRequest)
    return found[-1] if found and not found[-1][1].withdrawn else None


def answer_to(log: SealedLog, shown: str) -> str:
    """`yes` or `no` to a proposal, the last one that counts; nothing before there is one."""
    said = [
        body.what
        for one, body in log.of(PeerReply)
        if one.signed.record.about and one.signed.record.about.id == shown
    ]
    return said[-1] if said else ""


async def talking(store: Store, pairs: Sequence[Pair]) -> int:
    """Of these two, how many were shown to each other or talk now."""
    count = 0
    for pair in pairs:
        if pair.talk:
            state = (await store.standing(pair.talk)).state
            count += all(not known.ended for known in state.members.values())
        else:
            count += pair.state == "asked"
    return count


# --- proposing ------------------------------------------------------------------------------------------


async def propose(home: Home, store: Store, case: str, member: str, name: str) -> Pair:
    """Show the two to each other. Raises NotPossible.

    (1) both are there, and free  (2) to each the alias and the wish of the other, and nothing else
    """
    own, book = await coordinator(home, store), read_book(home)
    expert, asker = _known(book, name), book.asker(case, member)
    if asker is None:
        raise NotPossible(what="asks-nothing", member=member)
    asking, offering = await read_log(store, own, asker.scope), await read_log(store, own, expert.scope)
    wished, profile = await _both_free(store, book, (asker, asking), (expert, offering))  # (1)
    until = local_date(store.clock()) + ANSWER_WITHIN
    to_asker = await asking.write("peer_proposal", _of_expert(profile, until), about=wished[0].ref)  # (2)
    to_expert = await offering.write("peer_proposal", _of_asker(wished[1], until))
    shown = (to_asker.signed.record.id, to_expert.signed.record.id)
    pair = Pair(asker.scope, expert.scope, *shown, until.isoformat())
    book.pairs.append(pair)
    keep_book(home, book)
    return pair


async def _both_free(
    store: Store, book: Book, asking: tuple[Asker, SealedLog], offering: tuple[Expert, SealedLog]
) -> tuple[tuple[Opened, PeerRequest], PeerProfile]:
    (asker, asked), (expert, offered) = asking, offering
    wished, profile = wish_of(asked), profile_of(offered)
    if wished is None:
        raise NotPossible(what="asks-nothing", member=asker.member)
    if not expert.ready or profile is None:
        raise NotPossible(what="expert-not-ready", name=expert.name)
    if await talking(store, book.of_asker(asker.scope)):
        raise NotPossible(what="asker-busy", member=asker.member)
    if profile.pause or await talking(store, book.of_expert(expert.scope)) >= profile.most:
        raise NotPossible(what="expert-full", name=expert.name)
    return wished, profile


def _of_expert(profile: PeerProfile, until: date) -> PeerProposal:
    return PeerProposal(
        alias=profile.alias,
        topics=profile.topics,
        languages=profile.languages,
        family=profile.family,
        available=profile.available,
        until=until,
    )


def _of_asker(wish: PeerRequest, until: date) -> PeerProposal:
    return PeerProposal(
        alias=wish.alias, topics=wish.topics, languages=wish.languages, family=wish.family, until=until
    )


# --- what came of it ------------------------------------------------------------------------------------


async def settle(home: Home, store: Store) -> Settled:
    """Link who both said yes, and let go of what is not to be; every pair is noted before the next one."""
    own, book = await coordinator(home, store), read_book(home)
    linked = over = 0
    for pair in [one for one in book.pairs if one.state == "asked"]:
        asking, offering = await read_log(store, own, pair.asker), await read_log(store, own, pair.expert)
        answers = [answer_to(asking, pair.shown_asker), answer_to(offering, pair.shown_expert)]
        if answers == ["yes", "yes"]:
            book.put(pair, await _link(home, store, pair, asking, offering))
            linked += 1
        elif all(answers) or local_date(store.clock()) > date.fromisoformat(pair.until):
            await _tell(asking, pair.shown_asker, "over")
            await _tell(offering, pair.shown_expert, "over")
            book.put(pair, msgspec.structs.replace(pair, state="over"))
            over += 1
        keep_book(home, book)
    return Settled(linked, over)


async def _link(home: Home, store: Store, pair: Pair, asking: SealedLog, offering: SealedLog) -> Pair:
    """A talk is founded, and each gets the one ticket into it, sealed."""
    shown = next(one for one, _ in asking.of(PeerReply) if one.signed.record.about)
    role = asking.state.members[shown.member].role
    talk = await found_talk(home, store, role)
    await _tell(asking, pair.shown_asker, "linked", talk.asker)
    await _tell(offering, pair.shown_expert, "linked", talk.expert)
    return msgspec.structs.replace(pair, state="linked", talk=talk.scope)


async def _tell(log: SealedLog, shown: str, state: str, ticket: str = "") -> None:
    """The same proposal as things stand now, in the place of what was shown before."""
    before, body = next((one, body) for one, body in log.of(PeerProposal) if one.signed.record.id == shown)
    later = msgspec.structs.replace(body, state=state, ticket=ticket)
    await log.write("peer_proposal", later, before=before)
