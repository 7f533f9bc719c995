# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every field of every body, whole and spoilt, before both readers."""

from typing import Any

import msgspec
import pytest
from msgspec import inspect

from tbp_casefile import model
from tbp_casefile.errors import Malformed
from tests.casefile.bodies import FULL, authority_change
from tests.logs import Body
from tests.second import bodies as second

BODIES: dict[str, Body] = {
    **FULL,
    "authority_change": authority_change("next", **{"from": "authority"}, short="NCTV", stays="The package."),
}

# What no field or only some fields may hold.
SPOILT: tuple[Any, ...] = (
    None, 7, 7.5, True, "", "no such word", "2026-02-30", "2026-02-03", "2026-02-03T10:00:00Z",
    [], ["no such word"], [7], {}, {"nl": 7}, {"no such name": "full"}, {"nl": "Een zin."}, {"contact": 5},
)  # fmt: skip


def ours(kind: str, body: Any) -> bool:
    """Whether this version reads it."""
    try:
        model.read_body(kind, 1, msgspec.Raw(msgspec.json.encode(body)))
    except Malformed:
        return False
    return True


@pytest.mark.parametrize("kind", sorted(second.FORMS.keys() & {kind for kind, _ in model.BODIES}))
def test_the_second_reader_has_the_same_fields_for(kind: str) -> None:
    fields = {
        field.encode_name: field.required for field in msgspec.structs.fields(model.BODIES[kind, 1])
    }  # what may be left out
    assert {second.bare(name): name in second.required(kind) for name in second.FORMS[kind]} == fields


def test_the_second_reader_has_a_form_for_every_kind() -> None:
    assert {kind for kind, _ in model.BODIES} <= second.FORMS.keys()


def words_of(kind: inspect.Type) -> set[str]:
    """Every word that may stand somewhere in a field, as our own types have them."""
    match kind:
        case inspect.LiteralType(values=values):
            return set(map(str, values))
        case inspect.EnumType(cls=cls):
            return {str(one.value) for one in cls}
        case inspect.UnionType(types=types):
            return set().union(*map(words_of, types))
        case inspect.DictType(key_type=names, value_type=inside):
            return words_of(names) | words_of(inside)
        case inspect.VarTupleType(item_type=inside):
            return words_of(inside)
        case inspect.StructType(fields=fields):
            return set().union(*(words_of(field.type) for field in fields))
        case _:
            return set()


@pytest.mark.parametrize("kind", sorted(kind for kind, _ in model.BODIES))
def test_both_readers_know_the_same_words_in_every_field_of(kind: str) -> None:
    body = inspect.type_info(model.BODIES[kind, 1])
    assert isinstance(body, inspect.StructType)
    theirs = {second.bare(name): set(second.words_of(form)) for name, form in second.FORMS[kind].items()}
    assert {field.encode_name: words_of(field.type) for field in body.fields} == theirs


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_a_whole_body_holds_every_field_of(kind: str) -> None:
    assert BODIES[kind].keys() == {second.bare(name) for name in second.FORMS[kind]}
    assert ours(kind, BODIES[kind])
    assert second.fits(kind, BODIES[kind])


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_both_readers_take_and_refuse_the_same_values_in_every_field_of(kind: str) -> None:
    whole = BODIES[kind]
    refused = 0
    for name in whole:
        without = {other: value for other, value in whole.items() if other != name}
        for body in (without, *({**whole, name: value} for value in SPOILT)):
            assert ours(kind, body) == second.fits(kind, body), body
            refused += not ours(kind, body)
    assert refused > 5 * len(whole)


@pytest.mark.parametrize("kind", sorted(BODIES))
@pytest.mark.parametrize("body", [None, 7, "text", [], [{}]])
def test_what_is_no_object_is_no_body_of(kind: str, body: Any) -> None:
    assert not ours(kind, body)
    assert not second.fits(kind, body)


def test_parts_of_a_body_are_held_to_their_form_as_well() -> None:
    ref = {"scope": "s", "id": "i", "leaf": "l"}
    change = BODIES["package"]["changes"][0]
    hours, fixed = BODIES["contact"]["hours"], BODIES["contact"]["moment"]
    source = BODIES["policy_text"]["source"]
    inside: list[tuple[str, str, Any, bool]] = [
        ("package", "parts", [ref], True),
        ("package", "parts", [ref, {**ref, "leaf": None}], False),
        ("package", "changes", [{**change, "change": "unchanged"}], False),
        ("package", "changes", [{**change, "text": None}], True),
        ("package", "coverage", {"home": "partly", "garden": "full"}, False),
        ("package", "coverage", {"support": "none"}, True),
        ("package", "decidedBy", {"name": "NCTV"}, False),
        ("contact", "hours", {**hours, "days": ["mon", "someday"]}, False),
        ("contact", "hours", {}, True),
        ("contact", "moment", {**fixed, "everyDays": "14"}, False),
        ("contact", "moment", {"everyDays": 14}, False),
        ("contact", "moment", {**fixed, "first": "2026-04-21T08:00:00+02:00"}, True),
        ("contact", "moment", {**fixed, "first": "2026-04-21T08:00:00"}, False),
        ("policy_text", "source", {**source, "page": "1"}, False),
        ("evaluation", "scores", {"contact": 5, "food": 1}, False),
        ("evaluation", "scores", {"contact": None}, False),
        ("evaluation", "scores", {"contact": 1, "peer": 5}, True),
        ("evaluation", "scores", {"contact": 0}, False),
        ("evaluation", "scores", {"contact": 6}, False),
        ("case_status", "asked", ["Dates.", None], False),
    ]
    for kind, name, value, expected in inside:
        body = {**BODIES[kind], name: value}
        assert (ours(kind, body), second.fits(kind, body)) == (expected, expected), (kind, name, value)
