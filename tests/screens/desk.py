# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app on a small case: real views over records in memory, behind the door that screens know.

What travels, is stored or is verified has its own tests; here it is the screens that are looked at.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NoReturn, cast

import msgspec
from rich.cells import cell_len
from textual.pilot import Pilot

from tbp_casefile.crypto import base64url
from tbp_casefile.device_codes import short_code
from tbp_casefile.errors import TbpError
from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind
from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.duties import Confirmation, ObligationState
from tbp_casefile.model.support import SupportAnswer
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.tables import WRITTEN_FOR, Role
from tbp_casefile.views.caseload import CaseSummary, LastContact, summary
from tbp_casefile.views.devices import ArrivalLine, DeviceLine, DevicesView, EndingLine, Issued
from tbp_casefile.views.matching import ProposalLine
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.views.support import OfferLine, Reader
from tbp_casefile.views.talks import TalkLine
from tbp_casefile.views.tasks import TaskLine
from tbp_casefile.views.week import Week, weeks
from tbp_casefile.wire.envelope import Ref
from tbp_tui.app import NotesApp
from tbp_tui.idling import Uptime
from tbp_tui.screens.door import Services, Session
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.own_devices.door import OwnKeys
from tbp_tui.screens.staff.door import CaseLine, CaseTask, StaffWork, SupportedLine
from tbp_tui.services.answering import Thing
from tbp_tui.services.begun import CORRECTION
from tbp_tui.services.notes import Note
from tbp_tui.services.peers.peers import Peers
from tbp_tui.services.peers.talks import TalkLine as PeerLine
from tbp_tui.services.reading import Reading
from tbp_tui.services.searching import Found
from tbp_tui.services.staff.contacts import NewContact, Saved
from tbp_tui.services.staff.looking import Looking
from tbp_tui.services.staff.replies import Reply
from tbp_tui.services.staff.signals import Signal
from tbp_tui.services.support import NewOffer
from tbp_tui.vault.attempts import Wrong
from tbp_tui.vault.errors import WaitFirst
from tests.screens.case import AS_OF, NOW, full_case
from tests.views.shelves import Made

PASSPHRASE = "fiets lamp kano brug"
_LONG = 20.0  # a limit against hanging


class WrongPassphrase(TbpError):
    """The same code as the vault's."""

    code = "vault.wrong-passphrase"


class Refusal(TbpError):
    """The vault's code for a damaged file."""

    code = "vault.damaged"


class DiskFull(TbpError):
    """The vault's code for a write that did not fit."""

    code = "vault.disk-full"


class Offline(TbpError):
    """The same code as that of sync."""

    code = "sync.offline"


@dataclass(frozen=True)
class Attention:
    """An answer that did not arrive."""

    id: str
    kind: str
    code: str
    text: str
    what: str = "question"
    title: str = ""
    about: str = "2"
    thing: str = "package"
    at: datetime = AS_OF
    kept: bool = False


@dataclass(frozen=True)
class Status:
    """How far this device is."""

    as_of: datetime | None
    waiting: int
    attention: tuple[Attention, ...]
    troubles: tuple[str, ...]
    offline: bool
    not_understood: int = 0
    kept: tuple[Attention, ...] = ()
    saves_data: bool = False
    unreadable: Mapping[str, int] = field(default_factory=dict)
    two_histories: datetime | None = None


BODIES: dict[str, Callable[[AcknowledgementKind, str], tuple[str, msgspec.Struct]]] = {
    "package": lambda what, text: ("acknowledgement", Acknowledgement(what, text)),
    "bulletin": lambda what, text: ("acknowledgement", Acknowledgement(what, text)),
    "obligation": lambda what, text: ("confirmation", Confirmation(what, text)),
    "review": lambda what, text: ("review_input", ReviewInput(text)),
}


@dataclass(frozen=True)
class SentLine:
    """One delivery."""

    role: str = "contact_person"
    own: bool = False
    here: bool = False
    at: datetime = AS_OF
    kinds: tuple[str, ...] = ("package", "measure")


@dataclass(frozen=True)
class Sent:
    """Who received what."""

    asked: datetime | None = None
    lines: tuple[SentLine, ...] = ()


@dataclass(frozen=True)
class OnlyCase:
    """The one case of this desk."""

    summary: CaseSummary
    name: str = "only"
    number: str = "D-00-0000"


