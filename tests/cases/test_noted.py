# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is noted to open a hundred cases at once changes no line, and is made anew when it does not fit."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tbp_casefile.model.dialogue import ContactMoment
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff import caseload, noted
from tbp_tui.services.staff.contacts import NewContact
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.staff_desk import BAS

DAYS = [DEMO_DAY + timedelta(days=days) for days in (-40, 0, 3, 200)]


def lines(case: OpenCase) -> list[object]:
    """Every line on days before and after."""
    return [caseload.lines(case._vault, case._all_cases(), case._member, day) for day in DAYS]


@pytest.mark.parametrize("name", [BAS, "h3-lawyer/contact-3"])
def test_a_line_is_the_same_as_from_every_record(
    devices: Devices, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with devices.opened(name, copy_to=tmp_path) as case:
        case._vault.set_meta(noted._NOTES, b"")
        few = lines(case)
        monkeypatch.setattr(noted, "_worth", lambda vault, log: iter([row.seq for row in log]))
        monkeypatch.setattr(noted, "_telling", iter)
        case._vault.set_meta(noted._NOTES, b"")
        assert lines(case) == few


def test_fewer_records_are_read_than_there_are(devices: Devices, tmp_path: Path) -> None:
    with devices.opened(BAS, copy_to=tmp_path) as case:
        lines(case)
        cases = case._all_cases()
        held, talks = noted.rows(case._vault, cases)
        scopes = [scope for one in cases for scope in one.of_case]
        own_view = {scope for one in cases for scope in one.scopes(one.own_view)}
        assert len(held) < len(noted._of_kinds(case._vault, scopes, own_view)) * 0.6
        assert len(talks) < len(case._vault.records.newest_talks(scopes, noted.NEWEST_TALKS)) * 0.6


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'["", {}]'])
@pytest.mark.parametrize("key", [noted._NOTES, "cases.known"])
def test_a_note_that_is_none_is_made_anew(
    devices: Devices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, note: bytes
) -> None:
    monkeypatch.setattr("tbp_tui.services.cases.FEW", 0)
    with devices.opened(BAS, copy_to=tmp_path) as case:
        before = lines(case)
        case._vault.set_meta(key, note)
        assert lines(case) == before
        assert case._vault.meta(key) != note


def test_what_waits_to_be_sent_stands_in_the_line_beside_what_was_noted(
    devices: Devices, tmp_path: Path
) -> None:
    with devices.opened(BAS, copy_to=tmp_path) as case:
        lines(case)
        number = case.staff.caseload(DEMO_DAY)[0].number
        case.open_number(number, DEMO_DAY)
        case.staff.log(NewContact("concern", "Slaapt slecht", DEMO_DAY), DEMO_DAY)
        first = case.staff.tasks(DEMO_DAY)[0]
        case.staff.put_off(first.line, date(2026, 5, 1), "", DEMO_DAY)
        line = case.staff.caseload(DEMO_DAY)[0].summary
        assert line.last
        assert line.last.contact == ContactMoment(kind="concern", text="Slaapt slecht")
        assert line.concerns >= 1
        assert date(2026, 5, 1) in {task.task.due_on for task in line.tasks}
