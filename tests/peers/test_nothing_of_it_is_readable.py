# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a backend keeps of talks: no word, no alias, no wish, and sizes in classes alone (T12, T22).

Database, its copy, what it printed and the whole home folder are looked through, on each engine; words said
in a readable log are found, so that finding nothing means something.
"""

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_casefile.model.dialogue import Request
from tbp_casefile.model.peers import Boundary, Debrief, PeerProfile, PeerRequest
from tbp_tui.sync import outbox
from tests.backend.conftest import ENGINES
from tests.markers import readable_somehow
from tests.peers import people as module
from tests.peers.people import EXPERT, Machine, People, served
from tests.postgres import Cluster

ALIAS_P, ALIAS_X = "qvinkjex61", "qwillemx62"
SAID = ("qberichtx63", "qgrensx64", "qafscheidx65", "qzorgx66", "qnazorgx67", "qwensx68")
PLAINLY = "qopenbaarx69"


@pytest.fixture(params=ENGINES)
def people(
    request: pytest.FixtureRequest, tmp_path: Path, founded: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[People]:
    """On each engine, with aliases and a wish that stand nowhere else."""
    server: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    wish = PeerRequest(alias=ALIAS_P, topics=("family",), languages=("nl",), text=SAID[5])
    monkeypatch.setattr(module, "WISH", wish)
    profile = PeerProfile(alias=ALIAS_X, topics=("family",), languages=("nl",))
    monkeypatch.setattr(module, "PROFILE", profile)
    with served(tmp_path, server, copied=None if server else founded) as office:
        gathered = People(office, tmp_path)
        yield gathered
        gathered.close()


def kept(people: People) -> bytes:
    """Everything that the backend has, the coordinator's folder and keys too."""
    home = people.office.home.path
    files = [*home.rglob("*"), home.parent / f"{home.name}.log"]
    return people.office.stolen() + b"\0".join(path.read_bytes() for path in files if path.is_file())


def test_a_backend_keeps_no_word_and_no_alias_of_a_talk_in_any_form(people: People) -> None:
    person, expert = people.two()
    person.talk.say(f"Over {SAID[0]}.", person.now)
    expert.talk.agree(Boundary(avoid=SAID[1]), expert.now)
    expert.case.peers.concern(SAID[3], expert.now, known=False)
    expert.case.peers.asking.debrief(Debrief(weight=3, text=SAID[4]), expert.now)
    for machine in (person, expert, person):
        machine.sync()
    assert people.overview().experts[0].profile.alias == ALIAS_X  # type: ignore[union-attr]
    person.case.peers.talks.end(person.room, person.now, SAID[2])
    case = next(place for place in person.case._vault.scopes() if place.type == "case")
    outbox.write(
        person.case._vault,
        scope=case.scope,
        kind="request",
        body=Request(kind="support", title="Vraag", text=PLAINLY),
        at=person.now,
        now=person.now,
        random=secrets.token_bytes,
    )
    for machine in (person, expert):
        machine.sync()
    looked_for = [ALIAS_P, ALIAS_X, *SAID, PLAINLY]
    assert readable_somehow(kept(people), looked_for) == {PLAINLY}


def test_nothing_but_the_coordinators_book_ties_a_talk_to_a_case_or_an_expert(people: People) -> None:
    """Without `authority/`: the ids in the log of a talk stand in no other log."""
    person, _expert = people.two()
    state = person.talk.state
    (talk,) = (pair["talk"] for pair in book(people)["pairs"])
    assert talk == state.scope

    async def others(home: object, store: object) -> str:
        scopes = [*book(people)["askers"], *book(people)["experts"]]
        entries = [await store.whole(one["scope"]) for one in scopes]  # type: ignore[attr-defined]
        return json.dumps(entries)

    elsewhere = people.does(others)
    for id_ in (state.scope, *state.members, *state.devices):
        assert id_ not in elsewhere
    assert EXPERT not in people.office.stolen().decode("latin-1")


def book(people: People) -> dict[str, list[dict[str, str]]]:
    """The coordinator's own book."""
    read: dict[str, list[dict[str, str]]] = json.loads(
        (people.office.home.authority / "peers.json").read_bytes()
    )
    return read


def test_how_long_a_message_is_shows_in_classes_alone(people: People) -> None:
    person, expert = people.two()
    for length in (1, 40, 150, 230):
        person.talk.say("x" * length, person.now)
    person.talk.say("y" * 600, person.now)
    person.sync()
    lengths = sealed_lengths(people, person)
    assert len(set(lengths[:4])) == 1
    assert lengths[4] > lengths[0]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:00:00Z", moment) for moment in moments(people, person))
    assert expert.view.lines == ()


def records(people: People, person: Machine) -> list[dict[str, object]]:
    """The payloads of the messages as the backend has them."""
    scope = person.talk.state.scope

    async def whole(home: object, store: object) -> list[tuple[int, int, str]]:
        entries: list[tuple[int, int, str]] = await store.whole(scope)  # type: ignore[attr-defined]
        return entries

    from tbp_casefile.wire.envelope import read_record

    found = [json.loads(read_record(jws).unverified.payload) for _, _, jws in people.does(whole)]
    return [record for record in found if record["kind"] == "message"]


def sealed_lengths(people: People, person: Machine) -> list[int]:
    return [len(record["body"]["sealed"]["text"]) for record in records(people, person)]  # type: ignore[index]


def moments(people: People, person: Machine) -> list[str]:
    """Every moment that a record tells beside that of its coming in."""
    found = records(people, person)
    return [str(record[name]) for record in found for name in ("at", "writtenAt")]
