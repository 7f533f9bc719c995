# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a passphrase to the records, and every way in which that is refused (T2, T3; issue 2)."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tbp_tui.vault import opening
from tbp_tui.vault.database import Database
from tbp_tui.vault.device_secret import KeyFileSecret, NoSecret, SecretMode
from tbp_tui.vault.errors import (
    DeviceSecretMissing,
    FolderUnusable,
    NoVault,
    PassphraseTooWeak,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultTooNew,
    WrongPassphrase,
)
from tbp_tui.vault.files import folder_locked
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.store import Vault
from tests.vault.making import PASSPHRASE, Place, record


def test_what_was_kept_is_there_after_closing(place: Place) -> None:
    with place.create() as vault:
        vault.records.add([record(1)])
        vault.set_meta("language", b"nl")
    with place.open() as vault:
        assert [row.seq for row in vault.records.current(["measure"])] == [1]
        assert vault.meta("language") == b"nl"


def test_the_real_derivation_opens_what_it_made_and_nothing_else_does(place: Place) -> None:
    place.kdf = argon2id  # type: ignore[assignment]  # the real one, at its floor
    place.create().close()
    with pytest.raises(WrongPassphrase):
        place.open(PASSPHRASE + "!")
    place.open().close()


def test_a_wrong_passphrase_changes_nothing(place: Place) -> None:
    place.create().close()
    before = place.contents()
    with pytest.raises(WrongPassphrase):
        place.open("lantaarn olijf tram wolkem")
    assert place.contents() == before


def test_unlocking_costs_one_derivation_right_or_wrong(place: Place) -> None:
    place.create().close()
    place.kdf.calls = 0
    with pytest.raises(WrongPassphrase):
        place.open("een heel andere zin dan die")
    assert place.kdf.calls == 1
    place.open().close()
    assert place.kdf.calls == 2


def test_a_passphrase_opens_however_its_accents_were_typed(place: Place) -> None:
    composed = unicodedata.normalize("NFC", "privé café olijf")
    place.create(composed).close()
    place.open(unicodedata.normalize("NFD", composed)).close()
    place.open(f"  {composed.replace(' ', chr(0xA0))}\n").close()  # as a paste may bring it


