# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page: what is there to do now, what comes next, who decides, whom to call, what waits."""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.views import answers as answers_view
from tbp_casefile.views import authority, changes, contacts, package, reviews
from tbp_casefile.views.shelf import Delivery, Shelf

KINDS = (*package.KINDS, *authority.KINDS, *contacts.KINDS, *answers_view.KINDS)


@dataclass(frozen=True)
class HomeView:
    """Everything the first page says, without words. `unread`: the current version has no answer yet."""

    current: package.CurrentPackage | None
    changed: int
    unread: bool
    deciding: authority.AuthorityLine | None
    review: reviews.ReviewLine | None
    call: tuple[contacts.ContactLine, ...]
    waiting: int
    attention: int


def home(shelf: Shelf, now: datetime) -> HomeView:
    """The first page at this moment."""
    current = package.current_package(shelf, now)
    deciders = authority.authorities(shelf)
    states = [held.delivery for held in shelf.held]
    return HomeView(
        current=current,
        changed=_changed(shelf, current),
        unread=current is not None and not answers_view.answers(shelf, current.package.ref),
        deciding=deciders[-1] if deciders else None,
        review=reviews.next_review(shelf, now),
        call=contacts.contacts(shelf, now),
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
