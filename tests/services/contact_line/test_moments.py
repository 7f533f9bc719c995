# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Days and clock times, looking back (`at`) and forward (`due`). A question mark: it is asked."""

import pytest

from tests.services.contact_line.reader import MONDAY, at, due, read

FRIDAY_EVENING = "2026-04-24T20:30:00+02:00"


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("morgen", "2026-04-21"),
        ("overmorgen 14u", "2026-04-22T14:00"),
        ("over een week", "2026-04-27"),
        ("binnen een week", "2026-04-27"),
        ("in two weeks", "2026-05-04"),
        ("over een week of 2", "2026-04-27?"),
        ("over een uur", "2026-04-20T15:00"),
        ("over anderhalf uur", "2026-04-20T15:30"),
        ("in half an hour", "2026-04-20T14:30"),
        ("over 5 uur", "2026-04-20T19:00"),
        ("vrijdag", "2026-04-24"),
        ("maandag", "2026-04-27?"),
        ("maandag 9u", "2026-04-27T09:00"),
        ("maandag 16u", "2026-04-27T16:00?"),
        ("komende vrijdag", "2026-04-24"),
        ("vrijdag a.s.", "2026-04-24"),
        ("afgelopen vrijdag", "?"),
        ("volgende dinsdag", "2026-04-28?"),
        ("volgende maandag", "2026-04-27"),
        ("volgende week di", "2026-04-28"),
        ("di volgende week", "2026-04-28"),
        ("Tuesday next week", "2026-04-28"),
        ("volgende week", "2026-04-27?"),
        ("ma over een week", "2026-04-27?"),
        ("over een week ma", "2026-04-27?"),
        ("di over 2 weken", "2026-05-05?"),
        ("Monday week", "2026-04-27?"),
        ("a week on Monday", "2026-04-27?"),
        ("begin mei", "2026-05-01?"),
        ("half mei", "2026-05-15?"),
        ("mid-May", "2026-05-15?"),
        ("eind februari", "2027-02-28?"),
        ("end of April", "2026-04-30?"),
        ("begin april", "2027-04-01?"),
        ("begin volgende week", "2026-04-27?"),
        ("eind van de week", "2026-04-24?"),
        ("end of next week", "2026-05-01?"),
        ("deze week", "2026-04-24?"),
        ("in het weekend", "2026-04-25?"),
        ("volgende maand", "2026-05-01?"),
        ("over een maand", "2026-05-20?"),
        ("wk 21", "2026-05-18?"),
        ("wk 21 di", "2026-05-19"),
        ("di week 21", "2026-05-19"),
        ("week 54", None),
        ("1 mei", "2026-05-01"),
        ("May 1, 2027", "2027-05-01"),
        ("the 1st of May", "2026-05-01"),
        ("12-5", "2026-05-12"),
        ("12/5/2026", "2026-05-12"),
        ("2026-05-12", "2026-05-12"),
        ("1 jan", "2027-01-01?"),
        ("29 februari", "2028-02-29?"),
        ("31-4", None),
        ("woensdag 22 april", "2026-04-22"),
        ("dinsdag 22 april", "2026-04-22?"),
        ("april", None),
        ("binnenkort", "?"),
        ("over een paar dagen", "?"),
        ("gisteren", "?"),
        ("vandaag", "2026-04-20"),
    ],
)
def test_days_ahead(words: str, moment: str | None) -> None:
    assert due(words) == moment


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("gisteren", "2026-04-19"),
        ("eergisteren", "2026-04-18"),
        ("day before yesterday", "2026-04-18"),
        ("3 dagen geleden", "2026-04-17"),
        ("een week geleden", "2026-04-13"),
        ("een kwartier geleden", "2026-04-20T13:45"),
        ("zojuist", None),
        ("net, 10 min geleden", "2026-04-20T13:50"),
        ("net, 13:45", "?"),
        ("vrijdag", "2026-04-17"),
        ("maandag", "2026-04-20?"),
        ("maandag 9u", "2026-04-20T09:00?"),
        ("maandag 15u", "2026-04-13T15:00?"),
        ("afgelopen vrijdag", "2026-04-17"),
        ("vorige dinsdag", "2026-04-14"),
        ("last week Tuesday", "2026-04-14"),
        ("vorige week", "?"),
        ("deze week", "?"),
        ("begin april", "2026-04-01?"),
        ("in het weekend", "2026-04-18?"),
        ("wk 16 do", "2026-04-16"),
        ("12-4", "2026-04-12"),
        ("12-5", "2025-05-12?"),
        ("vrijdag, zaterdag", "2026-04-17?"),
        ("9u en 11u", "2026-04-20T09:00?"),
        ("morgen", "?"),
    ],
)
def test_days_behind(words: str, moment: str | None) -> None:
    assert at(words) == moment


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("morgen 9", "2026-04-21T09:00"),
        ("morgen half 3", "2026-04-21T14:30"),
        ("morgen half drie", "2026-04-21T14:30"),
        ("morgen kwart voor 4", "2026-04-21T15:45"),
        ("tomorrow half past 2", "2026-04-21T14:30"),
        ("tomorrow at quarter past 4", "2026-04-21T16:15"),
        ("morgen tien voor half 3", "2026-04-21T14:20"),
        ("morgen 12u", "2026-04-21T12:00"),
        ("morgen 7u", "2026-04-21T19:00?"),
        ("morgen 07:30", "2026-04-21T07:30"),
        ("morgen 7:30", "2026-04-21T19:30?"),
        ("morgen 8:30", "2026-04-21T08:30"),
        ("morgen 2:30", "2026-04-21T14:30"),
        ("morgen 02:30", "2026-04-21T02:30"),
        ("morgen 9.30", "2026-04-21T09:30"),
        ("morgen 2u", "2026-04-21T14:00"),
        ("2u morgen", "2026-04-21T14:00"),
        ("2u", None),
        ("morgen 9 uur 30", "2026-04-21T09:30"),
        ("morgen 20:00", "2026-04-21T20:00"),
        ("morgenavond 8", "2026-04-21T20:00"),
        ("vanavond 8:30", "2026-04-20T20:30"),
        ("vrijdag 's middags om 2", "2026-04-24T14:00"),
        ("tomorrow 8pm", "2026-04-21T20:00"),
        ("tomorrow half past 8pm", "2026-04-21T20:30"),
        ("vanmiddag om 9", "?"),
        ("vannacht om 3", "2026-04-21T03:00"),
        ("vannacht 23:00", "2026-04-20T23:00"),
        ("tonight at 8", "2026-04-20T20:00"),
        ("16u", "2026-04-20T16:00"),
        ("om 9", "2026-04-21T09:00?"),
        ("vandaag om 9", "2026-04-20T21:00?"),
        ("vandaag half 3", "2026-04-20T14:30"),
        ("vandaag 13:00", "?"),
        ("morgen 9:00-9:45", "2026-04-21T09:00"),
        ("morgen van 9 tot 10", "2026-04-21T09:00"),
        ("morgen tussen 9 en 10", "2026-04-21T09:00?"),
        ("morgen 9 of 10 uur", "2026-04-21T09:00?"),
        ("tomorrow 8 to 10pm", "2026-04-21T20:00"),
        ("morgen 3 keer proberen", "2026-04-21"),
        ("morgen 3 x proberen", "2026-04-21"),
        ("morgen 20 min", "2026-04-21"),
        ("morgen 10-12 min", "2026-04-21"),
        ("morgen 06 1234 5678 bellen", "2026-04-21"),
        ("bel 088-000 00 11", None),
        ("morgen 24u", "2026-04-21"),
    ],
)
def test_clock_times_ahead(words: str, moment: str | None) -> None:
    assert due(words) == moment


