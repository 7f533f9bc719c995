# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`openapi.yaml` is what is served, what the routes are, and what the NLgov API Design Rules 2.2 ask.

The rules are those of `media/linter.yaml` in Logius-standaarden/API-Design-Rules, in our own words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tbp_backend.api.app import CALLS
from tbp_backend.api.headers import API_VERSION
from tbp_backend.api.problems import CLOSED_LIST, PREFIX
from tests.backend.device import TestDevice

CONTRACT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "tbp_backend" / "openapi.yaml").read_text(encoding="utf-8")
)
KEBAB = re.compile(r"(/([a-z0-9-]+|\{[^}]+\}))+|/openapi\.json")
CAMEL = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def resolved(value: Any) -> Any:
    """What a reference points at."""
    while isinstance(value, dict) and "$ref" in value:
        target: Any = CONTRACT
        for part in value["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        value = target
    return value


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every method of every path."""
    for path, item in CONTRACT["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield method.upper(), path, operation


def parameters(path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the path and those of the method."""
    named = [*CONTRACT["paths"][path].get("parameters", []), *operation.get("parameters", [])]
    return [resolved(one) for one in named]


EVERY = pytest.mark.parametrize(("method", "path", "operation"), list(operations()))


def test_what_is_served_is_the_file(device: TestDevice) -> None:
    answer = device.http.get("/v1/openapi.json")
    assert answer.json() == CONTRACT
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_contract_has_the_calls_that_exist_and_no_other() -> None:
    assert {(method, f"/v1{path}") for method, path, _ in operations()} == {
        (method, path) for method, path, _ in CALLS
    }


def test_the_contract_has_the_closed_list_of_problems() -> None:
    named = CONTRACT["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    assert set(named) == {"about:blank"} | {PREFIX + name for name in CLOSED_LIST}


def test_version_contact_and_servers() -> None:
    assert CONTRACT["openapi"] == "3.0.3"
    assert SEMVER.fullmatch(CONTRACT["info"]["version"])
    assert CONTRACT["info"]["version"] == API_VERSION
    assert {"name", "url", "email"} <= CONTRACT["info"]["contact"].keys()
    assert all(re.match(r"https://.*/v\d+$", server["url"]) for server in CONTRACT["servers"])


@EVERY
def test_paths_are_kebab_case_and_query_names_camel_case(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert KEBAB.fullmatch(path)
    for parameter in parameters(path, operation):
        assert parameter["in"] != "query" or CAMEL.fullmatch(parameter["name"])


@EVERY
def test_every_answer_has_the_version_header(method: str, path: str, operation: dict[str, Any]) -> None:
    for answer in operation["responses"].values():
        assert {"API-Version", "DPoP-Nonce"} <= resolved(answer)["headers"].keys()


@EVERY
def test_every_error_is_a_problem(method: str, path: str, operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        if status >= "400":
            (media_type, content), *others = resolved(answer)["content"].items()
            assert (media_type, others) == ("application/problem+json", [])
            assert {"status", "title", "detail"} <= resolved(content["schema"])["properties"].keys()


@EVERY
def test_bad_input_is_400(method: str, path: str, operation: dict[str, Any]) -> None:
    takes_input = method != "GET" or parameters(path, operation)
    assert not takes_input or "400" in operation["responses"]
    assert "422" not in operation["responses"]


@EVERY
def test_every_operation_has_a_name_and_says_what_it_does(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert CAMEL.fullmatch(operation["operationId"])
    assert operation["summary"]
    assert set(operation["tags"]) <= {tag["name"] for tag in CONTRACT["tags"]}


def test_schema_names_and_references() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]*", name) for name in CONTRACT["components"]["schemas"])
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    for reference in re.findall(r"'\$ref': '([^']+)'", repr(CONTRACT)):
        assert resolved({"$ref": reference})
