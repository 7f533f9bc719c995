# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Answers to package, news and obligations: those that were given, those that can be, and sending one."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol, cast

from tbp_casefile.model.case import AcknowledgementKind
from tbp_casefile.model.texts import Text
from tbp_casefile.views.answers import MOST, AnswerLine
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens.door import Sent, Session, Shell
from tbp_tui.screens.phrases import capital
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words import consequences as told
from tbp_tui.words.answers import given_by
from tbp_tui.words.dates import as_of, full_moment, text
from tbp_tui.words.terms import delivery, term

HOLD_SECONDS = 10
"""So long an answer waits on this device before it may be sent (DESIGN section 9)."""

KINDS: tuple[AcknowledgementKind, ...] = ("seen", "explained", "question", "talk", "not-now")
Thing = Literal["package", "bulletin", "obligation", "review"]
"""What can be answered."""


class Correctable(Protocol):
    """An answer of one's own, and what was written in its place on another device meanwhile."""

    @property
    def id(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def text(self) -> Text: ...
    @property
    def beside(self) -> Sequence[str]: ...


def given(session: Session, about: Ref, sent: Sent | None, now: datetime) -> Iterator[Block]:
    """Every answer to this record, oldest first."""
    lines = session.answers(about)
    if not lines:
        return
    yield Head(_("Your answers") if session.may_answer else _("Answers"))
    if len(lines) >= MOST:
        yield Say(_("You see the newest ones. Earlier ones are kept."), "quiet")
    for line in lines:
        held = sent is not None and sent.record == line.id and now < sent.until
        yield Row(
            f"given:{line.id}",
            capital(term("answer", line.what)),
            side=full_moment(line.at),
            under=tuple(Say(words, "quiet") for words in _under(session, line, now, held=held)),
        )


def _under(session: Session, line: AnswerLine, now: datetime, *, held: bool) -> Iterator[str]:
    if words := text(line.text):
        yield words
    if by := given_by(line, session.role):
        yield by
    received = as_of(line.received, now) if line.received else ""
    state = capital(delivery(line.delivery, received))
    how = _("Press Enter or Ctrl+Z to take it back.")
    yield f"{state}. {how}" if held else state
    if line.beside and session.may_answer:
        yield from twice(session, line.device)


def twice(session: Session, device: str) -> Iterator[str]:
    """Two corrections of one thing: which of them this is, and how to choose it."""
    here = device == session.device
    yield _("Written on this device.") if here else _("Written on another device of yours.")
    yield _("You wrote this twice, and both are kept. Press Enter to let this one hold.")


def choices(thing: Thing) -> Iterator[Block]:
    """What can be said; never that somebody agrees."""
    words = {
        "seen": _("I have seen it"),
        "explained": _("It has been explained to me"),
        "question": _("I have a question"),
        "talk": _("I want to talk about this"),
        "not-now": _("I do not cooperate now"),
    }
    if thing == "obligation":
        words |= {"seen": _("I confirm this"), "question": _("I have a question, or need help with this")}
    if thing == "bulletin":
        del words["not-now"]
    yield Head(_("What do you want to say?"))
    yield Say(_("You do not have to. Your answer goes to your contact person."), "quiet")
    for what, label in words.items():
        side = _("read first what changes and what stays") if what == "not-now" else ""
        yield Row(f"say:{what}", label, side=side)


def consequences(thing: Thing) -> Sequence[Block]:
    """What changes and what stays, before anything is sent (DOMAIN section 0, truth 6)."""
    sentences = [Say(words) for words in told.not_now(thing)]
    spaced: list[Block] = []
    for sentence in sentences:
        spaced += [sentence, Gap()]
    return spaced


def settle(shell: Shell, record: str, beside: Sequence[str]) -> str:
    """Let one of two corrections hold, in the place of both; the id of the record that says so."""
    return shell.session.correct([record, *beside], None, shell.services.now(), hold_seconds=0)


def correct(shell: Shell, about: Ref, what: str, record: str, words: str) -> str:
    """Put other words in the place of an answer; it may be taken back for ten seconds."""
    now = shell.services.now()
    written = shell.session.correct([record], words, now, hold_seconds=HOLD_SECONDS)
    shell.sent = Sent(written, about.id, what, now + timedelta(seconds=HOLD_SECONDS))
    return written


def send(shell: Shell, about: Ref, thing: Thing, what: str, words: str) -> str:
    """Store an answer on this device; it may be taken back for ten seconds. The id of its record."""
    now = shell.services.now()
    kind = cast(AcknowledgementKind, what)
    record = shell.session.acknowledge(about, kind, words, now, hold_seconds=HOLD_SECONDS, thing=thing)
    shell.sent = Sent(record, about.id, what, now + timedelta(seconds=HOLD_SECONDS))
    return record
