# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about words: what must not be promised, what must not be told, and how dates are written."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.form.base import Both
from tbp_backend.office.form.system import SystemFile
from tbp_backend.office.lint.people import check_unique

# DOMAIN section G, wording rules: an offer, never an entitlement or a promise (letter page 8).
_FORBIDDEN = {
    "nl": r"recht op|garan(tie|deer)\w*|veilige?r?|goedgekeurd\w*|onderhandel\w*|degradatie",
    "en": r"safer?|guarantee\w*|approved|negotiat\w*",
}
_WEEKDAY = {
    "nl": r"(maan|dins|woens|donder|vrij|zater|zon)dag",
    "en": r"(mon|tues|wednes|thurs|fri|satur|sun)day",
}
_WRITTEN_DATE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[ -](jan|feb|m(aa)?rt|mar|apr|mei|may|jun|jul|aug|sep|o[ck]t|nov|dec)",
    re.IGNORECASE,
)
_IN_BRACES = re.compile(r"\{[^{}]*\}?")
_DATE = re.compile(r"\{(?:date|fixeddate):(\d{4}-\d\d-\d\d)\}")
_THREAT = re.compile(r"dreig|threat|aanslag|attack|moord|murder|wapen|weapon", re.IGNORECASE)
# What would help somebody to find a person (letter pages 5 and 9).
_TRACES = {
    "postcode": re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b"),
    "number-plate": re.compile(
        r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}\b"
    ),
}
MAX_CHARACTERS = 4000
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_NAMES = {"name", "short", "organisation", "heading", "phone", "place"}
"""Fields that name somebody or something as it is called: not ours to reword."""
_STAYS_HERE = {"members"}


def check_case(findings: Findings, file: CaseFile) -> None:
    """All texts of a case."""
    _check_names(findings, file)
    for path, text in _texts(file):
        _check_both(findings, path, text)
        if path[0] != "title":
            _check_title(findings, path, text)
        if path[0] == "employer_duties" and _THREAT.search(text.nl + text.en):
            findings.add(path, "threat-for-employer", page=9)


def check_system(findings: Findings, file: SystemFile) -> None:
    """All texts that every device may read; topics and places in the list are unique."""
    _check_names(findings, file)
    for path, text in _texts(file):
        _check_both(findings, path, text)
        _check_title(findings, path, text)
    check_unique(findings, ("policy_texts",), [rule.topic for rule in file.policy_texts])
    check_unique(findings, ("help_contacts",), [line.order for line in file.help_contacts])
    check_unique(findings, ("news",), [news.id for news in file.news])
    for number, rule in enumerate(file.policy_texts):
        if (rule.side is None) != (rule.expect is None):
            findings.add(("policy_texts", number), "side-and-expect")


def _check_title(findings: Findings, path: Path, text: Both) -> None:
    """A title stands in lists, in reach of eyes that look along (letter page 5)."""
    if path[-1] == "title" and _THREAT.search(text.nl + text.en):
        findings.add(path, "threat-in-title", page=5)


def _texts(value: object, path: Path = ()) -> Iterator[tuple[Path, Both]]:
    """Every text in two languages below a place, names left out."""
    if isinstance(value, Both):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name, inner in zip(value.__struct_encode_fields__, msgspec.structs.astuple(value), strict=True):
            if name not in _NAMES:
                yield from _texts(inner, (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def _check_names(findings: Findings, file: CaseFile | SystemFile) -> None:
    """A name can be anything, within limits; one that is left out says nothing."""
    for path, name in _names(file):
        if path[-1] in {"phone", "place"} and not name:
            continue
        _check_length(findings, path, name)
        _check_braces(findings, path, name)


def _names(value: object, path: Path = (), *, named: bool = False) -> Iterator[tuple[Path, str]]:
    """Every name below a place, in each language."""
    if isinstance(value, str) and named:
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name, inner in zip(value.__struct_encode_fields__, msgspec.structs.astuple(value), strict=True):
            if name not in _STAYS_HERE:
                yield from _names(inner, (*path, name), named=named or name in _NAMES)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _names(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _names(inner, (*path, number))


def _check_both(findings: Findings, path: Path, both: Both) -> None:
    for language, text in both.as_text().items():
        place = (*path, language)
        _check_length(findings, place, text)
        _check_words(findings, place, language, text)
        _check_dates(findings, place, language, text)
        _check_traces(findings, place, text)


def _check_length(findings: Findings, path: Path, text: str) -> None:
    if not text.strip():
        findings.add(path, "empty-text")
    if len(text) > MAX_CHARACTERS:
        findings.add(path, "long-text", most=MAX_CHARACTERS)


def _check_words(findings: Findings, path: Path, language: str, text: str) -> None:
    for found in re.finditer(rf"\b({_FORBIDDEN[language]})\b", text, re.IGNORECASE):
        findings.add(path, "forbidden-word", page=8, word=found[0])


def _check_dates(findings: Findings, path: Path, language: str, text: str) -> None:
    _check_braces(findings, path, text)
    plain = _IN_BRACES.sub("", text)
    for pattern in (_WRITTEN_DATE, re.compile(rf"\b{_WEEKDAY[language]}\b", re.IGNORECASE)):
        if found := pattern.search(plain):
            findings.add(path, "bare-date", word=found[0])


def _check_braces(findings: Findings, path: Path, text: str) -> None:
    """Braces hold a day that there is."""
    for braces in _IN_BRACES.findall(text):
        found = _DATE.fullmatch(braces)
        if not (found and _is_day(found[1])):
            findings.add(path, "bad-date", word=braces)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_traces(findings: Findings, path: Path, text: str) -> None:
    for code, pattern in _TRACES.items():
        if pattern.search(text):
            findings.add(path, code, page=9)
    if any(map(_is_citizen_number, _NINE_DIGITS.findall(text))):
        findings.add(path, "citizen-number", page=9)


def _is_citizen_number(digits: str) -> bool:
    """The eleven test of the BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0
