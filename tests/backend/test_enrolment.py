# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A ticket lets one device in, once, and nobody in between can change a key (DESIGN section 6)."""

import threading
from datetime import timedelta
from typing import Any

import httpx2
import msgspec
import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.errors import SealBroken
from tbp_casefile.model.control import Device, PublicKeys, TicketProof
from tests.backend.conftest import Office
from tests.backend.device import Keys, TestDevice


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and the name of the problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:tbp:problem:")


def holding(ticket: Ticket, other: TestDevice) -> TestDevice:
    """Another device that holds the same ticket."""
    return TestDevice(ticket, other.http)


def test_the_welcome_opens_with_the_code_and_with_nothing_else(device: TestDevice) -> None:
    welcome = device.read_welcome()
    assert (welcome.member, welcome.ticket) == ("person", device.ticket.code.id)
    assert [scope.type for scope in welcome.scopes] == ["family", "employer", "case", "support"]
    sealed = device.send("GET", f"/v1/enrolments/{device.ticket.code.id}").json()["sealed"]
    with pytest.raises(SealBroken):
        TicketCode.draw(lambda n: bytes(n)).open_welcome(base64url.decode(sealed))


def test_the_first_device_spends_the_ticket_and_the_second_is_refused(device: TestDevice) -> None:
    late = holding(device.ticket, device)
    late.read_welcome()
    device.enrol()
    assert problem(late.post_enrolment()) == (404, "ticket-unusable")
    assert problem(late.send("GET", f"/v1/enrolments/{device.ticket.code.id}")) == (404, "ticket-unusable")


def test_the_same_request_again_gets_the_same_answer(device: TestDevice) -> None:
    device.read_welcome()
    devices = device.device_records()
    first, again = device.post_enrolment(devices), device.post_enrolment(devices)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_of_two_devices_at_the_same_moment_exactly_one_comes_in(office: Office, device: TestDevice) -> None:
    devices = [holding(device.ticket, office.device()) for _ in range(4)]
    for one in devices:
        one.read_welcome()
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda d=one: statuses.append(d.post_enrolment().status_code))
        for one in devices
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 404, 404, 404]


@pytest.mark.parametrize("ticket_id", ["0" * 32, "f" * 32])
def test_an_unknown_ticket_is_unusable(device: TestDevice, ticket_id: str) -> None:
    assert problem(device.send("GET", f"/v1/enrolments/{ticket_id}")) == (404, "ticket-unusable")
    answer = device.send("POST", f"/v1/enrolments/{ticket_id}", json={"devices": {}})
    assert problem(answer) == (404, "ticket-unusable")


@pytest.mark.parametrize("ticket_id", ["short", "A" * 32, "0" * 33, "..", "%00"])
def test_an_id_that_cannot_be_one_is_bad_input(device: TestDevice, ticket_id: str) -> None:
    status, name = problem(device.send("GET", f"/v1/enrolments/{ticket_id}"))
    assert (status, name) in {(400, "bad-input"), (404, "about:blank")}


def test_an_expired_ticket_is_unusable(office: Office, device: TestDevice) -> None:
    expired = TestDevice(office.ticket(ago=timedelta(hours=25)), device.http)
    assert problem(expired.send("GET", f"/v1/enrolments/{expired.ticket.code.id}")) == (
        404,
        "ticket-unusable",
    )
    expired.welcome = msgspec.structs.replace(device.read_welcome(), ticket=expired.ticket.code.id)
    assert problem(expired.post_enrolment()) == (404, "ticket-unusable")


def swapped_sign(device: TestDevice, body: Device, other: PublicKeys) -> Device:
    assert body.keys
    return msgspec.structs.replace(body, keys=msgspec.structs.replace(body.keys, sign=other.sign))


def swapped_dpop(device: TestDevice, body: Device, other: PublicKeys) -> Device:
    assert body.keys
    return msgspec.structs.replace(body, keys=msgspec.structs.replace(body.keys, dpop=other.dpop))


