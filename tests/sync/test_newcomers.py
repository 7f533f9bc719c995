# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device that was added to somebody is asked about on their other devices, whoever added it."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.office.pen import Pen, new_id
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model import control
from tbp_casefile.model.control import Member, PublicKeys, Scope
from tbp_casefile.model.dialogue import Evaluation
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tbp_tui.services import arrivals, sealing
from tbp_tui.services.errors import NotAsked
from tbp_tui.sync import devices, newcomers, outbox
from tbp_tui.sync.identity import enrolled
from tests.backend.conftest import Office
from tests.e2e.programs import Backend
from tests.logs import CASE, Body, LogBuilder, chance, key, keys_body, uuid4
from tests.sealed import seal_key
from tests.sync.desk import Desk, new_vault
from tests.sync.played import Device

FAMILY = uuid4("family")


def reading(device: SigningKey) -> Body:
    """The keys of a device that can ask a backend for something."""
    return {**keys_body(device), "dpop": base64url.encode(bytes(64))}


def adds(log: LogBuilder, name: str) -> str:
    """The office adds a device to the person; its id."""
    log.device("person", key(name), keys=reading(key(name)))
    return key(name).device_id


def family(*devices: str) -> LogBuilder:
    """A second log of the person, with these devices of theirs in this order."""
    log = LogBuilder(FAMILY)
    log.found("family")
    log.member("person", "person")
    for name in devices:
        log.device("person", key(name), keys=reading(key(name)))
    return log


def asked(device: Device) -> list[str]:
    """Ids of the devices about which its owner is asked."""
    return [line.device for line in arrivals.arrivals(device.vault)]


def test_a_device_that_comes_in_later_is_asked_about_until_its_owner_said_yes(device: Device) -> None:
    assert device.sync().all_is_well
    assert asked(device) == []
    phone = adds(device.backend.case, "phone")
    assert device.sync().all_is_well
    (line,) = arrivals.arrivals(device.vault)
    assert (line.device, line.own, line.own_ticket) == (phone, True, False)
    assert (line.reads, line.after_yes) == (("case",), ())
    arrivals.accept(device.vault, phone, now=line.added, random=chance("accept"))
    assert asked(device) == []
    tablet = adds(device.backend.case, "tablet")
    assert device.sync().all_is_well
    assert asked(device) == [tablet]
    assert device.vault.outbox.all() == []  # a yes to what is not sealed tells nobody anything


def test_what_was_there_before_this_device_is_not_asked_about_and_what_came_right_after_is(
    device: Device,
) -> None:
    log = LogBuilder(CASE)
    log.found("case")
    log.member("person", "person")
    adds(log, "old laptop")
    log.device("person", key("person"))
    phone = adds(log, "phone")  # before this one received anything
    device.backend.case = log
    assert device.sync().all_is_well
    assert asked(device) == [phone]


def test_a_log_that_begins_with_a_foreign_device_makes_it_no_older(device: Device) -> None:
    assert device.sync().all_is_well
    device.backend.others.append(family("foreign", "person"))
    assert device.sync().all_is_well
    assert asked(device) == [key("foreign").device_id]


def test_an_older_device_that_is_added_to_a_new_log_is_not_asked_about(device: Device) -> None:
    log = LogBuilder(CASE)
    log.found("case")
    log.member("person", "person")
    adds(log, "old laptop")
    log.device("person", key("person"))
    device.backend.case = log
    assert device.sync().all_is_well
    device.backend.others.append(family("person", "old laptop"))
    assert device.sync().all_is_well
    assert asked(device) == []


def test_a_device_of_somebody_else_is_not_asked_about(device: Device) -> None:
    assert device.sync().all_is_well
    device.backend.case.device("contact_person", key("their phone"), keys=reading(key("their phone")))
    assert device.sync().all_is_well
    assert asked(device) == []


