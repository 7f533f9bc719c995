# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Handing over a case, and standing in for a week: on real vaults and through a real backend."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.tables import ScopeType
from tbp_tui.commands import lines
from tbp_tui.plain import around
from tbp_tui.screens.handover import HandoverScreen
from tbp_tui.screens.staff.brief import BriefScreen
from tbp_tui.services.errors import DaysTurned, NothingToSay, TooLong
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show import handover as shown
from tbp_tui.services.staff.contacts import MOST_TEXT
from tests.cases.circle import JONAS, WORD, gathered, log_of
from tests.cases.devices import DEMO_DAY, Devices, serving
from tests.cases.staff_desk import running
from tests.cases.test_staff import BAS, H3, MARLIES, by_number, opened
from tests.markers import readable_below
from tests.sync.desk import reopened

AFTER = datetime.fromisoformat("2026-04-27T09:00:00+02:00")


@pytest.fixture
def marlies(devices: Devices, tmp_path: Path) -> Iterator[OpenCase]:
    """The device of the contact person who is away this week, to write on."""
    with devices.opened(f"h3-lawyer/{MARLIES}", copy_to=tmp_path) as case:
        yield case


# --- the page ---------------------------------------------------------------------------------------------


def test_the_page_is_made_from_what_was_written_down(devices: Devices) -> None:
    with devices.opened(f"h3-lawyer/{BAS}") as case:
        by_number(case, H3)
        view = case.handover(BAS, DEMO_DAY)
        assert view.mine
        assert view.mine.by == MARLIES
        assert [one.part for one in view.told] == ["agreements", "works", "avoid"]
        assert len(view.talks) == 3
        assert view.talks == case.told()[:3]
        assert [task.mine for task in view.tasks] == [True]
        assert [asked.state for asked in view.promised] == ["open"]
        assert all(line.state in {"needs_attention", "not_met"} for line in view.asked)
        assert view.asked
        assert view.review
        assert view.next_moment
        assert view.colleagues == (MARLIES,)


def test_whoever_stands_in_is_told_with_the_last_day_and_who_was_before_is_gone(devices: Devices) -> None:
    with devices.opened("h3-lawyer/person") as case:
        people = [line for line in case.contacts(DEMO_DAY) if line.contact.role == "contact_person"]
        assert [(line.contact.name, line.contact.until) for line in people] == [
            ("Bas Olthof", date(2026, 4, 26))
        ]
        assert "From 20 April 2026 until 26 April 2026." in around.contact(people[0], DEMO_DAY)
        assert not [line for line in case.contacts(AFTER) if line.contact.name == "Bas Olthof"]
    with devices.opened("h1-journalist/person") as case:
        (bas,) = [line for line in case.contacts(DEMO_DAY) if line.contact.role == "contact_person"]
        assert "Since 19 May 2025." in around.contact(bas, DEMO_DAY)


def test_nobody_but_a_contact_person_reads_it(devices: Devices) -> None:
    for name in ("h3-lawyer/person", "h3-lawyer/relative-1"):
        with devices.opened(name) as case:
            assert len(list(lines.handing_over(case, DEMO_DAY))) == 1
            assert case.handover("person", DEMO_DAY).briefs == ()


def test_what_works_outlives_an_absence_and_what_was_agreed_for_it_does_not(devices: Devices) -> None:
    with devices.opened(f"h3-lawyer/{MARLIES}") as case:
        view = case.handover(BAS, AFTER)
        assert view.mine is None
        assert [line.over for line in view.briefs] == [True]
        assert [one.part for one in view.told] == ["works", "avoid"]


def test_a_colleague_is_named_with_the_role_and_never_by_an_id(devices: Devices) -> None:
    with devices.opened(f"h3-lawyer/{BAS}") as case:
        by_number(case, H3)
        page = "\n".join([*lines.handing_over(case, DEMO_DAY), *lines.talks(case, DEMO_DAY)])
        assert "Written by Marlies de Wit (contact person)" in page
        assert "written by Marlies de Wit (contact person)" in page
        assert "contact-" not in page
        assert "colleague" not in page
    with devices.opened(f"h3-lawyer/{MARLIES}") as case:
        page = "\n".join([*lines.handing_over(case, DEMO_DAY), *lines.tasks(case, DEMO_DAY)])
        assert "for Bas Olthof (contact person)" in page
        assert "of Bas Olthof (contact person)" in page
        assert "contact-" not in page
    with devices.opened("h3-lawyer/person") as case:
        assert not any("written by" in line for line in lines.talks(case, DEMO_DAY))


# --- writing ----------------------------------------------------------------------------------------------


