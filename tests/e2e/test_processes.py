# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The thread with separate processes: a decision comes to the screen, an answer goes back, once."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.programs import App, Backend


def stored(backend: Backend, kind: str) -> int:
    """How many records of a kind stand in the backend's own database."""
    with sqlite3.connect(f"file:{backend.home / 'backend.db'}?mode=ro", uri=True) as database:
        count: int = database.execute("SELECT count(*) FROM entries WHERE kind = ?", (kind,)).fetchone()[0]
    return count


def test_a_decision_comes_from_the_office_to_the_persons_screen(paired: App) -> None:
    shown = paired.show("package")
    assert (shown["view"], shown["version"]) == ("package", "4.1")
    assert {"M22", "M28", "M31", "M36", "M45"} <= {item["code"] for item in shown["items"]}
    assert shown["authority"] == "NCTV"
    reasons = {item["code"]: item["reason"] for item in paired.show("changes")["items"] if item["reason"]}
    assert set(reasons) >= {"M22", "M25"}


KEYS = {"id", "code", "title", "state", "reason", "from", "until", "layer", "delivery"}
ASKED = {"next", "page", "confirmed", "answers", "talk"}
NEWS = {"means", "do", "weight", "release", "unread", "answers"}
MORE: dict[str, list[set[str]]] = {
    "package": [set(), {"kind", "ended"}, {"notice", "do", "call", "provider", "covers"}],
    "changes": [set()],
    "reviews": [{"inputs"}, {"scores", "shared"}],
    "obligations": [ASKED],
    "expectations": [{"page"}, ASKED, {"page", "on"}],
    "contacts": [{"next", "since", "ends"}],
    "bulletins": [NEWS],
    "requests": [{"because", "overdue", "by"}],
    "talks": [{"minutes", "who"}],
    "authority": [{"stays"}],
    "access": [{"members", "kinds"}],
    "status": [{"number", "due", "asked"}],
    "cases": [{"authority", "openRequests"}],
}
"""What the items of each view have beside the nine keys of the design."""


@pytest.mark.parametrize("view", MORE)
def test_the_keys_of_the_json_are_those_of_the_design(paired: App, view: str) -> None:
    document = paired.show(view)
    assert list(document) == ["asOf", "authority", "view", "version", "items"]
    assert document["items"]
    assert all(set(item) >= KEYS for item in document["items"])
    more = {frozenset(set(item) - KEYS) for item in document["items"]}
    assert more == {frozenset(keys) for keys in MORE[view]}


def test_after_kill_9_of_the_backend_show_still_answers_and_says_of_which_moment(
    paired: App, backend: Backend
) -> None:
    before = paired.show("package")
    backend.kill()
    after = paired.show("package")
    assert after == before
    assert after["asOf"] is not None


def test_an_answer_made_offline_is_delivered_exactly_once_when_the_backend_is_back(
    paired: App, backend: Backend
) -> None:
    imported = stored(backend, "acknowledgement")
    backend.kill()
    made = paired.run("ack", "package", "seen")
    assert made.code == 0, made.err
    assert "op dit apparaat" in made.out
    offline = paired.run("sync")
    assert offline.code == 1
    assert offline.out.strip()
    backend.serve()
    assert paired.run("sync").code == 0
    assert paired.run("sync").code == 0
    assert stored(backend, "acknowledgement") == imported + 1
    answer = next(item for item in paired.show("package")["items"] if item["code"] == "acknowledgement")
    assert (answer["state"], answer["delivery"]) == ("seen", "received")


def test_two_app_processes_on_one_vault_deliver_one_answer_once(paired: App, backend: Backend) -> None:
    imported = stored(backend, "acknowledgement")
    assert paired.run("ack", "package", "question", "--text", "-", stdin="Wie belt mij?").code == 0
    both = [paired.start("sync"), paired.start("sync")]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert stored(backend, "acknowledgement") == imported + 1


def test_not_now_says_what_changes_and_what_stays_before_it_is_written(paired: App) -> None:
    result = paired.run("ack", "package", "not-now")
    assert result.code == 0
    lines = result.out.splitlines()
    assert len(lines) == 6
    assert "ik werk nu niet mee" in lines[-1].lower()


def test_an_answer_to_a_version_by_its_id_is_about_exactly_that_version(
    paired: App, backend: Backend
) -> None:
    item = paired.show("package")["items"][0]
    assert paired.run("ack", "package", item["id"], "explained").code == 0
    unknown = paired.run("ack", "package", "00000000-0000-4000-8000-000000000000", "seen")
    assert (unknown.code, unknown.out) == (2, "")
    waiting = [item for item in paired.show("status")["items"] if item["code"] != "case"]
    assert [(item["code"], item["state"]) for item in waiting] == [("acknowledgement", "device")]


def test_everything_lies_in_the_folder_of_tbp_home(paired: App, tmp_path: Path) -> None:
    outside = {path for path in (tmp_path / "user").rglob("*") if path.is_file()}
    assert outside == set()
    assert {path.name for path in paired.home.iterdir()} <= {"notes.head", "notes.db", "settings.json"}


def test_who_received_what_is_asked_anew_and_known_without_a_connection(
    paired: App, backend: Backend
) -> None:
    assert paired.run("ack", "package", "seen").code == 0
    assert paired.run("sync").code == 0
    asked = paired.run("deliveries", "--json")
    assert asked.code == 0, asked.err
    items = json.loads(asked.out)["items"]
    assert {(item["code"], item["state"], item["own"]) for item in items} == {("person", "sent", True)}
    assert any("acknowledgement" in item["kinds"] for item in items)
    backend.kill()
    offline = paired.run("deliveries")
    assert offline.code == 1
    assert offline.err.strip()
    assert "Verstuurd naar dit apparaat" in offline.out
    assert paired.show("deliveries")["items"] == items
