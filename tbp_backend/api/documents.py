# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The public calls: the contract itself, and whether the service is there."""

from functools import cache
from importlib.resources import files

import msgspec
import yaml
from starlette.requests import Request
from starlette.responses import Response

from tbp_backend.api.backend import Backend
from tbp_backend.api.bodies import JSON, answer


@cache
def contract() -> bytes:
    """`openapi.yaml` as JSON, the same content."""
    text = files("tbp_backend").joinpath("openapi.yaml").read_bytes()
    return msgspec.json.encode(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


async def openapi(backend: Backend, request: Request) -> Response:
    """The contract; the one answer that any web page may read."""
    del backend, request
    return Response(contract(), media_type=JSON, headers={"Access-Control-Allow-Origin": "*"})


async def health(backend: Backend, request: Request) -> Response:
    """Whether the database answers."""
    del request
    await backend.store.device("")
    return answer({"status": "ok"})
