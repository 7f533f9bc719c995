# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp-backend`: the only place that knows the clock, the environment and the terminal of the operator."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import structlog

from tbp_backend.errors import CaseFileWrong
from tbp_backend.home import Home, in_home
from tbp_backend.i18n import _, set_language
from tbp_backend.store.engine import Database, open_database, sqlite_url
from tbp_backend.words import sentence
from tbp_casefile.errors import TbpError


def clock() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tbp-backend", description=_("The reference case backend."))
    parser.add_argument("--home", type=Path, required=True, metavar="DIR", help=_("folder of this backend"))
    parser.add_argument("--lang", choices=("nl", "en"), default="", help=_("language of the sentences"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_case(commands)
    _add_ticket(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser("serve", help=_("serve the API"))
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0)
    serve.add_argument("--public-url", default="", metavar="URL")
    serve.add_argument("--database", default="", metavar="URL")


def _add_case(commands: _Commands) -> None:
    case = commands.add_parser("case", help=_("case files")).add_subparsers(dest="action", required=True)
    importing = case.add_parser("import", help=_("sign a case file into its log"))
    importing.add_argument("file", type=Path)
    importing.add_argument("--on", type=date.fromisoformat, metavar="DATE")
    importing.add_argument("--shift-to", type=date.fromisoformat, metavar="DATE")


def _add_ticket(commands: _Commands) -> None:
    ticket = commands.add_parser("ticket", help=_("tickets")).add_subparsers(dest="action", required=True)
    issuing = ticket.add_parser("issue", help=_("print a ticket for one device"))
    issuing.add_argument("--case", required=True, metavar="ID")
    issuing.add_argument("--member", required=True, metavar="ID")
    issuing.add_argument("--valid-hours", type=int, default=24, metavar="N")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code follows DESIGN section 9."""
    os.umask(0o077)
    set_language()
    options = _parser().parse_args(arguments)
    set_language(options.lang)
    _log_to_stderr()
    try:
        return asyncio.run(_run(options))
    except TbpError as error:
        print(sentence(error), file=sys.stderr)
        return error.exit_code


def _log_to_stderr() -> None:
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


async def _run(options: argparse.Namespace) -> int:
    home = in_home(options.home)
    match options.command, getattr(options, "action", None):
        case "serve", _:
            return await _serve(home, options)
        case "case", "import":
            return await _import(home, options)
        case "ticket", "issue":
            return await _issue(home, options)
    return 2


def _database(home: Home, url: str = "") -> Database:
    return open_database(url or sqlite_url(home.database))


async def _serve(home: Home, options: argparse.Namespace) -> int:
    from tbp_backend.office.founding import open_home
    from tbp_backend.serve import Wanted, listen, ready_line, run

    store = await open_home(home, _database(home, options.database), clock, host=options.host)
    wanted = Wanted(options.host, options.port, options.public_url)
    listening, settings = listen(home, wanted, clock())
    await run(home, store, listening, settings, lambda: print(ready_line(home, settings), flush=True))
    return 0


async def _import(home: Home, options: argparse.Namespace) -> int:
    from tbp_backend.office.authority import Authority
    from tbp_backend.office.casefile import read_case
    from tbp_backend.office.founding import open_home
    from tbp_backend.office.importing import Wanted, import_case
    from tbp_backend.office.yamlfile import read_document

    document = read_document(options.file.name, options.file.read_bytes())
    try:
        file = read_case(document)
        store = await open_home(home, _database(home), clock)
        try:
            wanted = Wanted(options.on, options.shift_to)
            with home.locked():
                count = await import_case(Authority(home), store, document, file, wanted)
        finally:
            await store.close()
    except CaseFileWrong as wrong:
        print(wrong.findings)
        return 1
    print(count)
    return 0


async def _issue(home: Home, options: argparse.Namespace) -> int:
    from tbp_backend.office.founding import open_home
    from tbp_backend.office.tickets import Request, issue

    store = await open_home(home, _database(home), clock)
    try:
        request = Request(options.case, options.member, timedelta(hours=options.valid_hours))
        with home.locked():
            print(await issue(home, store, request))
    finally:
        await store.close()
    return 0
