# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Another passphrase on the screen: dotted, changed once, and nothing of it left afterwards."""

import threading
from dataclasses import dataclass, field

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tbp_casefile.errors import TbpError
from tbp_tui.screens import places
from tbp_tui.screens.own_devices.passphrase import PassphraseScreen
from tbp_tui.vault.errors import PassphraseTooWeak, WaitFirst, WrongPassphrase
from tests.screens.desk import PASSPHRASE, Desk, press, screen_text, title, unlocked, until

SIZE = (80, 24)
NEW = "kano zomer brug appel fiets"
CODE = ("ABCDE0", "ABCDE1", "ABCDE2", "ABCDE3", "ABCDE4")


@dataclass
class Keys:
    """Keys without a vault."""

    changed: list[tuple[str, str]] = field(default_factory=list)
    refusal: Exception | None = None
    hold: threading.Event = field(default_factory=threading.Event)

    def proposal(self, language: str) -> str:
        return f"woorden {language}"

    def change_passphrase(self, now: str, new: str) -> None:
        self.hold.wait(20)
        if self.refusal is not None:
            raise self.refusal
        self.changed.append((now, new))

    def make_recovery(self, now: str) -> tuple[str, ...]:
        self.change_passphrase(now, "make")
        return CODE

    def remove_recovery(self, now: str) -> None:
        self.change_passphrase(now, "remove")

    def recover(self, code: str, new: str) -> None:
        self.change_passphrase(code, new)


@pytest.fixture
def keys() -> Keys:
    keys = Keys()
    keys.hold.set()
    return keys


async def on_screen(pilot: Pilot[None], keys: Keys) -> PassphraseScreen:
    """Unlocked, and on this screen."""
    await unlocked(pilot)
    screen = PassphraseScreen(keys)
    pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


async def filled(pilot: Pilot[None], now: str, new: str, again: str) -> None:
    """Typed and Enter after each; the rows come after the last field."""
    for words in (now, new, again):
        assert isinstance(pilot.app.focused, Input)
        pilot.app.focused.value = words
        await press(pilot, "enter")


def said(desk: Desk) -> str:
    assert desk.running is not None
    return "\n".join(screen_text(desk.running))


async def test_it_is_reached_from_privacy_and_devices(keys: Keys) -> None:
    desk = Desk(keys=keys)
    async with desk.app().run_test(size=(80, 40)) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(places.screen_of("devices"))
        await press(pilot, "end", *["up"] * 4, "enter")
        assert title(pilot.app) == "another passphrase"  # type: ignore[arg-type]  # it is ours


async def test_in_the_demo_it_is_not_offered() -> None:
    desk = Desk()
    async with desk.app().run_test(size=(80, 40)) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(places.screen_of("devices"))
        await pilot.pause()
        assert "Privacy" in said(desk)
        assert "another passphrase" not in said(desk)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_is_changed_once_and_nothing_stays_typed(keys: Keys, size: tuple[int, int]) -> None:
    desk = Desk()
    keys.hold.clear()
    async with desk.app().run_test(size=size) as pilot:
        screen = await on_screen(pilot, keys)
        await filled(pilot, PASSPHRASE, NEW, NEW)
        assert "kano" not in said(desk)
        await press(pilot, "enter", "enter")
        assert "One moment please." in said(desk)
        keys.hold.set()
        await until(pilot, lambda: "From now on the new" in said(desk))
        assert keys.changed == [(PASSPHRASE, NEW)]
        assert [field.value for field in screen.query(Input)] == ["", "", ""]
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, PassphraseScreen)


async def test_two_that_differ_are_not_tried(keys: Keys) -> None:
    desk = Desk()
    async with desk.app().run_test(size=SIZE) as pilot:
        await on_screen(pilot, keys)
        await filled(pilot, PASSPHRASE, NEW, NEW + "!")
        await press(pilot, "enter")
        assert "The two new ones are not the same." in said(desk)
        assert keys.changed == []


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (WrongPassphrase(), "This passphrase does not open it."),
        (PassphraseTooWeak(needed="12-characters"), "Use 12 characters or more."),
        (WaitFirst(seconds=1), "Wait 1 second and try again."),
        (RuntimeError(PASSPHRASE), "Something went wrong in this program."),
    ],
)
async def test_what_is_refused_says_why_and_keeps_what_was_typed(
    keys: Keys, refusal: TbpError | RuntimeError, words: str
) -> None:
    desk = Desk()
    keys.refusal = refusal
    async with desk.app().run_test(size=SIZE) as pilot:
        screen = await on_screen(pilot, keys)
        await filled(pilot, PASSPHRASE, NEW, NEW)
        await press(pilot, "enter")
        await until(pilot, lambda: words in said(desk))
        assert [field.value for field in screen.query(Input)] == [PASSPHRASE, NEW, NEW]
        assert PASSPHRASE not in said(desk)


async def test_typing_is_shown_and_words_are_proposed_when_that_is_asked(keys: Keys) -> None:
    desk = Desk()
    async with desk.app().run_test(size=SIZE) as pilot:
        await on_screen(pilot, keys)
        await filled(pilot, PASSPHRASE, NEW, NEW)
        await press(pilot, "down", "enter")
        assert "woorden en" in said(desk)
        assert NEW not in said(desk)
        await press(pilot, "end", "enter")
        assert NEW in said(desk)


async def test_what_comes_after_the_screen_is_gone_is_dropped(keys: Keys) -> None:
    desk = Desk()
    keys.hold.clear()
    async with desk.app().run_test(size=SIZE) as pilot:
        await on_screen(pilot, keys)
        await filled(pilot, PASSPHRASE, NEW, NEW)
        await press(pilot, "enter", "escape")
        keys.hold.set()
        await pilot.pause()
        assert title(pilot.app) == "start"  # type: ignore[arg-type]  # it is ours
