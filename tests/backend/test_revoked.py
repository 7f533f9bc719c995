# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device that was revoked: shut out at once, still able to prove its ending and bring what is late."""

import asyncio
import secrets
import uuid
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import update

from tbp_backend.store.tables import ACCESS
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.device_codes import short_code
from tbp_casefile.logstate import Late
from tbp_casefile.model import control
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import format_moment, to_ms
from tests.backend.conftest import Office, run
from tests.backend.device import TestDevice


def end(person: TestDevice, other: TestDevice, *, late: bool = True) -> int:
    """A device of the same member is revoked in the log of the case, and there alone; at which entry."""
    body = control.Device("person", other.id, ends=True, late=late)
    (result,) = person.push(person.case, [person.record(person.case, "device", body)])
    assert result["status"] == "stored", result
    seq: int = result["seq"]
    return seq


def seen(device: TestDevice, scope: str = "") -> str:
    """An acknowledgement by this device."""
    return device.record(scope or device.case, "acknowledgement", Acknowledgement("seen")).jws


@pytest.fixture
def lost(office: Office) -> TestDevice:
    """A second device of the person, whose token lives for minutes still."""
    return office.device().enrol()


def test_a_revoked_device_is_shut_out_of_every_log_that_does_not_end_it(
    person: TestDevice, lost: TestDevice
) -> None:
    """T20: its token has not ended yet."""
    end(person, lost)
    (family,) = lost.scopes("family")
    body = {"sealed": "A" * 40, "scopes": [family]}
    for answer in (
        lost.pull(family),
        lost.pull(str(uuid.uuid4())),
        lost.call("POST", f"/v1/logs/{family}/entries", json={"records": [seen(lost, family)]}),
        lost.call("PUT", f"/v1/enrolments/{'a' * 32}", json=body),
    ):
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:tbp:problem:device-revoked")
    body = {"sealed": "A" * 40, "scopes": [lost.case]}
    assert lost.call("PUT", f"/v1/enrolments/{'a' * 32}", json=body).status_code == 404
    assert person.pull(family).status_code == 200


def test_a_revoked_device_proves_its_own_ending_and_reads_no_further(
    person: TestDevice, lost: TestDevice
) -> None:
    ended = end(person, lost)
    person.push(person.case, [seen(person)])
    lost.token = ""
    lost.sign_in()
    listed = {log["scope"] for log in lost.call("GET", "/v1/logs").json()["logs"]}
    assert lost.welcome
    assert listed == {lost.case, lost.welcome.system}
    state, pages = lost.verified(lost.case, lost.system_keys())
    assert state.seq == ended
    assert state.devices[lost.id].ended
    assert sum(len(page.entries) for page in pages) == ended
    assert lost.pull(lost.case, after=ended).json()["entries"] == []


def test_what_a_revoked_device_wrote_before_comes_in_late(person: TestDevice, lost: TestDevice) -> None:
    before = seen(lost)
    ended = end(person, lost)
    (result,) = lost.push(lost.case, [before])
    assert (result["status"], result["seq"] > ended) == ("stored", True)
    assert lost.push(lost.case, [before]) == [result]
    _, pages = person.verified(person.case, person.system_keys())
    verdicts = [entry.verdict for page in pages for entry in page.entries if entry.jws == before]
    assert isinstance(verdicts[0], Late)


def test_a_revoked_device_decides_nothing_any_more(person: TestDevice, lost: TestDevice) -> None:
    end(person, lost)
    wants = lost.record(lost.case, "device", control.Device("person", person.id, ends=True))
    assert lost.push(lost.case, [wants])[0]["code"] == "ended"


def test_in_other_logs_a_revoked_device_may_end_itself_and_nothing_else(
    office: Office, person: TestDevice, lost: TestDevice
) -> None:
    end(person, lost)
    (family,) = lost.scopes("family")
    itself = lost.record(family, "device", control.Device("person", lost.id, ends=True))
    other = lost.record(family, "device", control.Device("person", person.id, ends=True))
    for records in ([itself.jws, seen(lost, family)], [other.jws], ["x"]):
        answer = lost.call("POST", f"/v1/logs/{family}/entries", json={"records": records})
        assert answer.status_code == 403
    foreign = lost.record(office.foreign_scope(), "device", control.Device("person", lost.id, ends=True))
    path = f"/v1/logs/{foreign.record.scope}/entries"
    assert lost.call("POST", path, json={"records": [foreign.jws]}).status_code == 403
    assert lost.push(family, [itself])[0]["status"] == "stored"
    assert lost.verified(family, lost.system_keys())[0].devices[lost.id].ended


