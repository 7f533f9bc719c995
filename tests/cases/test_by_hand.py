# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Each view says to each reader what was written down by hand: in JSON, as lines, and on the screen."""

import json
from collections.abc import Iterator
from itertools import product

import pytest

from tbp_tui import i18n
from tbp_tui.app import NotesApp
from tbp_tui.commands import lines
from tbp_tui.screens import places
from tbp_tui.screens.framed import Framed
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show import as_json
from tests.cases.devices import Devices
from tests.cases.hand import Page, Row, View, pages
from tests.cases.screens import app_on, whole_page

PLACES = {
    "package": "package",
    "changes": "changes",
    "reviews": "reviews",
    "obligations": "obligations",
    "expectations": "expectations",
    "contacts": "help",
    "bulletins": "bulletins",
    "requests": "requests",
    "talks": "talks",
    "authority": "standing",
    "status": "standing",
}
ALL = [(page, view) for page in pages() for view in page.views]
NAMES = [f"{page.name}-{view.name}" for page, view in ALL]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


def fits(item: dict[str, object], row: Row) -> bool:
    """Whether an item is what a row holds; `from` and `until` of a moment are held by their day."""
    return all(_same(item[name], cell) for name, cell in row.cells.items())


def _same(found: object, cell: str | None) -> bool:
    return found == cell or (cell is not None and isinstance(found, str) and found[:10] == cell)


def unmatched(items: list[dict[str, object]], view: View) -> list[str]:
    """Rows without an item of their own, and items without a row; a row that holds more chooses first."""
    left = list(items)
    missing = []
    rows = [row for row in view.rows if not row.forbidden]
    for row in sorted(rows, key=lambda row: -len(row.cells)):
        found = next((item for item in left if fits(item, row)), None)
        if found is None:
            missing.append(f"no item for {row.cells}")
        else:
            left.remove(found)
    return missing + [f"no row for {item}" for item in left if view.complete]


@pytest.mark.parametrize(("page", "view"), ALL, ids=NAMES)
def test_json_says_what_was_written_by_hand(devices: Devices, page: Page, view: View) -> None:
    with devices.opened(f"{page.case}/{page.member}", page.moment) as case:
        items = json.loads(as_json(case, view.name, page.moment, "en"))["items"]
    assert unmatched(items, view) == []


def wrong_words(text: str, view: View, language: str) -> list[str]:
    """Words that should stand there and do not, or the other way round."""
    number = i18n.LANGUAGES.index(language)
    said = " ".join(text.lower().split())
    wrong = []
    for row in view.rows:
        for words in (pair[number] for pair in row.says):
            if (words.lower() in said) is row.forbidden:
                wrong.append(f"{'not ' if row.forbidden else ''}{words!r}")
    return wrong


@pytest.mark.parametrize(("page", "view"), ALL, ids=NAMES)
def test_lines_say_what_was_written_by_hand(devices: Devices, page: Page, view: View) -> None:
    wrong = {}
    with devices.opened(f"{page.case}/{page.member}", page.moment) as case:
        for language in i18n.LANGUAGES:
            i18n.set_language(language)
            text = "\n".join(lines.view(case, view.name, page.moment))
            wrong[language] = wrong_words(text, view, language)
    assert wrong == {"nl": [], "en": []}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
async def test_screens_say_what_was_written_by_hand(devices: Devices, page: Page) -> None:
    wrong = []
    with devices.opened(f"{page.case}/{page.member}", page.moment) as case:
        for language, view in product(i18n.LANGUAGES, page.views):
            text = await _screen(case, page, view.name, language)
            wrong += [f"{language} {view.name}: {words}" for words in wrong_words(text, view, language)]
    assert wrong == []


async def _screen(case: OpenCase, page: Page, view: str, language: str) -> str:
    """Everything that can be read on the screen of a view, numbers shown."""
    i18n.set_language(language)
    app: NotesApp = app_on(case, page.moment)
    async with app.run_test(size=(80, 24)) as pilot:
        app.opened(case)
        app.show_numbers()
        screen: Framed = places.screen_of(PLACES[view])
        await app.push_screen(screen)
        await pilot.pause()
        return whole_page(screen)
