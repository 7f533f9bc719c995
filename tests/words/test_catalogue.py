# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every word that the code shows stands in the catalogues, also where the extraction does not look."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tbp_backend
import tbp_tui

PACKAGES = {"tbp": Path(tbp_tui.__file__).parent, "tbp_backend": Path(tbp_backend.__file__).parent}
_MARKS = {"_", "N_", "ngettext"}


def marked(package: Path) -> Iterator[str]:
    """Every message that the code marks, by the tree of Python itself: also inside f-strings."""
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("domain", PACKAGES)
def test_what_the_code_marks_is_what_the_catalogue_has(domain: str, language: str) -> None:
    path = PACKAGES[domain] / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as source:
        catalogue = read_po(source)
    has = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id
    }
    assert set(marked(PACKAGES[domain])) - has == set()
