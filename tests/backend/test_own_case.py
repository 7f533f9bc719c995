# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A case that was written from docs/case-files.md alone is good as it is, and that page says all there is."""

import re
from pathlib import Path

from tbp_backend.office import casefile
from tbp_backend.office.form.base import Row
from tbp_backend.office.lint import hands, texts
from tbp_casefile.model.agreements import OBLIGATIONS
from tbp_casefile.model.catalogue import CATALOGUE
from tests.backend.conftest import run
from tests.backend.desk import OWN_FILE, text_of

PAGE = text_of(Path(__file__).parents[2] / "docs" / "case-files.md")


def test_a_case_written_from_the_page_alone_is_linted_and_imported(tmp_path: Path) -> None:
    home = tmp_path / "office"
    linted = run(home, "case", "lint", str(OWN_FILE))
    assert (linted.returncode, linted.stderr) == (0, "")
    first, again = (run(home, "case", "import", str(OWN_FILE)) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert re.fullmatch(r"\d+ records published\.\n", first.stdout)
    assert again.stdout.startswith("Nothing new")
    assert (home / "authority" / "office-authority-windrecht.key").exists()
    assert (home / "authority" / "office-authority-central.key").exists()


def rows(table_with: str) -> list[list[str]]:
    """The rows of the table of the page that has this heading, as cells."""
    body = PAGE[PAGE.index(table_with) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


def test_the_page_lists_every_code_with_its_title_and_layers() -> None:
    measures = {code: (title, layers) for code, title, layers in rows("| code | measure |")}
    assert measures == {
        code: (entry.en, " ".join(f"`{layer}`" for layer in entry.layers))
        for code, entry in CATALOGUE.items()
    }
    assert dict(rows("| code | obligation |")) == {code: entry.en for code, entry in OBLIGATIONS.items()}


def test_the_page_explains_every_list_and_every_field_of_it() -> None:
    parts: dict[str, type[Row]] = {**casefile._PARTS, "case": casefile.CaseFile}
    for name, part in parts.items():
        assert f"`{name}" in PAGE or f"### {name}" in PAGE or f" {name}\n" in PAGE, name
        missing = [field for field in part.__struct_encode_fields__ if f"`{field}" not in PAGE]
        assert [field for field in missing if f"### {field}" not in PAGE and f", {field}\n" not in PAGE] == []


def test_the_page_names_the_limits() -> None:
    assert f"At most {texts.MAX_CHARACTERS:,} characters" in PAGE
    assert f"at most {hands.MAX_BODY:,}" in PAGE
