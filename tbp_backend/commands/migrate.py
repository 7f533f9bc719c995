# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`migrate`: the database as this version wants it; `serve` does it too."""

import argparse

from tbp_backend.commands.site import Site
from tbp_backend.i18n import _
from tbp_backend.store.schema import bring_up_to_date


async def run(site: Site, options: argparse.Namespace) -> int:
    """Say whether there was anything to do."""
    del options
    site.home.need_founded()
    database = site.database()
    try:
        changed = await bring_up_to_date(database)
    finally:
        await database.close()
    print(
        _("The database was brought to this version.") if changed else _("The database is of this version.")
    )
    return 0
