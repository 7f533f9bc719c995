# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case lint`: each rule is broken once, and the finding says where, why, and on which page of the letter."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tbp_backend import words
from tbp_backend.errors import CaseFileWrong
from tbp_backend.i18n import set_language
from tbp_backend.office.casefile import read_case
from tbp_backend.office.findings import Finding
from tbp_backend.office.lint import check
from tbp_backend.office.yamlfile import read_document
from tests.backend.conftest import CASE_FILE, run
from tests.backend.desk import OWN, OWN_FILE, line_of, text_of

H1 = text_of(CASE_FILE)
H3 = text_of(CASE_FILE.with_name("h3-lawyer.yaml"))
H4 = text_of(CASE_FILE.with_name("h4-in-triage.yaml"))
SYSTEM = text_of(CASE_FILE.with_name("system.yaml"))


def found_in(text: str | bytes) -> tuple[Finding, ...]:
    """Everything that is wrong."""
    content = text.encode() if isinstance(text, str) else text
    try:
        check(read_document("case.yaml", content))
    except CaseFileWrong as wrong:
        return wrong.findings
    return ()


def findings(text: str | bytes) -> list[tuple[int, str]]:
    """Line and code of everything that is wrong."""
    return [(finding.line, finding.code) for finding in found_in(text)]


@pytest.mark.parametrize("path", [*CASE_FILE.parent.glob("*.yaml"), OWN_FILE], ids=lambda path: path.stem)
def test_what_we_ship_has_no_findings(path: Path) -> None:
    assert findings(path.read_bytes()) == []


class Broken(NamedTuple):
    """A file with one rule broken: the finding stands so many lines below `old`, or at words."""

    file: str
    old: str
    new: str
    code: str
    below: int | str = 0


