# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What nobody else learns of a supporter's work, and what becomes of it when an assignment ends."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.importing import Wanted, import_case
from tbp_backend.office.yamlfile import read_document
from tbp_backend.store.engine import open_database
from tbp_casefile.tables import ScopeType
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.contacts import NewContact
from tbp_tui.sync.endings import endings
from tbp_tui.sync.http import Answer
from tests.cases.circle import CASE, WORD, Circle, gathered, log_of, logs, offer, one
from tests.cases.devices import DEMO_DAY
from tests.cases.office import CASES


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    with gathered(tmp_path) as circle:
        yield circle


# --- who learns what --------------------------------------------------------------------------------------


def ask(case: OpenCase, path: str, etag: str | None = None) -> Answer:
    """What the backend says to this device."""
    said: list[Answer] = []
    case._syncing.alone(lambda _vault, session: said.append(session.get(path, etag=etag)))
    return said[0]


def told(case: OpenCase) -> tuple[bytes, str]:
    """The list of logs with every size and moment, and the tag of it."""
    answer = ask(case, "/v1/logs")
    assert answer.status == 200
    return answer.body, answer.headers["ETag"]


def is_as_unknown(case: OpenCase, scope: str) -> bool:
    """Whether the backend says of a log what it says of one that was never there."""
    nowhere = "00000000-0000-4000-8000-000000000000"
    for path in ("entries?after=0&epoch=1", "deliveries"):
        said = [ask(case, f"/v1/logs/{one}/{path}") for one in (scope, nowhere)]
        if {one.status for one in said} != {404} or said[0].body != said[1].body:
            return False
    return True


def test_nobody_else_learns_a_size_a_count_or_a_moment_of_the_care_log(circle: Circle) -> None:
    others = (circle.person, circle.relative, circle.contact)
    care = log_of(circle.supporter, ScopeType.CARE)
    before = [told(case) for case in others]
    mine = told(circle.supporter)
    for number in range(3):
        circle.supporter.staff.log(NewContact("call", f"{WORD} {number}", DEMO_DAY), DEMO_DAY)
        circle.sync(circle.supporter)
    assert told(circle.supporter) != mine
    for case, was in zip(others, before, strict=True):
        assert told(case) == was
        assert ask(case, "/v1/logs", was[1]).status == 304
        assert is_as_unknown(case, care)
        circle.sync(case)
        assert care not in logs(case)
        assert not case._vault.records.current({"task"}) or case is circle.contact
        case.fetch_deliveries(DEMO_DAY)
        assert {line.log for line in case.deliveries().lines} <= set(map(ScopeType, logs(case).values()))


def test_the_contact_person_learns_nothing_of_what_is_offered(circle: Circle) -> None:
    scope = log_of(circle.supporter, ScopeType.SUPPORT, "person")
    before = told(circle.contact)
    offer(circle)
    circle.sync(circle.supporter, circle.person)
    circle.person.support.answer(one(circle.person), "not_now", DEMO_DAY)
    circle.sync(circle.person, circle.supporter)
    assert one(circle.supporter).state == "not_now"
    assert told(circle.contact) == before
    assert is_as_unknown(circle.contact, scope)
    assert is_as_unknown(circle.relative, scope)


# --- the end of an assignment -----------------------------------------------------------------------------


async def end_assignment(home: Home) -> None:
    """The office imports the file in which the supporter has left."""
    path = CASES / f"{CASE}.yaml"
    text = path.read_text(encoding="utf-8").replace(
        'name: "Jonas Heij", from: 2025-09-30}', 'name: "Jonas Heij", from: 2025-09-30, until: 2026-04-18}'
    )
    document = read_document(path.name, text.encode())
    store = await open_home(home, open_database(home.database_url), lambda: DEMO_DAY)
    try:
        wanted = Wanted(on=date(2026, 4, 20), own_devices=True)
        await import_case(Authority(home), store, document, read_case(document), wanted)
    finally:
        await store.close()


def test_what_ends_with_an_assignment_is_shredded_and_with_it_the_name_and_the_lines(circle: Circle) -> None:
    case = circle.supporter
    care = log_of(case, ScopeType.CARE)
    case.staff.log(NewContact("call", f"Slaapt slecht {WORD}", DEMO_DAY, visible=True), DEMO_DAY)
    case.staff.log(NewContact("call", f"Alleen voor mij {WORD}", DEMO_DAY), DEMO_DAY)
    circle.sync(case, circle.person)
    case.staff.keep_own_name("Elif")
    case.staff.keep_unfinished(f"gebeld {WORD}", DEMO_DAY)
    assert case.search(WORD, "nl")
    asyncio.run(end_assignment(Home(circle.home)))
    for _ in range(2):
        circle.sync(case)
    assert {ending.type for ending in endings(case._vault) if ending.shredded_at} == {
        "care",
        "family",
        "support",
    }
    assert case._vault.own_name(care) == ""
    assert case._vault.unfinished.places() == []
    assert case._vault.sealed.keys(care) == {}
    assert case.search(WORD, "nl") == ()
    assert case.staff.supported(DEMO_DAY) == ()
    circle.sync(circle.person)
    assert circle.person.talks()[0].talk.text == f"Slaapt slecht {WORD}"
