# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An unlocked vault, and what a person can do with it: read, answer, sync. Knows no words and no screen.

Reading and answering are for one thread; `sync` may run in another, on a connection of its own.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.model import read_body
from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind
from tbp_casefile.model.system import HelpContact, PolicyText
from tbp_casefile.times import from_ms, to_ms
from tbp_casefile.views import answers, authority, changes, contacts, home, package, reviews
from tbp_casefile.views.answers import AnswerLine
from tbp_casefile.views.authority import AuthorityLine
from tbp_casefile.views.changes import ChangesView
from tbp_casefile.views.contacts import ContactLine
from tbp_casefile.views.home import HomeView
from tbp_casefile.views.package import CurrentPackage, PackageView
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.shelf import Delivery, Shelf
from tbp_casefile.wire.envelope import Ref, read_record
from tbp_tui.services import shelves
from tbp_tui.services.errors import NoSuchRecord, NothingPublished
from tbp_tui.services.shelves import DELIVERY
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import identity, outbox
from tbp_tui.sync.engine import SyncReport
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


@dataclass(frozen=True)
class QueueLine:
    """A record of this device that has not arrived: where it stands, and the text that was written."""

    id: str
    kind: str
    state: Delivery
    code: str
    text: str


@dataclass(frozen=True)
class Status:
    """How far this device is. `as_of` is the moment of the newest head, never that of the last try."""

    as_of: datetime | None
    queue: tuple[QueueLine, ...]
    attention: tuple[QueueLine, ...]
    troubles: tuple[str, ...]
    offline: bool

    @property
    def waiting(self) -> int:
        """How many records are still on their way."""
        return len(self.queue)


