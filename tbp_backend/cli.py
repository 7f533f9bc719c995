# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp-backend`: the only place that knows the clock, the environment and the terminal of the operator."""

import argparse
import asyncio
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import structlog

from tbp_backend.commands.site import Site
from tbp_backend.errors import CaseFileWrong
from tbp_backend.home import in_home
from tbp_backend.i18n import _, language_of, ngettext, set_language, tell_libraries
from tbp_backend.options import parser
from tbp_backend.words import finding_line, sentence
from tbp_casefile.errors import TbpError


def clock() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code follows DESIGN section 9."""
    os.umask(0o077)
    set_language(_wanted_language(arguments))
    tell_libraries(os.environ)
    options = _options(arguments)
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


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """All but looking at a case file needs a home."""
    top = parser()
    options = top.parse_args(arguments)
    if options.home is None and (options.command, getattr(options, "action", "")) != ("case", "lint"):
        top.error(_("say with --home DIR where this backend lives"))
    return options


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
    """Import only what this command needs."""
    command = importlib.import_module(f"tbp_backend.commands.{options.command}")
    if options.home is None:
        command.lint(options.file)
        return 0
    code: int = await command.run(Site(in_home(options.home), os.environ, clock), options)
    return code


def _show_findings(wrong: CaseFileWrong) -> None:
    for finding in wrong.findings:
        print(finding_line(str(wrong.values.get("file", "")), finding))
    count = len(wrong.findings)
    print(ngettext("{count} finding.", "{count} findings.", count).format(count=count), file=sys.stderr)
