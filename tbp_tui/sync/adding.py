# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A ticket for one more device of this member (DESIGN section 6): needs the backend, unlike most things here.

The code is drawn and shown here, and kept nowhere: not in the vault, not in a log. What goes out is the
ticket's public key, in every log, and the welcome, sealed with the code.
"""

from datetime import datetime, timedelta

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import Random
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.model import control
from tbp_casefile.times import format_moment
from tbp_casefile.views.devices import Issued
from tbp_casefile.wire.api import Welcome, WelcomeScope
from tbp_tui.sync import http
from tbp_tui.sync.devices import write_tickets
from tbp_tui.sync.engine import sync_once
from tbp_tui.sync.errors import CannotAdd
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.session import Session
from tbp_tui.vault.process import ProcessId
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault

VALID = timedelta(hours=24)


class LeftWelcome(msgspec.Struct, frozen=True):
    """The body of PUT `/v1/enrolments/{id}`; `sealed` is base64url."""

    sealed: str
    scopes: tuple[str, ...]


def issue(vault: Vault, session: Session, *, now: datetime, process: ProcessId, random: Random) -> Issued:
    """Draw a ticket and leave its welcome; raises CannotAdd or what a sync that fails raises.

    (1) up to date, so that it is known which logs are ours  (2) a `ticket` record in each, and seen there
    (3) the welcome, sealed, under the ticket's id
    """
    _sync(vault, session, now, process)  # (1)
    code = TicketCode.draw(random)
    body = control.Ticket(
        ticket=code.id,
        key=base64url.encode(code.signing_key.public),
        member=enrolled(vault).member,
        until=format_moment(now + VALID),
    )
    rows = write_tickets(vault, body, now, random)
    _sync(vault, session, now, process)  # (2)
    if not rows or not _stand_in_their_logs(vault, rows):
        raise CannotAdd()
    _leave(session, code, _welcome(vault, body, rows), random)  # (3)
    return Issued(Ticket(enrolled(vault).base_url, code).line, now + VALID)


def _sync(vault: Vault, session: Session, now: datetime, process: ProcessId) -> None:
    report = sync_once(vault, session, now=now, process=process)
    if report.trouble is not None:
        raise report.trouble
    if report.busy:
        raise CannotAdd()


def _stand_in_their_logs(vault: Vault, rows: list[OutboxRow]) -> bool:
    waiting = {row.id for row in vault.outbox.all()}
    return not any(row.id in waiting for row in rows)


def _welcome(vault: Vault, body: control.Ticket, rows: list[OutboxRow]) -> Welcome:
    backend, types = enrolled(vault), {place.scope: place.type for place in vault.scopes()}
    return Welcome(
        issuer=backend.issuer,
        anchor=backend.anchor,
        root=backend.root,
        system=backend.system,
        member=body.member,
        ticket=body.ticket,
        scopes=tuple(WelcomeScope(row.scope, types[row.scope]) for row in rows),
    )


def _leave(session: Session, code: TicketCode, welcome: Welcome, random: Random) -> None:
    sealed = base64url.encode(code.seal_welcome(msgspec.json.encode(welcome), random))
    left = LeftWelcome(sealed, tuple(place.scope for place in welcome.scopes))
    answer = session.put(f"/v1/enrolments/{code.id}", msgspec.json.encode(left))
    if answer.status >= 300:
        http.refuse(answer)
