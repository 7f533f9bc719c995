# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One talk that was written down twice, apart and offline: on real devices and through a real backend."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from tbp_casefile.tables import ScopeType
from tbp_casefile.views.same_talk import ToldTalk
from tbp_tui.commands import lines
from tbp_tui.screens.talk import TalkScreen
from tbp_tui.screens.talks import TalksScreen
from tbp_tui.services.errors import NotForThisRole
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.contacts import NewContact
from tbp_tui.sync import outbox
from tbp_tui.sync.opening import record_of
from tbp_tui.world import World
from tests.cases.circle import gathered
from tests.cases.devices import DEMO_DAY, Devices, serving
from tests.cases.staff_desk import running
from tests.cases.test_staff import BAS, MARLIES, opened
from tests.sync.desk import reopened

BY_BAS, BY_MARLIES = "Gebeld: de school belt terug", "Mirthe over de school"


@dataclass(frozen=True)
class Desk:
    """Bas, Marlies who stands in, and the person, in one case."""

    bas: OpenCase
    marlies: OpenCase
    person: OpenCase

    def sync(self, *cases: OpenCase) -> None:
        """Twice: what one sends the other one receives."""
        for case in (*cases, *cases):
            case.sync(DEMO_DAY)


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """All three with everything that the demo has of it."""
    with serving(folder / "office", DEMO_DAY, "h3-lawyer") as tickets:
        bas, marlies, person = (
            opened(folder / name, tickets[f"h3-lawyer/{name}"]) for name in (BAS, MARLIES, "person")
        )
        with closing(bas), closing(marlies), closing(person):
            yield Desk(bas, marlies, person)


def log(case: OpenCase, text: str, *, visible: bool = False) -> None:
    case.staff.log(NewContact("call", text, DEMO_DAY, visible=visible), DEMO_DAY)


def texts(one: ToldTalk) -> set[str]:
    return {str(line.talk.text) for line in one.lines}


def with_text(case: OpenCase, text: str) -> ToldTalk:
    return next(one for one in case.told() if text in texts(one))


def asked(case: OpenCase) -> list[set[str]]:
    """Every talk that looks like another one."""
    return [texts(one) for one in case.told() if one.maybe]


def test_two_who_wrote_one_talk_see_it_and_link_it_and_both_texts_stay(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS)
        log(at.marlies, BY_MARLIES)
        assert asked(at.bas) == asked(at.marlies) == []
        at.sync(at.bas, at.marlies, at.person)
        for case in (at.bas, at.marlies):
            assert sorted(map(sorted, asked(case))) == [[BY_BAS], [BY_MARLIES]]
            assert case.staff.caseload(DEMO_DAY)[0].summary.alike == 2
            assert any("Looks like the same talk" in line for line in lines.talks(case, DEMO_DAY))
        at.marlies.staff.settle(with_text(at.marlies, BY_BAS), DEMO_DAY, same=True)
        at.sync(at.marlies, at.bas)
        for case in (at.bas, at.marlies):
            assert texts(with_text(case, BY_BAS)) == {BY_BAS, BY_MARLIES}
            assert asked(case) == []
            assert case.handover(case.staff.member, DEMO_DAY).talks[0] == with_text(case, BY_BAS)
            summary = case.staff.caseload(DEMO_DAY)[0].summary
            recent = [one.contact.text for one in case.staff.recent(case.staff.case_name)]
            assert (summary.alike, len({BY_BAS, BY_MARLIES} & set(map(str, recent)))) == (0, 1)
        assert not {BY_BAS, BY_MARLIES} & {str(one.talk.text) for one in at.person.talks()}


