# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp log [CASE]`: write down a contact in one line, asked for or read with `-`; what is not sure is asked.

The line never stands on the command line: process lists and histories of shells are read by others.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime

from tbp_casefile.errors import TbpError
from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _, language
from tbp_tui.services.errors import NotForThisRole
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.line import KINDS, ContactLine, has_choices, typed, understood
from tbp_tui.words import contact_line as words
from tbp_tui.words.clean import clean
from tbp_tui.words.contact_line import Part
from tbp_tui.words.terms import delivery, term
from tbp_tui.world import World

_MOST_READ = 100_000


class NotSure(TbpError):
    """A line from standard input leaves something open; `parts` names it. The line is kept as unfinished."""

    code = "cli.log-not-sure"


class NothingTyped(TbpError):
    """There was no line."""

    code = "cli.log-nothing"
    exit_code = 2


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, ask, write, lock."""
    from_input, numbers = "-" in given.words, [word for word in given.words if word != "-"]
    if len(numbers) > 1:
        raise NothingTyped(reason="arguments")
    with opened(given, world) as case:
        now = world.now()
        case.open_number(numbers[0] if numbers else None, now)
        if not case.staff.may_log:
            raise NotForThisRole()
        line = understood(_line(case, from_input=from_input), now, language())
        case.staff.keep_unfinished(line.line, now)
        print(*words.lines(line), sep="\n")
        line = _without_asking(line, given) if from_input else _asked(line, now)
        saved = case.staff.log(line.contact(now, case.staff.member), now)
        state = case.delivery_of(saved.contact)
    print(f"{saved.contact} {term('talk', str(line.value('kind')))}: {delivery(state)}")
    return 0


def _line(case: OpenCase, *, from_input: bool) -> str:
    """From standard input, or typed; an unfinished one is there for who just presses Enter."""
    if from_input:
        line = sys.stdin.read(_MOST_READ).strip()
        if len(line.splitlines()) > 1:
            raise NothingTyped(reason="lines")
    else:
        before = case.staff.unfinished()
        if before:
            print(_("You were writing: {line}").format(line=clean(before)))
            print(_("Press Enter to go on with it, or type another line."))
        try:
            line = input(_("Contact in one line: ")).strip() or before
        except EOFError:
            raise NothingTyped() from None
    if not line:
        raise NothingTyped()
    return line


def _without_asking(line: ContactLine, given: argparse.Namespace) -> ContactLine:
    """Nobody can be asked: what is open is agreed with, if that was said, else refused."""
    agreed = {part for part in line.ask if given.agree and _is_proposed(line, part)}
    if open_ones := [part for part in line.ask if part not in agreed]:
        raise _not_sure(open_ones)
    return line


def _is_proposed(line: ContactLine, part: Part) -> bool:
    """How and when it was is never filled in for somebody: of the others nothing is a proposal as well."""
    return part not in {"kind", "at"} or line.value(part) is not None


def _not_sure(parts: Sequence[Part]) -> NotSure:
    return NotSure(parts=", ".join(words.label(part) for part in parts))


def _asked(line: ContactLine, now: datetime) -> ContactLine:
    """Ask; whoever goes away in the middle finds the line again."""
    try:
        return _settled(line, now)
    except EOFError:
        raise _not_sure(line.ask) if line.ask else NothingTyped(reason="unasked") from None


def _settled(line: ContactLine, now: datetime) -> ContactLine:
    """Ask what is open, show what came of it, then ask whether it is right so."""
    open_before = bool(line.ask)
    while line.ask:
        line = _changed(line, line.ask[0], now)
    if open_before:
        print(*words.lines(line), sep="\n")
    while key := input(_("Enter saves. A letter changes a line: {keys} ").format(keys=_keys(line))).strip():
        part = words.KEYS.get(key[0].lower())
        line = _changed(line, part, now) if part else line
        print(*words.lines(line), sep="\n")
    return line


def _keys(line: ContactLine) -> str:
    by_part = {part: key for key, part in words.KEYS.items()}
    return ", ".join(f"{by_part[part]} {words.label(part)}" for part in words.shown(line))


def _changed(line: ContactLine, part: Part, now: datetime) -> ContactLine:
    """One field, asked for until it is sure; Enter takes what is proposed."""
    asked = part in line.ask
    if part == "kind":
        names = ", ".join(f"{number} {term('talk', kind)}" for number, kind in enumerate(KINDS, start=1))
        given = input(f"{words.label(part)} ({names}): ").strip()
        if given.isdigit() and 1 <= int(given) <= len(KINDS):
            return line.settle(part, KINDS[int(given) - 1])
        return line.agree(part) if line.value(part) else line
    if has_choices(part) and not asked:
        return line.next_choice(part)
    given = input(f"{words.label(part)} [{words.value(line.agree(part), part)}]: ").strip()
    if not given:
        return line.agree(part)
    value, sure = typed(part, given, now, language())
    return line.settle(part, value) if sure else line
