# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a follow-up begins, and where a line only seems to have one."""

import pytest

from tests.services.contact_line.reader import read, written


def follow_up(line: str, language: str = "nl") -> str | None:
    """The words of the follow-up, if there is one."""
    found = read(line, language=language).follow_up
    return found.text if found else None


@pytest.mark.parametrize(
    ("line", "text", "next_step"),
    [
        ("gebeld Elif > bel morgen", "Elif", "bel morgen"),
        ("gebeld Elif, > bel morgen", "Elif", "bel morgen"),
        ("gebeld Elif - > bel morgen", "Elif", "bel morgen"),
        ("gebeld Elif. > bel morgen", "Elif.", "bel morgen"),
        ("gebeld Elif > a > b", "Elif", "a > b"),
        ("> bel morgen", "", "bel morgen"),
        ("gebeld kamer 5 > 3 dozen > bel morgen", "kamer 5 > 3 dozen", "bel morgen"),
    ],
)
def test_the_first_marker_that_stands_alone_starts_it(line: str, text: str, next_step: str) -> None:
    assert (read(line).text, follow_up(line)) == (text, next_step)


@pytest.mark.parametrize(
    "line",
    [
        "gebeld Elif >",
        "gebeld Elif 5 > 3",
        "gebeld Elif -> x",
        "gebeld Elif >> x",
        'gebeld "a > b" Elif',
        "gebeld a>b",
    ],
)
def test_what_only_looks_like_a_marker_is_text(line: str) -> None:
    assert follow_up(line) is None
    assert "follow_up" not in read(line).ask
    assert read(line).text == line.removeprefix("gebeld ")


@pytest.mark.parametrize(
    ("line", "language", "next_step"),
    [
        ("gebeld Elif; terugbellen", "nl", "terugbellen"),
        ("gebeld Elif, bel haar vrijdag terug.", "nl", "bel haar vrijdag terug."),
        ("Elif niet bereikt nog een keer bellen over 2 weken!", "nl", "nog een keer bellen over 2 weken!"),
        ("Elif niet bereikt, morgen 9u terugbellen", "nl", "morgen 9u terugbellen"),
        ("probeer vrijdag opnieuw", "nl", "probeer vrijdag opnieuw"),
        ("gebeld. Vervolggesprek wk 21", "nl", "Vervolggesprek wk 21"),
        ("gebeld, terugbellen met haar moeder daar morgen", "nl", "terugbellen met haar moeder daar morgen"),
        ("called Elif, phone her back on Friday", "en", "phone her back on Friday"),
        ("called Elif. Follow up next week", "en", "Follow up next week"),
        ("visit 20 min new appointment 12 May", "en", "new appointment 12 May"),
    ],
)
def test_a_closing_phrase_is_one_too(line: str, language: str, next_step: str) -> None:
    assert follow_up(line, language) == next_step


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Sam wil morgen terugbellen", True),
        ("gebeld Elif zou vrijdag terugbellen", True),
        ("gebeld Elif zou terugbellen", False),
        ('gebeld Elif: "morgen terugbellen"', False),
        ('gebeld Elif: "ik ga morgen terugbellen" zei zij', False),
        ('gebeld Elif: "ja, terugbellen morgen" zei zij', False),
        ("gebeld, terugbellen met haar moeder en broer morgen", False),
        ("gebeld Elif", False),
    ],
)
def test_a_phrase_behind_other_words_is_asked_if_it_has_a_moment(line: str, asked: bool) -> None:
    assert follow_up(line) is None
    assert ("follow_up" in read(line).ask) is asked


def test_a_moment_of_the_past_is_not_that_of_a_closing_phrase() -> None:
    reading = read("Elif niet bereikt gisteren, terugbellen")
    assert written(reading.at) == "2026-04-19"
    assert reading.follow_up is not None
    assert reading.follow_up.due is None
    assert "due" not in reading.ask
    assert follow_up("Elif niet bereikt gisteren terugbellen") is None


@pytest.mark.parametrize(
    "line",
    ["!zichtbaar gebeld Elif", "gebeld Elif !VISIBLE", "!visible: gebeld Elif", "gebeld Elif !zichtbaar."],
)
def test_only_the_marker_makes_a_record_visible(line: str) -> None:
    assert read(line).visible
    assert read(line).text == "Elif"


@pytest.mark.parametrize(
    "line",
    ["gebeld !zichtbaar Elif", "gebeld Elif zichtbaar", "gebeld Elif !zichtbar", "gebeld Elif x!visible"],
)
def test_a_marker_elsewhere_or_with_a_slip_is_text(line: str) -> None:
    assert not read(line).visible
    assert read(line).text == line.removeprefix("gebeld ")
