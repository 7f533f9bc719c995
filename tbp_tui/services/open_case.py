# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An unlocked vault, and what its owner can do with it: read, answer, sync. Knows no words and no screen.

Reading and answering are for one thread; `sync` may run in another, on a connection of its own.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.model.case import AcknowledgementKind
from tbp_casefile.tables import CONTROL_KINDS, WRITTEN_FOR, Role
from tbp_casefile.times import from_ms, to_ms
from tbp_casefile.views.shelf import Delivery, Shelf
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services import answering, attention, correcting, deliveries, sealing, searching, shelves
from tbp_tui.services.answering import Answered, Thing
from tbp_tui.services.attention import Written
from tbp_tui.services.begun import CORRECTION, Begun
from tbp_tui.services.cases import HAVE_SCREENS, CaseLogs, cases
from tbp_tui.services.deliveries import DeliveriesView
from tbp_tui.services.devices import OwnDevices
from tbp_tui.services.errors import (
    NoSuchCase,
    NotForThisRole,
    WhichCase,
)
from tbp_tui.services.idle_lock import IdleLock
from tbp_tui.services.listening import Listening, is_metered, set_metered
from tbp_tui.services.notes import Notes
from tbp_tui.services.peers.peers import Peers
from tbp_tui.services.reading import Reading
from tbp_tui.services.sealing import Unopened
from tbp_tui.services.searching import Found
from tbp_tui.services.shelves import DELIVERY
from tbp_tui.services.staff.replies import Replies, Reply
from tbp_tui.services.staff.signals import Signals
from tbp_tui.services.staff.work import StaffWork
from tbp_tui.services.support import Support
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import deliveries as asked
from tbp_tui.sync import editions, histories, identity, outbox
from tbp_tui.sync.engine import METERED_POLL, POLL, SyncReport
from tbp_tui.sync.states import Worth
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


@dataclass(frozen=True)
class Status:
    """How far this device is. `as_of` is the moment of the newest head, never that of the last try.

    `not_understood`: how many records of this case are kept for a newer version of the program.
    `two_histories`: since when it is proven that a log was shown in two ways, and nobody was told yet.
    """

    as_of: datetime | None
    queue: tuple[Written, ...]
    attention: tuple[Written, ...]
    troubles: tuple[str, ...]
    offline: bool
    not_understood: int = 0
    kept: tuple[Written, ...] = ()
    saves_data: bool = False
    unopened: tuple[Unopened, ...] = ()
    two_histories: datetime | None = None

    @property
    def unreadable(self) -> Mapping[str, int]:
        """How many records are here and cannot be read, by code."""
        return sealing.counted(self.unopened)

    @property
    def waiting(self) -> int:
        """How many records are still on their way."""
        return len(self.queue)