PRIVATE = """\
      - {code: M11, start: 2025-03-03}
      - {code: M20, start: 2025-03-10}
      - code: M31
"""
BROKEN = [
    Broken(
        H1,
        "De dreiging is zwaarder geworden en speelt",
        "U hebt recht op bewaking. Het speelt",
        "forbidden-word",
        -1,
    ),
    Broken(H1, "Some risk remains.", "You are safe.", "forbidden-word", 0),
    Broken(H1, "    layer: employer\n", "    layer: person\n", "wrong-layer", 0),
    Broken(H1, '    provider: {nl: "De politie", en: "The police"}\n', "", "missing-field", -2),
    Broken(H1, '  - version: "2"\n', '  - version: "2"\n    reden: x\n', "unknown-field", 1),
    Broken(H1, "    kind: urgent\n", "    kind: spoed\n", "wrong-value", 0),
    Broken(H1, '{nl: "NCTV", en: "NCTV"}', '{nl: "NCTV"}', "missing-field", 0),
    Broken(
        H1, "    authority: authority-local\n", "    authority: authority-national\n", "wrong-authority", 0
    ),
    Broken(
        H1,
        "  - to: authority-national\n    from: 2025-05-19\n",
        "  - to: authority-national\n    from: 2024-11-06\n",
        "two-authorities",
        0,
    ),
    Broken(
        H1,
        "      - code: M12\n        change: stopped\n        reason: threat\n",
        "      - code: M16\n        change: stopped\n        reason: threat\n",
        "change-of-nothing",
        0,
    ),
    Broken(
        H1,
        "      - code: M14\n        change: started\n",
        "      - code: M14\n        change: changed\n",
        "wrong-change",
        0,
    ),
    Broken(
        H1,
        "      - {code: M16, start: 2024-11-06}\n",
        "      - {code: M99, start: 2024-11-06}\n",
        "measure-without-text",
        0,
    ),
    Broken(H1, "  M06:\n", "  M98:\n", "unknown-measure", 0),
    Broken(H1, "    next_review: 2025-05-27\n", "    next_review: null\n", "version-without-review", 0),
    Broken(H1, "    next_review: 2025-05-27\n", "    next_review: 2025-04-01\n", "review-in-past", 0),
    Broken(H1, "    state: done\n    outcome: same\n", "    state: done\n", "outcome-and-state", -3),
    Broken(
        H1,
        "    state: announced\n    input_open: true\n",
        "    state: done\n    outcome: same\n    input_open: true\n",
        "input-too-late",
        -3,
    ),
    Broken(H1, "    announced: 2026-04-13\n", "", "announced-without-day", -2),
    Broken(H1, "    announced: 2026-04-13\n", "    announced: 2026-06-13\n", "announced-too-late", 0),
    Broken(H1, "    until: 2025-05-19\n", "    until: 2025-05-10\n", "contact-gap", 6),
    Broken(H1, 'from: "09:00", to: "17:00"', 'from: "17:00", to: "09:00"', "bad-hours", 0),
    Broken(
        H1,
        "{first: 2025-05-20T10:00, every_days: 14}",
        "{first: 2025-05-20T10:00, every_days: 0}",
        "wrong-value",
        0,
    ),
    Broken(H1, "  - id: bas\n", "  - id: hanneke\n", "twice", 0),
    Broken(H1, "role: contact_person, name", "role: coordinator, name", "role-not-in-case", 0),
    Broken(H1, "{role: person, name", "{role: contact_person, name", "no-person", -1),
    Broken(H1, "case: D-24-0117", "case: ../../etc", "wrong-value", 0),
    Broken(H1, "case: D-24-0117", "case: D-24-0117\ncase: D-24-0118", "equal-names", 1),
    Broken(H1, "format: 1\n", "format: &one 1\nother: *one\n", "reference", 0),
    Broken(H1, "format: 1\n", "format:\t1\n", "tab", 0),
    Broken(H1, "format: 1\n", "format: [1\n", "yaml", 1),
    Broken(H1, "format: 1\n", "1: 1\n", "name-not-text", 0),
    # --- words
    Broken(OWN, "Er moest snel iets gebeuren", "U hebt recht op bewaking", "forbidden-word"),
    Broken(OWN, "Er moest snel iets gebeuren", "Op 27 mei 2025 gebeurde iets", "bare-date"),
    Broken(OWN, "Er moest snel iets gebeuren", "Op dinsdag gebeurde iets", "bare-date"),
    Broken(OWN, "Er moest snel iets gebeuren", "Op {datum:2025-05-27} gebeurde iets", "bad-date"),
    Broken(OWN, "Er moest snel iets gebeuren", "Op {date:2025-02-30} gebeurde iets", "bad-date"),
    Broken(OWN, "Parket Windrecht", "Parket {date:2025-02-30}", "bad-date"),
    Broken(OWN, 'name: "Evert Prins"\n    role', 'name: "Evert {date:2025-13-01}"\n    role', "bad-date"),
    Broken(OWN, "Mag ik daar spreken?", "Ik woon nu op 1234 AB.", "postcode"),
    Broken(OWN, "Mag ik daar spreken?", "De auto heeft 12-ABC-3.", "number-plate"),
    Broken(OWN, "Mag ik daar spreken?", "Mijn nummer is 111222333.", "citizen-number"),
    Broken(OWN, "Vragen? Bel de achterwacht van Windrecht.", " ", "empty-text"),
    Broken(OWN, "Parket Windrecht", "", "empty-text"),
    Broken(OWN, "U slaapt slecht", "slecht " * 600, "long-text"),
    Broken(OWN, '{nl: "Nieuws van {date:2025-09-08}"', '{nl: "De dreiging nu"', "threat-in-title"),
    Broken(OWN, "Geef elke dag een andere kamer.", "Er is een dreiging.", "threat-for-employer"),
    Broken(OWN, "Dat regelen wij.", "Dat regelen wij na de aanslag.", "threat-for-employer"),
    Broken(SYSTEM, "    side: government\n", "", "side-and-expect", "topic: what-to-expect"),
    # --- twice in a list
    Broken(OWN, "  - id: evert", "  - id: saskia", "twice"),
    Broken(OWN, "  - id: N2", "  - id: N1", "twice"),
    Broken(OWN, "  - id: S2", "  - id: S1", "twice"),
    Broken(OWN, "  - id: course", "  - id: rooms", "twice"),
    Broken(OWN, "  - id: A3", "  - id: A2", "twice"),
    Broken(OWN, "  - id: G2", "  - id: G1", "twice"),
    Broken(OWN, '- version: "2.1"', '- version: "2"', "twice"),
    Broken(OWN, '- version: "1"\n    kind: relook', '- version: "2"', "twice", 5),
    Broken(OWN, "      - {code: M20, start: 2025-03-10}", "      - {code: M11, start: 2025-03-03}", "twice"),
    Broken(OWN, "      - {code: V11, start: 2025-04-07}", "      - {code: V2, start: 2025-03-03}", "twice"),
    Broken(OWN, "      - code: M45\n", "      - code: M31\n", "twice"),
    Broken(OWN, "state: urgent\n    on: 2025-03-03", "state: reported\n    on: 2025-03-01", "twice"),
    Broken(OWN, "on: 2025-05-12\n    state: active", "on: 2025-05-06\n    state: failing", "twice", -1),
    Broken(OWN, "  - code: V11\n    on: 2025-07-08", "  - code: V2\n    on: 2025-05-20", "twice"),
    Broken(OWN, "evaluations:", "evaluations:\n  - {on: 2025-07-14, scores: {}, share: true}", "twice", 2),
    Broken(
        OWN,
        "responses:",
        "responses:\n  - {by: person, on: 2025-03-04, to: package/1, what: explained}",
        "twice",
        2,
    ),
    Broken(OWN, "  contact-8:", "  authority-central:", "twice"),
    # --- who
    Broken(OWN, "{role: supporter", "{role: expert", "role-not-in-case"),
    Broken(OWN, "{role: person", "{role: relative", "no-person", "members:"),
    Broken(OWN, "{role: relative", "{role: person", "two-persons", "members:"),
    Broken(
        OWN, OWN[OWN.index("authority:\n") : OWN.index("contacts:\n")], "authority: []\n\n", "no-authority"
    ),
    Broken(OWN, "- to: authority-central", "- to: authority-elsewhere", "unknown-authority"),
    Broken(OWN, "from: 2025-06-16\n    reason", "from: 2025-03-03\n    reason", "two-authorities", -1),
    Broken(OWN, "- to: authority-central", "- to: authority-windrecht", "same-authority"),
    Broken(
        OWN,
        OWN[OWN.index("    stays:") : OWN.index("contacts:")],
        "\n",
        "handover-without-stays",
        "- to: authority-central",
    ),
    Broken(OWN, 'from: "08:30", to: "17:00"', 'from: "8:30", to: "17:00"', "bad-hours"),
    Broken(OWN, "hours: {days: [mon, tue, thu]", "hours: {days: []", "bad-hours"),
    Broken(OWN, "first: 2025-06-24T09:30", 'first: "2025-06-24"', "bad-moment"),
    Broken(OWN, "first: 2025-06-24T09:30", "first: 0001-06-24T09:30", "bad-moment"),
    Broken(OWN, "every_days: 21", "every_days: 367", "wrong-value"),
    Broken(OWN, "every_days: 21", "every_days: 99999999999999999999", "wrong-value"),
    Broken(OWN, "minutes: 75", "minutes: -5", "wrong-value"),
    Broken(OWN, "until: 2025-06-16}", "until: 9999-12-31}", "far-day"),
    Broken("[]", "[]", "[]", "not-a-case"),
    Broken(OWN, "first: 2025-06-24T09:30", 'first: "2025-06-24T09:30+02:00"', "bad-moment"),
    Broken(
        OWN,
        "      - {code: V11, start: 2025-04-07}",
        "      - {code: V11, start: 2025-04-07, moment: {first: x, every_days: 7}}",
        "bad-moment",
    ),
    Broken(OWN, "from: 2025-06-16\n    moment", "from: 2025-06-18\n    moment", "contact-gap", "- id: evert"),
    Broken(
        OWN,
        "from: 2025-03-03\n    until: 2025-06-16",
        "from: 2025-03-04\n    until: 2025-06-16",
        "contact-gap",
        "- id: saskia",
    ),
    # --- days
    Broken(
        OWN,
        'name: "Saskia Blom", until: 2025-06-16',
        'name: "Saskia Blom", from: 2025-07-01, until: 2025-06-16',
        "ends-before-start",
    ),
    Broken(OWN, "    until: 2025-06-16\n", "    until: 2025-01-01\n", "ends-before-start", "- id: saskia"),
    Broken(
        OWN,
        "    on: 2025-04-07\n    duration",
        "    on: 2025-04-07\n    until: 2025-04-01\n    duration",
        "ends-before-start",
        -1,
    ),
    Broken(
        OWN,
        "    on: 2025-09-08\n",
        "    on: 2025-09-08\n    until: 2025-09-07\n",
        "ends-before-start",
        "- id: N2",
    ),
    Broken(OWN, "    ends: 2025-12-01\n", "    ends: 2025-09-14\n", "ends-before-start"),
    Broken(
        OWN,
        "{code: M11, start: 2025-03-03, end: 2025-12-01}",
        "{code: M11, start: 2025-03-03, end: 2025-03-01}",
        "ends-before-start",
    ),
    Broken(
        OWN,
        "{code: V11, start: 2025-04-07}",
        "{code: V11, start: 2025-04-07, end: 2025-04-01}",
        "ends-before-start",
    ),
    Broken(OWN, "    last: 2025-06-04\n", "    last: 2025-06-02\n", "ends-before-start", "- id: A1"),
    Broken(OWN, "    due: 2025-03-24\n", "    due: 2025-03-09\n", "ends-before-start", "- id: rooms"),
    Broken(OWN, "    on: 2025-03-03\n    text", "    on: 2025-02-27\n    text", "not-in-time-order"),
    Broken(OWN, "- on: 2025-05-15", "- on: 2025-05-25", "not-in-time-order", "    answers:"),
    Broken(OWN, "- on: 2025-03-12", "- on: 2025-07-12", "not-in-time-order", "- id: rooms"),
    Broken(OWN, "said: 2025-03-04", "said: 2025-03-07", "not-in-time-order"),
    # --- the offer
    Broken(OWN, "  M50:\n", "  M51:\n", "unknown-measure"),
    Broken(
        OWN,
        "      - {code: M20, start: 2025-03-10}",
        "      - {code: M51, start: 2025-03-10}",
        "measure-without-text",
    ),
    Broken(OWN, "    measure: M11\n", "    measure: M12\n", "measure-without-text", "- id: S1"),
    Broken(OWN, "    layer: employer\n", "    layer: government\n", "wrong-layer"),
    Broken(OWN, "covers: [private]", "covers: []", "covers-nothing"),
    Broken(OWN, "  V2:\n", "  V14:\n", "unknown-obligation"),
    Broken(
        OWN,
        "      - {code: V2, start: 2025-03-03}",
        "      - {code: V12, start: 2025-03-03}",
        "obligation-without-text",
    ),
    Broken(H4, "  - state: triage\n", "  - state: offered\n", "no-version", "format: 1"),
    Broken(OWN, '- version: "2.1"', '- version: "9.1"', "amends-nothing"),
    Broken(OWN, "    from: 2025-06-30\n", "    from: 2025-04-07\n", "not-in-order"),
    Broken(
        OWN, "    from: 2025-03-03\n    authority", "    from: 2025-02-03\n    authority", "before-authority"
    ),
    Broken(
        OWN,
        'phone: "088-000 00 79"\n    hours: always\n    from: 2025-03-03',
        "hours: always\n    from: 2025-03-01",
        "before-authority",
        "- id: post",
    ),
    Broken(
        OWN, "    authority: authority-central\n", "    authority: authority-windrecht\n", "wrong-authority"
    ),
    Broken(OWN, "    next_review: 2025-04-07\n", "", "missing-field", '- version: "1"'),
    Broken(OWN, "    next_review: 2025-04-07\n", "    next_review: null\n", "version-without-review"),
    Broken(OWN, "    next_review: 2025-04-07\n", "    next_review: 2025-03-03\n", "review-in-past"),
    Broken(OWN, "    date: 2025-06-23\n", "    date: 2025-04-07\n", "review-in-past"),
    Broken(
        OWN,
        '    family_reason: {nl: "Er zijn eerste afspraken gemaakt.", en: "First arrangements were made."}\n',
        "",
        "no-family-reason",
        '- version: "1"',
    ),
    Broken(OWN, PRIVATE, "      - code: M31\n", "private-without-protection"),
    Broken(
        OWN,
        "      - code: M45\n        change: started",
        "      - code: M47\n        change: started",
        "change-of-nothing",
    ),
    Broken(
        OWN,
        "      - code: M45\n        change: started",
        "      - code: M45\n        change: changed",
        "wrong-change",
    ),
    Broken(
        OWN,
        OWN[OWN.index("      - code: M45\n") : OWN.index('  - version: "2.1"')],
        "",
        "change-without-reason",
        -5,
    ),
    Broken(
        OWN.replace("Werk gaat voor privé, en", "Werk is belangrijk, en"),
        "Werk gaat voor privé. Eén",
        "Eén",
        "work-before-private",
        -3,
    ),
    Broken(OWN, '  - version: "2"\n    date', '  - version: "7"\n    date', "unknown-version"),
    Broken(OWN, "    outcome: heavier\n", "", "outcome-and-state", -4),
    Broken(
        OWN,
        "    state: done\n    outcome: same\n",
        "    state: announced\n    outcome: same\n",
        "outcome-and-state",
        -3,
    ),
    Broken(
        OWN,
        "    announced: 2025-06-02\n    state: done\n    outcome: same\n",
        "    state: announced\n",
        "announced-without-day",
        -2,
    ),
    Broken(OWN, "    announced: 2025-06-02\n", "    announced: 2025-06-24\n", "announced-too-late"),
    Broken(
        OWN, "    outcome: heavier\n", "    outcome: heavier\n    input_open: true\n", "input-too-late", -4
    ),
    Broken(
        H3,
        "    until: 2026-04-26\n    moment: {first: 2026-04-22",
        "    moment: {first: 2026-04-22",
        "stands-in-without-end",
        "    stands_in: true",
    ),
    # --- what happened
    Broken(OWN, "  - state: phase_out", "  - state: minimal", "minimal-without-way-back"),
    Broken(OWN, "    duration: unknown\n", "    due: 2025-05-01\n", "asked-and-due", -2),
    Broken(H4, "    due: 2026-05-04\n", "", "asked-and-due", "- state: triage"),
    Broken(
        OWN,
        OWN[OWN.index("    do:\n") : OWN.index("    not_shared:")],
        "    do: []\n",
        "nothing-to-do",
        "- id: N1",
    ),
    Broken(OWN, "    replied: 2025-05-28\n", "", "reply-and-day", -4),
    Broken(OWN, "    replied: 2025-05-28\n", "    replied: 2025-05-25\n", "reply-and-day", -4),
    Broken(H1, "    member: contact-2\n", "    member: contact-9\n", "not-that-member"),
    Broken(H1, "    member: contact-2\n", "    member: supporter-1\n", "not-that-member"),
    Broken(OWN, "    owner: contact-8\n", "    owner: supporter-8\n", "not-at-the-desk"),
    Broken(OWN, "    owner: contact-8\n", "    owner: nobody\n", "not-at-the-desk"),
    Broken(OWN, "    after: G3\n", "    after: G4\n", "no-such-talk"),
    Broken(OWN, '    hour: "09:30"\n', '    hour: "24:00"\n', "bad-hour"),
    Broken(OWN, '    due: 2025-05-28\n    hour: "09:30"\n', '    hour: "09:30"\n', "bad-hour"),
    Broken(OWN, "    done: 2025-05-28\n", "    done: 2025-05-26\n", "not-in-time-order"),
    Broken(OWN, "whole: 4", "whole: 6", "bad-score"),
    Broken(OWN, "whole: 4", "whole: 0", "bad-score"),
    Broken(OWN, "        due: 2025-05-22\n", "", "answer-or-due", -1),
    Broken(
        OWN,
        "        due: 2025-05-22\n",
        "        due: 2025-05-22\n        answer: possible\n",
        "answer-or-due",
        -1,
    ),
    Broken(OWN, "        state: promised\n", "        state: asked\n", "asked-twice", "    states:"),
    Broken(
        OWN,
        '  employer-8: {role: employer, name: "Wim Terpstra", from: 2025-03-10}\n',
        "",
        "nobody-of-the-employer",
        "    states:",
    ),
    Broken(OWN, "    by: relative-8\n    kind", "    by: contact-9\n    kind", "cannot-ask"),
    Broken(OWN, "- {by: person, on: 2025-03-05", "- {by: contact-8, on: 2025-03-05", "cannot-ask"),
    Broken(OWN, "on: 2025-03-04, to: package/1", "on: 2025-03-02, to: package/1", "nothing-to-answer"),
    Broken(OWN, "to: bulletin/N1", "to: bulletin/N2", "nothing-to-answer"),
    Broken(OWN, "to: obligation/V2", "to: obligation/V9", "nothing-to-answer"),
    Broken(OWN, "  - code: M20\n    on: 2025-05-06", "  - code: M50\n    on: 2025-05-06", "not-in-version"),
    Broken(OWN, "  - code: V11\n    on: 2025-07-08", "  - code: V11\n    on: 2025-03-20", "not-in-version"),
    Broken(
        OWN,
        'name: "Jelle Aarts", from: 2025-04-07',
        'name: "Jelle Aarts", from: 2025-06-20',
        "not-there",
        "- id: A2",
    ),
    Broken(
        OWN,
        'name: "Wim Terpstra", from: 2025-03-10',
        'name: "Wim Terpstra", from: 2025-03-13',
        "not-there",
        "- on: 2025-03-12",
    ),
    Broken(
        OWN,
        "    on: 2025-04-10\n    to: package/2",
        "    on: 2025-04-10\n    to: bulletin/N1",
        "may-not-write",
        -1,
    ),
    Broken(
        OWN,
        'name: "Evert Prins", from: 2025-06-16',
        'name: "Evert Prins", from: 2025-07-01',
        "nobody-to-write",
        "- on: 2025-06-20",
    ),
    # --- the form
    Broken(OWN, "  - id: post\n", "  - id: post\n    mobile: x\n", "unknown-field", 1),
    Broken(OWN, "share: false", 'share: "no"', "wrong-value"),
    Broken(OWN, "    due: 2025-12-01\n", "    due: 2025-12-32\n", "wrong-value"),
    Broken(OWN, "case: K-25-0007", "case: " + "K" * 41, "wrong-value"),
    Broken(OWN, "  - id: post\n", "  - id: post office\n", "wrong-value"),
    Broken(OWN, "  - id: post\n", "  - id: post\n\t", "tab", 1),
    Broken(OWN, "  - id: post\n", "  - id: post\n    id: post\n", "equal-names", 1),
    Broken(OWN, "  - id: post\n", "  - id: &a post\n", "reference"),
    Broken(OWN, "  - id: post\n", "  - id: [post\n", "yaml", 1),
    Broken(OWN, "  - id: post\n", "  - id: !!str post\n", "yaml"),
    Broken(OWN, "  - id: post\n", "  - id: post\n    7: x\n", "name-not-text", 1),
]


