# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which lines belong to which view of `tbp show`, and to the plain overview of everything."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tbp_tui import plain
from tbp_tui.i18n import _, ngettext
from tbp_tui.services.open_case import OpenCase
from tbp_tui.words.dates import as_of
from tbp_tui.words.errors import of_code

Lines = Callable[[OpenCase, datetime], Iterator[str]]


def package(case: OpenCase, now: datetime) -> Iterator[str]:
    """The package and the answers given to it."""
    yield moment(case, now)
    current = case.package(now)
    yield from plain.package(current)
    if current:
        yield from (plain.answer(line) for line in case.answers(current.package.ref))


def changes(case: OpenCase, now: datetime) -> Iterator[str]:
    """What changed, with reasons."""
    yield moment(case, now)
    yield from plain.changes(case.changes(now))


def reviews(case: OpenCase, now: datetime) -> Iterator[str]:
    """The next review, then all of them."""
    yield moment(case, now)
    yield from plain.reviews(case.next_review(now), now)
    yield from (plain.review(line) for line in case.reviews(now))


def contacts(case: OpenCase, now: datetime) -> Iterator[str]:
    """The person's own people, then public help."""
    yield moment(case, now)
    yield plain.not_a_warning()
    yield from plain.contacts(case.contacts(now), now)
    yield from (plain.help_contact(body) for body in case.help_contacts())


def status(case: OpenCase, now: datetime) -> Iterator[str]:
    """Of which moment this is, what waits, what needs attention, what was refused."""
    yield moment(case, now)
    state = case.status(now)
    if state.waiting:
        yield ngettext("{n} thing waits to be sent.", "{n} things wait to be sent.", state.waiting).format(
            n=state.waiting
        )
    else:
        yield _("Nothing waits to be sent.")
    yield from (attention(line.id, line.code) for line in state.attention)
    yield from (of_code(code) for code in state.troubles)


def attention(record_id: str, code: str) -> str:
    """One record that was not taken, and what a person can do about it."""
    return _("Needs attention: {id} was not taken ({code}). It is kept; ask your contact person.").format(
        id=record_id, code=code
    )


def moment(case: OpenCase, now: datetime) -> str:
    """Of which moment this page is: that of the newest head, never that of the last try."""
    newest = case.status(now).as_of
    if newest is None:
        return _("This device has not received anything yet.")
    return _("Updated: {moment}.").format(moment=as_of(newest, now))


def overview(case: OpenCase, now: datetime) -> Iterator[str]:
    """Everything a person needs at a glance: who decides, package, changes, review, whom to call."""
    yield moment(case, now)
    yield plain.not_a_warning()
    yield from plain.authority(case.authorities())
    yield from plain.package(case.package(now))
    yield from plain.changes(case.changes(now))
    yield from plain.reviews(case.next_review(now), now)
    yield from plain.contacts(case.contacts(now), now)


LINES: dict[str, Lines] = {
    "package": package,
    "changes": changes,
    "reviews": reviews,
    "contacts": contacts,
    "status": status,
}
