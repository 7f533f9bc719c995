# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which database the operator means: an option, a variable, a file, or what the home remembers.

An address may hold a password. A list of processes shows options to everybody, so there are two other ways;
what came by one of those is remembered without its password.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tbp_backend.errors import DatabaseUnusable

VARIABLE = "TBP_BACKEND_DATABASE"
FILE_VARIABLE = "TBP_BACKEND_DATABASE_FILE"


@dataclass(frozen=True)
class Address:
    """An address to open, and what of it the home may keep; both empty when nothing was said."""

    url: str = ""
    kept: str = ""

    def __repr__(self) -> str:
        return "Address(...)"


def said(option: str, environment: Mapping[str, str]) -> Address:
    """What the operator says now; the option goes before the variable, the variable before the file.

    Raises DatabaseUnusable for what is no address, or a file that cannot be read.
    """
    if option:
        return Address(option, option)
    url = environment.get(VARIABLE, "") or _read(environment.get(FILE_VARIABLE, ""))
    return Address(url, _without_password(url)) if url else Address()


def _read(path: str) -> str:
    try:
        return Path(path).read_text().strip() if path else ""
    except (OSError, UnicodeDecodeError):
        raise DatabaseUnusable(reason="cannot-read", file=path) from None


def _without_password(url: str) -> str:
    try:
        whole = make_url(url).difference_update_query(["password"])
    except ArgumentError:
        raise DatabaseUnusable(reason="not an address") from None
    places = (whole.username, None, whole.host, whole.port, whole.database, whole.query)
    return URL.create(whole.drivername, *places).render_as_string(hide_password=False)