def test_both_link_it_apart_and_it_is_one_talk_for_both(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS)
        log(at.marlies, BY_MARLIES)
        at.sync(at.bas, at.marlies)
        at.bas.staff.settle(with_text(at.bas, BY_BAS), DEMO_DAY, same=True)
        at.marlies.staff.settle(with_text(at.marlies, BY_MARLIES), DEMO_DAY, same=True)
        at.sync(at.bas, at.marlies)
        pages = [[(texts(one), one.disputed) for one in case.told()] for case in (at.bas, at.marlies)]
        assert pages[0] == pages[1]
        assert pages[0][0] == ({BY_BAS, BY_MARLIES}, False)


def test_one_says_one_talk_and_the_other_two_until_they_agree(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS)
        log(at.marlies, BY_MARLIES)
        at.sync(at.bas, at.marlies)
        at.bas.staff.settle(with_text(at.bas, BY_BAS), DEMO_DAY, same=True)
        at.marlies.staff.settle(with_text(at.marlies, BY_BAS), DEMO_DAY, same=False)
        at.sync(at.bas, at.marlies)
        for case in (at.bas, at.marlies):
            one = with_text(case, BY_BAS)
            assert (texts(one), one.disputed, len(one.maybe)) == ({BY_BAS}, True, 1)
        at.bas.staff.settle(with_text(at.bas, BY_BAS), DEMO_DAY, same=False)
        at.sync(at.bas, at.marlies)
        for case in (at.bas, at.marlies):
            assert asked(case) == []
            assert not with_text(case, BY_BAS).disputed


