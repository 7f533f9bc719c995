# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words a person reads: complete, calm, in full dates, and nothing in them that steers a terminal."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tbp_casefile
import tbp_tui
from tbp_casefile.errors import TbpError
from tbp_casefile.times import parse_moment
from tbp_tui import i18n
from tbp_tui.services.errors import TooLong
from tbp_tui.words import dates
from tbp_tui.words.clean import clean
from tbp_tui.words.errors import of_code, sentence

LOCALES = Path(tbp_tui.__file__).parent / "locales"


def every_error() -> Iterator[type[TbpError]]:
    for package in (tbp_casefile, tbp_tui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("errors") or module.name.endswith("asking"):
                importlib.import_module(module.name)
    todo = [TbpError]
    while todo:
        error = todo.pop()
        todo += error.__subclasses__()
        if error.__module__.startswith(("tbp_casefile", "tbp_tui")):
            yield error


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = i18n.language()
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language(before)


def test_every_error_has_a_sentence_of_its_own(language: str) -> None:
    wordless = {
        error.code
        for error in every_error()
        if error.code != "unexpected" and of_code(error.code) == of_code("unexpected")
    }
    assert wordless == set()


def test_a_sentence_ends_like_one_and_says_nothing_of_the_inside(language: str) -> None:
    for error in every_error():
        said = of_code(error.code)
        assert re.search(r"(\.|: tbp( .*)?|: make test|FILE)$", said), said
        assert "{" not in said


def test_a_reason_chooses_the_sentence_that_fits_it() -> None:
    class Weak(TbpError):
        code = "vault.passphrase-too-weak"

    assert "12" in sentence(Weak(needed="12-characters"))
    assert sentence(Weak(needed="something newer")) == of_code("vault.passphrase-too-weak")


def pieces(string: object) -> tuple[object, ...]:
    """A message with plurals has a text for each."""
    return tuple(string) if isinstance(string, tuple | list) else (string,)


@pytest.mark.parametrize("name", ["nl", "en"])
def test_a_catalogue_is_complete(name: str) -> None:
    with (LOCALES / name / "LC_MESSAGES" / "tbp.po").open("rb") as source:
        messages = [message for message in read_po(source) if message.id]
    said = [str(text) for message in messages for text in pieces(message.string)]
    assert messages
    assert all(said)
    assert not any(message.fuzzy for message in messages)


@pytest.mark.parametrize(
    ("language_", "expected"),
    [("nl", "dinsdag 3 maart 2026, 14.30 uur"), ("en", "Tuesday 3 March 2026, 14:30")],
)
def test_a_moment_is_written_in_full_and_in_amsterdam(language_: str, expected: str) -> None:
    i18n.set_language(language_)
    assert dates.full_moment(parse_moment("2026-03-03T13:30:00Z")) == expected


def test_a_date_in_a_text_is_printed_by_the_app_and_a_broken_one_stays_readable() -> None:
    i18n.set_language("nl")
    assert dates.text({"nl": "Op {date:2026-05-12} en {date:2026-13-99}."}) == "Op 12 mei 2026 en 2026-13-99."


def test_a_sentence_names_the_values_of_its_error_and_draws_nothing_from_them() -> None:
    assert "1200" in sentence(TooLong(most=1000, has=1200))
    assert "{program}" in sentence(TooLong(most="{program}\x1b[2J", has=1))
    assert "\x1b" not in sentence(TooLong(most="{program}\x1b[2J", has=1))


def test_days_away_are_said_beside_the_date(language: str) -> None:
    today = date(2026, 3, 3)
    said = [dates.from_now(date(2026, 3, day), today) for day in (1, 2, 3, 4, 5)]
    assert len(set(said)) == 5
    assert "2" in said[0]
    assert "1" in said[1]


def test_t11_text_from_elsewhere_loses_everything_that_steers_a_terminal() -> None:
    hostile = "a\x1b[2Jb\x07c\u202ed\u2066e\ufefff\x9b31mg\u200bh\ni\U000e0041j\u061ck\u00adl\ue000m"
    assert clean(hostile) == "a[2Jbcdef31mgh\nijklm"
