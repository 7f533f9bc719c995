# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an export holds, against the page that says what it may hold; and that no text loses a letter."""

import json
from datetime import date, datetime
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.situation import CaseStatus
from tbp_casefile.model.texts import Text
from tbp_casefile.model.work import Task
from tbp_casefile.tables import Role, ScopeType
from tbp_tui.services.export.klantinteracties import document
from tbp_tui.services.export.lengths import parts
from tests.services.export.mapping import tables, wrong
from tests.views.shelves import Made

CASE = "9f0c3f52-7d3e-4a64-8f6b-2f6f1c1c1c1c"
NOON = datetime.fromisoformat("2026-04-21T12:00:00+02:00")
DESK, STAFF = ScopeType.DESK, Role.CONTACT_PERSON
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LONG = st.builds(lambda text, times: text * times, ODD, st.sampled_from([1, 20, 120]))

Document = dict[str, list[dict[str, Any]]]


def exported(made: Made) -> Document:
    """As an importer reads it."""
    read: Document = json.loads(msgspec.json.encode(document(made.shelf, CASE)))
    return read


def a_day_of_work() -> Made:
    """A contact with two tasks, one that nobody was reached for, and a task of no contact."""
    made = Made()
    made.put("case_status", CaseStatus(case="D-24-0117", state="in_force", since=date(2026, 3, 2), text=""))
    call = made.put(
        "contact_moment",
        ContactMoment(kind="call", text="Slaapt slecht", minutes=20, party="on_behalf"),
        on="2026-04-20T09:30:00+02:00",
        log=DESK,
        by=STAFF,
    )
    first = Task(text="Terugbellen", due_at=NOON, owner="contact_person")
    made.put("task", first, about=call.ref, log=DESK, by=STAFF)
    second = Task(text="Brief", due_on=date(2026, 4, 20), state="dropped", reason="niet nodig")
    made.put("task", second, about=call.ref, log=DESK, by=STAFF)
    missed = ContactMoment(kind="visit", text={"en": "Nobody there", "nl": "Niemand"}, outcome="not_reached")
    made.put("contact_moment", missed, by=STAFF, on="2026-04-20T10:00:00+02:00")
    made.put("task", Task(text="Overleg"), log=DESK, by=STAFF)
    return made


def test_a_day_of_work_is_as_the_page_says() -> None:
    made = exported(a_day_of_work())
    assert wrong(made) == []
    call, missed, carrier = made["klantcontacten"]
    work = made["internetaken"]
    assert call["plaatsgevondenOp"] == "2026-04-20T07:30:00Z"
    assert call["metadata"]["vervaltOp"] == "2026-04-20"
    assert call["metadata"][f"vervaltOp.{work[0]['uuid']}"] == "2026-04-21T10:00:00Z"
    assert call["metadata"][f"vervallen.{work[1]['uuid']}"] == "true"
    assert [one["uuid"] for one in call["leiddeTotInterneTaken"]] == [one["uuid"] for one in work[:2]]
    assert [one["status"] for one in work] == ["te_verwerken", "verwerkt", "te_verwerken"]
    assert (missed["inhoud"], missed["indicatieContactGelukt"]) == ("Niemand", False)
    assert (carrier["kanaal"], carrier["indicatieContactGelukt"], carrier["hadBetrokkenen"]) == (
        "taak", None, [],
    )  # fmt: skip
    assert [one["rol"] for one in made["betrokkenen"]] == ["vertegenwoordiger", "klant"]
    assert made["zaken"][0]["identificatie"] == "D-24-0117"


def test_every_reference_leads_to_a_resource_of_the_document() -> None:
    made = exported(a_day_of_work())
    there = [one["uuid"] for resources in made.values() for one in resources]
    assert len(there) == len(set(there))
    links = [
        ref["uuid"]
        for resources in made.values()
        for one in resources
        for value in one.values()
        for ref in (value if isinstance(value, list) else [value])
        if isinstance(ref, dict) and set(ref) == {"uuid"}
    ]
    assert set(links) <= set(there)


