# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a ticket to a paired device: real backend, real TLS, and whoever stands in between."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.errors import TicketMistyped
from tbp_casefile.wire.api import Welcome, WelcomeScope
from tbp_tui.sync import enrolment, errors, http, identity
from tests.e2e.programs import Backend
from tests.sync.desk import Desk, new_vault, reopened
from tests.sync.tls import make_certificate, relaying, saying


@pytest.fixture
def ticket(tickets: list[str]) -> str:
    """A ticket for the person, unspent."""
    return tickets[0]


@pytest.fixture
def other_desk(tmp_path: Path) -> Iterator[Desk]:
    """A second device."""
    desk = Desk(tmp_path / "other", new_vault(tmp_path / "other"))
    yield desk
    desk.close()


def test_a_ticket_pairs_a_device_with_backend_member_and_logs(desk: Desk, ticket: str) -> None:
    desk.enrol(ticket)
    backend = identity.enrolled(desk.vault)
    assert backend.base_url == Ticket.parse(ticket).base_url
    types = sorted(place.type for place in desk.vault.scopes())
    assert types == ["case", "employer", "family", "support", "system"]
    assert desk.sync().all_is_well


def test_looking_at_a_welcome_spends_nothing_and_shows_nothing(ticket: str, desk: Desk) -> None:
    first, second = (enrolment.fetch_welcome(Ticket.parse(ticket)) for _ in range(2))
    assert first.welcome == second.welcome
    assert repr(first) == "OpenedWelcome()"
    desk.enrol(ticket)


def test_a_spent_ticket_lets_nobody_else_in(desk: Desk, other_desk: Desk, ticket: str) -> None:
    late = enrolment.fetch_welcome(Ticket.parse(ticket))
    desk.enrol(ticket)
    with pytest.raises(errors.TicketUnusable):
        other_desk.enrol(ticket)
    with pytest.raises(errors.TicketUnusable):
        enrolment.enrol(other_desk.vault, late, now=other_desk.now(), random=secrets.token_bytes)
    assert not identity.is_enrolled(other_desk.vault)


def test_a_second_ticket_works_after_a_spent_one(desk: Desk, other_desk: Desk, tickets: list[str]) -> None:
    late = enrolment.fetch_welcome(Ticket.parse(tickets[0]))
    desk.enrol(tickets[0])
    with pytest.raises(errors.TicketUnusable):
        enrolment.enrol(other_desk.vault, late, now=other_desk.now(), random=secrets.token_bytes)
    other_desk.enrol(tickets[1])
    assert other_desk.sync().all_is_well


def test_a_mistyped_ticket_asks_nobody(ticket: str) -> None:
    last = ticket[-1]
    with pytest.raises(TicketMistyped):
        Ticket.parse(ticket[:-1] + ("7" if last != "7" else "8"))


def test_a_ticket_that_was_never_issued_is_unusable(backend: Backend) -> None:
    with pytest.raises(errors.TicketUnusable):
        enrolment.fetch_welcome(Ticket(backend.address, TicketCode.draw(secrets.token_bytes)))


def test_a_paired_vault_takes_no_second_ticket(desk: Desk, tickets: list[str]) -> None:
    desk.enrol(tickets[0])
    before = identity.record_key(desk.vault).device_id
    with pytest.raises(errors.AlreadyEnrolled):
        desk.enrol(tickets[1])
    assert identity.record_key(desk.vault).device_id == before


# --- somebody in between ---------------------------------------------------------------------------------


def test_who_relays_everything_under_another_certificate_is_found(ticket: str, tmp_path: Path) -> None:
    honest = Ticket.parse(ticket)
    relay = relaying(make_certificate(tmp_path), honest.base_url)
    with relay as (address, seen), pytest.raises(errors.TlsMismatch):
        enrolment.fetch_welcome(Ticket(address, honest.code))
    assert len(seen) == 1
    assert honest.code.text.encode() not in seen[0]


