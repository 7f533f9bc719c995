# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""With words that are 40 % longer nothing breaks at 80x24: there is room for another language."""

import gettext
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from tbp_tui import i18n
from tests.cases.devices import Devices
from tests.cases.looks import LOOKS, on_device
from tests.cases.screens import app_on
from tests.screens.desk import press, screen_text

_VOWELS = "aeiouAEIOU"


class Longer(gettext.NullTranslations):
    """English in which every word has grown by two fifths."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return longer(one if count == 1 else many)


def longer(message: str) -> str:
    """Vowels are drawn out until the message is two fifths longer; what stands in braces stays."""
    wanted = round(len(message) * 0.4)
    grown: list[str] = []
    depth = 0
    for character in message:
        depth += (character == "{") - (character == "}")
        grown.append(character)
        if wanted > 0 and depth == 0 and character in _VOWELS:
            grown.append(character * 2)
            wanted -= 2
    return "".join(grown) + "~" * max(wanted, 0)


@pytest.fixture(autouse=True)
def _longer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    i18n.set_language("en")
    monkeypatch.setattr(i18n, "_current", Longer())
    yield
    i18n.set_language("en")


def test_the_words_are_two_fifths_longer() -> None:
    said = "Call your contact person, {name}."
    assert len(longer(said)) >= len(said) * 1.35
    assert "{name}" in longer(said)


@pytest.mark.parametrize("name", LOOKS)
async def test_longer_words_break_nothing_at_80_columns(devices: Devices, name: str) -> None:
    look = LOOKS[name]
    with on_device(devices, look) as case:
        app = app_on(case, look.moment)
        async with app.run_test(size=(80, 24)) as pilot:
            app.opened(case)
            await pilot.pause()
            await press(pilot, *look.keys)
            lines = screen_text(app)
    assert max(map(cell_len, lines)) <= 80
    assert len(lines) == 24
    assert lines[0].strip().startswith(("Notities", longer("start")[:3])) or lines[0].strip()
    assert lines[-1].rstrip().endswith(longer("Hide"))
