# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The texts that every device may read, out of `system.yaml` into the `system` log.

Unlike a version of a package a text may be corrected: then a new record takes the place of the old one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tbp_backend.office.authority import Authority
from tbp_backend.office.form.base import text_of
from tbp_backend.office.form.system import SystemFile
from tbp_backend.office.ledger import Ledger, fingerprint, keep_ledger, read_ledger
from tbp_backend.office.lost import forget_lost
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.office.plan.items import at_nine
from tbp_backend.office.shifting import shifted_body
from tbp_backend.store.store import Store
from tbp_casefile.model import system
from tbp_casefile.tables import ScopeType
from tbp_casefile.wire.envelope import SignedRecord

OFFICE = "system"


@dataclass(frozen=True)
class _Said:
    key: str
    kind: str
    body: system.PolicyText | system.HelpContact | system.News


async def import_system(authority: Authority, store: Store, file: SystemFile, *, again: bool = False) -> int:
    """Publish the texts that are new or changed; how many that were. Raises NotPossible as for a case."""
    path = authority.home.authority / "system.json"
    scope = store.states.system
    ledger = read_ledger(path) or Ledger("", {ScopeType.SYSTEM.value: scope})
    await forget_lost(store, ledger, again=again)
    key = await authority.office(store, OFFICE)
    pen = Pen(key, scope, store.clock(), seen_at(await store.standing(scope)))
    records = [_sign(pen, ledger, said) for said in _texts(file) if _is_new(ledger, said)]
    if records:
        keep_ledger(path, ledger)
        await publish(store, scope, records)
    return len(records)


def _texts(file: SystemFile) -> Iterator[_Said]:
    for rule in file.policy_texts:
        source = system.Source(rule.source.page, rule.source.heading)
        title, said, expect = rule.title.as_text(), rule.text.as_text(), text_of(rule.expect)
        text = system.PolicyText(rule.topic, title, said, source, rule.dated, rule.side, expect)
        yield _Said(f"policy/{rule.topic}", "policy_text", text)
    for line in file.help_contacts:
        help_contact = system.HelpContact(
            name=line.name.as_text(),
            order=line.order,
            phone=line.phone,
            place=line.place,
            when=text_of(line.when),
            note=text_of(line.note),
        )
        yield _Said(f"help/{line.name.en}", "help_contact", help_contact)
    for row in file.news:
        news = system.News(row.title.as_text(), row.text.as_text(), row.dated)
        yield _Said(f"news/{row.id}", "news", news)


def _is_new(ledger: Ledger, said: _Said) -> bool:
    published = ledger.published.get(said.key)
    return published is None or published.content != fingerprint(said.kind, said.body)


def _sign(pen: Pen, ledger: Ledger, said: _Said) -> SignedRecord:
    before = ledger.published.get(said.key)
    at = None if isinstance(said.body, system.HelpContact) else at_nine(said.body.dated)
    record = pen.write(
        said.kind,
        shifted_body(said.body, 0),
        at=at,
        entity=before.entity if before else "",
        replaces=before.id if before else "",
    )
    ledger.note(said.key, record, fingerprint(said.kind, said.body))
    return record
