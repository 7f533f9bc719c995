# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The door between the screens and everything that is kept, sent or timed: what `services` must offer.

The screens never see vault, HTTP, paths or the clock. Nothing here runs; imports are for the type checker
only, because the lock screen may not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn, Protocol

from tbp_tui.idling import Uptime, uptime
from tbp_tui.screens.door_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tbp_casefile.errors import TbpError
    from tbp_casefile.model.case import AcknowledgementKind
    from tbp_casefile.model.texts import Text
    from tbp_casefile.wire.envelope import Ref
    from tbp_tui.screens.own_devices.door import IdleLock, OwnDevices, OwnKeys
    from tbp_tui.screens.staff.door import Drafts, Signals, StaffWork, Support
    from tbp_tui.services.peers.peers import Peers
    from tbp_tui.services.searching import Found
    from tbp_tui.services.staff.replies import Reply

    Thing = Literal["package", "bulletin", "obligation", "review"]


class AttentionLine(Protocol):
    """Something of the person that did not arrive and waits for a decision; `code` says why."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def text(self) -> Text: ...
    @property
    def about(self) -> Text: ...
    @property
    def thing(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kept(self) -> bool: ...


class Status(Protocol):
    """How far this device is: of which moment it speaks, what waits, what is wrong (as codes)."""

    @property
    def as_of(self) -> datetime | None: ...
    @property
    def waiting(self) -> int: ...
    @property
    def attention(self) -> Sequence[AttentionLine]: ...
    @property
    def kept(self) -> Sequence[AttentionLine]: ...
    @property
    def troubles(self) -> Sequence[str]: ...
    @property
    def offline(self) -> bool: ...
    @property
    def not_understood(self) -> int: ...
    @property
    def saves_data(self) -> bool: ...
    @property
    def two_histories(self) -> datetime | None:
        """Since when it is proven that a log was shown in two ways, until the person told somebody."""

    @property
    def unreadable(self) -> Mapping[str, int]:
        """How many records are here and cannot be read, by code."""


class DeliveryLine(Protocol):
    """What was sent to one device."""

    @property
    def role(self) -> str: ...
    @property
    def own(self) -> bool: ...
    @property
    def here(self) -> bool: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kinds(self) -> Sequence[str]: ...


class DeliveriesView(Protocol):
    """Who received what, and when that was asked."""

    @property
    def asked(self) -> datetime | None: ...
    @property
    def lines(self) -> Sequence[DeliveryLine]: ...


class Note(Protocol):
    """One note to oneself."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def about(self) -> str: ...
    @property
    def text(self) -> str: ...


class Notes(Protocol):
    """Notes to oneself (`services/notes.py`); they stay on this device."""

    def all(self) -> Sequence[Note]: ...
    def keep(self, text: str, now: datetime, *, about: str) -> None:
        """Raises TbpError."""

    def throw_away(self, note: str) -> None: ...
    def unfinished(self) -> str: ...
    def keep_unfinished(self, text: str, now: datetime) -> None: ...


class Begun(Protocol):
    """Texts that were begun about one record (`services/begun.py`); each goes when it was sent."""

    def text(self, scope: str, record: str, what: str) -> str:
        """What was being typed."""

    def keep(self, scope: str, record: str, what: str, text: str, now: datetime) -> None: ...


