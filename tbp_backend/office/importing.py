# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import`: what a case file says becomes signed records in the log of the case.

`received` is now and `at` the moment of then; each version is signed by the office of its own authority.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from tbp_backend.errors import CaseFileWrong, NotPossible
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings
from tbp_backend.office.items import Item, at_nine
from tbp_backend.office.ledger import Ledger, fingerprint, keep_ledger, read_ledger
from tbp_backend.office.pen import Pen, new_id, publish, seen_at
from tbp_backend.office.plan import first_members, make_plan
from tbp_backend.office.shifting import shifted_body, shifted_moment
from tbp_backend.office.yamlfile import Document
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model import case
from tbp_casefile.model.control import Device, Member, PublicKeys, Scope
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.wire.envelope import Seen, SignedRecord


@dataclass(frozen=True)
class Wanted:
    """What the operator asks: up to which day, and on which day the demo day falls."""

    on: date | None = None
    shift_to: date | None = None


@dataclass
class _Import:
    """One import under way."""

    ledger: Ledger
    keys: dict[str, SigningKey]
    written: datetime
    seen: Seen | None = None

    def pen(self, authority: str) -> Pen:
        return Pen(self.keys[authority], self.ledger.scope, self.written, self.seen)


async def import_case(
    authority: Authority, store: Store, document: Document, file: CaseFile, wanted: Wanted
) -> int:
    """Publish what is not published yet; how many records that were. Raises CaseFileWrong or NotPossible.

    (1) what was published before  (2) what the file publishes  (3) the offices' keys  (4) the log is founded
    (5) the rest is signed in order  (6) noted, then written in one transaction
    """
    path = authority.home.authority / "cases" / f"{file.case}.json"
    ledger = await _ledger(store, read_ledger(path), file, wanted)  # (1)
    items = _unpublished(document, ledger, _plan(store, ledger, file, wanted))  # (2)
    keys = {name: await authority.office(store, name) for name in _offices(items)}  # (3)
    under_way = _Import(ledger, keys, store.clock())
    if not items:
        return 0
    keep_ledger(path, ledger)
    if not store.standing(ledger.scope).known:  # (4)
        scope = under_way.pen(items[0].authority).write("scope", Scope(ScopeType.CASE))
        await publish(store, ledger.scope, [scope])
    under_way.seen = seen_at(store.standing(ledger.scope))
    records = [record for item in items for record in _sign(under_way, item)]  # (5)
    keep_ledger(path, ledger)  # (6)
    await publish(store, ledger.scope, records)
    return len(records)


def _offices(items: list[Item]) -> list[str]:
    """Every authority that signs something, or takes over."""
    named = [item.authority for item in items]
    named += [item.body.to for item in items if isinstance(item.body, case.AuthorityChange)]
    return list(dict.fromkeys(named))


async def _ledger(store: Store, before: Ledger | None, file: CaseFile, wanted: Wanted) -> Ledger:
    shift = (wanted.shift_to - (wanted.on or file.demo_day)).days if wanted.shift_to else None
    if before is None:
        return Ledger(new_id(), shift or 0, first_members(file))
    if shift not in {None, before.shift}:
        raise NotPossible(what="shift", days=before.shift)
    before.forget_all_but(store.ids(before.scope))
    before.members = first_members(file)
    return before


def _plan(store: Store, ledger: Ledger, file: CaseFile, wanted: Wanted) -> list[Item]:
    now = shifted_moment(store.clock(), -ledger.shift)
    return make_plan(file, on=wanted.on, today=local_date(now))


def _unpublished(document: Document, ledger: Ledger, items: list[Item]) -> list[Item]:
    """What the log does not have yet; raises CaseFileWrong where the past was changed."""
    findings = Findings(document.lines)
    missing = []
    for item in items:
        published = ledger.published.get(item.key)
        says_the_same = published and published.content == fingerprint(item.kind, item.body, item.parts)
        if published is None or (item.changed == "replace" and not says_the_same):
            missing.append(item)
        elif item.changed == "refuse" and not says_the_same:
            findings.add(item.path, "published-changed", name=item.key)
    if findings.found:
        raise CaseFileWrong(tuple(sorted(findings.found)), file=document.name)
    return missing


def _sign(under_way: _Import, item: Item) -> Iterator[SignedRecord]:
    """The record of an item, and around a change of authority what lets its office write."""
    at = shifted_moment(at_nine(item.day), under_way.ledger.shift)
    if not isinstance(item.body, case.AuthorityChange):
        yield _sign_one(under_way, item, at)
        return
    if item.body.from_ is None:
        pen = under_way.pen(item.authority)
        yield pen.write("member", Member(item.body.to, Role.AUTHORITY), at=at)
        yield pen.write("device", _office_device(pen, item.body.to), at=at)
    yield _sign_one(under_way, item, at)
    if item.body.from_ is not None:
        pen = under_way.pen(item.body.to)
        yield pen.write("device", _office_device(pen, item.body.to), at=at)


def _office_device(pen: Pen, member: str) -> Device:
    return Device(member, pen.key.device_id, PublicKeys(base64url.encode(pen.key.public)))


def _sign_one(under_way: _Import, item: Item, at: datetime) -> SignedRecord:
    ledger = under_way.ledger
    body = item.body
    if isinstance(body, case.Package):
        body = msgspec.structs.replace(body, parts=tuple(ledger.ref(key) for key in item.parts))
    before = ledger.published.get(item.key) or ledger.published.get(item.replaces)
    record = under_way.pen(item.authority).write(
        item.kind,
        shifted_body(body, ledger.shift),
        at=at,
        entity=before.entity if before else "",
        replaces=before.id if before else "",
    )
    ledger.note(item.key, record, fingerprint(item.kind, item.body, item.parts))
    return record
