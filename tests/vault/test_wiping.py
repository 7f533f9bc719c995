# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wiping (T10): keys first, files last; a process that dies in between leaves nothing half open."""

import secrets
import shutil
from pathlib import Path

import pytest

from tbp_tui.vault import files, wiping
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, NoKeyring, VaultError
from tbp_tui.vault.place import WIPING, vault_is_here, wiping_is_begun
from tbp_tui.vault.rooms import make_room
from tests.vault.making import NOW, Place, outgoing


class Dies(BaseException):
    """The process is gone at this step."""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A vault with something in it that nobody received."""
    place = Place(tmp_path)
    with place.create() as vault:
        vault.outbox.queue(outgoing())
        vault.notes.add("alleen hier", NOW, "")
    return place


def wipe(place: Place) -> bool:
    """The whole of it, as one process after the other does it."""
    gone = wiping.destroy_keys(place.folder, lambda _: place.secret)
    wiping.remove_files(place.folder, "settings.json")
    return gone


def test_nothing_of_it_is_left(place: Place) -> None:
    (place.folder / "settings.json").write_text("{}")
    (place.folder / "notes.db.damaged-1").write_bytes(b"kept once")
    (place.folder / "notes.head.damaged-1").write_bytes(b"with its header")
    assert wipe(place)
    assert not place.folder.exists()
    assert not place.key_file.exists()


def test_a_room_beside_it_goes_as_well(place: Place) -> None:
    with place.open() as vault:
        name, room = make_room(vault, secrets.token_bytes)
        room.close()
        path = vault.beside(name)
    assert path.exists()
    wipe(place)
    assert not path.exists()


def test_what_somebody_else_keeps_there_stays(place: Place) -> None:
    (place.folder / "recept.txt").write_text("appeltaart")
    wipe(place)
    assert [file.name for file in place.folder.iterdir()] == ["recept.txt"]


def test_a_copy_of_the_folder_made_before_opens_for_nobody(place: Place, tmp_path: Path) -> None:
    shutil.copytree(place.folder, tmp_path / "copy")
    wipe(place)
    shutil.copytree(tmp_path / "copy", place.folder)
    with pytest.raises(DeviceSecretMissing):
        place.open()


def test_the_key_to_another_vault_stays(place: Place) -> None:
    place.key_file.write_text("ab" * 32 + "\n")
    assert not wipe(place)
    assert place.key_file.exists()
    assert not place.folder.exists()


def test_a_keyring_that_does_not_answer_holds_up_nothing(place: Place) -> None:
    class Silent:
        mode = SecretMode.KEY_FILE

        def keep(self, vault_id: str, secret: bytes) -> None:
            raise NoKeyring(reason="hangs")

        def fetch(self, vault_id: str) -> bytes:
            raise NoKeyring(reason="hangs")

        def forget(self, vault_id: str) -> None:
            raise NoKeyring(reason="hangs")

    assert not wiping.destroy_keys(place.folder, lambda _: Silent())
    assert not vault_is_here(place.folder)
    with pytest.raises(VaultError):
        place.open()


STEPS = 4
"""How often the folder is made durable in one wiping: mark, header, files, mark."""


@pytest.mark.parametrize("step", range(STEPS + 1))
def test_whenever_it_dies_the_next_one_finishes_and_nothing_half_is_left(
    place: Place, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = step

    def dying(folder: Path) -> None:
        nonlocal left
        if left == 0:
            raise Dies
        left -= 1

    with monkeypatch.context() as patch:
        patch.setattr(files, "sync_folder", dying)
        died = False
        try:
            wipe(place)
        except Dies:
            died = True
    assert died == (step < STEPS)
    assert wiping_is_begun(place.folder) == (step < STEPS - 1)
    if step > 0:
        with pytest.raises(VaultError):  # (1) was noted alone: it is still whole, and the next one goes on
            place.open()
    if place.folder.exists():
        wipe(place)
    assert not place.folder.exists()
    assert not place.key_file.exists()


def test_the_mark_goes_last(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    unlink = Path.unlink

    def noting(path: Path, *, missing_ok: bool = False) -> None:
        gone.append(path.name)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", noting)
    wipe(place)
    assert gone[-1] == WIPING
    assert gone.index(place.key_file.name) < gone.index("notes.head") < gone.index("notes.db")