def test_a_brief_begins_with_what_is_known_and_a_later_one_takes_its_place(marlies: OpenCase) -> None:
    begun = marlies.staff.brief_begun(DEMO_DAY, "nl")
    assert (begun.to, begun.until) == (BAS, date(2026, 4, 26))
    assert begun.works == "Kort zeggen wat er verandert, dan pas waarom."
    written = marlies.staff.write_brief(HandoverBrief(works="Rustig uitleggen", to=BAS), DEMO_DAY)
    (now,) = marlies.handover(MARLIES, DEMO_DAY).briefs
    assert (now.id, now.body.works, now.body.avoid) == (written, "Rustig uitleggen", "")


def test_a_brief_for_somebody_else_stands_beside_the_one_before(marlies: OpenCase) -> None:
    marlies.staff.write_brief(HandoverBrief(works="Rustig uitleggen"), DEMO_DAY)
    assert sorted(line.body.to for line in marlies.handover(MARLIES, DEMO_DAY).briefs) == ["", BAS]


@pytest.mark.parametrize(
    ("brief", "refused"),
    [
        (HandoverBrief(works="  "), NothingToSay),
        (HandoverBrief(works="x" * (MOST_TEXT + 1)), TooLong),
        (HandoverBrief(works="x", from_=date(2026, 5, 2), until=date(2026, 5, 1)), DaysTurned),
    ],
)
def test_what_cannot_be_a_brief_is_refused_and_stays_unfinished(
    marlies: OpenCase, brief: HandoverBrief, refused: type[Exception]
) -> None:
    marlies.staff.keep_brief(brief, DEMO_DAY)
    with pytest.raises(refused):
        marlies.staff.write_brief(brief, DEMO_DAY)
    assert marlies._vault.outbox.all() == []
    assert marlies.staff.brief_begun(DEMO_DAY, "nl") == brief


def test_an_unfinished_brief_outlives_the_process_until_it_is_written(
    marlies: OpenCase, tmp_path: Path
) -> None:
    brief = HandoverBrief(works="Half een zin", to=BAS, until=date(2026, 5, 1))
    marlies.staff.keep_brief(brief, DEMO_DAY)
    with reopened(tmp_path / "vault") as other:
        again = OpenCase(other, marlies._world)
        assert again.staff.brief_begun(DEMO_DAY, "nl") == brief
        again.staff.write_brief(brief, DEMO_DAY)
        assert other.unfinished.places() == []


def test_a_brief_reaches_its_reader_and_what_came_after_it_replaces_it_there(tmp_path: Path) -> None:
    with serving(tmp_path / "office", DEMO_DAY, "h3-lawyer") as tickets:
        bas = opened(tmp_path / "bas", tickets[f"h3-lawyer/{BAS}"])
        marlies = opened(tmp_path / "marlies", tickets[f"h3-lawyer/{MARLIES}"])
        brief = HandoverBrief()
        for works in ("Eerst luisteren", "Eerst vragen hoe het gaat"):
            brief = HandoverBrief(works=works, to=BAS, until=date(2026, 5, 8))
            marlies.staff.write_brief(brief, DEMO_DAY)
            for case in (marlies, bas):
                case.sync(DEMO_DAY)
            (line,) = bas.handover(BAS, DEMO_DAY).briefs
            assert line.body == brief
            assert bas.brief_for(BAS, DEMO_DAY) == line
        summary = bas.staff.caseload(DEMO_DAY)[0].summary
        assert summary.brief == brief
        for case in (bas, marlies):
            case.close()


# --- supporters -------------------------------------------------------------------------------------------


def test_a_supporter_writes_a_brief_that_nobody_else_can_read(tmp_path: Path) -> None:
    with gathered(tmp_path) as circle:
        brief = HandoverBrief(works=f"Rustig beginnen, {WORD}.", until=date(2026, 5, 1))
        circle.supporter.staff.write_brief(brief, DEMO_DAY)
        view = circle.supporter.handover(JONAS, DEMO_DAY)
        assert [(line.body.works, line.by) for line in view.briefs] == [(brief.works, JONAS)]
        assert [one.name for one in view.people] == ["Jonas Heij"]
        (row,) = (row for row in circle.supporter._vault.outbox.all() if row.kind == "handover_brief")
        assert row.scope == log_of(circle.supporter, ScopeType.CARE)
        circle.sync()
        for other in (circle.person, circle.relative, circle.contact):
            assert all(WORD not in str(line.body.works) for line in other.handover("", DEMO_DAY).briefs)
        assert readable_below(circle.home, words=[WORD]) == {}


async def test_h_leads_a_supporter_to_the_page_and_to_a_brief(tmp_path: Path) -> None:
    with gathered(tmp_path) as circle:
        circle.supporter.staff.keep_own_name("Linde")
        async with running(circle.supporter) as desk:
            await desk.press("h")
            assert isinstance(desk.screen, HandoverScreen)
            for words in ("Linde", "Support worker", "Jonas Heij", "Another support worker"):
                assert words in desk.page
            await desk.press("e")
            assert isinstance(desk.screen, BriefScreen)
        assert [item["code"] for item in shown.handover(circle.supporter, DEMO_DAY, "nl")][-1] == "supporter"