def ids(broken: Broken) -> str:
    return f"{broken.code}-{BROKEN.index(broken)}"


def broken_file(broken: Broken) -> tuple[str, int]:
    """The file, and the line where the finding must stand."""
    assert broken.old in broken.file
    text = broken.file.replace(broken.old, broken.new, 1)
    if isinstance(broken.below, str):
        return text, line_of(text, broken.below)
    return text, broken.file[: broken.file.index(broken.old)].count("\n") + 1 + broken.below


@pytest.mark.parametrize("broken", BROKEN, ids=ids)
def test_a_broken_rule_is_found_at_its_line(broken: Broken) -> None:
    text, line = broken_file(broken)
    assert (line, broken.code) in findings(text)


def test_every_finding_is_produced_by_a_broken_file() -> None:
    elsewhere = {
        "too-large",
        "not-utf-8",
        "published-changed",
        "published-gone",
    }  # below, and in test_import_again.py
    assert {broken.code for broken in BROKEN} | elsewhere == set(words._findings())


@pytest.fixture
def _in_english_again() -> Iterator[None]:
    """The language of this process is put back."""
    yield
    set_language("en")


@pytest.mark.usefixtures("_in_english_again")
@pytest.mark.parametrize("broken", BROKEN, ids=ids)
def test_every_finding_has_its_sentence_in_both_languages(broken: Broken) -> None:
    text, line = broken_file(broken)
    told = [finding for finding in found_in(text) if (finding.line, finding.code) == (line, broken.code)]
    lines = {}
    for language in ("nl", "en"):
        set_language(language)
        lines[language] = words.finding_line("case.yaml", told[0])
    assert lines["nl"] != lines["en"]
    for said in lines.values():
        start, _, sentence = said.partition(": ")
        assert start == f"case.yaml:{line}"
        assert len(sentence.split()) >= 3
        assert (
            "{" not in sentence.replace("{date:2026-05-12}", "").replace(broken.new.strip(), "")
            or broken.code == "bad-date"
        )
        assert (" page " in sentence or " pagina " in sentence) is bool(told[0].page)


