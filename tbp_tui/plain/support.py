# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Offers of support as sentences, for whoever makes them and for whoever answers them."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import Role
from tbp_casefile.views.shelf import Delivery
from tbp_casefile.views.support import OfferLine, Reader
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, sentence
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import delivery, term


def called(name: str, colleague: str = "") -> str:
    """What a case is called on the screens of a supporter, who reads no number and no name."""
    if name:
        return clean(name)
    if colleague:
        return _("a case with {name}").format(name=clean(colleague))
    return _("a case")


def whom(reader: Reader | OfferLine) -> str:
    """For whom an offer is, as a supporter reads it: a relative has an id and no name."""
    if reader.role is Role.RELATIVE:
        return _("a loved one ({id})").format(id=clean(reader.member))
    return _("the person")


def state(line: OfferLine) -> str:
    """What was said last, or that nothing was."""
    return term("support", line.state)


def on_first_page(waiting: Sequence[OfferLine]) -> str:
    """What waits for an answer, in one line."""
    if len(waiting) == 1:
        return _("Support is offered: {title}").format(title=text(waiting[0].offer.title))
    return ngettext("{n} offer of support", "{n} offers of support", len(waiting)).format(n=len(waiting))


def to_repeat(offers: Sequence[OfferLine]) -> Iterator[str]:
    """What a supporter has to come back on, among many cases."""
    again = sum(line.state == "again" for line in offers)
    new = sum(line.state == "new" for line in offers)
    if again:
        yield ngettext("{n} offer came back", "{n} offers came back", again).format(n=again)
    if new:
        yield ngettext("{n} offer without an answer", "{n} offers without an answer", new).format(n=new)


def returns(line: OfferLine) -> str:
    """When it comes back; nothing when no day is known."""
    return _("It comes back on {day}.").format(day=full_day(line.back)) if line.back else ""


def no_consequence() -> str:
    """The line that stands with every question about support (DOMAIN G2)."""
    return _("You may always say no. You do not have to say why, and your package does not change by it.")


def history(line: OfferLine) -> Iterator[str]:
    """What was said to it, newest first."""
    for said in line.responses:
        words = _("{day}: {answer}").format(day=full_day(said.on), answer=term("support", said.what))
        way = "" if said.delivery is Delivery.RECEIVED else delivery(said.delivery)
        yield capital(", ".join(part for part in (words, way) if part))


def offers(lines: Sequence[OfferLine]) -> Iterator[str]:
    """Each with what was said to it."""
    if not lines:
        yield _("No support was offered here yet.")
        return
    yield no_consequence()
    for line in lines:
        head = _("Offer of {day}: {title} ({state})").format(
            day=month_day(line.on), title=text(line.offer.title), state=state(line)
        )
        yield sentence(head, text(line.offer.text), returns(line))
        yield from map(sentence, history(line))
