# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp log` as a real program: it asks, or reads one line; what is not sure is never written by itself."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.e2e.programs import CASE, PASSPHRASE, App
from tests.e2e.staff import OTHER_CASE, copied, looked_into, pair
from tests.e2e.tmux import HAS_TMUX, Tmux

LINE = "gebeld met Mirthe 20m: B5 uitgelegd > terugbellen vr 10u"
NOT_SURE = "gebeld > terugbellen volgende week"


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paired once."""
    folder = tmp_path_factory.mktemp("staff")
    pair(folder)
    return folder


@pytest.fixture
def bas(devices: Path, tmp_path: Path) -> App:
    """A contact person with two cases."""
    return copied(devices, "bas", tmp_path)


def written(app: App, number: str = CASE) -> list[str]:
    """The kinds that wait to be sent, and the line that was left in this case."""
    with looked_into(app) as case:
        case.open_number(number, case._world.now())
        return [*sorted(row.kind for row in case._vault.outbox.all()), case.staff.unfinished()]


def test_one_line_from_the_input_is_written_at_once_with_its_task(bas: App) -> None:
    done = bas.run("log", OTHER_CASE, "-", stdin=LINE + "\n")
    assert done.code == 0, done.err
    assert "Hoe: bellen" in done.out
    assert re.fullmatch(r"[0-9a-f-]{36} bellen: op dit apparaat", done.out.splitlines()[-1])
    assert written(bas, OTHER_CASE) == ["contact_moment", "task", ""]
    tasks = json.loads(bas.run("show", "tasks", "--json").out)["items"]
    mine = [item for item in tasks if item["delivery"] == "device"]
    assert [(item["title"], item["case"], item["owner"]) for item in mine] == [
        ("terugbellen vr 10u", OTHER_CASE, "own")
    ]
    assert "terugbellen vr 10u" in bas.run("show", "tasks").out


def test_what_is_not_sure_is_refused_named_and_kept(bas: App) -> None:
    refused = bas.run("log", CASE, "-", stdin=NOT_SURE)
    assert refused.code == 1
    assert len(refused.err.strip().splitlines()) == 1
    assert "Voor wanneer" in refused.err
    assert written(bas) == [NOT_SURE]
    agreed = bas.run("log", CASE, "-", "--agree", stdin=NOT_SURE)
    assert agreed.code == 0, agreed.err
    assert written(bas) == ["contact_moment", "task", ""]


@pytest.mark.parametrize("line", ["Mirthe slaapt slecht", "gebeld morgen 15u"], ids=["how", "when"])
def test_how_and_when_are_not_agreed_with_where_nothing_is_proposed(bas: App, line: str) -> None:
    refused = bas.run("log", CASE, "-", "--agree", stdin=line)
    assert (refused.code, len(refused.err.strip().splitlines())) == (1, 1)
    assert written(bas) == [line]


@pytest.mark.parametrize(
    ("arguments", "line", "said"),
    [
        (["-"], LINE, f"{CASE}, {OTHER_CASE}"),
        (["D-99-0001", "-"], LINE, f"{CASE}, {OTHER_CASE}"),
        ([CASE, "-"], "", "geen regel"),
        ([CASE, "-"], "gebeld\nbezoek", "één regel"),
        (LINE.split(), "", "opdrachtregel"),
        ([CASE, "-"], "gebeld " + "woord " * 200, "tekens"),
    ],
    ids=["which case", "no such case", "no line", "two lines", "on the command line", "too long"],
)
def test_wrong_use_is_one_sentence_and_exit_2(bas: App, arguments: list[str], line: str, said: str) -> None:
    refused = bas.run("log", *arguments, stdin=line)
    assert refused.code == 2
    assert len(refused.err.strip().splitlines()) == 1
    assert said in refused.err
    assert "Mirthe" not in refused.err
    assert written(bas)[:-1] == []


def test_what_is_too_long_is_kept_whole(bas: App) -> None:
    line = ("gebeld " + "woord " * 200).strip()
    assert bas.run("log", CASE, "-", stdin=line).code == 2
    assert written(bas) == [line]


def test_a_person_writes_down_no_contacts(devices: Path, tmp_path: Path) -> None:
    person = copied(devices, "person", tmp_path)
    refused = person.run("log", "-", stdin=LINE)
    assert (refused.code, refused.out) == (2, "")
    assert len(refused.err.strip().splitlines()) == 1


def test_hostile_words_do_nothing_in_what_is_printed(bas: App) -> None:
    line = "gebeld met Mirthe: \x1b[2J\x1b]0;title\x07 \u202e[bold]x[/] 👩‍👩‍👧 > bellen \x9b31m morgen 9u"
    done = bas.run("log", CASE, "-", stdin=line)
    assert done.code == 0, done.err
    assert all(shown.isprintable() for shown in done.out.splitlines())
    assert "[bold]x[/]" in done.out


def test_nobody_there_to_ask_keeps_the_line(bas: App) -> None:
    went = bas.run("log", CASE, stdin=f"{NOT_SURE}\n")
    assert (went.code, len(went.err.strip().splitlines())) == (1, 1)
    assert written(bas) == [NOT_SURE]


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_it_asks_shows_what_came_of_it_and_then_saves(bas: App, tmux: Tmux) -> None:
    key_file = str(bas.folder / "second.key")
    command = [sys.executable, "-m", "tbp_tui", "--key-file", key_file, "log", CASE]
    tmux.start(command, bas.environment, size="100x50")
    tmux.wait_for("Wachtzin:")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Contact in één regel:")
    tmux.press("-l", NOT_SURE)
    tmux.press("Enter")
    tmux.wait_for("Voor wanneer [")
    assert NOT_SURE.split()[0] not in Path(f"/proc/{tmux.program('tbp_tui')}/cmdline").read_text()
    tmux.press("Enter")
    tmux.wait_for("Enter bewaart")
    tmux.press("v", "Enter")
    tmux.wait_for("u en de persoon")
    tmux.press("Enter")
    tmux.wait_for("op dit apparaat", "ended with 0")
    assert written(bas) == ["contact_moment", "task", ""]
