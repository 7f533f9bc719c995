# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: E501  # a table with a row for each answer
"""The eight questions that people ask, each answered within three keys and the first sixty words (F1, F2)."""

from collections.abc import Iterator

import pytest

from tbp_tui import i18n
from tbp_tui.screens.framed import Framed
from tests.cases.devices import DEMO_DAY, MINIMAL_DAY, Devices
from tests.cases.screens import app_on, whole_page
from tests.screens.desk import press

WORDS = 60
READERS = {
    "h1": ("h1-journalist/person", DEMO_DAY),
    "h1-relative": ("h1-journalist/relative-1", DEMO_DAY),
    "h2": ("h2-mayor/person", DEMO_DAY),
    "h2-relative": ("h2-mayor/relative-1", DEMO_DAY),
    "h3": ("h3-lawyer/person", DEMO_DAY),
    "h3-relative": ("h3-lawyer/relative-1", DEMO_DAY),
    "h3-minimal": ("h3-lawyer/person", MINIMAL_DAY),
}

# question | keys | reader | Dutch | English: what must stand there
_TABLE = """
what holds now    | 1       | h1          | versie 4.1                    | version 4.1
what holds now    | 1       | h1-relative | versie 4.1                    | version 4.1
what holds now    | 1       | h2          | beëindigd op 15 september 2025 | ended on 15 september 2025
what holds now    | 1       | h2-relative | beëindigd op 15 september 2025 | ended on 15 september 2025
what holds now    | 1       | h3          | versie 4, tijdelijk aanbod    | version 4, temporary offer
what holds now    | 1       | h3-relative | versie 4                      | version 4
what holds now    | 1       | h3-minimal  | minimale invulling            | minimal fulfilment
what changed      | 2       | h1          | gestart: chauffeur            | started: driver
what changed      | 2       | h2          | gewijzigd: 4. gestopt: 4      | changed: 4. stopped: 4
what changed      | 2       | h3          | gestart: begeleid vervoer     | started: escorted transport
what changed      | 2       | h3-minimal  | gestopt:                      | stopped:
what changed      | 2       | h1-relative | tussen deze versies is niets veranderd | nothing changed between these versions
what changed      | 2       | h2-relative | gestopt: afspraken met school | stopped: arrangements with school
what changed      | 2       | h3-relative | gestart: privéactiviteit op afgesproken momenten | started: private activity at agreed moments
and why           | 2       | h1          | waarom uw werkgever           | why your employer
and why           | 2       | h3          | waarom op 20 februari 2026    | why on 20 february 2026
and why           | 2       | h3-minimal  | waarom op 21 januari 2026     | why on 21 january 2026
and why           | 2       | h1-relative | waarom er is een kleine verandering in het pakket | why there is a small change in the package
and why           | 2       | h2          | waarom er zijn geen tekenen   | why there are no signs
and why           | 2       | h2-relative | waarom er is steeds minder nodig | why less and less is needed
and why           | 2       | h3-relative | waarom er is een nieuw en tijdelijk aanbod | why there is a new and temporary offer
the review        | 3       | h1          | maandag 18 mei 2026           | monday 18 may 2026
the review        | 3       | h1-relative | maandag 18 mei 2026           | monday 18 may 2026
the review        | 3       | h3          | maandag 27 april 2026         | monday 27 april 2026
the review        | 3       | h2          | er is nog geen dag bekend     | no day is known yet
the review        | 3       | h2-relative | er is nog geen dag bekend     | no day is known yet
the review        | 3       | h3-relative | maandag 27 april 2026         | monday 27 april 2026
the review        | 3       | h3-minimal  | er is nog geen dag bekend     | no day is known yet
what is asked     | 4       | h1          | meewerken aan de afspraken    | cooperate with what was agreed
what is asked     | 4       | h1-relative | voorzichtig zijn op sociale media | be careful on social media
what is asked     | 4       | h2          | wij vragen u niets meer       | nothing is asked of you any more
what is asked     | 4       | h3          | meewerken aan de afspraken    | cooperate with what was agreed
what is asked     | 4       | h3-minimal  | niets vertellen over uw beveiliging | tell nobody about your protection
what is asked     | 4       | h2-relative | wij vragen u niets meer       | nothing is asked of you any more
what is asked     | 4       | h3-relative | voorzichtig zijn op sociale media | be careful on social media
what may I expect | 5       | h1          | van de overheid wij           | from government we
what may I expect | 5       | h2          | van de overheid wij           | from government we
what may I expect | 5       | h3-relative | van de overheid wij           | from government we
what may I expect | 5       | h1-relative | van de overheid wij           | from government we
what may I expect | 5       | h2-relative | van de overheid wij           | from government we
what may I expect | 5       | h3          | van de overheid wij           | from government we
what may I expect | 5       | h3-minimal  | van de overheid wij           | from government we
who decides       |         | h1          | wie beslist nctv              | who decides nctv
who decides       |         | h1-relative | wie beslist nctv              | who decides nctv
who decides       |         | h2          | wie beslist hoofdofficier     | who decides chief public prosecutor
who decides       |         | h2-relative | wie beslist hoofdofficier     | who decides chief public prosecutor
who decides       |         | h3          | wie beslist nctv              | who decides nctv
who decides       |         | h3-minimal  | wie beslist nctv              | who decides nctv
who decides       |         | h3-relative | wie beslist nctv              | who decides nctv
whom can I call   | 6       | h1          | bas olthof, contactpersoon nu, tot 17.00 uur | bas olthof, contact person now, until 17:00
whom can I call   | 6       | h1-relative | bas olthof, contactpersoon nu | bas olthof, contact person now
whom can I call   | 6       | h2          | karim aziz, contactpersoon nu | karim aziz, contact person now
whom can I call   | 6       | h3          | bas olthof, contactpersoon nu | bas olthof, contact person now
whom can I call   | 6       | h3-minimal  | marlies de wit, contactpersoon nu | marlies de wit, contact person now
whom can I call   | 6       | h2-relative | karim aziz, contactpersoon nu | karim aziz, contact person now
whom can I call   | 6       | h3-relative | bas olthof, contactpersoon nu | bas olthof, contact person now
my partner sees   | 0 enter | h1          | naasten (1 persoon) van uw pakket privéactiviteit | loved ones (1 person) of your package private activity
my partner sees   | 0 enter | h2          | naasten (3 personen) van uw pakket | loved ones (3 people) of your package
my partner sees   | 0 enter | h3          | naasten (1 persoon) van uw pakket | loved ones (1 person) of your package
my partner sees   | 0 enter | h3-minimal  | naasten (1 persoon) van uw pakket | loved ones (1 person) of your package
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in _TABLE.strip().splitlines()]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("question", "keys", "reader", "dutch", "english"), CASES, ids=[f"{c[0]}-{c[2]}" for c in CASES]
)
async def test_a_question_is_answered_within_three_keys_and_sixty_words(
    devices: Devices, language: str, question: str, keys: str, reader: str, dutch: str, english: str
) -> None:
    i18n.set_language(language)
    name, moment = READERS[reader]
    pressed = keys.split()
    assert len(pressed) <= 3
    with devices.opened(name, moment) as case:
        app = app_on(case, moment)
        async with app.run_test(size=(80, 24)) as pilot:
            app.opened(case)
            await pilot.pause()
            await press(pilot, *pressed)
            assert isinstance(app.screen, Framed)
            said = " ".join(whole_page(app.screen).replace(">", " ").split()[:WORDS]).lower()
    assert (dutch if language == "nl" else english) in said