@pytest.mark.parametrize(
    ("words", "now", "moment"),
    [
        ("9u", MONDAY, "2026-04-20T09:00"),
        ("om 4", MONDAY, "2026-04-20T04:00?"),
        ("16:00", MONDAY, "?"),
        ("om 8", FRIDAY_EVENING, "2026-04-24T20:00?"),
        ("om 3", FRIDAY_EVENING, "2026-04-24T15:00"),
        ("half 7", FRIDAY_EVENING, "2026-04-24T18:30"),
        ("18:45", FRIDAY_EVENING, "2026-04-24T18:45"),
        ("om 3", "2026-04-20T01:00:00+02:00", "?"),
        ("gisteren om 3", MONDAY, "2026-04-19T15:00"),
        ("vanmorgen om 9", MONDAY, "2026-04-20T09:00"),
        ("van 9 tot 10", MONDAY, "2026-04-20T09:00"),
        ("between 9 and 10", MONDAY, "2026-04-20T09:00?"),
        ("om 9.30", MONDAY, "2026-04-20T09:30"),
        ("Elif 9.30", MONDAY, None),
    ],
)
def test_clock_times_behind(words: str, now: str, moment: str | None) -> None:
    assert at(words, now) == moment


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("brief van 12 mei", None),
        ("the letter of 12 May", None),
        ("sinds vrijdag", None),
        ("vrijdag of zaterdag", "2026-04-24?"),
        ("voor 1 mei", "2026-05-01"),
        ("uiterlijk vrijdag", "2026-04-24"),
        ("by Friday", "2026-04-24"),
        ("na vrijdag", "2026-04-24?"),
        ("vanaf 1 mei", "2026-05-01?"),
        ("na de zitting", "?"),
        ("kijk het na", None),
        ("vrijdag bellen, om 10", "2026-04-24T10:00"),
    ],
)
def test_what_stands_before_a_moment(words: str, moment: str | None) -> None:
    assert due(words) == moment


