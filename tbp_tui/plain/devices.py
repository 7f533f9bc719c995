# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Own devices as lines: which there are, what has ended here, and whether one seems to be there twice."""

from collections.abc import Iterator
from datetime import datetime

from tbp_casefile.views.devices import ArrivalLine, DeviceLine, DevicesView, EndingLine
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext, program
from tbp_tui.words import arrivals
from tbp_tui.words import devices as said
from tbp_tui.words.dates import full_moment


def lines(view: DevicesView, now: datetime) -> Iterator[str]:
    """How many can be used, each device, what ended, and what is asked."""
    count = len(view.active)
    yield ngettext("{n} device can be used.", "{n} devices can be used.", count).format(n=count)
    for line in view.devices:
        yield device(line, now)
    yield from (ending(line) for line in view.endings)
    if view.unknown:
        yield plain.sentence(said.was_it_you(view.unknown), _("Was this you?"), _how())
    elif view.asks:
        yield plain.sentence(_("Did you do this?"), _how())


def arrival(line: ArrivalLine) -> str:
    """What is asked about one device, and how to answer."""
    how = _("If so: {program} devices accept {code}. If not: {program} devices revoke {code} --lost.")
    if not line.own:
        how = _("If it is right: {program} devices accept {code}. If not: call your contact person.")
    return plain.sentence(*arrivals.in_one(line), how.format(program=program(), code=line.code))


def device(line: DeviceLine, now: datetime) -> str:
    """One device in one line."""
    return plain.sentence(
        said.name(code=line.code, here=line.here),
        _("Added: {moment}.").format(moment=full_moment(line.added)),
        said.used(line.used, now),
        *said.ended(line.state, line.ended, line.left),
        said.copied() if line.copied else "",
    )


def ending(line: EndingLine) -> str:
    """One log that ended here."""
    return said.ending(line.log, line.why, line.at, line.shredded, line.lost)


def _how() -> str:
    return _("If so: {program} devices confirm. If not: call your contact person.").format(program=program())
