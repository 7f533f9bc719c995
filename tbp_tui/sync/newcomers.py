# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices of this member that came in after this one: their owner is asked once whether they are theirs.

Whoever may let people in can add one, so only the owner's word counts. Which devices were there before this
one is noted once, after the first sync: a log that is shown later makes no device older than it is.
"""

from collections.abc import Iterator

import msgspec

from tbp_casefile import model
from tbp_casefile.model import control
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync.devices import OwnDevice, device_records, own_devices, waits_to_end
from tbp_tui.sync.identity import enrolled, is_enrolled, record_key
from tbp_tui.sync.states import Worth
from tbp_tui.vault.store import Vault

_KNOWN = "sync.devices.known"
_DECODER = msgspec.json.Decoder(set[str])


def note_first(vault: Vault) -> None:
    """After a sync: from now on every device that was not here before this one is asked about."""
    if vault.meta(_KNOWN) is None and is_enrolled(vault):
        before = set(_before_this_one(vault))
        if before:
            _keep(vault, before)


def _before_this_one(vault: Vault) -> Iterator[str]:
    """This device, and those that stand before it in some log; none as long as it stands in none."""
    own, lined_up = record_key(vault).device_id, dict[str, list[str]]()
    for scope, _received, body in device_records(vault):
        if body.member == enrolled(vault).member and not body.ends:
            lined_up.setdefault(scope, []).append(body.device)
    for devices in lined_up.values():
        if own in devices:
            yield from devices[: devices.index(own) + 1]


def to_ask(vault: Vault) -> list[OwnDevice]:
    """Active devices of this member that came later and that their owner did not say yes to yet."""
    known = _known(vault)
    if known is None:
        return []
    known |= waits_to_end(vault)
    return [one for one in own_devices(vault) if not one.ended and one.device not in known]


def answer(vault: Vault, device: str) -> None:
    """The owner knows it: it is not asked about again."""
    _keep(vault, (_known(vault) or set()) | {device})


def by_own_ticket(vault: Vault, device: str) -> bool:
    """Whether it came in with a ticket that a device of this member wrote, wherever it came in."""
    came = [body for _, _, body in device_records(vault) if body.device == device and not body.ends]
    used = {body.proof.ticket for body in came if body.proof}
    own = {
        ticket.ticket
        for row in vault.records.history({"ticket"})
        if (row.member, row.verdict) == (enrolled(vault).member, Worth.COUNTS)
        and (ticket := _ticket(row.jws))
    }
    return len(came) > 0 and all(body.proof for body in came) and used <= own


def _ticket(jws: str) -> control.Ticket | None:
    record = read_record(jws).record
    if not model.is_known(record.kind, record.schema):
        return None
    body = model.read_body(record.kind, record.schema, record.body)
    return body if isinstance(body, control.Ticket) else None


def _known(vault: Vault) -> set[str] | None:
    kept = vault.meta(_KNOWN)
    return None if kept is None else _DECODER.decode(kept)


def _keep(vault: Vault, devices: set[str]) -> None:
    vault.set_meta(_KNOWN, msgspec.json.encode(sorted(devices)))
