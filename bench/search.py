# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Full-text search over 100,000 contact moments, as a contact person searches in one case of ten.

The records are written straight into the vault, all under one signature: nobody checks those again when
records are indexed or found.
"""

import random
import secrets
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from string import ascii_lowercase

import msgspec

from bench.devices import make_vault
from bench.figures import Figure, percentile
from bench.office import clock
from bench.stage import Stage
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import format_local, format_moment, to_ms, whole_minute
from tbp_casefile.wire.envelope import Record, sign_record
from tbp_tui.services import searching
from tbp_tui.services.cases import CaseLogs
from tbp_tui.vault.passphrase import word_list
from tbp_tui.vault.rows import RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

CASES, MANY, SEARCHES = 10, 100_000, 200
BOUND = 0.030
_OFTEN = (
    "de het een en van in op is dat met voor niet naar zijn ook over bij uw gesprek afspraak maatregel "
    "contactpersoon telefoon werk huis alarm reis week vraag"
)
OFTEN = _OFTEN.split()
"""Words that stand in nearly every text."""


def measure(stage: Stage) -> Iterator[Figure]:
    """Index everything once, then search."""
    chance = random.Random(11)
    words = word_list("nl")
    with make_vault(stage.place("search")) as vault:
        cases = [CaseLogs(name, ((name, ScopeType.CASE),), Role.CONTACT_PERSON) for name in _ids(CASES)]
        _fill(vault, cases, Writer(chance, words))
        started = time.perf_counter()
        assert searching.catch_up(vault) == MANY
        yield Figure(f"index {MANY:,} contact moments", time.perf_counter() - started)
        times = [_search(vault, chance.choice(cases), asked) for asked in _asked(chance, words)]
        yield Figure(f"full-text search, {MANY:,} contact moments, p95", percentile(times, 0.95), BOUND)
        times = [_search(vault, chance.choice(cases), letter) for letter in ascii_lowercase]
        yield Figure("the same for one letter, p95", percentile(times, 0.95))


def _search(vault: Vault, case: CaseLogs, words: str) -> float:
    """One search as the screen asks for it: what is new first, and there is nothing new."""
    started = time.perf_counter()
    searching.catch_up(vault)
    searching.search(vault, case, words, "nl")
    return time.perf_counter() - started


def _asked(chance: random.Random, words: tuple[str, ...]) -> Iterator[str]:
    """Common and rare words, alone and together, whole and as they are being typed."""
    for number in range(SEARCHES):
        common, rare = chance.choice(OFTEN), chance.choice(words)
        match number % 5:
            case 0:
                yield common
            case 1:
                yield rare
            case 2:
                yield chance.choice((common, rare))[: chance.randint(2, 4)]
            case 3:
                yield f"{common} {rare}"
            case _:
                yield f"{common} {chance.choice(OFTEN)[:3]}"


# --- the vault --------------------------------------------------------------------------------------------


class Writer:
    """Writes contact moments in varied Dutch: some words often, the others the rarer the later they come."""

    def __init__(self, chance: random.Random, words: tuple[str, ...]) -> None:
        self._chance = chance
        self._words = chance.sample(words, len(words))
        self._weights = list(accumulate(1 / place for place in range(1, len(words) + 1)))
        self._key = SigningKey.from_seed(secrets.token_bytes(32))

    def text(self) -> str:
        count = self._chance.randint(15, 50)
        rare = self._chance.choices(self._words, cum_weights=self._weights, k=count)
        return " ".join(word if self._chance.random() < 0.45 else self._chance.choice(OFTEN) for word in rare)

    def rows(self, scope: str, count: int, after: int = 0) -> Iterator[RecordRow]:
        """One log behind a place, an hour between two moments."""
        now = whole_minute(clock())
        header, _, signature = sign_record(self._record(scope, now), self._key).jws.split(".")
        for seq, id_ in enumerate(_ids(count), start=1):
            record = self._record(scope, now - timedelta(hours=count - seq), id_)
            payload = base64url.encode(msgspec.json.encode(record))
            yield RecordRow(
                scope=scope,
                seq=after + seq,
                id=id_,
                kind=record.kind,
                entity=id_,
                device=record.device,
                member="contact",
                role="contact_person",
                at=record.at,
                received=to_ms(now) + seq,
                verdict="counts",
                code="",
                current=1,
                control=0,
                leaf=bytes(32),
                hash=bytes(32),
                jws=f"{header}.{payload}.{signature}",
            )

    def _record(self, scope: str, at: datetime, id_: str | None = None) -> Record:
        id_ = id_ or str(uuid.uuid4())
        body = ContactMoment(kind="call", text=self.text())
        return Record(
            id=id_,
            scope=scope,
            kind="contact_moment",
            entity=id_,
            device=self._key.device_id,
            at=format_local(at),
            written_at=format_moment(at),
            body=msgspec.Raw(msgspec.json.encode(body)),
        )


def _fill(vault: Vault, cases: list[CaseLogs], writer: Writer) -> None:
    each = MANY // CASES
    for case in cases:
        with vault.transaction():
            vault.records.add(writer.rows(case.name, each))
            vault.save_scope(ScopeRow(case.name, "case", 1, each, bytes(32)))


def _ids(count: int) -> Iterator[str]:
    return (str(uuid.uuid4()) for _ in range(count))
