# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The last words of a program that had to stop: a place and a kind, never a value."""

import pytest

from tbp_casefile.errors import PageRefused
from tbp_tui.words import crash


def caught(error: Exception) -> BaseException:
    """An error as it is when somebody catches it."""
    with pytest.raises(type(error)) as found:
        raise error
    return found.value


def test_the_code_says_where_and_what_kind_and_nothing_of_a_person() -> None:
    code = crash.code_of(caught(ValueError("a name and a number")))
    assert code.startswith("test_crash-")
    assert code.endswith("-ValueError")
    assert "name" not in code


def test_an_error_of_our_own_has_its_own_code() -> None:
    assert crash.code_of(caught(PageRefused(reason="head"))) == "page-refused"


def test_an_error_that_was_never_raised_has_a_code_too() -> None:
    assert crash.code_of(RuntimeError()) == "start-RuntimeError"


def test_the_words_say_what_is_kept_and_whom_to_call() -> None:
    words = crash.words("package-12-KeyError")
    for said in ("package-12-KeyError", "Your data is kept.", "contact person", "112"):
        assert said in words
