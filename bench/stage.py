# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What benchmarks share: one folder that goes at the end, and two backends, made when first asked for."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.devices import Device, make_vault, paired
from bench.office import MEMBER, Office, serving_office

MANY = 10_000


@dataclass(frozen=True)
class Company:
    """A backend and one device of the person that has received everything."""

    office: Office
    device: Device

    def grow(self, count: int) -> None:
        """So many answers more in the log of the case; the device receives them when it is told to."""
        self.office.append(self.device.case.scope, self.device.answers(count))


@dataclass(frozen=True)
class Stage:
    """Everything made here is closed and removed by whoever made the stage."""

    folder: Path
    closing: ExitStack

    def place(self, name: str) -> Path:
        """A folder of this name, not made yet."""
        return self.folder / name

    def device(self, office: Office, name: str, member: str = MEMBER) -> Device:
        """One more device, paired, that has received nothing."""
        return self.closing.enter_context(paired(office, self.place(name), member))

    def company(self, name: str) -> Company:
        """A backend with the demo case, and a device."""
        folder = self.place(name)
        folder.mkdir()
        office = self.closing.enter_context(serving_office(folder))
        device = self.device(office, f"{name}/first")
        device.pull()
        return Company(office, device)

    @cached_property
    def small(self) -> Company:
        """The demo case as it is: about a hundred records."""
        return self.company("small")

    @cached_property
    def large(self) -> Company:
        """The demo case with ten thousand answers."""
        company = self.company("large")
        company.grow(MANY)
        return company

    @cached_property
    def lock(self) -> Path:
        """An empty vault: all that the lock screen needs."""
        folder = self.place("lock")
        make_vault(folder).close()
        return folder
