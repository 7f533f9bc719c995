# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend with fictional cases whose clock stands still, as a program of its own over real TLS.

`python -m tests.cases.office HOME MOMENT CASE...` imports the cases as they stood at that moment, prints one
JSON line with a ticket for each member, and serves until its input closes. A contact person gets one ticket
for all.
"""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

import uvicorn

from tbp_backend import demo, serve
from tbp_backend.api.app import make_app
from tbp_backend.home import Home
from tbp_backend.office import importing, tickets
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile, read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.yamlfile import read_document
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store
from tbp_casefile.tables import Role
from tbp_casefile.times import local_date

CASES = Path(demo.__file__).parent / "cases"


async def main(home: Home, moment: datetime, names: list[str]) -> None:
    """Import, say which tickets there are, serve."""
    store = await open_home(home, open_database(home.database_url), lambda: moment)
    listening, settings = serve.listen(home, serve.Wanted(), moment)
    files = [await _bring(home, store, name, moment) for name in names]
    issued = {}
    for name, file in zip(names, files, strict=True):
        for member in _readers(file, moment):
            request = tickets.Request(_cases_of(member, file, files, moment), member)
            issued[f"{name}/{member}"] = await tickets.issue(home, store, request)
    backend = await serve.make_backend(home, store, settings)
    config = serve._config(make_app(backend), home)
    config.date_header = False  # the machine's clock does not stand still
    server = uvicorn.Server(config)
    asyncio.get_running_loop().run_in_executor(None, _wait, server)
    print(json.dumps(issued), flush=True)
    await server.serve(sockets=[listening])
    await store.close()


def _wait(server: uvicorn.Server) -> None:
    sys.stdin.read()
    server.should_exit = True


async def _bring(home: Home, store: Store, name: str, moment: datetime) -> CaseFile:
    content = (CASES / f"{name}.yaml").read_bytes()
    document = read_document(name, content)
    file = read_case(document)
    wanted = importing.Wanted(on=local_date(moment), own_devices=True)
    await importing.import_case(Authority(home), store, document, file, wanted)
    return file


def _readers(file: CaseFile, moment: datetime) -> list[str]:
    roles = {Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON, Role.SUPPORTER}
    return [
        member
        for member, row in file.members.items()
        if row.role in roles and _is_there(file, member, moment)
    ]


def _is_there(file: CaseFile, member: str, moment: datetime) -> bool:
    row, day = file.members.get(member), local_date(moment)
    return row is not None and (row.from_ or day) <= day <= (row.until or day)


def _cases_of(member: str, file: CaseFile, files: list[CaseFile], moment: datetime) -> tuple[str, ...]:
    """A worker has the same id in every case; a person or relative is in one."""
    if file.members[member].role is not Role.CONTACT_PERSON:
        return (file.case,)
    return tuple(other.case for other in files if _is_there(other, member, moment))


if __name__ == "__main__":
    asyncio.run(main(Home(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2]), sys.argv[3:]))
