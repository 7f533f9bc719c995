# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A page of a log, checked whole before anything of it is believed (DESIGN sections 4 and 8).

A page that does not prove itself raises and leaves the caller's state as it was. A record that proves itself
but may not stand where it stands is set aside, and the rest of its page is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tbp_casefile import effects
from tbp_casefile.crypto.signatures import UnverifiedJws
from tbp_casefile.errors import BadSignature, Malformed, OtherHistory, PageRefused
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import Head, chain, leaf_of, read_head
from tbp_casefile.members import Counts, LogState, SetAside, Verdict, judge
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.wire.api import Entry, Page
from tbp_casefile.wire.envelope import SignedRecord, read_record

HashAt = Callable[[int], bytes | None]
"""The hash that this device verified earlier at a seq of this log, if it holds it."""


@dataclass(frozen=True)
class JudgedEntry:
    """An entry with what it is worth; `signed` is None when it cannot even be read."""

    seq: int
    received: int
    jws: str
    leaf: bytes
    hash: bytes
    signed: SignedRecord | None
    verdict: Verdict


@dataclass(frozen=True)
class VerifiedPage:
    """What a page proves: its entries, and where log and keys stand after it."""

    entries: tuple[JudgedEntry, ...]
    state: LogState
    keys: SystemKeys
    head: Head


def verify_page(state: LogState, keys: SystemKeys, page: Page, hash_at: HashAt) -> VerifiedPage:
    """Check that a page extends this log, and judge each entry; raises PageRefused.

    (1) the head is readable and about this log  (2) the chain leads from our last entry to the head
    (3) each entry is judged by those before it  (4) a log key vouches for the head
    """
    head, unverified = _read_head(page.head, state)  # (1)
    hashes = _check_chain(state, page, head)  # (2)
    after, keys_after = state.copy(), keys.copy()
    entries = tuple(_judge_entry(after, keys_after, entry, hashes, hash_at) for entry in page.entries)  # (3)
    public = keys_after.public(unverified.kid)
    if public is None or "head" not in keys_after.rights(unverified.kid, to_ms(parse_moment(head.at))):
        raise PageRefused(reason="head key")  # (4)
    try:
        unverified.verify(public)
    except BadSignature:
        raise PageRefused(reason="head signature") from None
    return VerifiedPage(entries, after, keys_after, head)


def _read_head(jws: str, state: LogState) -> tuple[Head, UnverifiedJws]:
    try:
        head, unverified = read_head(jws)
        parse_moment(head.at)
    except Malformed:
        raise PageRefused(reason="head") from None
    if head.scope != state.scope:
        raise PageRefused(reason="head of another log")
    if head.epoch != state.epoch:
        raise PageRefused(reason="epoch")
    return head, unverified


def _check_chain(state: LogState, page: Page, head: Head) -> dict[int, bytes]:
    """The hash at each seq of the page and at our own last one; raises when they do not lead to the head."""
    hashes = {state.seq: state.hash}
    for expected, entry in enumerate(page.entries, start=state.seq + 1):
        if entry.seq != expected:
            raise PageRefused(reason="gap")
        try:
            hashes[expected] = chain(hashes[expected - 1], leaf_of(entry.jws), entry.received)
        except (OverflowError, UnicodeEncodeError):
            raise PageRefused(reason="entry") from None
    last = state.seq + len(page.entries)
    if head.seq != last:
        raise PageRefused(reason="head below" if head.seq < last else "head beyond")
    if head.hash != hashes[last].hex():
        raise OtherHistory(seq=last) if not page.entries else PageRefused(reason="chain")
    return hashes


def _judge_entry(
    state: LogState, keys: SystemKeys, entry: Entry, hashes: dict[int, bytes], hash_at: HashAt
) -> JudgedEntry:
    """Judge one entry and carry it into the state."""
    signed, verdict = _read_and_judge(state, keys, entry)
    if signed is not None and isinstance(verdict, Counts):
        _check_seen(state, signed, hashes, hash_at)
        effects.apply(state, keys, signed.record)
    state.seq, state.hash = entry.seq, hashes[entry.seq]
    return JudgedEntry(entry.seq, entry.received, entry.jws, leaf_of(entry.jws), state.hash, signed, verdict)


def _read_and_judge(state: LogState, keys: SystemKeys, entry: Entry) -> tuple[SignedRecord | None, Verdict]:
    try:
        signed = read_record(entry.jws)
    except Malformed:
        return None, SetAside("malformed")
    return signed, judge(state, keys, signed, entry.received)


def _check_seen(state: LogState, signed: SignedRecord, hashes: dict[int, bytes], hash_at: HashAt) -> None:
    """What the writer had verified must be our history too: otherwise somebody was shown another one."""
    seen = signed.record.seen
    if seen is None or seen.epoch != state.epoch:
        return
    ours = hashes.get(seen.seq) or hash_at(seen.seq)
    if seen.seq > state.seq or (ours is not None and ours.hex() != seen.hash):
        raise OtherHistory(seq=seen.seq)
