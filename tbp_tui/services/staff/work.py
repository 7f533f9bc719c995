# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The work of whoever carries cases, as screens and command line ask for it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.work import HandoverBrief, Task
from tbp_casefile.tables import STAFF
from tbp_casefile.times import to_ms
from tbp_casefile.views import people
from tbp_casefile.views.briefs import BriefLine
from tbp_casefile.views.briefs import briefs as all_briefs
from tbp_casefile.views.caseload import LastContact
from tbp_casefile.views.people import Colleague
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.settling import may_settle
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.views.tasks import TaskLine
from tbp_casefile.views.week import Week
from tbp_tui.services import searching, shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.export import klantinteracties
from tbp_tui.services.export.errors import OnlyForStaff
from tbp_tui.services.export.klantinteracties import Document
from tbp_tui.services.searching import Found
from tbp_tui.services.staff import (
    briefs,
    caseload,
    contacts,
    looking,
    own_lines,
    own_weeks,
    same_talk,
    supported,
    tasks,
)
from tbp_tui.services.staff.caseload import CaseLine
from tbp_tui.services.staff.contacts import NewContact, Saved
from tbp_tui.services.staff.looking import Looking
from tbp_tui.services.staff.supported import SupportedLine
from tbp_tui.services.staff.tasks import CaseTask
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault

MOST_NAME = 40
"""Characters of one's own name for a case: it has to fit in a list."""


