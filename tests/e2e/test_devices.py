# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices from the command line: one more by a ticket of the first, one less, and what is left of it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.programs import PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux


def listed(app: App) -> list[dict[str, Any]]:
    """What `devices --json` gives."""
    result = app.run("devices", "--json")
    assert result.code == 0, result.err
    items: list[dict[str, Any]] = json.loads(result.out)["items"]
    return items


def test_one_more_device_and_one_less(paired: App, backend: Backend, tmp_path: Path) -> None:
    added = paired.run("devices", "add")
    assert added.code == 0, added.err
    line = added.out.splitlines()[0]
    assert not kept(paired.folder, line.rpartition("#")[2])
    (tmp_path / "second").mkdir()
    second = App(tmp_path / "second")
    assert second.enrol(line).code == 0
    assert second.run("ack", "package", "question", "--text", "-", stdin="nog iets").code == 0
    assert paired.run("sync").code == 0

    *both, asked = listed(paired)
    first, other = sorted(both, key=lambda item: not item["here"])
    assert (asked["code"], asked["title"], asked["reason"]) == ("arrival", other["title"], "own-ticket")
    known_of(paired, other["title"])
    assert (first["here"], other["here"], other["state"]) == (True, False, "active")
    refused = paired.run("devices", "revoke", other["title"])
    assert (refused.code, "90 dagen" in refused.out) == (2, True)
    ended = paired.run("devices", "revoke", other["title"].lower(), "--yes")
    assert (ended.code, "nergens meer toegang" in ended.out) == (0, True), ended.out

    synced = second.run("sync")
    assert (synced.code, "Uw toegang op dit apparaat is geëindigd." in synced.out) == (0, True)
    left = [item for item in listed(second) if item["code"] == "ending"]
    assert {(item["state"], item["reason"], item["lost"]) for item in left} == {("wiped", "device", 0)}
    assert sorted(item["title"] for item in left) == ["case", "employer", "family", "support"]
    overview = second.run()
    assert (overview.code, "nog iets" in overview.out) == (0, False)
    assert second.run("ack", "package", "seen").code != 0
    again = paired.run("devices", "add")
    assert second.enrol(again.out.splitlines()[0]).code == 0
    assert second.show("package")["items"]


def known_of(app: App, code: str) -> None:
    """Say yes to a device that was added; what it reads is told first, and it is asked once."""
    assert "Er is een apparaat toegevoegd: is dat van u?" in app.run("show", "status").out
    assert f"devices accept {code}" in app.run("devices", "--plain").out
    unsure = app.run("devices", "accept", code)
    assert (unsure.code, "Dit kan het nu lezen: uw zaak" in unsure.out) == (2, True)
    assert [item["code"] for item in listed(app)] == ["device", "device", "arrival"]
    said = app.run("devices", "accept", code.lower(), "--yes")
    assert (said.code, "U zei ja." in said.out) == (0, True), said.err
    assert [item["code"] for item in listed(app)] == ["device", "device"]
    again = app.run("devices", "accept", code, "--yes")
    assert (again.code, "wordt u niets gevraagd" in again.err) == (2, True)


def kept(folder: Path, code: str) -> list[Path]:
    """Files in which the secret of a ticket can be read."""
    assert len(code) == 26
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 4
    return [file for file in files if code.encode() in file.read_bytes()]


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_a_device_without_anything_left_opens_and_says_so(
    paired: App, backend: Backend, tmp_path: Path, tmux: Tmux
) -> None:
    own = next(item for item in listed(paired) if item["here"])
    done = backend.command("device", "revoke", own["title"])
    assert done.returncode == 0, done.stderr
    assert paired.run("sync").code == 0
    opened = [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key")]
    tmux.start(opened, paired.environment)
    tmux.wait_for("Typ uw wachtzin")
    tmux.press(PASSPHRASE, "Enter")
    tmux.wait_for("Uw toegang op dit apparaat is geëindigd")
    tmux.press("Enter")
    tmux.wait_for("Uw apparaten", "  > ")
    tmux.press("End")
    tmux.wait_for("Geëindigd op dit apparaat", "Uw zaak")
