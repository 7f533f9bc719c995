# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`restore`: a backup takes the place of the database."""

import argparse

from tbp_backend.backup import file_of
from tbp_backend.commands.site import Site
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.restoring import Restored, restore
from tbp_casefile.times import format_moment, from_ms


async def run(site: Site, options: argparse.Namespace) -> int:
    """Say what is there now, and what comes next."""
    site.home.need_founded()
    done = await restore(site.home, file_of(site.url), options.file, site.clock)
    print(*_said(done), sep="\n")
    return 0


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
            "the backup. Import no case file before they did: what it published would stand there twice. "
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
