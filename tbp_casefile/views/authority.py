# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who decides now, since when, and who did before (DOMAIN section 0, truth 7)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.case import AuthorityChange
from tbp_casefile.model.texts import Text
from tbp_casefile.times import local_date
from tbp_casefile.views.package import CurrentPackage
from tbp_casefile.views.shelf import Shelf

KINDS = ("authority_change",)


@dataclass(frozen=True)
class AuthorityLine:
    """An authority and the day from which it decides, where this device is told that day."""

    member: str
    name: Text
    short: Text
    since: date | None = None
    reason: Text | None = None
    stays: Text | None = None


@dataclass(frozen=True)
class AuthoritiesView:
    """One decides at a time. `earlier`: the newest first; `coming`: announced, in the order of the log."""

    now: AuthorityLine | None
    earlier: tuple[AuthorityLine, ...] = ()
    coming: tuple[AuthorityLine, ...] = ()

    @property
    def all(self) -> tuple[AuthorityLine, ...]:
        """Now, earlier, coming."""
        return (*((self.now,) if self.now else ()), *self.earlier, *self.coming)


def authorities(shelf: Shelf, current: CurrentPackage | None, now: datetime) -> AuthoritiesView:
    """Who decides, who did, and who will.

    Where no change of authority stands, the package says who decided on it, not since when.
    On a clock before every day the last one in the log decides.
    """
    lines = [
        _line(held.body)
        for held in shelf.current("authority_change")
        if isinstance(held.body, AuthorityChange)
    ]
    today = local_date(now)
    begun = [line for line in lines if line.since is None or line.since <= today] or lines
    if not begun:
        return AuthoritiesView(_of_package(current))
    coming = tuple(line for line in lines if line not in begun)
    return AuthoritiesView(begun[-1], tuple(reversed(begun[:-1])), coming)


def _line(body: AuthorityChange) -> AuthorityLine:
    return AuthorityLine(body.to, body.name, body.short or body.name, body.since, body.reason, body.stays)


def _of_package(current: CurrentPackage | None) -> AuthorityLine | None:
    by = current.package.body.decided_by if current else None
    if current is None or by is None:
        return None
    return AuthorityLine(current.package.authority, by.name, by.short)
