# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`audit verify`: every log from entry 1, then the tables that were told from them, in one snapshot."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from tbp_backend.audit.findings import Fault, Report
from tbp_backend.audit.replay import Replay, Until, replay
from tbp_backend.store import meta
from tbp_backend.store.tables import ACCESS, DEVICES, ENTRIES, LOGS
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import KnownDevice


@dataclass(frozen=True)
class InUse:
    """What this backend signs heads and serves TLS with: ids as `system` knows them; `root` if it is here."""

    log_key: str
    anchor: str
    root: bytes | None


def examine(connection: Connection, in_use: InUse, now_ms: int) -> Report:
    """Recompute everything.

    (1) whose backend this is  (2) `system`, which has the keys  (3) every other log  (4) who may read, and
    which devices may sign in  (5) the keys in use are vouched for
    """
    founded, report = meta.founded(connection), Report()
    if in_use.root not in {None, founded.root}:
        report.faults.append(Fault("root"))  # (1)
    keys = SystemKeys(founded.root)
    types = _types(connection)
    scopes = sorted(types, key=lambda scope: (scope != founded.system, scope))
    told = [replay(connection, scope, types[scope], keys) for scope in scopes]  # (2) (3)
    report.logs = [log.report for log in told]
    for log in told:
        _check_access(connection, log)  # (4)
    report.faults += _check_devices(connection, told)
    report.faults += [  # (5)
        Fault(code)
        for code, key_id, right in (("log-key", in_use.log_key, "head"), ("anchor", in_use.anchor, "tls"))
        if right not in keys.rights(key_id, now_ms)
    ]
    if founded.system not in types:
        report.faults.append(Fault("no-system"))
    return report


def _types(connection: Connection) -> dict[str, str]:
    """Every log that any table of logs names, with what is said of its type."""
    named = {row.scope: row.type for row in connection.execute(select(LOGS.c.scope, LOGS.c.type))}
    held = connection.execute(select(ENTRIES.c.scope).distinct()).scalars()
    return dict.fromkeys(held, "") | named


def _check_access(connection: Connection, log: Replay) -> None:
    """The table of who may read this log, against who may by its own entries."""
    query = select(ACCESS).where(ACCESS.c.scope == log.state.scope)
    rows: dict[str, Until] = {
        row.device: (row.until_seq, row.until_received) for row in connection.execute(query)
    }
    for device in sorted(rows.keys() | log.reads.keys()):
        if device not in log.reads:
            log.report.fault("access-extra", 0, device)
        elif rows.get(device) != log.reads[device]:
            log.report.fault("access", 0, device)


def _check_devices(connection: Connection, logs: list[Replay]) -> list[Fault]:
    """The table of devices that may sign in, against the keys and revocations of all logs together."""
    entered = {(d, k.member, k.keys.dpop) for log in logs for d, k in _came_in(log)}
    revoked = {(d, k.member) for log in logs for d, k in log.state.devices.items() if k.ended}
    rows = {row.device: row for row in connection.execute(select(DEVICES))}
    faults = [Fault("device-missing", detail=device) for device in {d for d, *_ in entered} - rows.keys()]
    for device, row in sorted(rows.items()):
        if (device, row.member, row.dpop) not in entered:
            faults.append(Fault("device", detail=device))
        elif bool(row.revoked) != ((device, row.member) in revoked):
            faults.append(Fault("device-revoked", detail=device))
    return faults


def _came_in(log: Replay) -> list[tuple[str, KnownDevice]]:
    """Devices that ever had a place among the readers and can ask the API for something."""
    known = [(device, log.state.devices[device]) for device in log.reads]
    return [(device, one) for device, one in known if one.keys.dpop]
