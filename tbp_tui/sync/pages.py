# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of one log, one after another; while one is verified the next is already on its way.

Nothing here is believed: an order that the backend made up is found when the page is verified.
"""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from tbp_casefile.wire.api import Page
from tbp_tui.sync import http
from tbp_tui.sync.errors import BadAnswer
from tbp_tui.sync.session import Session

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
    answer = session.get(f"/v1/logs/{scope}/entries?after={after}&epoch={epoch}")
    page = http.read_as(answer, _PAGE)
    if page.more and not page.entries:
        raise BadAnswer(reason="no progress")
    return ShownPage(page, answer.body)
