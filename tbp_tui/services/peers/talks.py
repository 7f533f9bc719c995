# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All talks of the owner of a vault: each in a room of its own, with its line in a list in the vault."""

from datetime import datetime

import msgspec

from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.times import to_ms
from tbp_tui.services.errors import NoSuchTalk
from tbp_tui.services.peers.talk import Talk
from tbp_tui.sync.errors import SyncError
from tbp_tui.vault import rooms
from tbp_tui.vault.store import Vault
from tbp_tui.world import World

_TALKS, _JOINED = "peers.talks", "peers.joined"


class TalkLine(msgspec.Struct, frozen=True):
    """A talk in the list: with whom by alias, since when (Unix milliseconds), and what it came from.

    `ended` is 0 as long as it goes on. After it nothing is left but this line: `by`, `own`, `other`, or
    `ticket` where it never began here, and the last word, until the owner takes the line away.
    """

    room: str
    alias: str
    began: int
    proposal: str = ""
    ended: int = 0
    by: str = ""
    last_word: str = ""


_DECODER = msgspec.json.Decoder(tuple[TalkLine, ...])


class Talks:
    """The list, and the door to each talk. Rooms are opened when asked for, and closed with the vault."""

    def __init__(self, vault: Vault, world: World) -> None:
        self._vault, self._world = vault, world
        self._open: dict[str, Talk] = {}

    def close(self) -> None:
        """Close every room."""
        for talk in self._open.values():
            talk.close()
        self._open.clear()

    # --- the list ------------------------------------------------------------------------------------------

    def lines(self, now: datetime) -> tuple[TalkLine, ...]:
        """Every talk, the newest first; what has ended meanwhile is settled on the way."""
        for line in self._kept():
            if not line.ended:
                self._settle(line, now)
        return tuple(reversed(self._kept()))

    def _kept(self) -> tuple[TalkLine, ...]:
        return _DECODER.decode(self._vault.meta(_TALKS) or b"[]")

    def _keep(self, lines: list[TalkLine]) -> None:
        self._vault.set_meta(_TALKS, msgspec.json.encode(lines))

    def _put(self, line: TalkLine) -> None:
        self._keep([line if one.room == line.room else one for one in self._kept()])

    def forget(self, room: str) -> None:
        """Take the line of a talk that is over away; raises NoSuchTalk."""
        line = self._find(room)
        if not line.ended or self._vault.meta(f"room:{room}"):
            raise NoSuchTalk()
        self._keep([one for one in self._kept() if one.room != room])

    def _find(self, room: str) -> TalkLine:
        found = [line for line in self._kept() if line.room == room]
        if not found:
            raise NoSuchTalk()
        return found[0]

    # --- one of them ---------------------------------------------------------------------------------------

    def talk(self, room: str) -> Talk:
        """A talk that goes on; raises NoSuchTalk."""
        line = self._find(room)
        if not self._vault.meta(f"room:{line.room}"):
            raise NoSuchTalk()
        if room not in self._open:
            self._open[room] = Talk(rooms.open_room(self._vault, room), self._world)
        return self._open[room]

    def begin(self, ticket: str, alias: str, now: datetime, *, proposal: str = "") -> str:
        """Make a room for a talk; its next sync comes in with the ticket. Of one proposal there is one room.

        Raises BadTicket for what is no ticket.
        """
        Ticket.parse(ticket)
        known = next((line.room for line in self._kept() if proposal and line.proposal == proposal), "")
        if known:
            return known
        with self._vault.transaction():
            self._vault.set_meta(_JOINED, msgspec.json.encode([*self.joined, proposal]))
            room, fresh = rooms.make_room(self._vault, self._world.random)
            self._keep([*self._kept(), TalkLine(room, alias, to_ms(now), proposal)])
        self._open[room] = Talk(fresh, self._world)
        self._open[room].keep_ticket(ticket)
        return room

    @property
    def joined(self) -> frozenset[str]:
        """Proposals of which this device began a talk, also when nothing of it is left."""
        return frozenset(msgspec.json.decode(self._vault.meta(_JOINED) or b"[]", type=list[str]))

    def end(self, room: str, now: datetime, last_word: str = "") -> None:
        """Stop a talk at once; what is here of it is shredded when that has been sent. Raises NoSuchTalk."""
        line, talk = self._find(room), self.talk(room)
        if not talk.entered:
            self._put(msgspec.structs.replace(line, by="own"))
            self._shred(self._find(room), now)
            return
        talk.end(now, last_word)
        self._settle(line, now)

    # --- what ended ----------------------------------------------------------------------------------------

    def _settle(self, line: TalkLine, now: datetime) -> None:
        """(1) what was ended, by whom, stands in the line  (2) we leave as well  (3) the room is shredded."""
        talk = self.talk(line.room)
        if talk.refused:  # spent already: by another device of ours, or by somebody else
            self._shred(msgspec.structs.replace(line, by="ticket"), now)
            return
        if talk.over:
            self._shred(line, now)
            return
        view = talk.view(now) if talk.entered else None
        if view and view.ended:
            said = view.last_word if isinstance(view.last_word, str) else ""
            self._put(msgspec.structs.replace(line, by=view.ended, last_word=said))
            talk.leave_if_ended(now)

    def _shred(self, line: TalkLine, now: datetime) -> None:
        self._open.pop(line.room).close()
        rooms.shred_room(self._vault, line.room)
        self._put(msgspec.structs.replace(line, ended=to_ms(now)))

    # --- syncing -------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Open every room, in the thread that reads; after it any thread may sync them."""
        for line in self._kept():
            if not line.ended:
                self.talk(line.room)

    def sync(self, now: datetime) -> dict[str, SyncError]:
        """Each open room, in a conversation with the backend of its own; what went wrong, by room. Blocks."""
        wrong: dict[str, SyncError] = {}
        for room, talk in tuple(self._open.items()):
            try:
                trouble = talk.sync(now).trouble
            except SyncError as stopped:
                trouble = stopped
            if trouble is not None:
                wrong[room] = trouble
        return wrong

    def due(self, now: datetime) -> bool:
        """Whether one of them should be synced."""
        self.prepare()
        return any(talk.due(now) for talk in self._open.values())
