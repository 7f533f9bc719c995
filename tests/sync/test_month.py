# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A month in which signing in is refused: writing goes on, and later everything arrives (T42)."""

from datetime import timedelta

import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import outbox
from tbp_tui.vault.rows import OutboxRow
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, chance, key
from tests.sync.played import Device

DAYS = 30
draw = chance("a month")


def write(device: Device, day: int) -> OutboxRow:
    now = from_ms(device.backend.case.now_ms) + timedelta(days=day)
    body = Acknowledgement("question", f"Dag {day}")
    return outbox.write(
        device.vault, scope=CASE, kind="acknowledgement", body=body, at=now, now=now, random=draw
    )


@pytest.mark.parametrize(
    ("status", "problem", "code"),
    [
        (401, "sign-in-again", "sync.sign-in-again"),
        (403, "device-revoked", "sync.device-revoked"),
        (503, "unavailable", "sync.server-trouble"),
    ],
)
def test_what_is_written_in_a_month_without_signing_in_arrives_in_its_order(
    status: int, problem: str, code: str, synced: Device
) -> None:
    synced.sync()
    held = synced.vault.records.count()
    synced.backend.refusals["/v1/tokens"] = (status, problem)
    written = []
    for day in range(DAYS):
        written.append(write(synced, day))
        report = synced.sync(ahead=timedelta(days=day))
        assert report.trouble is not None
        assert report.trouble.code == code
        assert (report.waiting, report.attention) == (day + 1, ())
    assert synced.vault.records.count() == held
    synced.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    synced.backend.refusals.clear()
    report = synced.sync(ahead=timedelta(days=DAYS))
    assert (report.trouble, report.delivered, report.waiting) == (None, DAYS, 0)
    stored = [read_record(entry.jws).record.id for entry in synced.backend.case.entries[-DAYS:]]
    assert stored == [row.id for row in written]
    assert all(synced.row(row.id).verdict == "counts" for row in written)
    assert synced.vault.outbox.all() == []
