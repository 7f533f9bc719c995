# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`demo`: a fictional case, until standard input closes."""

import argparse

from tbp_backend.commands.site import Site
from tbp_backend.demo import Wanted
from tbp_backend.demo import run as run_until


async def run(site: Site, options: argparse.Namespace) -> int:
    """Serve the case that was asked for."""
    await run_until(site.home, Wanted(options.case, options.role, options.on, options.today), site.clock)
    return 0
