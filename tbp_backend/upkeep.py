# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The commands that look after a backend, and what they say to the operator."""

import argparse
from pathlib import Path

from tbp_backend.audit.verify import InUse, examine
from tbp_backend.audit.words import audit_line, fault_line, log_line
from tbp_backend.backup import file_of, write_backup
from tbp_backend.home import Home
from tbp_backend.i18n import _, ngettext
from tbp_backend.keys import fingerprint_of, load_signing_key
from tbp_backend.office.founding import open_home
from tbp_backend.office.restoring import restore
from tbp_backend.office.rotating import Rotation
from tbp_backend.store.engine import open_database
from tbp_backend.store.schema import check_up_to_date
from tbp_backend.store.store import Clock
from tbp_casefile.times import format_moment, from_ms, to_ms

_MOST_FAULTS = 200


async def run(home: Home, url: str, options: argparse.Namespace, clock: Clock) -> int:
    """Run one of them on the database at this address; the exit code."""
    home.need_founded()
    match options.command:
        case "backup":
            _backup(url, options.file)
        case "restore":
            await _restore(home, url, options.file, clock)
        case "key":
            home.need_authority()
            await _rotate(home, url, options, clock)
        case "audit":
            return await _audit(home, url, clock)
    return 0


def _backup(url: str, file: Path) -> None:
    held = write_backup(file_of(url), file)
    text = _(
        "{file}: {logs} logs with {entries} entries, the newest of {moment}. It holds all records, readable, "
        "and who has which device. It holds no keys: not those of authority/, not those of keys/. "
        "Keep it where only you can read it, and keep authority/ and keys/ elsewhere."
    )
    print(text.format(file=file, logs=held.logs, entries=held.entries, moment=_moment(held.newest)))


async def _restore(home: Home, url: str, file: Path, clock: Clock) -> None:
    done = await restore(home, file_of(url), file, clock)
    held = done.contents
    text = _("The database is that of {moment} again: {logs} logs with {entries} entries.")
    print(text.format(moment=_moment(held.newest), logs=held.logs, entries=held.entries))
    if done.kept:
        print(_("The database that was there is kept as {file}.").format(file=done.kept))
    print(
        _(
            "Every log goes on in a new epoch. Start with: serve. Devices then offer again what came after "
            "the backup. Import no case file before they did: what it published would stand there twice. "
            "A log that was opened after the backup does not come back by itself."
        )
    )
    if done.tickets:
        closed = ngettext(
            "{count} ticket that nobody had used is closed. Issue it again.",
            "{count} tickets that nobody had used are closed. Issue them again.",
            done.tickets,
        )
        print(closed.format(count=done.tickets))


async def _rotate(home: Home, url: str, options: argparse.Namespace, clock: Clock) -> None:
    """What a serving process holds in its hands changes only while none serves."""
    which = "tls --finish" if options.which == "tls" and options.finish else options.which
    with home.locked(), home.alone() if which in {"log", "tls --finish"} else home.in_use():
        store = await open_home(home, open_database(url), clock)
        try:
            print(await _rotated(Rotation(home, store), which, getattr(options, "name", "")))
        finally:
            await store.close()


async def _rotated(rotation: Rotation, which: str, name: str) -> str:
    match which:
        case "log":
            await rotation.log_key()
            return _("A new key signs heads; what the old one signed before stays good. Start with: serve.")
        case "tls":
            fingerprint = await rotation.announce_anchor()
            return _(
                "The next certificate is announced ({fingerprint}). Devices learn of it at their next sync, "
                "and go on with the old one until you say: key rotate tls --finish. A device that does not "
                "sync before that must be paired again: give them some weeks."
            ).format(fingerprint=fingerprint)
        case "tls --finish":
            await rotation.take_anchor()
            return _("The announced certificate is in use, and the old one has ended. Start with: serve.")
        case _:
            count = await rotation.office(name)
            return ngettext(
                "The office {name} writes with a new key, in {count} log.",
                "The office {name} writes with a new key, in {count} logs.",
                count,
            ).format(name=name, count=count)


async def _audit(home: Home, url: str, clock: Clock) -> int:
    root = home.authority / "root.key"
    in_use = InUse(
        load_signing_key(home.log_key).device_id,
        fingerprint_of(home.tls),
        load_signing_key(root).public if root.exists() else None,
    )
    with home.in_use():
        database = open_database(url)
        try:
            await check_up_to_date(database)
            report = await database.read(lambda connection: examine(connection, in_use, to_ms(clock())))
        finally:
            await database.close()
    for log in report.logs:
        print(log_line(log))
    faults = report.all_faults
    for fault in faults[:_MOST_FAULTS]:
        print(fault_line(fault))
    print(audit_line(report))
    return 1 if faults else 0


def _moment(milliseconds: int) -> str:
    return format_moment(from_ms(milliseconds))
