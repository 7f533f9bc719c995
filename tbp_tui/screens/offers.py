# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Offers of support: for whoever may answer them, and for the supporter who made them."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.support import OfferLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital, support
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.dates import month_day, text


class OffersScreen(Opened):
    """What asks for an answer first."""

    def title_words(self) -> str:
        """In the header."""
        return _("support")

    def blocks(self) -> Sequence[Block]:
        """A supporter begins a new one here."""
        lines = self.session.support.offers(self.now)
        making = self.session.support.may_offer
        ways = tuple(self._ways())
        first = _("No support was offered here yet.")
        if lines:
            first = _("Enter opens one.") if making else support.no_consequence()
        return (
            *ways,
            *([Gap()] if ways else []),
            Say(first),
            Gap(),
            *(self._row(line, making=making) for line in lines),
        )

    def _ways(self) -> Iterator[Row]:
        for reader in self.session.support.readers():
            yield Row(
                f"make:{reader.scope}", _("Offer something to {whom}").format(whom=support.whom(reader))
            )

    def _row(self, line: OfferLine, *, making: bool) -> Row:
        said = [month_day(line.on), support.whom(line) if making else "", support.returns(line)]
        under = Say(capital(", ".join(part for part in said if part)), "quiet")
        return Row(f"offer:{line.id}", text(line.offer.title), side=support.state(line), under=(under,))

    def chosen(self, key: str) -> None:
        """Read one, or make one."""
        what, _colon, rest = key.partition(":")
        if what == "make":
            from tbp_tui.screens.staff.new_offer import NewOfferScreen

            self.app.push_screen(NewOfferScreen(rest))
        else:
            from tbp_tui.screens.offer import OfferScreen

            self.app.push_screen(OfferScreen(rest))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        if self.session.support.may_offer:
            return (
                _("Here stands what support you offered, and what was said to it."),
                _("An offer comes back at each review, and on the day that you chose, unless it got a yes."),
                _("Only you, your colleagues and the one for whom it is read this. It travels sealed."),
            )
        return (
            _("Here stands what support your support worker offers you."),
            _("Only you and your support worker read this. Your contact person does not."),
            support.no_consequence(),
        )
