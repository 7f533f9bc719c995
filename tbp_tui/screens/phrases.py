# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Phrases that more than one screen uses: people, versions, reviews, troubles. Words only, no widgets."""

from datetime import date, datetime

from tbp_casefile.times import local_date
from tbp_casefile.views.authority import AuthoritiesView, AuthorityLine
from tbp_casefile.views.contacts import ContactLine, Reach
from tbp_casefile.views.package import CurrentPackage, PackageView
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.situation import SituationLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import clock, from_now, full_day, full_moment, month_day, text
from tbp_tui.words.terms import term


def capital(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    words = capital(words.strip())
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def person(line: ContactLine) -> str:
    """Bas Olthof, contactpersoon"""
    role = term("contact", line.contact.role)
    name = clean(line.contact.name)
    return capital(name) if name.lower() == role else f"{name}, {role}"


def person_until(line: ContactLine) -> str:
    """The same, with the last day of a contact person who stands in for a while."""
    who, until = person(line), line.contact.until
    if line.contact.role != "contact_person" or until is None:
        return who
    return _("{who} until {day}").format(who=who, day=month_day(until))


def reach(found: Reach, now: datetime) -> str:
    """Whether somebody can be called, as short as it can be said."""
    if found.always:
        return _("day and night")
    if found.now and found.until:
        return _("now, until {clock}").format(clock=clock(found.until))
    if found.again is None:
        return _("not by telephone")
    if local_date(found.again) == local_date(now):
        return _("from {clock}").format(clock=clock(found.again))
    return _("from {moment}").format(moment=full_moment(found.again))


def authority_name(known: AuthoritiesView, view: PackageView) -> str:
    """The name of the authority behind a version; the one that decides now when it names none of ours."""
    if view.body.decided_by is not None:
        return text(view.body.decided_by.name)
    named = [line for line in known.all if line.member == view.authority] or known.all
    return text(named[0].name) if named else ""


def authority_since(line: AuthorityLine) -> str:
    """NCTV, sinds 19 mei 2025"""
    return since(text(line.short), line.since)


def since(name: str, day: date | None) -> str:
    """NCTV, sinds 19 mei 2025"""
    return _("{name}, since {day}").format(name=name, day=month_day(day)) if day else name


def version(view: PackageView) -> str:
    """versie 4.1, sinds 9 februari 2026"""
    return _("version {version}, since {day}").format(
        version=clean(view.version), day=month_day(view.valid_from)
    )


def review_day(line: ReviewLine, now: datetime) -> str:
    """maandag 18 mei 2026 (over 28 dagen)"""
    return f"{full_day(line.on)} ({from_now(line.on, local_date(now))})"


def package_side(current: CurrentPackage | None) -> str:
    """versie 4.1, sinds 9 februari 2026; or since when there is none any more"""
    if current is None:
        return _("nothing published yet")
    if current.ended:
        return _("ended on {day}").format(day=month_day(current.ended))
    return version(current.package)


def situation(line: SituationLine) -> str:
    """Aftercare, since 15 September 2025, until 15 June 2026."""
    words = _("{state}, since {day}").format(
        state=term("situation", line.status.state), day=month_day(line.status.since)
    )
    return (
        f"{words}, {_('until {day}').format(day=month_day(line.status.until))}"
        if line.status.until
        else words
    )


def changes_count(count: int) -> str:
    """2 wijzigingen"""
    if count == 0:
        return _("nothing changed")
    return ngettext("{n} change", "{n} changes", count).format(n=count)


def waiting(count: int) -> str:
    """What waits to be sent."""
    if count == 0:
        return _("Nothing waits to be sent.")
    return ngettext("{n} answer waits to be sent.", "{n} answers wait to be sent.", count).format(n=count)


def trouble(code: str) -> str:
    """A sentence for a code that stands in the status."""
    return errors.of_code(code)
