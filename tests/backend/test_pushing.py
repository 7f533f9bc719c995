# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing: each record is judged as the next entry, once, and none blocks another (DESIGN 5, Append)."""

import secrets
import threading
from typing import Any

import msgspec
import pytest

from tbp_casefile.crypto import base64url, tickets
from tbp_casefile.crypto.signatures import SigningKey, sign_compact
from tbp_casefile.crypto.tickets import TicketCode
from tbp_casefile.model.case import Acknowledgement, Package
from tbp_casefile.model.control import Key, Ticket
from tbp_casefile.wire.envelope import Seen, SignedRecord
from tests.backend.conftest import Office
from tests.backend.device import TestDevice


def answer(person: TestDevice, **more: Any) -> SignedRecord:
    """An acknowledgement."""
    return person.record(person.case, "acknowledgement", Acknowledgement("seen"), **more)


def codes(results: list[dict[str, Any]]) -> list[str]:
    """`stored`, or why not."""
    return [result.get("code") or result["status"] for result in results]


def test_the_same_record_again_gets_the_same_answer(person: TestDevice) -> None:
    """T26: the answer to the first attempt was lost."""
    record = answer(person)
    first = person.push(person.case, [record])
    again = person.push(person.case, [record, record])
    assert again == [*first, *first]


def test_twice_in_one_batch_is_stored_once(person: TestDevice) -> None:
    record = answer(person)
    first, again = person.push(person.case, [record, record])
    assert first == again


def test_other_bytes_under_a_known_id_are_refused(person: TestDevice) -> None:
    record = answer(person)
    person.push(person.case, [record])
    other = person.record(person.case, "acknowledgement", Acknowledgement("talk"), id=record.record.id)
    assert codes(person.push(person.case, [other])) == ["id-taken"]


def test_a_refused_record_in_the_middle_blocks_no_other(person: TestDevice) -> None:
    """T30."""
    forbidden = person.record(person.case, "package", Package(
        version="9", kind="package", valid_from=person.now().date(), authority="x", reason="x", parts=()
    ))  # fmt: skip
    results = person.push(person.case, [answer(person), forbidden, "no record at all", answer(person)])
    assert codes(results) == ["stored", "may-not-write", "malformed", "stored"]
    assert results[3]["seq"] == results[0]["seq"] + 1
    assert [result["id"] for result in results][2] == ""


def test_a_record_of_another_device_is_refused(office: Office, person: TestDevice) -> None:
    other = office.device().enrol()
    assert codes(person.push(person.case, [answer(other)])) == ["other-device"]


def test_a_record_that_says_to_be_of_this_device_and_is_not_is_refused(person: TestDevice) -> None:
    record = answer(person).record
    forger = SigningKey.from_seed(bytes(32))
    forged = sign_compact(forger, "tbp-record+json", msgspec.json.encode(record))
    head, _, rest = answer(person).jws.partition(".")
    swapped = f"{head}.{forged.split('.')[1]}.{rest.split('.')[1]}"
    assert codes(person.push(person.case, [forged, swapped])) == ["malformed", "bad-signature"]


def test_bytes_that_are_no_record_are_malformed_and_nothing_breaks(person: TestDevice) -> None:
    head, payload, signature = answer(person).jws.split(".")
    wrong = [
        "",
        "..",
        f"{head}.é.{signature}",
        f"{head}.{payload}.{signature}=",
        f"{head}.{payload}.{signature}\n",
        f"{head}.{payload}é.{signature}",
        f"{head}.{payload}.{signature}.{signature}",
        f"{head}.{'A' * 40_000}.{signature}",
    ]
    assert codes(person.push(person.case, wrong)) == len(wrong) * ["malformed"]


def test_what_a_writer_saw_must_be_our_history(person: TestDevice) -> None:
    state, _ = person.verified(person.case, person.system_keys())
    good = person.seen(state)
    elsewhere = msgspec.structs.replace(good, hash="00" * 32)
    ahead = msgspec.structs.replace(good, seq=good.seq + 1000)
    later = msgspec.structs.replace(good, epoch=2)
    before = Seen(1, 0, "11" * 32)
    results = person.push(
        person.case, [answer(person, seen=seen) for seen in (good, elsewhere, ahead, later, before)]
    )
    assert codes(results) == ["stored"] + 4 * ["other-history"]


