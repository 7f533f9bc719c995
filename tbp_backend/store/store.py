# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One door to the database for everybody who asks: each call is one transaction.

The clock comes in from outside; nothing here knows HTTP or holds a key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tbp_backend.errors import NotAMember, TicketUnusable
from tbp_backend.store import enrolments, meta, reading, signin
from tbp_backend.store.append import append
from tbp_backend.store.engine import Database
from tbp_backend.store.states import Standing, States
from tbp_casefile.members import LogState
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.wire.api import EnrolAnswer, PushedRecord

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Store:
    """The database of one backend, opened."""

    database: Database
    states: States
    clock: Clock

    def now_ms(self) -> int:
        """The moment, in milliseconds."""
        return to_ms(self.clock())

    async def device(self, device: str) -> signin.DeviceRow | None:
        """The device behind an id, whatever became of it."""
        async with self.database.look() as connection:
            return await signin.device(connection, device)

    async def use_once(self, names: tuple[str, ...], until_ms: int) -> bool:
        """Whether none of these token ids was used before; they are used now."""
        async with self.database.write() as connection:
            return await signin.use_once(connection, names, self.now_ms(), until_ms)

    async def places(self, device: str) -> list[reading.Place]:
        """Where the logs of a device stand; raises DeviceRevoked."""
        async with self.database.look() as connection:
            return await reading.places(connection, device, self.states.system)

    async def page(self, asked: reading.Asked) -> reading.StoredPage:
        """A page of a log, out of one snapshot; raises DeviceRevoked, NotAMember or UnknownEpoch."""
        async with self.database.look() as connection:
            return await reading.page(connection, asked, self.states.system)

    async def push(self, scope: str, device: str, records: Sequence[str]) -> list[PushedRecord]:
        """Take records of a device into a log of its own; raises DeviceRevoked or NotAMember."""
        async with self.database.write() as connection:
            await reading.check_may_write(connection, scope, device, self.states.system)
            return await append(connection, self.states, scope, records, now_ms=self.now_ms(), device=device)

    async def answers(self) -> None:
        """Ask the database something; raises what it raises."""
        async with self.database.look() as connection:
            await signin.device(connection, "")

    async def standing(self, scope: str) -> Standing:
        """Where a log stands now, for an office that wants to write into it."""
        async with self.database.read() as connection:
            return await self.states.standing(connection, scope)

    async def ids(self, scope: str) -> set[str]:
        """Ids of everything in a log."""
        async with self.database.read() as connection:
            return await reading.ids(connection, scope)

    async def write(self, scope: str, records: Sequence[str]) -> list[PushedRecord]:
        """Take records of an office, or a founding, into a log."""
        async with self.database.write() as connection:
            return await append(connection, self.states, scope, records, now_ms=self.now_ms(), device=None)

    async def welcome(self, ticket: str) -> bytes:
        """The sealed welcome under a ticket's id; raises TicketUnusable."""
        async with self.database.look() as connection:
            return await enrolments.welcome(connection, ticket, self.now_ms())

    async def enrol(self, ticket: str, devices: Mapping[str, str]) -> EnrolAnswer:
        """Spend a ticket: all scopes or nothing. Nobody waits for the write lock on an unknown ticket."""
        async with self.database.look() as connection:
            await enrolments.check_known(connection, ticket)
        async with self.database.write() as connection:
            return await enrolments.spend(connection, self.states, ticket, devices, self.now_ms())

    async def leave_welcome(self, ticket: str, sealed: bytes, scopes: Mapping[str, int]) -> None:
        """Leave a sealed welcome for scopes that hold its `ticket` record; by scope the end of that."""
        until = min(scopes.values())
        async with self.database.write() as connection:
            await enrolments.leave(connection, ticket, sealed, tuple(scopes), until)

    async def ticket_ends(self, ticket: str, scopes: Sequence[str], device: str) -> dict[str, int]:
        """Until when each log takes this ticket of this device; raises NotAMember or TicketUnusable."""
        async with self.database.read() as connection:
            await reading.check_may_write(connection, scopes[0], device, self.states.system)
            ends = {}
            for scope in scopes:
                state = (await self.states.standing(connection, scope)).state
                if state.role_of(device) is None:
                    raise NotAMember()
                if ticket not in await reading.tickets_by(connection, scope, device):
                    raise TicketUnusable()
                ends[scope] = _ticket_end(state, ticket)
            return ends

    async def close(self) -> None:
        """Give the database back."""
        await self.database.close()


def _ticket_end(state: LogState, ticket: str) -> int:
    known = state.tickets.get(ticket)
    if known is None or known.spent:
        raise TicketUnusable()
    return to_ms(parse_moment(known.ticket.until))


async def open_store(database: Database, clock: Clock) -> Store:
    """Open a database that was founded; raises DatabaseUnusable otherwise."""
    async with database.read() as connection:
        founded = await meta.founded(connection)
    return Store(database, States(founded.system, founded.root), clock)
