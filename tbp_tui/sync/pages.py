# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of one log, one after another; while one is verified the next is already on its way.

Nothing here is believed: an order that the backend made up is found when the page is verified. On a line that
drops in the middle of a page smaller ones are asked for, so that it comes in however bad the line is.
"""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from tbp_casefile.wire.api import Page
from tbp_tui.sync import http
from tbp_tui.sync.errors import BadAnswer, Offline
from tbp_tui.sync.session import PAGE, Session

SMALLEST = 10
GROWTH = 25

_PAGE = msgspec.json.Decoder(Page)


@dataclass(frozen=True)
class ShownPage:
    """A page as it was shown to us; `raw` is what to keep when it contradicts another."""

    page: Page
    raw: bytes


def pages(session: Session, scope: str, *, after: int, epoch: int) -> Generator[ShownPage]:
    """Every page after an entry; close it before the session is used for anything else.

    Raises SyncError where a page cannot be fetched, and BadAnswer where it is none.
    """
    with ThreadPoolExecutor(max_workers=1) as ahead:
        shown = _fetch(session, scope, after, epoch)
        while shown.page.more:
            next_one = ahead.submit(_fetch, session, scope, shown.page.entries[-1].seq, epoch)
            yield shown
            shown = next_one.result()
        yield shown


def _fetch(session: Session, scope: str, after: int, epoch: int) -> ShownPage:
    """A page; when the line dropped half-way a smaller one, until not even the smallest comes in."""
    while True:
        asked = session.page
        try:
            shown = _ask(session, f"/v1/logs/{scope}/entries?after={after}&epoch={epoch}&limit={asked}")
        except Offline as lost:
            session.page = max(asked // 2, SMALLEST)
            if lost.values.get("reason") != "dropped" or asked == SMALLEST:
                raise
        else:
            session.page = min(asked + GROWTH, PAGE)
            return shown


def _ask(session: Session, path: str) -> ShownPage:
    answer = session.get(path)
    page = http.read_as(answer, _PAGE)
    if page.more and not page.entries:
        raise BadAnswer(reason="no progress")
    return ShownPage(page, answer.body)
