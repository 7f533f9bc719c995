# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The contact lines and their readings hold together (`docs/contact-line.md`); nothing here reads a line."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from tbp_casefile.model.dialogue import TalkKind

HERE = Path(__file__).parent / "contact_lines"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KEYS = ["kind", "outcome", "minutes", "at", "party", "visible", "text", "follow_up", "ask"]
ASKED = {"at", "due", "follow_up", "kind", "minutes", "outcome", "party"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+0[12]:00")
MARKERS = ("!zichtbaar", "!visible")
WEEKDAYS = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tuesday"),
    ("woensdag", "wednesday"),
    ("do", "donderdag", "thu", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("zaterdag", "saturday"),
    ("zondag", "sunday"),
)
DAY_OF = {word: day for day, words in enumerate(WEEKDAYS) for word in words}


def committed(name: str) -> list[dict[str, Any]]:
    """One file of the corpus, line by line."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


WORK = committed("work")
HELD = committed("held")
every_line = pytest.mark.parametrize("entry", WORK + HELD, ids=lambda entry: entry["id"])


def moment(value: str) -> datetime:
    """A date-time that Amsterdam knows: its offset is the one of that hour."""
    assert MOMENT.fullmatch(value)
    told = datetime.fromisoformat(value)
    here = told.astimezone(AMSTERDAM)
    assert here.isoformat() == value
    return here


def check_side(value: str | None, now: datetime, *, later: bool) -> None:
    """A moment stands on its side of now; a date alone may be today."""
    if value is None:
        return
    if "T" in value:
        told = moment(value)
        assert told > now if later else told <= now
    else:
        day = date.fromisoformat(value)
        assert day.isoformat() == value
        assert day >= now.date() if later else day <= now.date()


def check_weekday(words: str, value: str | None) -> None:
    """If the words name one weekday, the day is one."""
    named = {DAY_OF[word] for word in re.findall(r"[a-z]+", words.lower()) if word in DAY_OF}
    if value is not None and len(named) == 1:
        assert date.fromisoformat(value[:10]).weekday() in named


@pytest.mark.parametrize(("lines", "total", "dutch"), [(WORK, 100, 67), (HELD, 50, 33)], ids=["work", "held"])
def test_a_file_has_its_share_of_languages_and_of_messy_lines(
    lines: list[dict[str, Any]], total: int, dutch: int
) -> None:
    assert len(lines) == total
    assert sum(entry["messy"] for entry in lines) == total // 2
    assert sum(entry["lang"] == "nl" for entry in lines) == dutch
    assert sum(entry["lang"] == "en" for entry in lines) == total - dutch


def test_no_id_and_no_line_stands_twice() -> None:
    assert len({entry["id"] for entry in WORK + HELD}) == 150
    assert len({entry["line"].casefold() for entry in WORK + HELD}) == 150


@every_line
def test_a_reading_has_all_fields_and_each_has_a_value_it_may_have(entry: dict[str, Any]) -> None:
    assert list(entry) == ["id", "lang", "messy", "now", "line", "reading"]
    reading = entry["reading"]
    assert list(reading) == KEYS
    assert reading["kind"] in (None, *get_args(TalkKind))
    assert reading["outcome"] in (None, "reached", "not_reached", "left_message")
    assert reading["minutes"] is None or 0 < reading["minutes"] <= 24 * 60
    assert reading["party"] in (None, "anonymous", "on_behalf")
    assert reading["visible"] is (entry["line"].startswith(MARKERS) or entry["line"].endswith(MARKERS))
    assert reading["follow_up"] is None or list(reading["follow_up"]) == ["text", "due"]
    assert reading["ask"] == sorted(set(reading["ask"]) & ASKED)


@every_line
def test_what_is_asked_fits_what_is_read(entry: dict[str, Any]) -> None:
    reading = entry["reading"]
    asked = reading["ask"]
    assert reading["kind"] is not None or "kind" in asked
    assert "due" not in asked or reading["follow_up"] is not None
    assert "follow_up" not in asked or reading["follow_up"] is None
    if reading["kind"] in (None, "failure", "concern"):
        assert reading["outcome"] != "reached"
    elif reading["outcome"] is None:
        assert "at" in asked
        assert reading["at"] is None


@every_line
def test_moments_are_real_and_on_their_side_of_now(entry: dict[str, Any]) -> None:
    now = moment(entry["now"])
    reading = entry["reading"]
    check_side(reading["at"], now, later=False)
    if reading["follow_up"] is None:
        check_weekday(entry["line"], reading["at"])
    else:
        check_side(reading["follow_up"]["due"], now, later=True)
        check_weekday(reading["follow_up"]["text"], reading["follow_up"]["due"])


@every_line
def test_the_words_of_text_and_follow_up_are_those_of_the_line(entry: dict[str, Any]) -> None:
    line, text, follow_up = entry["line"], entry["reading"]["text"], entry["reading"]["follow_up"]
    for marker in MARKERS:
        line = line.removeprefix(f"{marker} ").removesuffix(f" {marker}")
    assert text == text.strip()
    if follow_up is not None:
        assert follow_up["text"]
        assert line.endswith(follow_up["text"])
        line = re.sub(r"[\s,;:>|/+–-]+$", "", line.removesuffix(follow_up["text"]))  # noqa: RUF001
    assert line.endswith(text)
    assert not re.search(r"\w$", line.removesuffix(text)) or not text
