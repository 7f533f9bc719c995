# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A page of a log, checked whole before anything of it is believed (DESIGN sections 4 and 8).

A page that does not prove itself raises and leaves the caller's state as it was. A record that proves itself
but may not stand where it stands is set aside, and the rest of its page is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tbp_casefile import effects
from tbp_casefile.crypto.signatures import UnverifiedJws
from tbp_casefile.errors import BadSignature, Malformed, OtherHistory, PageRefused, UnknownHeadKey
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import Head, chain, leaf_of, read_head
from tbp_casefile.logstate import Counts, LogState, SetAside, Verdict
from tbp_casefile.members import judge
from tbp_casefile.times import MAX_MS, parse_moment, to_ms
from tbp_casefile.wire.api import Entry, Page
from tbp_casefile.wire.envelope import SignedRecord, read_record

HashAt = Callable[[int], bytes | None]
"""The hash that this device verified earlier at a seq of this log, if it holds it."""

IdTaken = Callable[[str], bool]
"""Whether this device holds a record of this log with this id, set aside ones left out: an id is unique."""


@dataclass(frozen=True, slots=True)
class _ReadEntry:
    """An entry taken apart once; nothing of it is proven."""

    entry: Entry
    leaf: bytes
    signed: SignedRecord | None


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


def verify_page(
    state: LogState, keys: SystemKeys, page: Page, hash_at: HashAt, id_taken: IdTaken = lambda _: False
) -> VerifiedPage:
    """Check that a page extends this log, and judge each entry; raises PageRefused.

    (1) the head is readable and about this log  (2) the chain leads from our last entry to the head
    (3) each entry is judged by those before it  (4) a log key vouches for the head
    (5) what writers and head saw is what we see
    """
    head, unverified = _read_head(page.head, state)  # (1)
    read = [_read(entry) for entry in page.entries]
    hashes = _check_chain(state, read, head)  # (2)
    after, keys_after = state.copy(), keys.copy()
    entries = _judge_all(after, keys_after, read, hashes, id_taken)  # (3)
    _check_vouched(head, unverified, after, keys_after)  # (4)
    if head.hash != hashes[head.seq].hex():
        raise OtherHistory(seq=head.seq)
    _check_history(after, entries, hashes, hash_at)  # (5)
    return VerifiedPage(tuple(entries), after, keys_after, head)


def judge_again(
    state: LogState, keys: SystemKeys, entries: Sequence[Entry], hash_at: HashAt, id_taken: IdTaken
) -> tuple[JudgedEntry, ...]:
    """Judge entries that were proven before, by what this version knows; carries them into state and keys.

    `state` stands right before the first of them. Raises OtherHistory when one that counts now saw another.
    """
    hashes = {state.seq: state.hash}
    read = [_read(entry) for entry in entries]
    for one in read:
        hashes[one.entry.seq] = chain(hashes[one.entry.seq - 1], one.leaf, one.entry.received)
    judged = _judge_all(state, keys, read, hashes, id_taken)
    _check_history(state, judged, hashes, hash_at)
    return tuple(judged)


def _read(entry: Entry) -> _ReadEntry:
    """Take an entry apart; raises PageRefused for what no log can hold."""
    if not (entry.jws.isascii() and 0 <= entry.received < MAX_MS):
        raise PageRefused(reason="entry")
    try:
        signed = read_record(entry.jws)
    except Malformed:
        return _ReadEntry(entry, leaf_of(entry.jws), None)
    return _ReadEntry(entry, signed.leaf, signed)


def _judge_all(
    state: LogState,
    keys: SystemKeys,
    read: Sequence[_ReadEntry],
    hashes: dict[int, bytes],
    id_taken: IdTaken,
) -> list[JudgedEntry]:
    """Each by those before it."""
    ids = set[str]()
    judged: list[JudgedEntry] = []
    for each in read:
        one = _judge_entry(state, keys, each, hashes, lambda id_: id_ in ids or id_taken(id_))
        if one.signed and not isinstance(one.verdict, SetAside):
            ids.add(one.signed.record.id)
        judged.append(one)
    return judged


def _read_head(jws: str, state: LogState) -> tuple[Head, UnverifiedJws]:
    try:
        head, unverified = read_head(jws)
        parse_moment(head.at)
    except Malformed:
        raise PageRefused(reason="head") from None
    if head.scope != state.scope:
        raise PageRefused(reason="head of another log")
    return head, unverified


def _check_chain(state: LogState, read: Sequence[_ReadEntry], head: Head) -> dict[int, bytes]:
    """The hash at each seq of the page and at our own last one; raises when they do not lead to the head."""
    hashes = {state.seq: state.hash}
    for expected, one in enumerate(read, start=state.seq + 1):
        if one.entry.seq != expected:
            raise PageRefused(reason="gap")
        hashes[expected] = chain(hashes[expected - 1], one.leaf, one.entry.received)
    last = state.seq + len(read)
    if head.seq != last:
        raise PageRefused(reason="head below" if head.seq < last else "head beyond")
    if read and head.hash != hashes[last].hex():
        raise PageRefused(reason="chain")
    return hashes


def _judge_entry(
    state: LogState, keys: SystemKeys, read: _ReadEntry, hashes: dict[int, bytes], id_taken: IdTaken
) -> JudgedEntry:
    """Judge one entry and carry it into the state."""
    entry, signed = read.entry, read.signed
    verdict = _verdict(state, keys, signed, entry.received, id_taken)
    if signed is not None and isinstance(verdict, Counts):
        effects.apply(state, keys, signed.record)
    state.seq, state.hash = entry.seq, hashes[entry.seq]
    return JudgedEntry(entry.seq, entry.received, entry.jws, read.leaf, state.hash, signed, verdict)


def _verdict(
    state: LogState, keys: SystemKeys, signed: SignedRecord | None, received: int, id_taken: IdTaken
) -> Verdict:
    if signed is None:
        return SetAside("malformed")
    if id_taken(signed.record.id):
        return SetAside("known-id")
    return judge(state, keys, signed, received)


def _check_vouched(head: Head, unverified: UnverifiedJws, state: LogState, keys: SystemKeys) -> None:
    """A log key of the moment signed this head, for the epoch that the entries lead to."""
    if head.epoch != state.epoch:
        raise PageRefused(reason="epoch")
    public = keys.public(unverified.kid)
    if public is None or "head" not in keys.rights(unverified.kid, to_ms(parse_moment(head.at))):
        raise UnknownHeadKey(reason="head key")
    try:
        unverified.verify(public)
    except BadSignature:
        raise PageRefused(reason="head signature") from None


def _check_history(
    state: LogState, entries: Sequence[JudgedEntry], hashes: dict[int, bytes], hash_at: HashAt
) -> None:
    """What head and writers had seen must be our history too: else somebody was shown another one.

    Only under a head that a log key signed: what nobody vouches for proves no second history. What was
    seen in an earlier epoch is compared up to where that one was cut off (PROTOCOL-REVIEW M11).
    """
    for entry in entries:
        seen = entry.signed.record.seen if entry.signed else None
        if seen is None or isinstance(entry.verdict, SetAside):
            continue
        epoch = state.epoch_at(entry.seq)
        if seen.epoch < epoch and seen.seq > state.shares(seen.epoch):
            continue
        ours = hashes.get(seen.seq) or hash_at(seen.seq)
        other = ours is not None and ours.hex() != seen.hash
        if seen.epoch > epoch or seen.seq >= entry.seq or other:
            raise OtherHistory(seq=seen.seq)