class StaffWork:
    """Cases, contacts and tasks of the owner of this vault, the `member`. `of_case`: the one that is open."""

    def __init__(
        self,
        vault: Vault,
        member: str,
        random: Random,
        *,
        cases: Callable[[], Sequence[CaseLogs]],
        of_case: Callable[[], CaseLogs],
    ) -> None:
        self._vault, self.member, self._random = vault, member, random
        self._cases, self._of_case = cases, of_case
        self._read: tuple[object, tuple[CaseLine, ...]] | None = None

    # --- all cases -----------------------------------------------------------------------------------------

    def caseload(self, now: datetime) -> tuple[CaseLine, ...]:
        """Every case of this device, by number: read once for each minute in which nothing is written."""
        minute = now.replace(second=0, microsecond=0)
        if self._read is None or self._read[0] != (self._vault.version(), minute):
            lines = caseload.lines(self._vault, self._cases(), self.member, now)
            self._read = ((self._vault.version(), minute), lines)  # reading may note what it read
        return self._read[1]

    def recent(self, name: str) -> tuple[LastContact, ...]:
        """The last few contacts of the case whose logs have this name, newest first."""
        case = next(case for case in self._cases() if case.name == name)
        return caseload.recent(self._vault, case, self.member)

    def search(self, words: str, language: str) -> tuple[Found, ...]:
        """Everything in all cases in which all these words stand, newest first."""
        searching.catch_up(self._vault)
        return searching.search_all(self._vault, self._cases(), words, language)

    def looking(self) -> Looking:
        """How the owner last looked at them."""
        return looking.load(self._vault)

    def keep_looking(self, how: Looking) -> None:
        """For the next time."""
        looking.save(self._vault, how)

    def supported(self, now: datetime) -> tuple[SupportedLine, ...]:
        """The same for a supporter, who reads what the family may know of each."""
        return supported.lines(self._vault, self._cases(), self.member, now)

    def tasks(self, now: datetime) -> tuple[CaseTask, ...]:
        """What is to be done in all cases: what is late first."""
        cases = {case.name: case for case in self._cases()}
        found = []
        for line in self.caseload(now):
            others = any(task.task.owner and not task.mine for task in line.summary.tasks)
            known = self._people(cases[line.name]) if others else {}
            found += [CaseTask(line.name, line.number, task, known) for task in line.summary.tasks]
        return tuple(sorted(found, key=lambda one: (one.line.task.due is None, _due_ms(one.line))))

    def _people(self, case: CaseLogs) -> dict[str, Colleague]:
        return people.people(shelves.shelf(self._vault, people.KINDS, case, self.member))

    @property
    def case_name(self) -> str:
        """The name of the open case."""
        return self._of_case().name

    # --- contacts ------------------------------------------------------------------------------------------

    @property
    def may_log(self) -> bool:
        """Whether contacts are written down in the open case by the owner of this device."""
        return bool(contacts.own_log(self._of_case()))

    def log(self, contact: NewContact, now: datetime, *, hold_seconds: int = 0) -> Saved:
        """Write down a contact in the open case; raises NoKind, TooLong, NotForThisRole."""
        with self._vault.transaction():
            saved = contacts.write(
                self._vault,
                self._of_case(),
                contact,
                now=now,
                random=self._random,
                hold_seconds=hold_seconds,
            )
            self._vault.unfinished.forget(self._place())
            return saved

    def take_back(self, saved: Saved, now: datetime) -> bool:
        """Take a contact and its task out of the outbox; not when either may have gone already."""
        records = [record for record in (saved.contact, saved.task) if record]
        held = {
            row.id for row in self._vault.outbox.all() if row.hold_until > to_ms(now) and not row.attempts
        }
        if not held >= set(records):
            return False
        with self._vault.transaction():
            return all(outbox.take_back(self._vault, record, to_ms(now)) for record in records)

    def unfinished(self) -> str:
        """The line about a contact that was being typed in the open case."""
        return self._vault.unfinished.text(self._place())

    def keep_unfinished(self, line: str, now: datetime) -> None:
        """Keep what is being typed; an empty line leaves nothing."""
        self._vault.unfinished.keep(self._place(), line, to_ms(now))

    def own_lines(self) -> tuple[str, ...]:
        """Lines that the owner of this device writes often, whatever the case."""
        return own_lines.load(self._vault)

    def keep_own_line(self, line: str, place: int | None = None) -> None:
        """Keep one more, or another one at this place; an empty one goes. Raises TooLong."""
        own_lines.save(self._vault, own_lines.with_line(self.own_lines(), line, place))

    def _place(self) -> str:
        """In the log of one's own work, so that it goes with that log."""
        return f"contact:{contacts.own_log(self._of_case()) or self.case_name}"

    # --- one talk that was written down twice --------------------------------------------------------------

    def may_settle(self, one: ToldTalk) -> bool:
        """Whether the owner of this device may say that it is one with another talk, or is not."""
        return self.may_log and may_settle(self._talks(), self.member, same_talk.asked(one))

    def settle(self, one: ToldTalk, now: datetime, *, same: bool, hold_seconds: int = 0) -> tuple[str, ...]:
        """Say that it is one with what looks like it, or is not. Raises NotForThisRole."""
        return same_talk.write(
            self._vault,
            self._talks(),
            self.member,
            one,
            same=same,
            now=now,
            random=self._random,
            hold_seconds=hold_seconds,
        )

    def _talks(self) -> Shelf:
        return shelves.shelf(self._vault, ["contact_moment"], self._of_case(), self.member)

    # --- what the owner of this device calls a case --------------------------------------------------------

    def own_name(self) -> str:
        """How the open case is called here; empty as long as it has no name."""
        return self._vault.own_name(contacts.own_log(self._of_case()))

    def keep_own_name(self, name: str) -> None:
        """Call it this, on this device alone; raises TooLong, NotForThisRole."""
        contacts.check_length(name, MOST_NAME)
        self._vault.keep_own_name(contacts.place_of(self._of_case()), name)

    # --- for oneself ---------------------------------------------------------------------------------------

    def weeks(self, now: datetime) -> tuple[Week, ...]:
        """How heavy the last weeks of the owner of this device were, over all cases."""
        return own_weeks.weeks(self._vault, self._cases(), self.member, now)

    # --- for other systems ---------------------------------------------------------------------------------

    def export(self) -> Document:
        """Contacts and tasks of the open case, as far as this device may read them; raises OnlyForStaff."""
        case = self._of_case()
        if case.role not in STAFF:
            raise OnlyForStaff()
        rows = self._vault.records.history(klantinteracties.KINDS, case.of_case)
        own, kinds = self._vault.outbox.all(), set(klantinteracties.KINDS)
        shelf = shelves.put_on(self._vault, rows, own, kinds, case, self.member)
        return klantinteracties.document(shelf, case.name)

    # --- briefs --------------------------------------------------------------------------------------------

    def brief_begun(self, now: datetime, language: str) -> HandoverBrief:
        """What was being written in the open case, else what a new brief begins with."""
        kept = briefs.from_unfinished(self._vault.unfinished.text(self._brief_place()))
        return kept or briefs.begun(self._briefs(now), self.member, now, language)

    def keep_brief(self, brief: HandoverBrief, now: datetime) -> None:
        """Keep what is being written."""
        self._vault.unfinished.keep(self._brief_place(), briefs.as_unfinished(brief), to_ms(now))

    def forget_brief(self) -> None:
        """Let go of what was being written."""
        self._vault.unfinished.forget(self._brief_place())

    def write_brief(self, brief: HandoverBrief, now: datetime, *, hold_seconds: int = 0) -> str:
        """Write it for its reader; raises NothingToSay, TooLong, DaysTurned, NotForThisRole."""
        case, before = self._of_case(), self._briefs(now)
        with self._vault.transaction():
            written = briefs.write(
                self._vault,
                case,
                self.member,
                before,
                brief,
                now=now,
                random=self._random,
                hold_seconds=hold_seconds,
            )
            self.forget_brief()
            return written

    def _briefs(self, now: datetime) -> tuple[BriefLine, ...]:
        return all_briefs(shelves.shelf(self._vault, ["handover_brief"], self._of_case(), self.member), now)

    def _brief_place(self) -> str:
        return f"brief:{self._of_case().name}"

    # --- tasks ---------------------------------------------------------------------------------------------

    def finish(self, line: TaskLine, now: datetime, *, hold_seconds: int = 0) -> str:
        """It is done."""
        return self._rewrite(line, tasks.settled(line.task, "done"), now, hold_seconds)

    def drop(self, line: TaskLine, reason: str, now: datetime, *, hold_seconds: int = 0) -> str:
        """It need not be done any more."""
        return self._rewrite(line, tasks.settled(line.task, "dropped", reason), now, hold_seconds)

    def put_off(
        self, line: TaskLine, due: datetime | date, reason: str, now: datetime, *, hold_seconds: int = 0
    ) -> str:
        """Later, and why."""
        return self._rewrite(line, tasks.put_off(line.task, due, reason), now, hold_seconds)

    def take(self, line: TaskLine, now: datetime, *, hold_seconds: int = 0) -> str:
        """From the team, or from a colleague, to the owner of this device."""
        return self._rewrite(line, tasks.given_to(line.task, self.member), now, hold_seconds)

    def _rewrite(self, line: TaskLine, task: Task, now: datetime, hold_seconds: int) -> str:
        return tasks.rewrite(self._vault, line, task, now=now, random=self._random, hold_seconds=hold_seconds)


def _due_ms(line: TaskLine) -> int:
    return to_ms(line.task.due) if line.task.due else 0
