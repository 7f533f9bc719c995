# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that has no digit of its own: who sees what, where it stands, talks, the rules, this program."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import STAFF, Role
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Head, Row


class MoreScreen(Opened):
    """A list of places."""

    def title_words(self) -> str:
        """In the header."""
        return _("more")

    def blocks(self) -> Sequence[Block]:
        """About the case first, then about the system, then about this program."""
        return (
            Head(_("About you")),
            Row("place:access", _("Who sees what"), side=_("also what your family sees")),
            Row("place:deliveries", _("Who received what"), side=_("sent to whose device, and when")),
            Row("place:standing", _("Where it stands and who decides"), side=_("now and before")),
            *self._talks(),
            *self._support(),
            *self._peers(),
            *self._tasks(),
            Row("place:coverage", _("Each part of your life"), side=_("what your package has for it")),
            *self._undelivered(),
            Head(_("How it works")),
            Row("place:rules", _("The rules in plain words")),
            Row("place:news", _("News about the system")),
            Head(_("This program")),
            Row("place:devices", _("Privacy and devices"), side=_("add a device, end one")),
            Row("place:notes", _("My notes"), side=_("on this device alone")),
            Row("place:search", _("Search"), side="F3"),
            self._saving(),
            Row("place:hiding", _("What hiding does, and what it does not")),
            Row("place:explain", _("Keys and colours"), side="F1"),
            Row("place:language", "Nederlands / English", side="F2"),
        )

    def _undelivered(self) -> Iterator[Block]:
        status = self.session.status(self.shell.services.now())
        if status.attention or status.kept:
            yield Row("place:attention", _("What did not arrive"), side=_("and your notes"))

    def _talks(self) -> Iterator[Block]:
        """The family reads nothing of talks but what a supporter shares with them."""
        sides = {
            Role.SUPPORTER: _("of you and your colleagues"),
            Role.RELATIVE: _("with your support worker"),
        }
        if self.session.role is not Role.RELATIVE or self.session.talks():
            side = sides.get(self.session.role, _("with your contact person"))
            yield Row("place:talks", _("Talks"), side=side)

    def _support(self) -> Iterator[Block]:
        """For whoever makes offers, and for whoever has one."""
        support = self.session.support
        if support.may_offer or support.offers(self.now):
            yield Row("place:support", _("Support"), side=_("what is offered, and what was said"))

    def _peers(self) -> Iterator[Block]:
        """For whoever can ask, and whoever has a talk."""
        peers = self.session.peers
        if peers.asking.can_ask or peers.lines(self.now):
            yield Row("place:peers", _("Experience expert"), side=_("a listening ear"))

    def _tasks(self) -> Iterator[Block]:
        """What staff do: tasks of all cases, and handing over this one."""
        if self.session.role in STAFF:
            yield Row("place:tasks", _("Tasks"), side=_("of all your cases"))
            yield Row("place:week", _("Your weeks"), side=_("for you alone"))
            yield Row("place:handover", _("Handover"), side=_("one page for who takes over"))

    def _saving(self) -> Row:
        """How it is now; Enter makes it the other."""
        on = self.session.status(self.now).saves_data
        side = _("on: looks every half hour, or after F5") if on else _("off: what is new comes at once")
        return Row("place:saving", _("Save data"), side=side)

    def chosen(self, key: str) -> None:
        """Open one, on top of this list."""
        place = key.removeprefix("place:")
        if place == "saving":
            self.session.save_data(not self.session.status(self.now).saves_data)
            self.redraw()
        elif place == "language":
            self.call_next(self.run_action, "app.language")
        elif place == "explain":
            self.action_explain()
        else:
            from tbp_tui.screens import places

            self.app.push_screen(places.screen_of(place))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here you find everything that has no digit of its own."),)
