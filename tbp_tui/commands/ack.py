# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp ack package|bulletin|obligation [ID] ANSWER`: on this device at once, sent with the next sync."""

import argparse
import sys

from tbp_casefile.errors import TbpError
from tbp_casefile.model.case import ANSWERS, AcknowledgementKind
from tbp_casefile.model.support import SupportAnswer
from tbp_tui.commands.opening import opened
from tbp_tui.words import consequences
from tbp_tui.words.terms import delivery, term
from tbp_tui.world import World

_MAX_TEXT = 4000


class WrongAnswer(TbpError):
    """The words after `ack package` are not an answer, or the text is too long."""

    code = "cli.wrong-answer"
    exit_code = 2


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, write, lock."""
    if given.what == "support":
        return _support(given, world)
    record_id, answer = _target(given.answer)
    text = _own_words(given)
    if answer == "not-now" and given.what == "bulletin":
        raise WrongAnswer(reason="news")
    now = world.now()
    with opened(given, world) as case:
        case.open_number(given.case, now)
        about = case.to_answer(given.what, record_id, now)
        if answer == "not-now":
            print(*consequences.not_now(given.what), sep="\n")
        written = case.acknowledge(about, answer, text, now, hold_seconds=0, thing=given.what)
        state = case.delivery_of(written)
    print(f"{written} {term('answer', answer)}: {delivery(state)}")
    return 0


def _support(given: argparse.Namespace, world: World) -> int:
    """To an offer of support; no text goes with it, because no reason is asked."""
    answers: dict[str, SupportAnswer] = {"yes": "yes", "not-now": "not_now", "stopped": "stopped"}
    words: list[str] = given.answer
    if words[-1] not in answers or len(words) > 2 or given.text:
        raise WrongAnswer(reason="support")
    what, now = answers[words[-1]], world.now()
    with opened(given, world) as case:
        case.open_number(given.case, now)
        written = case.support.answer_by_id(words[0] if len(words) == 2 else None, what, now)
        state = case.delivery_of(written)
    print(f"{written} {term('support', what)}: {delivery(state)}")
    return 0


def _target(words: list[str]) -> tuple[str | None, AcknowledgementKind]:
    """Record id, if one was given, and the answer."""
    answer = next((known for known in ANSWERS if known == words[-1]), None)
    if answer is None or len(words) > 2:
        raise WrongAnswer()
    return (words[0] if len(words) == 2 else None), answer


def _own_words(given: argparse.Namespace) -> str:
    if given.text != "-":
        return ""
    typed = sys.stdin.read(_MAX_TEXT + 1).strip()
    if len(typed) > _MAX_TEXT:
        raise WrongAnswer(reason="too-long")
    return typed
