# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One talk, in a room of its own: its devices have keys that stand nowhere else (DESIGN section 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.model.control import Member
from tbp_casefile.model.peers import Boundary, Ended, Message
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import local_date, to_ms
from tbp_casefile.views import peers
from tbp_casefile.views.peers import TalkView
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.devices import OwnDevices
from tbp_tui.services.errors import NothingWritten, NotInYet, NotLookedAt, TalkOver, TooLong
from tbp_tui.services.peers.safety import SafetyWords, safety_words
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import drafts, endings, enrolment, outbox
from tbp_tui.sync.engine import POLL, SyncReport
from tbp_tui.sync.errors import TicketUnusable
from tbp_tui.sync.identity import enrolled, is_enrolled
from tbp_tui.sync.states import Standing
from tbp_tui.sync.telling import told_again
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault
from tbp_tui.world import World

MOST = 4000
"""Characters of a message: with its seal it fits into one record, whatever letters it is made of."""

WATCHED = timedelta(seconds=30)
"""How often it is asked for messages while somebody looks: nothing rings for a talk."""

_LOOKED = "peers.looked"
_TICKET = "peers.ticket"


class _Looked(msgspec.Struct, frozen=True):
    """Which devices of the other were looked at, and whether the safety words were found to be the same."""

    devices: frozenset[str] = frozenset()
    verified: bool = False


@dataclass(frozen=True)
class Words:
    """The safety words of either; none of the other as long as they have not come in."""

    mine: SafetyWords
    theirs: SafetyWords | None


