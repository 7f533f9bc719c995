# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The closed word lists of time: numbers, units, days, months and parts of the day, in both languages."""

from collections.abc import Mapping
from typing import Literal

from tbp_tui.services.contact_line.words import Phrase, listed, phrases

# `tonight`: an English night begins in the evening. `this_night`: vannacht, the night at hand.
Part = Literal["morning", "afternoon", "evening", "night", "tonight", "this_night"]


def _counted(text: str, first: int = 0) -> dict[str, int]:
    """Words in their order, words for the same number joined by a slash."""
    lines = enumerate(text.split(), first)
    return {word: number for number, words in lines for word in words.split("/")}


NUMBERS = {
    **_counted(
        """een/one twee/two drie/three vier/four vijf/five zes/six zeven/seven acht/eight negen/nine tien/ten
        elf/eleven twaalf/twelve""",
        1,
    ),
    "vijftien": 15,
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
}
ONE = listed("een a an")

MINUTE_UNITS = listed("m min mins minuut minuten minute minutes")
HOUR_UNITS = listed("u uur uurtje uren h hour hours")
# Ways to write an hour that a clock time is written in as well: `4 uur`.
CLOCK_UNITS = listed("u uur h")
LENGTHS: Mapping[Phrase, int] = {
    ("kwartier",): 15,
    ("kwartiertje",): 15,
    **dict.fromkeys(phrases("half uur, half uurtje, halfuur, halfuurtje, half hour, half an hour"), 30),
    **dict.fromkeys(phrases("uur, uurtje, hour, an hour"), 60),
    **dict.fromkeys(phrases("anderhalf uur, an hour and a half"), 90),
}
ABOUT = listed("for een a an ca ca. ongeveer about ~ ±")
NO_LENGTH_BEFORE = listed("geleden ago later rijden lopen per late away drive walk")
NO_HOUR_BEFORE = listed("x keer kinderen mensen personen people children times")

WEEKDAYS = _counted(
    """maandag/monday dinsdag/tuesday woensdag/wednesday donderdag/thursday vrijdag/friday zaterdag/saturday
    zondag/sunday"""
)
SHORT_WEEKDAYS = {"nl": _counted("ma di wo do vr za zo"), "en": _counted("mon tue wed thu fri sat sun")}
# Too often another word to count by standing first or last in a follow-up.
NO_DAY_AT_AN_EDGE = listed("zo wed sat sun")

MONTHS = _counted(
    """jan/januari/january feb/februari/february mrt/mar/maart/march apr/april mei/may jun/juni/june
    jul/juli/july aug/augustus/august sep/sept/september okt/oct/oktober/october nov/november dec/december""",
    1,
)

_PART_NOUNS: Mapping[str, Part] = {
    **dict.fromkeys(("ochtend", "morgen", "vroeg", "morning"), "morning"),
    **dict.fromkeys(("middag", "afternoon"), "afternoon"),
    **dict.fromkeys(("avond", "evening"), "evening"),
    "nacht": "night",
    "night": "tonight",
}
# These stand for themselves; a bare noun counts beside a day or a clock time only.
PARTS: Mapping[Phrase, Part] = {
    **dict.fromkeys(phrases("s ochtends, s morgens, in de ochtend, in the morning"), "morning"),
    **dict.fromkeys(phrases("s middags, in de middag, in the afternoon"), "afternoon"),
    **dict.fromkeys(phrases("s avonds, in de avond, in the evening"), "evening"),
    **dict.fromkeys(phrases("s nachts, in de nacht, at night"), "night"),
}
PARTS_BESIDE: Mapping[str, Part] = {word: part for word, part in _PART_NOUNS.items() if word != "vroeg"}

_TODAY: Mapping[str, Part | None] = {
    **dict.fromkeys(("vandaag", "today"), None),
    **dict.fromkeys(("vanmorgen", "vanochtend", "this morning"), "morning"),
    **dict.fromkeys(("vanmiddag", "this afternoon"), "afternoon"),
    **dict.fromkeys(("vanavond", "this evening"), "evening"),
    "vannacht": "this_night",
    "tonight": "tonight",
}
_AWAY = {
    **dict.fromkeys(("morgen", "tomorrow"), 1),
    **dict.fromkeys(("overmorgen", "day after tomorrow", "the day after tomorrow"), 2),
    **dict.fromkeys(("gisteren", "gister", "yesterday"), -1),
    **dict.fromkeys(("eergisteren", "eergister", "day before yesterday", "the day before yesterday"), -2),
}
_DUTCH_PARTS = {
    noun: part
    for noun, part in _PART_NOUNS.items()
    if noun not in ("morning", "afternoon", "evening", "night")
}
# Days that are told by their distance from today, alone or with a part of the day joined to them.
NEAR_DAYS: Mapping[Phrase, tuple[int, Part | None]] = {
    **{tuple(said.split()): (0, part) for said, part in _TODAY.items()},
    **{tuple(said.split()): (days, None) for said, days in _AWAY.items() if not said.endswith("gister")},
    **{
        (said + noun,): (days, part)
        for said, days in _AWAY.items()
        for noun, part in _DUTCH_PARTS.items()
        if said.endswith(("gister", "gisteren", "morgen"))
    },
}
PARTED_WEEKDAYS: Mapping[str, tuple[int, Part]] = {
    day + noun: (number, part)
    for day, number in WEEKDAYS.items()
    for noun, part in _DUTCH_PARTS.items()
    if day.endswith("dag")
}