def test_what_is_right_is_not_found() -> None:
    """The neighbours of what is wrong."""
    assert findings(H1.replace("Werk gaat nog steeds voor privé.", "Werk is belangrijk.", 1)) == []
    assert findings(OWN.replace("Werk gaat voor privé. Eén avond", "Eén avond")) == []  # the reason says it
    assert findings(OWN.replace('from: "09:00", to: "16:30"', 'from: "00:00", to: "24:00"')) == []
    assert findings(OWN.replace("Dat regelen wij.", "Op {fixeddate:2025-07-11} regelen wij dat.")) == []
    assert (
        findings(OWN.replace("Mag ik daar spreken?", "Bel 088-000 00 79 of 0900-8844. Nr. 123456789.")) == []
    )


@pytest.mark.parametrize("name", ["on", '"on"', "'on'"])
def test_a_field_called_on_is_read_with_and_without_quotes(name: str) -> None:
    """YAML calls it true."""
    text = OWN.replace("    on: 2025-09-08\n", f"    {name}: 2025-09-08\n")
    assert findings(text) == []
    read = read_case(read_document("case.yaml", text.encode()))
    assert [str(row.on) for row in read.bulletins] == ["2025-03-03", "2025-09-08"]


@pytest.mark.parametrize("name", ["true", "yes", "On", "off", "~", "2025-09-08"])
def test_other_words_that_yaml_reads_otherwise_are_no_field(name: str) -> None:
    text = OWN.replace("    on: 2025-09-08\n", f"    {name}: 2025-09-08\n")
    expected = "name-not-text" if name in {"~", "2025-09-08"} else "unknown-field"
    found = findings(text)
    assert expected in {code for _, code in found}
    assert {line for line, _ in found} <= {
        line_of(text, "- id: N2"),
        line_of(text, f"    {name}: 2025-09-08"),
    }


