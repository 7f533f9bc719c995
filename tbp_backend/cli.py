# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp-backend`: the only place that knows the clock, the environment and the terminal of the operator."""

import argparse
import asyncio
import logging
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec
import structlog

from tbp_backend.address import Address, said
from tbp_backend.errors import CaseFileWrong, HomeUnusable
from tbp_backend.home import Home, in_home
from tbp_backend.i18n import _, language_of, ngettext, set_language, tell_libraries
from tbp_backend.office.yamlfile import Document
from tbp_backend.store.engine import Database, open_database
from tbp_backend.store.store import Store
from tbp_backend.upkeep_options import add_upkeep
from tbp_backend.words import finding_line, sentence
from tbp_casefile.errors import TbpError
from tbp_casefile.tables import Role

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DEMO_ROLES = tuple(
    role.value
    for role in (
        Role.PERSON,
        Role.RELATIVE,
        Role.CONTACT_PERSON,
        Role.SUPPORTER,
        Role.EXPERT,
        Role.COORDINATOR,
    )
)


def clock() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code follows DESIGN section 9."""
    os.umask(0o077)
    set_language(_wanted_language(arguments))
    tell_libraries(os.environ)
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.home is None and (options.command, getattr(options, "action", "")) != ("case", "lint"):
        parser.error(_("say with --home DIR where this backend lives"))
    _log_to_stderr()
    try:
        return asyncio.run(_run(options))
    except CaseFileWrong as wrong:
        _show_findings(wrong)
        return wrong.exit_code
    except TbpError as error:
        print(sentence(error), file=sys.stderr)
        return error.exit_code


def _wanted_language(arguments: Sequence[str] | None) -> str:
    """`--lang` counts before the rest is read, so that the help is in that language too."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for before, after in zip(given, [*given[1:], ""], strict=True):
        if before == "--lang" or before.startswith("--lang="):
            return language_of({"LANG": before.partition("=")[2] or after})
    return language_of(os.environ)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tbp-backend", description=_("The reference case backend."))
    parser.add_argument("--home", type=Path, metavar="DIR", help=_("folder of this backend"))
    parser.add_argument("--lang", choices=("nl", "en"), help=_("language of the sentences"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_demo(commands)
    commands.add_parser("migrate", help=_("bring the database to this version"))
    add_upkeep(commands)
    _add_case(commands)
    _add_ticket(commands)
    _add_device(commands)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("this is not a date like 2026-05-12")) from None


def _address(text: str) -> str:
    """`https://host` or `https://host:port`: what proofs and tickets name, to the letter."""
    try:
        host = urlsplit(text).hostname if _ADDRESS.fullmatch(text) else None
    except ValueError:
        host = None
    if not host:
        raise argparse.ArgumentTypeError(_("this is not an address like https://backend.example:8443"))
    return text


_ADDRESS = re.compile(r"https://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?")


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser("serve", help=_("serve the API"))
    serve.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    serve.add_argument("--port", type=int, default=0, help=_("port; 0 keeps the one of last time"))
    serve.add_argument("--public-url", type=_address, metavar="URL", help=_("address that devices use"))
    serve.add_argument(
        "--database",
        default="",
        metavar="URL",
        help=_("another database than DIR/backend.db; one with a password in TBP_BACKEND_DATABASE"),
    )
    serve.add_argument(
        "--metrics-port",
        type=int,
        metavar="PORT",
        help=_("show counts on this port"),
    )
    serve.add_argument(
        "--keep-deliveries",
        type=int,
        default=None,
        metavar="DAYS",
        help=_("how long it is kept what was sent to which device; 0 keeps nothing"),
    )


def _add_demo(commands: _Commands) -> None:
    demo = commands.add_parser("demo", help=_("serve a fictional case until standard input closes"))
    demo.add_argument("--case", type=int, default=1, metavar="N", help=_("number of the fictional case"))
    demo.add_argument("--as", dest="role", choices=DEMO_ROLES, default="person", help=_("role of the ticket"))
    demo.add_argument("--on", type=_day, metavar="DATE", help=_("the case as on this day"))
    demo.add_argument("--today", type=_day, metavar="DATE", help=_("the day that is today"))


def _add_case(commands: _Commands) -> None:
    case = commands.add_parser("case", help=_("case files"))
    actions = case.add_subparsers(dest="action", required=True, metavar="ACTION")
    importing = actions.add_parser("import", help=_("sign a case file into its log"))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--on", type=_day, metavar="DATE", help=_("the case as on this day"))
    importing.add_argument("--shift-to", type=_day, metavar="DATE", help=_("move the case to this day"))
    lint = actions.add_parser("lint", help=_("hold a case file against the rules of the letter"))
    lint.add_argument("file", type=Path, metavar="FILE")


def _add_ticket(commands: _Commands) -> None:
    ticket = commands.add_parser("ticket", help=_("tickets"))
    actions = ticket.add_subparsers(dest="action", required=True, metavar="ACTION")
    issuing = actions.add_parser("issue", help=_("print a ticket for one device"))
    issuing.add_argument(
        "--case", dest="cases", action="append", required=True, metavar="ID",
        help=_("number of the case; may be given again for a worker with more cases"),
    )  # fmt: skip
    issuing.add_argument("--member", required=True, metavar="ID", help=_("member id in the case file"))
    issuing.add_argument(
        "--valid-hours", type=int, choices=range(1, 25), default=24, metavar="N", help=_("1 to 24")
    )


def _add_device(commands: _Commands) -> None:
    device = commands.add_parser("device", help=_("devices"))
    actions = device.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help=_("devices and their codes"))
    listing.add_argument("--member", default="", metavar="ID", help=_("member id in the case file"))
    revoking = actions.add_parser("revoke", help=_("end a device in every log"))
    revoking.add_argument("device", metavar="CODE", help=_("its code, as the list shows it"))
    revoking.add_argument(
        "--lost",
        action="store_true",
        help=_("stolen: nothing of it is taken in any more, also not what was written before"),
    )


