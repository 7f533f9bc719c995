# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page: what to do now, who decides, what comes next, whom to call, and the fixed places."""

from collections.abc import Iterator, Mapping, Sequence

from tbp_casefile.tables import STAFF
from tbp_casefile.times import AMSTERDAM
from tbp_casefile.views.home import HomeView
from tbp_tui import plain
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, support
from tbp_tui.screens import phrases, todo
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import arrivals, histories
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day, full_moment, month_day

_CALLED = ("contact_person", "duty_line")


class HomeScreen(Opened):
    """Everything at a glance; every line with a marker opens something."""

    def title_words(self) -> str:
        """In the header."""
        return _("start")

    @property
    def _view(self) -> HomeView:
        return self.session.home(self.now)

    def blocks(self) -> Sequence[Block]:
        """From what is needed now down to what always holds."""
        view = self._view
        return (
            Say(self._greeting()),
            Head(_("Now")),
            *self._to_do(view),
            Gap(),
            *self._facts(view),
            Gap(),
            Say(plain.not_a_warning()),
            Head(_("Everything")),
            *self._places(view),
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
        """What did not arrive, what waits for the person, what is wrong; else a calm line."""
        status = self.session.status(self.now)
        lines: list[Block] = []
        if status.two_histories:
            lines.append(Row("histories:", histories.heading(), side=_("read what you can do")))
        if status.attention:
            count = len(status.attention)
            words = ngettext("{n} answer did not arrive", "{n} answers did not arrive", count)
            lines.append(Row("attention", words.format(n=count), side=_("read what you can do")))
        lines += todo.of_devices(self.session.own_devices)
        if self.session.may_answer:
            lines += [*todo.rows(view), *todo.of_support(self.session.support, self.now)]
            lines += todo.of_peers(self.session.peers, self.now)
        elif self.session.role in STAFF:
            lines += [*self._brief(), *self._work()]
        told = {"", "sync.offline"} | ({"other-history"} if status.two_histories else set())
        for code in dict.fromkeys((*status.troubles, self.shell.trouble)):
            if code not in told:
                lines.append(Say(phrases.trouble(code), indent=2))
        yield from lines
        if not self.session.may_answer:
            yield Say(self._whose(view), indent=2)
        elif not lines:
            yield Say(_("There is nothing that you have to do now."), indent=2)
        if status.not_understood:
            yield Say(plain.not_understood(status.not_understood), indent=2)
        yield from (Say(words, indent=2) for words in self._unreadable(status.unreadable))

    def _whose(self, view: HomeView) -> str:
        """Which case of several this is, and through whose eyes it is read."""
        if self.session.support.may_offer:
            name = support.called(self.session.staff.own_name())
            return capital(_("{name}, as the family sees it.").format(name=name))
        number = view.situation.status.case if view.situation else ""
        return _("Case {number}, as the person sees it.").format(number=clean(number))

    def _unreadable(self, counts: Mapping[str, int]) -> Iterator[str]:
        """What may still be put right; what waits for a yes stands above."""
        gone = {"before-you", "no-key"} if self.session.own_devices.waits else {"before-you"}
        return arrivals.unreadable({code: n for code, n in counts.items() if code not in gone})

    def _brief(self) -> Iterator[Block]:
        """What a colleague wrote for who reads this."""
        from tbp_tui.plain import handover

        member = self.session.staff.member
        line = self.session.brief_for(member, self.now)
        if line:
            yield Row("place:handover", _("A colleague wrote a brief for you"), side=handover.days(line))

    def _work(self) -> Iterator[Block]:
        """What staff come here for, with its keys."""
        if self.session.staff.may_log:
            yield Row("log", _("Write down a contact"), side="F7")
            yield Row("place:tasks", _("Tasks"), side=_("of all your cases"))

    # --- facts ---------------------------------------------------------------------------------------------

    def _facts(self, view: HomeView) -> Iterator[Block]:
        decides = phrases.authority_since(view.deciding) if view.deciding else _("not known here yet")
        yield Pair(_("Who decides"), decides)
        if view.situation:
            yield Pair(_("Where it stands"), phrases.situation(view.situation))
        yield Pair(_("Next"), "\n".join(self._next(view)))
        yield Pair(_("To call"), "\n".join(self._to_call(view)))
        waits = self._waits(view)
        if waits:
            yield Pair(_("Waits"), waits)

    def _waits(self, view: HomeView) -> str:
        """What waits to be sent, and that there is no connection; nothing when there is nothing to say."""
        offline = self.session.status(self.now).offline or self.shell.trouble == "sync.offline"
        waiting = phrases.waiting(view.waiting) if view.waiting or offline else ""
        go_on = _("There is no connection now. You can go on.")
        return f"{waiting} {go_on}" if offline else waiting

    def _next(self, view: HomeView) -> Iterator[str]:
        if view.review:
            yield _("Review: {day}").format(day=phrases.review_day(view.review, self.now))
        elif view.current is None or view.current.ended is None:
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
            yield f"{phrases.person_until(line)}: {phrases.reach(line.reach, self.now)}{number}"
        if not called:
            yield _("Nobody is known here yet.")

    # --- the fixed places ----------------------------------------------------------------------------------

    def _places(self, view: HomeView) -> Iterator[Block]:
        review = full_day(view.review.on) if view.review else _("none planned")
        yield Row("place:package", _("Your package"), tag="1", side=phrases.package_side(view.current))
        yield Row("place:changes", _("What changed"), tag="2", side=phrases.changes_count(view.changed))
        yield Row("place:reviews", _("Review"), tag="3", side=review)
        yield Row("place:obligations", _("What we ask of you"), tag="4", side=self._asked(view))
        yield Row(
            "place:expectations", _("What you may expect"), tag="5", side=_("and what of your employer")
        )
        yield Row("place:help", _("Contact and help"), tag="6", side=_("112 and your own people"))
        yield Row("place:requests", _("Requests"), tag="7", side=self._requests(view))
        if view.news or self.session.situation(self.now):
            yield Row("place:bulletins", _("News about your situation"), tag="9", side=self._news(view))
        yield Row("place:more", _("More"), tag="0", side=_("who sees what, talks, rules, search"))

    def _asked(self, view: HomeView) -> str:
        open_ones = [line for line in view.asked if line.state == "new" or line.asks_attention]
        if open_ones:
            return ngettext("{n} to look at", "{n} to look at", len(open_ones)).format(n=len(open_ones))
        count = sum(1 for line in view.asked if line.state != "lapsed")
        return ngettext("{n} thing", "{n} things", count).format(n=count) if count else _("nothing now")

    def _requests(self, view: HomeView) -> str:
        waiting = sum(1 for line in view.requests if line.state == "open")
        if waiting:
            return ngettext("{n} without an answer", "{n} without an answer", waiting).format(n=waiting)
        return _("all answered") if view.requests else _("none yet")

    def _news(self, view: HomeView) -> str:
        return _("last on {day}").format(day=month_day(view.news[0].on)) if view.news else _("none yet")

    # --- the second pane of a wide screen ------------------------------------------------------------------

    def detail(self, key: str) -> Sequence[Block]:
        """A few lines of what would open."""
        from tbp_tui.screens import preview

        return preview.of_place(self, key.removeprefix("place:"))

    # --- keys ----------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """To the list of cases, for whoever has one; else nothing lies behind the first page."""
        from tbp_tui.screens.staff.case_list import CaseList

        if any(isinstance(screen, CaseList) for screen in self.app.screen_stack):
            self.app.pop_screen()

    async def chosen_place(self, place: str) -> None:
        """Open one of the fixed places."""
        await self.run_action(f"app.place('{place}')")

    def chosen(self, key: str) -> None:
        """Open what the line is about."""
        if key.startswith(("todo:", "arrival:", "histories:", "offer:")):
            self.app.push_screen(todo.screen_of(key))
        elif key == "log":
            self.call_next(self.run_action, "app.log_contact")
        else:
            self.call_next(self.chosen_place, key.removeprefix("place:"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is the first page. It shows what there is to do now, and what comes next."),
            _("Choose a line with the arrows and press Enter. Or press the digit in front of it."),
            _("The digits work on every page, and F3 searches everything."),
            *self._for_staff(),
            _("Numbers are dotted. Press F4 to see them for half a minute."),
            plain.not_a_warning(),
        )

    def _for_staff(self) -> Sequence[str]:
        may = self.session.staff.may_log
        return (_("F7 writes down a contact, from every page of a case."),) if may else ()

    def hints(self) -> Sequence[Hint]:
        """There is no way back from here but closing."""
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Enter", _("Open"), "", 5),
            *([Hint("F7", _("Contact"), "app.log_contact", 4)] if self.session.staff.may_log else []),
            Hint("F4", _("Show numbers"), "numbers", 4),
            Hint("F8", _("Help now"), "app.help_now", 2),
            Hint("Ctrl+Q", _("Close"), "app.quit", 3),
            Hint("F9", _("Hide"), "app.hide", 0),
        )
