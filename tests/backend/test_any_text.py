# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody writes in a text of a case file gets a finding, or reads back byte for byte."""

import asyncio
import copy
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.findings import Finding
from tbp_backend.office.yamlfile import read_document
from tbp_backend.words import finding_line
from tests.backend.desk import OWN, Desk

Place = tuple[str | int, ...]
NUMBERS = count(1)
FILE: Any = read_document("case.yaml", OWN.encode()).values


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    """Every text of a file, in each language, and what people are called."""
    if isinstance(value, dict):
        for name, inner in value.items():
            said = isinstance(inner, str) and name in {"nl", "en", "name", "phone"}
            yield from [(*path, name)] if said else places(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


PLACES = list(places(FILE))
IN_THE_OFFICE = {"title", "members"}
PIECES = (
    *("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u202e\u2066"),  # from right to left
    *("👩‍👩‍👧", "🏳️‍🌈", "e\u0301", "\u00ad", "\u200b", "\ufeff"),  # many that look like one, and like none
    *("[bold red]x[/]", "[@click=app.quit]", "<b>&amp;", "%s {name}"),  # markup
    *("\x1b[2J", "\x00", "\x07", "\x85", "\u2028", "\r\n", "\n\n", "\t", "\ufdd0", "\U0001fffe"),  # control
    *("{date:2025-03-03}", "{fixeddate:2025-03-03}", "{date:2025-02-30}", "{{", "}"),  # our own
    *("---", ": ", " #", "'", '"', "&a *a", "!!str", "- ", "nee", "null", "12", " "),  # of YAML
    *("veilig", "12-ABC-3", "1234 AB"),  # of the lint
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Cn"]), min_size=1, max_size=20),
    st.sampled_from(["👍", "x", "\u00ad"]).map(lambda letter: letter * 4001),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One office for all: each text comes in a case with a number of its own."""
    return Desk(tmp_path_factory.mktemp("texts") / "office", OWN)


def with_text(place: Place, text: str) -> Any:
    """The case with another text in one place, and another number."""
    values = copy.deepcopy(FILE)
    values["case"] = f"T-{next(NUMBERS)}"
    inner = values
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = text
    return values


@settings(max_examples=80)
@given(place=st.sampled_from(PLACES), text=TEXTS, plain=st.booleans())
@example(("bulletins", 0, "what", "nl"), "👍" * 4000, False)
@example(("contacts", 2, "name"), "👍" * 4000, False)
@example(("contacts", 2, "phone"), "\U0001fffe", False)
@example(("contacts", 0, "organisation", "en"), "{date:2025-02-30}", True)
@example(("requests", 1, "text", "nl"), "\x1b]0;x\x07 \u202e\u05e9\u05dc [bold]", True)
@example(("talks", 0, "text", "nl"), "a\u2028b\x85c\r\nd\n\n e ", False)
def test_any_text_is_found_or_reads_back_byte_for_byte(
    desk: Desk, place: Place, text: str, plain: bool
) -> None:
    values = with_text(place, text)
    written = yaml.safe_dump(values, allow_unicode=plain, sort_keys=False)
    if told := asyncio.run(findings(desk, written)):
        for finding in told:
            assert 1 <= finding.line <= len(written.splitlines())
            assert finding_line("case.yaml", finding).startswith(f"case.yaml:{finding.line}: ")
        return
    logs = asyncio.run(desk.logs(values["case"]))
    read = {one for log in logs.values() for one in log.strings}
    said = yaml.safe_load(written)  # a line end of its own kind does not survive every way of writing
    for name in place:
        said = said[name]
    assert place[0] in IN_THE_OFFICE or said.replace("{fixeddate:", "{date:") in read


async def findings(desk: Desk, written: str) -> tuple[Finding, ...]:
    """What is wrong with a file; nothing when it came in."""
    try:
        await desk.bring(written)
    except CaseFileWrong as wrong:
        return wrong.findings
    return ()
