# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Backend, five devices and an office in one history, and what must hold in it at every moment.

What was written is remembered here, outside of everything under test; who is a member is told from the log
itself by a few lines that share nothing with the judge.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from tbp_backend.backup import write_backup
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store import tables
from tbp_backend.store.store import Store
from tbp_casefile.model.case import Measure
from tbp_casefile.model.control import Device, Member
from tbp_casefile.tables import WHOLE_HOURS, ScopeType
from tbp_casefile.times import to_ms
from tbp_casefile.wire.envelope import Record, read_record, sign_record
from tbp_casefile.wire.sealed import read_sealed
from tbp_tui.sync import outbox
from tbp_tui.sync.errors import NotVouched
from tbp_tui.sync.states import OVER
from tbp_tui.vault.rows import OutboxRow
from tests.property.gadget import Gadget, copy_vault
from tests.property.prepared import (
    FOUNDED,
    LOGS,
    MEMBERS,
    OFFICE,
    ROLES,
    Prepared,
    prepared,
    record_key_of,
    temporary_folder,
)
from tests.property.server import Server, copy_database


@dataclass(frozen=True)
class Entry:
    """One entry as the backend holds it."""

    seq: int
    received: int
    jws: str
    hash: bytes

    @property
    def record(self) -> Record:
        return read_record(self.jws).record


@dataclass
class Written:
    """A record that a person was told is saved; `known` is false for what this version cannot read.

    `said`: what stands in it, where it was sealed. A device seals it again when the key was too old.
    """

    device: str
    row: OutboxRow
    known: bool = True
    said: bytes | None = None

    def is_a_form(self, jws: str) -> bool:
        """Whether this is that record, or the same one sealed again by the same hand."""
        if jws == self.row.jws:
            return True
        other, first = read_record(jws).record, read_record(self.row.jws).record
        sealed = self.said is not None and read_sealed(other.body) is not None
        return sealed and (other.id, other.device) == (first.id, first.device)


