# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every answer, whatever it is: the standing headers, a problem for every error, no redirect, no leak."""

import contextlib
import socket
import ssl
from typing import Any

import httpx2
import pytest

from tbp_backend.api.app import CALLS
from tbp_backend.api.headers import ALWAYS
from tests.backend.conftest import Office
from tests.backend.device import TestDevice

PATHS = sorted({path for _, path, _ in CALLS})
ELSEWHERE = [
    "/",
    "/v1",
    "/v1/",
    "/v2/logs",
    "/v1/logs/",
    "/v1/health/",
    "/v1/openapi.json/",
    "/docs",
    "/v1/%2e%2e",
]


def filled(path: str) -> str:
    """A path with ids of the right form."""
    return path.format(id="0" * 32, scope="00000000-0000-4000-8000-000000000000")


def check(answer: httpx2.Response) -> None:
    """What must hold for every answer."""
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["DPoP-Nonce"]
    assert answer.headers["Date"]
    assert "Server" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert "Location" not in answer.headers
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["title"]
        assert problem["detail"]


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_the_headers_stand_on_every_answer(device: TestDevice, method: str, path: str) -> None:
    answer = device.http.request(method, filled(path))
    check(answer)
    assert answer.status_code < 500
    if path in ELSEWHERE:
        assert answer.status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_a_method_that_is_not_there_names_those_that_are(device: TestDevice, path: str) -> None:
    answer = device.http.delete(filled(path))
    assert answer.status_code == 405
    allowed = {name.strip() for name in answer.headers["Allow"].split(",")} - {"HEAD"}
    assert allowed == {method for method, there, _ in CALLS if there == path}


@pytest.mark.parametrize("path", PATHS)
def test_who_does_not_read_json_is_told(device: TestDevice, path: str) -> None:
    method = next(method for method, there, _ in CALLS if there == path)
    answer = device.http.request(method, filled(path), headers={"Accept": "text/html, image/*"})
    check(answer)
    assert answer.status_code == 406


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", "application/json-seq"])
def test_another_media_type_is_told(device: TestDevice, media_type: str) -> None:
    headers = {"Content-Type": media_type}
    for path in ("/v1/tokens", filled("/v1/enrolments/{id}")):
        answer = device.http.post(path, content=b"{}", headers=headers)
        check(answer)
        assert answer.status_code == 415


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 10_000, b'{"devices": NaN}', b'{"devices":{"a":1}}']
)
def test_a_body_that_is_no_json_is_bad_input(device: TestDevice, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = device.http.post(filled("/v1/enrolments/{id}"), content=content, headers=headers)
    check(answer)
    assert answer.status_code == 400
    assert answer.json()["invalidParams"]


@pytest.mark.parametrize("path", ["/v1/logs", filled("/v1/logs/{scope}/entries")])
def test_without_signing_in_there_is_nothing_to_see(device: TestDevice, path: str) -> None:
    answer = device.http.get(path)
    check(answer)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


def test_only_the_contract_may_be_read_by_a_web_page(device: TestDevice) -> None:
    for path in PATHS:
        answer = device.http.get(filled(path), headers={"Origin": "https://elsewhere.example"})
        allowed = answer.headers.get("Access-Control-Allow-Origin")
        assert allowed == ("*" if path == "/v1/openapi.json" else None)


def raw(office: Office, sent: bytes, **options: Any) -> bytes:
    """Send bytes over TLS and read to the end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name, value in options.items():
        setattr(context, name, value)
    with (
        socket.create_connection(("127.0.0.1", office.home.settings().port), timeout=10) as plain,
        context.wrap_socket(plain) as secure,
    ):
        secure.sendall(sent)
        received = b""
        while chunk := secure.recv(65536):
            received += chunk
        return received


@pytest.mark.parametrize(
    "sent", [b"\x00\x01\x02\r\n\r\n", b"GET /v1/health\r\n\r\n", b"GET / HTTP/1.1\r\nHost x\r\n\r\n"]
)
def test_what_is_not_http_gets_a_problem_too(office: Office, sent: bytes) -> None:
    head, _, body = raw(office, sent).partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert lines[0].startswith(b"http/1.1 400")
    assert {f"{name}: {value}".lower().encode() for name, value in ALWAYS.items()} <= set(lines)
    assert b"content-type: application/problem+json" in lines
    assert b'"status":400' in body


def test_tls_below_1_3_is_refused(office: Office) -> None:
    with pytest.raises(ssl.SSLError):
        raw(office, b"", maximum_version=ssl.TLSVersion.TLSv1_2)


def test_http_without_tls_gets_nothing(office: Office) -> None:
    with socket.create_connection(("127.0.0.1", office.home.settings().port), timeout=10) as plain:
        plain.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            assert not plain.recv(100).startswith(b"HTTP")
