# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which talks look like one, what makes them one, and that nobody who was apart ends up with another page."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbp_casefile.model.dialogue import ContactMoment, TalkLink
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.views import settling
from tbp_casefile.views.same_talk import ToldTalk, may_be_same, told
from tbp_casefile.views.settling import may_settle, pairs, pairs_within, settle
from tbp_casefile.views.shelf import Held, Shelf
from tests.views.shelves import Made

DESK, CASE = ScopeType.DESK, ScopeType.CASE
AT = "2026-04-20T14:00:00+02:00"
NOW = "2026-04-20T14:00:21+02:00"
"""Of a line that names no hour: the moment of writing, with its seconds."""


def talk(made: Made, text: str = "x", by: str = "bas", at: str = AT, **more: Any) -> Held:
    """By somebody on a device of that name, unless another one is named."""
    put: dict[str, Any] = {key: more.pop(key) for key in ("log", "device", "scope") if key in more}
    body = ContactMoment(kind=more.pop("kind", "call"), text=text, **more)
    given = {"log": DESK, "device": by, "by": Role.CONTACT_PERSON, "member": by, **put}
    return made.put("contact_moment", body, on=at, **given)


def again(made: Made, held: Held, *others: Held, same: bool) -> Held:
    """What its writer says of others, in a new form."""
    assert isinstance(held.body, ContactMoment)
    links = tuple(TalkLink(other.record.scope, other.record.entity, same) for other in others)
    form = msgspec.structs.replace(held.body, links=links)
    return made.put(
        "contact_moment", form, entity=held.record.entity, replaces=(held,), on=held.record.at,
        log=held.log, by=held.role, member=held.member, device=held.record.device, scope=held.record.scope,
    )  # fmt: skip


def texts(one: ToldTalk) -> list[str]:
    return sorted(str(line.talk.text) for line in one.lines)


def pages(shelf: Shelf) -> list[tuple[list[str], list[str], bool]]:
    """What stands together, what it may be as well, and whether that is disputed."""
    return sorted(
        (texts(one), sorted(str(line.talk.text) for line in one.maybe), one.disputed) for one in told(shelf)
    )


# --- what looks like one ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({}, {}, True),
        ({}, {"log": CASE}, True),
        ({}, {"device": "bas"}, False),
        ({}, {"by": "bas", "device": "telephone"}, True),
        ({}, {"kind": "visit"}, False),
        ({}, {"party": "anonymous"}, False),
        ({}, {"outcome": "not_reached"}, False),
        ({"kind": "failure"}, {"kind": "failure"}, False),
        ({"kind": "concern"}, {"kind": "concern"}, False),
        ({"who": "Sam"}, {"who": "Mirthe"}, False),
        ({"who": "Sam"}, {}, True),
        # Both name an hour: they lie together, or within their length and half an hour.
        ({}, {"at": "2026-04-20T14:30:00+02:00"}, True),
        ({}, {"at": "2026-04-20T14:31:00+02:00"}, False),
        ({"minutes": 20}, {"at": "2026-04-20T14:50:00+02:00"}, True),
        ({"minutes": 20}, {"at": "2026-04-20T14:51:00+02:00"}, False),
        ({}, {"at": "2026-04-20T13:00:00+02:00", "minutes": 30}, True),
        ({"at": "2026-04-20T23:50:00+02:00"}, {"at": "2026-04-21T00:10:00+02:00"}, True),
        # One names none: the day.
        ({"at": NOW}, {"at": "2026-04-20T09:00:00+02:00"}, True),
        ({"at": NOW}, {"at": "2026-04-20T00:00:00+02:00"}, True),
        ({"at": NOW}, {"at": "2026-04-19T21:59:59Z"}, False),
        ({"at": "2026-04-20T12:00:00+02:00"}, {"at": "2026-04-20T19:00:00+02:00"}, True),
        ({"at": "2026-04-20T10:00:00Z"}, {"at": "2026-04-20T19:00:00+02:00"}, True),
        ({"at": "2026-04-20T12:00:00+02:00"}, {"at": "2026-04-21T12:00:00+02:00"}, False),
    ],
)
def test_two_talks_look_like_one(one: dict[str, Any], other: dict[str, Any], alike: bool) -> None:
    made = Made()
    first = talk(made, "a", **one)
    second = talk(made, "b", **{"by": "marlies", **other})
    assert may_be_same(first, second) is may_be_same(second, first) is alike
    found = {tuple(texts(line)): [str(other.talk.text) for other in line.maybe] for line in told(made.shelf)}
    assert found == {("a",): ["b"] if alike else [], ("b",): ["a"] if alike else []}


