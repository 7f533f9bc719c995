# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The small door to the case file: the keys that a real system log proves, and a log to write in."""

import pytest

from tbp_casefile.keys import SystemKeys
from tests.logs import LogBuilder, case_log, system_keys


@pytest.fixture
def keys() -> SystemKeys:
    """What a device knows of the system's keys after its first sync."""
    return system_keys()


@pytest.fixture
def case() -> LogBuilder:
    """A case with an authority, a contact person and a person, each with one device."""
    return case_log()
