# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices of the four cases on the demo day, and of the third one in its time of minimal fulfilment."""

import pytest

from tests.cases.devices import CASES, DEMO_DAY, MINIMAL_DAY, Devices


@pytest.fixture(scope="session")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Devices:
    """Everybody who reads a case."""
    devices = Devices(tmp_path_factory.mktemp("devices"))
    devices.prepare(DEMO_DAY, *CASES)
    devices.prepare(MINIMAL_DAY, "h3-lawyer")
    return devices