def test_a_concern_and_a_reply_to_it_are_no_two_talks() -> None:
    made = Made()
    first = talk(made)
    made.again(first, msgspec.structs.replace(first.body, reply="y"), on=AT)
    assert len(told(made.shelf)) == 1
    assert not told(made.shelf)[0].maybe


# --- what was settled -------------------------------------------------------------------------------------


def test_linked_talks_are_one_with_both_texts_newest_first() -> None:
    made = Made()
    first, second = talk(made, "a"), talk(made, "b", "marlies", NOW)
    again(made, first, second, same=True)
    (one,) = told(made.shelf)
    assert [line.talk.text for line in one.lines] == ["b", "a"]
    assert (one.maybe, one.disputed) == ((), False)


def test_linked_both_ways_and_in_a_row_they_are_one() -> None:
    made = Made()
    first, second, third = talk(made, "a"), talk(made, "b", "marlies"), talk(made, "c", device="telephone")
    again(made, first, second, same=True)
    again(made, second, first, third, same=True)
    assert pages(made.shelf) == [(["a", "b", "c"], [], False)]


def test_what_is_settled_as_two_is_not_asked_again() -> None:
    made = Made()
    first, second = talk(made, "a"), talk(made, "b", "marlies")
    again(made, second, first, same=False)
    assert pages(made.shelf) == [(["a"], [], False), (["b"], [], False)]


def test_where_writers_disagree_two_stay_two_and_it_is_shown() -> None:
    made = Made()
    first, second = talk(made, "a"), talk(made, "b", "marlies", "2026-04-02T10:00:00+02:00")
    again(made, first, second, same=True)
    again(made, second, first, same=False)
    assert pages(made.shelf) == [(["a"], ["b"], True), (["b"], ["a"], True)]


def test_a_talk_that_is_none_of_two_others_is_asked_about_neither() -> None:
    made = Made()
    first, second, third = talk(made, "a"), talk(made, "b", "marlies"), talk(made, "c", device="telephone")
    again(made, first, second, same=True)
    again(made, third, first, same=False)
    assert pages(made.shelf) == [(["a", "b"], [], False), (["c"], [], False)]


def test_a_link_to_what_is_not_here_changes_nothing() -> None:
    made = Made()
    first = talk(made, "a")
    form = msgspec.structs.replace(first.body, links=(TalkLink(first.record.scope, str(UUID(int=7)), True),))
    made.again(first, form, on=AT)
    assert pages(made.shelf) == [(["a"], [], False)]


def test_two_forms_that_say_the_same_are_one_line_and_others_are_two() -> None:
    made = Made()
    first, second = talk(made, "a"), talk(made, "b", "marlies")
    again(made, first, second, same=True)
    again(made, first, second, same=True)  # from another device, which had not seen the one before
    assert pages(made.shelf) == [(["a", "b"], [], False)]
    assert len(made.shelf.current("contact_moment")) == 3


# --- who may ----------------------------------------------------------------------------------------------


def only(shelf: Shelf, text: str) -> ToldTalk:
    return next(one for one in told(shelf) if text in texts(one))


def test_whoever_wrote_one_of_the_two_says_it_and_nobody_else() -> None:
    made = Made()
    talk(made, "a")
    talk(made, "b", "marlies")
    wanted = pairs(only(made.shelf, "a"), only(made.shelf, "a").maybe)
    assert [may_settle(made.shelf, member, wanted) for member in ("bas", "marlies", "sanne")] == [
        True, True, False,
    ]  # fmt: skip
    assert settle(made.shelf, "sanne", "sanne", wanted, same=True) == ()


def test_the_log_that_the_person_reads_names_no_talk_that_they_may_not_know_of() -> None:
    made = Made()
    seen = talk(made, "seen", log=CASE)
    talk(made, "desk", "marlies")
    wanted = pairs(only(made.shelf, "seen"), only(made.shelf, "seen").maybe)
    assert not may_settle(made.shelf, "bas", wanted)
    assert settle(made.shelf, "bas", "bas", wanted, same=True) == ()
    (form,) = settle(made.shelf, "marlies", "marlies", wanted, same=True)
    assert form.forms[0].log is DESK
    assert form.links == (TalkLink(seen.record.scope, seen.record.entity, True),)


def test_two_logs_of_support_never_name_each_others_talks() -> None:
    made, other = Made(), str(UUID(int=77))
    talk(made, "a", log=ScopeType.SUPPORT)
    talk(made, "b", device="telephone", log=ScopeType.SUPPORT, scope=other)
    wanted = pairs(only(made.shelf, "a"), only(made.shelf, "a").maybe)
    assert wanted
    assert not may_settle(made.shelf, "bas", wanted)


