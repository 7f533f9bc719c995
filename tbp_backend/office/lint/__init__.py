# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case lint`: a case file held against the letter (DOMAIN section 0) and our own wording rules.

Each rule is one small function that notes findings; the form of the file was checked before (`casefile.py`).
"""

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.casefile import is_system, read_case, read_system
from tbp_backend.office.findings import Findings
from tbp_backend.office.lint import days, hands, people, story, texts, versions
from tbp_backend.office.yamlfile import Document


def check(document: Document) -> None:
    """Raise CaseFileWrong with everything that is wrong, in the order of the file."""
    findings = Findings(document.lines)
    rules = _of_system if is_system(document) else _of_case
    rules(findings, document)
    if findings.found:
        raise CaseFileWrong(tuple(sorted(findings.found)), file=document.name)


def _of_system(findings: Findings, document: Document) -> None:
    file = read_system(document)
    days.check(findings, file)
    texts.check_system(findings, file)


def _of_case(findings: Findings, document: Document) -> None:
    """Some rules count with days, and the last ones sign everything: each part only after the one before."""
    file = read_case(document)
    days.check(findings, file)
    if not findings.found:
        people.check(findings, file)
        versions.check(findings, file)
        story.check(findings, file)
        texts.check_case(findings, file)
    if not findings.found:
        hands.check(findings, file)
