# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend with the first case, and an app that was paired with it: made once, copied for each test.

The copy keeps the port of the original, as a backend does at every start: so one test runs at a time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.programs import CASE_FILE, App, Backend
from tests.e2e.tmux import Tmux


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office that has imported case H1, and an app that has received everything once."""
    folder = tmp_path_factory.mktemp("template")
    backend = Backend(folder / "office").serve()
    try:
        imported = backend.command("case", "import", str(CASE_FILE))
        assert imported.returncode == 0, imported.stderr
        paired = App(folder).enrol(backend.ticket())
        assert paired.code == 0, paired.err
    finally:
        backend.kill()
    return folder


@pytest.fixture
def backend(tmp_path: Path, template: Path) -> Iterator[Backend]:
    """A serving backend that has imported case H1."""
    shutil.copytree(template / "office", tmp_path / "office")
    backend = Backend(tmp_path / "office").serve()
    yield backend
    backend.kill()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A window that is closed after the test."""
    window = Tmux(tmp_path)
    yield window
    window.close()


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An app that has not been set up."""
    return App(tmp_path)


@pytest.fixture
def paired(app: App, backend: Backend, template: Path) -> App:
    """An app that was paired with this backend and has received everything once."""
    shutil.copytree(template / "tbp-home", app.home)
    shutil.copy2(template / "second.key", app.folder / "second.key")
    return app
