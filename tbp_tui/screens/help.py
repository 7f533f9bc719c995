# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F8 and 6: 112 first, then the person's own people, then public help."""

from collections.abc import Iterator, Sequence

from tbp_casefile.model.system import HelpContact
from tbp_casefile.views.contacts import ContactLine
from tbp_tui import plain
from tbp_tui.i18n import _
from tbp_tui.plain import around
from tbp_tui.screens import phrases
from tbp_tui.screens.hiding import hiding
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_moment, text


class HelpScreen(Opened):
    """Everything on one page, the most pressing first."""

    def title_words(self) -> str:
        """In the header."""
        return _("contact and help")

    def blocks(self) -> Sequence[Block]:
        """In the order of haste."""
        return (
            Say(_("Immediate danger: call 112"), "head"),
            Say(plain.not_a_warning()),
            *self._own_people(),
            *self._public(),
            Head(_("More")),
            Row("talks", _("Talks")),
            Row("rules", _("The rules in plain words")),
            Row("hiding", _("What hiding does, and what it does not")),
        )

    def _own_people(self) -> Iterator[Block]:
        yield Head(_("Your own people"))
        lines = self.session.contacts(self.now)
        if not lines:
            yield Say(_("Nobody is known here yet."))
        for line in lines:
            yield Gap()
            yield Row(
                f"person:{line.id}",
                phrases.person(line),
                side=phrases.reach(line.reach, self.now),
                under=tuple(self._about(line)),
            )

    def _about(self, line: ContactLine) -> Iterator[Say | Pair]:
        if line.contact.phone:
            number, how = self.number(line.contact.phone), _("(Enter or F4 shows it)")
            yield Say(number if self.shell.numbers_shown else f"{number} {how}")
        if days := around.in_days(line.contact):
            yield Say(days, "quiet")
        if line.next_moment:
            yield Say(_("Next fixed moment: {moment}").format(moment=full_moment(line.next_moment)), "quiet")
        if line.contact.note:
            yield Say(text(line.contact.note), "quiet")

    def _public(self) -> Iterator[Block]:
        yield Head(_("Other help"))
        for contact in self.session.help_contacts():
            yield Say(text(contact.name), "strong")
            yield Say(" · ".join(_ways(contact)), indent=2)

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen person, beside the list; the pane stays where it is."""
        lines = [line for line in self.session.contacts(self.now) if key == f"person:{line.id}"]
        return tuple(self._in_full(lines[0])) if lines else tuple(hiding())

    def _in_full(self, line: ContactLine) -> Iterator[Block]:
        yield Say(phrases.person(line), "head")
        if line.contact.organisation:
            yield Say(text(line.contact.organisation))
        if days := around.in_days(line.contact):
            yield Say(days)
        yield Gap()
        yield Pair(_("To call"), phrases.reach(line.reach, self.now))
        if line.contact.phone:
            yield Pair(_("Number"), self.number(line.contact.phone))
        if line.next_moment:
            yield Pair(_("Next"), full_moment(line.next_moment))
        if line.contact.note:
            yield Gap()
            yield Say(text(line.contact.note))

    def chosen(self, key: str) -> None:
        """Show numbers, or open what stands below."""
        if key.startswith("person:"):
            self.action_numbers()
            return
        from tbp_tui.screens import places

        self.app.push_screen(places.screen_of(key))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you find whom to call: first 112, then your own people, then other help."),
            _("Numbers are dotted. Press F4 to see them for half a minute."),
            plain.not_a_warning(),
        )

    def hints(self) -> Sequence[Hint]:
        """Numbers are what one comes here for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Enter", _("Open"), "", 5),
            Hint("F4", _("Hide numbers") if self.shell.numbers_shown else _("Show numbers"), "numbers", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )


def _ways(contact: HelpContact) -> Iterator[str]:
    yield from (clean(part) for part in (contact.phone, contact.place) if part)
    yield from (text(part) for part in (contact.when, contact.note) if part)
