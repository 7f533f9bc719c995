# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`backup`: the database into one new file, also while it is served."""

import argparse

from tbp_backend.backup import file_of, write_backup
from tbp_backend.commands.site import Site
from tbp_backend.i18n import _
from tbp_casefile.times import format_moment, from_ms


async def run(site: Site, options: argparse.Namespace) -> int:
    """Say what it holds, and what it does not."""
    site.home.need_founded()
    held = write_backup(file_of(site.url), options.file)
    moment = format_moment(from_ms(held.newest))
    text = _(
        "{file}: {logs} logs with {entries} entries, the newest of {moment}. It holds all records, readable, "
        "and who has which device. It holds no keys: not those of authority/, not those of keys/. "
        "Keep it where only you can read it, and keep authority/ and keys/ elsewhere."
    )
    print(text.format(file=options.file, logs=held.logs, entries=held.entries, moment=moment))
    return 0