def _log_to_stderr() -> None:
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.JSONRenderer(serializer=_as_json),
        ],
        logger_factory=structlog.BytesLoggerFactory(file=sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )


def _as_json(event: dict[str, object], **_options: object) -> bytes:
    return msgspec.json.encode(event)


async def _run(options: argparse.Namespace) -> int:
    if options.home is None:
        _lint(options.file)
        return 0
    home = in_home(options.home)
    match options.command, getattr(options, "action", None):
        case "serve", _:
            await _serve(home, options)
        case "demo", _:
            await _demo(home, options)
        case "migrate", _:
            await _migrate(home)
        case (("backup" | "restore" | "audit" | "key"), _):
            from tbp_backend import upkeep

            return await upkeep.run(home, _address_of(home), options, clock)
        case "case", "import":
            await _import(home, options)
        case "case", "lint":
            _lint(options.file)
        case "ticket", "issue":
            await _issue(home, options)
        case "device", "list":
            await _list_devices(home, options.member)
        case "device", "revoke":
            await _revoke(home, options.device, late=not options.lost)
    return 0


def _address_of(home: Home, address: Address | None = None) -> str:
    return (address or said("", os.environ)).url or home.database_url


def _database(home: Home, address: Address | None = None) -> Database:
    return open_database(_address_of(home, address))


@asynccontextmanager
async def _store(home: Home) -> AsyncIterator[Store]:
    from tbp_backend.office.founding import open_home

    address = said("", os.environ)
    with home.in_use():
        store = await open_home(home, _database(home, address), clock, url=address.kept)
        try:
            yield store
        finally:
            await store.close()


async def _serve(home: Home, options: argparse.Namespace) -> None:
    with home.in_use():
        await _serve_it(home, options)


