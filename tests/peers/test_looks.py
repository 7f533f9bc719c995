# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What both see on each screen of a talk: two languages, four sizes, as text beside these tests.

On the demo day, with a clock that stands still. Safety words come from keys that are drawn, so they have no
picture here.
"""

from collections.abc import Iterator, Sequence

import pytest
from syrupy.assertion import SnapshotAssertion

from tbp_backend.home import Home
from tbp_casefile.model.peers import Boundary
from tbp_tui import i18n
from tests.backend.conftest import Office
from tests.cases.devices import DEMO_DAY, serving
from tests.peers.people import Machine, People
from tests.peers.test_screens import choose, on
from tests.screens.looks import SIZES, AsText, in_all_sizes


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Machine, Machine]]:
    """Two who talk, and have agreed."""
    folder = tmp_path_factory.mktemp("looks")
    with serving(folder / "office", DEMO_DAY, "h1-journalist"):
        people = People(Office(Home(folder / "office")), folder, stands=DEMO_DAY)
        person, expert = people.two()
        expert.talk.say("Goedemiddag. Ik ken die avonden nog wel.", expert.now)
        expert.sync()
        person.sync()
        person.talk.say("Dank u. Hoe ging dat bij u?", person.now)
        agreed = Boundary(when="Donderdag om acht uur", minutes=45, avoid="Geen plaatsen", keep_days=90)
        for machine in (person, expert):
            machine.talk.agree(agreed, machine.now)
        for machine in (person, expert, person):
            machine.sync()
        yield person, expert
        people.close()


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


LOOKS: dict[str, tuple[int, Sequence[str]]] = {
    "talks": (0, ()),
    "wish": (0, ("form",)),
    "talk": (0, ("talk",)),
    "write": (0, ("talk", "say")),
    "agree": (0, ("talk", "boundary")),
    "stop": (0, ("talk", "end")),
    "worry": (0, ("talk", "concern")),
    "expert": (1, ()),
    "offer": (1, ("form",)),
    "debrief": (1, ("debrief",)),
}
"""Whose screen, and by which rows one comes there."""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", LOOKS)
async def test_every_screen_of_a_talk_looks_as_it_was_agreed(
    name: str, language: str, two: tuple[Machine, Machine], snapshot: SnapshotAssertion
) -> None:
    whose, rows = LOOKS[name]
    i18n.set_language(language)
    async with on(two[whose], size=SIZES[2]) as (app, pilot):
        for row in rows:
            await choose(app, pilot, f"talk:{two[whose].room}" if row == "talk" else row)
        assert await in_all_sizes(app, pilot) == snapshot(extension_class=AsText)