def fetch_from(tmp_path: Path, code: TicketCode, sealed: str) -> enrolment.OpenedWelcome:
    """From a backend that has this under every id."""
    body = msgspec.json.encode({"sealed": sealed})
    said = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with saying(make_certificate(tmp_path).context(), said) as address:
        return enrolment.fetch_welcome(Ticket(address, code))


def test_a_welcome_that_does_not_open_is_not_from_our_backend(tmp_path: Path) -> None:
    with pytest.raises(errors.TlsMismatch):
        fetch_from(tmp_path, TicketCode.draw(secrets.token_bytes), "AAAA" * 40)


@pytest.mark.parametrize("changes", [{"ticket": "0" * 32}, {"root": "AAAA"}, {"root": "?"}, {"scopes": ()}])
def test_a_welcome_that_does_not_fit_its_ticket_is_no_answer(tmp_path: Path, changes: dict[str, Any]) -> None:
    code = TicketCode.draw(secrets.token_bytes)
    honest = Welcome("i", "a", "A" * 43, "s", "person", code.id, (WelcomeScope("s", "case"),))
    welcome = msgspec.json.encode(msgspec.structs.replace(honest, **changes))
    with pytest.raises(errors.BadAnswer):
        fetch_from(tmp_path, code, base64url.encode(code.seal_welcome(welcome, secrets.token_bytes)))


@pytest.mark.parametrize("sealed", ["A", "?", "AAA=", "AB"])
def test_a_welcome_that_is_not_even_sealed_is_no_answer(tmp_path: Path, sealed: str) -> None:
    with pytest.raises((errors.BadAnswer, errors.TlsMismatch)):
        fetch_from(tmp_path, TicketCode.draw(secrets.token_bytes), sealed)


def test_no_backend_is_offline(ticket: str, backend: Backend) -> None:
    backend.kill()
    with pytest.raises(errors.Offline):
        enrolment.fetch_welcome(Ticket.parse(ticket))


# --- killed halfway --------------------------------------------------------------------------------------


def begin_and_stop(desk: Desk, ticket: str, backend: Backend) -> None:
    """Keep everything, and end right before the ticket is spent; the next process finds what was kept."""
    opened = enrolment.fetch_welcome(Ticket.parse(ticket))
    backend.kill()
    with pytest.raises(errors.Offline):
        enrolment.enrol(desk.vault, opened, now=desk.now(), random=secrets.token_bytes)
    backend.serve()
    desk.vault.close()
    desk.vault = reopened(desk.folder)


def test_an_enrolment_that_was_cut_off_before_the_ticket_was_spent_goes_on(
    desk: Desk, ticket: str, backend: Backend
) -> None:
    begin_and_stop(desk, ticket, backend)
    assert enrolment.is_pending(desk.vault)
    enrolment.resume(desk.vault)
    assert not enrolment.is_pending(desk.vault)
    assert desk.sync().all_is_well


def test_an_enrolment_whose_answer_was_lost_goes_on_with_the_same_bytes(
    desk: Desk, ticket: str, backend: Backend
) -> None:
    begin_and_stop(desk, ticket, backend)
    post_what_is_pending(desk)  # the backend has taken it, and nobody here knows
    enrolment.resume(desk.vault)
    assert desk.sync().all_is_well


def post_what_is_pending(desk: Desk) -> None:
    pending = msgspec.json.decode(desk.vault.meta("sync.enrolment") or b"", type=enrolment.Pending)
    trust = http.trusting_only(pending.welcome.anchor)
    url = f"{pending.base_url}/v1/enrolments/{pending.ticket}"
    answer = httpx2.post(url, json={"devices": pending.devices}, verify=trust)
    assert answer.status_code == 200


def test_there_is_nothing_to_resume_in_an_empty_vault(desk: Desk) -> None:
    assert not enrolment.is_pending(desk.vault)
    with pytest.raises(errors.NotEnrolled):
        enrolment.resume(desk.vault)


def test_enrolling_needs_no_right_clock(desk: Desk, ticket: str) -> None:
    desk.ahead = timedelta(days=-400)
    desk.enrol(ticket)
    assert desk.sync().trouble is None
