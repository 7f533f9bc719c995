# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page: what is there to do now, what comes next, who decides, whom to call, what waits."""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.views import (
    answers,
    authority,
    bulletins,
    changes,
    contacts,
    obligations,
    package,
    requests,
    reviews,
    situation,
    waiting,
)
from tbp_casefile.views.shelf import Delivery, Shelf

ANSWERS = answers.KINDS
"""Of these the first page needs only those that answer something it shows."""

KINDS = (
    *package.KINDS,
    "obligation_state",
    *authority.KINDS,
    *contacts.KINDS,
    *bulletins.KINDS,
    *requests.KINDS,
    *reviews.KINDS,
    *ANSWERS,
)


@dataclass(frozen=True)
class HomeView:
    """Everything the first page says, without words. `unread`: the current version has no answer yet."""

    current: package.CurrentPackage | None
    situation: situation.SituationLine | None
    changed: int
    unread: bool
    deciding: authority.AuthorityLine | None
    review: reviews.ReviewLine | None
    call: tuple[contacts.ContactLine, ...]
    news: tuple[bulletins.BulletinLine, ...]
    asked: tuple[obligations.ObligationLine, ...]
    requests: tuple[requests.RequestLine, ...]
    todo: tuple[waiting.Todo, ...]
    waiting: int
    attention: int


def home(shelf: Shelf, now: datetime) -> HomeView:
    """The first page at this moment."""
    current = package.current_package(shelf, now)
    states = [held.delivery for held in shelf.held]
    unread = current is not None and not answers.answers(shelf, current.package.ref)
    news = bulletins.bulletins(shelf, now)
    asked = obligations.obligations(shelf, current, now)
    review = reviews.next_review(shelf, now)
    standing = situation.situation(shelf, now)
    return HomeView(
        current=current,
        situation=standing,
        changed=_changed(shelf, current),
        unread=unread,
        deciding=authority.authorities(shelf, current, now).now,
        review=review,
        call=contacts.contacts(shelf, now),
        news=news,
        asked=asked,
        requests=requests.requests(shelf, now),
        todo=waiting.waiting(standing, current, unread, news, asked, review),
        waiting=states.count(Delivery.ON_DEVICE) + states.count(Delivery.SENT),
        attention=states.count(Delivery.ATTENTION),
    )


def _changed(shelf: Shelf, current: package.CurrentPackage | None) -> int:
    if current is None:
        return 0
    view = changes.changes(current.package, previous(shelf, current.package))
    return len(view.lines) - len(view.only("unchanged"))


def previous(shelf: Shelf, newer: package.PackageView) -> package.PackageView | None:
    """The whole version just before this one."""
    earlier: package.PackageView | None = None
    for version in package.versions(shelf):
        if version.ref == newer.ref:
            return earlier
        earlier = version
    return None
