# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The thread: from a ticket to a verified case, and an answer back, on real parts."""

from tests.e2e.programs import Backend
from tests.sync.desk import Desk


def test_the_first_sync_brings_every_log_up_to_its_head(paired: Desk) -> None:
    places = paired.vault.scopes()
    assert sorted(place.type for place in places) == ["case", "employer", "family", "support", "system"]
    assert all(place.seq and place.head and place.state == "open" for place in places)


def test_an_answer_is_delivered_and_seen_back_in_the_log(paired: Desk, backend: Backend) -> None:
    written = paired.write("duidelijk")
    report = paired.sync()
    assert (report.delivered, report.waiting) == (1, 0)
    (row,) = paired.vault.records.by_refs([(written.scope, written.id)])
    assert row.jws == written.jws
