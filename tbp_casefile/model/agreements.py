# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a person and of an employer, with titles in the words of the screen (DOMAIN E1, E2).

Pure data. `page` is of the letter of 11 July 2025. No threat words in a title.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """One kind of thing that is asked, and the page of the letter that it rests on."""

    code: str
    nl: str
    en: str
    page: int


_OBLIGATIONS = (
    Agreement("V1", "Meewerken aan de afspraken", "Cooperate with what was agreed", 9),
    Agreement("V2", "Niets vertellen over uw beveiliging", "Tell nobody about your protection", 9),
    Agreement("V3", "Open zijn over wat van belang is", "Be open about what matters", 9),
    Agreement("V4", "Het gevaar niet opzoeken", "Do not seek out the danger", 9),
    Agreement("V5", "Afstand houden van een criminele omgeving", "Keep away from a criminal setting", 9),
    Agreement("V6", "Maatregelen precies uitvoeren", "Carry out measures exactly", 9),
    Agreement("V7", "Doen wat u zelf kunt doen", "Do what you can do yourself", 8),
    Agreement("V8", "Uw programma op tijd doorgeven", "Tell us your programme in good time", 9),
    Agreement("V9", "Vaste gewoonten veranderen", "Change fixed habits", 9),
    Agreement("V10", "Melden wat u opvalt", "Report what you notice", 9),
    Agreement("V11", "Voorzichtig zijn op sociale media", "Be careful on social media", 9),
    Agreement("V12", "Alarm en knop testen", "Test alarm and button", 9),
    Agreement("V13", "Contact houden en veranderingen doorgeven", "Keep in touch and pass on changes", 9),
)

_PARTS = (
    Agreement("W1", "Weten wat er kan spelen", "Know what may come up", 8),
    Agreement("W2", "Weerbaarheid", "Resilience", 8),
    Agreement("W3", "Het werk anders inrichten", "Arrange the work differently", 8),
    Agreement("W4", "Maatregelen van de werkgever", "Measures of the employer", 9),
    Agreement("W5", "Meedenken en aanwijzingen uitvoeren", "Think along and carry out instructions", 9),
)

OBLIGATIONS: dict[str, Agreement] = {entry.code: entry for entry in _OBLIGATIONS}
"""Obligations of the person by their code, V1 to V13."""

PARTS: dict[str, Agreement] = {entry.code: entry for entry in _PARTS}
"""The five parts of the employer's duty of care, W1 to W5."""
