# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who decides now, since when, and who did before (DOMAIN section 0, truth 7)."""

from dataclasses import dataclass
from datetime import date

from tbp_casefile.model.case import AuthorityChange
from tbp_casefile.model.texts import Text
from tbp_casefile.views.package import CurrentPackage
from tbp_casefile.views.shelf import Shelf

KINDS = ("authority_change",)


@dataclass(frozen=True)
class AuthorityLine:
    """An authority and the day from which it decides."""

    member: str
    name: Text
    short: Text
    since: date
    reason: Text
    stays: Text | None


def authorities(shelf: Shelf) -> tuple[AuthorityLine, ...]:
    """Every authority of this case in the order of the log; the last one decides now."""
    bodies = (held.body for held in shelf.current("authority_change"))
    return tuple(
        AuthorityLine(body.to, body.name, body.short or body.name, body.since, body.reason, body.stays)
        for body in bodies
        if isinstance(body, AuthorityChange)
    )


def deciding(shelf: Shelf, current: CurrentPackage | None) -> AuthorityLine | None:
    """Who decides now. Where no change of authority stands, the package says who decided on it."""
    lines = authorities(shelf)
    if lines:
        return lines[-1]
    by = current.package.body.decided_by if current else None
    if current is None or by is None:
        return None
    package = current.package
    return AuthorityLine(package.authority, by.name, by.short, package.valid_from, package.reason, None)
