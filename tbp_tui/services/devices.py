# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The devices of the owner of this vault: which they are, one more, and one less. Knows no words."""

from collections.abc import Callable
from datetime import datetime

from tbp_casefile.crypto.seals import Random
from tbp_casefile.device_codes import meant, short_code
from tbp_casefile.times import from_ms
from tbp_casefile.views.devices import ArrivalLine, DeviceLine, DevicesView, EndingLine, Issued
from tbp_tui.services import arrivals, sealing
from tbp_tui.services.errors import NoSuchDevice, NotAsked
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import adding, copies, devices, endings, identity
from tbp_tui.sync.devices import OwnDevice
from tbp_tui.sync.endings import Ending
from tbp_tui.vault.process import this_process
from tbp_tui.vault.store import Vault


class OwnDevices:
    """What can be done with devices; adding one needs the backend and blocks, the rest is quick."""

    def __init__(self, vault: Vault, syncing: Syncing, now: Callable[[], datetime], random: Random) -> None:
        self._vault, self._syncing, self._now, self._random = vault, syncing, now, random
        self._looked: tuple[tuple[int, int], tuple[ArrivalLine, ...], bool] | None = None

    @property
    def asks(self) -> bool:
        """Whether there is something that the person should look at; quick, asked with every first page."""
        return copies.to_ask(self._vault) > 0 or bool(copies.others(self._vault))

    @property
    def over(self) -> bool:
        """Whether everything has ended on this device."""
        return identity.is_enrolled(self._vault) and endings.all_over(self._vault)

    # --- devices that wait for a yes, this one too ---------------------------------------------------------

    @property
    def arrivals(self) -> tuple[ArrivalLine, ...]:
        """Devices about which the owner of this one is asked; quick, asked with every first page."""
        return self._look()[0]

    @property
    def waits(self) -> bool:
        """Whether this device itself waits for a yes on another one; as quick."""
        return self._look()[1]

    def _look(self) -> tuple[tuple[ArrivalLine, ...], bool]:
        """Kept as long as nothing changes in the vault."""
        version = self._vault.version()
        if self._looked is None or self._looked[0] != version:
            found = arrivals.arrivals(self._vault) if identity.is_enrolled(self._vault) else ()
            waits = identity.is_enrolled(self._vault) and sealing.waits(self._vault)
            self._looked = (version, found, waits)
        return self._looked[1:]

    def asked(self, named: str) -> ArrivalLine:
        """The device that a person means, of those that they are asked about; raises NotAsked."""
        lines = self.arrivals
        found = meant(named, [line.device for line in lines])
        if len(found) != 1:
            raise NotAsked(known=", ".join(line.code for line in lines))
        return next(line for line in lines if line.device == found[0])

    def accept(self, device: str) -> None:
        """The owner said yes to a device that they were asked about; raises NotAsked."""
        arrivals.accept(self._vault, device, now=self._now(), random=self._random)

    # --- all of them ---------------------------------------------------------------------------------------

    def view(self) -> DevicesView:
        """All of it, as the logs and this vault have it."""
        if not identity.is_enrolled(self._vault):
            return DevicesView((), (), 0)
        known = devices.own_devices(self._vault)
        return DevicesView(
            tuple(self._lines(known)),
            tuple(_ending(one) for one in endings.endings(self._vault)),
            copies.to_ask(self._vault),
        )

    def _lines(self, known: list[OwnDevice]) -> list[DeviceLine]:
        used = self._vault.records.last_received([one.device for one in known])
        own, waits = identity.record_key(self._vault).device_id, devices.waits_to_end(self._vault)
        twice = copies.others(self._vault)
        return [
            DeviceLine(
                device=one.device,
                code=short_code(one.device),
                here=one.device == own,
                added=from_ms(min(one.added.values())),
                used=from_ms(used[one.device]) if one.device in used else None,
                state="ended" if one.ended else "ending" if one.device in waits else "active",
                ended=from_ms(min(one.ended.values())) if one.ended else None,
                late=one.late,
                left=len(one.active_in),
                copied=one.device in twice,
            )
            for one in known
        ]

    def find(self, named: str) -> DeviceLine:
        """The device that a person means, by its code; raises NoSuchDevice."""
        lines = self.view().devices
        found = meant(named, [line.device for line in lines])
        if len(found) != 1:
            raise NoSuchDevice(known=", ".join(line.code for line in lines))
        return next(line for line in lines if line.device == found[0])

    def revoke(self, device: str, *, late: bool) -> int:
        """End it in every log that this device still is in; in how many. From now on it waits to be sent."""
        (wanted,) = (one for one in devices.own_devices(self._vault) if one.device == device)
        return len(devices.revoke(self._vault, wanted, self._now(), self._random, late=late))

    def add(self) -> Issued:
        """A ticket for one more device; raises SyncError. Blocks, and runs in any thread."""
        return self._syncing.alone(
            lambda vault, session: adding.issue(
                vault, session, now=self._now(), process=this_process(), random=self._random
            )
        )

    def answer_copies(self) -> None:
        """The person knows of the copies that they were asked about."""
        copies.answer(self._vault)


def _ending(one: Ending) -> EndingLine:
    shredded = from_ms(one.shredded_at) if one.shredded_at else None
    return EndingLine(one.type, one.why.value, from_ms(one.at), shredded, one.lost)
