# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`serve`: answer devices, until it is told to stop."""

import argparse

from tbp_backend.commands.site import Site
from tbp_backend.metrics import Metrics, shown
from tbp_backend.office.founding import open_home
from tbp_backend.serve import Wanted, listen, ready_line, stop_on_signals
from tbp_backend.serve import run as run_until
from tbp_backend.store.deliveries import KEEP_DAYS
from tbp_backend.store.engine import open_database


async def run(site: Site, options: argparse.Namespace) -> int:
    """Held from before the database is opened: nobody puts another in its place meanwhile."""
    with site.home.in_use():
        await _serve(site, options)
    return 0


async def _serve(site: Site, options: argparse.Namespace) -> None:
    home, address = site.home, site.address(options.database)
    database = open_database(site.url_of(address))
    store = await open_home(home, database, site.clock, host=options.host, url=address.kept)
    try:
        wanted = Wanted(options.host, options.port, options.public_url or "")
        listening, settings = listen(home, wanted, site.clock())
    except BaseException:
        await store.close()
        raise
    line = ready_line(home, settings)
    with shown(Metrics(), options.metrics_port) as metrics:
        say = lambda: print(line, flush=True)  # noqa: E731
        days = KEEP_DAYS if options.keep_deliveries is None else max(options.keep_deliveries, 0)
        await run_until(home, store, listening, settings, say, stop_on_signals(), metrics, days)