def test_a_file_as_another_program_writes_it_is_read_the_same() -> None:
    """Quotes, order and line breaks are of no importance; anchors are left out."""
    values = read_document("case.yaml", OWN.encode()).values
    again = yaml.safe_dump(values, allow_unicode=True)
    assert findings(again) == []
    assert read_case(read_document("x", again.encode())) == read_case(read_document("x", OWN.encode()))


def test_a_finding_stands_at_its_line() -> None:
    words = "Er blijft een risico. Ook een tijdelijk adres"
    text = H1.replace(words, f"Dit is veilig. {words}")
    assert findings(text) == [(line_of(text, words), "forbidden-word")]


def test_every_mistake_in_the_form_is_told_at_once() -> None:
    text = H1.replace("    kind: urgent\n", "    kind: spoed\n").replace(
        "    state: announced\n", "    state: x\n"
    )
    assert [code for _, code in findings(text)] == ["wrong-value", "wrong-value"]


class Accepted(NamedTuple):
    """A mistake that an officer can make, where it is told, and the sentence in both languages."""

    old: str
    new: str
    at: str
    nl: str
    en: str
    above: int = 0


ACCEPTANCE = {
    "a wrong code": Accepted(
        "      - {code: M20, start: 2025-03-10}\n",
        "      - {code: M60, start: 2025-03-10}\n",
        "code: M60",
        "M60 heeft geen teksten",
        "M60 has no texts and no layer under measures.",
    ),
    "a missing review date": Accepted(
        "    next_review: 2025-04-07\n",
        "",
        '- version: "1"',
        "Het veld next_review ontbreekt.",
        "The field next_review is missing.",
    ),
    "a private measure without one that protects": Accepted(
        PRIVATE,
        "      - code: M31\n",
        "- code: M31",
        "Een privéactiviteit is extra.",
        "Private activity is extra.",
    ),
    "an id that is used twice": Accepted(
        "  - id: G2",
        "  - id: G1",
        "on: 2025-05-26",
        "G1 staat hier twee keer.",
        "G1 stands here twice.",
        above=1,
    ),
    "a tab": Accepted(
        "  - id: post\n", "  - id:\tpost\n", "id:\tpost", "Hier staat een tab.", "There is a tab here."
    ),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ACCEPTANCE)
