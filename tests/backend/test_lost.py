# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import` after a restore: what is not there any more is not published again by accident (T32)."""

from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.office.ledger import Ledger, read_ledger
from tests.backend.desk import OWN, OWN_CASE
from tests.backend.test_backup import rows, tbp
from tests.backend.test_import_again import BULLETIN, new_row

PUBLISHED = "SELECT count(*) FROM entries"


def imported(home: Path, text: str, *options: str) -> int:
    """Bring a case file; the exit code."""
    file = home.parent / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return tbp(home, "case", "import", *options, str(file))


def ledger(home: Path) -> Ledger:
    """What the office knows of it."""
    known = read_ledger(Home(home).authority / "cases" / f"{OWN_CASE}.json")
    assert known
    return known


def count(home: Path) -> int:
    return int(rows(home / "backend.db", PUBLISHED)[0][0])


def put_back(home: Path) -> None:
    assert tbp(home, "restore", str(home.parent / "copy")) == 0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office with a case, and a backup of it."""
    assert imported(tmp_path / "home", OWN) == 0
    assert tbp(tmp_path / "home", "backup", str(tmp_path / "copy")) == 0
    return tmp_path / "home"


LATER = new_row(OWN, "measures", BULLETIN)


def test_records_that_devices_will_bring_back_wait_for_them(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(home, LATER) == 0
    put_back(home)
    before, known = count(home), ledger(home)
    capsys.readouterr()
    assert imported(home, LATER) == 2
    assert "1 of the records published" in capsys.readouterr().err
    assert (count(home), ledger(home)) == (before, known)
    assert imported(home, LATER, "--again") == 0
    assert count(home) == before + 1
    assert imported(home, LATER) == 0
    assert count(home) == before + 1


def test_what_was_all_in_the_backup_is_nothing_new(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_back(home)
    assert imported(home, OWN) == 0
    assert "Nothing new" in capsys.readouterr().out
