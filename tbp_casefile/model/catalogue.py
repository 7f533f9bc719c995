# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The measures that a package can be made of, with their titles in the words of the screen.

Pure data from the table of DOMAIN section D. No threat words in a title, and never how a measure works.
"""

from dataclasses import dataclass

from tbp_casefile.model.case import Area, Layer


@dataclass(frozen=True)
class CatalogueEntry:
    """One kind of measure: where it helps, who can provide it, and how heavy it is (1 light to 4 heavy)."""

    code: str
    locale: Area
    nl: str
    en: str
    layers: tuple[Layer, ...]
    weight: int | None


_YOU: Layer = "person"
_JOB: Layer = "employer"
_GOV: Layer = "government"

_HOME = (
    CatalogueEntry("M01", "home", "Sloten met keurmerk", "Certified locks", (_YOU,), 1),
    CatalogueEntry("M02", "home", "Woningscan met advies", "Home scan with advice", (_JOB, _GOV), 1),
    CatalogueEntry("M03", "home", "Beveiligde brievenbus", "Secured letter box", (_JOB,), 1),
    CatalogueEntry("M04", "home", "Versterkte ruiten", "Reinforced windows", (_JOB,), 1),
    CatalogueEntry("M05", "home", "Deurspion of video-intercom", "Door viewer or video intercom", (_JOB,), 1),
    CatalogueEntry("M06", "home", "Alarm met opvolging", "Alarm with follow-up", (_JOB,), 1),
    CatalogueEntry("M07", "home", "Kluis tegen brand en inbraak", "Fire and burglary strongbox", (_JOB,), 1),
    CatalogueEntry("M08", "home", "Camera's bij de woning", "Cameras at the home", (_YOU, _JOB, _GOV), 2),
    CatalogueEntry("M09", "home", "Kentekencamera's in de buurt", "Number-plate cameras nearby", (_GOV,), 2),
    CatalogueEntry(
        "M10",
        "home",
        "Buitenlicht, snoeien en geen naambord",
        "Outdoor lights, trimmed plants, no name plate",
        (_YOU,),
        1,
    ),
    CatalogueEntry(
        "M11", "home", "Afspraak op locatie bij de politie", "Location alert with the police", (_GOV,), 1
    ),
    CatalogueEntry("M12", "home", "Extra surveillance", "Extra patrols", (_GOV,), 2),
    CatalogueEntry("M13", "home", "Vaste post bij de woning", "Guard post at the home", (_GOV,), 3),
    CatalogueEntry(
        "M14", "home", "Tijdelijk ander onderkomen", "Temporary other accommodation", (_JOB, _GOV), 4
    ),
    CatalogueEntry("M15", "home", "Extra beveiligde woning", "Specially secured home", (_GOV,), 4),
    CatalogueEntry(
        "M16", "home", "Afspraken over post en pakketten", "Rules for post and parcels", (_YOU,), 1
    ),
)

_WORK = (
    CatalogueEntry("M17", "work", "Toegangscontrole op het werk", "Access control at work", (_JOB,), 1),
    CatalogueEntry("M18", "work", "Beveiliging op de werkplek", "Guards at the workplace", (_JOB,), 2),
    CatalogueEntry(
        "M19",
        "work",
        "Beveiliging bij optreden of zitting",
        "Protection at an appearance or hearing",
        (_GOV, _JOB),
        3,
    ),
    CatalogueEntry(
        "M20",
        "work",
        "Wisselende werkplek of thuiswerken",
        "Changing workplace or working from home",
        (_JOB,),
        2,
    ),
    CatalogueEntry(
        "M21",
        "work",
        "Geen naam erbij, werk delen met collega's",
        "No by-line, work shared with colleagues",
        (_JOB,),
        1,
    ),
)

_TRANSPORT = (
    CatalogueEntry(
        "M22", "transport", "Chauffeur via de werkgever", "Driver through the employer", (_JOB,), 2
    ),
    CatalogueEntry(
        "M23", "transport", "Wisselende routes en tijden", "Changing routes and times", (_YOU,), 1
    ),
    CatalogueEntry(
        "M24",
        "transport",
        "Voertuig nakijken en portieren op slot",
        "Vehicle check and locked doors",
        (_YOU, _JOB),
        1,
    ),
    CatalogueEntry("M25", "transport", "Begeleid vervoer", "Escorted transport", (_GOV,), 3),
    CatalogueEntry("M26", "transport", "Gepantserd voertuig", "Armoured vehicle", (_GOV,), 4),
)

_PRIVATE = (
    CatalogueEntry("M27", "private", "Persoonsbegeleiding", "Protective escort", (_GOV,), 3),
    CatalogueEntry("M28", "private", "Persoonsbeveiliging", "Close protection", (_GOV,), 4),
    CatalogueEntry(
        "M29",
        "private",
        "Plaatsen en overnachting vooraf bekijken",
        "Places and overnight stays checked beforehand",
        (_GOV,),
        3,
    ),
    CatalogueEntry("M30", "private", "Plaats of evenement vermijden", "Avoid a place or event", (_YOU,), 2),
    CatalogueEntry(
        "M31",
        "private",
        "Privéactiviteit op afgesproken momenten",
        "Private activity at agreed moments",
        (_GOV,),
        3,
    ),
    CatalogueEntry(
        "M32", "private", "Noodknop met locatie", "Emergency button with location", (_JOB, _GOV), 2
    ),
    CatalogueEntry("M33", "private", "AWARE-alarm", "AWARE alarm", (_GOV,), 2),
    CatalogueEntry(
        "M34",
        "private",
        "Gebieds- of contactverbod voor een ander",
        "Area or contact ban for somebody else",
        (_GOV,),
        1,
    ),
)

_DIGITAL = (
    CatalogueEntry(
        "M35",
        "digital",
        "Adres geheim bij de gemeente",  # codespell:ignore Adres
        "Address kept private by the municipality",
        (_YOU,),
        1,
    ),
    CatalogueEntry(
        "M36",
        "digital",
        "Afscherming in het Kadaster",
        "Shielding in the land register",
        (_YOU, _GOV),
        1,
    ),
    CatalogueEntry(
        "M37", "digital", "Afscherming in het handelsregister", "Shielding in the trade register", (_YOU,), 1
    ),
    CatalogueEntry(
        "M38",
        "digital",
        "Scan van wat online te vinden is",  # codespell:ignore te
        "Scan of what can be found online",
        (_JOB,),
        1,
    ),
    CatalogueEntry(
        "M39",
        "digital",
        "Beveiligd bellen, mailen en appen",  # codespell:ignore appen
        "Secured calls, mail and chat",
        (_GOV, _JOB),
        2,
    ),
    CatalogueEntry(
        "M40", "digital", "Sociale media zonder locatie", "Social media without location", (_YOU,), 1
    ),
    CatalogueEntry(
        "M41",
        "digital",
        "Hulp als gegevens online komen",  # codespell:ignore als
        "Help when personal details appear online",
        (_YOU, _JOB),
        1,
    ),
    CatalogueEntry(
        "M42",
        "digital",
        "Ander adres bij aangifte, of via de werkgever",  # codespell:ignore adres
        "Other address in a police report, or through the employer",
        (_YOU, _JOB),
        1,
    ),
)

_SUPPORT = (
    CatalogueEntry("M43", "support", "Weerbaarheidstraining", "Resilience training", (_JOB,), 1),
    CatalogueEntry("M44", "support", "Persoonlijke ondersteuning", "Personal support", (_GOV, _JOB), None),
    CatalogueEntry(
        "M45",
        "support",
        "Ondersteuning voor partner en kinderen",
        "Support for partner and children",
        (_GOV, _JOB),
        None,
    ),
    CatalogueEntry(
        "M46", "support", "Uitleg over stressreacties", "Information on stress reactions", (_GOV, _JOB), None
    ),
    CatalogueEntry(
        "M47",
        "support",
        "Vaste contactpersoon en vast contactmoment",
        "Fixed contact person and fixed moment",
        (_GOV,),
        None,
    ),
    CatalogueEntry(
        "M48", "support", "Gesprek met ervaringsdeskundige", "Talk with an experience expert", (_GOV,), None
    ),
    CatalogueEntry(
        "M49",
        "support",
        "Afspraken met school of opvang",
        "Arrangements with school or childcare",
        (_YOU, _GOV),
        1,
    ),
    CatalogueEntry(
        "M50",
        "support",
        "Plan om geplaatste middelen weg te halen",  # codespell:ignore te
        "Plan to remove what was installed",
        (_GOV, _JOB),
        None,
    ),
)

CATALOGUE: dict[str, CatalogueEntry] = {
    entry.code: entry for entry in (*_HOME, *_WORK, *_TRANSPORT, *_PRIVATE, *_DIGITAL, *_SUPPORT)
}
"""Every measure by its code, M01 to M50; `layers` and `weight` as in DOMAIN section D, none for support."""
