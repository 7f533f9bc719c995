# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for the person, as rows of the first page, and the screen that each of them opens."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from tbp_casefile.views.home import HomeView
from tbp_casefile.views.waiting import Todo
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import support
from tbp_tui.screens import phrases
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.own_devices.door import OwnDevices
from tbp_tui.screens.staff.door import Support
from tbp_tui.widgets.blocks import Row
from tbp_tui.words import arrivals
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import term

if TYPE_CHECKING:
    from tbp_tui.services.peers.peers import Peers


def rows(view: HomeView) -> Iterator[Row]:
    """One row for each thing, in the order of haste."""
    for thing in view.todo:
        words, side = _words(view, thing)
        yield Row(f"todo:{thing.kind}:{thing.id}", words, side=side)


def of_support(offered: Support, now: datetime) -> Iterator[Row]:
    """What support is offered and was not answered yet, or came back."""
    waiting = [line for line in offered.offers(now) if line.waits and offered.may_answer(line)]
    if waiting:
        only = f"offer:{waiting[0].id}" if len(waiting) == 1 else "place:support"
        yield Row(only, support.on_first_page(waiting), side=_("you may say no"))


def of_peers(around: "Peers", now: datetime) -> Iterator[Row]:
    """Who was proposed for a talk, where an answer is asked."""
    if any(line.waits for line in around.asking.proposals(now)):
        yield Row("todo:peers:", _("A talk is proposed to you"), side=_("you may say no"))


def of_devices(own: OwnDevices) -> Iterator[Row]:
    """What is asked about devices, or that everything has ended on this one."""
    if own.over:
        words = _("Your access on this device has ended")
        yield Row("place:devices", words, side=_("read what ended, and when"))
        return
    if own.asks:
        yield Row("place:devices", _("Was this you?"), side=_("about your devices"))
    if new := own.arrivals:
        only = f"arrival:{new[0].device}" if len(new) == 1 else "place:devices"
        yield Row(only, arrivals.on_first_page(new), side=_("you decide"))
    if own.waits:
        yield Row("place:devices", arrivals.waits_heading(), side=_("read what you can do"))


def _words(view: HomeView, thing: Todo) -> tuple[str, str]:
    match thing.kind:
        case "bulletin":
            line = next(line for line in view.news if line.id == thing.id)
            side = term("weight", line.bulletin.weight)
            if thing.count > 1:
                side = _("{weight}, and {n} earlier").format(weight=side, n=thing.count - 1)
            return _("Read: {title}").format(title=text(line.bulletin.title)), side
        case "situation":
            assert view.situation is not None
            if view.situation.is_minimal:
                return _("Read what goes on, and how to come back"), ""
            return _("Read what happens now"), _("and what we need from you")
        case "package":
            assert view.current is not None
            return _("Read your package"), phrases.version(view.current.package)
        case "obligation":
            asked = next(line for line in view.asked if line.id == thing.id)
            return text(asked.obligation.title), term("obligation", asked.state)
        case "obligations":
            words = ngettext("{n} thing that we ask of you", "{n} things that we ask of you", thing.count)
            return words.format(n=thing.count), _("not confirmed yet")
        case "review":
            assert view.review is not None
            return _("Say what matters to you"), _("review of {day}").format(day=full_day(view.review.on))


def screen_of(key: str) -> Framed:
    """The screen that a row opens."""
    what, _colon, rest = key.partition(":")
    if what == "arrival":
        from tbp_tui.screens.own_devices.arrival import ArrivalScreen

        return ArrivalScreen(rest)
    if what == "histories":
        from tbp_tui.screens.histories import HistoriesScreen

        return HistoriesScreen()
    if what == "offer":
        from tbp_tui.screens.offer import OfferScreen

        return OfferScreen(rest)
    kind, _colon, record = rest.partition(":")
    if kind == "bulletin":
        from tbp_tui.screens.bulletin import BulletinScreen

        return BulletinScreen(record)
    if kind == "obligation":
        from tbp_tui.screens.obligation import ObligationScreen

        return ObligationScreen(record)
    from tbp_tui.screens import places

    return places.screen_of({"situation": "standing", "review": "reviews"}.get(kind, kind))
