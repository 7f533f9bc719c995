# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`POST /v1/tokens`: an assertion and a proof by the device key become an access token of five minutes."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from tbp_backend.api.backend import Backend, read_proof
from tbp_backend.api.bodies import answer, read_body
from tbp_backend.auth.access import SECONDS
from tbp_backend.auth.assertion import LONGEST_SECONDS, check_assertion, read_assertion
from tbp_backend.auth.tokens import NotGenuine
from tbp_backend.errors import BadInput, SignInAgain
from tbp_casefile.wire.api import TokenAnswer

FORM = "application/x-www-form-urlencoded"
MAX_FORM = 64 * 1024
EXPECTED = {
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
}


async def token(backend: Backend, request: Request) -> Response:
    """RFC 7523 section 2.2 with RFC 9449 section 5.

    (1) the form is whole  (2) the proof holds and is of now  (3) assertion and proof are by the key of a
    device that came in once  (4) neither was used before. A revoked device gets a token too: what it still
    may with it, `store/reading.py` decides at every call.
    """
    assertion = _read_form(await read_body(request, FORM, MAX_FORM))  # (1)
    proof = read_proof(backend, request)  # (2)
    try:
        claimed = read_assertion(assertion)
        device = await backend.store.device(claimed.device)  # (3)
        if device is None or device.dpop != proof.point:
            raise NotGenuine()
        claims = check_assertion(claimed, point=device.dpop, issuer=backend.issuer, now=backend.now())
    except NotGenuine:
        raise SignInAgain("invalid_client") from None
    request.state.device = device.device
    used = (f"assertion {device.device} {claims.jti}", f"proof {device.device} {proof.jti}")
    until = backend.store.now_ms() + 2 * LONGEST_SECONDS * 1000
    if not await backend.store.use_once(used, until):  # (4)
        raise SignInAgain("invalid_client")
    minted = backend.tokens.mint(device.device, device.dpop, backend.now())
    return answer(TokenAnswer(minted, "DPoP", SECONDS))


def _read_form(body: bytes) -> str:
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise BadInput({"body": "not a form"}) from None
    wrong = {name: "not as expected" for name, value in EXPECTED.items() if fields.get(name) != [value]}
    assertion = fields.get("client_assertion", [])
    if len(assertion) != 1 or not assertion[0]:
        wrong["client_assertion"] = "missing"
    if wrong:
        raise BadInput(wrong)
    return assertion[0]
