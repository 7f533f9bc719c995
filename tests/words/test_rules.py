# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The wording rules of DOMAIN section G over every text that a person can read, in both languages.

An offer is never an entitlement, a protected person is never promised that nothing will happen, and nobody
is blamed. The rules hold for whole words: "beveiligde" is not "veilige".
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

import tbp_backend
from tbp_casefile.model.agreements import OBLIGATIONS, PARTS
from tbp_casefile.model.catalogue import CATALOGUE

RULES = re.compile(
    r"\b(veilige?|veiliger|garantie\w*|garande\w*|gegarandeerd\w*|onderhandel\w*|recht op|goedgekeurd\w*"
    r"|degradatie|oeps|sorry|ongeldige?|safe|safer|guarant\w*|negotia\w*|entitle\w*|invalid|oops)\b|!",
    re.IGNORECASE,
)
EXCEPTIONS = {
    "`!zichtbaar`": "what is typed to let the person read a contact",
    "`!visible`": "the same in English",
    "Veilig Thuis": "the name of the national help line for violence at home",
}
ROOT = Path(__file__).parents[2]


def _spoken() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text."""
    yield from _catalogues()
    for code, row in [*CATALOGUE.items(), *OBLIGATIONS.items(), *PARTS.items()]:
        yield code, f"{row.nl}\n{row.en}"  # type: ignore[attr-defined]  # each of them has both
    cases = files(tbp_backend).joinpath("cases").iterdir()
    for case in (one for one in cases if one.name.endswith(".yaml")):
        for text in _strings(yaml.safe_load(case.read_text(encoding="utf-8"))):
            yield case.name, text
    for manual in ROOT.glob("docs/manual.*.md"):
        yield manual.name, manual.read_text(encoding="utf-8").partition("-->")[2]


def _catalogues() -> Iterator[tuple[str, str]]:
    for package in ("tbp_tui", "tbp_backend"):
        for path in ROOT.joinpath(package).glob("locales/*/LC_MESSAGES/*.po"):
            with path.open("rb") as source:
                for message in read_po(source):
                    texts = (message.string,) if isinstance(message.string, str) else message.string or ()
                    for text in texts if message.id else ():
                        yield f"{path.parent.parent.name}/{path.name}", text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def broken(text: str) -> list[str]:
    """The words in a text that the rules do not allow."""
    for exception in EXCEPTIONS:
        text = text.replace(exception, "")
    return [found.group() for found in RULES.finditer(text)]


def test_no_text_promises_bargains_or_blames() -> None:
    spoken = list(_spoken())
    assert len({place for place, _ in spoken}) > 60
    assert [(place, text) for place, text in spoken if broken(text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Uw veilige plek", ["veilige"]),
        ("Wij onderhandelen niet", ["onderhandelen"]),
        ("You are safe now", ["safe"]),
        ("De beveiligde persoon, met veiligheid en de Veiligheidsregio", []),
        ("The safety lead guards your home", []),
        ("Bel Veilig Thuis", []),
    ],
)
def test_the_rules_are_about_whole_words(text: str, words: list[str]) -> None:
    assert broken(text) == words


def test_every_exception_is_needed() -> None:
    spoken = "\n".join(text for _, text in _spoken())
    assert [exception for exception in EXCEPTIONS if exception not in spoken] == []
