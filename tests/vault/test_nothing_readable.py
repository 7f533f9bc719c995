# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""No word of a person stands readable in any file, during use, after locking, after kill -9 (T1)."""

import base64
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tbp_tui.vault.store import Vault
from tests import markers
from tests.markers import MARKERS
from tests.vault.making import NOW, Place, outgoing, record, scope_row

ROOT = Path(__file__).parents[2]


def plant(vault: Vault) -> None:
    """Put every word where texts, names and ids go, plain and inside a signed record."""
    for number, word in enumerate(MARKERS):
        payload = base64.urlsafe_b64encode(json.dumps({"body": {"nl": f"Bel {word}."}}).encode()).decode()
        jws = f"header.{payload.rstrip('=')}.signature"
        match number % 5:
            case 0:
                vault.records.add([record(number + 1, jws=jws)])
            case 1:
                vault.records.add([record(number + 1, entity=word, role=word)])
            case 2:
                vault.outbox.queue(outgoing(jws=jws, code=word))
            case 3:
                vault.set_meta(word, word.encode("utf-16-le"))
            case _:
                vault.keep_evidence("scope", NOW, "fork", word.encode().hex().encode())
                vault.save_scope(scope_row(scope=word, head=jws))


def test_the_search_knows_every_form() -> None:
    word = MARKERS[7]
    for around in (b"", b"a", b"ab", b"abc"):
        told = around + word.encode() + b" en verder"
        assert markers.readable_in(base64.b64encode(told)) == {word}
        assert markers.readable_in(base64.urlsafe_b64encode(told)) == {word}
        assert markers.readable_in(told.hex().encode()) == {word}
        assert markers.readable_in(told.decode().encode("utf-16")) == {word}
    assert markers.readable_in(b"nothing of the kind") == set()
    assert len(set(MARKERS)) == 50


def test_nothing_is_readable_during_use_and_after_locking(place: Place, tmp_path: Path) -> None:
    vault = place.create()
    plant(vault)
    assert {"notes.db-wal", "notes.db-shm"} <= set(place.contents())
    assert markers.readable_below(tmp_path) == {}
    vault.close()
    assert markers.readable_below(tmp_path) == {}


def test_the_same_search_finds_every_word_in_a_vault_without_a_key(place: Place, tmp_path: Path) -> None:
    with place.create() as vault:
        plant(vault)
        plain = tmp_path / "plain"
        plain.mkdir()
        markers.copy_without_a_key(vault, plain / "notes.db")
    assert set().union(*markers.readable_below(plain).values()) == set(MARKERS)


def test_a_file_name_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / f"{MARKERS[0]}.txt").touch()
    assert markers.readable_below(tmp_path) == {str(tmp_path / f"{MARKERS[0]}.txt"): {MARKERS[0]}}


def test_nothing_is_readable_after_kill_9(place: Place, tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.vault.making import Place
from tests.vault.test_nothing_readable import plant
vault = Place(Path(sys.argv[1])).create()
transaction = vault.transaction()
plant(vault)
transaction.__enter__()
plant_again = [vault.set_meta(f"again {n}", b"qvlovlofisx00" * 500) for n in range(500)]
print("planted", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "planted\n"
        writer.send_signal(signal.SIGKILL)
    assert "notes.db-wal" in place.contents()
    assert markers.readable_below(tmp_path) == {}
    with place.open() as vault:
        assert vault.records.count() == 20


@pytest.mark.parametrize("word", MARKERS[:3])
def test_a_plain_file_with_one_word_is_caught(word: str, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f"12:00 opened {word}\n")
    assert markers.readable_below(tmp_path)[str(tmp_path / "log")] == {word}
