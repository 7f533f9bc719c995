# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`device list` and `device revoke`: what an office sees of devices, and how it ends one in every log.

The last device of a member is lost, or nobody of theirs can do it: then the office does.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from tbp_backend.errors import DeviceUnknown
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.ledger import Ledger, read_ledger
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.states import Standing
from tbp_backend.store.store import Store
from tbp_casefile.device_codes import meant, short_code
from tbp_casefile.members import KnownDevice
from tbp_casefile.model import control
from tbp_casefile.tables import WHOLE_HOURS, Role, ScopeType


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
        if known is None or not place.takes_an_ending_of(known):
            continue
        key = await authority.office(store, place.office)
        pen = Pen(key, place.scope, store.clock(), seen_at(place.standing), place.whole_hours)
        body = control.Device(known.member, device, ends=True, late=late)
        await publish(store, place.scope, [pen.write("device", body)])
        done += 1
    return done


@dataclass(frozen=True)
class _Place:
    """One log of a case, and the office that decides in that case."""

    scope: str
    type: ScopeType
    standing: Standing
    office: str

    @property
    def whole_hours(self) -> bool:
        return self.type in WHOLE_HOURS

    def takes_an_ending_of(self, known: KnownDevice) -> bool:
        """What has ended already, or with its member or its log, needs no ending."""
        state = self.standing.state
        return bool(self.office) and not (known.ended or state.closed) and state.is_active(known.member)


async def _places(home: Home, store: Store) -> AsyncIterator[_Place]:
    for ledger in _ledgers(home):
        standings = {ScopeType(log): await store.standing(scope) for log, scope in ledger.scopes.items()}
        office = _deciding(standings[ScopeType.CASE]) if ScopeType.CASE in standings else ""
        for log, standing in standings.items():
            yield _Place(ledger.scopes[log], log, standing, office)


def _ledgers(home: Home) -> Iterator[Ledger]:
    for path in sorted((home.authority / "cases").glob("*.json")):
        if ledger := read_ledger(path):
            yield ledger


def _deciding(standing: Standing) -> str:
    members = standing.state.members.items()
    deciding = (name for name, known in members if known.role is Role.AUTHORITY and not known.ended)
    return next(deciding, "")
