# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Ten short cases for the demo: the same each time, and nothing in them that the lint would refuse."""

import msgspec

from tbp_backend.cases.short import COUNT, DEMO_DAY, MEMBER, SUPPORTED, SUPPORTER, short_cases
from tbp_backend.demo import CASES, _read
from tbp_backend.office import lint


def test_the_lint_finds_nothing_in_any_of_them() -> None:
    for document, _file in short_cases():
        lint.check(document)


def test_each_has_a_state_a_next_moment_one_task_and_two_contacts() -> None:
    files = [file for _document, file in short_cases()]
    assert len(files) == COUNT == 10
    for file in files:
        assert (len(file.status), len(file.tasks), len(file.talks)) == (1, 1, 2)
        assert [talk.desk for talk in file.talks] == [False, True]
        assert file.talks[0].on < file.talks[1].on < DEMO_DAY
        contact = file.contacts[0]
        assert contact.moment
        assert contact.name == file.members[MEMBER].name


def test_three_of_them_have_a_supporter_who_has_the_journalist_as_well() -> None:
    files = [*(file for _document, file in short_cases()), *(_read(number).file for number in CASES)]
    supported = [file for file in files if SUPPORTER in file.members]
    assert len(supported) == len(SUPPORTED) + 1 == 4
    for file in supported:
        (own,) = (contact for contact in file.contacts if contact.role == "supporter")
        assert (own.name, own.family) == (file.members[SUPPORTER].name, True)
        assert file.reviews


def test_they_are_the_same_each_time_and_differ_from_each_other() -> None:
    once, again = ([msgspec.json.encode(file) for _document, file in short_cases()] for _ in range(2))
    assert once == again
    files = [file for _document, file in short_cases()]
    assert len({file.case for file in files} | {_read(number).file.case for number in CASES}) == COUNT + 4
    assert {file.status[0].state for file in files} == {"in_force", "assessing", "review", "preparing"}
    late = [file for file in files if file.tasks[0].due and file.tasks[0].due < DEMO_DAY]
    assert 0 < len(late) < COUNT / 2
    assert {bool(file.responses) for file in files if file.versions} == {True, False}
