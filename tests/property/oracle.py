# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold in a history at every moment, after a sync without trouble, and in the end."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from tbp_casefile.tables import ScopeType
from tbp_casefile.times import to_ms
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync.states import Standing
from tbp_tui.vault.rows import OutboxRow, RecordRow, ScopeRow
from tests.property.gadget import Gadget
from tests.property.prepared import LOGS, MEMBERS
from tests.property.world import Entry, World, Written, body_of


@dataclass
class Watched(World):
    """A history that is held against what is remembered of it."""

    # --- what must hold

    def check(self, device: str) -> None:
        """At every moment: nothing told is lost, nothing goes back, nothing is here that is not its own."""
        gadget = self.gadgets[device]
        self._check_nothing_lost(gadget)
        for place in gadget.vault.scopes():
            self._check_not_backwards(gadget, place)
        mine = {self.prepared.scopes[log] for log, members in LOGS.items() if MEMBERS[device] in members}
        assert {place.scope for place in gadget.vault.scopes()} <= mine | {self.prepared.system}
        assert gadget.vault.evidence() == []

    def check_in_sync(self, device: str) -> None:
        """After one sync without trouble: everything is here and there, without waiting for the next one."""
        gadget = self.gadgets[device]
        reachable = not any(program.line.offline for program in gadget.programs)
        settled = not (self.server_ahead or self.restored or self.is_revoked(device))
        if reachable and settled:
            for log in [*LOGS, ScopeType.SYSTEM]:
                self._check_converged(gadget, log, self.entries(log))

    def _check_nothing_lost(self, gadget: Gadget) -> None:
        for id_, written in self.told.items():
            if written.device == gadget.name and id_ not in self.away:
                assert self.is_here(gadget, id_) or self._went_with_its_log(written), "lost"
        assert not self.taken_back & {row.id for row in gadget.vault.outbox.all()}

    def _went_with_its_log(self, written: Written) -> bool:
        """Its log ended here and was shredded: only after what was written had gone in, if it still could."""
        key = written.device, written.row.scope
        if key not in self.over:
            return False
        stands = any(
            entry.record.id == written.row.id and written.is_a_form(entry.jws)
            for log in LOGS
            for entry in self.entries(log)
        )
        return self.restored or key in self.at_once or stands

    def _check_not_backwards(self, gadget: Gadget, place: ScopeRow) -> None:
        key = (gadget.name, place.scope)
        if place.state == Standing.SHREDDED:
            assert key in self.over, "shredded, and nothing ended it"
            self.shown.pop(key, None)
            self.versions.pop(key, None)
            return
        epoch, seq, hash_ = self.shown.get(key, (1, 0, b""))
        assert (place.epoch, place.seq) >= (epoch, seq), "a log goes back"
        if seq and place.epoch == epoch:
            assert gadget.vault.records.hash_at(place.scope, seq) == hash_, "another history"
        if place.epoch != epoch:
            self.versions.pop(key, None)  # what the restore cut off is offered again, and comes back
        self.shown[key] = place.epoch, place.seq, place.hash
        shown = [_version(row) for row in gadget.vault.records.current(["measure"], [place.scope])]
        newest = max(shown, default=0)
        assert newest >= self.versions.get(key, 0), "an older version is shown"
        self.versions[key] = newest

    # --- the end

    def heal(self) -> None:
        """The weather clears, the clocks are right, what was on its way arrives, everybody syncs."""
        self.server_ahead, self.happenings = timedelta(0), []
        for gadget in self.gadgets.values():
            gadget.ahead = timedelta(0)
            for program in gadget.programs:
                program.line.offline = False
            self.arrive(gadget.name)
        for _ in range(3):
            self.now += timedelta(minutes=1)  # no new hour, in which every log would be told again anyway
            for gadget in self.gadgets.values():
                gadget.sync()

    def arrive(self, device: str) -> None:
        """What was delayed on the line of a device comes in; nobody waits for the answers any more."""
        for program in self.gadgets[device].programs:
            while program.line.late:
                self.server.ask(program.line.late.pop())

    def check_healed(self) -> None:
        """Every device holds its logs as the backend has them, and every record stands in its log once."""
        logs = {log: self.entries(log) for log in [*LOGS, ScopeType.SYSTEM]}
        self.away = {id_ for id_ in self.away if self.is_revoked(self.told[id_].device)}
        for name, gadget in self.gadgets.items():
            self.check(name)
            gadget.vault.check_integrity()
            if not self.is_revoked(name):
                for log, entries in logs.items():
                    self._check_converged(gadget, log, entries)
        self._check_all_agree()
        standing = Counter(entry.jws for entries in logs.values() for entry in entries)
        self._check_decisions_are_back(standing)
        ids = {entry.record.id for entries in logs.values() for entry in entries}
        assert not ids & self.taken_back, "taken back, and sent all the same"
        by_id: dict[str, set[str]] = defaultdict(set)
        for entry in (entry for entries in logs.values() for entry in entries):
            by_id[entry.record.id].add(entry.jws)
        for id_, written in self.told.items():
            queue = {row.id for row in self.gadgets[written.device].vault.outbox.all()}
            forms = [jws for jws in by_id[id_] if written.is_a_form(jws)]
            stands = sum(standing[jws] for jws in forms) == 1 or id_ in queue
            assert stands or self._went_with_its_log(written), "lost"

    def _check_decisions_are_back(self, standing: Counter[str]) -> None:
        """What others than its reader wrote and a restore cut off was offered again by that reader."""
        for log, scope in self.prepared.scopes.items():
            readers = {name for name in self.gadgets if not self.is_revoked(name)}
            readers = {name for name in readers if self._reads_on(log, name)}
            readers = {name for name in readers if (name, scope) not in self.over}
            kept = {jws for name, of, jws in self.decided if of == scope and name in readers}
            assert [jws for jws in kept if standing[jws] != 1] == []

    def _reads_on(self, log: ScopeType, device: str) -> bool:
        return self.may_read(log, device) is not None and not self.is_over(log, device)

    def _check_all_agree(self) -> None:
        """Who has read a log as far as another finds every entry worth the same, and shows the same ones."""
        found: dict[tuple[str, bytes], list[tuple[object, ...]]] = {}
        for gadget in self.gadgets.values():
            for place in gadget.vault.scopes():
                rows = gadget.vault._database.rows(
                    "SELECT seq, verdict, code, member, role, current FROM records"
                    " WHERE scope = ? ORDER BY seq",
                    (place.scope,),
                )
                if place.state != Standing.SHREDDED:
                    assert found.setdefault((place.scope, place.hash), rows) == rows

    def _check_converged(self, gadget: Gadget, log: ScopeType, entries: list[Entry]) -> None:
        scope = self.prepared.scopes.get(log, self.prepared.system)
        reads, place = self.may_read(log, gadget.name), gadget.vault.scope(scope)
        held = gadget.vault._database.rows(
            "SELECT seq, received, jws, hash FROM records WHERE scope = ? ORDER BY seq", (scope,)
        )
        expected = [(one.seq, one.received, one.jws, one.hash) for one in entries[: reads or 0]]
        if place is not None and place.state == Standing.SHREDDED and self._ended(log, gadget.name):
            expected = []
        assert held == expected, (gadget.name, log, len(held), reads)
        if reads is None or not expected:
            assert (place is None) == (reads is None)
            return
        assert place is not None
        assert (place.seq, place.hash) == (reads, entries[reads - 1].hash)
        ended = reads < len(entries) or self.is_over(log, gadget.name)
        assert place.state == (Standing.ENDED if ended else Standing.OPEN), (place.state, place.code)
        if not ended:
            rows = [row for row in gadget.vault.outbox.all() if row.scope == scope and not _held(row, gadget)]
            assert all(self._may_stay(row) for row in rows), rows

    def _ended(self, log: ScopeType, device: str) -> bool:
        """Its log is over for this device, or was before a restore that perhaps nobody else knows of."""
        was_over = (device, self.prepared.scopes.get(log)) in self.over
        return self.is_over(log, device) or (self.restored and was_over)

    def _may_stay(self, row: OutboxRow) -> bool:
        """What the backend of now does not know waits for that of tomorrow; or its writer was no member."""
        written = self.told.get(row.id)
        if row.code == "unknown-kind":
            return written is None or not written.known
        ended = {"late", "ended", "may-not-write", "not-a-member", "unknown-device"}
        return row.state == "attention" and row.code in ended


def _held(row: OutboxRow, gadget: Gadget) -> bool:
    """Whether it may still be taken back."""
    return row.created <= to_ms(gadget.now()) < row.hold_until


def _version(row: RecordRow) -> int:
    return int(str(body_of(read_record(row.jws).record)["title"]).removeprefix("version "))
