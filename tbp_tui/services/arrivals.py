# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices about which a person is asked: new ones of their own, and those that wait to read what is sealed.

A no is nothing here: ending a device is done where devices are ended. Knows no words.
"""

from collections.abc import Iterable
from datetime import datetime

from tbp_casefile.crypto.seals import Random
from tbp_casefile.device_codes import short_code
from tbp_casefile.tables import SEALED
from tbp_casefile.times import from_ms
from tbp_casefile.views.devices import ArrivalLine
from tbp_tui.services.errors import NotAsked
from tbp_tui.sync import devices, newcomers, scope_keys
from tbp_tui.sync.scope_keys import NewDevice
from tbp_tui.vault.store import Vault

_NOT_READ = SEALED | {"system"}
"""What is sealed waits for a yes, and `system` is everybody's: neither is told as read already."""


def arrivals(vault: Vault) -> tuple[ArrivalLine, ...]:
    """Everything that is asked, the oldest device first; own ones before those of others."""
    sealed, ending = scope_keys.new_devices(vault), devices.waits_to_end(vault)
    asks = {one.device: one for one in sealed if one.device not in ending}
    unknown = {one.device: one for one in newcomers.to_ask(vault)}
    own = unknown.keys() | {device for device, one in asks.items() if one.own}
    came = {device: _came(vault, device) for device in own | asks.keys()}
    lines = [_line(vault, device, device in own, came[device], asks.get(device)) for device in came]
    return tuple(sorted(lines, key=lambda line: (not line.own, line.added, line.device)))


def _came(vault: Vault, device: str) -> dict[str, int]:
    """In which logs it came in, and when that was received."""
    records = devices.device_records(vault)
    return {scope: at for scope, at, body in records if body.device == device and not body.ends}


def _line(vault: Vault, device: str, own: bool, came: dict[str, int], asks: NewDevice | None) -> ArrivalLine:
    types = {place.scope: place.type for place in vault.scopes()}
    return ArrivalLine(
        device=device,
        code=short_code(device),
        own=own,
        role=asks.role.value if asks else "",
        added=from_ms(min(came.values())),
        own_ticket=own and newcomers.by_own_ticket(vault, device),
        reads=_parts(types, came if own else ()),
        after_yes=tuple(dict.fromkeys(types[scope] for scope in asks.scopes)) if asks else (),
    )


def _parts(types: dict[str, str], scopes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({types[scope] for scope in scopes if types.get(scope, "system") not in _NOT_READ}))


def accept(vault: Vault, device: str, *, now: datetime, random: Random) -> None:
    """The owner said yes: it is not asked about again, and is handed every key so that it reads all.

    Goes out at the next sync. Raises NotAsked for a device about which nobody is asked.
    """
    asked = arrivals(vault)
    if all(line.device != device for line in asked):
        raise NotAsked(known=", ".join(line.code for line in asked))
    with vault.transaction():
        scope_keys.accept(vault, device, now=now, random=random)
        if any(line.own for line in asked if line.device == device):
            newcomers.answer(vault, device)
