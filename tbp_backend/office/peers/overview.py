# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator looks at: wishes, experts with their load as counts, proposals, concerns, debriefs."""

from dataclasses import dataclass

from tbp_backend.home import Home
from tbp_backend.office.peers.book import Book, read_book
from tbp_backend.office.peers.keys import Coordinator, coordinator
from tbp_backend.office.peers.matching import answer_to, profile_of, talking, wish_of
from tbp_backend.office.peers.sealed_log import Opened, SealedLog, read_log
from tbp_backend.store.store import Store
from tbp_casefile.model.peers import Concern, Debrief, PeerProfile, PeerRequest
from tbp_casefile.times import from_ms, local_date


@dataclass(frozen=True)
class AskerLine:
    """Somebody who can ask: what they wish now, if anything, and how many talks or proposals they have."""

    case: str
    member: str
    wish: PeerRequest | None
    busy: int


@dataclass(frozen=True)
class ExpertLine:
    """An expert: how they offer talks, and their load: how many talks and proposals."""

    name: str
    ready: bool
    profile: PeerProfile | None
    load: int


@dataclass(frozen=True)
class ProposalLine:
    """Two who were shown to each other; `answers` of the asker and of the expert, as far as they came."""

    case: str
    member: str
    expert: str
    until: str
    state: str
    answers: tuple[str, str]


@dataclass(frozen=True)
class InboxLine:
    """A concern or a debrief: by whom, on which day, and only what they wrote."""

    by: str
    day: str
    body: Concern | Debrief


@dataclass(frozen=True)
class Overview:
    """All of it. `unread`: records that were sealed before the coordinator could read them."""

    askers: tuple[AskerLine, ...]
    experts: tuple[ExpertLine, ...]
    proposals: tuple[ProposalLine, ...]
    inbox: tuple[InboxLine, ...]
    unread: int = 0


async def overview(home: Home, store: Store) -> Overview:
    """As the logs stand now."""
    own, book = await coordinator(home, store), read_book(home)
    logs = await _logs(store, own, book)
    return Overview(
        askers=tuple([await _asker(store, book, number, logs) for number in range(len(book.askers))]),
        experts=tuple([await _expert(store, book, number, logs) for number in range(len(book.experts))]),
        proposals=_proposals(book, logs),
        inbox=_inbox(book, logs),
        unread=sum(log.unread for log in logs.values()),
    )


async def _logs(store: Store, own: Coordinator, book: Book) -> dict[str, SealedLog]:
    scopes = [*(one.scope for one in book.askers), *(one.scope for one in book.experts)]
    return {scope: await read_log(store, own, scope) for scope in scopes}


async def _asker(store: Store, book: Book, number: int, logs: dict[str, SealedLog]) -> AskerLine:
    asker = book.askers[number]
    wished = wish_of(logs[asker.scope])
    busy = await talking(store, book.of_asker(asker.scope))
    return AskerLine(asker.case, asker.member, wished[1] if wished else None, busy)


async def _expert(store: Store, book: Book, number: int, logs: dict[str, SealedLog]) -> ExpertLine:
    expert = book.experts[number]
    load = await talking(store, book.of_expert(expert.scope))
    return ExpertLine(expert.name, expert.ready, profile_of(logs[expert.scope]), load)


def _proposals(book: Book, logs: dict[str, SealedLog]) -> tuple[ProposalLine, ...]:
    askers = {one.scope: one for one in book.askers}
    names = {one.scope: one.name for one in book.experts}
    return tuple(
        ProposalLine(
            askers[pair.asker].case,
            askers[pair.asker].member,
            names[pair.expert],
            pair.until,
            pair.state,
            (
                answer_to(logs[pair.asker], pair.shown_asker),
                answer_to(logs[pair.expert], pair.shown_expert),
            ),
        )
        for pair in book.pairs
    )


def _inbox(book: Book, logs: dict[str, SealedLog]) -> tuple[InboxLine, ...]:
    """Newest first."""
    names = {one.scope: one.name for one in book.experts}
    names |= {one.scope: f"{one.case} {one.member}" for one in book.askers}
    came = [
        (one.received, _line(names[scope], one, body))
        for scope, log in logs.items()
        for one, body in _told(log)
    ]
    return tuple(line for _, line in sorted(came, key=lambda pair: pair[0], reverse=True))


def _told(log: SealedLog) -> list[tuple[Opened, Concern | Debrief]]:
    return [*log.of(Concern), *log.of(Debrief)]


def _line(by: str, one: Opened, body: Concern | Debrief) -> InboxLine:
    return InboxLine(by, local_date(from_ms(one.received)).isoformat(), body)
