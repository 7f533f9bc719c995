# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A small case for tests of screens: every sort of thing once, in both languages. All made up."""

from datetime import UTC, date, datetime
from uuid import UUID

from tbp_casefile.model.case import (
    AuthorityChange,
    Change,
    Contact,
    Hours,
    Measure,
    Moment,
    Package,
    Review,
)
from tbp_casefile.model.system import HelpContact, PolicyText, Source
from tbp_casefile.views.shelf import Held
from tests.screens import story
from tests.views.shelves import Made

NOW = datetime(2026, 4, 20, 12, 2, tzinfo=UTC)
"""Monday, 14.02 in Amsterdam."""

AS_OF = datetime(2026, 4, 20, 11, 58, tzinfo=UTC)


def both(nl: str, en: str) -> dict[str, str]:
    """A text in two languages."""
    return {"nl": nl, "en": en}


def measure(code: str, title: dict[str, str], **more: object) -> Measure:
    given = {"layer": "government", "covers": ("home",), "start": date(2025, 5, 27), **more}
    return Measure(code=code, title=title, **given)  # type: ignore[arg-type]  # checked where it is read


def entity(number: int) -> str:
    """The id of a thing."""
    return str(UUID(int=number))


def full_case() -> Made:
    """Two versions, reviews, a handover, contacts, help, a rule, and everything that happens around them."""
    made = Made()
    _authorities(made)
    _contacts(made)
    old, new = _measures(made)
    asked = story.obligations(made)
    first = made.put("package", _first(old), entity=entity(1))
    made.put("package", _second((*new, *asked)), entity=entity(1), replaces=(first,))
    _reviews(made)
    _system(made)
    story.story(made)
    return made


def _authorities(made: Made) -> None:
    local = AuthorityChange(
        to="authority-local",
        name=both("Hoofdofficier van justitie, Kroonmeer", "Chief public prosecutor, Kroonmeer"),
        short=both("hoofdofficier van justitie", "chief public prosecutor"),
        since=date(2024, 11, 6),
        reason=both("Uw situatie is bekeken.", "Your situation was looked at."),
    )
    national = AuthorityChange(
        to="authority-national",
        from_="authority-local",
        name=both("Nationaal Coördinator", "National Coordinator"),
        short="NCTV",
        since=date(2025, 5, 19),
        reason=both("De minister heeft u aangewezen.", "The minister has designated you."),
        stays=both("Uw maatregelen lopen door.", "Your measures go on."),
    )
    made.put("authority_change", local)
    made.put("authority_change", national)


def _contacts(made: Made) -> None:
    office = Hours(days=("mon", "tue", "wed", "thu", "fri"), from_="09:00", to="17:00")
    bas = Contact(
        name="Bas Olthof",
        role="contact_person",
        hours=office,
        from_=date(2025, 5, 19),
        phone="088-000 00 11",
        moment=Moment(first=datetime(2025, 5, 20, 8, 0, tzinfo=UTC), every_days=14),
        note=both("Bel hem met vragen over uw pakket.", "Call him with questions about your package."),
    )
    yara = Contact(
        name="Yara Bouman",
        role="supporter",
        hours=Hours(days=("tue", "thu"), from_="09:00", to="17:00"),
        from_=date(2025, 5, 27),
        phone="088-000 00 12",
    )
    line = Contact(
        name="Achterwacht", role="duty_line", hours=Hours(), from_=date(2024, 11, 6), phone="088-000 00 19"
    )
    for contact in (bas, yara, line):
        made.put("contact", contact)


