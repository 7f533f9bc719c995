# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down a contact, and what is to be done after it: both at once, in the log for its readers.

What a contact person writes goes to the desk, what a supporter writes to the care log; the person reads it
only where that was chosen for this contact (DESIGN section 4).
"""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.dialogue import ContactMoment, Outcome, Party, TalkKind
from tbp_casefile.model.work import Task
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoKind, NotForThisRole, TooLong
from tbp_tui.sync import outbox
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault

MOST_TEXT = 1000
"""Characters of a contact: `Klantcontact.inhoud` of Klantinteracties holds no more (ECOSYSTEM A2)."""
MOST_TASK = 200
"""Characters of a task: `InterneTaak.gevraagdeHandeling`."""

OWN_LOG = {Role.CONTACT_PERSON: ScopeType.DESK, Role.SUPPORTER: ScopeType.CARE}
"""Where each writes what colleagues of the same profession read, and nobody else."""
SHARED_LOG = {Role.CONTACT_PERSON: ScopeType.CASE, Role.SUPPORTER: ScopeType.SUPPORT}
"""Where the person reads along."""


@dataclass(frozen=True)
class NewTask:
    """What is to be done, by when; `owner` a member, or nobody: the team."""

    text: str
    due: datetime | date | None = None
    owner: str = ""

    def body(self) -> Task:
        """As a record has it; raises TooLong."""
        check_length(self.text, MOST_TASK)
        at = self.due if isinstance(self.due, datetime) else None
        on = self.due if at is None and isinstance(self.due, date) else None
        return Task(text=self.text, due_on=on, due_at=at, owner=self.owner)


@dataclass(frozen=True)
class NewContact:
    """A contact as it will be written; `visible`: the person reads it. `at`: when the contact was."""

    kind: TalkKind | None
    text: str
    at: datetime
    outcome: Outcome = "reached"
    minutes: int | None = None
    party: Party = "known"
    visible: bool = False
    follow_up: NewTask | None = None

    def body(self) -> ContactMoment:
        """As a record has it; raises NoKind, TooLong."""
        if self.kind is None:
            raise NoKind()
        check_length(self.text, MOST_TEXT)
        return ContactMoment(
            kind=self.kind, text=self.text, minutes=self.minutes, outcome=self.outcome, party=self.party
        )


@dataclass(frozen=True)
class Saved:
    """What was written: the contact, and the task after it."""

    contact: str
    task: str = ""


def check_length(text: str, most: int) -> None:
    """Raises TooLong; nothing is ever cut."""
    if len(text) > most:
        raise TooLong(most=most, has=len(text))


def place_of(case: CaseLogs, *, visible: bool = False) -> str:
    """The log in which the owner of this device writes; raises NotForThisRole where there is none.

    `visible`: the one in which the person reads it; of support there is one with each relative too.
    """
    shared = case.scopes(SHARED_LOG[case.role]) if case.role in SHARED_LOG else []
    scope = next((one for one in shared if one in case.with_person), "") if visible else own_log(case)
    if not scope:
        raise NotForThisRole()
    return scope


def own_log(case: CaseLogs) -> str:
    """The log in which the owner of this device keeps their own work; nothing where there is none."""
    scopes = case.scopes(OWN_LOG[case.role]) if case.role in OWN_LOG else []
    return scopes[0] if scopes else ""


def write(
    vault: Vault, case: CaseLogs, contact: NewContact, *, now: datetime, random: Random, hold_seconds: int
) -> Saved:
    """Sign and keep it, with its task, in one transaction: when this returns it is on this device.

    Raises NoKind, TooLong, NotForThisRole, and what `outbox.write` raises.
    """
    body, task = contact.body(), contact.follow_up.body() if contact.follow_up else None
    with vault.transaction():
        row = outbox.write(
            vault,
            scope=place_of(case, visible=contact.visible),
            kind="contact_moment",
            body=body,
            at=contact.at,
            now=now,
            random=random,
            hold_seconds=hold_seconds,
        )
        if task is None:
            return Saved(row.id)
        after = _write_task(vault, case, task, row, now=now, random=random, hold_seconds=hold_seconds)
        return Saved(row.id, after.id)


def _write_task(
    vault: Vault,
    case: CaseLogs,
    task: Task,
    after: OutboxRow,
    *,
    now: datetime,
    random: Random,
    hold_seconds: int,
) -> OutboxRow:
    """Beside the contact that it comes from, in the log that only staff read."""
    return outbox.write(
        vault,
        scope=place_of(case),
        kind="task",
        body=task,
        at=now,
        now=now,
        random=random,
        about=Ref(after.scope, after.id, after.leaf.hex()),
        hold_seconds=hold_seconds,
    )
