# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The NLgov API Design Rules 2.2, rule by rule, held against the contract and against the running backend.

A rule finds lines of text; none may stay. What we deviate from has its page in `docs/decisions/`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tbp_backend.api.app import CALLS
from tests.backend.device import TestDevice
from tests.backend.test_contract import CONTRACT, operations, parameters, resolved

ROOT = Path(__file__).parents[2]
DEVIATIONS = {
    "/core/interface-language": "0009-the-api-in-english.md",
    "/core/doc-language": "0009-the-api-in-english.md",
}
OUTSIDE = {
    "/core/deprecation-schedule": "there is one major version",
    "/core/transition-period": "there is one major version",
    "/core/modules/geospatial": "nothing about a place is ever sent",
    "/core/modules/signing": "records are signed as what they are, not as messages of this API",
    "/core/modules/encryption": "sealed bodies are content; the API does not know them",
}
"""Rules that ask something only of who has it; why we have not."""

VERBS = re.compile(r"(get|create|update|delete|read|write|push|pull|send|search|list)[-a-z]*")
LONE = {"health", "openapi.json", "doorbell"}
SAFE, BODY = {"GET", "HEAD"}, {"POST", "PUT", "PATCH"}
Found = Iterator[str]


def segments(path: str) -> list[str]:
    """The names of a path, without what stands for an id."""
    return [part for part in path.split("/") if part and not part.startswith("{")]


