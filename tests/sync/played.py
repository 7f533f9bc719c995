# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend that is played, because no real one lies: it serves logs made by hand, and lies as told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import httpx2
import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.log import genesis
from tbp_casefile.times import from_ms
from tbp_casefile.wire.api import (
    Logs,
    MovedLog,
    Page,
    Problem,
    PushAnswer,
    PushedRecord,
    PushRequest,
    TokenAnswer,
)
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync.engine import SyncReport, sync_once
from tbp_tui.sync.identity import Enrolled, keep_enrolled, prover
from tbp_tui.sync.session import Session
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.process import this_process
from tbp_tui.vault.rows import RecordRow, ScopeRow
from tbp_tui.vault.store import Vault
from tests.logs import CASE, ROOT, SYSTEM, LogBuilder, case_log, chance, key, system_log

ADDRESS = "https://played.invalid"


@dataclass
class Played:
    """Honest, until a test puts something into `lies`: by path and method, an answer in the place of ours."""

    system: LogBuilder = field(default_factory=system_log)
    case: LogBuilder = field(default_factory=case_log)
    others: list[LogBuilder] = field(default_factory=list)
    page_size: int = 500
    lies: dict[str, Callable[[Page], bytes]] = field(default_factory=dict)
    refusals: dict[str, tuple[int, str]] = field(default_factory=dict)
    forgets: bool = False
    small_system_pages: bool = False
    refused_records: dict[str, str] = field(default_factory=dict)
    refuses: str = ""
    hidden: set[str] = field(default_factory=set)
    cursors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def logs(self) -> dict[str, LogBuilder]:
        return {log.scope: log for log in (self.system, self.case, *self.others)}

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        self.asked.append(f"{request.method} {path}")
        if path in self.refusals:
            return problem(*self.refusals[path])
        if path == "/v1/tokens":
            return json(TokenAnswer("token", "DPoP", 300))
        if path == "/v1/logs":
            self.cursors.append(request.url.params.get("since", ""))
            return self._listed()
        log = self.logs[path.split("/")[3]]
        if request.method == "POST":
            return self._push(log, request.read())
        limit = int(request.url.params.get("limit", "0"))
        return self._page(log, int(request.url.params["after"]), limit or self.page_size)

    def _listed(self) -> httpx2.Response:
        shown = [log for log in self.logs.values() if log.scope not in self.hidden]
        return json(Logs(tuple(MovedLog(log.scope, "case", log.head()) for log in shown), "c-1"), ETag='"1"')

    def _page(self, log: LogBuilder, after: int, limit: int) -> httpx2.Response:
        small = log is not self.system or self.small_system_pages
        size = min(self.page_size if small else 500, limit, 10 if self.small_system_pages else limit)
        page = log.page(after, to=min(after + size, log.seq) if after < log.seq else None)
        if log.scope in self.lies:
            return streamed(200, self.lies[log.scope](page))
        return json(page)

    def _push(self, log: LogBuilder, body: bytes) -> httpx2.Response:
        before = log.seq
        pushed = msgspec.json.decode(body, type=PushRequest).records
        if self.refuses:
            ids = (read_record(jws).record.id for jws in pushed)
            return json(PushAnswer(tuple(PushedRecord(id_, "refused", code=self.refuses) for id_ in ids)))
        results = tuple(self._taken(log, jws) for jws in pushed)
        if self.forgets:
            del log.entries[before:], log.hashes[before + 1 :]
        return json(PushAnswer(results))

    def _taken(self, log: LogBuilder, jws: str) -> PushedRecord:
        id_ = read_record(jws).record.id
        code = self.refused_records.get(id_)
        return PushedRecord(id_, "refused", code=code) if code else _stored(log, jws)


def _stored(log: LogBuilder, jws: str) -> PushedRecord:
    """Appended, or where the same bytes stand already."""
    if all(entry.jws != jws for entry in log.entries):
        log.append(jws)
    (entry,) = (entry for entry in log.entries if entry.jws == jws)
    return PushedRecord(read_record(jws).record.id, "stored", entry.seq, entry.received)


def streamed(status: int, content: bytes, **headers: str) -> httpx2.Response:
    """An answer that is read as it comes, like those of the network."""
    return httpx2.Response(status, headers=headers, stream=httpx2.ByteStream(content))


def json(body: msgspec.Struct, **headers: str) -> httpx2.Response:
    """A good answer."""
    return streamed(200, msgspec.json.encode(body), **headers)


def problem(status: int, name: str) -> httpx2.Response:
    """A problem of the closed list."""
    body = Problem(f"urn:tbp:problem:{name}", "t", status, "d")
    return streamed(status, msgspec.json.encode(body))


@dataclass
class Device:
    """The person's device, at a played backend."""

    vault: Vault
    backend: Played

    def enrolled_here(self) -> "Device":
        """As enrolment leaves it."""
        DeviceKeys(key("person").seed, (7).to_bytes(32, "big"), bytes(32)).save(self.vault)
        root = base64url.encode(ROOT.public)
        keep_enrolled(self.vault, Enrolled(ADDRESS, "issuer", "", root, SYSTEM, "person"))
        for scope, kind in ((SYSTEM, "system"), (CASE, "case")):
            self.vault.save_scope(ScopeRow(scope, kind, 1, 0, genesis(scope)))
        return self

    def sync(self, ahead: timedelta = timedelta(0)) -> SyncReport:
        """One sync, at the moment of the newest entry."""
        now = from_ms(self.backend.case.now_ms) + ahead
        signer = prover(self.vault, clock=lambda: now, random=chance("sync"))
        transport = httpx2.MockTransport(self.backend.answer)
        session = Session(httpx2.Client(transport=transport), ADDRESS, signer)
        return sync_once(self.vault, session, now=now, process=this_process())

    def place(self, scope: str = CASE) -> ScopeRow:
        """How far a log is verified."""
        place = self.vault.scope(scope)
        assert place is not None
        return place

    def row(self, id_: str, scope: str = CASE) -> RecordRow:
        """One record that is held."""
        (row,) = self.vault.records.by_refs([(scope, id_)])
        return row


def swap(text: str, place: int) -> str:
    """The same text with another base64url character at one place."""
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
