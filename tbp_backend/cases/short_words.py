# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the short cases, in both languages. Nobody and nothing in them exists."""

from typing import Any

Both = dict[str, str]


def both(nl: str, en: str) -> Both:
    """A text in both languages."""
    return {"nl": nl, "en": en}


TITLES = (
    both("Raadslid", "Council member"),
    both("Onderzoeker", "Researcher"),
    both("Columnist", "Columnist"),
    both("Toezichthouder", "Inspector"),
    both("Notaris", "Notary"),
    both("Docent", "Teacher"),
    both("Wethouder", "Alderman"),
    both("Bestuurder van een vakbond", "Official of a trade union"),
    both("Huisarts", "Family doctor"),
    both("Griffier", "Clerk of the council"),
)
"""Of the office alone: a title never leaves it."""

STATES = {
    "in_force": both("Uw pakket geldt. Er verandert nu niets.", "Your package holds. Nothing changes now."),
    "assessing": both(
        "Wij maken een beeld van uw situatie. Uw contactpersoon vertelt u wanneer het klaar is.",
        "We are making a picture of your situation. Your contact person tells you when it is ready.",
    ),
    "review": both(
        "Wij kijken of het pakket nog past. U kunt vertellen wat u daarin mee wilt geven.",
        "We are looking whether the package still fits. You can tell us what you want to be weighed.",
    ),
    "preparing": both(
        "Wij maken een pakket voor u. Wij leggen het eerst aan u uit.",
        "We are preparing a package for you. We explain it to you first.",
    ),
}

SPOKEN = {
    "call": (
        both("Wij spraken over de komende weken. Er waren geen nieuwe vragen.",
             "We talked about the coming weeks. There were no new questions."),
        both("U vroeg wat er na de zomer kan. Daar komen wij op terug.",
             "You asked what is possible after the summer. We come back to that."),
    ),
    "talk": (
        both("Wij namen het pakket samen door. Alles was duidelijk.",
             "We went through the package together. Everything was clear."),
        both("Gesprek over werk en thuis. Het gaat beter dan vorige maand.",
             "Talk about work and home. It goes better than last month."),
    ),
    "message": (
        both("Bericht: de afspraak gaat door.", "Message: the appointment goes ahead."),
        both("Bericht met de nieuwe datum van het gesprek.", "Message with the new date of the talk."),
    ),
    "visit": (
        both("Bezoek op het werk. De receptie weet wie zij kan bellen.",
             "Visit at work. The reception knows whom it can call."),
        both("Kennismaking met de nieuwe leiding op het werk.", "Met the new management at work."),
    ),
}  # fmt: skip

TASKS = (
    both("Terugbellen over de vakantie", "Call back about the holiday"),
    both("Vraag over opnames doorgeven", "Pass on the question about recordings"),
    both("Gesprek met de werkgever plannen", "Plan a talk with the employer"),
    both("Uitleg op papier sturen", "Send an explanation on paper"),
    both("Nieuw telefoonnummer van het werk noteren", "Note the new phone number of the work"),
)

SUPPORT = {
    "organisation": both("Psychosociale ondersteuning", "Psychosocial support"),
    "note": both(
        "Zij luistert en denkt met u mee. Zij beslist niet over het pakket.",
        "She listens and thinks along with you. She does not decide on the package.",
    ),
}

OFFER: dict[str, Any] = {
    "authority": both(
        "De NCTV beslist namens de minister over uw pakket.",
        "The NCTV decides on your package on behalf of the minister.",
    ),
    "reason": both(
        "Wij bieden u dit pakket aan voor uw woning en uw werk. Werk gaat voor privé.",
        "We offer you this package for your home and your work. Work goes before private life.",
    ),
    "residual": both(
        "Er blijft een risico. De maatregelen maken het kleiner, maar nemen het niet weg.",
        "Some risk remains. The measures make it smaller, but do not take it away.",
    ),
    "change": both(
        "De politie let extra op uw woning, omdat er berichten waren.",
        "The police pay extra attention to your home, because there were messages.",
    ),
    "review": both(
        "Wij kijken samen wat er goed gaat en wat niet.",
        "We look together at what goes well and what does not."
    ),
    "measure": {
        "layer": "government",
        "covers": ["home"],
        "provider": both("De politie", "The police"),
        "notice": both("De politie komt vaker langs uw woning.", "The police pass your home more often."),
        "do": both(
            "U hoeft niets te doen. Ziet u iets vreemds? Bel 112.",
            "You need not do anything. Do you see something strange? Call 112.",
        ),
        "call": both("Bel uw contactpersoon met vragen.", "Call your contact person with questions."),
    },
    "asked": {
        "ask": both("Vertel ons wat u merkt.", "Tell us what you notice."),
        "why": both("Zo blijft ons beeld actueel.", "That keeps our picture up to date."),
    },
}  # fmt: skip
