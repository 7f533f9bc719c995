# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of staff ask of an open vault, and what is asked about support. Beside `door.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tbp_casefile.model.duties import ObligationState
    from tbp_casefile.model.support import SupportAnswer
    from tbp_casefile.model.work import HandoverBrief
    from tbp_casefile.views.caseload import CaseSummary, LastContact
    from tbp_casefile.views.obligations import ObligationLine
    from tbp_casefile.views.people import People
    from tbp_casefile.views.same_talk import ToldTalk
    from tbp_casefile.views.support import OfferLine, Reader
    from tbp_casefile.views.talks import TalkLine
    from tbp_casefile.views.tasks import TaskLine
    from tbp_casefile.views.week import Week
    from tbp_casefile.wire.envelope import Ref
    from tbp_tui.services.searching import Found
    from tbp_tui.services.staff.contacts import NewContact, Saved
    from tbp_tui.services.staff.looking import Looking
    from tbp_tui.services.staff.signals import Signal
    from tbp_tui.services.support import NewOffer

Draft = TypeVar("Draft")


class CaseLine(Protocol):
    """One of several cases, with its number and where it stands."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def summary(self) -> CaseSummary: ...


class CaseTask(Protocol):
    """A task of one of several cases."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def line(self) -> TaskLine: ...
    @property
    def known(self) -> People:
        """Who works in that case, as far as the task is of somebody else."""


class SupportedLine(Protocol):
    """One of those whom a supporter supports, and what was offered."""

    @property
    def name(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def colleague(self) -> str: ...
    @property
    def summary(self) -> CaseSummary: ...
    @property
    def offers(self) -> Sequence[OfferLine]: ...


class Support(Protocol):
    """Offers of support in the open case (`services/support.py`)."""

    def offers(self, now: datetime) -> Sequence[OfferLine]: ...
    def readers(self) -> Sequence[Reader]:
        """For whom an offer can be made."""

    @property
    def may_offer(self) -> bool: ...
    def may_answer(self, line: OfferLine) -> bool: ...
    def offer(self, new: NewOffer, now: datetime, *, hold_seconds: int) -> str:
        """Make one; raises TbpError. Its id."""

    def answer(self, line: OfferLine, what: SupportAnswer, now: datetime, *, hold_seconds: int) -> str:
        """Say something to one; raises TbpError. The id of the answer."""

    def take_back(self, record: str, now: datetime) -> bool:
        """Whether it was still here, and is gone now."""

    def unfinished(self, scope: str) -> tuple[str, ...]:
        """Title, text and day of the offer that was being typed."""

    def keep_unfinished(self, scope: str, fields: Sequence[str], now: datetime) -> None: ...


class Drafts(Protocol[Draft]):
    """What is drafted about records of the open case (`services/staff/drafts.py`); `about`: the record."""

    def may(self, about: Ref) -> bool:
        """Whether the owner of this device writes about it."""

    def begun(self, about: Ref) -> Draft | None:
        """What was being drafted."""

    def keep(self, about: Ref, draft: Draft, now: datetime) -> None: ...
    def send(self, about: Ref, draft: Draft, now: datetime, *, hold_seconds: int) -> str:
        """Sign it; raises TbpError. Its id."""

    def take_back(self, about: Ref, record: str, draft: Draft, now: datetime) -> bool:
        """Whether it was still here, and is a draft again now."""


class Signals(Drafts["Signal"], Protocol):
    """How it goes with what is asked (`services/staff/signals.py`)."""

    def may_about(self, line: ObligationLine) -> bool:
        """Whether the owner of this device notes it."""

    def talks(self) -> Sequence[TalkLine]:
        """The talks that it can be about."""

    def talk_of(self, signal: Signal) -> TalkLine | None: ...
    def body(self, signal: Signal) -> ObligationState: ...


class StaffWork(Protocol):
    """What whoever carries cases does (`services/staff/work.py`): quick, and without a network."""

    def caseload(self, now: datetime) -> Sequence[CaseLine]:
        """Every case of this device."""

    def recent(self, name: str) -> Sequence[LastContact]:
        """The last few contacts of the case with this name, newest first."""

    def search(self, words: str, language: str) -> Sequence[Found]:
        """What holds all these words in any case, newest first; quick enough for every key press."""

    def looking(self) -> Looking:
        """How the owner last looked at them."""

    def keep_looking(self, how: Looking) -> None: ...

    def tasks(self, now: datetime) -> Sequence[CaseTask]:
        """What is to be done in all of them."""

    def weeks(self, now: datetime) -> Sequence[Week]:
        """How heavy the last weeks of the owner of this device were."""

    @property
    def case_name(self) -> str:
        """The name of the open case."""

    def supported(self, now: datetime) -> Sequence[SupportedLine]:
        """The same for a supporter."""

    def own_name(self) -> str:
        """What the owner of this device calls the open case."""

    def keep_own_name(self, name: str) -> None:
        """Call it this; raises TbpError."""

    @property
    def member(self) -> str:
        """The member id of the owner of this device."""

    @property
    def may_log(self) -> bool:
        """Whether contacts are written down in the open case by the owner of this device."""

    def log(self, contact: NewContact, now: datetime, *, hold_seconds: int) -> Saved:
        """Write it down; raises TbpError."""

    def take_back(self, saved: Saved, now: datetime) -> bool:
        """Whether it was still here, and is gone now with its task."""

    def may_settle(self, one: ToldTalk) -> bool:
        """Whether the owner of this device may say that it is one with another talk, or is not."""

    def settle(self, one: ToldTalk, now: datetime, *, same: bool, hold_seconds: int) -> tuple[str, ...]:
        """Say so; raises TbpError."""

    def unfinished(self) -> str:
        """The line that was being typed in the open case."""

    def keep_unfinished(self, line: str, now: datetime) -> None: ...
    def own_lines(self) -> Sequence[str]:
        """Lines about a contact that the owner of this device writes often."""

    def keep_own_line(self, line: str, place: int | None = None) -> None:
        """One more, or another one at this place; an empty one goes. Raises TbpError."""

    def brief_begun(self, now: datetime, language: str) -> HandoverBrief:
        """What was being written in the open case, else what a new brief begins with."""

    def keep_brief(self, brief: HandoverBrief, now: datetime) -> None: ...
    def forget_brief(self) -> None: ...
    def write_brief(self, brief: HandoverBrief, now: datetime, *, hold_seconds: int) -> str:
        """Write it for its reader; raises TbpError."""

    def finish(self, line: TaskLine, now: datetime, *, hold_seconds: int) -> str: ...
    def drop(self, line: TaskLine, reason: str, now: datetime, *, hold_seconds: int) -> str: ...
    def put_off(
        self, line: TaskLine, due: datetime | date, reason: str, now: datetime, *, hold_seconds: int
    ) -> str: ...
    def take(self, line: TaskLine, now: datetime, *, hold_seconds: int) -> str: ...
