# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`restore`: a backup takes the place of the database."""

import argparse
from pathlib import Path

from sqlalchemy import make_url

from tbp_backend.backup import file_of
from tbp_backend.commands.site import Site
from tbp_backend.errors import NotPossible
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.restoring import Restored, restore
from tbp_backend.office.taking_up import take_up
from tbp_casefile.times import format_moment, from_ms


async def run(site: Site, options: argparse.Namespace) -> int:
    """Say what is there now, and what comes next."""
    site.home.need_founded()
    print(*_said(await _restored(site, options.file)), sep="\n")
    return 0


async def _restored(site: Site, file: Path | None) -> Restored:
    """A file takes the place of a file; another engine was put back before this, by its own programs."""
    engine = make_url(site.url).get_backend_name()
    match engine == "sqlite", file:
        case True, None:
            raise NotPossible(what="restore-nothing")
        case True, Path():
            return await restore(site.home, file_of(site.url), file, site.clock)
        case False, Path():
            raise NotPossible(what="restore-file", engine=engine)
    database = site.database()
    try:
        return await take_up(site.home, database, site.clock)
    finally:
        await database.close()


def _said(done: Restored) -> list[str]:
    held = done.contents
    text = _("The database is that of {moment} again: {logs} logs with {entries} entries.")
    moment = format_moment(from_ms(held.newest))
    lines = [text.format(moment=moment, logs=held.logs, entries=held.entries)]
    if done.kept:
        lines.append(_("The database that was there is kept as {file}.").format(file=done.kept))
    lines.append(
        _(
            "Every log goes on in a new epoch. Start with: serve. Devices then offer again what came after "
            "the backup. Import case files when they did. "
            "A log that was opened after the backup does not come back by itself."
        )
    )
    return [*lines, *_closed(done.tickets)]


def _closed(tickets: int) -> list[str]:
    if not tickets:
        return []
    closed = ngettext(
        "{count} ticket that nobody had used is closed. Issue it again.",
        "{count} tickets that nobody had used are closed. Issue them again.",
        tickets,
    )
    return [closed.format(count=tickets)]
