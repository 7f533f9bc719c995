# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The texts that every device may read, out of `system.yaml` into the `system` log.

Unlike a version of a package a text may be corrected: then a new record takes the place of the old one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import SystemFile
from tbp_backend.office.items import at_nine
from tbp_backend.office.ledger import Ledger, fingerprint, keep_ledger, read_ledger
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.office.shifting import shifted_body
from tbp_backend.store.store import Store
from tbp_casefile.model import system
from tbp_casefile.wire.envelope import SignedRecord

OFFICE = "system"


@dataclass(frozen=True)
class _Said:
    key: str
    kind: str
    body: system.PolicyText | system.HelpContact


async def import_system(authority: Authority, store: Store, file: SystemFile) -> int:
    """Publish the texts that are new or changed; how many that were."""
    path = authority.home.authority / "system.json"
    ledger = read_ledger(path) or Ledger(store.states.system)
    ledger.forget_all_but(store.ids(ledger.scope))
    key = await authority.office(store, OFFICE)
    pen = Pen(key, ledger.scope, store.clock(), seen_at(store.standing(ledger.scope)))
    records = [_sign(pen, ledger, said) for said in _texts(file) if _is_new(ledger, said)]
    if records:
        keep_ledger(path, ledger)
        await publish(store, ledger.scope, records)
    return len(records)


def _texts(file: SystemFile) -> Iterator[_Said]:
    for rule in file.policy_texts:
        source = system.Source(rule.source.page, rule.source.heading)
        text = system.PolicyText(rule.topic, rule.title.as_text(), rule.text.as_text(), source, rule.dated)
        yield _Said(f"policy/{rule.topic}", "policy_text", text)
    for line in file.help_contacts:
        help_contact = system.HelpContact(
            name=line.name.as_text(),
            order=line.order,
            phone=line.phone,
            place=line.place,
            when=line.when.as_text() if line.when else None,
            note=line.note.as_text() if line.note else None,
        )
        yield _Said(f"help/{line.name.en}", "help_contact", help_contact)


def _is_new(ledger: Ledger, said: _Said) -> bool:
    published = ledger.published.get(said.key)
    return published is None or published.content != fingerprint(said.kind, said.body)


def _sign(pen: Pen, ledger: Ledger, said: _Said) -> SignedRecord:
    before = ledger.published.get(said.key)
    at = at_nine(said.body.dated) if isinstance(said.body, system.PolicyText) else None
    record = pen.write(
        said.kind,
        shifted_body(said.body, 0),
        at=at,
        entity=before.entity if before else "",
        replaces=before.id if before else "",
    )
    ledger.note(said.key, record, fingerprint(said.kind, said.body))
    return record