def schemas(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every schema, by its name."""
    if isinstance(value, dict):
        for field, schema in value.get("properties", {}).items():
            yield field, resolved(schema)
        for key, inner in value.items():
            yield from schemas(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from schemas(inner, name)


def filled(path: str) -> str:
    """An address with ids of the right form."""
    return "/v1" + path.format(id="0" * 32, scope="00000000-0000-4000-8000-000000000000")


# --- what the contract says ---------------------------------------------------------------------------------


def naming_resources(_: TestDevice) -> Found:
    yield from (path for path in CONTRACT["paths"] for name in segments(path) if VERBS.fullmatch(name))


def naming_collections(_: TestDevice) -> Found:
    names = {name for path in CONTRACT["paths"] for name in segments(path)}
    yield from (name for name in names - LONE if not name.endswith("s"))


def kebab_case(_: TestDevice) -> Found:
    names = (name for path in CONTRACT["paths"] for name in segments(path) if name != "openapi.json")
    yield from (name for name in names if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name))


def camel_case(_: TestDevice) -> Found:
    for method, path, operation in operations():
        for one in parameters(path, operation):
            if one["in"] == "query" and not re.fullmatch("[a-z]+([A-Z][a-z0-9]+)*", one["name"]):
                yield f"{method} {path} {one['name']}"


def date_time_format(_: TestDevice) -> Found:
    for name, schema in schemas(CONTRACT["components"]["schemas"]):
        named = re.search("(Date|At|until)$", name)
        if schema.get("type") == "string" and named and schema.get("format") not in {"date", "date-time"}:
            yield name


def known_methods(_: TestDevice) -> Found:
    known = {"GET", "PUT", "POST", "DELETE", "PATCH"}
    yield from (f"{method} {path}" for method, path, _o in operations() if method not in known)


def safe_methods_have_no_body(_: TestDevice) -> Found:
    yield from (f"{m} {p}" for m, p, o in operations() if m in SAFE and "requestBody" in o)


def nested_child(_: TestDevice) -> Found:
    """An id stands behind the collection that it is of."""
    yield from (path for path in CONTRACT["paths"] if re.search(r"\}/\{|^/\{", path))


def problem_details(_: TestDevice) -> Found:
    for method, path, operation in operations():
        for status, answer in operation["responses"].items():
            if status[0] in "45" and list(resolved(answer)["content"]) != ["application/problem+json"]:
                yield f"{method} {path} {status}"


def invalid_input(_: TestDevice) -> Found:
    for method, path, operation in operations():
        if "422" in operation["responses"]:
            yield f"{method} {path}: 422"
        if method in BODY and "400" not in operation["responses"]:
            yield f"{method} {path}: no 400"


def openapi_three(_: TestDevice) -> Found:
    yield from () if re.fullmatch(r"3\.0\.\d+", CONTRACT["openapi"]) else (CONTRACT["openapi"],)


def contact(_: TestDevice) -> Found:
    yield from {"name", "url", "email"} - CONTRACT["info"]["contact"].keys()


def semver(_: TestDevice) -> Found:
    version = CONTRACT["info"]["version"]
    yield from () if re.fullmatch(r"\d+\.\d+\.\d+", version) else (version,)


def uri_version(_: TestDevice) -> Found:
    major = CONTRACT["info"]["version"].partition(".")[0]
    yield from (one["url"] for one in CONTRACT["servers"] if not one["url"].endswith(f"/v{major}"))
    yield from (path for _m, path, _c in CALLS if not path.startswith(f"/v{major}/"))


def no_sensitive_addresses(_: TestDevice) -> Found:
    """Nothing that a person would say stands in an address: random ids, places in a log, and a cursor."""
    known = {"id", "scope", "after", "epoch", "limit", "since", "skip"}
    for _method, path, operation in operations():
        places = [one for one in parameters(path, operation) if one["in"] in {"path", "query"}]
        yield from (f"{path} {one['name']}" for one in places if one["name"] not in known)


def changelog(_: TestDevice) -> Found:
    yield from () if "## [" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") else ("no versions",)


# --- what the backend does ----------------------------------------------------------------------------------


def no_trailing_slash(device: TestDevice) -> Found:
    for path in CONTRACT["paths"]:
        answer = device.http.get(filled(path) + "/")
        if answer.status_code != 404 or "Location" in answer.headers:
            yield f"{path}/ {answer.status_code}"


def hides_what_it_is_made_of(device: TestDevice) -> Found:
    telling = re.compile(
        r"uvicorn|starlette|python|sqlalchemy|sqlite|postgres|asyncpg|traceback", re.IGNORECASE
    )
    for _method, path, _o in operations():
        for answer in (device.http.get(filled(path)), device.http.delete(filled(path))):
            if path != "/openapi.json" and telling.search(f"{answer.headers}{answer.text}"):
                yield path
            yield from (f"{path} {n}" for n in ("Server", "X-Powered-By") if n in answer.headers)


def response_codes(device: TestDevice) -> Found:
    for path in CONTRACT["paths"]:
        answer = device.http.delete(filled(path))
        if answer.status_code != 405 or "Allow" not in answer.headers:
            yield path


def stateless(device: TestDevice) -> Found:
    yield from (path for path in CONTRACT["paths"] if "Set-Cookie" in device.http.get(filled(path)).headers)


def published(device: TestDevice) -> Found:
    answer = device.http.get("/v1/openapi.json")
    if (answer.status_code, answer.headers.get("Access-Control-Allow-Origin")) != (200, "*"):
        yield "openapi.json"


def all_errors(device: TestDevice) -> Found:
    """Two things that are wrong are told at once."""
    answer = device.call("GET", filled("/logs/{scope}/entries") + "?after=-1&epoch=x")
    named = {one["name"] for one in answer.json().get("invalidParams", ())}
    yield from {"after", "epoch"} - named


def version_header(device: TestDevice) -> Found:
    for path in (*CONTRACT["paths"], "/nothing"):
        answer = device.http.get(filled(path))
        if answer.headers.get("API-Version") != CONTRACT["info"]["version"]:
            yield path


def date_times_are_in_utc(device: TestDevice) -> Found:
    text = device.call("GET", "/v1/logs").text
    yield from re.findall(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?!Z|[\d.])[^\"]*", text)


def transport(device: TestDevice) -> Found:
    yield from () if str(device.http.base_url).startswith("https://") else ("http",)


def security_headers(device: TestDevice) -> Found:
    wanted = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Content-Type": "application/",
        "Strict-Transport-Security": "max-age=",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    for path in (*CONTRACT["paths"], "/nothing"):
        headers = device.http.get(filled(path)).headers
        yield from (f"{path} {n}" for n, part in wanted.items() if part not in headers.get(n, ""))


def cors(device: TestDevice) -> Found:
    for path in CONTRACT["paths"]:
        answer = device.http.get(filled(path), headers={"Origin": "https://elsewhere.example"})
        if path != "/openapi.json" and "Access-Control-Allow-Origin" in answer.headers:
            yield path


RULES: dict[str, Callable[[TestDevice], Found]] = {
    "/core/naming-resources": naming_resources,
    "/core/naming-collections": naming_collections,
    "/core/no-trailing-slash": no_trailing_slash,
    "/core/path-segments-kebab-case": kebab_case,
    "/core/query-keys-camel-case": camel_case,
    "/core/hide-implementation": hides_what_it_is_made_of,
    "/core/date-time/format": date_time_format,
    "/core/date-time/timezone": date_times_are_in_utc,
    "/core/date-time/date-omit-time-portion": date_time_format,
    "/core/http-methods": known_methods,
    "/core/http-safety": safe_methods_have_no_body,
    "/core/http-response-code": response_codes,
    "/core/stateless": stateless,
    "/core/nested-child": nested_child,
    "/core/resource-operations": naming_resources,
    "/core/error-handling/problem-details": problem_details,
    "/core/error-handling/invalid-input": invalid_input,
    "/core/error-handling/all-errors": all_errors,
    "/core/doc-openapi": openapi_three,
    "/core/doc-openapi-contact": contact,
    "/core/publish-openapi": published,
    "/core/uri-version": uri_version,
    "/core/semver": semver,
    "/core/version-header": version_header,
    "/core/changelog": changelog,
    "/core/transport/tls": transport,
    "/core/transport/no-sensitive-uris": no_sensitive_addresses,
    "/core/transport/security-headers": security_headers,
    "/core/transport/cors": cors,
}


@pytest.fixture(scope="module")
def signed_in(office: Any) -> Any:
    """One device for all rules."""
    return office.device().enrol()


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_finds_nothing(signed_in: TestDevice, rule: str) -> None:
    assert list(RULES[rule](signed_in)) == []


PLAIN = {"responses": {"200": {"description": "x"}, "400": {"$ref": "#/components/responses/BadInput"}}}


def asks(name: str) -> dict[str, Any]:
    """A call with one thing in its query."""
    return PLAIN | {"parameters": [{"in": "query", "name": name}]}


BROKEN: list[tuple[str, str, str, dict[str, Any]]] = [
    ("/core/naming-resources", "/get-things", "get", PLAIN),
    ("/core/naming-collections", "/thing", "get", PLAIN),
    ("/core/path-segments-kebab-case", "/bigThings", "get", PLAIN),
    (
        "/core/query-keys-camel-case",
        "/things",
        "get",
        PLAIN | {"parameters": [{"in": "query", "name": "a_b"}]},
    ),
    ("/core/http-methods", "/things", "lock", PLAIN),
    ("/core/http-safety", "/things", "get", PLAIN | {"requestBody": {}}),
    ("/core/nested-child", "/things/{a}/{b}", "get", PLAIN),
    ("/core/error-handling/problem-details", "/things", "get", {"responses": {"404": {"content": {}}}}),
    ("/core/error-handling/invalid-input", "/things", "post", {"responses": {"422": {}}}),
    (
        "/core/transport/no-sensitive-uris",
        "/things",
        "get",
        PLAIN | {"parameters": [{"in": "query", "name": "q"}]},
    ),
]
"""A call that breaks a rule, to see that the rule finds it."""


@pytest.mark.parametrize(("rule", "path", "method", "operation"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_rule_finds_what_breaks_it(
    signed_in: TestDevice,
    monkeypatch: pytest.MonkeyPatch,
    rule: str,
    path: str,
    method: str,
    operation: dict[str, Any],
) -> None:
    monkeypatch.setitem(CONTRACT["paths"], path, {method: operation})
    assert list(RULES[rule](signed_in))


@pytest.mark.parametrize("rule", DEVIATIONS)
def test_a_deviation_has_its_page(rule: str) -> None:
    page = ROOT / "docs" / "decisions" / DEVIATIONS[rule]
    assert f"`{rule}`" in page.read_text(encoding="utf-8")


def test_every_rule_is_checked_or_has_a_reason() -> None:
    assert len(RULES.keys() | DEVIATIONS.keys() | OUTSIDE.keys()) == 36
