# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`audit verify`: every log recomputed from its first entry."""

import argparse

from tbp_backend.audit.findings import Report
from tbp_backend.audit.verify import InUse, examine
from tbp_backend.audit.words import audit_line, fault_line, log_line
from tbp_backend.commands.site import Site
from tbp_backend.home import Home
from tbp_backend.keys import fingerprint_of, load_signing_key
from tbp_backend.store.schema import check_up_to_date
from tbp_casefile.times import to_ms

_MOST_FAULTS = 200


async def run(site: Site, options: argparse.Namespace) -> int:
    """A line for each log, then the faults; 1 when there are any."""
    del options
    site.home.need_founded()
    in_use = _in_use(site.home)
    with site.home.in_use():
        report = await _report(site, in_use)
    for log in report.logs:
        print(log_line(log))
    faults = report.all_faults
    for fault in faults[:_MOST_FAULTS]:
        print(fault_line(fault))
    print(audit_line(report))
    return 1 if faults else 0


async def _report(site: Site, in_use: InUse) -> Report:
    database = site.database()
    try:
        await check_up_to_date(database)
        return await database.read(lambda connection: examine(connection, in_use, to_ms(site.clock())))
    finally:
        await database.close()


def _in_use(home: Home) -> InUse:
    root = home.authority / "root.key"
    return InUse(
        load_signing_key(home.log_key).device_id,
        fingerprint_of(home.tls),
        load_signing_key(root).public if root.exists() else None,
    )
