# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A vault of every version opens for ever: with our program, and with nothing of our program.

The second reader follows the layout that `header.py` documents, with `cryptography` and `sqlcipher3` alone.
"""

import os
import shutil
import struct
import unicodedata
from pathlib import Path

import pytest
import sqlcipher3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import argon2id
from tbp_tui.vault.opening import open_vault
from tbp_tui.vault.schema import MIGRATIONS
from tbp_tui.vault.store import Vault
from tests.vault import golden

VECTORS = Path(__file__).parents[1] / "vectors"
NEWEST = len(MIGRATIONS)


@pytest.fixture(params=range(1, NEWEST + 1))
def version(request: pytest.FixtureRequest) -> int:
    """Every version that was ever written."""
    return int(request.param)


@pytest.fixture
def copy(tmp_path: Path, version: int) -> Path:
    """The golden vault where it may be written to."""
    return Path(shutil.copytree(VECTORS / f"vault-v{version}", tmp_path / "vault"))


def opened(folder: Path) -> Vault:
    """As our program opens it."""
    return open_vault(
        folder,
        golden.PASSPHRASE,
        secret_store_for=lambda _: KeyFileSecret(folder / "second-factor"),
        kdf=argon2id,
        random=os.urandom,
    )


def raw_key_by_the_book(folder: Path) -> str:
    """Key and salt of the records file, from the header alone."""
    head = (folder / "notes.head").read_bytes()[:2048]
    secret = bytes.fromhex((folder / "second-factor").read_text())
    memory, passes, lanes = struct.unpack(">III", head[4:16])
    stretched = Argon2id(
        salt=head[16:48], length=32, iterations=passes, lanes=lanes, memory_cost=memory, secret=secret
    ).derive(unicodedata.normalize("NFC", golden.PASSPHRASE).encode())
    opened = []
    for number in range(4):
        key = HKDF(algorithm=SHA256(), length=32, salt=secret, info=b"slot %d" % number).derive(stretched)
        slot = head[80 + 76 * number : 80 + 76 * (number + 1)]
        try:
            opened.append(AESGCMSIV(key).decrypt(slot[:12], slot[12:], head[:80]))
        except InvalidTag:
            continue
    assert len(opened) == 1
    assert opened[0][32:] == bytes(16)
    return HKDF(algorithm=SHA256(), length=48, salt=None, info=b"file notes.db").derive(opened[0][:32]).hex()


def read_by_the_book(folder: Path) -> sqlcipher3.Connection:
    """As a program opens it that shares nothing with ours."""
    reader = sqlcipher3.connect(folder / "notes.db")
    reader.execute(f"PRAGMA key = \"x'{raw_key_by_the_book(folder)}'\"")
    return reader


def test_our_program_opens_it_and_nothing_is_lost(copy: Path, version: int) -> None:
    with opened(copy) as vault:
        assert vault.scopes() == [golden.SCOPE_ROW]
        assert vault.records.history(["measure"]) == golden.RECORDS
        assert vault.records.current(["measure"]) == golden.RECORDS[1:]
        assert vault.outbox.all() == [golden.OUTGOING._replace(n=1)]
        assert vault.aside.all() == ([golden.ASIDE._replace(n=1)] if version >= 3 else [])
        assert vault.meta("language") == b"nl"
        assert vault._database.user_version() == NEWEST
        vault.check_integrity()


def test_what_has_no_words_yet_gets_them_and_is_found(copy: Path, version: int) -> None:
    with opened(copy) as vault:
        assert vault.search.is_behind() == (version == 1)
        new = vault.search.unindexed(["measure"], 10)
        assert new.rows == (golden.RECORDS if version == 1 else [])
        vault.search.add(golden.WORDS if new.rows else [], new.reached)
        assert vault.search.find('nl : ("cafe")', {golden.SCOPE: ["measure"]}, 10) == golden.RECORDS[1:]
        vault.check_integrity()


def test_what_belongs_to_sealed_logs_is_there_from_version_4(copy: Path, version: int) -> None:
    with opened(copy) as vault:
        id_, number, key = golden.SCOPE_KEY
        assert vault.sealed.keys(golden.SCOPE) == ({id_: (number, key)} if version >= 4 else {})
        assert vault.sealed.body(golden.RECORDS[1].leaf) == (golden.BODY if version >= 4 else None)
        unopened = [("no-key", id_, golden.RECORDS[0])] if version >= 4 else []
        assert vault.sealed.unopened() == unopened
        assert vault.sealed.waiting(golden.SCOPE, id_, "no-key") == [row for _, _, row in unopened]


def test_what_somebody_was_typing_is_there_from_version_5(copy: Path, version: int) -> None:
    place, text, _ = golden.UNFINISHED
    with opened(copy) as vault:
        assert vault.unfinished.text(place) == (text if version >= 5 else "")
        assert vault.unfinished.places() == ([place] if version >= 5 else [])


def test_what_somebody_wrote_for_themselves_is_there_from_version_6(copy: Path, version: int) -> None:
    with opened(copy) as vault:
        assert vault.notes.all() == ([golden.NOTE] if version >= 6 else [])
        vault.notes.add("Nog een.", golden.NOTE.at, "")
        newest = vault.notes.all()[0]
        vault.notes.forget(newest.n)
        vault.notes.add("En nog een.", golden.NOTE.at, "")
        again = vault.notes.all()[0]
        assert (again.n > newest.n, again.text) == (True, "En nog een.")


def test_sqlcipher_opens_it_with_a_key_derived_by_the_book(copy: Path, version: int) -> None:
    reader = read_by_the_book(copy)
    assert reader.execute("SELECT jws FROM records ORDER BY seq").fetchall() == [
        (row.jws,) for row in golden.RECORDS
    ]
    assert reader.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert reader.execute("PRAGMA user_version").fetchone() == (version,)
    reader.close()


def test_sqlcipher_finds_the_same_words(copy: Path) -> None:
    with opened(copy) as vault:
        if vault.search.is_behind():
            vault.search.add(golden.WORDS, {golden.SCOPE: golden.SCOPE_ROW.seq})
    reader = read_by_the_book(copy)
    seqs = "SELECT seq FROM words JOIN indexed ON n = words.rowid WHERE words MATCH ?"
    assert reader.execute(seqs, ('en : ("lam"*)',)).fetchall() == [(row.seq,) for row in golden.RECORDS]
    reader.close()
