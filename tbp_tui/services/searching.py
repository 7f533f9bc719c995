# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything that a person can read of a case, or of all own cases, on this device alone.

Which words a record has is decided here, and which records a search may find; the vault keeps the index.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

import msgspec

from tbp_casefile import model
from tbp_casefile.model.texts import Text
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.times import local_date, to_ms
from tbp_casefile.wire.envelope import Record
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.search import Entry
from tbp_tui.vault.store import Vault
from tbp_tui.words.dates import month_day_in, text_in

BATCH = 2_000
"""Records that are indexed in one transaction: others who write wait about a quarter of a second."""

_TITLES = {
    "title": "measure obligation bulletin request employer_duty phase_out_step policy_text news "
    "support_offer",
    "name": "contact help_contact authority_change",
    "reason": "package",
    "text": "review case_status answer contact_moment obligation_state evaluation duty_state "
    "acknowledgement confirmation review_input support_response task",
    "works": "handover_brief",
}
_TITLE = {kind: field for field, kinds in _TITLES.items() for kind in kinds.split()}

SEARCHED = frozenset(_TITLE)
"""Kinds that hold text for a person."""

_EDITION = b"3"
"""Raise it when records get other words or places, or more kinds are searched: then all is indexed again."""

NOT_SEARCHED = frozenset(
    {"peer_profile", "peer_request", "peer_proposal", "peer_reply", "boundary", "message", "ended"}
    | {"concern", "debrief"}
)
"""Kinds of talks with an experience expert: read in the talk itself, and shown on no other screen."""
_MADE_BY = "search.edition"

_LANGUAGES = {"nl", "en"}
_PLAIN = frozenset({"name", "phone", "place", "text", "code", "case", "agreements", "works", "avoid"})
"""Fields whose plain strings a person reads. Other plain strings are ids, dates and enumerations."""

_WORD = re.compile(r"[^\W_]+")
_MOST_CHARACTERS = 200
_MOST_WORDS = 12


@dataclass(frozen=True)
class Found:
    """A record in which all the words stand. `body`: for a screen that shows this record and nothing else.

    `case`: the name of its case, where more than one was searched.
    """

    id: str
    kind: str
    entity: str
    title: Text
    day: date
    body: msgspec.Struct
    case: str = ""


def search(vault: Vault, case: CaseLogs, words: str, language: str, limit: int = 50) -> tuple[Found, ...]:
    """What holds all these words in this language, in the logs of one case and what everybody reads.

    Newest first by moment, also where there are more than the limit. What waits in the outbox is not
    searched. Any text may be asked; none is an error.
    """
    return _find(vault, _within(case), {}, _query(words, language), limit)


def search_all(
    vault: Vault, cases: Sequence[CaseLogs], words: str, language: str, limit: int = 50
) -> tuple[Found, ...]:
    """The same in the logs of all these cases, without what everybody reads; each names its case."""
    names = {scope: case.name for case in cases for scope in case.of_case}
    within = {scope: kinds for case in cases for scope, kinds in _within(case).items() if scope in names}
    return _find(vault, within, names, _query(words, language), limit)


def _find(
    vault: Vault, within: Mapping[str, Collection[str]], names: Mapping[str, str], match: str, limit: int
) -> tuple[Found, ...]:
    rows = vault.search.find(match, within, limit) if match else []
    found = filter(None, (_found(vault, row, names.get(row.scope, "")) for row in rows))
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def catch_up(vault: Vault, most: int | None = None) -> int:
    """Index what is new, or at most so many records of it, by `BATCH` in a transaction; how many it were."""
    if vault.meta(_MADE_BY) != _EDITION:
        with vault.transaction():
            vault.search.begin_anew()
            vault.set_meta(_MADE_BY, _EDITION)
    done = 0
    while (most is None or done < most) and vault.search.is_behind():
        with vault.transaction():
            new = vault.search.unindexed(SEARCHED, BATCH if most is None else min(BATCH, most - done))
            entries = (_entry(vault, row) for row in new.rows)
            vault.search.add((entry for entry in entries if entry), new.reached)
        done += len(new.rows)
    return done


# --- what may be found ------------------------------------------------------------------------------------


def _within(case: CaseLogs) -> dict[str, frozenset[str]]:
    """Of each log the kinds; what is told twice only from the reader's own one."""
    own = set(case.scopes(case.own_view))
    once = SEARCHED - shelves.TOLD_TWICE
    return {scope: SEARCHED if scope in own else once for scope in case.scopes()}


def _query(words: str, language: str) -> str:
    """A query of FTS5 that nothing in the words can break: only letters and digits, each word quoted.

    All words are needed. The last one may be half typed, and every longer one may be the beginning of a word.
    """
    typed = _WORD.findall(normalize("NFC", words[:_MOST_CHARACTERS]))
    begins = [len(word) > 1 or place == len(typed) - 1 for place, word in enumerate(typed)]
    quoted = [f'"{word}"*' if begin else f'"{word}"' for word, begin in zip(typed, begins, strict=True)]
    needed = list(dict.fromkeys(quoted))[:_MOST_WORDS]
    return f"{'nl' if language == 'nl' else 'en'} : ({' AND '.join(needed)})" if needed else ""


def _found(vault: Vault, row: RecordRow, case: str) -> Found | None:
    record = record_of(vault, row)
    if record is None:
        return None
    body = model.read_body(record.kind, record.schema, record.body)
    title, day = _title(row.kind, body), local_date(record.moment)
    return Found(row.id, row.kind, row.entity, title, day, body, case)


# --- which words a record has -----------------------------------------------------------------------------


def _entry(vault: Vault, row: RecordRow) -> Entry | None:
    """What is found shows its title, so a record without one has no words; nor has one that is not open."""
    record = record_of(vault, row)
    if record is None:
        return None
    body = model.read_body(record.kind, record.schema, record.body)
    title = _title(row.kind, body)
    if not title:
        return None
    texts = list(_texts(msgspec.json.decode(record.body)))
    if title not in texts:
        texts.append(title)
    minute = to_ms(record.moment) // 60_000
    return Entry(row.scope, row.seq, _words(texts, record, "nl"), _words(texts, record, "en"), minute)


def _words(texts: list[Text], record: Record, spoken: str) -> str:
    """As a person sees them in this language, and the day of the record."""
    day = month_day_in(local_date(record.moment), spoken)
    return "\n".join([*(text_in(text, spoken) for text in texts), day])


def _texts(value: object, key: str = "") -> Iterator[Text]:
    """Every text for a person in a body, whatever its kind, fields of later versions too."""
    match value:
        case dict() if (
            value and value.keys() <= _LANGUAGES and all(isinstance(t, str) for t in value.values())
        ):
            yield value
        case dict():
            for name, part in value.items():
                yield from _texts(part, name)
        case list():
            for part in value:
                yield from _texts(part, key)
        case str() if key in _PLAIN:
            yield value


def _title(kind: str, body: msgspec.Struct) -> Text:
    """What stands for it in a list; empty when nothing was written."""
    if isinstance(body, HandoverBrief):
        return body.works or body.agreements or body.avoid
    title: Text | None = getattr(body, _TITLE[kind])
    return title or ""