async def _serve_it(home: Home, options: argparse.Namespace) -> None:
    from tbp_backend.metrics import Metrics, shown
    from tbp_backend.office.founding import open_home
    from tbp_backend.serve import Wanted, listen, ready_line, run, stop_on_signals
    from tbp_backend.store.deliveries import KEEP_DAYS

    address = said(options.database, os.environ)
    database = _database(home, address)
    store = await open_home(home, database, clock, host=options.host, url=address.kept)
    try:
        wanted = Wanted(options.host, options.port, options.public_url or "")
        listening, settings = listen(home, wanted, clock())
    except BaseException:
        await store.close()
        raise
    line = ready_line(home, settings)
    with shown(Metrics(), options.metrics_port) as metrics:
        say = lambda: print(line, flush=True)  # noqa: E731
        days = KEEP_DAYS if options.keep_deliveries is None else max(options.keep_deliveries, 0)
        await run(home, store, listening, settings, say, stop_on_signals(), metrics, days)


async def _demo(home: Home, options: argparse.Namespace) -> None:
    from tbp_backend.demo import Wanted, run

    await run(home, Wanted(options.case, options.role, options.on, options.today), clock)


async def _migrate(home: Home) -> None:
    from tbp_backend.store.schema import bring_up_to_date

    home.need_founded()
    database = _database(home)
    try:
        changed = await bring_up_to_date(database)
    finally:
        await database.close()
    print(
        _("The database was brought to this version.") if changed else _("The database is of this version.")
    )


def _read(path: Path) -> Document:
    from tbp_backend.office.yamlfile import read_document

    try:
        return read_document(str(path), path.read_bytes())
    except OSError as wrong:
        raise HomeUnusable(reason="cannot-read", file=str(path)) from wrong


async def _import(home: Home, options: argparse.Namespace) -> None:
    from tbp_backend.office.authority import Authority
    from tbp_backend.office.casefile import is_system, read_case, read_system
    from tbp_backend.office.importing import Wanted, import_case
    from tbp_backend.office.lint import check
    from tbp_backend.office.system_texts import import_system

    document = _read(options.file)
    check(document)
    async with _store(home) as store:
        authority = Authority(home)
        authority.home.need_authority()
        with home.locked():
            if is_system(document):
                count = await import_system(authority, store, read_system(document))
            else:
                wanted = Wanted(options.on, options.shift_to)
                count = await import_case(authority, store, document, read_case(document), wanted)
    print(_count(count))


def _count(count: int) -> str:
    if not count:
        return _("Nothing new: everything in this file was published before.")
    return ngettext("{count} record published.", "{count} records published.", count).format(count=count)


def _lint(path: Path) -> None:
    from tbp_backend.office.lint import check

    check(_read(path))
    print(_("{file}: no findings.").format(file=path))


def _show_findings(wrong: CaseFileWrong) -> None:
    for finding in wrong.findings:
        print(finding_line(str(wrong.values.get("file", "")), finding))
    count = len(wrong.findings)
    print(ngettext("{count} finding.", "{count} findings.", count).format(count=count), file=sys.stderr)


async def _issue(home: Home, options: argparse.Namespace) -> None:
    from tbp_backend.office.tickets import Request, issue

    home.need_founded()
    async with _store(home) as store:
        request = Request(tuple(options.cases), options.member, timedelta(hours=options.valid_hours))
        home.need_authority()
        with home.locked():
            print(await issue(home, store, request))


async def _list_devices(home: Home, member: str) -> None:
    from tbp_backend.office.devices import devices

    home.need_authority()
    async with _store(home) as store:
        for one in await devices(home, store, member):
            state = _("ended in {ended} of {logs} logs").format(ended=one.ended, logs=one.logs)
            print(f"{one.code}  {one.member}  {state}")


async def _revoke(home: Home, device: str, *, late: bool) -> None:
    from tbp_backend.office.devices import revoke

    home.need_authority()
    async with _store(home) as store:
        with home.locked():
            count = await revoke(home, store, device, late=late)
    print(_revoked(count))


def _revoked(count: int) -> str:
    if not count:
        return _("This device had ended everywhere before.")
    return ngettext(
        "The device has ended in {count} log. It is shut out of everything from now on.",
        "The device has ended in {count} logs. It is shut out of everything from now on.",
        count,
    ).format(count=count)
