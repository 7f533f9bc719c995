# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages with one thing wrong: refused whole, and what the caller holds stays as it was (T1, T44)."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import HEAD_TYPE, RECORD_TYPE, SigningKey, sign_compact
from tbp_casefile.errors import OtherHistory, PageRefused
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.verify import verify_page
from tbp_casefile.wire.api import Entry, Page
from tests.casefile.both import busy_log, second_log
from tests.logs import (
    CASE,
    LOG_KEY,
    OFFICE,
    ROOT,
    LogBuilder,
    case_log,
    key,
    key_body,
    system_keys,
    system_log,
    uuid4,
)
from tests.second.judging import NotProven

HELD = 4  # entries that the device holds before the page comes


LOG = busy_log()


def held_state() -> LogState:
    """Where the device stands before the page."""
    return LOG.verify(system_keys(), to=HELD).state


def altered(jws: str, place: int = 200) -> str:
    """The same text with one character another one."""
    return jws[:place] + ("A" if jws[place] != "A" else "B") + jws[place + 1 :]


def with_entry(page: Page, number: int, **changes: Any) -> Page:
    """The page with one entry changed."""
    entries = list(page.entries)
    entries[number] = msgspec.structs.replace(entries[number], **changes)
    return msgspec.structs.replace(page, entries=tuple(entries))


def with_entries(page: Page, *entries: Entry, renumbered: bool = False) -> Page:
    """The page with other entries, each with the seq that is expected there if renumbered."""
    if renumbered:
        entries = tuple(msgspec.structs.replace(e, seq=HELD + 1 + n) for n, e in enumerate(entries))
    return msgspec.structs.replace(page, entries=entries)


def with_head(page: Page, head: str) -> Page:
    """The page with another head."""
    return msgspec.structs.replace(page, head=head)


def unsigned_change(jws: str, **changes: Any) -> str:
    """A head with a field changed and its old signature."""
    head, payload, signature = jws.split(".")
    fields = json.loads(base64url.decode(payload)) | changes
    return f"{head}.{base64url.encode(json.dumps(fields).encode('utf-8'))}.{signature}"


def head_under(**header: Any) -> str:
    """The honest head, honestly signed by the log key, under another header; None leaves a member out."""
    fields = {"alg": "Ed25519", "kid": LOG_KEY.device_id, "typ": HEAD_TYPE} | header
    raw = json.dumps({n: v for n, v in fields.items() if v is not None}, separators=(",", ":"))
    signing_input = f"{base64url.encode(raw.encode('ascii'))}.{LOG.head().split('.')[1]}"
    return f"{signing_input}.{base64url.encode(LOG_KEY.sign(signing_input.encode('ascii')))}"


def other_log() -> LogBuilder:
    """Another case, as honest as this one."""
    return case_log(scope=uuid4("another case"))


def head_of_a_later_entry() -> str:
    """A head that is signed, for an entry that the page does not have."""
    fields = {"scope": CASE, "epoch": 1, "seq": LOG.seq + 1, "hash": "00" * 32, "at": "2026-01-01T11:00:00Z"}
    return sign_compact(LOG_KEY, HEAD_TYPE, msgspec.json.encode(fields))


def swapped(page: Page) -> tuple[Entry, ...]:
    first, second, *rest = page.entries
    return (second, first, *rest)


def said(by: SigningKey) -> str:
    return LOG.head(by=by)


