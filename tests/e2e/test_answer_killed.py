# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 while a question or an answer is typed: at most two seconds are lost, and no file shows a word."""

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.programs import CASE, PASSPHRASE, App
from tests.e2e.staff import copied, looked_into, pair, unlock
from tests.e2e.tmux import HAS_TMUX, Tmux

pytestmark = [pytest.mark.real, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

PROMISED = 2.0
KEPT, TYPED = "Waarom qzxvb op vrijdag", " en niet"


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paired once."""
    folder = tmp_path_factory.mktemp("answers")
    pair(folder)
    return folder


def ask(tmux: Tmux, app: App) -> None:
    """Unlock, and begin a question about the package."""
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(app.folder / "second.key")]
    tmux.start(command, app.environment)
    tmux.wait_for("wachtzin")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Wie beslist")
    tmux.press("1")
    tmux.wait_for("uw pakket")
    tmux.press("End", "Up", "Up", "Enter")
    tmux.wait_for("uw vraag")


def kill(tmux: Tmux) -> None:
    """As when the power goes, but for the disk."""
    tmux.signal(signal.SIGKILL, "tbp_tui")
    tmux.wait_for("ended with 137")
    tmux.close()


def test_of_a_question_at_most_two_seconds_are_lost_and_it_goes_on(devices: Path, tmp_path: Path) -> None:
    person, tmux = copied(devices, "person", tmp_path), Tmux(tmp_path)
    try:
        ask(tmux, person)
        tmux.press("-l", KEPT)
        tmux.wait_for(KEPT)
        time.sleep(PROMISED)  # the promise is one about time
        tmux.press("-l", TYPED)
        tmux.wait_for(TYPED)
        kill(tmux)
    finally:
        tmux.close()
    readable = [file.name for file in person.home.iterdir() if b"qzxvb" in file.read_bytes()]
    assert readable == []
    with looked_into(person) as case:
        (place,) = case._vault.unfinished.places()
        assert case._vault.unfinished.text(place) in {KEPT, KEPT + TYPED}
    try:
        ask(tmux, person)
        tmux.wait_for(KEPT)
    finally:
        tmux.close()


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1])
def test_killed_while_sending_there_is_the_answer_or_the_text(
    devices: Path, tmp_path: Path, delay: float
) -> None:
    person, tmux = copied(devices, "person", tmp_path), Tmux(tmp_path)
    try:
        ask(tmux, person)
        tmux.press("-l", KEPT)
        tmux.wait_for(KEPT)
        time.sleep(PROMISED)
        tmux.press("Tab", "Enter")
        time.sleep(delay)
        kill(tmux)
    finally:
        tmux.close()
    with looked_into(person) as case:
        waiting = [case.take_back(row.id, case._world.now()) for row in case._vault.outbox.all()]
        begun = [case._vault.unfinished.text(place) for place in case._vault.unfinished.places()]
        assert (waiting, begun) in [([KEPT], []), ([], [KEPT])]


def test_of_a_draft_of_a_contact_person_as_little_is_lost(devices: Path, tmp_path: Path) -> None:
    bas, tmux = copied(devices, "bas", tmp_path), Tmux(tmp_path)
    try:
        unlock(tmux, bas)
        tmux.choose(CASE)
        tmux.press("Enter")
        tmux.wait_for("Wie beslist")
        tmux.press("7")
        tmux.wait_for("Antwerpen")
        tmux.press("Enter")
        tmux.wait_for("Het antwoord schrijven")
        tmux.press("End", "Enter")
        tmux.wait_for("een antwoord", "Bewaar en verstuur")
        tmux.press("-l", KEPT)
        tmux.wait_for(KEPT)
        time.sleep(PROMISED)
        kill(tmux)
    finally:
        tmux.close()
    readable = [file.name for file in bas.home.iterdir() if b"qzxvb" in file.read_bytes()]
    assert readable == []
    with looked_into(bas) as case:
        case.open_number(CASE, case._world.now())
        drafts = [case.replies.begun(line.ref) for line in case.requests(case._world.now())]
        assert [draft.text for draft in drafts if draft] == [KEPT]
        assert case._vault.outbox.all() == []
