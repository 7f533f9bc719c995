# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of devices, on the screen and as lines: what a revocation costs, what has ended, a copy."""

from collections.abc import Iterator
from datetime import datetime

from tbp_tui.i18n import _, ngettext, program
from tbp_tui.words.dates import as_of, full_moment


def name(*, code: str, here: bool) -> str:
    """This device (K7QM-2D9X)"""
    return _("This device ({code})").format(code=code) if here else _("Device {code}").format(code=code)


def used(moment: datetime | None, now: datetime) -> str:
    """The newest record of it; when it was last read on is not known, so that is not said."""
    if moment is None:
        return _("Nothing has been received from it yet.")
    return _("Last received from it: {moment}.").format(moment=as_of(moment, now))


def ended(state: str, moment: datetime | None, left: int) -> Iterator[str]:
    """How far its ending is; nothing for a device that can be used."""
    if state == "ending":
        yield _("Its end waits to be sent.")
    if moment is not None:
        yield _("Ended: {moment}. It has access to nothing any more.").format(moment=full_moment(moment))
    if state == "ended" and left:
        yield ngettext(
            "In {n} part its end still has to be written; a device of yours does that by itself.",
            "In {n} parts its end still has to be written; a device of yours does that by itself.",
            left,
        ).format(n=left)


def costs(*, here: bool, lost: bool) -> tuple[str, ...]:
    """What revoking a device costs, each a sentence of its own; before anything is written."""
    first = _("This is the device that you are using now.")
    keeps = _("What was written on it and not sent yet is still taken in during 90 days, and shown as late.")
    loses = _("Nothing of it is taken in any more. What was written on it and not sent yet is lost.")
    return (
        *([first] if here else []),
        _("From now on this device receives nothing and sends nothing new. That holds everywhere at once."),
        loses if lost else keeps,
        _(
            "When it next has a connection it wipes your case from itself. "
            "Without a connection it keeps what it has, behind its passphrase."
        ),
        _("Notes that were made on it stay there."),
        _("This cannot be undone. To use the device again you need a new ticket."),
    )


def handing_over(until: datetime) -> tuple[str, ...]:
    """What to do with a ticket."""
    return (
        _("Type this line on the new device, after: {program} enrol").format(program=program()),
        _("It works once, until {moment}.").format(moment=full_moment(until)),
        _("Whoever has it can read what you can read. Show it to nobody and send it to nobody."),
        _("Notes stay on the device on which they were made."),
    )


def ending(log: str, why: str, at: datetime, shredded: datetime | None, lost: int) -> str:
    """What ended here and when, in sentences."""
    said = [_("{part}: ended on {moment}.").format(part=part(log), moment=full_moment(at)), _why(why)]
    if shredded is None:
        said.append(_("It is wiped from this device as soon as what you wrote has been taken in."))
    else:
        said.append(_("It was wiped from this device on {moment}.").format(moment=full_moment(shredded)))
    if lost:
        said.append(
            ngettext(
                "{n} thing that you wrote was not taken in any more.",
                "{n} things that you wrote were not taken in any more.",
                lost,
            ).format(n=lost)
        )
    return " ".join(said)


def part(log: str) -> str:
    """What one log is to a person."""
    return {
        "case": _("Your case"),
        "family": _("What your family sees"),
        "employer": _("What your employer does"),
        "support": _("The talks with your supporter"),
        "care": _("What supporters write down for each other"),
        "matching": _("Your wish for a talk, with the coordinator"),
        "expert": _("Your talks, with the coordinator"),
        "peer": _("A talk with somebody who knows it from experience"),
    }.get(log, _("A part of your case"))


def _why(why: str) -> str:
    return {
        "device": _("This device was ended."),
        "member": _("Your access to it ended."),
    }.get(why, _("It was closed for everybody."))


def copied() -> str:
    """Of another own device."""
    return _("It looks as if this device is there twice: somebody may have put back or copied its data.")


def was_it_you(count: int) -> str:
    """Of this device itself."""
    return ngettext(
        "{n} thing was written with the key of this device, and not here. It was kept and has arrived.",
        "{n} things were written with the key of this device, and not here. They were kept and have arrived.",
        count,
    ).format(n=count)


def after_minutes(minutes: int) -> str:
    """After how long the screen locks."""
    return ngettext("after {n} minute", "after {n} minutes", minutes).format(n=minutes)