class NoAsking:
    """There is no coordinator here."""

    can_ask = False

    def proposals(self, now: datetime) -> Sequence[ProposalLine]:
        return []


class NoPeers:
    """Nobody can ask for a talk here."""

    asking = NoAsking()

    def lines(self, now: datetime) -> Sequence[PeerLine]:
        return []


class NoSupport:
    """Nobody offers support here."""

    may_offer = False

    def offers(self, now: datetime) -> Sequence[OfferLine]:
        return []

    def readers(self) -> Sequence[Reader]:
        return []

    def may_answer(self, line: OfferLine) -> bool:
        raise NotImplementedError

    def offer(self, new: NewOffer, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def answer(self, line: OfferLine, what: SupportAnswer, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def take_back(self, record: str, now: datetime) -> bool:
        raise NotImplementedError

    def unfinished(self, scope: str) -> tuple[str, ...]:
        raise NotImplementedError

    def keep_unfinished(self, scope: str, fields: Sequence[str], now: datetime) -> None:
        raise NotImplementedError


class NoReplies:
    """Nobody answers requests here."""

    def may(self, about: Ref) -> bool:
        return False

    def begun(self, about: Ref) -> Reply | None:
        return None

    def keep(self, about: Ref, draft: Reply, now: datetime) -> None:
        raise NotImplementedError

    def send(self, about: Ref, draft: Reply, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def take_back(self, about: Ref, record: str, draft: Reply, now: datetime) -> bool:
        raise NotImplementedError


class NoSignals:
    """Nobody notes here how it goes with what is asked."""

    def may(self, about: Ref) -> bool:
        return False

    def may_about(self, line: ObligationLine) -> bool:
        return False

    def talks(self) -> Sequence[TalkLine]:
        return []

    def talk_of(self, signal: Signal) -> TalkLine | None:
        return None

    def body(self, signal: Signal) -> ObligationState:
        raise NotImplementedError

    def begun(self, about: Ref) -> Signal | None:
        return None

    def keep(self, about: Ref, draft: Signal, now: datetime) -> None:
        raise NotImplementedError

    def send(self, about: Ref, draft: Signal, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def take_back(self, about: Ref, record: str, draft: Signal, now: datetime) -> bool:
        raise NotImplementedError


@dataclass
class Staff:
    """Whoever carries the one case of this desk."""

    case: Case
    member = "contact"
    may_log = False

    @property
    def case_name(self) -> str:
        return "only"

    def log(self, contact: NewContact, now: datetime, *, hold_seconds: int) -> Saved:
        raise NotImplementedError

    def take_back(self, saved: Saved, now: datetime) -> bool:
        raise NotImplementedError

    def may_settle(self, one: ToldTalk) -> bool:
        return False

    def settle(self, one: ToldTalk, now: datetime, *, same: bool, hold_seconds: int) -> tuple[str, ...]:
        raise NotImplementedError

    def supported(self, now: datetime) -> Sequence[SupportedLine]:
        """Nobody."""
        return []

    def own_name(self) -> str:
        return ""

    def keep_own_name(self, name: str) -> None:
        raise NotImplementedError

    def unfinished(self) -> str:
        raise NotImplementedError

    def keep_unfinished(self, line: str, now: datetime) -> None:
        raise NotImplementedError

    def own_lines(self) -> Sequence[str]:
        return ()

    def keep_own_line(self, line: str, place: int | None = None) -> None:
        raise NotImplementedError

    def brief_begun(self, now: datetime, language: str) -> HandoverBrief:
        raise NotImplementedError

    def keep_brief(self, brief: HandoverBrief, now: datetime) -> None:
        raise NotImplementedError

    def forget_brief(self) -> None:
        raise NotImplementedError

    def write_brief(self, brief: HandoverBrief, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def looking(self) -> Looking:
        return Looking()

    def keep_looking(self, how: Looking) -> None:
        """Nothing is kept here."""

    def caseload(self, now: datetime) -> Sequence[CaseLine]:
        """The one case."""
        return [OnlyCase(summary(self.case.shelf, [], "contact", now))]

    def recent(self, name: str) -> Sequence[LastContact]:
        """Nobody called."""
        return ()

    def search(self, words: str, language: str) -> Sequence[Found]:
        return self.case.search(words, language)

    def tasks(self, now: datetime) -> Sequence[CaseTask]:
        """Nothing is to be done here."""
        return []

    def weeks(self, now: datetime) -> Sequence[Week]:
        """Of whoever has the one case of this desk."""
        return weeks([self.case.shelf], "contact", now)

    def finish(self, line: TaskLine, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def drop(self, line: TaskLine, reason: str, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError

    def put_off(
        self, line: TaskLine, due: datetime | date, reason: str, now: datetime, *, hold_seconds: int
    ) -> str:
        raise NotImplementedError

    def take(self, line: TaskLine, now: datetime, *, hold_seconds: int) -> str:
        raise NotImplementedError


LAPTOP, PHONE = (base64url.encode(bytes([byte]) * 32) for byte in (7, 200))


PHONE_ASKS = ArrivalLine(
    PHONE, short_code(PHONE), True, "", AS_OF - timedelta(days=1), True, ("case", "family"), ("support",)
)
"""The phone, added yesterday: is it yours?"""


@dataclass
class Owned:
    """Own devices without a backend: this laptop and a phone."""

    lines: tuple[DeviceLine, ...] = (
        DeviceLine(LAPTOP, short_code(LAPTOP), True, AS_OF - timedelta(days=90), AS_OF, "active"),
        DeviceLine(
            PHONE, short_code(PHONE), False, AS_OF - timedelta(days=40), AS_OF - timedelta(days=2), "active"
        ),
    )
    ended: tuple[EndingLine, ...] = ()
    unknown: int = 0
    over: bool = False
    offline: bool = False
    asked: int = 0
    revoked: list[tuple[str, bool]] = field(default_factory=list)
    arrivals: tuple[ArrivalLine, ...] = ()
    waits: bool = False
    accepted: list[str] = field(default_factory=list)
    hold: threading.Event | None = None

    @property
    def asks(self) -> bool:
        return self.view().asks

    def view(self) -> DevicesView:
        return DevicesView(self.lines, self.ended, self.unknown)

    def accept(self, device: str) -> None:
        self.accepted.append(device)
        self._answered(device)

    def _answered(self, device: str) -> None:
        self.arrivals = tuple(line for line in self.arrivals if line.device != device)

    def revoke(self, device: str, *, late: bool) -> int:
        self.revoked.append((device, late))
        self._answered(device)
        self.lines = tuple(
            replace(line, state="ending", late=late) if line.device == device else line for line in self.lines
        )
        return 3

    def add(self) -> Issued:
        self.asked += 1
        if self.hold is not None:
            self.hold.wait(_LONG)
        if self.offline:
            raise Offline()
        return Issued("https://backend.example:8443/#0123456789ABCDEFGHJKMNPQRS", AS_OF + timedelta(hours=24))

    def answer_copies(self) -> None:
        self.unknown = 0
        self.lines = tuple(replace(line, copied=False) for line in self.lines)


@dataclass
class Notebook:
    """Notes without a vault."""

    kept: list[Note] = field(default_factory=list)
    typed: str = ""

    def all(self) -> Sequence[Note]:
        return self.kept[::-1]

    def keep(self, text: str, now: datetime, *, about: str) -> None:
        self.kept.append(Note(str(len(self.kept)), now, about, text))
        self.typed = ""

    def throw_away(self, note: str) -> None:
        self.kept = [one for one in self.kept if one.id != note]

    def unfinished(self) -> str:
        return self.typed

    def keep_unfinished(self, text: str, now: datetime) -> None:
        self.typed = text


@dataclass
class BegunTexts:
    """Texts that were begun, without a vault."""

    typed: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def text(self, scope: str, record: str, what: str) -> str:
        return self.typed.get((scope, record, what), "")

    def keep(self, scope: str, record: str, what: str, text: str, now: datetime) -> None:
        self.typed[scope, record, what] = text

    def forget(self, scope: str, record: str, what: str) -> None:
        self.typed.pop((scope, record, what), None)


@dataclass
class Case(Reading):
    """A session over records in memory: the same views as over a vault."""

    made: Made = field(default_factory=full_case)
    as_of: datetime | None = AS_OF
    attention: tuple[Attention, ...] = ()
    troubles: tuple[str, ...] = ()
    offline: bool = False
    not_understood: int = 0
    saves_data: bool = False
    unreadable: Mapping[str, int] = field(default_factory=dict)
    two_histories: datetime | None = None
    set_aside: int = 0
    listens: bool = False
    due: bool = False
    synced: int = 0
    surprise: bool = False
    disk_full: bool = False
    closed: bool = False
    hold: threading.Event | None = None
    who: Role = Role.PERSON
    own_devices: Owned = field(default_factory=Owned)
    idle_lock: Patience = field(default_factory=lambda: Patience())
    notes: Notebook = field(default_factory=Notebook)
    begun: BegunTexts = field(default_factory=BegunTexts)
    sent_again: list[str] = field(default_factory=list)
    sent: Sent = field(default_factory=lambda: Sent())

    @property
    def shelf(self) -> Shelf:
        return self.made.shelf

    @property
    def role(self) -> Role:
        return self.who

    @property
    def may_answer(self) -> bool:
        return self.who in WRITTEN_FOR

    def _shelf(self, *kinds: str) -> Shelf:
        return self.made.shelf

    def check_role(self) -> None:
        """There are screens for it."""

    has_many = False

    @property
    def staff(self) -> StaffWork:
        return Staff(self)

    support = NoSupport()
    replies = NoReplies()
    signals = NoSignals()
    peers = cast(Peers, NoPeers())

    def open(self, name: str) -> None:
        """There is only one."""

    def search(self, words: str, language: str) -> Sequence[Found]:
        return ()

    def status(self, now: datetime) -> Status:
        return Status(
            self.as_of,
            self.home(now).waiting,
            tuple(line for line in self.attention if not line.kept),
            self.troubles,
            self.offline,
            self.not_understood,
            tuple(line for line in self.attention if line.kept),
            self.saves_data,
            self.unreadable,
            self.two_histories,
        )

    def told_of_histories(self) -> None:
        self.two_histories = None

    def listen(self) -> None:
        self.listens = True

    def save_data(self, on: bool) -> None:
        self.saves_data = on

    def acknowledge(
        self,
        about: Ref,
        what: AcknowledgementKind,
        text: str,
        now: datetime,
        *,
        hold_seconds: int,
        thing: Thing = "package",
    ) -> str:
        if self.disk_full:
            raise DiskFull()
        kind, body = BODIES[thing](what, text)
        held = self.made.put(kind, body, about=about, by=self.who)
        self._change(held, Delivery.ON_DEVICE)
        self.begun.forget(about.scope, about.id, what)
        return held.record.id

    def correct(
        self, record_ids: Sequence[str], text: str | None, now: datetime, *, hold_seconds: int
    ) -> str:
        first, *_ = found = [held for held in self.made.held if held.record.id in record_ids]
        body = first.body if text is None else msgspec.structs.replace(first.body, text=text)
        held = self.made.put(
            first.record.kind,
            body,
            about=first.record.about,
            entity=first.record.entity,
            replaces=tuple(found),
            by=self.who,
        )
        self._change(held, Delivery.ON_DEVICE)
        self.begun.forget(first.record.scope, first.record.id, CORRECTION)
        return held.record.id

    @property
    def device(self) -> str:
        return "here"

    def take_back(self, record_id: str, now: datetime) -> str | None:
        if self.disk_full:
            raise DiskFull()
        waiting = {held.record.id: held for held in self.made.held if held.delivery is Delivery.ON_DEVICE}
        held = waiting.get(record_id)
        if held is None:
            return None
        self.made.held.remove(held)
        text: str = held.body.text  # type: ignore[attr-defined]  # every body of BODIES has one
        return text

    def send_again(self, record_id: str, now: datetime) -> str:
        self.throw_away(record_id)
        self.sent_again.append(record_id)
        return f"{record_id} again"

    def keep_as_note(self, record_id: str) -> None:
        self.attention = tuple(
            replace(line, kept=True, code="kept") if line.id == record_id else line for line in self.attention
        )

    def throw_away(self, record_id: str) -> None:
        if self.disk_full:
            raise DiskFull()
        self.attention = tuple(line for line in self.attention if line.id != record_id)

    def deliveries(self) -> Sent:
        return self.sent

    def fetch_deliveries(self, now: datetime) -> None:
        if self.offline:
            raise Offline()
        self.sent = Sent(now, (SentLine(),))

    def receive(self, at: datetime) -> None:
        """Everything that waits arrives."""
        for held in list(self.made.held):
            if held.delivery is Delivery.ON_DEVICE:
                self._change(held, Delivery.RECEIVED, at)

    def _change(self, held: Held, delivery: Delivery, received: datetime | None = None) -> None:
        changed = Held(held.record, held.body, held.leaf, held.member, held.role, held.seq,
                       delivery=delivery, received=received)  # fmt: skip
        self.made.held[[item.record.id for item in self.made.held].index(held.record.id)] = changed

    def sync(self, now: datetime) -> object:
        self.synced += 1
        if self.hold is not None:
            self.hold.wait(_LONG)
        if self.surprise:
            raise RuntimeError("canary")
        if self.offline:
            raise Offline()
        return None

    def sync_due(self, now: datetime) -> bool:
        return self.due

    def close(self) -> None:
        self.closed = True


def _released() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


AWAKE = Uptime(100.0, 100.0)


@dataclass
class Desk:
    """The app, its clock, and what it asked of the world around it."""

    case: Case = field(default_factory=Case)
    now: datetime = NOW
    uptime: Uptime = AWAKE
    hidden: int = 0
    blanked: list[bool] = field(default_factory=list)
    remembered: list[tuple[str, str]] = field(default_factory=list)
    demo_passphrase: str | None = None
    opens_by_itself: bool = False
    running: NotesApp | None = None
    refusal: TbpError | None = None
    wrong: Wrong | None = None
    keys: OwnKeys | None = None
    hold: threading.Event = field(default_factory=_released)

    def unlock(self, passphrase: str) -> Session:
        """Stands in for a vault; a test may hold it up."""
        self.hold.wait(_LONG)
        if self.refusal is not None:
            raise self.refusal
        if self.wrong is not None and (left := self.wrong.left(self.now)):
            raise WaitFirst(seconds=left)
        if passphrase != PASSPHRASE:
            self.wrong = Wrong(self.wrong.count + 1 if self.wrong else 1, self.now)
            raise WrongPassphrase()
        return self.case

    def hide(self) -> NoReturn:  # type: ignore[misc]  # the real one never returns; a test looks at what is left
        self.hidden += 1
        self.blanked.append(self.running is None or self.running._batch_count > 0)

    def pass_time(self, seconds: float) -> None:
        """Move the clock."""
        self.now += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """The lid was closed for so long, and no clock but that of the machine tells."""
        self.uptime = self.uptime._replace(all=self.uptime.all + seconds)

    def app(self) -> NotesApp:
        """A fresh app on this desk."""
        self.running = NotesApp(
            Services(
                unlocker=self,
                now=lambda: self.now,
                hide=self.hide,
                uptime=lambda: self.uptime,
                opens_by_itself=self.opens_by_itself,
                remember=lambda language, theme: self.remembered.append((language, theme)),
                keys=self.keys,
            )
        )
        return self.running


@dataclass
class Patience:
    """After how many minutes it locks."""

    minutes: int = 2

    def next(self) -> int:
        """The other one of two."""
        self.minutes = 5 if self.minutes == 2 else 2
        return self.minutes


async def unlocked(pilot: Pilot[None]) -> None:
    """From the lock to the first page, as the thread that unlocks does it."""
    app = pilot.app
    assert isinstance(app, NotesApp)
    unlocker = app.services.unlocker
    app.opened(unlocker.unlock(PASSPHRASE))
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they do."""
    if keys:
        await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[None], came: Callable[[], bool]) -> None:
    """Let the app run until something that a thread brings has come."""
    end = time.monotonic() + _LONG
    while not came():
        assert time.monotonic() < end, "it never came"
        await pilot.pause()
    await pilot.pause()


def title(app: NotesApp) -> str:
    """What the header says after the neutral name."""
    assert isinstance(app.screen, Framed)
    return app.screen.title_words()


def screen_text(app: NotesApp) -> list[str]:
    """What stands on the screen, line by line, as a terminal would show it."""
    width, height = app.size
    update = app.screen._compositor.render_strips(app.size)
    lines = ["".join(segment.text for segment in strip) for strip in update][:height]
    assert all(cell_len(line) == width for line in lines)
    return [line.rstrip() for line in lines]