class Session(Reading, Protocol):
    """An unlocked vault with one case open. Reading is quick; `sync` blocks, and runs in a thread."""

    def status(self, now: datetime) -> Status: ...

    @property
    def own_devices(self) -> OwnDevices: ...
    @property
    def idle_lock(self) -> IdleLock: ...
    @property
    def may_answer(self) -> bool:
        """Whether the owner of this device can answer for themselves here."""

    def check_role(self) -> None:
        """Raises TbpError where this version has no screens for the owner."""

    @property
    def staff(self) -> StaffWork: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def begun(self) -> Begun: ...
    @property
    def support(self) -> Support: ...
    @property
    def replies(self) -> Drafts[Reply]: ...
    @property
    def signals(self) -> Signals: ...
    @property
    def peers(self) -> Peers: ...
    @property
    def has_many(self) -> bool:
        """Whether there is more than one case on this device."""

    def open(self, name: str) -> None:
        """Read this case from now on."""

    def search(self, words: str, language: str) -> Sequence[Found]:
        """What holds all these words in this language, newest first; quick enough for every key press."""

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
        """Sign and store an answer; when this returns it is on this device. Gives the id of its record."""

    def correct(
        self, record_ids: Sequence[str], text: str | None, now: datetime, *, hold_seconds: int
    ) -> str:
        """Take the place of one's own records of one thing; without a text in the words of the first."""

    @property
    def device(self) -> str:
        """The id of this device."""

    def take_back(self, record_id: str, now: datetime) -> str | None:
        """Take an answer out of the outbox and give its text back; None when it has gone already."""

    def send_again(self, record_id: str, now: datetime) -> str:
        """Offer what did not arrive once more; the id of its new record."""

    def keep_as_note(self, record_id: str) -> None:
        """Keep what did not arrive on this device."""

    def throw_away(self, record_id: str) -> None:
        """Let go of what did not arrive."""

    def deliveries(self) -> DeliveriesView:
        """Who received what, as it was told the last time."""

    def fetch_deliveries(self, now: datetime) -> None:
        """Ask who received what; raises TbpError. Blocks."""

    @property
    def set_aside(self) -> int:
        """How many entries are kept and never used, because a check failed."""

    def told_of_histories(self) -> None:
        """The person told somebody that a log was shown in two ways."""

    def sync(self, now: datetime) -> object:
        """Send and receive; raises TbpError. Blocks."""

    def sync_due(self, now: datetime) -> bool:
        """Whether it is time to send or receive; asked every second."""

    def listen(self) -> None:
        """From now on something new makes a sync due at once, unless data is saved."""

    def save_data(self, on: bool) -> None:
        """Whether to save data: then it looks every half hour, and when it is asked to."""

    def close(self) -> None: ...


class Unlocker(Protocol):
    """What stands behind the lock screen. `demo_passphrase` is shown there in the demo only."""

    @property
    def demo_passphrase(self) -> str | None: ...

    def unlock(self, passphrase: str) -> Session:
        """Open the vault; takes about a second, so it runs in a thread. Raises TbpError."""


class Shell(Protocol):
    """What a screen may ask of the app around it."""

    services: Services
    sent: Sent | None

    @property
    def session(self) -> Session: ...
    @property
    def numbers_shown(self) -> bool: ...
    @property
    def trouble(self) -> str:
        """The code of what stopped the last sync; empty when nothing did."""

    def show_numbers(self) -> None:
        """Show what is dotted for half a minute, or hide it again."""

    def opened(self, session: Session) -> None:
        """The vault is open: leave the lock screen."""

    def nothing_here(self, refusal: TbpError) -> None:
        """Close the app: this version has no screens for the role that unlocked."""

    def wiped(self) -> None:
        """The keys are gone: leave the terminal clean, and become the process that removes the files."""

    def other_theme(self) -> None: ...


@dataclass(frozen=True)
class Sent:
    """The last answer, as long as it can be taken back without a trace."""

    record: str
    about: str
    what: str
    until: datetime


def _nothing() -> None:
    """Nothing to prepare."""


def _keep(_passphrase: str) -> None:
    """There is nothing to wipe."""


def _forget(_language: str, _theme: str) -> None:
    """Nothing is remembered."""


@dataclass(frozen=True)
class Services:
    """Everything the app is given. Made once by the command line.

    `hide` replaces this process by a fresh one on the lock screen. `uptime` tells that the machine has slept.
    `opens_by_itself`: the demo, its first
    time. `remember` is told language and theme when the person chose others. `warm_up` imports what unlocking
    will need; it runs in a thread while the person types. `begin_wipe` takes the passphrase and destroys the
    keys, or raises TbpError; after it `finish_wipe` replaces this process by one that removes the files.
    will need; it runs in a thread while the person types. `keys` changes what opens it; not in the demo.
    """

    unlocker: Unlocker
    now: Callable[[], datetime]
    hide: Callable[[], NoReturn]
    uptime: Callable[[], Uptime] = uptime
    opens_by_itself: bool = False
    theme: str = "dark"
    remember: Callable[[str, str], None] = _forget
    warm_up: Callable[[], None] = _nothing
    begin_wipe: Callable[[str], None] = _keep
    finish_wipe: Callable[[], None] = _nothing
    keys: OwnKeys | None = None