def test_of_a_stolen_device_nothing_is_taken_in_and_it_can_still_prove_its_ending(
    person: TestDevice, lost: TestDevice
) -> None:
    ended = end(person, lost, late=False)
    assert lost.push(lost.case, [seen(lost)])[0]["code"] == "ended"
    state, _ = lost.verified(lost.case, lost.system_keys())
    assert (state.seq, state.devices[lost.id].late) == (ended, False)


@pytest.mark.parametrize(("days", "status"), [(89, "stored"), (91, "refused")])
def test_late_records_are_taken_in_for_90_days(
    office: Office, person: TestDevice, lost: TestDevice, days: int, status: str
) -> None:
    """The moment of the end is set back: nobody else in these tests may find entries of months ahead."""
    end(person, lost)
    then = to_ms(datetime.now(UTC) - timedelta(days=days))

    async def set_back() -> None:
        here = (ACCESS.c.device == lost.id, ACCESS.c.scope == lost.case)
        earlier = update(ACCESS).where(*here).values(until_received=then)
        async with office.store() as store:
            await store.database.write(lambda connection: connection.execute(earlier))

    asyncio.run(set_back())
    assert lost.push(lost.case, [seen(lost)])[0]["status"] == status


def test_a_ticket_does_not_outlive_the_device_that_issued_it(
    office: Office, person: TestDevice, lost: TestDevice
) -> None:
    """A thief draws one on the stolen device before it is revoked."""
    assert lost.welcome
    scopes = tuple(one for one in lost.welcome.scopes if one.scope == lost.case)
    drawn = []
    for _ in range(2):
        code = TicketCode.draw(secrets.token_bytes)
        until = format_moment(lost.now() + timedelta(hours=24))
        body = control.Ticket(code.id, base64url.encode(code.signing_key.public), "person", until)
        assert lost.push(lost.case, [lost.record(lost.case, "ticket", body)])[0]["status"] == "stored"
        welcome = msgspec.structs.replace(lost.welcome, ticket=code.id, scopes=scopes)
        sealed = base64url.encode(code.seal_welcome(msgspec.json.encode(welcome), secrets.token_bytes))
        left = {"sealed": sealed, "scopes": [lost.case]}
        assert lost.call("PUT", f"/v1/enrolments/{code.id}", json=left).status_code == 204
        drawn.append(TestDevice(Ticket(lost.address, code), lost.http))
    assert drawn[0].enrol().pull(lost.case).status_code == 200
    end(person, lost)
    drawn[1].read_welcome()
    refused = drawn[1].post_enrolment().json()
    assert (refused["type"], refused["invalidParams"][0]["reason"]) == (
        "urn:tbp:problem:record-refused",
        "ticket-unusable",
    )


# --- by the office


def test_the_office_lists_devices_and_ends_one_in_every_log(office: Office, lost: TestDevice) -> None:
    home, code = office.home.path, short_code(lost.id)
    assert f"{code}  person  ended in 0 of 4 logs" in run(home, "device", "list", "--member", "person").stdout
    assert code not in run(home, "device", "list", "--member", "contact-2").stdout
    done = run(home, "device", "revoke", code.lower().replace("-", " "))
    assert (done.returncode, done.stdout) == (
        0,
        "The device has ended in 4 logs. It is shut out of everything from now on.\n",
    )
    keys = lost.system_keys()
    assert lost.welcome
    for place in lost.welcome.scopes:
        state, _ = lost.verified(place.scope, keys)
        assert (state.devices[lost.id].ended, state.devices[lost.id].late) == (True, True)
    again = run(home, "device", "revoke", lost.id)
    assert (again.returncode, again.stdout) == (0, "This device had ended everywhere before.\n")


def test_the_office_ends_a_stolen_device_without_late_records(office: Office, lost: TestDevice) -> None:
    assert run(office.home.path, "device", "revoke", short_code(lost.id), "--lost").returncode == 0
    assert lost.push(lost.case, [seen(lost)])[0]["code"] == "ended"


def test_an_unknown_device_is_named_with_those_that_are_known(office: Office, lost: TestDevice) -> None:
    refused = run(office.home.path, "device", "revoke", "0000-0000")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert short_code(lost.id) in refused.stderr