NOW = frozenset(phrases("net, zojuist, daarnet, zonet, just, just now"))
AGO = frozenset(("geleden", "ago"))
AHEAD = listed("over in binnen within")
DAY_UNITS: Mapping[str, int] = {
    **dict.fromkeys(("dag", "dagen", "day", "days"), 1),
    **dict.fromkeys(("week", "weken", "weeks"), 7),
}
MONTH_UNITS: Mapping[str, int] = {
    **dict.fromkeys(("maand", "maanden", "month", "months"), 1),
    **dict.fromkeys(("jaar", "year", "years"), 12),
}
FEW = frozenset(phrases("een paar, paar, enkele, a few, few, a couple of, couple of"))
BEFORE_A_DAY = listed("op on")
BEFORE_A_TIME = listed("om at rond around")

# In a follow-up: what makes a moment that of something else, and what leaves it open when to act.
OF_SOMETHING_ELSE = listed("van sinds from of since")
AFTER = listed("na vanaf after")

# How a weekday or a week is turned: to the nearest one, or to one of another week.
Turn = Literal["near", "coming", "gone", "next", "last"]
TURNS: Mapping[Phrase, Turn] = {
    **dict.fromkeys(phrases("komende, aanstaande, a.s, a.s., coming, this coming"), "coming"),
    **dict.fromkeys(phrases("this, deze"), "near"),
    ("afgelopen",): "gone",
    **dict.fromkeys(phrases("volgende, next"), "next"),
    **dict.fromkeys(phrases("vorige, last"), "last"),
}
# A week by its distance from this one.
WEEKS: Mapping[Phrase, int] = {
    **dict.fromkeys(phrases("volgende week, komende week, next week, coming week, this coming week"), 1),
    **dict.fromkeys(phrases("deze week, this week, later deze week, later this week"), 0),
    **dict.fromkeys(phrases("vorige week, afgelopen week, last week"), -1),
}
WEEKENDS: Mapping[Phrase, int | None] = {
    **dict.fromkeys(
        phrases("in het weekend, het weekend, at the weekend, on the weekend, over the weekend"), None
    ),
    **dict.fromkeys(phrases("dit weekend, komende weekend, this weekend"), None),
    **dict.fromkeys(phrases("volgende weekend, next weekend"), 1),
    **dict.fromkeys(phrases("vorige weekend, afgelopen weekend, last weekend"), -1),
}
# Whether it points forward; the day itself it does not say.
VAGUE: Mapping[Phrase, bool] = {
    **dict.fromkeys(phrases("later, binnenkort, soon, sometime"), True),
    **dict.fromkeys(phrases("vorige maand, afgelopen maand, last month, last night"), False),
}
Edge = Literal["begin", "half", "eind"]
EDGES: Mapping[Phrase, Edge] = {
    **dict.fromkeys(phrases("begin, begin van, early, early in, beginning of, the beginning of"), "begin"),
    **dict.fromkeys(phrases("half, medio, mid, middle of, the middle of"), "half"),
    **dict.fromkeys(phrases("eind, eind van, einde, einde van, end of, the end of, late"), "eind"),
}
NEXT_MONTH = frozenset(phrases("volgende maand, next month"))
THIS_MONTH = frozenset(phrases("de maand, deze maand, the month, this month"))
WEEK_NUMBER = frozenset(("wk", "week"))
RANGES = {"van": "tot", "from": "to", "tussen": "en", "between": "and"}

OTHER_WORDS = listed(
    """a.s te laat week weekend maand month middle beginning einde until till tussen between uiterlijk
    medio oclock quarter kwart past volgende vorige komende aanstaande coming
    afgelopen later binnenkort sometime deze vanaf after"""
)
