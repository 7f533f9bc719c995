# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The recovery code on the screen: shown once behind the lock, used in front of it, offered after one try."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tbp_casefile.errors import TbpError
from tbp_tui.app import NotesApp
from tbp_tui.screens.lock import LockScreen
from tbp_tui.screens.own_devices.recovery import RecoverScreen, RecoveryScreen
from tbp_tui.vault.errors import DeviceSecretMissing, NoKeyring, RecoveryMistyped, VaultDamaged
from tests.screens.desk import PASSPHRASE, Desk, press, screen_text, unlocked, until
from tests.screens.test_lock import try_to_open
from tests.screens.test_passphrase import CODE, NEW, Keys, filled, said

SIZE = (80, 24)
OFFER = "I use my recovery code"


@pytest.fixture
def keys() -> Keys:
    keys = Keys()
    keys.hold.set()
    return keys


async def making(pilot: Pilot[None], keys: Keys) -> RecoveryScreen:
    """Unlocked, on this screen, the passphrase typed, on the first row."""
    await unlocked(pilot)
    screen = RecoveryScreen(keys)
    pilot.app.push_screen(screen)
    await pilot.pause()
    assert isinstance(pilot.app.focused, Input)
    pilot.app.focused.value = PASSPHRASE
    await press(pilot, "enter")
    return screen


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_code_is_shown_once_and_is_gone_with_its_screen(keys: Keys, size: tuple[int, int]) -> None:
    desk = Desk(keys=keys)
    async with desk.app().run_test(size=size) as pilot:
        await making(pilot, keys)
        assert keys.changed == []
        await press(pilot, "home", "enter")
        await until(pilot, lambda: "ABCDE4" in said(desk))
        assert keys.changed == [(PASSPHRASE, "make")]
        assert all(group in said(desk) for group in CODE)
        await press(pilot, "escape")
        assert "ABCDE" not in said(desk)
        pilot.app.push_screen(RecoveryScreen(keys))
        await pilot.pause()
        assert "ABCDE" not in said(desk)


async def test_a_code_is_taken_back(keys: Keys) -> None:
    desk = Desk(keys=keys)
    async with desk.app().run_test(size=SIZE) as pilot:
        await making(pilot, keys)
        await press(pilot, "home", "down", "enter")
        await until(pilot, lambda: "No recovery code opens this device any more." in said(desk))
        assert keys.changed == [(PASSPHRASE, "remove")]


@pytest.mark.parametrize(
    ("refusal", "offered"),
    [
        (None, True),
        (DeviceSecretMissing(reason="gone", where="keyring"), True),
        (NoKeyring(reason="none"), True),
        (VaultDamaged(part="records"), False),
    ],
)
async def test_the_lock_offers_it_after_a_try_that_it_can_help(
    keys: Keys, refusal: TbpError | None, offered: bool
) -> None:
    desk = Desk(keys=keys, refusal=refusal)
    async with desk.app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert OFFER not in said(desk)
        await try_to_open(pilot, "wrong")
        assert (OFFER in said(desk)) == offered


async def test_without_keys_as_in_the_demo_nothing_is_offered() -> None:
    desk = Desk()
    async with desk.app().run_test(size=SIZE) as pilot:
        await try_to_open(pilot, "wrong")
        assert OFFER not in said(desk)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_code_is_used_on_the_lock(keys: Keys, size: tuple[int, int]) -> None:
    desk = Desk(keys=keys)
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await try_to_open(pilot, "wrong")
        await press(pilot, "down", "down", "down", "down", "enter")
        assert isinstance(app.screen, RecoverScreen)
        await filled(pilot, " ".join(CODE), NEW, NEW)
        assert "ABCDE" not in said(desk)
        await press(pilot, "enter")
        await until(pilot, lambda: "From now on the new" in said(desk))
        assert keys.changed == [(" ".join(CODE), NEW)]
        await press(pilot, "enter")
        assert isinstance(app.screen, LockScreen)
        assert app.screen.query_one("#passphrase", Input).value == ""
        assert app.screen.query_one("#passphrase", Input).has_focus
        assert "This did not open it" not in said(desk)


async def test_a_code_that_is_mistyped_says_in_which_group_and_stays(keys: Keys) -> None:
    desk = Desk(keys=keys)
    keys.refusal = RecoveryMistyped(reason="group", group=3)
    app = desk.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.push_screen(RecoverScreen(keys))
        await pilot.pause()
        await filled(pilot, " ".join(CODE), NEW, NEW)
        await press(pilot, "enter")
        await until(pilot, lambda: "Group 3 of the code is not right." in said(desk))
        assert app.screen.query(Input).first().value == " ".join(CODE)


async def test_hiding_leaves_nothing_of_it(keys: Keys) -> None:
    desk = Desk(keys=keys)
    app = desk.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.push_screen(RecoverScreen(keys))
        await pilot.pause()
        await filled(pilot, " ".join(CODE), NEW, NEW)
        await press(pilot, "f9")
        assert isinstance(app, NotesApp)
        assert isinstance(app.screen, LockScreen)
        assert "ABCDE" not in "\n".join(screen_text(app))
