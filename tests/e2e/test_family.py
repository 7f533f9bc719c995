# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A relative and a contact person with devices of their own: each sees as far as their logs go."""

import json
import sys
from pathlib import Path

import pytest

from tests.e2e.programs import PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux


def device(folder: Path, ticket: str) -> App:
    """A paired app in a folder of its own."""
    folder.mkdir()
    app = App(folder)
    paired = app.enrol(ticket)
    assert paired.code == 0, paired.err
    return app


def measures(app: App) -> set[str]:
    """The codes of the measures in the package that this device shows."""
    return {item["code"] for item in app.show("package")["items"] if item["code"].startswith("M")}


def test_a_relative_pairs_reads_the_family_part_and_answers_for_themselves(
    paired: App, backend: Backend, tmp_path: Path
) -> None:
    sam = device(tmp_path / "sam", backend.ticket("relative-1"))
    whole, part = measures(paired), measures(sam)
    assert part
    assert part < whole
    assert sam.run("ack", "package", "seen").code == 0
    asked = sam.show("obligations")["items"][0]["id"]
    answered = sam.run("ack", "obligation", asked, "question", "--text", "-", stdin="Weet de buurman het?")
    assert answered.code == 0, answered.err
    assert sam.run("sync").code == 0
    assert paired.run("sync").code == 0
    told = paired.run("show", "obligations", "--plain")
    assert "Weet de buurman het?" in told.out
    assert "Door de familie." in told.out


@pytest.mark.parametrize("view", ["bulletins", "talks", "status"])
def test_what_is_not_for_the_family_is_not_on_their_device(
    paired: App, backend: Backend, tmp_path: Path, view: str
) -> None:
    assert paired.show(view)["items"]
    sam = device(tmp_path / "sam", backend.ticket("relative-1"))
    assert sam.show(view)["items"] == []


def test_a_contact_person_opens_the_case_as_the_person_sees_it_and_answers_nothing_in_their_name(
    paired: App, backend: Backend, tmp_path: Path
) -> None:
    bas = device(tmp_path / "bas", backend.ticket("contact-2"))
    cases = json.loads(bas.run("show", "cases", "--json").out)["items"]
    assert [case["title"] for case in cases] == ["D-24-0117"]
    assert measures(bas) == measures(paired)
    refused = bas.run("ack", "package", "seen")
    assert (refused.code, refused.out) == (2, "")
    assert len(refused.err.strip().splitlines()) == 1


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_a_role_without_screens_gets_one_sentence_and_exit_2_everywhere(
    backend: Backend, tmp_path: Path, tmux: Tmux
) -> None:
    ilse = device(tmp_path / "ilse", backend.ticket("employer-1"))
    for arguments in ([], ["show", "package"], ["ack", "package", "seen"]):
        result = ilse.run(*arguments)
        assert (result.code, result.out) == (2, ""), arguments
        assert len(result.err.strip().splitlines()) == 1
        assert "rol" in result.err
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(ilse.folder / "second.key")]
    tmux.start(command, ilse.environment)
    tmux.wait_for("Typ uw wachtzin")
    tmux.press(PASSPHRASE, "Enter")
    assert "rol" in tmux.wait_for("ended with 2")
