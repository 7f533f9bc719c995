# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import`: what a case file says becomes signed records in the logs of the case.

`received` is now and `at` the moment of then.
"""

from dataclasses import dataclass
from datetime import date

from tbp_backend.errors import CaseFileWrong, NotPossible
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings
from tbp_backend.office.hands import Hands, NobodySigns, content_of
from tbp_backend.office.ledger import Ledger, keep_ledger, read_ledger, type_of
from tbp_backend.office.lost import forget_lost
from tbp_backend.office.pen import Pen, new_id, publish
from tbp_backend.office.plan import make_plan
from tbp_backend.office.plan.items import Item
from tbp_backend.office.plan.people import first_members, in_order, logs_of
from tbp_backend.office.shifting import shifted_moment
from tbp_backend.office.yamlfile import Document
from tbp_backend.store.store import Store
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Scope
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import local_date


@dataclass(frozen=True)
class Wanted:
    """What the operator asks: up to which day, and on which day the demo day falls.

    `own_devices`: what person and relative said is signed by short-lived devices of theirs: the demo.
    `again`: also what the database lost when it was restored.
    """

    on: date | None = None
    shift_to: date | None = None
    own_devices: bool = False
    again: bool = False


async def import_case(
    authority: Authority, store: Store, document: Document, file: CaseFile, wanted: Wanted
) -> int:
    """Publish what is not published yet; how many records that were. Raises CaseFileWrong or NotPossible.

    (1) what was published before  (2) what the file publishes  (3) the offices' keys  (4) logs are founded
    (5) the rest is signed in order  (6) noted, then written, each log in one transaction
    """
    path = authority.home.authority / "cases" / f"{file.case}.json"
    ledger = await _ledger(store, read_ledger(path), file, wanted)  # (1)
    items = _unpublished(document, ledger, _plan(store, ledger, file, wanted), wanted.on is None)  # (2)
    if not items:
        return 0
    offices = {name: await authority.office(store, name) for name in _offices(file, ledger, items)}  # (3)
    keep_ledger(path, ledger)
    await _found(store, ledger, next(iter(offices.values())))  # (4)
    hands = Hands(ledger, offices, store.clock(), wanted.own_devices)
    for log, scope in ledger.scopes.items():
        hands.open(log, await store.standing(scope))
    _sign(document, ledger, hands, items)  # (5)
    hands.end_guests(store.clock())
    keep_ledger(path, ledger)  # (6)
    for log, records in hands.signed.items():
        await publish(store, ledger.scopes[log], records)
    return sum(map(len, hands.signed.values()))


async def _ledger(store: Store, before: Ledger | None, file: CaseFile, wanted: Wanted) -> Ledger:
    shift = (wanted.shift_to - (wanted.on or file.demo_day)).days if wanted.shift_to else None
    ledger = before or Ledger(new_id(), {}, shift or 0)
    if shift not in {None, ledger.shift}:
        raise NotPossible(what="shift", days=ledger.shift)
    await forget_lost(store, ledger, again=wanted.again)
    ledger.scopes = {  # a log stays when nobody in the file is its reader any more
        log: ledger.scopes.get(log) or new_id() for log in in_order({*logs_of(file), *ledger.scopes})
    }
    ledger.members = first_members(file)
    return ledger


def _plan(store: Store, ledger: Ledger, file: CaseFile, wanted: Wanted) -> list[Item]:
    now = shifted_moment(store.clock(), -ledger.shift)
    return make_plan(file, on=wanted.on, today=local_date(now))


def _unpublished(document: Document, ledger: Ledger, items: list[Item], whole: bool) -> list[Item]:
    """What the logs do not have yet; raises CaseFileWrong where the past was changed.

    `whole`: the items are the plan until today, so that all that was published has to be among them.
    """
    findings = Findings(document.lines)
    gone = ledger.published.keys() - {item.key for item in items} if whole else set[str]()
    for key in sorted(gone):
        findings.add((), "published-gone", name=key)
    missing = []
    for item in items:
        published = ledger.published.get(item.key)
        here = published and published.scope == ledger.scopes[item.log]
        says_the_same = here and published and published.content == content_of(item)
        if published is None or (item.changed == "replace" and not says_the_same):
            missing.append(item)
        elif item.changed == "refuse" and not says_the_same:
            findings.add(item.path, "published-changed", name=item.key)
    if findings.found:
        raise CaseFileWrong(tuple(sorted(findings.found)), file=document.name)
    return missing


def _sign(document: Document, ledger: Ledger, hands: Hands, items: list[Item]) -> None:
    """In their order; raises CaseFileWrong where nobody is left who could write it."""
    try:
        for item in items:
            hands.sign(item)
    except NobodySigns as nobody:
        today = local_date(shifted_moment(hands.written, -ledger.shift))
        findings = Findings(document.lines)
        findings.add(nobody.item.path, "not-there", name=nobody.item.writer, day=today)
        raise CaseFileWrong(tuple(findings.found), file=document.name) from None


def _offices(file: CaseFile, ledger: Ledger, items: list[Item]) -> list[str]:
    """Every authority that has decided or takes over now, in their order."""
    told = {item.key for item in items} | ledger.published.keys()
    turns = [turn.to for number, turn in enumerate(file.authority, start=1) if f"authority/{number}" in told]
    return list(dict.fromkeys(turns))


async def _found(store: Store, ledger: Ledger, office: SigningKey) -> None:
    for log, scope in ledger.scopes.items():
        if not (await store.standing(scope)).known:
            pen = Pen(office, scope, store.clock(), whole_hours=type_of(log) in WHOLE_HOURS)
            await publish(store, scope, [pen.write("scope", Scope(type_of(log), ledger.case))])
