# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`ticket issue`: one line that lets one device in."""

import argparse
from datetime import timedelta

from tbp_backend.commands.site import Site
from tbp_backend.office.tickets import Request, issue


async def run(site: Site, options: argparse.Namespace) -> int:
    """The ticket goes to standard output, and nowhere else."""
    home = site.home
    home.need_founded()
    async with site.store() as store:
        request = Request(tuple(options.cases), options.member, timedelta(hours=options.valid_hours))
        home.need_authority()
        with home.locked():
            print(await issue(home, store, request))
    return 0
