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
from tbp_backend.office.ledger import Ledger, read_ledger
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.members import LogState
from tbp_casefile.model import control
from tbp_casefile.tables import Role
from tbp_casefile.times import format_moment, parse_moment, to_ms
from tbp_casefile.wire.api import Welcome, WelcomeScope


@dataclass(frozen=True)
class Request:
    """For whom, and for how long."""

    case: str
    member: str
    valid: timedelta = timedelta(hours=24)


async def issue(home: Home, store: Store, request: Request) -> str:
    """Draw a ticket and leave its welcome; the line to hand over. Raises CaseUnknown or NotServedYet.

    (1) the case and its member  (2) the office that decides now  (3) a `ticket` record in every log of the
    member  (4) the welcome, sealed, under the ticket's id
    """
    settings = home.settings()
    if not settings.address:
        raise NotServedYet()
    authority = Authority(home)
    authority.home.need_authority()
    ledger = _ledger(home, request.case)  # (1)
    standing = store.standing(ledger.scope)
    if not standing.state.is_active(request.member):
        raise CaseUnknown(what="member", name=request.member, known=_who(standing.state))
    key = await authority.office(store, _deciding(standing.state))  # (2)
    code = TicketCode.draw(secrets.token_bytes)
    until = format_moment(store.clock() + request.valid)
    body = control.Ticket(code.id, base64url.encode(code.signing_key.public), request.member, until)
    pen = Pen(key, ledger.scope, store.clock(), seen_at(standing))
    await publish(store, ledger.scope, [pen.write("ticket", body)])  # (3)
    welcome = _welcome(home, store, standing.state, body)
    sealed = code.seal_welcome(msgspec.json.encode(welcome), secrets.token_bytes)
    await store.leave_welcome(code.id, sealed, {ledger.scope: to_ms(parse_moment(until))})  # (4)
    return Ticket(settings.address, code).line


def _ledger(home: Home, case: str) -> Ledger:
    folder = home.authority / "cases"
    known = sorted(path.stem for path in folder.glob("*.json"))
    ledger = read_ledger(folder / f"{case}.json") if case in known else None
    if ledger is None:
        raise CaseUnknown(what="case", name=case, known=", ".join(known))
    return ledger


def _who(state: LogState) -> str:
    """Members that can be given a ticket: an authority writes with the key of its office."""
    return ", ".join(
        member
        for member, known in state.members.items()
        if not known.ended and known.role is not Role.AUTHORITY
    )


def _deciding(state: LogState) -> str:
    return next(
        member for member, known in state.members.items() if known.role is Role.AUTHORITY and not known.ended
    )


def _welcome(home: Home, store: Store, state: LogState, ticket: control.Ticket) -> Welcome:
    assert state.type is not None
    return Welcome(
        issuer=home.settings().issuer,
        anchor=anchor_of(home.tls),
        root=base64url.encode(store.states.root),
        system=store.states.system,
        member=ticket.member,
        ticket=ticket.ticket,
        scopes=(WelcomeScope(state.scope, state.type.value),),
    )
