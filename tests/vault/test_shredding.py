# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was shredded is in no page of the file any more, also for who holds the key."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tbp_tui.vault.search import Entry
from tbp_tui.vault.store import Vault
from tests import markers
from tests.markers import MARKERS
from tests.vault.making import NOW, Place, record, scope_row

_PAGE, _RESERVED = 4096, 80
OURS, OTHER = "5f3b0c1e-0f5d-4f0e-9a53-8d4f3a2b1c00", "7d1c0c1e-0f5d-4f0e-9a53-8d4f3a2b1c11"
GONE, STAYS = MARKERS[:40], MARKERS[40:]


def every_page(vault: Vault) -> bytes:
    """The whole file decrypted page by page as SQLCipher 4 has it, free pages too; and the log beside it."""
    key, path = bytes(vault._file_key[:32]), vault._path
    assert not path.with_name(path.name + "-wal").stat().st_size
    content = path.read_bytes()
    pages = (content[start : start + _PAGE] for start in range(0, len(content), _PAGE))
    return b"".join(_decrypted(page, key, 16 if number == 0 else 0) for number, page in enumerate(pages))


def _decrypted(page: bytes, key: bytes, start: int) -> bytes:
    end = _PAGE - _RESERVED
    reading = Cipher(AES(key), CBC(page[end : end + 16])).decryptor()
    return reading.update(page[start:end]) + reading.finalize()


def fill(vault: Vault) -> None:
    """Two logs with a word in each record, in the index and in the evidence."""
    for scope, words in ((OURS, GONE), (OTHER, STAYS)):
        vault.save_scope(scope_row(scope=scope, seq=len(words)))
        for seq, word in enumerate(words, 1):
            filler = "x" * (900 + 150 * (seq % 12))
            vault.records.add([record(seq, scope=scope, id=f"{scope} {seq}", jws=f"{filler} {word}")])
            vault.search.add([Entry(scope, seq, word, word)], {scope: seq})
        vault.keep_evidence(scope, NOW, "other-history", f"{'y' * 9000} {words[0]}".encode())


def test_nothing_of_a_shredded_log_is_in_any_page_and_the_others_stay(place: Place) -> None:
    with place.create() as vault:
        fill(vault)
        vault.empty_journal()
        assert markers.readable_in(every_page(vault)) == set(MARKERS)
        with vault.transaction():
            vault.shred(OURS)
        vault.empty_journal()
        assert markers.readable_in(every_page(vault)) == set(STAYS)
        assert vault.records.count() == len(STAYS)
        assert [kept.scope for kept in vault.evidence()] == [OTHER]
        assert vault.search.is_behind()
        vault.check_integrity()


def test_a_shredding_that_is_cut_short_shreds_nothing(place: Place, tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    with place.create() as vault:
        fill(vault)
        try:
            with vault.transaction():
                vault.shred(OURS)
                raise Cut
        except Cut:
            pass
        assert vault.records.count() == len(MARKERS)
        assert len(vault.search.find(f'nl : ("{GONE[0]}")', {OURS: ["measure"]}, 5)) == 1
        assert len(vault.evidence()) == 2