def swapped_seal(device: TestDevice, body: Device, other: PublicKeys) -> Device:
    assert body.keys
    return msgspec.structs.replace(body, keys=msgspec.structs.replace(body.keys, seal=other.seal))


def other_ticket_key(device: TestDevice, body: Device, other: PublicKeys) -> Device:
    forged = TicketProof(device.ticket.code.id, base64url.encode(bytes(64)))
    return msgspec.structs.replace(body, proof=forged)


@pytest.mark.parametrize("change", [swapped_sign, swapped_dpop, swapped_seal, other_ticket_key])
def test_a_key_that_was_swapped_on_the_way_is_refused_and_the_ticket_stays_good(
    device: TestDevice, change: Any
) -> None:
    """In all of its logs, so that they say one thing, and each log has to see it by itself."""
    device.read_welcome()
    other, forged = Keys().public, {}
    for scope in device.device_records():
        record = device.device_record(scope).record
        body = change(device, msgspec.json.decode(record.body, type=Device), other)
        forged[scope] = device.record(scope, "device", body).jws
    refused = device.post_enrolment(forged)
    assert problem(refused) == (400, "record-refused")
    assert {wrong["name"] for wrong in refused.json()["invalidParams"]} == set(forged)
    assert device.post_enrolment().status_code == 200


def test_a_ticket_is_good_for_its_own_member_only(device: TestDevice) -> None:
    device.read_welcome()
    refused = device.post_enrolment(device.device_records(member="contact-2"))
    assert problem(refused) == (400, "record-refused")
    reasons = {wrong["reason"] for wrong in refused.json()["invalidParams"]}
    assert reasons == {"ticket-unusable", "not-a-member"}  # no contact person is a member of `support`


def test_a_key_that_was_swapped_in_one_log_only_is_refused_in_all(device: TestDevice) -> None:
    device.read_welcome()
    own, other = device.device_records(), TestDevice(device.ticket, device.http, welcome=device.welcome)
    for scope in own:
        mixed = own | {scope: other.device_record(scope).jws}
        assert problem(device.post_enrolment(mixed)) == (400, "bad-input")
    assert device.post_enrolment().status_code == 200


def test_all_logs_of_the_ticket_or_none(device: TestDevice) -> None:
    system = device.read_welcome().system
    own, foreign = device.device_records(), {system: device.device_record(system).jws}
    one_less = [{scope: jws for scope, jws in own.items() if scope != absent} for absent in own]
    for devices in ({}, own | foreign, foreign, own | {device.case: "no record"}, *one_less):
        answer = device.post_enrolment(devices)
        assert problem(answer) == (400, "bad-input")
        assert answer.json()["invalidParams"]
    assert device.post_enrolment().status_code == 200


def test_who_steals_the_database_can_enrol_nothing_and_sign_nothing(office: Office) -> None:
    """T48: no private key and no code stands in it, in any spelling."""
    waiting = office.device()
    stolen = office.stolen()
    assert waiting.ticket.code.id.encode() in stolen
    secrets = [path.read_bytes() for path in office.home.path.rglob("*.key") if path.stat().st_size == 32]
    secrets += [waiting.ticket.code.signing_key.seed, waiting.ticket.code.text.encode()]
    assert len(secrets) > 5
    for secret in secrets:
        for spelling in (secret, secret.hex().encode(), base64url.encode(secret).encode()):
            assert spelling not in stolen


def test_a_spent_ticket_does_not_let_the_same_device_in_by_pushing(person: TestDevice) -> None:
    again = TestDevice(person.ticket, person.http, welcome=person.welcome)
    (result,) = person.push(person.case, [again.device_record(person.case)])
    assert result["code"] == "other-device"


def test_a_device_of_a_contact_person_comes_in_by_its_own_ticket(office: Office) -> None:
    colleague = office.device("contact-2").enrol()
    logs = colleague.call("GET", "/v1/logs").json()["logs"]
    assert sorted(log["type"] for log in logs) == ["case", "desk", "employer", "family", "system"]
