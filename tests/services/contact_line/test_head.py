# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Kind, outcome, minutes and party: what counts in a head and in later pieces, and what stays text."""

import pytest

from tbp_tui.services.contact_line import words
from tests.services.contact_line.reader import read, written


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    words.MEANINGS.items(),
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_listed_word_is_read_at_the_start_of_a_line(
    phrase: tuple[str, ...], meaning: words.Meaning
) -> None:
    reading = read(f"{' '.join(phrase)}: x")
    assert reading.text == "x"
    match meaning:
        case words.KindSaid(kind):
            assert reading.kind == kind
        case words.OutcomeSaid(outcome, by_phone):
            assert reading.outcome == outcome
            assert reading.kind == ("call" if by_phone else None)
        case words.PartySaid(party):
            assert reading.party == party


@pytest.mark.parametrize("word", ["gebled", "gebld", "gebeeld", "telefon", "caled", "GEBELD"])
def test_a_slip_is_the_word_that_was_meant(word: str) -> None:
    assert read(f"{word} Elif").kind == "call"


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "`", ""])
def test_an_apostrophe_or_an_accent_may_be_left_out_or_added(apostrophe: str) -> None:
    assert read("couldn't reach Elif".replace("'", apostrophe)).outcome == "not_reached"
    assert read("g\u00e9beld \u00e9\u00e9n uur").minutes == 60


@pytest.mark.parametrize(
    "word", ["geweld", "gemeld", "ebeld", "blde", "gebeld2", '"gebeld"', "gebeld/gemaild"]
)
def test_another_letter_makes_another_word(word: str) -> None:
    assert read(f"{word} Elif").kind is None


@pytest.mark.parametrize(
    ("line", "kind", "outcome", "asked"),
    [
        ("gebeld en geappt Elif", "call", "reached", ("kind",)),
        ("gesproken, gebeld Elif", "call", "reached", ()),
        ("zorgpunt", "concern", None, ()),
        ("geen gehoor", "call", "not_reached", ()),
        ("niet bereikt", None, "not_reached", ("kind",)),
        ("langs bij Elif, niet thuis", "visit", "not_reached", ()),
        ("voicemail Elif", "call", "not_reached", ("outcome",)),
        ("voicemail, ingesproken", "call", "left_message", ()),
        ("geen gehoor, boodschap achtergelaten", "call", "left_message", ()),
        ("gebeld, bereikt, niet bereikt", "call", "reached", ("outcome",)),
        ("Elif in gesprek", "call", "not_reached", ()),
        ("in gesprek met Elif", "talk", "reached", ()),
        ("gebeld Elif morgen zitting", "call", None, ("at",)),
        ("Overleg", None, None, ("kind",)),
    ],
)
def test_kind_and_outcome(line: str, kind: str | None, outcome: str | None, asked: tuple[str, ...]) -> None:
    reading = read(line)
    assert (reading.kind, reading.outcome, reading.ask) == (kind, outcome, asked)


@pytest.mark.parametrize(
    ("words_of_it", "minutes"),
    [
        ("20m", 20),
        ("20 min.", 20),
        ("20'", 20),
        ("20\u2019", 20),
        ("~20m", 20),
        ("ca. 20 minuten", 20),
        ("for about twenty minutes", 20),
        ("kwartier", 15),
        ("drie kwartier", 45),
        ("3 kwartier", 45),
        ("een half uur", 30),
        ("half an hour", 30),
        ("uurtje", 60),
        ("an hour", 60),
        ("een uur", 60),
        ("anderhalf uur", 90),
        ("1,5 uur", 90),
        ("1.5 hours", 90),
        ("1\u00bd uur", 90),
        ("2 en een half uur", 150),
        ("1u30", 90),
        ("3u", 180),
        ("2 hours", 120),
        ("(20 min)", 20),
        ("5 min te laat", None),
        ("20 min rijden", None),
        ("20 minute drive", None),
        ("10 min per dag", None),
        ("25 uur", None),
        ("4 uur", None),
        ("9.30 uur", None),
        ("20", None),
        ("7,5 min", None),
        ("0 min", None),
        ("50 km per uur", None),
    ],
)
def test_how_long_it_took(words_of_it: str, minutes: int | None) -> None:
    reading = read(f"gebeld {words_of_it}")
    assert reading.minutes == minutes
    assert "minutes" not in reading.ask


@pytest.mark.parametrize(
    ("words_of_it", "minutes"),
    [("20-30 min", 20), ("20 tot 30 min", 20), ("2 of 3 uur", 120), ("20m, 30m", 20), ("1 uur 30 min", 90)],
)
def test_two_lengths_are_asked(words_of_it: str, minutes: int) -> None:
    reading = read(f"gebeld {words_of_it}")
    assert (reading.minutes, reading.ask) == (minutes, ("minutes",))


@pytest.mark.parametrize(
    ("line", "party", "minutes"),
    [
        ("gebeld met anonieme vrouw 5m", "anonymous", 5),
        ("namens zijn broer gebeld 5m", "on_behalf", 5),
        ("gebeld met Sam namens haar moeder 5m", "on_behalf", 5),
        ("gebeld, namens haar broer, 5 min", "on_behalf", 5),
        ("gebeld: Sam vroeg iets namens haar broer", None, None),
    ],
)
def test_who_the_other_one_is(line: str, party: str | None, minutes: int | None) -> None:
    reading = read(line)
    assert (reading.party, reading.minutes) == (party, minutes)


def test_two_parties_are_asked() -> None:
    assert read("anoniem gebeld namens haar broer").ask == ("party",)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("Mirthe gebeld 20m", 20),
        ("gebeld met de moeder van Elif 20m", 20),
        ("gebeld een twee drie vijf zes 20m", None),
        ("gebeld Elif wil 20m", None),
        ("gebeld: Elif 20m", None),
        ("gebeld Elif, 20m", 20),
        ("gebeld Elif, 20m gewacht", None),
        ("gebeld Elif: tekst - 20m", 20),
    ],
)
def test_an_addressee_has_four_words_and_ends_at_a_separator(line: str, minutes: int | None) -> None:
    assert read(line).minutes == minutes


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("gebeld, 20 min: Elif", "Elif"),
        ("gebeld + app gestuurd & mail Elif", "Elif"),
        ("gebeld en Elif", "en Elif"),
        ("  gebeld   Elif  ok  ", "Elif  ok"),
        ("- gebeld Elif", "Elif"),
        ("- Elif gebeld", "- Elif gebeld"),
        ("gebeld (Elif) x", "(Elif) x"),
        ("gebeld, 20 min.", ""),
        ("gebeld Elif,", "Elif,"),
        ("", ""),
    ],
)
def test_text_begins_at_the_first_word_that_is_no_item(line: str, text: str) -> None:
    assert read(line).text == text


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("gebeld Elif, gisteren 15u", "2026-04-19T15:00"),
        ("gebeld Elif, morgen 15u", None),
        ("gebeld Elif, 16:00", None),
        ("gisteren gebeld Elif, 16:00", "2026-04-19T16:00"),
        ("vannacht gebeld Elif, half 3", "2026-04-20T02:30"),
    ],
)
def test_a_moment_after_now_in_a_later_piece_is_text(line: str, value: str | None) -> None:
    reading = read(line)
    assert written(reading.at) == value
    assert reading.outcome == "reached"
    assert reading.ask == ()
