# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device that syncs until it has everything, as a process of its own: what it needed is printed as JSON.

`python -m tests.sync.puller VAULT ADDRESS`
"""

import json
import sys
import threading
from pathlib import Path

from tbp_tui.sync.session import Session
from tests.sync.desk import Desk, reopened

MOST_SYNCS = 200
WARM = 20  # requests after which everything is loaded that a long pull needs


def main() -> None:
    """Sync over and over, as the app does on a bad line."""
    folder, address = Path(sys.argv[1]), sys.argv[2]
    desk = Desk(folder, reopened(folder))
    desk.moves_to(address)
    session = desk.session()
    warm: list[int] = []
    threading.Thread(target=_watch, args=(session, warm), daemon=True).start()
    report = desk.sync(session)
    syncs, pulled = 1, report.pulled
    while not report.all_is_well and syncs < MOST_SYNCS:
        report = desk.sync(session)
        syncs, pulled = syncs + 1, pulled + report.pulled
    desk.close()
    told = {"syncs": syncs, "pulled": pulled, "well": report.all_is_well}
    print(json.dumps(told | {"grown": _memory("VmHWM") - warm[0], "requests": session.counts.requests}))


def _watch(session: Session, warm: list[int]) -> None:
    """Note how much is held once the pull is well under way."""
    while session.counts.requests < WARM:
        threading.Event().wait(0.002)
    warm.append(_memory("VmRSS"))


def _memory(name: str) -> int:
    """What this process holds, or the most that it held, in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()
