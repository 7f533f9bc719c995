# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The logs that a coordinator founds: with who asks, with an expert, and the talk of two, not read here."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from tbp_backend.errors import CaseUnknown, NotPossible
from tbp_backend.home import Home
from tbp_backend.office.ledger import Ledger
from tbp_backend.office.peers.book import Asker, Expert, keep_book, read_book
from tbp_backend.office.peers.keys import COORDINATOR, Coordinator, coordinator
from tbp_backend.office.pen import Pen, new_id, publish, seen_at
from tbp_backend.office.places import ledgers, places_of
from tbp_backend.office.tickets import address, leave
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import TicketCode
from tbp_casefile.logstate import LogState
from tbp_casefile.model.control import Device, Member, PublicKeys, Scope, Ticket
from tbp_casefile.tables import WRITTEN_FOR, Role, ScopeType
from tbp_casefile.times import format_moment
from tbp_casefile.wire.api import WelcomeScope
from tbp_casefile.wire.envelope import SignedRecord

OF_EXPERT = timedelta(hours=24)
OF_TALK = timedelta(days=30)
"""How long a ticket into a talk holds: it travels sealed, to an app that is not always online."""


@dataclass(frozen=True)
class TalkTickets:
    """A talk that was founded, and the one ticket of either."""

    scope: str
    asker: str
    expert: str


async def open_asking(home: Home, store: Store, case: str, member: str) -> Asker:
    """Let a person or relative ask, on all devices that they have now. Raises CaseUnknown or NotPossible."""
    own, book = await coordinator(home, store), read_book(home)
    known = dict(ledgers(home))
    if case not in known:
        raise CaseUnknown(what="case", name=case, known=", ".join(known))
    if book.asker(case, member):
        raise NotPossible(what="asks-already", member=member)
    role, devices = await _devices(store, known[case], member)
    asker = Asker(case, member, new_id())
    pen = Pen(own.key, asker.scope, store.clock())
    records = [*_begun(pen, own, ScopeType.MATCHING, known[case].case)]
    records += [pen.write("member", Member(member, role)), *(pen.write("device", one) for one in devices)]
    book.askers.append(asker)
    keep_book(home, book)
    await publish(store, asker.scope, records)
    return asker


async def _devices(store: Store, ledger: Ledger, member: str) -> tuple[Role, list[Device]]:
    """The role of a member, and the devices they have now, oldest first."""
    role, found = None, dict[str, PublicKeys]()
    for place in await places_of(store, ledger):
        state = place.standing.state
        if state.is_active(member) and state.members[member].role in WRITTEN_FOR:
            role = state.members[member].role
            found |= _active(state, member)
    if role is None:
        raise CaseUnknown(what="member", name=member, known="")
    if not found:
        raise NotPossible(what="no-device", member=member)
    return role, [Device(member, device, keys) for device, keys in found.items()]


def _active(state: LogState, member: str) -> dict[str, PublicKeys]:
    return {
        device: known.keys
        for device, known in state.devices.items()
        if known.member == member and known.keys.dpop and known.keys.seal and not known.ended
    }


async def open_expert(home: Home, store: Store, name: str) -> str:
    """A log with a new expert; the ticket for their first device. Raises NotPossible or NotServedYet."""
    own, book = await coordinator(home, store), read_book(home)
    if book.expert(name):
        raise NotPossible(what="expert-known", name=name)
    address(home)
    expert = Expert(name, new_id(), new_id())
    pen = Pen(own.key, expert.scope, store.clock())
    records = [
        *_begun(pen, own, ScopeType.EXPERT, ""),
        pen.write("member", Member(expert.member, Role.EXPERT)),
    ]
    book.experts.append(expert)
    keep_book(home, book)
    await publish(store, expert.scope, records)
    return await _ticket(home, store, pen, ScopeType.EXPERT, expert.member, OF_EXPERT)


def _begun(pen: Pen, own: Coordinator, log: ScopeType, case: str) -> list[SignedRecord]:
    """A log with its coordinator in it."""
    return [
        pen.write("scope", Scope(log, case)),
        pen.write("member", Member(COORDINATOR, Role.COORDINATOR)),
        pen.write("device", own.device),
    ]


async def found_talk(home: Home, store: Store, asking: Role) -> TalkTickets:
    """The log of a talk with its two members, under names that stand nowhere else; nobody else gets in."""
    own, scope = await coordinator(home, store), new_id()
    pen = Pen(own.key, scope, store.clock(), whole_hours=True)
    members = {new_id(): asking, new_id(): Role.EXPERT}
    opened = [pen.write("member", Member(member, role)) for member, role in members.items()]
    await publish(store, scope, [pen.write("scope", Scope(ScopeType.PEER)), *opened])
    asker, expert = [await _ticket(home, store, pen, ScopeType.PEER, member, OF_TALK) for member in members]
    return TalkTickets(scope, asker, expert)


async def _ticket(home: Home, store: Store, pen: Pen, log: ScopeType, member: str, valid: timedelta) -> str:
    """A ticket for the first device of a member of this one log."""
    code = TicketCode.draw(secrets.token_bytes)
    until = format_moment(pen.written + valid)
    body = Ticket(code.id, base64url.encode(code.signing_key.public), member, until)
    standing = await store.standing(pen.scope)
    writing = Pen(pen.key, pen.scope, pen.written, seen_at(standing), pen.whole_hours)
    await publish(store, pen.scope, [writing.write("ticket", body)])
    return await leave(home, store, code, body, (WelcomeScope(pen.scope, log.value),))
