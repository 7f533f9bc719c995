# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case lint`: each rule is broken once, and the finding says where."""

from pathlib import Path

import pytest

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.lint import check
from tbp_backend.office.yamlfile import read_document
from tests.backend.conftest import CASE_FILE, run

TEXT = CASE_FILE.read_text(encoding="utf-8")
SYSTEM = CASE_FILE.with_name("system.yaml").read_text(encoding="utf-8")


def findings(text: str | bytes) -> list[tuple[int, str]]:
    """Line and code of everything that is wrong."""
    content = text.encode() if isinstance(text, str) else text
    try:
        check(read_document("case.yaml", content))
    except CaseFileWrong as wrong:
        return [(finding.line, finding.code) for finding in wrong.findings]
    return []


def line_of(text: str, words: str) -> int:
    """The first line that has these words."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_what_we_ship_has_no_findings() -> None:
    for path in CASE_FILE.parent.glob("*.yaml"):
        assert findings(path.read_bytes()) == []


BROKEN = [
    ("De dreiging is zwaarder geworden en speelt", "U hebt recht op bewaking. Het speelt", "forbidden-word"),
    ("Some risk remains.", "You are safe.", "forbidden-word"),
    ("Op {date:2025-05-27} kijken wij opnieuw.", "Op 27 mei 2025 kijken wij opnieuw.", "bare-date"),
    ("Op {date:2025-05-27} kijken wij opnieuw.", "Op {datum:2025-05-27} kijken wij.", "bad-date"),
    ("Op {date:2025-05-27} kijken wij opnieuw.", "Op dinsdag kijken wij opnieuw.", "bare-date"),
    ("U krijgt een nieuwe vaste contactpersoon.", "U woont nu op 1234 AB.", "postcode"),
    ("U krijgt een nieuwe vaste contactpersoon.", "De auto heeft 12-ABC-3.", "number-plate"),
    ("U krijgt een nieuwe vaste contactpersoon.", "Uw nummer is 111222333.", "citizen-number"),
    ("    layer: employer\n", "    layer: person\n", "wrong-layer"),
    ('    provider: {nl: "De politie", en: "The police"}\n', "", "missing-field"),
    ('  - version: "2"\n', '  - version: "2"\n    reden: x\n', "unknown-field"),
    ("    kind: urgent\n", "    kind: spoed\n", "wrong-value"),
    ('{nl: "NCTV", en: "NCTV"}', '{nl: "NCTV"}', "missing-field"),
    ("    authority: authority-local\n", "    authority: authority-national\n", "wrong-authority"),
    (
        "  - to: authority-national\n    from: 2025-05-19\n",
        "  - to: authority-national\n    from: 2024-11-06\n",
        "two-authorities",
    ),
    (
        "      - code: M12\n        change: stopped\n        reason: threat\n",
        "      - code: M16\n        change: stopped\n        reason: threat\n",
        "change-of-nothing",
    ),
    (
        "      - code: M14\n        change: started\n",
        "      - code: M14\n        change: changed\n",
        "wrong-change",
    ),
    (
        "      - {code: M16, start: 2024-11-06}\n",
        "      - {code: M99, start: 2024-11-06}\n",
        "measure-without-text",
    ),
    ("  M06:\n", "  M98:\n", "unknown-measure"),
    ("    next_review: 2025-05-27\n", "    next_review: null\n", "temporary-without-review"),
    ("    next_review: 2025-05-27\n", "", "missing-field"),
    ("    next_review: 2025-05-27\n", "    next_review: 2025-04-01\n", "review-in-past"),
    ("    state: done\n    outcome: same\n", "    state: done\n", "outcome-and-state"),
    (
        "    state: announced\n    input_open: true\n",
        "    state: done\n    outcome: same\n    input_open: true\n",
        "input-too-late",
    ),
    ("    announced: 2026-04-13\n", "", "announced-without-day"),
    ("    announced: 2026-04-13\n", "    announced: 2026-06-13\n", "announced-too-late"),
    ("    until: 2025-05-19\n", "    until: 2025-05-10\n", "contact-gap"),
    ('from: "09:00", to: "17:00"', 'from: "17:00", to: "09:00"', "bad-hours"),
    ("{first: 2025-05-20T10:00, every_days: 14}", "{first: 2025-05-20T10:00, every_days: 0}", "bad-moment"),
    ("  - id: bas\n", "  - id: hanneke\n", "twice"),
    ("role: contact_person, name", "role: supporter, name", "role-not-in-case"),
    ("{role: person, name", "{role: contact_person, name", "no-person"),
    ("Werk gaat nog steeds voor privé.", "Werk is belangrijk.", ""),
    ("case: D-24-0117", "case: ../../etc", "wrong-value"),
    ("case: D-24-0117", "case: D-24-0117\ncase: D-24-0118", "equal-names"),
    ("format: 1\n", "format: &one 1\nother: *one\n", "reference"),
    ("format: 1\n", "format:\t1\n", "tab"),
    ("format: 1\n", "format: [1\n", "yaml"),
    ("format: 1\n", "1: 1\n", "name-not-text"),
]


@pytest.mark.parametrize(
    ("old", "new", "code"), BROKEN, ids=[f"{c}-{n}" for n, (_, _, c) in enumerate(BROKEN)]
)
def test_a_broken_rule_is_found(old: str, new: str, code: str) -> None:
    assert old in TEXT
    found = findings(TEXT.replace(old, new, 1))
    assert (code in {name for _, name in found}) if code else found == []


def test_a_finding_stands_at_its_line() -> None:
    words = "Er blijft een risico. Ook een tijdelijk adres"
    text = TEXT.replace(words, f"Dit is veilig. {words}")
    assert findings(text) == [(line_of(text, words), "forbidden-word")]


def test_work_before_private_may_stand_in_the_text_or_in_the_reason() -> None:
    text = TEXT.replace("gaat nog steeds voor privé", "is belangrijk")
    assert "work-before-private" in {code for _, code in findings(text)}


def test_every_mistake_in_the_form_is_told_at_once() -> None:
    text = TEXT.replace("    kind: urgent\n", "    kind: spoed\n").replace(
        "    state: announced\n", "    state: x\n"
    )
    assert [code for _, code in findings(text)] == ["wrong-value", "wrong-value"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: \xff\n", "not-utf-8"),
        (b"#" * 1_000_001, "too-large"),
        (b"", "wrong-value"),
        (b"- 1\n", "wrong-value"),
        (b"a: " + b"[" * 5000, "yaml"),
        (b"a: !!python/object/apply:os.system [ls]\n", "yaml"),
    ],
)
def test_what_is_no_case_file_is_told_calmly(content: bytes, code: str) -> None:
    assert [name for _, name in findings(content)] == [code]


def test_public_texts_are_held_to_the_rules_too() -> None:
    title = 'nl: "Uw pakket is een aanbod"'
    assert title in SYSTEM
    text = SYSTEM.replace(title, 'nl: "Uw dreiging is een aanbod"')
    assert findings(text) == [(line_of(text, "Uw dreiging is") - 1, "threat-in-title")]
    assert "twice" in {code for _, code in findings(SYSTEM.replace("order: 2\n", "order: 1\n"))}


def test_the_command_says_where_and_on_which_page(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        TEXT.replace("    kind: urgent\n", "    kind: temporary\n").replace(
            "Some risk remains.", "You are safe."
        )
    )
    result = run(tmp_path / "home", "case", "lint", str(path))
    assert result.returncode == 1
    line = line_of(path.read_text(), "You are safe.")
    assert f"{path}:{line}: Do not write “safe”" in result.stdout
    assert "(letter of 11 July 2025, page 8)" in result.stdout
    assert not (tmp_path / "home").exists()
    assert run(tmp_path / "home", "case", "lint", str(CASE_FILE)).returncode == 0


def test_import_takes_no_file_with_findings(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(TEXT.replace("Some risk remains.", "You are safe."))
    result = run(tmp_path / "home", "case", "import", str(path))
    assert result.returncode == 1
    assert "page 8" in result.stdout
