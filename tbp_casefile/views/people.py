# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who the members are behind what staff wrote: by name where a contact says so, else by a number."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tbp_casefile.model.case import Contact, ContactRole
from tbp_casefile.model.control import Member
from tbp_casefile.tables import READERS, STAFF
from tbp_casefile.views.shelf import Shelf

KINDS = ("member", "contact")


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in this case. `number`: the same on every device, in the order in which they came.

    `name` and `role` are those of the newest contact that names them, if any does.
    """

    number: int
    name: str = ""
    role: ContactRole | None = None


People = Mapping[str, Colleague]
"""By member."""


def people(shelf: Shelf) -> dict[str, Colleague]:
    """Everybody who is or was in a log that only staff read, and whoever a contact names."""
    named = _named(shelf)
    came = dict.fromkeys((*_came(shelf), *named))
    return {
        member: Colleague(number, body.name, body.role) if (body := named.get(member)) else Colleague(number)
        for number, member in enumerate(came, 1)
    }


def _came(shelf: Shelf) -> list[str]:
    opened = [
        (held.record.moment, held.record.scope, held.seq, held.body.member)
        for held in shelf.all("member")
        if isinstance(held.body, Member) and not held.body.ends and READERS[held.log] <= STAFF
    ]
    return [member for *_, member in sorted(opened)]


def _named(shelf: Shelf) -> dict[str, Contact]:
    """Of a member who is named twice the newest: names change."""
    bodies = [held.body for held in shelf.current("contact") if isinstance(held.body, Contact)]
    return {
        body.member: body
        for body in sorted(bodies, key=lambda body: (body.from_, body.name))
        if body.member is not msgspec.UNSET and body.member
    }
