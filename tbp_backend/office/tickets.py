# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`ticket issue`: one line that lets one new device of a member in (DESIGN section 6)."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from tbp_backend.errors import CaseUnknown, NotServedYet
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_backend.office.authority import Authority
from tbp_backend.office.ledger import Ledger
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.office.places import Place, ledgers, places_of
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.logstate import LogState
from tbp_casefile.model import control
from tbp_casefile.tables import Role
from tbp_casefile.times import format_moment, parse_moment, to_ms
from tbp_casefile.wire.api import Welcome, WelcomeScope


@dataclass(frozen=True)
class Request:
    """For whom, in which cases, and for how long."""

    cases: tuple[str, ...]
    member: str
    valid: timedelta = timedelta(hours=24)


async def issue(home: Home, store: Store, request: Request) -> str:
    """Draw a ticket and leave its welcome; the line to hand over. Raises CaseUnknown or NotServedYet.

    (1) the logs of this member, in every case that was asked for  (2) a `ticket` record in each, by
    the office that decides now  (3) the welcome, sealed, under the ticket's id
    """
    address(home)
    authority = Authority(home)
    authority.home.need_authority()
    cases = dict.fromkeys(request.cases)
    places = [place for case in cases for place in await _places(home, store, case, request.member)]  # (1)
    code = TicketCode.draw(secrets.token_bytes)
    until = format_moment(store.clock() + request.valid)
    body = control.Ticket(code.id, base64url.encode(code.signing_key.public), request.member, until)
    for place in places:  # (2)
        key = await authority.office(store, place.office)
        pen = Pen(key, place.scope, store.clock(), seen_at(place.standing), place.whole_hours)
        await publish(store, place.scope, [pen.write("ticket", body)])
    scopes = tuple(WelcomeScope(place.scope, place.type.value) for place in places)
    return await leave(home, store, code, body, scopes)  # (3)


def address(home: Home) -> str:
    """Where devices find this backend; raises NotServedYet."""
    settings = home.settings()
    if not settings.address:
        raise NotServedYet()
    return settings.address


async def leave(
    home: Home, store: Store, code: TicketCode, ticket: control.Ticket, scopes: tuple[WelcomeScope, ...]
) -> str:
    """Leave the welcome of a ticket that stands in these logs; the line to hand over."""
    welcome = _welcome(home, store, scopes, ticket)
    sealed = code.seal_welcome(msgspec.json.encode(welcome), secrets.token_bytes)
    await store.leave_welcome(
        code.id, sealed, {place.scope: to_ms(parse_moment(ticket.until)) for place in scopes}
    )
    return Ticket(address(home), code).line


async def _places(home: Home, store: Store, case: str, member: str) -> list[Place]:
    """The logs of a case in which this member is one; raises CaseUnknown."""
    everywhere = await places_of(store, _ledger(home, case))
    places = [
        place
        for place in everywhere
        if place.office and place.standing.state.is_active(member)
        if place.standing.state.members[member].role is not Role.AUTHORITY
    ]
    if not places:
        known = _who([place.standing.state for place in everywhere])
        raise CaseUnknown(what="member", name=member, known=known)
    return places


def _ledger(home: Home, case: str) -> Ledger:
    known = dict(ledgers(home))
    if case not in known:
        raise CaseUnknown(what="case", name=case, known=", ".join(known))
    return known[case]


def _who(states: list[LogState]) -> str:
    """Members that can be given a ticket: an authority writes with the key of its office."""
    return ", ".join(
        dict.fromkeys(
            member
            for state in states
            for member, known in state.members.items()
            if not known.ended and known.role is not Role.AUTHORITY
        )
    )


def _welcome(home: Home, store: Store, scopes: tuple[WelcomeScope, ...], ticket: control.Ticket) -> Welcome:
    return Welcome(
        issuer=home.settings().issuer,
        anchor=anchor_of(home.tls),
        root=base64url.encode(store.states.root),
        system=store.states.system,
        member=ticket.member,
        ticket=ticket.ticket,
        scopes=scopes,
    )