class Talk:
    """What can be done in a talk; `sync` may run in another thread, all else in one."""

    def __init__(self, room: Vault, world: World) -> None:
        self._room, self._world = room, world
        self._entered, self.refused = is_enrolled(room), False
        self._seen: tuple[object, TalkView] | None = None
        self._syncing = Syncing(room, world)
        self.own_devices = OwnDevices(room, self._syncing, world.now, world.random)

    def close(self) -> None:
        """Close every connection and wipe the key."""
        self._syncing.close()
        self._room.close()

    # --- coming in -----------------------------------------------------------------------------------------

    @property
    def entered(self) -> bool:
        """Whether this device came in with its ticket."""
        return is_enrolled(self._room)

    def keep_ticket(self, ticket: str) -> None:
        """What the next sync comes in with."""
        self._room.set_meta(_TICKET, ticket.encode())

    def _enter(self, now: datetime) -> None:
        """Under keys drawn for this talk alone, kept before the ticket is spent. Blocks; raises SyncError."""
        proxy = self._world.environment.get("TBP_PROXY")
        with self._room.another() as own:
            if enrolment.is_pending(own):
                enrolment.resume(own, proxy=proxy)
            elif not is_enrolled(own):
                ticket = Ticket.parse((own.meta(_TICKET) or b"").decode())
                opened = enrolment.fetch_welcome(ticket, proxy=proxy)
                enrolment.enrol(own, opened, now=now, random=self._world.random, proxy=proxy)
            own.forget_meta(_TICKET)
        self._entered = True

    # --- reading -------------------------------------------------------------------------------------------

    @property
    def place(self) -> ScopeRow:
        """The log of this talk, as far as it is here."""
        return next(place for place in self._room.scopes() if place.type == ScopeType.PEER)

    @property
    def _member(self) -> str:
        return enrolled(self._room).member

    def view(self, now: datetime) -> TalkView:
        """The talk as this device has it; read again when it changed, and on another day."""
        stands = (self._room.version(), local_date(now))
        if self._seen is None or self._seen[0] != stands:
            case = CaseLogs("", ((self.place.scope, ScopeType.PEER),))
            shelf = shelves.shelf(self._room, peers.KINDS, case, self._member)
            self._seen = (stands, peers.talk(shelf, self._member, now))
        return self._seen[1]

    @property
    def state(self) -> LogState:
        """Who is in this talk with which devices, as its own log tells it."""
        return told_again(self._room, self.place, SystemKeys(enrolled(self._room).root_key))

    @property
    def over(self) -> bool:
        """Whether everything of it is gone here."""
        return self.entered and endings.all_over(self._room)

    # --- who is there --------------------------------------------------------------------------------------

    @property
    def _theirs(self) -> list[str]:
        """Active devices of the other, in the order in which they came."""
        state = self.state
        return [
            device
            for device, known in state.devices.items()
            if known.member != self._member and state.role_of(device)
        ]

    @property
    def new_of_theirs(self) -> tuple[str, ...]:
        """Devices of the other that nobody here looked at yet; the first one is nobody's news."""
        looked = self._looked()
        theirs = self._theirs if looked.devices or looked.verified else self._theirs[1:]
        return tuple(device for device in theirs if device not in looked.devices)

    @property
    def blocked(self) -> bool:
        """Whether nothing is sent until a new device of the other was looked at."""
        return self._looked().verified and bool(self.new_of_theirs)

    @property
    def verified(self) -> bool:
        """Whether the owner of this device found the safety words to be the same."""
        return self._looked().verified

    def words(self, language: str) -> Words | None:
        """The safety words of both; None as long as this device has not received its own coming in."""
        state = self.state
        mine = safety_words(state, self._member, language)
        other = next((member for member in state.members if member != self._member), "")
        return Words(mine, safety_words(state, other, language)) if mine else None

    def verify(self) -> None:
        """The words were the same: from now on a new device of the other stops what is sent."""
        self._keep(_Looked(frozenset(self._theirs), verified=True))

    def look_at_devices(self) -> None:
        """The owner looked at the devices of the other; raises nothing when there is nothing new."""
        looked = self._looked()
        self._keep(_Looked(looked.devices | frozenset(self._theirs), looked.verified))

    def _looked(self) -> _Looked:
        kept = self._room.meta(_LOOKED)
        return msgspec.json.decode(kept, type=_Looked) if kept else _Looked()

    def _keep(self, looked: _Looked) -> None:
        self._room.set_meta(_LOOKED, msgspec.json.encode(looked))

    # --- writing -------------------------------------------------------------------------------------------

    def say(self, text: str, now: datetime, *, hold_seconds: int = 0) -> str:
        """Write a message, also offline; its id. Raises NothingWritten, TooLong, TalkOver or NotLookedAt."""
        if not text.strip():
            raise NothingWritten()
        if len(text) > MOST:
            raise TooLong(most=MOST, has=len(text))
        return self._write("message", Message(text.strip()), now, hold_seconds)

    def take_back(self, record: str, now: datetime) -> bool:
        """Take a message out of the outbox; not when it may have gone already."""
        with self._room.transaction():
            return outbox.take_back(self._room, record, to_ms(now)) is not None

    def agree(self, boundary: Boundary, now: datetime) -> str:
        """Say what one wants to agree; with the words of the other it is agreed. Raises as `say` does."""
        return self._write("boundary", boundary, now)

    def _write(self, kind: str, body: msgspec.Struct, now: datetime, hold_seconds: int = 0) -> str:
        if not self.entered:
            raise NotInYet()
        if self.place.state != Standing.OPEN or self.view(now).ended:
            raise TalkOver()
        if self.blocked:
            raise NotLookedAt()
        return self._queue(kind, body, now, hold_seconds)

    def _queue(self, kind: str, body: msgspec.Struct, now: datetime, hold_seconds: int = 0) -> str:
        return outbox.write(
            self._room,
            scope=self.place.scope,
            kind=kind,
            body=body,
            at=drafts.written_at(now, ScopeType.PEER),
            now=now,
            random=self._world.random,
            hold_seconds=hold_seconds,
        ).id

    # --- stopping ------------------------------------------------------------------------------------------

    def end(self, now: datetime, last_word: str = "") -> None:
        """Stop at once, also where sending is stopped: nobody is asked why."""
        if self.place.state == Standing.OPEN and not self.view(now).ended:
            self._queue("ended", Ended(last_word), now)
        self.leave_if_ended(now)

    def leave_if_ended(self, now: datetime) -> None:
        """Once either ended it this member leaves, so that what is held here is shredded at the next sync."""
        waits = any(row.kind == "member" for row in self._room.outbox.all())
        if self.place.state != Standing.OPEN or waits or not self.view(now).ended:
            return
        state = self.state
        if state.is_active(self._member):
            role = state.members[self._member].role
            self._queue("member", Member(self._member, role, ends=True), now)

    # --- syncing -------------------------------------------------------------------------------------------

    def sync(self, now: datetime) -> SyncReport:
        """Come in where that was not done yet, send and receive. Blocks; raises what coming in raises."""
        if not self._entered:
            try:
                self._enter(now)
            except TicketUnusable:
                self.refused = True  # spent on another device, or too old
                raise
        return self._syncing.once(now)

    def due(self, now: datetime) -> bool:
        """Whether it is time to."""
        return self._syncing.due(now)

    def more_often(self, on: bool) -> None:
        """Ask more often whether something was said, as long as somebody looks at this talk."""
        self._syncing.poll = WATCHED if on else POLL

    @property
    def offline(self) -> bool:
        """Whether the last sync found nobody there."""
        return self._syncing.offline
