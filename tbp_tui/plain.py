# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What `show` says as numbered lines: no box drawing, no colour, one thing a line, for ears and for scripts.

Each function takes views and gives lines; `cli.py` prints them. Texts of records pass through `words`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tbp_casefile.model.system import HelpContact
from tbp_casefile.times import local_date
from tbp_casefile.views.answers import AnswerLine
from tbp_casefile.views.authority import AuthorityLine
from tbp_casefile.views.changes import ChangeLine, ChangesView
from tbp_casefile.views.contacts import ContactLine, Reach
from tbp_casefile.views.package import CurrentPackage, MeasureLine
from tbp_casefile.views.reviews import ReviewLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.words.dates import clean, clock, from_now, full_day, full_moment, month_day, text
from tbp_tui.words.terms import delivery, term


def numbered(lines: Iterable[str]) -> Iterator[str]:
    """Number every line; a text of several paragraphs stays one line."""
    for number, line in enumerate(lines, start=1):
        yield f"{number} {' '.join(line.split())}"


def _sentence(*parts: str) -> str:
    """Parts as sentences, each closed with a full stop; empty ones are left out."""
    filled = (part.strip() for part in parts)
    return " ".join(part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in filled if part)


def not_a_warning() -> str:
    """The line that stands on home and in help, because people will believe otherwise (DESIGN section 9)."""
    return _(
        "This program does not warn you and does not call. Immediate danger: call 112. "
        "With important news your contact person calls you."
    )


def authority(lines: tuple[AuthorityLine, ...]) -> Iterator[str]:
    """Who decides now, and who did before."""
    if not lines:
        yield _("Who decides: not known on this device yet.")
        return
    now = lines[-1]
    yield _sentence(
        _("Who decides: {name}, since {day}").format(name=text(now.name), day=month_day(now.since)),
        text(now.reason),
        text(now.stays),
    )
    for earlier in reversed(lines[:-1]):
        yield _("Before: {name}, since {day}.").format(name=text(earlier.name), day=month_day(earlier.since))


def package(current: CurrentPackage | None) -> Iterator[str]:
    """The package that holds now, with why, and each measure on a line."""
    if current is None:
        yield _("Your package: nothing has been published yet.")
        return
    view = current.package
    yield _("Your package: version {version} ({kind}), since {day}.").format(
        version=clean(view.version), kind=term("package", view.kind), day=full_day(view.valid_from)
    )
    if current.incomplete:
        yield incomplete(current.incomplete)
    yield _sentence(_("Why: {reason}").format(reason=text(view.reason)))
    if view.based_on:
        yield _sentence(_("Based on: {source}").format(source=text(view.based_on)))
    if view.coverage:
        covered = (f"{term('area', area)}: {term('coverage', how)}" for area, how in view.coverage.items())
        yield _sentence("; ".join(covered).capitalize())
    count = len(view.measures)
    yield ngettext("{n} measure:", "{n} measures:", count).format(n=count)
    yield from (measure(line) for line in view.measures)
    yield remaining_risk()
    if view.residual:
        yield text(view.residual)


def remaining_risk() -> str:
    """The fixed line of every package (DOMAIN section 0, truth 4)."""
    return _("Measures make the risk smaller. They cannot take it away.")


def incomplete(version: str) -> str:
    """The line above the last whole version while a newer one is not all here (T50)."""
    return _(
        "Version {version} has been published, but not all of it is here yet. You see the last whole version."
    ).format(version=clean(version))


def measure(line: MeasureLine) -> str:
    """One measure: title, who takes care of it, from when, and what is special about it."""
    start = _("since {day}").format(day=month_day(line.start))
    end = _("until {day}").format(day=month_day(line.end)) if line.end else ""
    period = f"{start}, {end}" if end else start
    who = _("by: {layer}").format(layer=term("layer", line.layer))
    state = "" if line.state == "active" else term("state", line.state).capitalize()
    return _sentence(f"{text(line.title)}, {who}, {period}", state, text(line.detail))


