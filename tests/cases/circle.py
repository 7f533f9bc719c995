# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody around a person who is supported: real vaults, and a real backend between them."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.tables import ScopeType
from tbp_casefile.views.support import OfferLine
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.support import NewOffer
from tbp_tui.sync import enrolment
from tbp_tui.world import World
from tests.cases.devices import DEMO_DAY, serving
from tests.sync.desk import new_vault

JONAS, SAM = "supporter-3", "relative-1"
CASE = "h3-lawyer"
WORD = "paddestoel"
"""Stands in nothing that comes with the program."""


@dataclass
class Circle:
    """Everybody of one case, each on a device of their own."""

    home: Path
    tickets: dict[str, str]
    supporter: OpenCase
    person: OpenCase
    relative: OpenCase
    contact: OpenCase

    @property
    def everybody(self) -> tuple[OpenCase, ...]:
        return self.supporter, self.person, self.relative, self.contact

    def sync(self, *cases: OpenCase, now: datetime = DEMO_DAY) -> None:
        for case in cases or self.everybody:
            case.sync(now)


def opened(place: Path, ticket: str) -> OpenCase:
    """A device that took this ticket and received everything."""
    vault = new_vault(place)
    enrolment.enrol(vault, enrolment.fetch_welcome(Ticket.parse(ticket)), now=DEMO_DAY, random=os.urandom)
    case = OpenCase(vault, World({}, place, None, lambda: DEMO_DAY, os.urandom))
    case.sync(DEMO_DAY)
    return case


@contextmanager
def gathered(folder: Path) -> Iterator[Circle]:
    """A case in which nothing sealed was written yet."""
    with ExitStack() as stack:
        tickets = stack.enter_context(serving(folder / "office", DEMO_DAY, CASE))
        members = (JONAS, "person", SAM, "contact-2")
        cases = [opened(folder / member, tickets[f"{CASE}/{member}"]) for member in members]
        for case in cases:
            stack.callback(case.close)
        yield Circle(folder / "office", tickets, *cases)


def logs(case: OpenCase) -> dict[str, str]:
    """The logs of a device by their id."""
    return {place.scope: place.type for place in case._vault.scopes()}


def log_of(case: OpenCase, log: ScopeType, member: str = "") -> str:
    """One log; of support the one with this member."""
    if member:
        return next(one.scope for one in case.support.readers() if one.member == member)
    return next(scope for scope, known in logs(case).items() if known == log)


def offer(circle: Circle, title: str = "Gesprekken", to: str = "person", **more: object) -> str:
    scope = log_of(circle.supporter, ScopeType.SUPPORT, to)
    new = NewOffer(scope, title, f"Een uur per week, {WORD}.", **more)  # type: ignore[arg-type]
    return circle.supporter.support.offer(new, DEMO_DAY)


def one(case: OpenCase, now: datetime = DEMO_DAY) -> OfferLine:
    (line,) = case.support.offers(now)
    return line
