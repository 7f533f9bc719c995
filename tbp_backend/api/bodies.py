# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading requests strictly: media types, sizes, ids and numbers; all that is wrong is said at once."""

import re
from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tbp_backend.errors import BadInput, TooLarge

JSON = "application/json"
MAX_BODY = 4 * 1024 * 1024
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TICKET = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,15}")
T = TypeVar("T", bound=msgspec.Struct)


def answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, headers=headers, media_type=JSON)


def check_accept(request: Request, media_type: str = JSON) -> None:
    """406 for a caller that cannot read what this call answers with."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "*/*").split(",")]
    if not {"*/*", f"{media_type.partition('/')[0]}/*", media_type, ""} & set(accepted):
        raise HTTPException(406)


async def read_body(request: Request, media_type: str, limit: int = MAX_BODY) -> bytes:
    """The body, when it is of this media type and fits; raises 415 or TooLarge."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != media_type:
        raise HTTPException(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge()
    return bytes(body)


async def read_json(request: Request, shape: type[T]) -> T:
    """A JSON body of this shape; raises BadInput with every field that does not fit."""
    body = await read_body(request, JSON)
    try:
        fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BadInput({"body": "not a JSON object"}) from None
    values: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for field in msgspec.structs.fields(shape):
        try:
            values[field.name] = _read_field(fields, field)
        except (msgspec.MsgspecError, UnicodeDecodeError) as unfit:
            wrong[field.encode_name + _place_in(str(unfit))] = "does not fit the contract"
        except KeyError:
            wrong[field.encode_name] = "missing"
    if wrong:
        raise BadInput(wrong)
    return shape(**values)


def _read_field(fields: dict[str, msgspec.Raw], field: msgspec.structs.FieldInfo) -> object:
    value: object = msgspec.json.decode(fields[field.encode_name], type=field.type)
    return value


def _place_in(message: str) -> str:
    """The path inside a field, out of msgspec's message; never a value."""
    return message.partition(" - at `$")[2].rstrip("`")


def scope_in(request: Request) -> str:
    """The log in the path."""
    return _path_id(request, "scope", _UUID)


def ticket_in(request: Request) -> str:
    """The ticket in the path."""
    return _path_id(request, "id", _TICKET)


def _path_id(request: Request, name: str, form: "re.Pattern[str]") -> str:
    value = str(request.path_params[name])
    if not form.fullmatch(value):
        raise BadInput({name: "not an id"})
    return value


def is_scope_id(text: str) -> bool:
    """Whether a text has the form of a log's id."""
    return _UUID.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Whether a text has the form of any of our ids, and may stand in a log line."""
    return is_scope_id(text) or _TICKET.fullmatch(text) is not None


def numbers_in(request: Request, smallest: dict[str, int]) -> dict[str, int]:
    """Numbers in the query, each at least its smallest, which is also what it is when it is left out."""
    wrong: dict[str, str] = {}
    values: dict[str, int] = {}
    for name, least in smallest.items():
        given = request.query_params.getlist(name) or [str(least)]
        fits = len(given) == 1 and _NUMBER.fullmatch(given[0]) and int(given[0]) >= least
        if fits:
            values[name] = int(given[0])
        else:
            wrong[name] = f"not one whole number from {least}"
    if wrong:
        raise BadInput(wrong)
    return values
