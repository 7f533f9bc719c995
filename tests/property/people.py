# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What people do in a history: what each may write where, and only when there is something to do it to."""

from dataclasses import dataclass
from datetime import date

import msgspec

from tbp_casefile.model.dialogue import ContactMoment, Request
from tbp_casefile.model.duties import EmployerDuty
from tbp_casefile.tables import ScopeType
from tbp_tui.vault.rows import RecordRow
from tests.property.prepared import LOGS, MEMBERS
from tests.property.world import World

KINDS = {
    ("person", ScopeType.CASE): "request",
    ("person", ScopeType.FAMILY): "request",
    ("relative", ScopeType.FAMILY): "request",
    ("desk", ScopeType.CASE): "contact_moment",
    ("desk", ScopeType.EMPLOYER): "employer_duty",
    ("guide", ScopeType.SUPPORT): "contact_moment",
}
"""What this version writes; other places of a device are for reading, and for what is newer."""


class Message(msgspec.Struct, frozen=True):
    """A kind that the table names and this version cannot read yet."""

    text: str


def body_of(kind: str, text: str) -> msgspec.Struct:
    """Something of this kind that says this."""
    match kind:
        case "request":
            return Request(kind="work", title=text, text=text)
        case "contact_moment":
            return ContactMoment(kind="call", text=text)
        case _:
            return EmployerDuty(part="W2", title=text, asked=date(2026, 1, 5))


@dataclass
class Hand:
    """Does what a rule says, as far as it can be done now."""

    world: World

    def writes(
        self, device: str, log: ScopeType, *, program: int = 0, dies_at: int | None = None, hold: int = 0
    ) -> None:
        kind = KINDS.get((MEMBERS[device], log))
        if kind is not None:
            body = body_of(kind, self._text())
            self.world.write(device, log, kind, body, program=program, dies_at=dies_at, hold=hold)

    def corrects(self, device: str, log: ScopeType, *, program: int = 0) -> None:
        """What this member said before, on this device or on another."""
        kind, own = KINDS.get((MEMBERS[device], log)), self._own(device, log)
        if kind is not None and own:
            earlier = own[-1]
            body, entity = body_of(kind, self._text()), earlier.entity
            self.world.write(device, log, kind, body, program=program, entity=entity, replaces=(earlier.id,))

    def _own(self, device: str, log: ScopeType) -> list[RecordRow]:
        scope, kind = self.world.prepared.scopes[log], KINDS.get((MEMBERS[device], log), "")
        rows = self.world.gadgets[device].vault.records.current([kind], [scope])
        return [row for row in rows if row.member == MEMBERS[device]]

    def takes_back(self, device: str) -> None:
        """The newest thing that waits."""
        queue = self.world.gadgets[device].vault.outbox.all()
        if queue and queue[-1].id in self.world.told:
            self.world.take_back(device, queue[-1].id)

    def writes_newer(self, device: str, log: ScopeType, schema: int) -> None:
        """A kind of the next version, or a kind of this one in its next schema."""
        kind = "receipt" if schema == 1 else KINDS.get((MEMBERS[device], log))
        if kind is not None and MEMBERS[device] in LOGS[log]:
            self.world.write_newer(device, log, kind, Message(self._text()), schema)

    def ends_or_opens(self, log: ScopeType, member: str, *, late: bool) -> None:
        """The office ends a membership, or opens one that has ended."""
        if self.world.is_member(log, member):
            self.world.end(log, member, late=late)
        else:
            self.world.let_in(log, member)

    def revokes(self, device: str, log: ScopeType, *, late: bool) -> None:
        """The office revokes a device in one log, which shuts it out of all."""
        if self.world.is_member(log, MEMBERS[device]) and not self.world.is_revoked(device):
            self.world.revoke(log, device, late=late)

    def meanwhile(self, busy: str, what: str, device: str) -> None:
        """Something that is done while a sync of another program is on its way."""
        gadget = self.world.gadgets[busy if what == "other" else device]
        if what == "other":
            gadget.open_another()
        idle = gadget.idle()
        if what == "decide":
            self.world.decide(ScopeType.CASE)
        elif idle is not None and what == "write":
            self.writes(gadget.name, ScopeType.FAMILY, program=idle)
        elif idle is not None:
            gadget.sync(idle)

    def _text(self) -> str:
        self.world.count += 1
        return f"text {self.world.count}"
