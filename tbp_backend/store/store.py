# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One door to the database for everybody who asks: each call is one transaction.

The clock comes in from outside; nothing here knows HTTP or holds a key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from tbp_backend.errors import DeviceRevoked, NotAMember, TicketUnusable, UnknownEpoch
from tbp_backend.store import deliveries, enrolments, meta, reading, signin
from tbp_backend.store.append import append
from tbp_backend.store.engine import Database
from tbp_backend.store.states import Standing, States
from tbp_casefile import model
from tbp_casefile.errors import Malformed
from tbp_casefile.logstate import LogState
from tbp_casefile.model import control
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.wire.api import Deliveries, EnrolAnswer, PushedRecord
from tbp_casefile.wire.envelope import read_record

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Store:
    """The database of one backend, opened."""

    database: Database
    states: States
    clock: Clock

    @property
    def system(self) -> str:
        """The id of the `system` log."""
        return self.states.system

    def now_ms(self) -> int:
        """The moment, in milliseconds."""
        return to_ms(self.clock())

    async def close(self) -> None:
        """Give the database back."""
        await self.database.close()

    # --- signing in

    async def device(self, device: str) -> signin.DeviceRow | None:
        """The device behind an id, whatever became of it."""
        return await self.database.read(lambda c: signin.device(c, device))

    async def use_once(self, names: tuple[str, ...], until_ms: int) -> bool:
        """Whether none of these token ids was used before; they are used now."""
        return await self.database.write(lambda c: signin.use_once(c, names, self.now_ms(), until_ms))

    # --- logs, as a device asks for them

    async def logs(self, device: str) -> list[reading.Log]:
        """The logs of a device, and where they stand for it; of a revoked one those that end it."""

        def work(connection: Connection) -> list[reading.Log]:
            mine = reading.logs(connection, device, self.system)
            return [replace(log, place=self.states.in_its_epoch(connection, log.place)) for log in mine]

        return await self.database.read(work)

    async def page(self, asked: reading.Asked) -> reading.StoredPage:
        """A page of a log, out of one snapshot; raises DeviceRevoked, NotAMember or UnknownEpoch."""
        try:
            page = await reading.page(self.database, asked, self.system)
        except UnknownEpoch:
            page = await reading.page(self.database, await self._where_it_ends(asked), self.system)
        if page.place.epoch == 1:
            return page
        place = await self.database.read(lambda c: self.states.in_its_epoch(c, page.place))
        return replace(page, place=place)

    async def _where_it_ends(self, asked: reading.Asked) -> reading.Asked:
        """A log that ended for this device before a restore stays in the epoch of that; or UnknownEpoch."""

        def work(connection: Connection) -> reading.Asked:
            place = reading.place_of(connection, asked.scope, asked.device, self.system)
            if self.states.in_its_epoch(connection, place).epoch != asked.epoch:
                raise UnknownEpoch()
            return replace(asked, epoch=place.epoch)

        return await self.database.read(work)

    async def deliveries(self, scope: str, device: str, skip: int) -> Deliveries:
        """What was sent of a log, as far as this device may see it; raises DeviceRevoked or NotAMember."""
        return await self.database.read(lambda c: deliveries.listed(c, self.states, scope, device, skip))

    async def push(self, scope: str, device: str, records: Sequence[str]) -> list[PushedRecord]:
        """Take records of a device into a log of its own; raises DeviceRevoked or NotAMember.

        What a revoked device brings comes after its end: late, or refused.
        """

        def work(connection: Connection) -> list[PushedRecord]:
            self._check_may_bring(connection, scope, device, records)
            return append(connection, self.states, scope, records, now_ms=self.now_ms(), device=device)

        return self._told(scope, await self.database.write(work))

    def _told(self, scope: str, results: list[PushedRecord]) -> list[PushedRecord]:
        """What became of records, after others were told that their log moved."""
        if any(result.status == "stored" for result in results):
            self.database.moved([scope])
        return results

    def _check_may_bring(
        self, connection: Connection, scope: str, device: str, records: Sequence[str]
    ) -> None:
        """A reader, or who writes where it does not read: the authority for the family (DESIGN section 4).

        A device that ended itself in one log may end itself in the others too, and nothing else there.
        """
        try:
            reading.place_of(connection, scope, device, self.system)
        except (NotAMember, DeviceRevoked) as wrong:
            if self.states.standing(connection, scope).state.role_of(device) is None:
                raise
            if isinstance(wrong, DeviceRevoked) and not all(_ends(jws, device) for jws in records):
                raise

    # --- tickets

    async def welcome(self, ticket: str) -> bytes:
        """The sealed welcome under a ticket's id; raises TicketUnusable."""
        return await self.database.read(lambda c: enrolments.welcome(c, ticket, self.now_ms()))

    async def enrol(self, ticket: str, devices: Mapping[str, str]) -> EnrolAnswer:
        """Spend a ticket: all scopes or nothing. Nobody waits for the write lock on an unknown ticket."""
        await self.database.read(lambda c: enrolments.check_known(c, ticket))
        answer = await self.database.write(
            lambda c: enrolments.spend(c, self.states, ticket, devices, self.now_ms())
        )
        self.database.moved(devices)
        return answer

    async def leave_welcome(self, ticket: str, sealed: bytes, ends: Mapping[str, int]) -> None:
        """Leave a sealed welcome for scopes that hold its `ticket` record; by scope the end of that."""
        scopes, until = tuple(ends), min(ends.values())
        await self.database.write(lambda c: enrolments.leave(c, ticket, sealed, scopes, until))

    async def ticket_ends(self, ticket: str, scopes: Sequence[str], device: str) -> dict[str, int]:
        """Until when each log takes this ticket of this device.

        Raises DeviceRevoked, NotAMember or TicketUnusable.
        """
        return await self.database.read(lambda c: {s: self._ticket_end(c, ticket, s, device) for s in scopes})

    def _ticket_end(self, connection: Connection, ticket: str, scope: str, device: str) -> int:
        reading.place_of(connection, scope, device, self.system)
        state = self.states.standing(connection, scope).state
        if state.role_of(device) is None:
            raise NotAMember()
        if reading.ticket_writers(connection, scope).get(ticket) != device:
            raise TicketUnusable()
        return _end_of(state, ticket)

    # --- for the office

    async def standing(self, scope: str) -> Standing:
        """Where a log stands now, for an office that wants to write into it."""
        return await self.database.read(lambda c: self.states.standing(c, scope))

    async def ids(self, scope: str) -> set[str]:
        """Ids of everything in a log."""
        return await self.database.read(lambda c: reading.ids(c, scope))

    async def whole(self, scope: str) -> list[tuple[int, int, str]]:
        """Every entry of a log: seq, received, and the signed bytes."""
        return await self.database.read(lambda c: reading.whole(c, scope))

    async def write(self, scope: str, records: Sequence[str]) -> list[PushedRecord]:
        """Take records of an office, or a founding, into a log."""
        results = await self.database.write(
            lambda c: append(c, self.states, scope, records, now_ms=self.now_ms(), device=None)
        )
        return self._told(scope, results)


def _ends(jws: str, device: str) -> bool:
    """Whether this is a record by which a device is ended."""
    try:
        record = read_record(jws).record
        body = model.read_body(record.kind, record.schema, record.body)
    except (Malformed, KeyError):
        return False
    return isinstance(body, control.Device) and body.ends and body.device == device


def _end_of(state: LogState, ticket: str) -> int:
    known = state.tickets.get(ticket)
    if known is None or known.spent:
        raise TicketUnusable()
    return to_ms(parse_moment(known.ticket.until))


async def open_store(database: Database, clock: Clock) -> Store:
    """Open a database that was founded; raises DatabaseUnusable otherwise."""
    founded = await database.read(meta.founded)
    return Store(database, States(founded.system, founded.root), clock)