def test_a_kind_that_nobody_knows_is_refused_here(person: TestDevice) -> None:
    strange = person.record(person.case, "weather", Acknowledgement("seen"))
    newer = answer(person, schema=2)
    about_the_log = person.record(person.case, "device", Acknowledgement("seen"), schema=2)
    pushed = person.push(person.case, [strange, newer, about_the_log])
    assert codes(pushed) == 3 * ["unknown-kind"]


def test_a_person_cannot_write_into_system(person: TestDevice) -> None:
    assert person.welcome
    key = Key(person.id, ("head",), from_="2020-01-01T00:00:00Z", sign=person.keys.public.sign)
    forged = person.record(person.welcome.system, "key", key)
    assert codes(person.push(person.welcome.system, [forged])) == ["unknown-device"]


def test_a_record_for_another_log_is_refused(person: TestDevice) -> None:
    assert person.welcome
    record = person.record(person.welcome.system, "acknowledgement", Acknowledgement("seen"))
    assert codes(person.push(person.case, [record])) == ["other-scope"]


def test_writers_that_race_leave_no_gap_and_no_double(office: Office) -> None:
    """T27: no reader can skip a record that commits late."""
    writers = [office.device().enrol() for _ in range(4)]
    stored: list[int] = []

    def write(writer: TestDevice) -> None:
        for _ in range(5):
            results = writer.push(writer.case, [answer(writer) for _ in range(5)])
            stored.extend(result["seq"] for result in results)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == len(set(stored)) == 100
    state, pages = writers[0].verified(writers[0].case, writers[0].system_keys())
    assert [entry.seq for page in pages for entry in page.entries] == list(range(1, state.seq + 1))


def test_the_operator_and_devices_write_at_the_same_time(office: Office) -> None:
    person = office.device().enrol()
    tickets: list[str] = []
    issuing = threading.Thread(target=lambda: tickets.extend(office.ticket().line for _ in range(5)))
    issuing.start()
    results = [result for _ in range(20) for result in person.push(person.case, [answer(person)])]
    issuing.join()
    assert len(set(tickets)) == 5
    assert set(codes(results)) == {"stored"}
    person.verified(person.case, person.system_keys())


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"records": []}, "records"),
        ({"records": ["x"] * 101}, "records"),
        ({"records": "x"}, "records"),
        ({"records": [1]}, "records[0]"),
        ({}, "records"),
        ([], "body"),
    ],
)
def test_a_body_that_does_not_fit_is_bad_input(person: TestDevice, body: Any, name: str) -> None:
    refused = person.call("POST", f"/v1/logs/{person.case}/entries", json=body)
    assert (refused.status_code, refused.json()["type"]) == (400, "urn:tbp:problem:bad-input")
    assert [wrong["name"] for wrong in refused.json()["invalidParams"]] == [name]


def test_a_body_that_is_too_large_is_refused(person: TestDevice) -> None:
    path = f"/v1/logs/{person.case}/entries"
    refused = person.call("POST", path, json={"records": ["x" * 50_000] * 100})
    assert (refused.status_code, refused.json()["type"]) == (413, "urn:tbp:problem:too-large")


def test_what_is_over_the_limit_of_a_day_waits(office: Office) -> None:
    person = office.device().enrol()
    results = []
    for _ in range(21):
        results += codes(person.push(person.case, [answer(person) for _ in range(100)]))
    assert results.count("stored") == 2000 - 0
    assert set(results[2000:]) == {"slow-down"}


def test_a_device_issues_a_ticket_for_its_own_member_and_leaves_the_welcome(office: Office) -> None:
    first = office.device().enrol()
    assert first.welcome
    code = TicketCode.draw(secrets.token_bytes)
    key = base64url.encode(code.signing_key.public)
    body = Ticket(code.id, key, "person", "2099-01-01T00:00:00Z")
    scopes = [one.scope for one in first.welcome.scopes]
    assert len(scopes) == 4
    for scope in scopes:
        assert codes(first.push(scope, [first.record(scope, "ticket", body)])) == ["stored"]
    welcome = msgspec.json.encode(msgspec.structs.replace(first.welcome, ticket=code.id))
    sealed = base64url.encode(code.seal_welcome(welcome, secrets.token_bytes))
    left, path = {"sealed": sealed, "scopes": scopes}, f"/v1/enrolments/{code.id}"
    other = office.device().enrol()
    assert other.call("PUT", path, json=left).status_code == 404
    assert first.call("PUT", path, json=left).status_code == 204
    assert first.call("PUT", path, json=left).status_code == 204
    second = TestDevice(tickets.Ticket(first.address, code), first.http).enrol()
    assert {second.pull(scope).status_code for scope in scopes} == {200}