ATTACKS: dict[str, tuple[Callable[[Page], Page], str]] = {
    "a record altered by one character": (lambda p: with_entry(p, 1, jws=altered(p.entries[1].jws)), "chain"),
    "a membership record altered": (lambda p: with_entry(p, 0, jws=altered(p.entries[0].jws)), "chain"),
    "a signature altered": (lambda p: with_entry(p, 1, jws=altered(p.entries[1].jws, -3)), "chain"),
    "a record that is another one": (lambda p: with_entry(p, 1, jws=p.entries[2].jws), "chain"),
    "a moment of receipt one millisecond later": (
        lambda p: with_entry(p, 1, received=p.entries[1].received + 1),
        "chain",
    ),
    "a moment of receipt before all time": (lambda p: with_entry(p, 1, received=-1), "entry"),
    "a moment of receipt after all calendars": (lambda p: with_entry(p, 1, received=2**63), "entry"),
    "a moment of receipt that no number holds": (lambda p: with_entry(p, 1, received=2**80), "entry"),
    "a record with letters outside ASCII": (
        lambda p: with_entry(p, 1, jws=p.entries[1].jws + "\u00e9"),
        "entry",
    ),
    "another seq": (lambda p: with_entry(p, 1, seq=p.entries[1].seq + 1), "gap"),
    "two entries swapped": (lambda p: with_entries(p, *swapped(p)), "gap"),
    "two entries swapped and renumbered": (
        lambda p: with_entries(p, *swapped(p), renumbered=True),
        "chain",
    ),
    "an entry dropped": (lambda p: with_entries(p, p.entries[0], *p.entries[2:]), "gap"),
    "an entry dropped and the rest renumbered": (
        lambda p: with_entries(p, p.entries[0], *p.entries[2:], renumbered=True),
        "head beyond",
    ),
    "the last entry dropped": (lambda p: with_entries(p, *p.entries[:-1]), "head beyond"),
    "an entry twice": (lambda p: with_entries(p, p.entries[0], *p.entries), "gap"),
    "an entry twice and the rest renumbered": (
        lambda p: with_entries(p, p.entries[0], *p.entries, renumbered=True),
        "head below",
    ),
    "the entries from the start": (lambda _: LOG.page(), "gap"),
    "a page of another log": (lambda _: other_log().page(HELD), "head of another log"),
    "the entries of another log under this head": (
        lambda p: with_entries(p, *other_log().entries[HELD:], *p.entries[3:]),
        "chain",
    ),
    "a head of another log": (lambda p: with_head(p, other_log().head()), "head of another log"),
    "a head of an earlier entry": (lambda p: with_head(p, LOG.head(LOG.seq - 1)), "head below"),
    "a head below all that is held": (lambda p: with_head(p, LOG.head(1)), "head below"),
    "a head of a later entry": (lambda p: with_head(p, head_of_a_later_entry()), "head beyond"),
    "a head of another epoch": (lambda p: with_head(p, LOG.head(epoch=2)), "epoch"),
    "a head with another hash": (lambda p: with_head(p, LOG.head(hash="00" * 32)), "chain"),
    "a head with its hash in capitals": (
        lambda p: with_head(p, LOG.head(hash=LOG.hashes[-1].hex().upper())),
        "chain",
    ),
    "a head with another scope and the old signature": (
        lambda p: with_head(p, unsigned_change(p.head, scope=uuid4("elsewhere"))),
        "head of another log",
    ),
    "a head with another epoch and the old signature": (
        lambda p: with_head(p, unsigned_change(p.head, epoch=7)),
        "epoch",
    ),
    "a head with another moment and the old signature": (
        lambda p: with_head(p, unsigned_change(p.head, at="2026-01-01T10:59:00Z")),
        "head signature",
    ),
    "a head whose moment is none": (lambda p: with_head(p, LOG.head(at="2026-01-01")), "head"),
    "a head before all calendars": (lambda p: with_head(p, LOG.head(at="0001-01-01T00:00:00+14:00")), "head"),
    "a head from before its key counted": (
        lambda p: with_head(p, LOG.head(at="2024-01-01T00:00:00Z")),
        "head key",
    ),
    "a head with its signature altered": (lambda p: with_head(p, altered(p.head, -3)), "head signature"),
    "a head by a stranger": (lambda p: with_head(p, said(key("stranger"))), "head key"),
    "a head by an office that signs no heads": (lambda p: with_head(p, said(OFFICE)), "head key"),
    "a head by the root": (lambda p: with_head(p, said(ROOT)), "head key"),
    "a head by a member": (lambda p: with_head(p, said(key("authority"))), "head key"),
    "a record in place of the head": (lambda p: with_head(p, p.entries[0].jws), "head"),
    "a head with the algorithm none": (lambda p: with_head(p, head_under(alg="none")), "head"),
    "a head with the algorithm HS256": (lambda p: with_head(p, head_under(alg="HS256")), "head"),
    "a head with the old name EdDSA": (lambda p: with_head(p, head_under(alg="EdDSA")), "head"),
    "a head with the type of a record": (lambda p: with_head(p, head_under(typ=RECORD_TYPE)), "head"),
    "a head without a type": (lambda p: with_head(p, head_under(typ=None)), "head"),
    "a head with one header member more": (lambda p: with_head(p, head_under(jku="x")), "head"),
    "a head without a signature": (lambda p: with_head(p, p.head.rpartition(".")[0] + "."), "head"),
    "a head in another spelling": (lambda p: with_head(p, p.head + "="), "head"),
    "nothing in place of the head": (lambda p: with_head(p, ""), "head"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_is_refused_and_nothing_changes_with(attack: str, keys: SystemKeys) -> None:
    change, reason = ATTACKS[attack]
    page = change(LOG.page(HELD))
    state = held_state()
    before = deepcopy((state, keys))
    with pytest.raises(PageRefused) as refused:
        verify_page(state, keys, page, LOG.hash_at)
    assert reason in str(refused.value.values["reason"])
    assert not isinstance(refused.value, OtherHistory)
    assert (state, keys) == before


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_second_reader_refuses_it_too_with(attack: str) -> None:
    second = second_log()
    second.read(msgspec.json.encode(LOG.page(0, HELD)))
    with pytest.raises(NotProven):
        second.read(msgspec.json.encode(ATTACKS[attack][0](LOG.page(HELD))))


def test_the_honest_head_under_its_own_header_is_the_head() -> None:
    assert head_under() == LOG.head()


def test_the_honest_page_is_taken_and_changes_nothing_that_the_caller_holds(keys: SystemKeys) -> None:
    state = held_state()
    before = deepcopy((state, keys))
    page = verify_page(state, keys, LOG.page(HELD), LOG.hash_at)
    assert all(isinstance(entry.verdict, Counts) for entry in page.entries)
    assert page.state.seq == LOG.seq
    assert (state, keys) == before


def test_a_log_key_that_the_root_no_longer_vouches_for_signs_no_more_heads() -> None:
    system = system_log()
    system.add("key", key_body(LOG_KEY, ["head"], until="2026-01-01T10:06:00Z"), by=ROOT)
    keys = system.verify(SystemKeys(ROOT.public)).keys
    with pytest.raises(PageRefused, match="head key"):
        LOG.verify(keys)


SHORT = LOG.page(HELD, HELD + 2)
RAW = msgspec.json.encode(SHORT)
HELD_STATE = held_state()
HONEST = verify_page(HELD_STATE, system_keys(), SHORT, LOG.hash_at)


@settings(max_examples=250, derandomize=True, deadline=None, database=None)
@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
@example(RAW.index(b'"more"') + 1, 1)
@example(RAW.index(b'"seq"') + 1, 1)
def test_no_single_byte_of_a_page_can_change_and_be_believed(place: int, flip: int) -> None:
    changed = RAW[:place] + bytes([RAW[place] ^ flip]) + RAW[place + 1 :]
    try:
        page = msgspec.json.decode(changed, type=Page)
        believed = verify_page(HELD_STATE, system_keys(), page, LOG.hash_at)
    except (msgspec.DecodeError, UnicodeDecodeError, PageRefused):
        return
    assert believed == HONEST