@dataclass
class World:
    """One history. `told` is everything acknowledged to a person and not taken back or lost with a disk.

    `over`: logs that ended for a device at some time, `at_once` those that take nothing in after that.
    `away`: what stands in its log, and comes back to a disk that was restored with the next sync.
    """

    prepared: Prepared = field(default_factory=prepared)
    now: datetime = FOUNDED + timedelta(days=200)
    server_ahead: timedelta = timedelta(0)
    told: dict[str, Written] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)
    count: int = 0
    shown: dict[tuple[str, str], tuple[int, int, bytes]] = field(default_factory=dict)
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    happenings: list[Callable[[], None]] = field(default_factory=list)
    copies: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    restored: bool = False
    over: set[tuple[str, str]] = field(default_factory=set)
    at_once: set[tuple[str, str]] = field(default_factory=set)
    decided: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.folder = temporary_folder()
        copy_database(self.prepared.folder / "backend-0.db", self.folder / "backend-0.db")
        self.home = Home(self.folder / "home")
        shutil.copytree(self.prepared.home.path, self.home.path, ignore=shutil.ignore_patterns("*.db*"))
        self.server = Server(self.home, self.folder, self.server_clock).start()
        self.gadgets: dict[str, Gadget] = {}
        for name in MEMBERS:
            copy_vault(self.prepared.folder / f"{name}-0", self.folder / f"{name}-0")
            gadget = Gadget(name, self.folder, self.server, lambda: self.now, self.meanwhile)
            self.gadgets[name] = gadget.opened()

    @property
    def backup(self) -> Path:
        """Where the operator keeps a copy of the database."""
        return self.folder / "backup.db"

    def server_clock(self) -> datetime:
        """What the clock of the backend shows."""
        return self.now + self.server_ahead

    def close(self) -> None:
        """Nothing of it stays."""
        for gadget in self.gadgets.values():
            gadget.close()
        self.server.stop()
        shutil.rmtree(self.folder)

    def meanwhile(self, number: int) -> None:
        """Something that others do while a question is on its way."""
        if self.happenings:
            happening = self.happenings[number % len(self.happenings)]
            kept, self.happenings = self.happenings, []  # what happens meanwhile is not disturbed itself
            happening()
            self.happenings = kept

    # --- what people do

    def write(
        self,
        device: str,
        log: ScopeType,
        kind: str,
        body: msgspec.Struct,
        *,
        program: int = 0,
        dies_at: int | None = None,
        hold: int = 0,
        known: bool = True,
        **more: str | tuple[str, ...],
    ) -> OutboxRow | None:
        """Somebody writes; from the moment that this returns a row it must never be lost."""
        gadget = self.gadgets[device]
        running = gadget.programs[program % len(gadget.programs)]
        if not self._can_be_written(gadget, log):
            return None
        with gadget.mortal(running, dies_at):
            row = outbox.write(
                running.vault,
                scope=self.prepared.scopes[log],
                kind=kind,
                body=body,
                at=gadget.now(),
                now=gadget.now(),
                random=secrets.token_bytes,
                hold_seconds=hold,
                **more,  # type: ignore[arg-type]  # entity and replaces
            )
            self.told[row.id] = Written(device, row, known, running.vault.sealed.body(row.leaf))
            return row
        return None

    def _can_be_written(self, gadget: Gadget, log: ScopeType) -> bool:
        """Whether the device has this log: the app offers nothing else, and says so otherwise."""
        place = gadget.vault.scope(self.prepared.scopes[log])
        return place is not None and place.state not in OVER

    def write_newer(self, device: str, log: ScopeType, kind: str, body: msgspec.Struct, schema: int) -> None:
        """What the next version of the app would write."""
        gadget, scope = self.gadgets[device], self.prepared.scopes[log]
        if not self._can_be_written(gadget, log):
            return
        key, vault = gadget.key, gadget.vault
        with suppress(NotVouched), vault.transaction():  # a second device, before its owner said yes
            row = outbox.write(
                vault,
                scope=scope,
                kind=kind,
                body=body,
                at=gadget.now(),
                now=gadget.now(),
                random=secrets.token_bytes,
            )
            said = vault.sealed.body(row.leaf)
            if schema > 1:
                signed = sign_record(msgspec.structs.replace(read_record(row.jws).record, schema=schema), key)
                vault.outbox.deliver([row.id])
                row = vault.outbox.queue(row._replace(jws=signed.jws, leaf=signed.leaf))
            if said is not None:
                vault.sealed.keep_body(scope, row.leaf, said)
            self.told[row.id] = Written(device, row, known=False, said=said)

    def take_back(self, device: str, id_: str) -> None:
        """Somebody thinks better of it, in time or not."""
        gadget = self.gadgets[device]
        if gadget.vault.outbox.take_back(id_, to_ms(gadget.now())) is not None:
            del self.told[id_]
            self.taken_back.add(id_)

    def is_member(self, log: ScopeType, member: str) -> bool:
        """Whether the log says so now."""
        inside = False
        for entry in self.entries(log):
            if entry.record.kind == "member" and body_of(entry.record)["member"] == member:
                inside = not body_of(entry.record).get("ends", False)
        return inside

    def publish(self, log: ScopeType, kind: str, body: msgspec.Struct, old: Record | None = None) -> None:
        """The office writes at its desk, anew or in the place of an earlier record."""
        scope = self.prepared.scopes[log]

        async def done(store: Store) -> None:
            office = await Authority(self.home).office(store, OFFICE)
            standing = await store.standing(scope)
            moment = store.clock()
            pen = Pen(office, scope, moment, seen_at(standing), whole_hours=log in WHOLE_HOURS)
            entity, replaces = (old.entity, old.id) if old else ("", "")
            await publish(store, scope, [pen.write(kind, body, entity=entity, replaces=replaces)])

        self.server.run(done)

    def decide(self, log: ScopeType) -> None:
        """The authority brings out the next version of the one measure of this log."""
        self.count += 1
        title = f"version {self.count}"
        body = Measure(code="M01", title=title, layer="government", covers=("home",), start=date(2026, 1, 5))
        standing = [entry.record for entry in self.entries(log) if entry.record.kind == "measure"]
        self.publish(log, "measure", body, standing[-1] if standing else None)

    def end(self, log: ScopeType, member: str, *, late: bool) -> None:
        """The office ends a membership."""
        self._note_over([log], [name for name, owner in MEMBERS.items() if owner == member], late=late)
        self.publish(log, "member", Member(member, ROLES[member], ends=True, late=late))

    def _note_over(self, logs: Iterable[ScopeType], devices: Iterable[str], *, late: bool) -> None:
        ended = {(name, self.prepared.scopes[log]) for name in devices for log in logs}
        self.over |= ended
        if not late:
            self.at_once |= ended

    def let_in(self, log: ScopeType, member: str) -> None:
        """The office opens a membership again."""
        self.publish(log, "member", Member(member, ROLES[member]))

    def revoke(self, log: ScopeType, device: str, *, late: bool) -> None:
        """The office revokes a device: in one log, which shuts it out of all."""
        self._note_over(LOGS, [device], late=late)
        body = Device(MEMBERS[device], record_key_of(device).device_id, ends=True, late=late)
        self.publish(log, "device", body)

    def copy_of(self, device: str) -> None:
        """Somebody makes a copy of the disk."""
        copy_vault(self.gadgets[device].place, self.folder / f"copy-{device}")
        self.copies.add(device)

    def put_back(self, device: str) -> None:
        """The disk is restored from that copy: what was written since and was not sent is lost with it."""
        gadget = self.gadgets[device]
        gadget.put_back(self.folder / f"copy-{device}")
        stands = {entry.record.id for log in LOGS for entry in self.entries(log)}
        mine = {id_ for id_, written in self.told.items() if written.device == device}
        gone = {id_ for id_ in mine if not self.is_here(gadget, id_)}
        self.away |= gone & stands
        for id_ in gone - stands:
            del self.told[id_]
        for row in gadget.vault.outbox.all():
            self.taken_back.discard(row.id)
        held = {row.jws for row in gadget.vault.records.history(["measure"])}
        held |= {row.jws for row in gadget.vault.aside.all()}
        self.decided = {one for one in self.decided if one[0] != device or one[2] in held}
        for scope in [*self.prepared.scopes.values(), self.prepared.system]:
            self.shown.pop((device, scope), None)
            self.versions.pop((device, scope), None)

    def back_up(self) -> None:
        """The operator copies the database."""
        self.backup.unlink(missing_ok=True)
        write_backup(self.server.database, self.backup)

    def restore(self) -> None:
        """The backend is lost, and goes on from that copy."""
        self.server.restore(self.backup)
        self.restored = True
        for id_ in self.away:  # on no disk of its own, and now perhaps nowhere: two disasters are too many
            del self.told[id_]
        self.away.clear()
        self.versions.clear()
        for name, gadget in self.gadgets.items():
            self.decided |= {(name, row.scope, row.jws) for row in gadget.vault.records.history(["measure"])}

    # --- what is so

    def entries(self, log: ScopeType) -> list[Entry]:
        """A log as it lies at the backend."""
        scope = self.prepared.scopes.get(log, self.prepared.system)
        table = tables.ENTRIES
        query = table.select().where(table.c.scope == scope).order_by(table.c.seq)

        async def read(store: Store) -> list[Entry]:
            rows = await store.database.read(lambda connection: connection.execute(query).all())
            return [Entry(row.seq, row.received, row.jws, row.hash) for row in rows]

        return self.server.run(read)

    def may_read(self, log: ScopeType, device: str) -> int | None:
        """Up to which entry a device reads a log: the last, or the one that ended it here; None: never."""
        if log is ScopeType.SYSTEM:
            return len(self.entries(log))
        member, key = MEMBERS[device], record_key_of(device).device_id
        reads: int | None = None
        in_member = in_device = False
        for entry in self.entries(log):
            record, before = entry.record, in_member and in_device
            if record.kind == "member" and body_of(record)["member"] == member:
                in_member = not body_of(record).get("ends", False)
            if record.kind == "device" and body_of(record)["device"] == key:
                in_device = not body_of(record).get("ends", False)
            if before or (in_member and in_device):
                reads = entry.seq
        return reads

    def is_revoked(self, device: str) -> bool:
        """Whether a revocation of this device stands in any log."""
        key = record_key_of(device).device_id
        bodies = [body_of(entry.record) for log in LOGS for entry in self.entries(log)]
        return any(body.get("device") == key and body.get("ends") for body in bodies)

    def is_here(self, gadget: Gadget, id_: str) -> bool:
        """Whether this record waits in the outbox or stands in the verified log, and says what it said."""
        written, vault = self.told[id_], gadget.vault
        held = [(one.jws, one.leaf) for one in vault.records.by_refs([(written.row.scope, id_)])]
        held += vault._database.rows("SELECT jws, leaf FROM aside WHERE id = ?", (id_,))
        held += [(one.jws, one.leaf) for one in vault.outbox.all() if one.id == id_]
        forms = [bytes(leaf) for jws, leaf in held if written.is_a_form(jws)]
        assert all(vault.sealed.body(leaf) == written.said for leaf in forms), "says something else"
        return bool(forms)

    def is_over(self, log: ScopeType, device: str) -> bool:
        if log is ScopeType.SYSTEM:
            return False
        key, member = record_key_of(device).device_id, MEMBERS[device]
        over = False
        for entry in self.entries(log):
            body = body_of(entry.record) if entry.record.kind in {"member", "device"} else {}
            if body.get("device") == key or (entry.record.kind == "member" and body["member"] == member):
                over = bool(body.get("ends", False))
        return over


def body_of(record: Record) -> dict[str, str | bool]:
    body: dict[str, str | bool] = msgspec.json.decode(record.body)
    return body
