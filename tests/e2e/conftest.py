# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend with the first case, and an app that has been paired with it, each in folders of this test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.programs import CASE_FILE, App, Backend


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    """A serving backend that has imported case H1."""
    backend = Backend(tmp_path / "office").serve()
    imported = backend.command("case", "import", str(CASE_FILE))
    assert imported.returncode == 0, imported.stderr
    yield backend
    backend.kill()


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An app that has not been set up."""
    return App(tmp_path)


@pytest.fixture
def paired(app: App, backend: Backend) -> App:
    """An app that was paired and has received everything once."""
    result = app.enrol(backend.ticket())
    assert result.code == 0, result.err
    return app
