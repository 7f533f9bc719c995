# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading: which logs moved, pages that prove themselves, and nothing for who is not a member."""

import uuid
from datetime import date
from typing import Any

import msgspec
import pytest

from tbp_backend.store.reading import PAGE_ENTRIES
from tbp_casefile.log import read_head
from tbp_casefile.logstate import Late
from tbp_casefile.model.case import Acknowledgement, Contact, Hours
from tbp_casefile.model.control import Member
from tbp_casefile.tables import Role
from tbp_casefile.verify import verify_page
from tbp_casefile.wire.api import Logs, Page
from tests.backend.conftest import Office
from tests.backend.device import TestDevice


def logs(person: TestDevice, cursor: str | None = None) -> Logs:
    """What moved since the cursor."""
    query = "" if cursor is None else f"?since={cursor}"
    answer = person.call("GET", f"/v1/logs{query}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Logs)


def acknowledge(person: TestDevice) -> None:
    """Make the log of the case move."""
    (result,) = person.push(
        person.case, [person.record(person.case, "acknowledgement", Acknowledgement("seen"))]
    )
    assert result["status"] == "stored"


def contact(name: str) -> Contact:
    """Somebody to call."""
    return Contact(name=name, role="contact_person", hours=Hours(), from_=date(2026, 1, 1))


def test_my_logs_are_system_and_those_of_my_welcome_and_nothing_else(person: TestDevice) -> None:
    assert person.welcome
    found = logs(person).logs
    mine = {(one.scope, one.type) for one in person.welcome.scopes}
    assert {kind for _, kind in mine} == {"case", "family", "employer", "support"}
    assert len(found) == 5
    assert {(log.scope, log.type) for log in found} == mine | {(person.welcome.system, "system")}
    for log in found:
        head, unverified = read_head(log.head)
        assert head.scope == log.scope
        public = person.system_keys().public(unverified.kid)
        assert public
        unverified.verify(public)


def test_only_what_moved_since_the_cursor_is_listed(person: TestDevice) -> None:
    cursor = logs(person).cursor
    assert logs(person, cursor).logs == ()
    acknowledge(person)
    moved = logs(person, cursor)
    assert [log.type for log in moved.logs] == ["case"]
    assert logs(person, moved.cursor).logs == ()


def test_an_idle_question_is_answered_with_304_and_no_body(person: TestDevice) -> None:
    first = person.call("GET", "/v1/logs")
    cursor, tag = first.json()["cursor"], first.headers["ETag"]
    idle = person.call("GET", f"/v1/logs?since={cursor}", headers={"If-None-Match": f'"other", {tag}'})
    assert (idle.status_code, idle.content, idle.headers["ETag"]) == (304, b"", tag)
    acknowledge(person)
    moved = person.call("GET", f"/v1/logs?since={cursor}", headers={"If-None-Match": tag})
    assert moved.status_code == 200
    assert moved.headers["ETag"] != tag


@pytest.mark.parametrize("cursor", ["x", "AAAAAAA", "AA==", "%00", "é"])
def test_a_cursor_that_was_never_ours_is_bad_input(person: TestDevice, cursor: str) -> None:
    answer = person.call("GET", f"/v1/logs?since={cursor}")
    assert answer.status_code == 400
    assert [wrong["name"] for wrong in answer.json()["invalidParams"]] == ["since"]


def test_a_page_after_the_last_entry_is_empty_and_has_the_head(person: TestDevice) -> None:
    state, _ = person.verified(person.case, person.system_keys())
    page = msgspec.json.decode(person.pull(person.case, state.seq).content, type=Page)
    assert (page.entries, page.more) == ((), False)
    verify_page(state, person.system_keys(), page, lambda _: None)
    beyond = msgspec.json.decode(person.pull(person.case, state.seq + 10).content, type=Page)
    assert read_head(beyond.head)[0].seq == state.seq


def test_every_page_of_a_long_log_proves_itself(office: Office) -> None:
    person = office.device().enrol()
    many = [
        person.record(person.case, "acknowledgement", Acknowledgement("seen", "x" * 3000)) for _ in range(300)
    ]
    for start in range(0, 300, 100):
        assert {result["status"] for result in person.push(person.case, many[start : start + 100])} == {
            "stored"
        }
    state, pages = person.verified(person.case, person.system_keys())
    assert len(pages) > 1
    assert sum(len(page.entries) for page in pages) == state.seq
    assert all(len(page.entries) <= PAGE_ENTRIES for page in pages)
    assert all(sum(len(e.jws) for e in page.entries) <= 512 * 1024 for page in pages)


def test_another_epoch_is_said_to_be_unknown(person: TestDevice) -> None:
    answer = person.pull(person.case, 0, epoch=2)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:tbp:problem:unknown-epoch")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("after=-1", ["after"]),
        ("after=x&epoch=0", ["after", "epoch"]),
        ("after=1&after=2", ["after"]),
        ("after=1e3&epoch=%D9%A1", ["after", "epoch"]),
        ("after=99999999999999999999", ["after"]),
    ],
)
def test_everything_that_is_wrong_in_a_query_is_said_at_once(
    person: TestDevice, query: str, names: list[str]
) -> None:
    answer = person.call("GET", f"/v1/logs/{person.case}/entries?{query}")
    assert answer.status_code == 400
    assert [wrong["name"] for wrong in answer.json()["invalidParams"]] == names


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_log_of_others_and_one_that_never_was_get_the_same_answer(
    office: Office, person: TestDevice, method: str
) -> None:
    """T12."""
    foreign, unknown = office.foreign_scope(), str(uuid.uuid4())
    body = {"records": [person.record(foreign, "acknowledgement", Acknowledgement("seen")).jws]}
    options: dict[str, Any] = {"json": body} if method == "POST" else {}
    answers = [person.call(method, f"/v1/logs/{scope}/entries", **options) for scope in (foreign, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["type"] == "urn:tbp:problem:not-a-member"
    same = [{n: v for n, v in a.headers.items() if n not in {"date", "dpop-nonce"}} for a in answers]
    assert same[0] == same[1]


def test_a_member_that_left_reads_up_to_its_end_and_no_further(office: Office, person: TestDevice) -> None:
    leaver = office.device("contact-2").enrol()
    before = [log.type for log in logs(leaver).logs]
    left = leaver.record(leaver.case, "member", Member("contact-2", Role.CONTACT_PERSON, ends=True))
    (result,) = leaver.push(leaver.case, [left])
    assert result["status"] == "stored"
    acknowledge(person)
    late = leaver.record(leaver.case, "contact", contact("Bas"))
    assert leaver.push(leaver.case, [late])[0]["status"] == "stored"
    state, _ = leaver.verified(leaver.case, leaver.system_keys())
    assert state.seq == result["seq"]
    assert not state.is_active("contact-2")
    assert [log.type for log in logs(leaver).logs] == before
    heads = {log.type: read_head(log.head)[0].seq for log in logs(leaver).logs}
    assert heads["case"] == result["seq"]
    _, pages = person.verified(person.case, person.system_keys())
    verdicts = {e.signed.record.id: e.verdict for page in pages for e in page.entries if e.signed}
    assert isinstance(verdicts[late.record.id], Late)
    back = office.write_member("contact-2", Role.CONTACT_PERSON)
    assert back > result["seq"]