def test_files_are_for_this_user_alone_and_have_neutral_names(place: Place) -> None:
    with place.create() as vault:
        vault.records.add([record(1)])
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in place.folder.iterdir()}
    assert set(modes) == {"notes.head", "notes.db", "notes.db-wal", "notes.db-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700


def test_closing_leaves_two_files(place: Place) -> None:
    with place.create() as vault:
        vault.records.add([record(1)])
    assert set(place.contents()) == {"notes.head", "notes.db"}


def test_nothing_is_made_where_a_vault_is(place: Place) -> None:
    place.create().close()
    before = place.contents()
    with pytest.raises(VaultExists):
        place.create()
    assert place.contents() == before


def test_there_is_nothing_to_open_in_an_empty_folder(place: Place) -> None:
    assert not opening.vault_is_here(place.folder)
    with pytest.raises(NoVault):
        place.open()
    place.folder.mkdir()
    assert not opening.vault_is_here(place.folder)
    with pytest.raises(NoVault):
        place.open()
    place.create().close()
    assert opening.vault_is_here(place.folder)


def test_a_file_in_the_place_of_the_folder_is_said_so(place: Place) -> None:
    place.folder.write_text("not a folder")
    for attempt in (place.create, place.open, lambda: opening.vault_is_here(place.folder)):
        with pytest.raises(FolderUnusable) as refusal:
            attempt()
        assert refusal.value.values["reason"] in {"not-a-folder", "cannot-open"}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: ask as somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_folder_that_may_not_be_read_is_said_so(place: Place) -> None:
    place.create().close()
    place.folder.chmod(0)
    try:
        for attempt in (place.create, place.open, lambda: opening.vault_is_here(place.folder)):
            with as_nobody(), pytest.raises(FolderUnusable) as refusal:
                attempt()
            assert refusal.value.values["reason"] == "no-access"
    finally:
        place.folder.chmod(0o700)
    place.open().close()


def test_a_weak_passphrase_leaves_no_trace(place: Place) -> None:
    with pytest.raises(PassphraseTooWeak):
        place.create("te kort")
    assert not place.folder.exists()
    assert not place.key_file.exists()


def test_without_a_device_secret_the_passphrase_must_be_longer(place: Place) -> None:
    place.secret = NoSecret()
    with pytest.raises(PassphraseTooWeak):
        place.create("lantaarn olijf")
    place.create("lantaarn olijf tram wolken fiets adem").close()
    place.open("lantaarn olijf tram wolken fiets adem").close()


def test_another_key_file_is_named_as_the_cause_without_a_derivation(place: Place) -> None:
    place.create().close()
    place.kdf.calls = 0
    place.key_file.write_text("ab" * 32)
    with pytest.raises(DeviceSecretMissing) as refusal:
        place.open()
    assert refusal.value.values == {"reason": "other", "where": "key-file"}
    assert place.kdf.calls == 0


def test_a_missing_key_file_deletes_nothing_and_helps_when_it_is_back(place: Place) -> None:
    place.create().close()
    before = place.contents()
    place.key_file.rename(place.key_file.with_name("elsewhere"))
    with pytest.raises(DeviceSecretMissing) as refusal:
        place.open()
    assert refusal.value.values["reason"] == "gone"
    assert place.contents() == before
    place.key_file.with_name("elsewhere").rename(place.key_file)
    place.open().close()


def test_a_key_file_of_another_vault_is_never_overwritten(place: Place) -> None:
    place.key_file.write_text("the key to another vault")
    with pytest.raises(FolderUnusable) as refusal:
        place.create()
    assert refusal.value.values["reason"] == "key-file-exists"
    assert place.key_file.read_text() == "the key to another vault"


def test_the_store_is_asked_for_by_the_mode_in_the_header(place: Place) -> None:
    place.create().close()
    modes: list[SecretMode] = []

    def store_for(mode: SecretMode) -> KeyFileSecret:
        modes.append(mode)
        return KeyFileSecret(place.key_file)

    opening.open_vault(
        place.folder, PASSPHRASE, secret_store_for=store_for, kdf=place.kdf, random=os.urandom
    ).close()
    assert modes == [SecretMode.KEY_FILE]


def test_a_failed_creation_takes_back_what_it_made(place: Place) -> None:
    def out_of_luck(*_: object, **__: object) -> bytearray:
        raise KeyboardInterrupt  # the person gave up while the key was being stretched

    with pytest.raises(KeyboardInterrupt):
        opening.create_vault(
            place.folder,
            PASSPHRASE,
            secret_store=place.secret,
            cost=Argon2idCost.floor(),
            kdf=out_of_luck,
            random=os.urandom,
        )
    assert place.contents() == {}
    assert not place.key_file.exists()
    place.create().close()


def test_records_without_a_header_are_kept_when_a_new_vault_is_made(place: Place) -> None:
    place.create().close()
    lost = place.records.read_bytes()
    place.header.unlink()
    place.key_file.unlink()
    place.create().close()
    assert (place.folder / "notes.db.damaged-1").read_bytes() == lost


def test_a_vault_is_made_by_one_process_at_a_time(place: Place) -> None:
    place.folder.mkdir()
    with folder_locked(place.folder), pytest.raises(VaultBusy):
        place.create()
    place.create().close()


def test_a_vault_of_a_later_version_is_left_alone(place: Place) -> None:
    place.create().close()
    with place.open() as vault:
        _database_of(vault).set_user_version(99)
    with pytest.raises(VaultTooNew) as refusal:
        place.open()
    assert refusal.value.values == {"found": 99, "known": 6}


def test_an_empty_file_in_the_place_of_the_records_is_damage_and_not_a_new_vault(place: Place) -> None:
    place.create().close()
    place.records.write_bytes(b"")
    with pytest.raises(VaultDamaged):
        place.open()
    assert place.records.read_bytes() == b""


def test_missing_records_are_damage(place: Place) -> None:
    place.create().close()
    place.records.unlink()
    with pytest.raises(VaultDamaged):
        place.open()
    assert not place.records.exists()


def test_a_damaged_vault_is_renamed_as_a_whole_and_can_still_be_salvaged(place: Place) -> None:
    with place.create() as vault:
        vault.records.add([record(1)])
    aside = opening.keep_damaged(place.folder)
    assert aside == "notes.db.damaged-1"
    assert set(place.contents()) == {"notes.db.damaged-1", "notes.head.damaged-1"}
    (place.folder / aside).rename(place.records)
    (place.folder / "notes.head.damaged-1").rename(place.header)
    with place.open() as vault:
        assert vault.records.count() == 1


def test_keeping_never_overwrites_what_was_kept_before(place: Place) -> None:
    for expected in ("notes.db.damaged-1", "notes.db.damaged-2"):
        place.key_file.unlink(missing_ok=True)
        place.create().close()
        assert opening.keep_damaged(place.folder) == expected
    assert len(place.contents()) == 4
    with pytest.raises(NoVault):
        opening.keep_damaged(place.folder)


def test_nothing_secret_stands_in_a_repr(place: Place) -> None:
    with place.create() as vault:
        assert repr(vault) == "Vault(...)"


def _database_of(vault: Vault) -> Database:
    return vault._database