class OpenCase:
    """Everything a person can do while it is unlocked."""

    def __init__(self, vault: Vault, world: World) -> None:
        self._vault = vault
        self._world = world
        self._member = identity.enrolled(vault).member if identity.is_enrolled(vault) else ""
        self._syncing = Syncing(vault, world)
        self._version: tuple[int, int] | None = None
        self._shelves: dict[Hashable, Shelf] = {}

    def close(self) -> None:
        """Close every connection and wipe the key."""
        self._syncing.close()
        self._vault.close()

    # --- reading -----------------------------------------------------------------------------------------

    def _shelf(self, *kinds: str) -> Shelf:
        return self._kept(kinds, lambda: shelves.shelf(self._vault, kinds, self._member))

    def _kept(self, name: Hashable, make: Callable[[], Shelf]) -> Shelf:
        """A shelf as long as nothing changes in the vault: a screen asks for the same one again and again."""
        version = self._vault.version()
        if version != self._version:
            self._version = version
            self._shelves.clear()
        if name not in self._shelves:
            self._shelves[name] = make()
        return self._shelves[name]

    def home(self, now: datetime) -> HomeView:
        """The first page."""
        held = self._kept("first page", lambda: shelves.first_page(self._vault, self._member))
        return home.home(held, now)

    def package(self, now: datetime) -> CurrentPackage | None:
        """The package that holds now."""
        return package.current_package(self._shelf(*package.KINDS), now)

    def versions(self) -> tuple[PackageView, ...]:
        """Every whole version, oldest first."""
        return package.versions(self._shelf(*package.KINDS))

    def changes(self, now: datetime) -> ChangesView | None:
        """The package of now against the version before it."""
        held = self._shelf(*package.KINDS)
        current = package.current_package(held, now)
        return changes.changes(current.package, home.previous(held, current.package)) if current else None

    def changes_between(self, newer: PackageView, older: PackageView | None) -> ChangesView:
        """Any two versions."""
        return changes.changes(newer, older)

    def answers(self, about: Ref) -> tuple[AnswerLine, ...]:
        """What was said to this version."""
        return answers.answers(shelves.answered(self._vault, about, self._member), about)

    def authorities(self) -> tuple[AuthorityLine, ...]:
        """Who decides, and who did before."""
        return authority.authorities(self._shelf(*authority.KINDS))

    def reviews(self, now: datetime) -> tuple[ReviewLine, ...]:
        """Every review, newest first."""
        return reviews.reviews(self._shelf(*reviews.KINDS), now)

    def next_review(self, now: datetime) -> ReviewLine | None:
        """The first review that is still to come."""
        return reviews.next_review(self._shelf(*reviews.KINDS), now)

    def contacts(self, now: datetime) -> tuple[ContactLine, ...]:
        """The person's own people."""
        return contacts.contacts(self._shelf(*contacts.KINDS), now)

    def help_contacts(self) -> tuple[HelpContact, ...]:
        """Public help."""
        return contacts.help_contacts(self._shelf(*contacts.KINDS))

    def policy_texts(self) -> tuple[PolicyText, ...]:
        """The rules of the system in plain words."""
        bodies = (held.body for held in self._shelf("policy_text").current("policy_text"))
        return tuple(body for body in bodies if isinstance(body, PolicyText))

    def status(self, now: datetime) -> Status:
        """Of which moment all this is, what waits, and what is wrong."""
        lines = [_queue_line(row) for row in self._vault.outbox.all()]
        heads = [scope.head_at for scope in self._vault.scopes() if scope.head_at]
        return Status(
            as_of=from_ms(max(heads)) if heads else None,
            queue=tuple(line for line in lines if line.state is not Delivery.ATTENTION),
            attention=tuple(line for line in lines if line.state is Delivery.ATTENTION),
            troubles=self._syncing.troubles(),
            offline=self._syncing.offline,
        )

    # --- answering ---------------------------------------------------------------------------------------

    def package_to_answer(self, now: datetime, record_id: str | None) -> Ref:
        """The version with this record id, or the one that holds now."""
        if record_id is None:
            current = self.package(now)
            if current is None:
                raise NothingPublished()
            return current.package.ref
        for version in self.versions():
            if version.ref.id == record_id:
                return version.ref
        raise NoSuchRecord(kind="package")

    def acknowledge(
        self, about: Ref, what: AcknowledgementKind, text: str, now: datetime, *, hold_seconds: int
    ) -> str:
        """Sign and store an answer in one transaction; when this returns it is on this device. Its id."""
        return outbox.write(
            self._vault,
            scope=about.scope,
            kind="acknowledgement",
            body=Acknowledgement(what, text),
            about=about,
            at=now,
            now=now,
            random=self._world.random,
            hold_seconds=hold_seconds,
        ).id

    def take_back(self, record_id: str, now: datetime) -> str | None:
        """Take an answer out of the outbox and give its text back; None when it may have gone already."""
        row = self._vault.outbox.take_back(record_id, to_ms(now))
        return _text_of(row) if row else None

    def delivery_of(self, record_id: str) -> Delivery:
        """How far a record of this device has come."""
        row = next((row for row in self._vault.outbox.all() if row.id == record_id), None)
        return DELIVERY[row.state] if row else Delivery.RECEIVED

    # --- syncing -----------------------------------------------------------------------------------------

    def sync(self, now: datetime, *, patience: float = 0.0) -> SyncReport:
        """Send and receive. Blocks; while another process syncs, waits at most `patience` seconds."""
        report = self._syncing.once(now, patience=patience)
        if report.trouble is not None:
            raise report.trouble
        return report

    def sync_due(self, now: datetime) -> bool:
        """Whether it is time to send or receive."""
        return self._syncing.due(now)


def _queue_line(row: OutboxRow) -> QueueLine:
    return QueueLine(row.id, row.kind, DELIVERY[row.state], row.code, _text_of(row))


def _text_of(row: OutboxRow) -> str:
    """What the person wrote in their own words."""
    record = read_record(row.jws).record
    body = read_body(record.kind, record.schema, record.body)
    return body.text if isinstance(body, Acknowledgement) else ""