def test_the_command_names_file_line_and_a_sentence(tmp_path: Path, name: str, language: str) -> None:
    wrong, path = ACCEPTANCE[name], tmp_path / "case.yaml"
    text = OWN.replace(wrong.old, wrong.new, 1)
    assert text != OWN
    path.write_text(text, encoding="utf-8")
    result = run(tmp_path / "home", "case", "lint", str(path), language=language)
    assert result.returncode == 1
    start = f"{path}:{line_of(text, wrong.at) - wrong.above}: "
    (said,) = [line for line in result.stdout.splitlines() if line.startswith(start)]
    assert (wrong.nl if language == "nl" else wrong.en) in said
    assert {"nl": "bevinding", "en": "finding"}[language] in result.stderr


def test_ten_megabytes_are_refused_before_anything_is_read_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"a:\n" + b"  - {nl: x, en: x}\n" * 500_000
    assert len(content) > 9_000_000

    def parsed(*_given: object, **_named: object) -> None:
        raise AssertionError("the file was parsed")

    monkeypatch.setattr(yaml, "parse", parsed)
    started = time.monotonic()
    assert findings(content) == [(1, "too-large")]
    assert time.monotonic() - started < 0.1  # parsing it takes seconds
    path = tmp_path / "case.yaml"
    path.write_bytes(content)
    for language, words_ in (
        ("nl", "Het bestand is groter dan 1 MB."),
        ("en", "The file is larger than 1 MB."),
    ):
        result = run(tmp_path / "home", "case", "lint", str(path), language=language)
        assert (result.returncode, result.stdout) == (1, f"{path}:1: {words_}\n")


LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("old", "below"),
    [
        ("Iemand is boos om uw onderzoek", 0),
        ("Wanneer begint de avond?", 0),
        ("Onderzoeker, arrondissement Windrecht", 0),
        ("Parket Windrecht", 0),
        ("Hoofdofficier van justitie, arrondissement Windrecht", 0),
        ('Achterwacht Windrecht"\n    role: duty_line', 0),
        ("088-000 00 79", 0),
    ],
)
def test_a_hundred_kilobytes_in_a_text_or_name_are_found(old: str, below: int) -> None:
    line = OWN[: OWN.index(old)].count("\n") + 1 + below
    text = OWN.replace(old, LONG + old[old.find('"') :] if '"' in old else LONG, 1)
    assert findings(text) == [(line, "long-text")]


def test_texts_that_are_short_enough_each_and_too_long_together_are_found() -> None:
    """What they come into is one record, and a record has its limit."""
    much = "      - {nl: " + "a" * 3900 + ", en: " + "b" * 3900 + "}\n"
    start = OWN.index('      - {nl: "Laat u ophalen')
    text = OWN[:start] + much * 4 + OWN[start:]
    assert findings(text) == [(line_of(OWN, "- id: N1"), "long-text")]
    assert findings(OWN[:start] + much * 2 + OWN[start:]) == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"\\u0000 \\x1b[31m \\u202e \\u2066 [bold]x[/]"', ""),  # a screen shows it as text
        ('"\\uFFFF"', "wrong-value"),
        ('"\\uFDD0"', "wrong-value"),
        ('"\\U0001FFFE"', "wrong-value"),
        ('"\\uD800"', "yaml"),
        ('"\x00"', "yaml"),
        ('"\x1b[31m"', "yaml"),
        ('"\x9b31m"', "yaml"),
    ],
)
def test_what_a_record_cannot_hold_is_found_at_its_line(written: str, code: str) -> None:
    old = '"Mag ik daar spreken?"'
    found = findings(OWN.replace(old, written))
    assert found == ([(line_of(OWN, old), code)] if code else [])


@pytest.mark.parametrize("day", ["2025-02-30", "2025-13-01", "0000-01-01"])
def test_a_day_that_there_is_not_is_found_at_its_line(day: str) -> None:
    text = OWN.replace("    due: 2025-12-01\n", f"    due: {day}\n")
    assert findings(text) == [(line_of(text, f"due: {day}"), "wrong-value")]
    text = OWN.replace("    due: 2025-12-01\n", f"    {day}: x\n")
    assert findings(text) == [(line_of(text, f"{day}: x"), "name-not-text")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: \xff\n", "not-utf-8"),
        (b"#" * 1_000_001, "too-large"),
        (b"", "not-a-case"),
        (b"- 1\n", "not-a-case"),
        (b"2025-02-30\n", "not-a-case"),
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
        H1.replace("    kind: urgent\n", "    kind: temporary\n").replace(
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
    path.write_text(H1.replace("Some risk remains.", "You are safe."))
    result = run(tmp_path / "home", "case", "import", str(path))
    assert result.returncode == 1
    assert "page 8" in result.stdout
