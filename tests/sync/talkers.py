# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices that talk in a sealed log, at a played backend that refuses what a real one refuses."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx2
import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import genesis
from tbp_casefile.logstate import Counts, Late, SetAside
from tbp_casefile.members import judge
from tbp_casefile.model.dialogue import ContactMoment, Evaluation
from tbp_casefile.times import from_ms
from tbp_casefile.wire.api import PushAnswer, PushedRecord, PushRequest
from tbp_casefile.wire.envelope import Record, read_record
from tbp_tui.sync import outbox
from tbp_tui.sync.identity import Enrolled, keep_enrolled
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.rows import OutboxRow, ScopeRow
from tests.logs import ROOT, SYSTEM, LogBuilder, chance, key, system_keys
from tests.sealed import seal_key, sealed_log
from tests.sync.desk import new_vault
from tests.sync.played import ADDRESS, Device, Played, json


@dataclass
class Judging(Played):
    """Every record is judged as the next entry, and refused with its code."""

    case: LogBuilder = field(default_factory=sealed_log)
    case_type: str = "support"

    def _push(self, log: LogBuilder, body: bytes) -> httpx2.Response:
        pushed = msgspec.json.decode(body, type=PushRequest).records
        return json(PushAnswer(tuple(self._judged(log, jws) for jws in pushed)))

    def _judged(self, log: LogBuilder, jws: str) -> PushedRecord:
        signed = read_record(jws)
        if all(entry.jws != jws for entry in log.entries):
            verdict = judge(log.verify(system_keys()).state, system_keys(), signed, log.now_ms)
            if not isinstance(verdict, Counts | Late):
                code = verdict.code if isinstance(verdict, SetAside) else "unknown-kind"
                return PushedRecord(signed.record.id, "refused", code=code)
            log.append(jws)
        (entry,) = (entry for entry in log.entries if entry.jws == jws)
        return PushedRecord(signed.record.id, "stored", entry.seq, entry.received)


@dataclass
class Talker(Device):
    """One device of a member of the sealed log."""

    backend: Judging
    key: SigningKey = field(default_factory=lambda: key("person"))
    member: str = "person"

    @classmethod
    def comes(cls, folder: Path, backend: Judging, name: str, member: str = "") -> "Talker":
        """With a vault of its own, and nothing received yet."""
        new = cls(new_vault(folder / name.replace(" ", "-")), backend, key(name), member or name)
        DeviceKeys(new.key.seed, (7).to_bytes(32, "big"), seal_key(new.key).seed).save(new.vault)
        root = base64url.encode(ROOT.public)
        keep_enrolled(new.vault, Enrolled(ADDRESS, "issuer", "", root, SYSTEM, new.member))
        for scope, kind in ((SYSTEM, "system"), (backend.case.scope, backend.case_type)):
            new.vault.save_scope(ScopeRow(scope, kind, 1, 0, genesis(scope)))
        return new

    @property
    def id(self) -> str:
        return self.key.device_id

    @property
    def now(self) -> datetime:
        return from_ms(self.backend.case.now_ms)

    def says(self, text: str, *, hold_seconds: int = 0) -> OutboxRow:
        """Write, in the kind that this member may."""
        supports = self.member not in {"person", "relative"}
        body = (
            ContactMoment(kind="talk", text=text)
            if supports
            else Evaluation(scores={}, share=True, text=text)
        )
        now = self.now
        return outbox.write(
            self.vault,
            scope=self.backend.case.scope,
            kind="contact_moment" if supports else "evaluation",
            body=body,
            at=now,
            now=now,
            random=chance(f"{self.id} {self.backend.case.seq} {text}"),
            hold_seconds=hold_seconds,
        )

    def records(self) -> list[tuple[Record | None, str]]:
        """Everything said in the log, as this device has it open, and its verdict."""
        rows = self.vault.records.history(["contact_moment", "evaluation"], [self.backend.case.scope])
        return [(record_of(self.vault, row), row.verdict) for row in rows]

    def reads(self) -> list[str]:
        """The texts that this device can read, in their order."""
        return [text_in(record) for record, _ in self.records() if record]

    def unopened(self) -> list[str]:
        """Why the others cannot be read."""
        return [code for code, _, _ in self.vault.sealed.unopened()]


def text_in(record: Record) -> str:
    """What was said."""
    return str(msgspec.json.decode(record.body)["text"])


def sync_all(*talkers: Talker) -> None:
    """Each once, and once more: what one sent is what the other receives."""
    for talker in (*talkers, *talkers):
        report = talker.sync()
        assert report.trouble is None, report
        assert not report.logs, report
