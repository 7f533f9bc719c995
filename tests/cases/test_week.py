# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One's own weeks on real vaults: over all cases, of oneself alone, and never anywhere else."""

from datetime import datetime
from pathlib import Path

from tbp_casefile.views.week import since
from tbp_tui import i18n
from tbp_tui.commands import lines
from tbp_tui.screens.staff.week import WeekScreen
from tbp_tui.services.staff.contacts import NewContact, NewTask
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.screens import app_on, whole_page
from tests.cases.test_staff import BAS, H1, H3, by_number
from tests.screens.desk import press
from tests.screens.looks import SIZES

SATURDAY = datetime.fromisoformat("2026-04-18T11:00:00+02:00")
YESTERDAY = datetime.fromisoformat("2026-04-19T11:00:00+02:00")


def test_contacts_and_late_tasks_of_all_cases_count_at_once(devices: Devices, tmp_path: Path) -> None:
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as bas:
        now, before = bas.staff.weeks(DEMO_DAY)[:2]
        for number in (H1, H3):
            by_number(bas, number)
            bas.staff.log(NewContact("call", "Gebeld", DEMO_DAY, minutes=20), DEMO_DAY)
        task = NewTask("Brief", YESTERDAY)
        bas.staff.log(NewContact("visit", "Langs geweest", SATURDAY, follow_up=task), DEMO_DAY)
        late = [one for one in bas.staff.tasks(DEMO_DAY) if one.line.task.text == "Brief"]
        bas.staff.finish(late[0].line, DEMO_DAY)
        records = len(bas._vault.outbox.all())
        after, earlier = bas.staff.weeks(DEMO_DAY)[:2]
        assert (after.contacts, after.minutes) == (now.contacts + 2, now.minutes + 40)
        assert (after.late, earlier.free_days) == (now.late + 1, before.free_days + 1)
        assert len(bas._vault.outbox.all()) == records


def test_what_a_colleague_did_is_not_counted(devices: Devices) -> None:
    with devices.opened(f"h1-journalist/{BAS}") as bas:
        written: dict[bool, int] = {True: 0, False: 0}
        for number in (H1, H3, "D-26-0015"):
            by_number(bas, number)
            for line in bas.talks():
                if since(DEMO_DAY) <= line.on and line.at <= DEMO_DAY:
                    written[line.member == bas.staff.member] += 1
        assert all(written.values())
        assert sum(week.contacts for week in bas.staff.weeks(DEMO_DAY)) == written[True]


def test_a_person_has_no_weeks_of_work(devices: Devices) -> None:
    with devices.opened("h1-journalist/person") as case:
        assert case.staff.weeks(DEMO_DAY) == ()
        assert list(lines.week(case, DEMO_DAY)) == ["This is for staff who carry cases."]


async def test_the_page_says_for_whom_it_is_and_draws_a_bar_for_each_contact(
    devices: Devices, tmp_path: Path
) -> None:
    i18n.set_language("en")
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as bas:
        for _ in range(3):
            bas.staff.log(NewContact("call", "Gebeld", DEMO_DAY, minutes=20), DEMO_DAY)
        count = bas.staff.weeks(DEMO_DAY)[0].contacts
        app = app_on(bas, DEMO_DAY)
        async with app.run_test(size=SIZES[0]) as pilot:
            app.opened(bas)
            await press(pilot, "enter")
            for place, row in (("more", "place:week"), ("tasks", "week")):
                await app.run_action(f"place('{place}')")
                await pilot.pause()
                app.screen.chosen(row)  # type: ignore[attr-defined]
                await pilot.pause()
                assert isinstance(app.screen, WeekScreen)
            page = " ".join(whole_page(app.screen).split())  # type: ignore[arg-type]
        assert "Only you see this. It stays on this device and stands in no record." in page
        assert f"{'#' * count} {count} contacts" in page
        said = list(lines.week(bas, DEMO_DAY))
        assert f"{count} contacts" in said[1]
        assert "#" not in "".join(said)
