# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A vault of version 1 opens for ever: with our program, and with nothing of our program.

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
from tests.vault import golden

VECTOR = Path(__file__).parents[1] / "vectors" / "vault-v1"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The golden vault where it may be written to."""
    return Path(shutil.copytree(VECTOR, tmp_path / "vault"))


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


def test_our_program_opens_it(copy: Path) -> None:
    with open_vault(
        copy,
        golden.PASSPHRASE,
        secret_store_for=lambda _: KeyFileSecret(copy / "second-factor"),
        kdf=argon2id,
        random=os.urandom,
    ) as vault:
        assert vault.scopes() == [golden.SCOPE_ROW]
        assert vault.records.history(["measure"]) == golden.RECORDS
        assert vault.records.current(["measure"]) == golden.RECORDS[1:]
        assert vault.outbox.all() == [golden.OUTGOING._replace(n=1)]
        assert vault.meta("language") == b"nl"
        vault.check_integrity()


def test_sqlcipher_opens_it_with_a_key_derived_by_the_book(copy: Path) -> None:
    reader = sqlcipher3.connect(copy / "notes.db")
    reader.execute(f"PRAGMA key = \"x'{raw_key_by_the_book(copy)}'\"")
    assert reader.execute("SELECT jws FROM records ORDER BY seq").fetchall() == [
        (row.jws,) for row in golden.RECORDS
    ]
    assert reader.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert reader.execute("PRAGMA user_version").fetchone() == (1,)
    reader.close()