def test_a_device_that_ended_is_not_asked_about_nor_one_that_its_owner_ends(device: Device) -> None:
    assert device.sync().all_is_well
    phone, tablet = adds(device.backend.case, "phone"), adds(device.backend.case, "tablet")
    assert device.sync().all_is_well
    assert asked(device) == [phone, tablet]
    device.backend.case.device("person", key("phone"), ends=True)
    assert device.sync().all_is_well
    assert asked(device) == [tablet]
    (one,) = (one for one in devices.own_devices(device.vault) if one.device == tablet)
    line = arrivals.arrivals(device.vault)[0]
    devices.revoke(device.vault, one, line.added, chance("revoke"), late=False)
    assert asked(device) == []
    with pytest.raises(NotAsked):
        arrivals.accept(device.vault, tablet, now=line.added, random=chance("accept"))


# --- at a real backend --------------------------------------------------------------------------------------


@pytest.fixture
def second(paired: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A device that is let in later."""
    desk = Desk(tmp_path / "second", new_vault(tmp_path / "second"))
    yield desk
    desk.close()


@pytest.mark.parametrize("own", [True, False], ids=["a ticket of one's own", "a ticket of the office"])
def test_it_is_told_by_whose_ticket_a_device_came_in(
    paired: Desk, second: Desk, tickets: list[str], own: bool
) -> None:
    assert paired.sync().all_is_well
    second.enrol(paired.ticket() if own else tickets[0])
    assert second.sync().all_is_well
    assert paired.sync().all_is_well
    (line,) = arrivals.arrivals(paired.vault)
    assert (line.device, line.own_ticket) == (second.id, own)
    assert line.reads == ("case", "employer", "family")
    assert arrivals.arrivals(second.vault) == ()
    assert newcomers.by_own_ticket(paired.vault, "nobody") is False


def opens_a_talk(backend: Backend, desk: Desk) -> str:
    """The office opens a sealed talk of this person and a supporter; its log."""
    scope, member, theirs = new_id(), enrolled(desk.vault).member, key("supporter")
    own = next(body.keys for _, _, body in devices.device_records(desk.vault) if body.device == desk.id)
    assert own
    sealable = PublicKeys(base64url.encode(theirs.public), seal=base64url.encode(seal_key(theirs).public))

    def records(pen: Pen) -> list[SignedRecord]:
        return [
            pen.write("scope", Scope(ScopeType.SUPPORT)),
            pen.write("member", Member(member, Role.PERSON)),
            pen.write("device", control.Device(member, desk.id, own)),
            pen.write("member", Member("supporter", Role.SUPPORTER)),
            pen.write("device", control.Device("supporter", theirs.device_id, sealable)),
        ]

    Office(Home(backend.home)).write(records, scope)
    return scope


def test_a_second_device_reads_a_sealed_talk_after_a_yes_on_the_first(
    paired: Desk, second: Desk, backend: Backend
) -> None:
    talk, now = opens_a_talk(backend, paired), paired.now()
    assert paired.sync().all_is_well
    written = outbox.write(
        paired.vault, scope=talk, kind="evaluation", body=Evaluation(scores={}, share=True, text="Het gaat."),
        at=now, now=now, random=secrets.token_bytes,
    )  # fmt: skip
    assert paired.sync().all_is_well
    second.enrol(paired.ticket())
    assert second.sync().all_is_well
    assert paired.sync().all_is_well
    assert (sealing.waits(second.vault), second.vault.sealed.unopened()[0].code) == (True, "no-key")
    (line,) = arrivals.arrivals(paired.vault)
    assert (line.device, line.own_ticket, line.after_yes) == (second.id, True, ("support",))
    assert "support" not in line.reads
    arrivals.accept(paired.vault, second.id, now=now, random=secrets.token_bytes)
    assert paired.sync().all_is_well
    assert second.sync().all_is_well
    assert (sealing.waits(second.vault), second.vault.sealed.unopened()) == (False, [])
    assert b"Het gaat." in (second.vault.sealed.body(written.leaf) or b"")
    assert arrivals.arrivals(paired.vault) == ()
