# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The one door to the network, held against servers that say anything at all."""

import datetime
import gzip
import ssl
from pathlib import Path

import httpx2
import msgspec
import pytest

from tbp_tui.sync import errors, http
from tests.sync.tls import Certificate, make_certificate, saying


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)


def said(status: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def ask(address: str, trust: ssl.SSLContext, *, limit: int = http.MAX_BODY) -> http.Answer:
    with http.open_client(trust) as client:
        return http.ask(client, client.build_request("GET", address), limit=limit)


def answer_to(certificate: Certificate, bytes_said: bytes, *, limit: int = http.MAX_BODY) -> http.Answer:
    with saying(certificate.context(), bytes_said) as address:
        return ask(address, http.trusting_only(certificate.pem), limit=limit)


def test_an_answer_under_the_pinned_certificate_is_read(certificate: Certificate) -> None:
    assert answer_to(certificate, said("200 OK", b"{}")).body == b"{}"


def test_another_certificate_is_never_spoken_to(certificate: Certificate, tmp_path: Path) -> None:
    other = make_certificate(tmp_path)
    with saying(other.context(), said("200 OK")) as address, pytest.raises(errors.TlsMismatch):
        ask(address, http.trusting_only(certificate.pem))


def test_the_authorities_of_this_machine_are_not_trusted(certificate: Certificate) -> None:
    assert http.trusting_only(certificate.pem).cert_store_stats()["x509"] == 1


@pytest.mark.parametrize("days_off", [-400, 400])
def test_a_clock_wrong_by_400_days_does_not_shut_the_backend_out(tmp_path: Path, days_off: int) -> None:
    now = datetime.datetime.now(datetime.UTC)
    certificate = make_certificate(tmp_path, since=now + datetime.timedelta(days=days_off), days=30)
    assert answer_to(certificate, said("200 OK", b"here")).body == b"here"


def test_tls_1_2_is_refused(certificate: Certificate) -> None:
    context = certificate.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with saying(context, said("200 OK")) as address, pytest.raises(errors.TlsMismatch):
        ask(address, http.trusting_only(certificate.pem))


def test_a_broken_anchor_trusts_nobody() -> None:
    with pytest.raises(errors.TlsMismatch):
        http.trusting_only("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")


def test_nobody_there_is_offline(certificate: Certificate) -> None:
    with saying(certificate.context(), b"") as address:
        pass
    with pytest.raises(errors.Offline) as offline:
        ask(address, http.trusting_only(certificate.pem))
    assert offline.value.values == {"reason": "connect"}


def test_a_truncated_answer_is_offline_and_not_half_an_answer(certificate: Certificate) -> None:
    with pytest.raises(errors.Offline):
        answer_to(certificate, said("200 OK", b"x" * 100)[:-1])


def test_an_endless_answer_is_cut_off(certificate: Certificate) -> None:
    with pytest.raises(errors.BadAnswer, match="too large"):
        answer_to(certificate, said("200 OK", b"x" * 2000), limit=1999)


def test_a_packed_answer_is_not_unpacked(certificate: Certificate) -> None:
    with pytest.raises(errors.BadAnswer, match="encoding"):
        answer_to(certificate, said("200 OK", gzip.compress(b"{}"), Content_Encoding="gzip"))


@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary Redirect"])
def test_a_redirect_is_no_answer_and_is_not_followed(certificate: Certificate, status: str) -> None:
    answer = answer_to(certificate, said(status, Location="https://127.0.0.1:1/"))
    with pytest.raises(errors.BadAnswer, match="redirect"):
        http.refuse(answer)


def test_a_proxy_of_the_environment_is_not_used(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    assert answer_to(certificate, said("200 OK", b"direct")).body == b"direct"


def problem(status: int, body: bytes, **headers: str) -> http.Answer:
    return http.Answer(status, httpx2.Headers(headers), body)


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (401, "sign-in-again", errors.SignInAgain),
        (401, "clock", errors.ClockWrong),
        (404, "not-a-member", errors.NotAMember),
        (403, "device-revoked", errors.DeviceRevoked),
        (404, "ticket-unusable", errors.TicketUnusable),
        (409, "unknown-epoch", errors.OtherEpoch),
        (400, "update-needed", errors.UpdateNeeded),
        (400, "bad-input", errors.RequestRefused),
        (503, "unavailable", errors.ServerTrouble),
        (500, "something-new", errors.ServerTrouble),
        (418, "something-new", errors.RequestRefused),
    ],
)
def test_every_problem_has_its_error(status: int, kind: str, expected: type[errors.SyncError]) -> None:
    body = {"type": f"urn:tbp:problem:{kind}", "title": "t", "status": status, "detail": "d"}
    with pytest.raises(expected):
        http.refuse(problem(status, msgspec.json.encode(body)))


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"type": 3}', b"\xff\xfe"])
def test_an_error_without_a_problem_is_still_an_error(body: bytes) -> None:
    with pytest.raises(errors.ServerTrouble):
        http.refuse(problem(502, body))


@pytest.mark.parametrize(
    ("told", "waited"),
    [("7", 7), ("9" * 5000, 60), ("0", 1), ("999999", 3600), ("soon", 60), ("-4", 60), ("٣", 60)],
)
def test_the_wait_that_is_asked_for_has_bounds(told: str, waited: int) -> None:
    answer = http.Answer(429, httpx2.Headers([(b"Retry-After", told.encode("utf-8"))]), b"")
    with pytest.raises(errors.SlowDown) as slow:
        http.refuse(answer)
    assert slow.value.retry_after == waited


def test_a_good_answer_of_another_shape_is_a_bad_answer() -> None:
    with pytest.raises(errors.BadAnswer, match="shape"):
        http.read_as(problem(200, b'{"logs": 1}'), msgspec.json.Decoder(dict[str, str]))
