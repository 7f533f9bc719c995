# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the package view says, and what it does not say while a part is missing."""

from datetime import date

from tbp_casefile.model.case import Acknowledgement, Change
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_casefile.views.answers import answers
from tbp_casefile.views.changes import changes
from tbp_casefile.views.home import home, previous
from tbp_casefile.views.package import current_package, versions
from tbp_casefile.views.shelf import Delivery, Held
from tests.views.shelves import Made, measure, package

NOW = parse_moment("2026-04-20T14:00:00+02:00")


def two_versions() -> tuple[Made, Held, Held]:
    made = Made()
    camera, patrol = made.put("measure", measure("M08")), made.put("measure", measure("M12"))
    window = made.put("measure", measure("M31", "two windows"))
    first = made.put("package", package("1", date(2025, 1, 1), (camera, patrol, window)))
    wider = made.put(
        "measure", measure("M31", "three windows"), entity=window.record.entity, replaces=(window,)
    )
    guard = made.put("measure", measure("M28"))
    told = (
        Change("M28", "started", "threat", "heavier"),
        Change("M31", "changed", "duration"),
        Change("M12", "stopped", "handover"),
    )
    second = made.put(
        "package",
        package("2", date(2026, 2, 9), (camera, wider, guard), told),
        entity=first.record.entity,
        replaces=(first,),
    )
    return made, second, guard


def test_the_newest_whole_version_that_has_started_is_the_package_of_now() -> None:
    made, second, _ = two_versions()
    current = current_package(made.shelf, NOW)
    assert current is not None
    assert (current.package.ref, current.package.version) == (second.ref, "2")
    assert [line.code for line in current.package.measures] == ["M08", "M31", "M28"]
    assert (current.incomplete, current.upcoming, current.rivals) == (None, None, ())


def test_t50_while_one_part_is_withheld_the_last_whole_version_stays_with_a_line_that_says_so() -> None:
    made, _, guard = two_versions()
    current = current_package(made.without(guard), NOW)
    assert current is not None
    assert (current.package.version, current.incomplete) == ("1", "2")
    assert [line.detail for line in current.package.measures] == [None, None, "two windows"]


def test_a_version_that_starts_later_is_announced_and_not_yet_obeyed() -> None:
    made, _, _ = two_versions()
    made.put("package", package("3", date(2026, 5, 1), ()))
    current = current_package(made.shelf, NOW)
    assert current is not None
    assert (current.package.version, current.upcoming) == ("2", "3")


def test_two_versions_that_nothing_replaces_are_both_named() -> None:
    made, _, _ = two_versions()
    made.put("package", package("2b", date(2026, 3, 1), ()))
    current = current_package(made.shelf, NOW)
    assert current is not None
    assert (current.package.version, current.rivals) == ("2b", ("2",))


def test_nothing_published_is_nothing_and_not_an_error() -> None:
    assert current_package(Made().shelf, NOW) is None
    assert home(Made().shelf, NOW).current is None


def test_changes_name_what_started_changed_and_stopped_with_the_reason_given() -> None:
    made, _, _ = two_versions()
    older, newer = versions(made.shelf)
    view = changes(newer, older)
    assert [(line.change, line.measure.code, line.reason) for line in view.lines] == [
        ("started", "M28", "threat"),
        ("changed", "M31", "duration"),
        ("stopped", "M12", "handover"),
        ("unchanged", "M08", None),
    ]
    changed = view.only("changed")[0]
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.detail, changed.after.detail) == ("two windows", "three windows")


def test_the_first_version_has_started_everything() -> None:
    made, _, _ = two_versions()
    first = versions(made.shelf)[0]
    assert previous(made.shelf, first) is None
    assert {line.change for line in changes(first, None).lines} == {"started"}


def test_home_counts_what_changed_and_stops_asking_once_the_version_is_answered() -> None:
    made, second, _ = two_versions()
    before = home(made.shelf, NOW)
    assert (before.changed, before.unread) == (3, True)
    made.put("acknowledgement", Acknowledgement("seen"), about=second.ref)
    assert home(made.shelf, NOW).unread is False


def test_an_answer_to_an_earlier_version_is_no_answer_to_this_one() -> None:
    made, second, _ = two_versions()
    older = versions(made.shelf)[0]
    made.put("acknowledgement", Acknowledgement("seen"), about=older.ref)
    assert answers(made.shelf, second.ref) == ()
    assert home(made.shelf, NOW).unread is True


def test_what_was_said_by_phone_names_who_wrote_it_down() -> None:
    made, second, _ = two_versions()
    said = Acknowledgement("explained", "by phone")
    made.put("acknowledgement", said, about=second.ref, by=Role.CONTACT_PERSON, written_for="person")
    made.put("acknowledgement", Acknowledgement("seen"), about=second.ref, by=Role.PERSON, waits=True)
    phoned, own = answers(made.shelf, second.ref)
    assert (phoned.what, phoned.text, phoned.role) == ("explained", "by phone", Role.PERSON)
    assert phoned.noted_by is Role.CONTACT_PERSON
    assert (own.what, own.noted_by, own.delivery) == ("seen", None, Delivery.ON_DEVICE)


def test_a_late_package_replaces_nothing_and_is_not_shown_as_the_package() -> None:
    made, _, _ = two_versions()
    made.put("package", package("9", date(2026, 3, 1), ()), late=True)
    current = current_package(made.shelf, NOW)
    assert current is not None
    assert current.package.version == "2"
