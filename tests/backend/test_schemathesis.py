# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis against the running backend: answers fit the contract, whatever is sent."""

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from tbp_backend.api.app import CALLS
from tests.backend.conftest import Office
from tests.backend.device import TestDevice
from tests.backend.test_contract import CONTRACT

load_all_checks()
# The first three send requests without a new proof. That base64url has one spelling no schema can say, so a
# request that fits the schema may still be refused.
NOT_HERE = [
    CHECKS.get_one(name)
    for name in (
        "ignored_auth",
        "use_after_free",
        "ensure_resource_availability",
        "positive_data_acceptance",
    )
]
POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
# Without `security`: signing in is done by `Prove`, whatever an example would put there.
OPEN = {name: value for name, value in CONTRACT.items() if name != "security"}
FOUND = list(schemathesis.openapi.from_dict(OPEN).get_all_operations())
OPERATIONS = [found.ok() for found in FOUND if isinstance(found, Ok)]
EXAMPLES = settings(max_examples=10, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def takes_input(operation: Any) -> bool:
    """Whether there is anything that could be wrong with a request."""
    given_places = (operation.path_parameters, operation.query, operation.headers, operation.body)
    return any(len(list(place)) for place in given_places)


TRIED = [
    pytest.param(operation, mode, id=f"{operation.label}-{mode.value}")
    for operation in OPERATIONS
    for mode in (POSITIVE, NEGATIVE)
    if mode is POSITIVE or takes_input(operation)
]


class Prove(requests.auth.AuthBase):
    """Signs each request in, as it is when it leaves."""

    def __init__(self, person: TestDevice) -> None:
        self.person = person

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        person, method = self.person, request.method or "GET"
        request.headers["Authorization"] = f"DPoP {person.token}"
        request.headers["DPoP"] = person.proof(method, request.path_url, token=person.token)
        return request


@pytest.fixture(scope="module")
def signed_in(office: Office) -> TestDevice:
    """One device for all examples."""
    return office.device().enrol()


@pytest.mark.parametrize(("operation", "mode"), TRIED)
def test_every_answer_fits_the_contract(
    office: Office, signed_in: TestDevice, operation: Any, mode: Any
) -> None:
    address = f"{office.home.settings().address}/v1"

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        answer = case.call(
            base_url=address, auth=Prove(signed_in), verify=str(office.home.tls.chain), allow_redirects=False
        )
        case.validate_response(answer, excluded_checks=NOT_HERE)
        assert answer.status_code < 500

    run()


def test_every_operation_of_the_contract_is_tried() -> None:
    assert len(OPERATIONS) == len(FOUND) == len(CALLS)
