# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend in this process that writes no log lines."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture
def quiet_backend() -> Iterator[None]:
    """Its lines are tested elsewhere, and would be half of the work here."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()
