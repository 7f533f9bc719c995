# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""With a passphrase: whether the vault is sound, what waits in it and what is wrong; asked for, who answers.

A vault that is not sound is left alone: nothing more is read from it, and nothing sent.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tbp_casefile.times import from_ms
from tbp_tui.services import unlocking
from tbp_tui.services.doctor.findings import Finding, each, not_good_if, note_if, written
from tbp_tui.services.open_case import OpenCase, Status
from tbp_tui.sync import identity
from tbp_tui.sync.engine import CLOCK_TOLERANCE
from tbp_tui.vault.store import Vault
from tbp_tui.world import World

LONG_AGO = timedelta(days=7)
PATIENCE_SECONDS = 30.0


def look(world: World, ask: Callable[[], str], *, online: bool) -> Iterator[Finding]:
    """Open, look whether every page is sound, and only then at what is in it."""
    with unlocking.open_own_vault(world, ask()) as vault:
        yield Finding("opening", "ok", "opened")
        (soundness,) = each({"integrity": lambda: _integrity(vault)})
        yield soundness
        if soundness.state == "ok":
            yield from _opened(vault, world, online=online)


def _integrity(vault: Vault) -> Iterator[Finding]:
    vault.check_integrity()
    yield Finding("integrity", "ok", "sound")


def _opened(vault: Vault, world: World, *, online: bool) -> Iterator[Finding]:
    case = OpenCase(vault, world)
    answer: list[Finding] = []
    try:
        paired = identity.is_enrolled(vault)
        yield note_if(not paired, "paired", "sync.not-enrolled", "paired")
        if online and paired:
            answer = list(each({"online": lambda: _online(case, world.now())}))
            yield from answer
        told = {finding.code for finding in answer}
        yield from each(
            {
                "contents": lambda: _contents(vault),
                "received": lambda: _received(vault, world.now()),
                "waiting": lambda: _status(case.status(world.now()), told),
            }
        )
    finally:
        case.close()


def _online(case: OpenCase, now: datetime) -> Iterator[Finding]:
    report = case.sync(now, patience=PATIENCE_SECONDS)
    yield note_if(report.busy, "online", "busy", "answers")


def _contents(vault: Vault) -> Iterator[Finding]:
    counts = {"logs": len(vault.scopes()), "records": vault.records.count()}
    yield Finding("contents", "ok", "counted", counts)


def _received(vault: Vault, now: datetime) -> Iterator[Finding]:
    """The newest head of all logs, and what it says of the clock: one that lies ahead of us is telling."""
    heads = [place.head_at for place in vault.scopes() if place.head_at]
    if not heads:
        yield Finding("received", "take-note", "nothing")
        return
    newest = from_ms(max(heads))
    yield note_if(now - newest > LONG_AGO, "received", "long-ago", "lately", at=written(newest))
    behind = newest - now
    minutes = max(behind // timedelta(minutes=1), 0)
    yield not_good_if(behind > CLOCK_TOLERANCE, "clock-and-head", "behind", "agree", minutes=minutes)


def _status(status: Status, told: set[str]) -> Iterator[Finding]:
    """Counts of what is on its way, and what is wrong; what the connection said just now is said once."""
    waiting, attention = status.waiting, len(status.attention)
    yield note_if(waiting > 0, "waiting", "some", "none", count=waiting)
    yield note_if(attention > 0, "attention", "some", "none", count=attention)
    troubles = [code for code in status.troubles if code not in told]
    for code in troubles:
        yield Finding("trouble", "not-good", code)
    if not troubles:
        yield Finding("trouble", "ok", "none")
