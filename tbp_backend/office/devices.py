# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`device list` and `device revoke`: what an office sees of devices, and how it ends one in every log.

The last device of a member is lost, or nobody of theirs can do it: then the office does.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from tbp_backend.errors import DeviceUnknown
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.office.places import Place, ledgers, places_of
from tbp_backend.store.store import Store
from tbp_casefile.device_codes import meant, short_code
from tbp_casefile.logstate import KnownDevice
from tbp_casefile.model import control


@dataclass(frozen=True)
class ListedDevice:
    """A device of a member: in how many logs it is, and in how many of these it has ended."""

    device: str
    member: str
    logs: int
    ended: int

    @property
    def code(self) -> str:
        """Its short code."""
        return short_code(self.device)


async def devices(home: Home, store: Store, member: str = "") -> list[ListedDevice]:
    """Every device that can sign in, of all members or of one, in all cases of this home."""
    found: dict[str, list[KnownDevice]] = {}
    async for place in _places(home, store):
        for device, known in place.standing.state.devices.items():
            if known.keys.dpop and member in {"", known.member}:
                found.setdefault(device, []).append(known)
    listed = [
        ListedDevice(device, logs[0].member, len(logs), sum(known.ended for known in logs))
        for device, logs in found.items()
    ]
    return sorted(listed, key=lambda one: (one.member, one.code))


async def revoke(home: Home, store: Store, named: str, *, late: bool) -> int:
    """End a device in every log where it is one; in how many that was. Raises DeviceUnknown.

    With `late` false nothing of it is taken in any more, and it shreds what it holds at once.
    """
    home.need_authority()
    listed = await devices(home, store)
    found = meant(named, [one.device for one in listed])
    if len(found) != 1:
        raise DeviceUnknown(name=named, known=", ".join(one.code for one in listed))
    (device,), authority, done = found, Authority(home), 0
    async for place in _places(home, store):
        known = place.standing.state.devices.get(device)
        if known is None or not _takes_an_ending_of(place, known):
            continue
        key = await authority.office(store, place.office)
        pen = Pen(key, place.scope, store.clock(), seen_at(place.standing), place.whole_hours)
        body = control.Device(known.member, device, ends=True, late=late)
        await publish(store, place.scope, [pen.write("device", body)])
        done += 1
    return done


async def _places(home: Home, store: Store) -> AsyncIterator[Place]:
    for _, ledger in ledgers(home):
        for place in await places_of(store, ledger):
            yield place


def _takes_an_ending_of(place: Place, known: KnownDevice) -> bool:
    """What has ended already, or with its member or its log, needs no ending."""
    state = place.standing.state
    return bool(place.office) and not (known.ended or state.closed) and state.is_active(known.member)
