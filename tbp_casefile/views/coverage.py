# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the package has for each part of daily life: home, work, on the way, private, digital (DOMAIN G17)."""

from dataclasses import dataclass

from tbp_casefile.model.case import Area, Coverage
from tbp_casefile.views.package import MeasureLine, PackageView

AREAS: tuple[Area, ...] = ("home", "work", "transport", "private", "digital")


@dataclass(frozen=True)
class CoverageLine:
    """One part of daily life: how far it is covered in the judgement of the authority, and by what."""

    area: Area
    how: Coverage | None
    measures: tuple[MeasureLine, ...]


def coverage(package: PackageView) -> tuple[CoverageLine, ...]:
    """Every part of daily life of which the version speaks, in a fixed order."""
    lines = (_line(package, area) for area in AREAS)
    return tuple(line for line in lines if line.how is not None)


def _line(package: PackageView, area: Area) -> CoverageLine:
    by = tuple(line for line in package.measures if area in line.covers and line.state != "stopped")
    return CoverageLine(area, package.coverage.get(area), by)
