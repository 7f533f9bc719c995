# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend for each test that changes who is in a log, and one for two who talk already."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backend.conftest import postgres as postgres
from tests.peers.people import Machine, People, served


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a backend with one case, that served once and stopped."""
    folder = tmp_path_factory.mktemp("founded")
    with served(folder):
        pass
    return folder / "home"


@pytest.fixture
def people(tmp_path: Path, founded: Path) -> Iterator[People]:
    """Nobody there yet."""
    with served(tmp_path, copied=founded) as office:
        gathered = People(office, tmp_path)
        yield gathered
        gathered.close()


@pytest.fixture
def two(people: People) -> tuple[Machine, Machine]:
    """A person and an expert in a talk."""
    return people.two()
