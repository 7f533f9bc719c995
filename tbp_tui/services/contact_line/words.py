# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The closed word lists of `docs/contact-line.md`: what somebody may say for kind, outcome and party.

Written as `tokens.fold` leaves a word: small letters, no accents, no apostrophes. Words of time: `times.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from tbp_casefile.model.dialogue import Outcome, Party, TalkKind

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class KindSaid:
    """A word for a kind; a `weak` one gives way to any other."""

    kind: TalkKind
    weak: bool = False


@dataclass(frozen=True)
class OutcomeSaid:
    """A word for an outcome. `by_phone`: a call when no kind is said; `unsure`: it is to be asked."""

    outcome: Outcome
    by_phone: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class PartySaid:
    """A word that says who the other one is."""

    party: Party


Meaning = KindSaid | OutcomeSaid | PartySaid


def phrases(text: str) -> Iterator[Phrase]:
    """Phrases that were written with commas between them."""
    return (tuple(phrase.split()) for phrase in text.split(","))


def listed(text: str) -> frozenset[str]:
    """Single words that were written with spaces between them."""
    return frozenset(text.split())


def _meaning(meaning: Meaning, text: str) -> dict[Phrase, Meaning]:
    return dict.fromkeys(phrases(text), meaning)


_DUTCH_MESSAGES = """app, appje, geappt, appte, whatsapp, sms, smsje, bericht, berichtje, mail, mailtje,
    e-mail, gemaild, mailde"""
_BEHIND_A_MESSAGE = ",gestuurd,verstuurd,gekregen,ontvangen"
_ENGLISH_MESSAGES = "message, msg, messaged, texted, text message, email, emailed, mailed"
_MESSAGES: tuple[Phrase, ...] = (
    *((*said, *done) for said, done in product(phrases(_DUTCH_MESSAGES), phrases(_BEHIND_A_MESSAGE))),
    *((*done, *said) for done, said in product(phrases(",sent,sent a,sent an"), phrases(_ENGLISH_MESSAGES))),
)

IN_CONVERSATION = OutcomeSaid("not_reached", by_phone=True)

MEANINGS: Mapping[Phrase, Meaning] = {
    **_meaning(
        KindSaid("call"),
        """bel, belde, gebeld, opgebeld, teruggebeld, nagebeld, belletje, beller, tel, telefoon, telefoontje,
        telefonisch, telefoongesprek, telefonisch gesprek, call, called, called back, caller, phone, phoned,
        phone call, rang""",
    ),
    **dict.fromkeys(_MESSAGES, KindSaid("message")),
    **_meaning(
        KindSaid("visit"),
        """bezoek, op bezoek, hb, huisbezoek, bezocht, langs, langsgeweest, langs geweest, thuis geweest,
        visit, home visit, visited, came by, dropped by, stopped by""",
    ),
    **_meaning(
        KindSaid("talk"),
        """gesprek, gespr, gesprekje, videogesprek, beeldbellen, video, talk, meeting, conversation,
        video call""",
    ),
    **_meaning(
        KindSaid("talk", weak=True),
        "gesproken, sprak, gepraat, op kantoor, spoke, spoken, talked, at the office",
    ),
    **_meaning(KindSaid("failure"), "storing, failure, malfunction"),
    **_meaning(KindSaid("concern"), "zorg, zorgpunt, concern"),
    **_meaning(
        OutcomeSaid("not_reached"),
        """niet bereikt, onbereikbaar, geen antwoord, geen reactie, niet gesproken, niet thuis, not reached,
        unreachable, could not reach, couldnt reach, no reply, no response, not home, nobody home""",
    ),
    **_meaning(
        OutcomeSaid("not_reached", by_phone=True),
        """geen gehoor, niet opgenomen, nam niet op, gemiste oproep, missed call, no answer, did not answer,
        didnt answer, line busy""",
    ),
    ("in", "gesprek"): IN_CONVERSATION,
    **_meaning(
        OutcomeSaid("left_message", by_phone=True),
        """voicemail ingesproken, vm ingesproken, ingesproken, boodschap achtergelaten, left voicemail,
        left a voicemail, left vm, left message, left a message""",
    ),
    **_meaning(OutcomeSaid("reached"), "bereikt, wel bereikt, reached"),
    ("voicemail",): OutcomeSaid("not_reached", by_phone=True, unsure=True),
    **_meaning(PartySaid("anonymous"), "anoniem, anonieme, anonymous"),
}

ON_BEHALF = frozenset(phrases("namens, on behalf of"))
BEFORE_A_NAME = listed("met naar aan bij door van with to from by")
JOINERS = listed("en and +") | {"&"}

# None of these is part of an addressee; unless an item begins with them, they end the head.
ENDS_THE_HEAD = listed(
    """niet geen nooit wil wilt wilde moet moest kan kon mag zal zou gaat wordt werd worden is was
    waren dat die als om te over na voor not no never wants wanted should must can could will would
    were be that who if about after before"""
)

CLOSING: frozenset[Phrase] = frozenset(
    phrases(
        """terugbellen, nabellen, opnieuw bellen, nog een keer bellen, opnieuw proberen, vervolggesprek,
        vervolgafspraak, nieuwe afspraak, volgende afspraak, call again, try again, follow up, follow-up,
        next talk, next call, next visit, next appointment, new appointment"""
    )
)
# A phrase in two halves, with words between them: `bel morgen terug`.
CLOSING_HALVES = {
    "bel": "terug",
    "probeer": "opnieuw",
    "call": "back",
    "ring": "back",
    "phone": "back",
}

MARKERS = frozenset({"!zichtbaar", "!visible"})