def test_the_page_gives_every_resource_and_no_field_without_a_rule() -> None:
    assert {name: len(rules) > 4 for name, rules in tables().items()} == dict.fromkeys(
        ("zaak", "actor", "klantcontact", "betrokkene", "onderwerpobject", "internetaak"), True
    )


def test_what_was_corrected_keeps_its_id_and_both_of_two_forms_are_there() -> None:
    made = Made()
    first = made.put("task", Task(text="Bellen"), log=DESK, by=STAFF, on="2026-04-18")
    before = exported(made)["internetaken"][0]
    made.again(first, Task(text="Bellen", state="done"))
    (after,) = exported(made)["internetaken"]
    assert (before["uuid"], before["status"]) == (after["uuid"], "te_verwerken")
    assert (after["status"], after["toegewezenOp"]) == ("verwerkt", "2026-04-18T07:00:00Z")
    made.put("task", Task(text="Bellen", owner="a"), log=DESK, by=STAFF, entity=first.record.entity)
    both = exported(made)["internetaken"]
    assert len({one["uuid"] for one in both}) == 2
    assert before["uuid"] in {one["uuid"] for one in both}


@given(text=LONG, most=st.integers(1, 300))
def test_parts_are_the_text_to_the_letter_and_none_is_too_long(text: str, most: int) -> None:
    found = parts(text, most)
    assert "".join(found) == text
    assert all(0 < len(one) <= most for one in found)


def test_a_text_is_broken_behind_a_space() -> None:
    assert parts("een twee drie", 9) == ["een twee ", "drie"]


def test_each_field_holds_just_as_much_as_the_page_says_and_the_rest_goes_on() -> None:
    made, long = Made(), "x" * 12_000
    talk = made.put("contact_moment", ContactMoment(kind="concern", text=long, reply=long), log=DESK)
    made.put("task", Task(text=long), about=talk.ref, log=DESK)
    document_, rules = exported(made), tables()
    for name, field, least in (
        ("klantcontact", "inhoud", 12), ("klantcontact", "reactie", 3), ("internetaak", "toelichting", 12)
    ):  # fmt: skip
        resources = document_["klantcontacten" if name == "klantcontact" else "internetaken"]
        whole = [one for one in resources if len(one[field]) == rules[name][field].most]
        assert len(whole) in {least, least - 1}, field
    assert wrong(document_) == []
    assert document_["internetaken"][1]["gevraagdeHandeling"] == "Vervolg 2 van 12"


@given(text=LONG, reply=LONG, todo=LONG, reason=LONG, number=ODD, english=st.booleans())
def test_no_odd_text_breaks_a_rule_of_the_page_or_loses_a_letter(
    text: str, reply: str, todo: str, reason: str, number: str, english: bool
) -> None:
    made, said = Made(), text
    spoken: Text = {"en": text} if english else text
    made.put("case_status", CaseStatus(case=number, state="in_force", since=date(2026, 3, 2), text=""))
    talk = made.put("contact_moment", ContactMoment(kind="concern", text=spoken, reply=reply), log=DESK)
    made.put("task", Task(text=todo, reason=reason), about=talk.ref, log=DESK)
    document_ = exported(made)
    assert wrong(document_) == []
    assert "".join(one["inhoud"] for one in document_["klantcontacten"]) == said
    assert "".join(one["reactie"] for one in document_["klantcontacten"]) == reply
    notes = "".join(one["toelichting"] for one in document_["internetaken"])
    what = document_["internetaken"][0]["gevraagdeHandeling"] + notes.removesuffix(reason)
    assert what.removesuffix("\n\n") in {todo, todo.removesuffix("\n\n")}
    assert notes.endswith(reason)
    assert document_["zaken"][0]["identificatie"] + document_["zaken"][0]["toelichting"] == number