def test_it_stands_in_what_was_written_on_this_device() -> None:
    made = Made()
    talk(made, "a", device="laptop")
    talk(made, "b", device="telephone")
    wanted = pairs(only(made.shelf, "a"), only(made.shelf, "a").maybe)
    for device, text in (("laptop", "a"), ("telephone", "b")):
        (form,) = settle(made.shelf, "bas", device, wanted, same=True)
        assert form.forms[0].body.text == text  # type: ignore[attr-defined]


def test_saying_the_contrary_withdraws_what_was_said_and_the_same_again_writes_nothing() -> None:
    made = Made()
    first, second = talk(made, "a", device="laptop"), talk(made, "b", device="telephone")
    again(made, first, second, same=True)
    inside = pairs_within(only(made.shelf, "a"))
    assert settle(made.shelf, "bas", "telephone", inside, same=True) == ()
    forms = settle(made.shelf, "bas", "telephone", inside, same=False)
    said = {str(form.forms[0].body.text): form.links for form in forms}  # type: ignore[attr-defined]
    assert said == {"a": (), "b": (TalkLink(first.record.scope, first.record.entity, False),)}


# --- apart, and together again ----------------------------------------------------------------------------

DEVICES = (("bas", "laptop"), ("bas", "telephone"), ("marlies", "marlies"))


def written(number: int, held: Held, form: settling.NewForm, device: str) -> Held:
    """The record by which a device says it."""
    assert isinstance(held.body, ContactMoment)
    record = msgspec.structs.replace(
        held.record,
        id=str(UUID(int=number)),
        device=device,
        replaces=tuple(one.record.id for one in form.forms),
    )
    body = msgspec.structs.replace(held.body, links=form.links)
    return replace(held, record=record, body=body, seq=number, leaf=f"{number:064x}")


def as_held(records: list[Held]) -> Shelf:
    """What a log says of records: whoever wrote a thing takes the place of their own forms of it."""
    gone = {
        (one.record.scope, id_, one.record.entity, one.member)
        for one in records
        for id_ in one.record.replaces
    }
    return Shelf.of(
        replace(one, current=(one.record.scope, one.record.id, one.record.entity, one.member) not in gone)
        for one in records
    )


@given(data=st.data())
def test_devices_that_settled_apart_read_the_same_page_and_nothing_is_missing(data: st.DataObject) -> None:
    made = Made()
    for number in range(data.draw(st.integers(2, 5))):
        by, device = data.draw(st.sampled_from(DEVICES))
        log = data.draw(st.sampled_from([DESK, CASE]))
        talk(made, str(number), by, data.draw(st.sampled_from([AT, NOW])), device=device, log=log)
    start, number = list(made.held), 1000
    written_by: list[list[Held]] = []
    for member, device in DEVICES:
        own: list[Held] = []
        for _ in range(data.draw(st.integers(0, 3))):
            shelf = as_held([*start, *own])
            one = data.draw(st.sampled_from(told(shelf)))
            wanted = pairs(one, one.maybe) or pairs_within(one)
            for form in settle(shelf, member, device, wanted, same=data.draw(st.booleans())):
                number += 1
                own.append(written(number, form.forms[0], form, device))
        written_by.append(own)
    in_one_order = [*start, *(one for own in written_by for one in own)]
    in_another = [*start, *(one for own in written_by[::-1] for one in own)]
    page = pages(as_held(in_one_order))
    assert page == pages(as_held([replace(one, seq=place + 1) for place, one in enumerate(in_another)]))
    assert sorted(text for lines, _, _ in page for text in lines) == [str(n) for n in range(len(start))]
    for lines, maybe, _ in page:
        assert all(lines[0] in other for text in maybe for these, other, _ in page if text in these)


@given(same=st.tuples(st.booleans(), st.booleans()), order=st.booleans())
def test_two_who_say_it_at_once_agree_or_see_that_they_do_not(same: tuple[bool, bool], order: bool) -> None:
    made = Made()
    talk(made, "a")
    talk(made, "b", "marlies")
    start, said = list(made.held), []
    for number, (member, what) in enumerate(zip(("bas", "marlies"), same, strict=True), 1000):
        wanted = pairs(only(made.shelf, "a"), only(made.shelf, "a").maybe)
        (form,) = settle(made.shelf, member, member, wanted, same=what)
        said.append(written(number, form.forms[0], form, member))
    page = pages(as_held([*start, *(said if order else said[::-1])]))
    if same == (True, True):
        assert page == [(["a", "b"], [], False)]
    else:
        asked = same[0] != same[1]
        assert page == [(["a"], ["b"] * asked, asked), (["b"], ["a"] * asked, asked)]
