# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A room beside a vault: encrypted under a key of its own, and gone for good once that is forgotten."""

import secrets

import pytest
import sqlcipher3

from tbp_tui.vault.errors import VaultDamaged
from tbp_tui.vault.rooms import make_room, open_room, shred_room
from tests.markers import MARKERS, readable_below, readable_in
from tests.vault.making import Place
from tests.vault.test_shredding import every_page

WORD = MARKERS[0]


def test_a_room_holds_what_was_put_there_and_shows_nothing_of_it(place: Place) -> None:
    with place.create() as vault:
        name, room = make_room(vault, secrets.token_bytes)
        with room:
            room.set_meta("said", WORD.encode())
        with open_room(vault, name) as again:
            assert again.meta("said") == WORD.encode()
        assert readable_below(place.folder) == {}
        other, second = make_room(vault, secrets.token_bytes)
        second.close()
        assert vault.meta(f"room:{name}") != vault.meta(f"room:{other}")
        path = vault.beside(name)
        with sqlcipher3.connect(
            path
        ) as reader:  # another reader of the same format, with the key that we kept
            reader.execute(f"PRAGMA key = \"x'{(vault.meta(f'room:{name}') or b'').hex()}'\"")
            assert reader.execute("SELECT value FROM meta").fetchall() == [(WORD.encode(),)]
        reader.close()


def test_of_a_shredded_room_neither_key_nor_file_is_left(place: Place) -> None:
    with place.create() as vault:
        name, room = make_room(vault, secrets.token_bytes)
        room.set_meta("said", WORD.encode())
        room.close()
        key, copied = vault.meta(f"room:{name}"), vault.beside(name).read_bytes()
        assert key
        assert not readable_in(copied, [WORD])
        shred_room(vault, name)
        assert not list(place.folder.glob(f"*{name}*"))
        vault.empty_journal()
        assert key not in every_page(vault)
        with pytest.raises(VaultDamaged):
            open_room(vault, name)


def test_a_room_without_its_file_says_so_and_makes_no_new_one(place: Place) -> None:
    with place.create() as vault:
        name, room = make_room(vault, secrets.token_bytes)
        room.close()
        vault.beside(name).unlink()
        with pytest.raises(VaultDamaged):
            open_room(vault, name)
        assert not vault.beside(name).exists()
