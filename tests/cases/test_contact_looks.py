# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How the screens of staff look: two languages, four sizes, as text beside these tests.

After a change that is meant, add `--snapshot-update` to the tests of this file, and read the difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tbp_tui import i18n
from tests.cases.devices import Devices
from tests.cases.staff_desk import staff_desk
from tests.screens.looks import AsText, in_all_sizes


@dataclass(frozen=True)
class Look:
    """Keys from the list of cases, then words in a field, then keys again; the words by language."""

    keys: Sequence[str]
    nl: str = ""
    en: str = ""
    after: Sequence[str] = ()


LOOKS = {
    "contact-empty": Look(("f7",)),
    "contact-understood": Look(
        ("f7",),
        "gebeld met Mirthe 20m: B5 uitgelegd, slaapt slecht > terugbellen vr 10u",
        "phoned Mirthe 20m: explained B5, sleeps badly > call back fri 10:00",
    ),
    "contact-not-sure": Look(
        ("f7",), "voicemail > volgende week opnieuw proberen", "voicemail > try again next week", ("enter",)
    ),
    "contact-asked-first": Look(
        ("f7",), "Mirthe slaapt slecht", "Mirthe sleeps badly", ("enter", "end", "enter")
    ),
    "contact-part": Look(
        ("f7",), "gebeld > volgende week terugbellen", "phoned > call back next week", ("enter", "enter")
    ),
    "contact-visible": Look(
        ("f7",),
        "gisteren 15u gebeld namens Sam 20m: wij spraken af !zichtbaar",
        "phoned yesterday 15:00 on behalf of Sam 20m: we agreed !visible",
        ("enter",),
    ),
    "contact-too-long": Look(("f7",), "gebeld: " + "woord " * 200, "phoned: " + "word " * 210, ("enter",)),
    "contact-saved": Look(
        ("f7",), "gebeld met Mirthe > brief sturen", "phoned Mirthe > send a letter", ("enter", "enter")
    ),
    "own-lines": Look(("f7", "enter", "enter")),
    "own-line": Look(("f7", "enter", "enter", "enter"), "weekgesprek 30m thuis", "weekly talk 30m at home"),
    "tasks": Look(("t",)),
    "task": Look(("t", "enter")),
    "search-cases-empty": Look(("f3",)),
    "search-cases": Look(("f3",), "leverancier", "supplier", ("enter",)),
}


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", LOOKS)
async def test_every_screen_of_staff_looks_as_it_was_agreed(
    devices: Devices, tmp_path: Path, name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    i18n.set_language(language)
    look = LOOKS[name]
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press(*look.keys)
        if look.nl:
            await desk.type(look.nl if language == "nl" else look.en)
        await desk.press(*look.after)
        assert await in_all_sizes(desk.app, desk.pilot) == snapshot(extension_class=AsText)
