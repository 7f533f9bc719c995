# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every screen finds its styles: a name of a file is looked for beside the class that inherits it."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from textual.screen import Screen

from tbp_tui import screens


def every_screen() -> Iterator[type[Screen[object]]]:
    """Every class of a screen that this program has."""
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        for _name, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(found, Screen) and found.__module__ == module.name:
                yield found


def test_the_styles_of_every_screen_are_there() -> None:
    found = list(every_screen())
    assert len(found) > 60
    styled = [screen for screen in found if isinstance(screen.CSS_PATH, str)]
    assert len(styled) > 10
    missing = [
        (screen.__name__, screen.CSS_PATH)
        for screen in styled
        if not (Path(inspect.getfile(screen)).parent / str(screen.CSS_PATH)).exists()
    ]
    assert missing == []