def test_one_who_wrote_it_on_two_devices_links_it_on_both_at_once(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        at.bas.sync(DEMO_DAY)
        with closing(opened(tmp_path / "second", at.bas.own_devices.add().line)) as second:
            at.sync(at.bas, second)
            log(at.bas, "Op de laptop")
            log(second, "Op de telefoon")
            at.sync(at.bas, second)
            for case in (at.bas, second):
                assert sorted(map(sorted, asked(case))) == [["Op de laptop"], ["Op de telefoon"]]
                case.staff.settle(with_text(case, "Op de laptop"), DEMO_DAY, same=True)
            at.sync(at.bas, second, at.marlies)
            for case in (at.bas, second, at.marlies):
                assert texts(with_text(case, "Op de laptop")) == {"Op de laptop", "Op de telefoon"}
                assert case.told()[0].maybe == ()
            second.staff.settle(with_text(second, "Op de laptop"), DEMO_DAY, same=False)
            at.sync(at.bas, second, at.marlies)
            for case in (at.bas, second, at.marlies):
                assert texts(with_text(case, "Op de laptop")) == {"Op de laptop"}
                assert asked(case) == []


def test_in_the_sealed_log_of_supporters_it_goes_the_same_way(tmp_path: Path) -> None:
    with gathered(tmp_path) as circle:
        first = circle.supporter
        circle.sync(first)
        with closing(opened(tmp_path / "second", first.own_devices.add().line)) as second:
            circle.sync(first)
            first.own_devices.accept(first.own_devices.arrivals[0].device)
            for case in (first, second):
                circle.sync(case)
            log(first, "Op de laptop")
            log(second, "Op de telefoon")
            for case in (first, second, first):
                circle.sync(case)
            first.staff.settle(with_text(first, "Op de laptop"), DEMO_DAY, same=True)
            for case in (first, second):
                circle.sync(case)
                assert texts(with_text(case, "Op de laptop")) == {"Op de laptop", "Op de telefoon"}
                assert asked(case) == []


def test_what_the_person_reads_names_nothing_of_the_desk(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS, visible=True)
        log(at.marlies, BY_MARLIES)
        at.sync(at.bas, at.marlies)
        assert not at.bas.staff.may_settle(with_text(at.bas, BY_BAS))
        with pytest.raises(NotForThisRole):
            at.bas.staff.settle(with_text(at.bas, BY_BAS), DEMO_DAY, same=True)
        at.marlies.staff.settle(with_text(at.marlies, BY_BAS), DEMO_DAY, same=True)
        rows = at.marlies._vault.outbox.all()
        assert {at.marlies._vault.scope(row.scope).type for row in rows} == {ScopeType.DESK}  # type: ignore[union-attr]
        at.sync(at.marlies, at.bas, at.person)
        assert texts(with_text(at.bas, BY_BAS)) == {BY_BAS, BY_MARLIES}
        assert texts(with_text(at.person, BY_BAS)) == {BY_BAS}


def test_what_a_later_version_wrote_of_a_talk_stays_when_it_is_linked(
    devices: Devices, tmp_path: Path
) -> None:
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as case:
        (place,) = case._case.scopes(ScopeType.DESK)
        body = msgspec.Raw(b'{"kind":"call","text":"een","mood":"blij"}')
        for at in (DEMO_DAY, DEMO_DAY):
            outbox.write(
                case._vault, scope=place, kind="contact_moment", body=body, at=at, now=DEMO_DAY,
                random=case._world.random,
            )  # fmt: skip
        first, second = case.told()[:2]
        one = ToldTalk(first.lines, second.lines)
        (written,) = case.staff.settle(one, DEMO_DAY, same=True)
        row = next(row for row in case._vault.outbox.all() if row.id == written)
        record = record_of(case._vault, row)
        assert record
        said = msgspec.json.decode(record.body)
        assert (said["mood"], said["text"]) == ("blij", "een")
        assert [link["same"] for link in said["links"]] == [True]


# --- on the screen ------------------------------------------------------------------------------------------


def copied(case: OpenCase, folder: Path) -> OpenCase:
    """The same device in a folder of its own, so that an app may have it."""
    place = Path(shutil.copytree(folder, folder.parent / "copy"))
    return OpenCase(reopened(place), World({}, place, None, lambda: DEMO_DAY, case._world.random))


async def test_one_key_in_the_list_makes_one_of_two_and_another_makes_two_again(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS)
        log(at.marlies, BY_MARLIES)
        at.sync(at.bas, at.marlies)
        with closing(copied(at.bas, tmp_path / BAS)) as case:
            async with running(case) as screen:
                screen.app.push_screen(TalksScreen())
                await screen.pilot.pause()
                assert screen.page.count("Looks like the same talk as another one of 20 April 2026") == 2
                await screen.press("s")
                assert "Looks like the same talk" not in screen.page
                assert "written by you" in screen.page
                await screen.press("enter")
                assert isinstance(screen.screen, TalkScreen)
                assert [text in screen.page for text in (BY_BAS, BY_MARLIES)] == [True, True]
                await screen.press("d")
                assert [text in screen.page for text in (BY_BAS, BY_MARLIES)].count(True) == 1
                await screen.press("escape")
                assert "Looks like the same talk" not in screen.page


async def test_the_page_of_one_talk_shows_what_looks_like_it(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS)
        log(at.marlies, BY_MARLIES)
        at.sync(at.bas, at.marlies)
        with closing(copied(at.bas, tmp_path / BAS)) as case:
            async with running(case) as screen:
                screen.app.push_screen(TalksScreen())
                await screen.pilot.pause()
                await screen.press("enter")
                for words in (BY_BAS, BY_MARLIES, "S  It is one talk", "D  They are two talks"):
                    assert words in screen.page
                await screen.press("enter")
                assert "S  It is one talk" not in screen.page
                assert "D  They are two talks" in screen.page


async def test_a_person_is_not_asked(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        log(at.bas, BY_BAS, visible=True)
        log(at.marlies, BY_MARLIES, visible=True)
        at.sync(at.bas, at.marlies, at.person)
        assert len(asked(at.person)) == 2
        assert not any("Looks like" in line for line in lines.talks(at.person, DEMO_DAY))
        with closing(copied(at.person, tmp_path / "person")) as case:
            async with running(case) as screen:
                screen.app.push_screen(TalksScreen())
                await screen.pilot.pause()
                assert BY_MARLIES in screen.page
                assert "Looks like" not in screen.page
                await screen.press("s", "d")
                assert screen.written == []
