# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m tests.torture.worker FOLDER`: writes and syncs on one vault until it is killed.

It prints the id of every record after it was saved. It ends by itself
when nobody is left to kill it.
"""

import os
import sys
import time
from pathlib import Path

from tbp_casefile.model.case import Acknowledgement
from tbp_tui.sync import outbox
from tbp_tui.sync.errors import Offline
from tests.sync.desk import Desk, reopened


def main(folder: Path) -> None:
    """One record, one sync, and again; while there is no backend it only writes."""
    desk, parent = Desk(folder, reopened(folder)), os.getppid()
    session = desk.session()
    print("ready", flush=True)
    while os.getppid() == parent:
        print(write(desk), flush=True)
        report = desk.sync(session)
        if isinstance(report.trouble, Offline):
            time.sleep(0.05)


def write(desk: Desk) -> str:
    """Acknowledge in the log of the case, or of the family; the id of the record."""
    scopes = {place.type: place.scope for place in desk.vault.scopes()}
    return outbox.write(
        desk.vault,
        scope=scopes.get("case") or scopes["family"],
        kind="acknowledgement",
        body=Acknowledgement("seen"),
        at=desk.now(),
        now=desk.now(),
        random=os.urandom,
    ).id


if __name__ == "__main__":
    main(Path(sys.argv[1]))