def _measures(made: Made) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    alarm = made.put("measure", _alarm(), entity=entity(11))
    guard = made.put(
        "measure", measure("M25", both("Vervoer door de politie", "Transport by the police"),
                            covers=("work", "transport")), entity=entity(12),
    )  # fmt: skip
    windows = made.put("measure", _windows("2", "two"), entity=entity(13))
    more_windows = made.put("measure", _windows("3", "three"), entity=entity(13), replaces=(windows,))
    driver = made.put(
        "measure",
        measure(
            "M22",
            both("Een chauffeur van uw werkgever", "A driver of your employer"),
            layer="employer",
            covers=("work",),
            start=date(2026, 2, 9),
            detail=both("Op dagen dat u in de stad werkt.", "On days when you work in town."),
        ),
        entity=entity(14),
    )
    return (alarm, guard, windows), (alarm, more_windows, driver)


def _alarm() -> Measure:
    return measure(
        "M06",
        both("Een alarm in uw huis", "An alarm in your home"),
        provider=both("Uw werkgever", "Your employer"),
        layer="employer",
        notice=both("Een meldkamer volgt elke melding op.", "A control room follows up every alert."),
        do=both("Test het alarm op de afgesproken dagen.", "Test the alarm on the agreed days."),
        call=both("Bel de achterwacht.", "Call the duty line."),
    )


def _windows(nl: str, en: str) -> Measure:
    return measure(
        "M31",
        both("Tijd voor uzelf", "Time for yourself"),
        covers=("private",),
        detail=both(f"{nl} keer per week, drie uur.", f"{en.capitalize()} times a week, three hours."),
    )


def _first(parts: tuple[Held, ...]) -> Package:
    return Package(
        version="4",
        kind="package",
        valid_from=date(2025, 11, 24),
        authority="authority-national",
        reason=both("De dreiging duurt langer.", "The threat lasts longer."),
        parts=tuple(part.ref for part in parts),
        coverage={"home": "full", "work": "full", "private": "partly"},
    )


def _second(parts: tuple[Held, ...]) -> Package:
    return Package(
        version="4.1",
        kind="package",
        valid_from=date(2026, 2, 9),
        authority="authority-national",
        reason=both(
            "Uw werkgever regelt nu zelf het vervoer op {date:2026-02-09}.",
            "Your employer arranges the transport from {date:2026-02-09}.",
        ),
        based_on=both("Het beeld van {date:2025-10-13}.", "The picture of {date:2025-10-13}."),
        residual=both("Onderweg blijft oppletten nodig.", "On the way you still need to watch out."),
        parts=tuple(part.ref for part in parts),
        coverage={"home": "full", "work": "full", "transport": "partly", "private": "none"},
        changes=(
            Change("M22", "started", "employer", both("Zij kennen de weg.", "They know the way.")),
            Change("M25", "stopped", "employer"),
            Change("M31", "changed", "duration", both("Het duurt lang.", "It takes long.")),
        ),
        next_review=date(2026, 5, 18),
    )


def _reviews(made: Made) -> None:
    done = Review(version="4", on=date(2025, 11, 24), state="done", outcome="same")
    coming = Review(
        version="4.1",
        on=date(2026, 5, 18),
        state="announced",
        announced=date(2026, 4, 13),
        text=both("U mag iemand meenemen.", "You may bring somebody."),
        input_open=True,
    )
    made.put("review", done)
    made.put("review", coming)


def _system(made: Made) -> None:
    made.put(
        "policy_text",
        PolicyText(
            "offer",
            both("Uw pakket is een aanbod", "Your package is an offer"),
            both(
                "Het gezag stelt vast wat erin zit.\n\nU kunt altijd een vraag stellen.",
                "The authority decides what is in it.\n\nYou can always ask.",
            ),
            Source(8, "Wat is nu de beleidslijn"),
            date(2025, 7, 11),
            "government",
            both("Wij leggen elk aanbod uit.", "We explain every offer."),
        ),
    )
    made.put("help_contact", HelpContact(name=both("Spoed", "Emergency"), order=1, phone="112"))
    made.put(
        "help_contact",
        HelpContact(
            name=both("Slachtofferhulp", "Victim support"),
            order=2,
            phone="0900-0101",
            place="slachtofferhulp.nl",
            note=both("Voor een gesprek.", "For a talk."),
        ),
    )
