# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator types and reads: words of both languages, and nothing that steers a terminal."""

import msgspec

from tests.backend.conftest import CASE, run
from tests.peers.people import EXPERT, PROFILE, WISH, People

ESCAPES = "Vink\x1b[2J\u202e"


def says(people: People, *arguments: str, language: str = "en", code: int = 0) -> str:
    """What a command prints, or of one that is refused what it says."""
    done = run(people.office.home.path, "peers", *arguments, language=language)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def test_a_coordinator_brings_two_together_from_the_command_line(people: People) -> None:
    person = people.person()
    asker = ("--case", CASE, "--member", "person")
    assert "person can ask for a talk" in says(people, "open", *asker)
    assert "can ask already" in says(people, "open", *asker, code=2)
    assert "There is no case X-1 here." in says(people, "open", "--case", "X-1", "--member", "person", code=2)
    person.sync()
    hostile = msgspec.structs.replace(WISH, alias=ESCAPES, text="Een wens\x1b]0;x\x07")
    person.case.peers.asking.ask(hostile, person.now)
    person.sync()
    ticket = says(people, "expert", EXPERT).strip()
    assert ticket.startswith("https://")
    assert "There is an expert" in says(people, "expert", EXPERT, code=2)
    expert = people.machine("expert", ticket)
    assert "has no profile yet" in says(people, "propose", *asker, EXPERT, code=2)
    expert.case.peers.asking.offer(PROFILE, expert.now)
    expert.sync()
    assert "is ready for talks" in says(people, "confirm", EXPERT)
    assert "They can answer until" in says(people, "propose", *asker, EXPERT)
    listed = says(people, "list")
    assert "Vink [2J  family, stress and sleep" in listed
    assert not {"\x1b", "\u202e", "\x07"} & set(listed)
    assert f"{EXPERT}  Willem  ready  1 of 2 talks" in listed
    assert "gezin, spanning en slapen" in says(people, "list", language="nl")
    for machine in (person, expert):
        machine.sync()
        machine.answer("yes")
        machine.sync()
    assert says(people, "settle").startswith("1 talk begins.")
    expert.sync()
    expert.case.peers.concern("Ik maak me zorgen.\x1b[2J", expert.now, known=False)
    expert.sync()
    inbox = says(people, "list", language="nl")
    assert "zorg (de ander weet er niet van): Ik maak me zorgen." in inbox
    assert "\x1b" not in inbox


def test_without_the_folder_of_the_authority_nothing_of_it_can_be_done(people: People) -> None:
    people.office.home.authority.rename(people.folder / "elsewhere")
    assert "authority/" in says(people, "list", code=2)
