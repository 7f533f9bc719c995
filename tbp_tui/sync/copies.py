# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Signs that a device of this member is there twice: its vault was restored from a copy, or copied.

Nothing is frozen and nothing refused (PROTOCOL-REVIEW M7): all is delivered, and the person is asked. This
device knows it of itself when records by its own key come in that it never wrote. Of another one it is seen
when what that device had verified goes back: an earlier record of it saw more of the log than a later one.
A record that was put off by a limit can look like that too, so it is a question and never a reproach.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from tbp_casefile.logstate import Counts, Late
from tbp_casefile.times import from_ms
from tbp_casefile.verify import JudgedEntry
from tbp_casefile.wire.envelope import Seen, read_record
from tbp_tui.sync.identity import enrolled
from tbp_tui.vault.store import Vault

_ADOPTED, _ANSWERED, _OTHERS = "sync.adopted", "sync.adopted.answered", "sync.copies"
_DECODER = msgspec.json.Decoder(dict[str, int])


def adopted(vault: Vault) -> int:
    """How many records by our own key came back that this vault never wrote: it was restored or cloned."""
    return int(vault.meta(_ADOPTED) or b"0")


def adopt(vault: Vault, more: int) -> None:
    """Count more of them; in the transaction that keeps them."""
    vault.set_meta(_ADOPTED, str(adopted(vault) + more).encode("ascii"))


def to_ask(vault: Vault) -> int:
    """How many of them the person was not asked about yet, or has not answered."""
    return adopted(vault) - int(vault.meta(_ANSWERED) or b"0")


def others(vault: Vault) -> dict[str, datetime]:
    """Other own devices of which a copy seems to be in use, with when that was received; not answered yet."""
    return {device: from_ms(at) for device, at in _kept(vault).items()}


def answer(vault: Vault) -> None:
    """The person knows of it: ask again only when there is something new."""
    with vault.transaction():
        vault.set_meta(_ANSWERED, str(adopted(vault)).encode("ascii"))
        vault.set_meta(_OTHERS, b"{}")


def watch(vault: Vault, scope: str, entries: Iterable[JudgedEntry], own: str) -> None:
    """Look at what other own devices had seen; in the transaction that keeps these entries, before them."""
    member, newest, found = enrolled(vault).member, dict[str, Seen | None](), dict[str, int]()
    for entry in entries:
        if entry.signed is None or not isinstance(entry.verdict, Counts | Late):
            continue
        record = entry.signed.record
        if entry.verdict.member != member or record.device == own or record.seen is None:
            continue
        before = newest[record.device] if record.device in newest else _before(vault, scope, record.device)
        if goes_back(before, record.seen):
            found[record.device] = entry.received
        newest[record.device] = record.seen
    if found:
        vault.set_meta(_OTHERS, msgspec.json.encode(_kept(vault) | found))


def goes_back(before: Seen | None, after: Seen | None) -> bool:
    """Whether the writer of two records knew less of the log when it wrote the later one."""
    return before is not None and after is not None and before.epoch == after.epoch and after.seq < before.seq


def _before(vault: Vault, scope: str, device: str) -> Seen | None:
    row = vault.records.newest_by(scope, device)
    return read_record(row.jws).record.seen if row else None


def _kept(vault: Vault) -> dict[str, int]:
    return _DECODER.decode(vault.meta(_OTHERS) or b"{}")