@pytest.mark.parametrize(
    ("words", "language", "moment"),
    [
        ("3/4", "nl", "2027-04-03?"),
        ("5/6", "nl", "2026-06-05"),
        ("5/6", "en", "2026-06-05?"),
        ("5-6-2026", "en", "2026-06-05?"),
        ("24/4", "en", "2026-04-24"),
        ("5/5", "en", "2026-05-05"),
        ("4/24", "en", "2026-04-24?"),
        ("4/24", "nl", None),
        ("vr", "nl", "2026-04-24"),
        ("vr", "en", None),
        ("fri", "en", "2026-04-24"),
        ("fri", "nl", None),
        ("wed", "en", None),
        ("wed 10am", "en", "2026-04-22T10:00"),
        ("bel vr Sam", "nl", None),
        ("bel op vr Sam", "nl", "2026-04-24"),
        ("bel Sam vr 10", "nl", "2026-04-24T10:00?"),
    ],
)
def test_slashed_dates_and_short_weekdays_go_by_the_language(
    words: str, language: str, moment: str | None
) -> None:
    assert due(words, language=language) == moment


@pytest.mark.parametrize(
    ("words", "now", "moment"),
    [
        ("morgen 02:30", "2026-03-28T14:00:00+01:00", "2026-03-29T03:30?"),
        ("morgen 03:00", "2026-03-28T14:00:00+01:00", "2026-03-29T03:00"),
        ("over 24 uur", "2026-03-28T14:00:00+01:00", "2026-03-29T15:00"),
        ("over een dag", "2026-03-28T14:00:00+01:00", "2026-03-29"),
        ("morgen 02:30", "2026-10-24T14:00:00+02:00", "2026-10-25T02:30?"),
        ("over 24 uur", "2026-10-24T14:00:00+02:00", "2026-10-25T13:00"),
    ],
)
def test_the_nights_in_which_the_clock_moves(words: str, now: str, moment: str) -> None:
    assert due(words, now) == moment


def test_an_hour_that_comes_twice_is_proposed_as_the_first() -> None:
    reading = read("gebeld > 25-10 02:30", "2026-10-24T14:00:00+02:00")
    assert reading.follow_up is not None
    assert reading.follow_up.due is not None
    assert reading.follow_up.due.isoformat() == "2026-10-25T02:30:00+02:00"


def test_now_may_be_given_in_any_zone() -> None:
    assert due("morgen 9", "2026-04-20T22:30:00+00:00") == "2026-04-22T09:00"


@pytest.mark.parametrize("now", ["0001-01-02T00:00:00+00:00", "9999-12-30T23:00:00+00:00"])
@pytest.mark.parametrize(
    "words",
    [
        "over 999 weken",
        "99 weken geleden",
        "eind mei",
        "wk 53",
        "vorige vrijdag",
        "vannacht 3u",
        "over 999 jaar",
    ],
)
def test_the_edges_of_the_calendar_are_no_error(words: str, now: str) -> None:
    assert due(words, now) == due(words, now)
    assert at(words, now) == at(words, now)
