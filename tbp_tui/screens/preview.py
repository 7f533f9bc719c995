# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A few lines of what a row of the first page would open, for the second pane of a wide screen."""

from collections.abc import Callable, Iterator, Sequence

from tbp_casefile.views.home import HomeView
from tbp_tui.i18n import _, ngettext
from tbp_tui.screens import phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Head, Pair, Say
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import reply, term

Preview = Callable[[Opened, HomeView], Iterator[Block]]


def of_place(screen: Opened, place: str) -> Sequence[Block]:
    """The preview of a fixed place, or of a thing that waits; people where there is none."""
    view = screen.session.home(screen.now)
    kind = place.split(":")[1] if place.startswith("todo:") else place
    return tuple(_PREVIEWS.get(kind, _people)(screen, view))


def _package(_screen: Opened, view: HomeView) -> Iterator[Block]:
    if view.current is None:
        yield Say(_("Nothing has been published yet."))
        return
    package = view.current.package
    count = len(package.measures)
    yield Head(_("Your package"))
    yield Say(text(package.reason))
    yield Head(ngettext("{n} measure", "{n} measures", count).format(n=count))
    yield from (Say(text(line.title), indent=2) for line in package.measures)


def _changes(screen: Opened, _view: HomeView) -> Iterator[Block]:
    from tbp_tui.screens.changes import summary

    changes = screen.session.changes(screen.now)
    yield from summary(changes) if changes else (Say(_("Nothing has been published yet.")),)


def _review(screen: Opened, view: HomeView) -> Iterator[Block]:
    if view.review is None:
        yield Say(_("No day is known yet. Your contact person can tell you more."))
        return
    yield Head(_("Next review"))
    yield Say(phrases.review_day(view.review, screen.now))
    yield Say(text(view.review.review.text))


def _asked(_screen: Opened, view: HomeView) -> Iterator[Block]:
    yield Head(_("What we ask of you"))
    for line in view.asked:
        yield Pair(text(line.obligation.title), term("obligation", line.state))


def _expectations(screen: Opened, _view: HomeView) -> Iterator[Block]:
    yield Head(_("What you may expect"))
    rules = screen.session.expectations(screen.now).of("government")
    yield from (Say(text(rule.text)) for rule in rules)


def _requests(_screen: Opened, view: HomeView) -> Iterator[Block]:
    yield Head(_("Requests"))
    for line in view.requests:
        yield Say(text(line.request.title))
        yield Say(f"{month_day(line.on)}: {reply(line.request.kind, line.state)}", "quiet", indent=2)


def _news(_screen: Opened, view: HomeView) -> Iterator[Block]:
    """Titles and days alone: the text is for whoever opens it (UX R16)."""
    yield Head(_("News about your situation"))
    yield from (Say(f"{month_day(line.on)}: {text(line.bulletin.title)}") for line in view.news)


def _standing(_screen: Opened, view: HomeView) -> Iterator[Block]:
    from tbp_tui.screens.standing import in_full

    if view.situation:
        yield from in_full(view.situation)


def _people(screen: Opened, view: HomeView) -> Iterator[Block]:
    yield Head(_("Immediate danger"))
    yield Say(_("Call 112"))
    yield Head(_("Your own people"))
    for line in view.call:
        yield Say(phrases.person(line))
        yield Say(phrases.reach(line.reach, screen.now), "quiet", indent=2)


_PREVIEWS: dict[str, Preview] = {
    "package": _package,
    "changes": _changes,
    "reviews": _review,
    "review": _review,
    "obligations": _asked,
    "obligation": _asked,
    "expectations": _expectations,
    "requests": _requests,
    "bulletins": _news,
    "bulletin": _news,
    "situation": _standing,
}
