# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A place for a vault, for every test its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_tui.vault.store import Vault
from tests.vault.making import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder without a vault."""
    return Place(tmp_path)


@pytest.fixture
def vault(place: Place) -> Iterator[Vault]:
    """An empty vault, open."""
    with place.create() as vault:
        yield vault
