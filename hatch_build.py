# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Build hook: compiles every catalogue (`.po`) to its `.mo`, beside it in the tree.

hatchling runs it for wheels, sdists and editable installs; `python hatch_build.py` does only this step.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogue(po: Path) -> Path:
    """Compile one catalogue; a message without a translation falls back to its msgid."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name, abort_invalid=True)
    mo = po.with_suffix(".mo")
    with mo.open("wb") as target:
        write_mo(target, catalogue)
    return mo


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every `*/locales/LANGUAGE/LC_MESSAGES/*.po` below root."""
    return [compile_catalogue(po) for po in sorted(root.glob("*/locales/*/LC_MESSAGES/*.po"))]


class CatalogueBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # generic over a config we do not have
    """What `[tool.hatch.build.hooks.custom]` in pyproject.toml calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before any build, the editable one too; `artifacts` in pyproject.toml puts the `.mo` files in."""
        del version, build_data
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
