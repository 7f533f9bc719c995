# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The devices of this device's own member, told from the logs; one of them ended in every log (DESIGN 6).

A revocation is a record in each log. One that stands anywhere is carried into the others by whichever own
device comes first, at its next sync: so a revocation that was cut short is finished.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tbp_casefile import model
from tbp_casefile.crypto.seals import Random
from tbp_casefile.model import control
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import drafts, outbox
from tbp_tui.sync.identity import enrolled, record_key
from tbp_tui.sync.states import Standing, Worth
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault


@dataclass
class OwnDevice:
    """A device of this member: by log when it came in and when it was ended, in Unix milliseconds.

    `late` is false as soon as one ending says so: it was stolen.
    """

    device: str
    added: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    late: bool = True

    @property
    def active_in(self) -> list[str]:
        """The logs that hold no ending of it."""
        return [scope for scope in self.added if scope not in self.ended]


def own_devices(vault: Vault) -> list[OwnDevice]:
    """Every device of this member that ever came in, the oldest first; keys of an office left out."""
    member, found = enrolled(vault).member, dict[str, OwnDevice]()
    for scope, received, body in device_records(vault):
        if body.member != member:
            continue
        if not body.ends and body.keys and body.keys.dpop:
            known = found.setdefault(body.device, OwnDevice(body.device))
            known.added[scope] = received
        elif body.ends and body.device in found:
            known = found[body.device]
            known.ended[scope] = received
            known.late = known.late and body.late
    return sorted(found.values(), key=lambda one: min(one.added.values()))


def device_records(vault: Vault) -> Iterator[tuple[str, int, control.Device]]:
    """Those that count, by log in their order; in a log an ending comes after what it ends."""
    for row in vault.records.history({"device"}):
        if row.verdict == Worth.COUNTS:
            yield row.scope, row.received, _body(row.jws)


def _body(jws: str) -> control.Device:
    record = read_record(jws).record
    body = model.read_body("device", record.schema, record.body)
    assert isinstance(body, control.Device)
    return body


def revoke(vault: Vault, device: OwnDevice, now: datetime, random: Random, *, late: bool) -> list[OutboxRow]:
    """End a device in every log that this device still is in, all of it queued or nothing.

    With `late` false nothing of it is taken in any more and it shreds what it holds at once. A log in which
    the ending waits already is left alone.
    """
    with vault.transaction():
        open_ones = {place.scope for place in vault.scopes() if place.state == Standing.OPEN}
        done = {row.scope for row in _queued(vault) if _body(row.jws).device == device.device}
        wanted = [scope for scope in device.active_in if scope in open_ones - done]
        body = control.Device(enrolled(vault).member, device.device, ends=True, late=late)
        return [_write(vault, scope, "device", body, now, random) for scope in wanted]


def _queued(vault: Vault) -> Iterable[OutboxRow]:
    return [row for row in vault.outbox.all() if row.kind == "device"]


def waits_to_end(vault: Vault) -> set[str]:
    """Devices whose ending still waits in the outbox."""
    return {_body(row.jws).device for row in _queued(vault)}


def finish(vault: Vault, now: datetime, random: Random) -> int:
    """Carry every revocation that stands in some log into the others; how many records that took."""
    devices = own_devices(vault)
    ended = [one for one in devices if one.ended]
    own = record_key(vault).device_id
    if any(one.device == own for one in ended):
        return 0
    return sum(len(revoke(vault, one, now, random, late=one.late)) for one in ended if one.active_in)


def write_tickets(vault: Vault, body: control.Ticket, now: datetime, random: Random) -> list[OutboxRow]:
    """Put a ticket of this member in line in every log that this device still is in."""
    own = record_key(vault).device_id
    with vault.transaction():
        mine = next((one for one in own_devices(vault) if one.device == own), OwnDevice(own))
        open_ones = {place.scope for place in vault.scopes() if place.state == Standing.OPEN}
        wanted = [scope for scope in mine.active_in if scope in open_ones]
        return [_write(vault, scope, "ticket", body, now, random) for scope in wanted]


def _write(
    vault: Vault, scope: str, kind: str, body: control.Device | control.Ticket, now: datetime, random: Random
) -> OutboxRow:
    place = vault.scope(scope)
    moment = drafts.written_at(now, place.type if place else "")
    return outbox.write(vault, scope=scope, kind=kind, body=body, at=moment, now=now, random=random)