def changes(view: ChangesView | None) -> Iterator[str]:
    """What started, changed and stopped, each with its reason."""
    if view is None:
        yield _("What changed: nothing has been published yet.")
        return
    if view.older is None:
        yield _("What changed: this is the first version, since {day}.").format(day=full_day(view.since))
    else:
        yield _("What changed from version {older} to version {newer}, on {day}:").format(
            older=clean(view.older), newer=clean(view.newer), day=full_day(view.since)
        )
    yield from (change(line) for line in view.lines if line.change != "unchanged")
    same = len(view.only("unchanged"))
    yield ngettext("Unchanged: {n} measure.", "Unchanged: {n} measures.", same).format(n=same)


def change(line: ChangeLine) -> str:
    """One change with its reason."""
    reason = _("Reason: {reason}").format(reason=term("reason", line.reason)) if line.reason else ""
    word = term("change", line.change).capitalize()
    return _sentence(f"{word}: {text(line.measure.title)}", reason, text(line.text))


def reviews(next_one: ReviewLine | None, now: datetime) -> Iterator[str]:
    """The next review, with its date in full and how far away it is."""
    if next_one is None:
        yield _("Next review: no date is known yet. Your contact person can tell you more.")
        return
    distance = from_now(next_one.on, local_date(now))
    state = "" if not next_one.overdue else _("This date has passed. Ask your contact person what is next.")
    yield _sentence(
        _("Next review: {day} ({distance})").format(day=full_day(next_one.on), distance=distance),
        state,
        text(next_one.review.text),
    )


def review(line: ReviewLine) -> str:
    """One review in the list of all."""
    word = term("review", line.review.state)
    outcome = (
        _("Outcome: {outcome}").format(outcome=term("outcome", line.review.outcome))
        if line.review.outcome
        else ""
    )
    return _sentence(f"{full_day(line.on)}: {word}", outcome, text(line.review.text))


def contacts(lines: tuple[ContactLine, ...], now: datetime) -> Iterator[str]:
    """Whom to call, and whether they can be reached now."""
    yield _("Whom to call:")
    if not lines:
        yield _("No contacts are known on this device yet.")
    yield from (contact(line, now) for line in lines)


def contact(line: ContactLine, now: datetime) -> str:
    """One contact with number, reach and the next fixed moment."""
    role = term("contact", line.contact.role)
    name = role.capitalize() if line.contact.role == "duty_line" else f"{clean(line.contact.name)}, {role}"
    phone = _("call {phone}").format(phone=clean(line.contact.phone)) if line.contact.phone else ""
    moment = (
        _("Next fixed moment: {moment}").format(moment=full_moment(line.next_moment))
        if line.next_moment
        else ""
    )
    return _sentence(f"{name}, {phone}" if phone else name, reachable(line.reach, now), moment)


def reachable(reach: Reach, now: datetime) -> str:
    """Whether somebody can be reached, in words."""
    if reach.always:
        return _("Reachable day and night")
    if reach.now and reach.until:
        return _("Reachable now, until {clock}").format(clock=clock(reach.until))
    if reach.again is None:
        return _("Not reachable by phone")
    if local_date(reach.again) == local_date(now):
        return _("Not reachable now, from {clock} today").format(clock=clock(reach.again))
    return _("Not reachable now, from {moment}").format(moment=full_moment(reach.again))


def help_contact(body: HelpContact) -> str:
    """One public number or place."""
    way = ", ".join(clean(part) for part in (body.phone, body.place) if part)
    return _sentence(
        f"{text(body.name)}: {way}" if way else text(body.name), text(body.when), text(body.note)
    )


def answer(line: AnswerLine) -> str:
    """One answer of the person, with how far it came."""
    received = full_moment(line.received) if line.received else ""
    return _sentence(
        _("Your answer of {moment}: {answer}").format(
            moment=full_moment(line.at), answer=term("answer", line.what)
        ),
        clean(line.text),
        delivery(line.delivery, received).capitalize(),
    )