class OpenCase(Reading):
    """Everything its owner can do while the vault is unlocked, in the one case that is open."""

    def __init__(self, vault: Vault, world: World) -> None:
        self._vault = vault
        self._world = world
        self._member = identity.enrolled(vault).member if identity.is_enrolled(vault) else ""
        self._syncing = Syncing(vault, world)
        self.staff = StaffWork(
            vault, self._member, world.random, cases=self._all_cases, of_case=lambda: self._case
        )
        self.replies = Replies(vault, world.random, "answer", Reply(), of_case=lambda: self._case)
        self.signals = Signals(vault, world.random, of_case=lambda: self._case, talks=self.talks)
        self.notes = Notes(vault)
        self.begun = Begun(vault)
        self.support = Support(
            vault, self._member, world.random, of_case=lambda: self._case, shelf=self._shelf
        )
        self.peers = Peers(vault, world, of_case=lambda: self._case, shelf=self._shelf)
        self.own_devices = OwnDevices(vault, self._syncing, world.now, world.random)
        self.idle_lock = IdleLock(vault, lambda: self.role)
        self._listening = Listening(vault, world, self._syncing.rang.set)
        self._version: tuple[int, int] | None = None
        self._shelves: dict[Hashable, Shelf] = {}
        self._unread: dict[str, tuple[Unopened, ...]] = {}
        self._aside: dict[str, int] = {}
        self._cases: tuple[CaseLogs, ...] = ()
        self._chosen: str | None = None

    def close(self) -> None:
        """Close every connection and wipe the key."""
        self._listening.end()
        self.peers.talks.close()
        self._syncing.close()
        self._vault.close()

    # --- which case ----------------------------------------------------------------------------------------

    @property
    def role(self) -> Role:
        """What the owner of this device is in the open case; person as long as nothing was received."""
        return self._case.role or Role.PERSON

    @property
    def may_answer(self) -> bool:
        """Whether the owner can answer for themselves here."""
        return self.role in WRITTEN_FOR

    def check_role(self) -> None:
        """Raises NotForThisRole where this version has no screens for the owner."""
        roles = {case.role for case in self._all_cases() if case.role}
        if roles and not roles & HAVE_SCREENS:
            raise NotForThisRole()

    @property
    def has_many(self) -> bool:
        """Whether there is more than one case on this device."""
        return len(self._all_cases()) > 1

    def open(self, name: str) -> None:
        """Read this case from now on."""
        self._chosen = name

    def open_number(self, number: str | None, now: datetime) -> None:
        """Read the case with this number, or the only one; raises WhichCase or NoSuchCase."""
        self.check_role()
        if number is None and not self.has_many:
            return
        lines = self.staff.caseload(now)
        known = ", ".join(line.number for line in lines)
        if number is None:
            raise WhichCase(known=known)
        found = [line.name for line in lines if line.number == number]
        if not found:
            raise NoSuchCase(known=known)
        self.open(found[0])

    def _all_cases(self) -> tuple[CaseLogs, ...]:
        if self._vault.version() != self._version:
            self._shelves.clear()
            self._unread.clear()
            self._aside.clear()
            self._cases = cases(self._vault, self._member)
            self._version = self._vault.version()  # reading may note what it read
        return self._cases

    @property
    def _case(self) -> CaseLogs:
        known = self._all_cases()
        chosen = [case for case in known if case.name == self._chosen]
        return chosen[0] if chosen else known[0] if known else CaseLogs("", ())

    # --- reading -------------------------------------------------------------------------------------------

    def _shelf(self, *kinds: str) -> Shelf:
        return self._kept(kinds, lambda: shelves.shelf(self._vault, kinds, self._case, self._member))

    def _first_page(self) -> Shelf:
        return self._kept("first page", lambda: shelves.first_page(self._vault, self._case, self._member))

    def _answered(self, about: Ref) -> Shelf:
        return shelves.answered(self._vault, about, self._case, self._member)

    def _kept(self, name: Hashable, make: Callable[[], Shelf]) -> Shelf:
        """A shelf as long as nothing changes in the vault: a screen asks for the same one again and again."""
        name = (self._case.name, name)
        if name not in self._shelves:
            self._shelves[name] = make()
        return self._shelves[name]

    def status(self, now: datetime) -> Status:
        """Of which moment all this is, what waits, and what is wrong."""
        rows = (row for row in self._vault.outbox.all() if row.kind not in CONTROL_KINDS)
        lines = [attention.written(self._vault, row) for row in rows]
        own, newer = self._case.types, editions.not_understood(self._vault)
        heads = [place.head_at for place in self._vault.scopes() if place.head_at and place.scope in own]
        return Status(
            as_of=from_ms(max(heads)) if heads else None,
            queue=tuple(line for line in lines if line.state is not Delivery.ATTENTION),
            attention=tuple(line for line in lines if line.state is Delivery.ATTENTION and not line.kept),
            kept=tuple(line for line in lines if line.kept),
            troubles=self._syncing.troubles(),
            offline=self._syncing.offline,
            not_understood=sum(count for scope, count in newer.items() if scope in own),
            saves_data=is_metered(self._vault),
            unopened=self._unopened(),
            two_histories=histories.to_tell(self._vault),
        )

    def _unopened(self) -> tuple[Unopened, ...]:
        """What is here of the open case and cannot be read; of a changed vault looked up once."""
        case = self._case
        if case.name not in self._unread:
            self._unread[case.name] = sealing.unopened(self._vault, case)
        return self._unread[case.name]

    @property
    def set_aside(self) -> int:
        """How many entries of the open case are kept and never used, because a check failed."""
        case = self._case
        if case.name not in self._aside:
            worth, count = Worth.SET_ASIDE.value, self._vault.records.count_of
            self._aside[case.name] = sum(count(scope, worth) for scope in case.types)
        return self._aside[case.name]

    def told_of_histories(self) -> None:
        """The owner told somebody that two histories were shown."""
        histories.told(self._vault)

    def search(self, words: str, language: str) -> tuple[Found, ...]:
        """Everything in the open case in which all these words stand, newest first."""
        searching.catch_up(self._vault)
        return searching.search(self._vault, self._case, words, language)

    # --- answering -----------------------------------------------------------------------------------------

    def to_answer(self, what: Answered, record_id: str | None, now: datetime) -> Ref:
        """What an answer is about; raises NothingPublished, NoSuchRecord."""
        return answering.find(self, what, record_id, now)

    def acknowledge(
        self,
        about: Ref,
        what: AcknowledgementKind,
        text: str,
        now: datetime,
        *,
        hold_seconds: int,
        thing: Thing = "package",
    ) -> str:
        """Sign and store an answer in one transaction; when this returns it is on this device. Its id."""
        if not self.may_answer:
            raise NotForThisRole()
        kind, body = answering.body(thing, what, text)
        with self._vault.transaction():
            self.begun.forget(about.scope, about.id, what)
            return outbox.write(
                self._vault,
                scope=about.scope,
                kind=kind,
                body=body,
                about=about,
                at=now,
                now=now,
                random=self._world.random,
                hold_seconds=hold_seconds,
            ).id

    def correct(
        self, record_ids: Sequence[str], text: str | None, now: datetime, *, hold_seconds: int
    ) -> str:
        """Take the place of one's own records of one thing; without a text in the words of the first.

        Raises NoSuchRecord, NotForThisRole.
        """
        if not self.may_answer:
            raise NotForThisRole()
        with self._vault.transaction():
            row = correcting.correct(
                self._vault,
                self._member,
                record_ids,
                text,
                now=now,
                random=self._world.random,
                hold_seconds=hold_seconds,
            )
            self.begun.forget(row.scope, record_ids[0], CORRECTION)
            return row.id

    @property
    def device(self) -> str:
        """The id of this device."""
        return identity.record_key(self._vault).device_id

    def take_back(self, record_id: str, now: datetime) -> str | None:
        """Take an answer out of the outbox and give its text back; None when it may have gone already."""
        row = outbox.take_back(self._vault, record_id, to_ms(now))
        text = answering.text_of(self._vault, row) if row else None
        return text if isinstance(text, str) else None

    def send_again(self, record_id: str, now: datetime) -> str:
        """Offer what did not arrive once more, as a new record; its id. Raises NoSuchRecord."""
        return attention.send_again(self._vault, record_id, now=now, random=self._world.random).id

    def keep_as_note(self, record_id: str) -> None:
        """Keep what did not arrive on this device; raises NoSuchRecord."""
        attention.keep(self._vault, record_id)

    def throw_away(self, record_id: str) -> None:
        """Let go of what did not arrive; raises NoSuchRecord."""
        attention.throw_away(self._vault, record_id)

    def delivery_of(self, record_id: str) -> Delivery:
        """How far a record of this device has come."""
        row = next((row for row in self._vault.outbox.all() if row.id == record_id), None)
        return DELIVERY[row.state] if row else Delivery.RECEIVED

    # --- syncing -------------------------------------------------------------------------------------------

    def sync(self, now: datetime, *, patience: float = 0.0) -> SyncReport:
        """Send and receive. Blocks; while another process syncs, waits at most `patience` seconds."""
        report = self._syncing.once(now, patience=patience)
        self.peers.talks.sync(now)
        if report.trouble is not None:
            raise report.trouble
        return report

    def deliveries(self) -> DeliveriesView:
        """Who received what, as it was told the last time."""
        return deliveries.view(self._vault, self._case, self._member, self.device)

    def fetch_deliveries(self, now: datetime) -> None:
        """Ask who received what. Blocks; raises SyncError."""
        scopes = deliveries.scopes(self._case)
        self._syncing.alone(lambda vault, session: asked.fetch(vault, session, scopes, now))

    def sync_due(self, now: datetime) -> bool:
        """Whether it is time to send or receive."""
        return self.peers.talks.due(now) or self._syncing.due(now)

    def listen(self) -> None:
        """From now on something new makes a sync due at once; where data is saved, every half hour."""
        self._follow(is_metered(self._vault))

    def save_data(self, on: bool) -> None:
        """Whether to save data, from now on and the next times."""
        set_metered(self._vault, on)
        self._follow(on)

    def _follow(self, metered: bool) -> None:
        self._syncing.poll = METERED_POLL if metered else POLL
        if metered:
            self._listening.end()
        else:
            self._listening.begin()
