# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A desk of its own for each test, and English on the screen unless the test says otherwise."""

from collections.abc import Iterator

import pytest

from tbp_tui import i18n
from tests.screens.desk import Desk


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def desk() -> Desk:
    """The app on a small case."""
    return Desk()
