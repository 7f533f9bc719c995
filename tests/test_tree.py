# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The tree belongs to no machine: no registry, index option or local path in any file (`tools/tree.py`)."""

import pytest

from tools import tree


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    assert tree.findings(tree.ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "see " + "py" + "pi.org",
        "pip install " + "--find-" + "links=wheels",
        "--extra-" + "index-url https://example.org",
        "open('/" + "root/.config')",
        "cd " + "/wo" + "rk/main",
    ],
)
def test_a_line_that_ties_the_tree_to_a_machine_is_found(line: str) -> None:
    assert [finding.partition(":")[0] for finding in tree.findings_in("notes.md", line)] == ["notes.md"]


def test_a_pin_with_an_address_is_found() -> None:
    line = "textual @ " + "https" + "://example.org/textual.whl"
    assert list(tree.findings_in("requirements/run.txt", line)) == [
        "requirements/run.txt:1: address in a pin"
    ]


def test_a_web_address_and_a_route_are_no_finding() -> None:
    assert list(tree.findings_in("README.md", "https://example.org/work/1 and GET /v1/optional/root")) == []
