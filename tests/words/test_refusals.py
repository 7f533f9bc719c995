# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every reason for which a record may not arrive has a calm sentence, in both languages."""

import ast
from pathlib import Path

import pytest

from tbp_tui.i18n import LANGUAGES, set_language
from tbp_tui.words import refusals

ROOT = Path(__file__).parents[2]
GIVE_CODES = (
    "tbp_casefile/letting_in.py",
    "tbp_casefile/members.py",
    "tbp_casefile/verify.py",
    "tbp_backend/store/append.py",
)
GIVING = {"require": 1, "Refused": 0, "_Refused": 0, "SetAside": 0, "PushedRecord": None}


def given_in(path: Path) -> set[str]:
    """Every code that stands as a literal in a call that refuses."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GIVING:
            place = GIVING[call.func.id]
            at_place = [] if place is None else call.args[place : place + 1]
            named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
            for value in (*at_place, *named):
                found |= {
                    part.value
                    for part in ast.walk(value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return found


def codes() -> set[str]:
    return set().union(*(given_in(ROOT / path) for path in GIVE_CODES))


def test_the_codes_are_found() -> None:
    assert {"may-not-write", "id-taken", "malformed", "bad-signature", "unknown-kind", "ended"} <= codes()
    assert len(codes()) > 25


@pytest.mark.parametrize("code", sorted(codes() | {"late", "kept", "refused"}))
def test_every_code_of_backend_and_judge_has_a_sentence(code: str) -> None:
    assert refusals.knows(code)


def test_a_code_of_a_later_backend_ends_calmly() -> None:
    for language in LANGUAGES:
        set_language(language)
        assert refusals.reason("from-a-later-backend") == refusals.reason("refused")


def test_no_sentence_stays_in_english() -> None:
    said = {}
    for language in LANGUAGES:
        set_language(language)
        said[language] = {code: refusals.reason(code) for code in codes()}
    assert not [code for code in codes() if said["nl"][code] == said["en"][code]]
