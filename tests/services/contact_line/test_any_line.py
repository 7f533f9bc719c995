# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every line, also for one that nobody would write."""

import time
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbp_casefile.times import AMSTERDAM
from tbp_tui.services.contact_line import MOST_CHARACTERS, MOST_WORDS, Reading, read_line, times, words
from tests.services.contact_line.reader import read

# Fifty milliseconds on a quiet machine (bench); ten times that only tells that something hangs.
HANGS = 0.5

_BOOKS = (
    *(words.MEANINGS, words.ON_BEHALF, words.CLOSING, times.NEAR_DAYS, times.TURNS, times.WEEKS, times.EDGES),
    *(times.LENGTHS, times.PARTS, times.VAGUE, times.NOW),
)
_WORDS = (
    *(times.WEEKDAYS, *times.SHORT_WEEKDAYS.values(), times.MONTHS, times.NUMBERS, times.MINUTE_UNITS),
    *(times.HOUR_UNITS, times.DAY_UNITS, times.MONTH_UNITS, times.AHEAD, times.AGO),
    words.listed(
        "9 12 20 31 9u 9u30 10:15 02:30 9.30 12-5 5/6 2026-05-12 20m 20-30 1,5 9:00-9:45 10am 088-000"
    ),
    words.listed("om at op on van tot tussen of or half kwart voor terug opnieuw back wk ca. a.s. ~ \u00b1"),
    words.listed(
        "> , ; : . ! ? - \u2013 | / + & ( ) \" ' !zichtbaar !visible Mirthe niet wil the \u0130 \u00e9\u00e9n"
    ),
)
SAID = sorted(
    {" ".join(phrase) for book in _BOOKS for phrase in book} | {word for some in _WORDS for word in some}
)
lines = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(SAID), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(SAID), st.text(max_size=4)), max_size=20).map("".join),
)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zoned
languages = st.sampled_from(["nl", "en"])


def seconds(line: str) -> float:
    """How much of a processor's time the reading takes."""
    start = time.process_time()
    read(line)
    return time.process_time() - start


@given(lines, moments, languages)
def test_a_line_is_read_and_nothing_of_it_is_lost(line: str, now: datetime, language: str) -> None:
    reading = read_line(line, now, language)
    assert reading == read_line(line, now, language)
    assert_text_is_a_slice(line, reading)
    covered = {place for span in reading.spans for place in range(span.start, span.end)}
    left = "".join(letter if place not in covered else " " for place, letter in enumerate(line))
    for word in left.split():
        assert word.strip(",;:.!?-\u2013|/+&>()").casefold() in ("", "en", "and"), (word, line)


def assert_text_is_a_slice(line: str, reading: Reading) -> None:
    """Text and follow-up are what the line holds between two places."""
    texts = [line[span.start : span.end] for span in reading.spans if span.field == "text"]
    assert texts == [reading.text] * bool(reading.text)
    assert reading.text == reading.text.strip()
    next_steps = [line[span.start : span.end] for span in reading.spans if span.field == "follow_up"]
    assert next_steps == ([reading.follow_up.text] if reading.follow_up else [])
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(line)
        assert line[span.start : span.end].strip() == line[span.start : span.end]


@given(lines, moments, languages)
def test_a_reading_is_one_that_may_be_saved(line: str, now: datetime, language: str) -> None:
    reading = read_line(line, now, language)
    assert list(reading.ask) == sorted(set(reading.ask))
    assert ("kind" in reading.ask) or reading.kind is not None
    assert reading.minutes is None or 0 < reading.minutes <= 24 * 60
    assert "due" not in reading.ask or reading.follow_up is not None
    assert "follow_up" not in reading.ask or reading.follow_up is None
    here = now.astimezone(AMSTERDAM)
    if isinstance(reading.at, datetime):
        assert reading.at <= now
        assert reading.at.second == 0
    elif reading.at is not None:
        assert reading.at <= here.date()
    due = reading.follow_up.due if reading.follow_up else None
    if isinstance(due, datetime):
        assert due > now
    elif due is not None:
        assert due >= here.date()


@given(lines, moments, languages)
def test_capitals_never_matter(line: str, now: datetime, language: str) -> None:
    line = "".join(letter for letter in line if letter.isascii())
    small, large = read_line(line.lower(), now, language), read_line(line.upper(), now, language)
    assert small.text.upper() == large.text
    assert (small.kind, small.outcome, small.minutes, small.at, small.party, small.visible, small.ask) == (
        *(large.kind, large.outcome, large.minutes, large.at, large.party, large.visible, large.ask),
    )
    assert small.spans == large.spans


@given(st.sampled_from(["nl", "en"]), moments)
def test_the_text_of_a_sentence_reads_as_itself(language: str, now: datetime) -> None:
    first = read_line("gebeld: zij komt niet, het is te ver", now, language)
    assert read_line(first.text, now, language).text == first.text


def test_the_spans_tell_what_was_understood_as_which_field() -> None:
    line = "gebeld met Mirthe 20m: B5 uitgelegd > terugbellen vr 10u"
    said = [(span.field, line[span.start : span.end]) for span in read(line).spans]
    assert said == [
        ("kind", "gebeld"),
        ("text", "met Mirthe 20m: B5 uitgelegd"),
        ("minutes", "20m"),
        ("follow_up", "terugbellen vr 10u"),
        ("due", "vr 10u"),
    ]


@pytest.mark.parametrize("filler", ["x", "x ", "x, ", "(", "\u00e9"])
def test_behind_the_limit_all_is_text_and_a_follow_up_is_asked(filler: str) -> None:
    line = "gebeld 20m: " + filler * 1_000_000 + " > bel morgen"
    reading = read(line)
    assert (reading.kind, reading.minutes, reading.follow_up) == ("call", 20, None)
    assert reading.text == line.removeprefix("gebeld 20m: ")
    assert reading.ask == ("follow_up",)


def test_the_limits_are_those_of_the_page() -> None:
    assert (MOST_WORDS, MOST_CHARACTERS) == (250, 2000)
    assert read("gebeld > " + "x " * 248).ask == ()
    assert read("gebeld > " + "x " * 249).ask == ("due",)


def test_a_follow_up_that_begins_within_the_limit_goes_on_behind_it() -> None:
    reading = read("gebeld > bel morgen " + "x " * MOST_WORDS + "en vrijdag !visible")
    assert reading.follow_up is not None
    assert reading.follow_up.text.endswith("x en vrijdag")
    assert reading.ask == ("due",)
    assert reading.visible


def test_the_longest_line_that_is_read_whole() -> None:
    line = ("gebeld: " + "woord " * (MOST_WORDS - 6)).ljust(MOST_CHARACTERS - 14, "x") + " > bel morgen"
    assert len(line) < MOST_CHARACTERS
    assert read(line).follow_up is not None


@pytest.mark.parametrize(
    ("begin", "word", "length"), [*product(("", "gebeld Elif > "), SAID[::12], (MOST_CHARACTERS, 1_000_000))]
)
def test_no_line_takes_long(begin: str, word: str, length: int) -> None:
    assert seconds(begin + f"{word} " * (length // (len(word) + 1))) < HANGS
