# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page: what to do now, who decides, what comes next, whom to call, what waits, fixed places."""

from collections.abc import Iterator, Sequence

from tbp_casefile.times import AMSTERDAM
from tbp_casefile.views.home import HomeView
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext
from tbp_tui.screens import phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import clean, full_day, full_moment, text

_CALLED = ("contact_person", "duty_line")


class HomeScreen(Opened):
    """Everything at a glance; every line with a marker opens something."""

    def title_words(self) -> str:
        """In the header."""
        return _("start")

    def blocks(self) -> Sequence[Block]:
        """From what is needed now down to what always holds."""
        view = self.session.home(self.now)
        return (
            Say(self._greeting()),
            Head(_("Now")),
            *self._to_do(view),
            Gap(),
            *self._facts(view),
            Head(_("Everything")),
            *self._places(view),
            Gap(),
            Say(plain.not_a_warning()),
        )

    def _greeting(self) -> str:
        local = self.now.astimezone(AMSTERDAM)
        if 5 <= local.hour < 12:
            hello = _("Good morning.")
        elif 12 <= local.hour < 18:
            hello = _("Good afternoon.")
        else:
            hello = _("Good evening.")
        today = _("Today is {day}.").format(day=full_day(local.date()))
        return f"{hello} {today}"

    def _to_do(self, view: HomeView) -> Iterator[Block]:
        status = self.session.status(self.now)
        quiet = True
        if status.attention:
            count = len(status.attention)
            words = ngettext("{n} answer did not arrive", "{n} answers did not arrive", count)
            yield Row("attention", words.format(n=count), side=_("read what you can do"))
            quiet = False
        if view.current and view.unread:
            yield Row("package", _("Read your package"), side=phrases.version(view.current.package))
            quiet = False
        for code in dict.fromkeys((*status.troubles, self.shell.trouble)):
            if code and code != "sync.offline":
                yield Say(phrases.trouble(code), indent=2)
                quiet = False
        if quiet:
            yield Say(_("There is nothing that you have to do now."), indent=2)

    def _facts(self, view: HomeView) -> Iterator[Block]:
        decides = phrases.authority_since(view.deciding) if view.deciding else _("not known here yet")
        yield Pair(_("Who decides"), decides)
        yield Pair(_("Next"), "\n".join(self._next(view)))
        yield Pair(_("To call"), "\n".join(self._to_call(view)))
        yield Pair(_("Waits"), phrases.waiting(view.waiting) + self._offline())

    def _offline(self) -> str:
        offline = self.session.status(self.now).offline or self.shell.trouble == "sync.offline"
        return " " + _("There is no connection now. You can go on.") if offline else ""

    def _next(self, view: HomeView) -> Iterator[str]:
        if view.review:
            yield _("Review: {day}").format(day=phrases.review_day(view.review, self.now))
        else:
            yield _("Review: no day is known yet")
        for line in view.call:
            if line.next_moment:
                yield _("Contact: {moment}, {name}").format(
                    moment=full_moment(line.next_moment), name=clean(line.contact.name)
                )
                return

    def _to_call(self, view: HomeView) -> Iterator[str]:
        called = [line for line in view.call if line.contact.role in _CALLED]
        for line in called:
            number = f", {self.number(line.contact.phone)}" if line.contact.phone else ""
            yield f"{phrases.person(line)}: {phrases.reach(line.reach, self.now)}{number}"
        if not called:
            yield _("Nobody is known here yet.")

    def _places(self, view: HomeView) -> Iterator[Block]:
        package = phrases.version(view.current.package) if view.current else _("nothing published yet")
        yield Row("place:package", _("Your package"), tag="1", side=package)
        yield Row("place:changes", _("What changed"), tag="2", side=phrases.changes_count(view.changed))
        review = full_day(view.review.on) if view.review else ""
        yield Row("place:reviews", _("Review"), tag="3", side=review)
        yield Row("place:help", _("Contact and help"), tag="6", side=_("112 and your own people"))

    # --- the second pane of a wide screen ------------------------------------------------------------------

    def detail(self, key: str) -> Sequence[Block]:
        """A few lines of what would open."""
        view = self.session.home(self.now)
        match key:
            case "package" | "place:package":
                return self._about_package(view)
            case "place:changes":
                from tbp_tui.screens.changes import summary

                changes = self.session.changes(self.now)
                return summary(changes) if changes else (Say(_("Nothing has been published yet.")),)
            case "place:reviews":
                return self._about_review(view)
            case _:
                return self._about_people(view)

    def _about_package(self, view: HomeView) -> Sequence[Block]:
        if view.current is None:
            return (Say(_("Nothing has been published yet.")),)
        package = view.current.package
        count = len(package.measures)
        return (
            Head(_("Your package")),
            Say(text(package.reason)),
            Head(ngettext("{n} measure", "{n} measures", count).format(n=count)),
            *(Say(text(line.title), indent=2) for line in package.measures),
        )

    def _about_review(self, view: HomeView) -> Sequence[Block]:
        if view.review is None:
            return (Say(_("No day is known yet. Your contact person can tell you more.")),)
        return (
            Head(_("Next review")),
            Say(phrases.review_day(view.review, self.now)),
            Say(text(view.review.review.text)),
        )

    def _about_people(self, view: HomeView) -> Sequence[Block]:
        lines: list[Block] = [Head(_("Immediate danger")), Say(_("Call 112")), Head(_("Your own people"))]
        for line in view.call:
            lines.append(Say(phrases.person(line)))
            lines.append(Say(phrases.reach(line.reach, self.now), "quiet", indent=2))
        return lines

    # --- keys ----------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """There is nothing behind the first page but the lock."""

    async def chosen_place(self, place: str) -> None:
        """Open one of the fixed places."""
        await self.run_action(f"app.place('{place}')")

    def chosen(self, key: str) -> None:
        """Open what the line is about."""
        place = key.removeprefix("place:")
        self.call_next(self.chosen_place, place)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is the first page. It shows what there is to do now, and what comes next."),
            _("Choose a line with the arrows and press Enter. Or press the digit in front of it."),
            _("Numbers are dotted. Press F4 to see them for half a minute."),
            plain.not_a_warning(),
        )

    def hints(self) -> Sequence[Hint]:
        """There is no way back from here but closing."""
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Enter", _("Open"), "", 5),
            Hint("F4", _("Show numbers"), "numbers", 4),
            Hint("F8", _("Help now"), "app.help_now", 2),
            Hint("Ctrl+Q", _("Close"), "app.quit", 3),
            Hint("F9", _("Hide"), "app.hide", 0),
        )
