# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The cipher is in force or nothing happens (T23), and a second reader agrees on the format (SECURITY 2d)."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
import sqlcipher3

from tbp_tui.vault import selfcheck
from tbp_tui.vault.database import Database
from tbp_tui.vault.errors import CipherMissing, VaultDamaged
from tests.vault.making import Place, record

ROOT = Path(__file__).parents[2]

CREATE_OR_SAY_WHY = """
import sys
from pathlib import Path
import apsw
if "--pretend" in sys.argv:
    apsw.mc_version = "SQLite3 Multiple Ciphers"
from tbp_tui.vault.errors import CipherMissing
from tests.vault.making import Place
place = Place(Path(sys.argv[1]))
try:
    place.open() if place.header.exists() else place.create()
    print("written")
except CipherMissing as refusal:
    print(refusal.values["reason"])
"""


@pytest.fixture(scope="session")
def plain_apsw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the `apsw` that has no ciphers, as somebody may install it beside ours."""
    target = tmp_path_factory.mktemp("plain-apsw")
    quietly = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(target)]
    installed = subprocess.run(
        [sys.executable, "-m", "pip", "install", *quietly, "apsw"],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        pytest.skip(f"no plain apsw to be had: {installed.stderr.strip()[-200:]}")
    return target


def with_driver(driver: Path, place: Place, *options: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", CREATE_OR_SAY_WHY, str(place.folder.parent), *options],
        env=os.environ | {"PYTHONPATH": str(driver)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


@pytest.mark.real
def test_a_plain_apsw_beside_ours_is_refused_and_writes_nothing(place: Place, plain_apsw: Path) -> None:
    assert with_driver(plain_apsw, place) == "plain-apsw"
    assert place.contents() == {}
    assert not place.key_file.exists()


@pytest.mark.real
def test_a_plain_apsw_is_refused_at_opening_too(place: Place, plain_apsw: Path) -> None:
    place.create().close()
    before = place.contents()
    assert with_driver(plain_apsw, place) == "plain-apsw"
    assert place.contents() == before
    place.open().close()


@pytest.mark.real
def test_a_driver_that_only_says_it_has_ciphers_is_found_out(place: Place, plain_apsw: Path) -> None:
    assert with_driver(plain_apsw, place, "--pretend") == "not-in-force"
    assert place.contents() == {}


def test_a_driver_that_is_absent_is_refused(place: Place, tmp_path: Path) -> None:
    (tmp_path / "driver").mkdir()
    (tmp_path / "driver" / "apsw.py").write_text("raise ImportError('gone')")
    script = "from tbp_tui.vault.selfcheck import check_driver\ncheck_driver()"
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "driver")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "CipherMissing: vault.cipher-missing reason=no-apsw" in answer.stderr


def test_a_vault_that_lies_in_the_clear_is_refused(place: Place) -> None:
    place.create().close()
    place.records.unlink()
    plain = sqlite3.connect(place.records)
    plain.execute("CREATE TABLE meta (key, value)")
    plain.close()
    before = place.contents()
    with pytest.raises(CipherMissing) as refusal:
        place.open()
    assert refusal.value.values["reason"] == "plaintext-file"
    assert place.contents() == before


def test_the_self_check_leaves_no_file(tmp_path: Path) -> None:
    selfcheck.check_cipher(tmp_path, os.urandom)
    assert list(tmp_path.iterdir()) == []


def test_a_connection_has_the_settings_that_we_rely_on(place: Place) -> None:
    with place.create() as vault:
        setting = {
            name: vault._database.row(f"PRAGMA {name}")
            for name in (
                "journal_mode",
                "synchronous",
                "secure_delete",
                "temp_store",
                "trusted_schema",
                "cipher",
            )
        }
    assert setting == {
        "journal_mode": ("wal",),
        "synchronous": (2,),
        "secure_delete": (1,),
        "temp_store": (2,),
        "trusted_schema": (0,),
        "cipher": ("sqlcipher",),
    }


def test_extensions_cannot_be_loaded(place: Place) -> None:
    with place.create() as vault, pytest.raises(apsw.SQLError):
        vault._database.row("SELECT load_extension('libm.so.6')")


def second_reader(path: Path, file_key: bytearray) -> sqlcipher3.Connection:
    reader = sqlcipher3.connect(path)
    reader.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"")
    return reader


def test_sqlcipher_reads_what_we_wrote_and_finds_it_sound(place: Place) -> None:
    rows = [record(seq) for seq in range(1, 200)]
    with place.create() as vault:
        vault.records.add(rows)
        file_key = vault._file_key.copy()
    reader = second_reader(place.records, file_key)
    assert reader.execute("SELECT * FROM records ORDER BY seq").fetchall() == rows
    assert reader.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    reader.close()


def test_we_read_what_sqlcipher_wrote(place: Place) -> None:
    with place.create() as vault:
        file_key = vault._file_key.copy()
    writer = second_reader(place.records, file_key)
    row = record(1)
    writer.execute(f"INSERT INTO records VALUES ({', '.join('?' * len(row))})", row)
    writer.commit()
    writer.close()
    with place.open() as vault:
        assert vault.records.history(["measure"]) == [row]
        vault.check_integrity()


def test_the_file_begins_with_its_salt_and_nothing_known(place: Place) -> None:
    with place.create() as vault:
        file_key = vault._file_key.copy()
    assert place.records.read_bytes()[:16] == file_key[32:]


def test_another_key_reads_nothing(place: Place) -> None:
    place.create().close()
    with pytest.raises(VaultDamaged):
        Database(place.records, bytearray(os.urandom(48)))
