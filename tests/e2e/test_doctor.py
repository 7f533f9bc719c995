# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp doctor` as a person runs it: on a computer that lacks something, with and without a passphrase."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tbp_casefile.times import parse_moment
from tests.e2e.programs import CASE, PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux

ROOT = Path(__file__).parents[2]
OWN_WORDS = "mijn eigen woorden qzxvbnmwrtkp"
OF_THE_CASE = (CASE, "Olthof", "qzxvbnmwrtkp", "M22", "M28", "NCTV", "127.0.0.1", PASSPHRASE)


def examined(app: App, *options: str, passphrase: str | None = PASSPHRASE) -> tuple[int, dict[str, Any]]:
    """The exit code and by check what was found."""
    result = app.run("doctor", "--json", *options, passphrase=passphrase)
    assert result.err == ""
    findings = json.loads(result.out)
    assert all(list(finding) == ["check", "state", "code", "values"] for finding in findings)
    return result.code, {finding["check"]: finding for finding in findings}


def not_good(found: dict[str, Any]) -> dict[str, str]:
    return {check: finding["code"] for check, finding in found.items() if finding["state"] == "not-good"}


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir()}


def lines_of(out: str) -> list[str]:
    """The lines without their numbers, which count from one."""
    numbers, _, lines = zip(*(line.partition(" ") for line in out.splitlines()), strict=True)
    assert numbers == tuple(str(number) for number in range(1, len(numbers) + 1))
    return list(lines)


def test_on_a_computer_where_nothing_is_set_up_it_says_the_first_step_and_makes_nothing(app: App) -> None:
    app.language = "en"
    result = app.run("doctor", passphrase=None)
    assert (result.code, result.err) == (0, "")
    *lines, end = lines_of(result.out)
    assert all(line.startswith(("ok: ", "take note: ")) for line in lines)
    assert any("tbp enrol" in line for line in lines)
    assert end.startswith("This program can do its work here.")
    assert not app.home.exists()
    assert [path for path in (app.folder / "user").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_a_paired_device_everything_is_told_and_nothing_of_the_case(paired: App, language: str) -> None:
    paired.language = language
    assert paired.run("ack", "package", "question", "--text", "-", stdin=OWN_WORDS).code == 0
    as_lines, as_json = paired.run("doctor"), paired.run("doctor", "--json")
    assert (as_lines.code, as_json.code) == (0, 0)
    everything = "".join(
        (as_lines.out, as_lines.err, as_json.out, as_json.err, str(paired.run("doctor", "-h")))
    )
    assert [word for word in (*OF_THE_CASE, str(paired.home)) if word in everything] == []
    found = {finding["check"]: finding for finding in json.loads(as_json.out)}
    assert found["waiting"]["values"] == {"count": 1}
    assert found["contents"]["values"]["records"] > 10
    assert parse_moment(found["received"]["values"]["at"]) == parse_moment(paired.show("package")["asOf"])


def test_online_it_says_whether_the_other_side_answers(paired: App, backend: Backend) -> None:
    assert paired.run("ack", "package", "seen").code == 0
    code, found = examined(paired, "--online")
    assert (code, not_good(found), found["online"]["code"]) == (0, {}, "answers")
    assert found["waiting"]["code"] == "none"
    backend.kill()
    code, found = examined(paired, "--online")
    assert (code, not_good(found)) == (1, {"online": "sync.offline"})
    assert found["trouble"]["code"] == "none"
    code, found = examined(paired)
    assert (code, "online" in found) == (0, False)


def test_nobody_is_asked_where_nobody_can_answer(paired: App) -> None:
    for options in (["--unlock"], ["--online"], ["--unlock", "--online"]):
        code, found = examined(paired, *options, passphrase=None)
        assert (code, found["opening"]["code"]) == (0, "not-asked")
    assert "opening" not in examined(paired, passphrase=None)[1]


def test_a_wrong_passphrase_and_a_damaged_file_are_not_good_and_change_nothing(paired: App) -> None:
    before = contents(paired.home)
    code, found = examined(paired, passphrase="something else entirely")
    assert (code, not_good(found)) == (1, {"opening": "vault.wrong-passphrase"})
    after = contents(paired.home)
    assert json.loads(after.pop("notes.wait"))["count"] == 1  # a try is a try, whoever asks
    assert after == before
    records = paired.home / "notes.db"
    content = bytearray(records.read_bytes())
    content[len(content) // 2] ^= 1
    records.write_bytes(content)
    before = contents(paired.home)
    before.pop("notes.wait")  # the right one takes it away
    code, found = examined(paired, "--online")
    assert (code, not_good(found)) == (1, {"integrity": "vault.damaged"})
    result = paired.run("doctor", "--lang", "en")
    assert result.code == 1
    assert lines_of(result.out)[-1].startswith("1 thing is not good.")
    assert contents(paired.home) == before


def test_a_descriptor_that_holds_nothing_is_a_finding(paired: App) -> None:
    code, found = examined(paired, "--passphrase-fd", "99", passphrase=None)
    assert (code, not_good(found)) == (1, {"opening": "cli.nothing-to-ask"})


def test_settings_of_textual_that_were_dropped_at_the_start_are_still_told(app: App) -> None:
    app.extra = {"TEXTUAL_LOG": str(app.folder / "everything.log")}
    found = examined(app, passphrase=None)[1]
    assert (found["environment"]["state"], found["environment"]["code"]) == ("take-note", "textual-dropped")


def test_where_not_every_letter_can_be_printed_exactly_that_is_said(app: App) -> None:
    app.extra = {"PYTHONIOENCODING": "ascii"}
    result = app.run("doctor", passphrase=None)
    assert (result.code, result.err) == (1, "")
    assert any("? (ascii)" in line for line in lines_of(result.out))


# --- a program that is not whole ------------------------------------------------------------------------


def beside(app: App, **modules: str) -> None:
    """Modules that Python finds before ours."""
    folder = app.folder / "beside"
    for name, program in modules.items():
        path = folder / name / "__init__.py"
        path.parent.mkdir(parents=True)
        path.write_text(program)
    app.extra = {"PYTHONPATH": str(folder), "PYTHONTZPATH": ""}


def test_parts_that_do_not_work_are_named_and_the_rest_is_still_looked_at(app: App) -> None:
    beside(app, msgspec="raise ImportError('not for this computer')", httpx2="1 / 0")
    code, found = examined(app, passphrase=None)
    assert (code, not_good(found)) == (1, {"parts": "missing"})
    assert found["parts"]["values"] == {"parts": "httpx2, msgspec"}
    app.language = "en"
    result = app.run("doctor", passphrase=None)
    assert any("httpx2, msgspec. Install this program again." in line for line in lines_of(result.out))


def test_a_plain_apsw_beside_ours_is_named(app: App) -> None:
    beside(app, apsw="")
    code, found = examined(app, passphrase=None)
    assert (code, not_good(found)) == (1, {"cipher": "vault.cipher-missing"})
    assert found["cipher"]["values"] == {"reason": "plain-apsw"}


def test_a_computer_without_time_zones_is_told_and_its_clock_is_still_read(app: App) -> None:
    beside(app, tzdata="")
    code, found = examined(app, passphrase=None)
    assert (code, not_good(found)) == (1, {"time-zone": "unknown"})
    result = app.run("doctor", passphrase=None)
    assert (result.code, result.err) == (1, "")
    assert any(line.endswith("Z.") for line in lines_of(result.out))


@pytest.mark.parametrize("missing", ["nl", "en"])
def test_a_catalogue_that_is_not_whole_is_named(tmp_path: Path, missing: str) -> None:
    copy = tmp_path / "copy"
    for package in ("tbp_tui", "tbp_casefile"):
        shutil.copytree(ROOT / package, copy / package)
    catalogue = copy / "tbp_tui" / "locales" / missing / "LC_MESSAGES" / "tbp.mo"
    other = "en" if missing == "nl" else "nl"
    for break_it in (lambda: catalogue.write_bytes(b"no catalogue"), catalogue.unlink):
        break_it()
        done = subprocess.run(
            [sys.executable, "-m", "tbp_tui", "--lang", other, "doctor", "--json"],
            cwd=copy,
            env=App(tmp_path).environment,
            capture_output=True,
            text=True,
            check=False,
        )
        found = {finding["check"]: finding for finding in json.loads(done.stdout)}
        assert (done.returncode, not_good(found)) == (1, {"words": "missing"})
        assert found["words"]["values"] == {"languages": missing}


# --- in a terminal --------------------------------------------------------------------------------------


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_in_a_terminal_the_passphrase_is_asked_only_when_wished_and_never_shown(
    paired: App, tmp_path: Path
) -> None:
    paired.language = "en"
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key"), "doctor"]
    closed, opened = Tmux(tmp_path / "user"), Tmux(tmp_path)
    try:
        closed.start(command, paired.environment, size="100x40")
        screen = " ".join(closed.wait_for("ended with 0").split())
        assert "100 characters wide and 40 lines high" in screen
        assert "Passphrase" not in screen
        opened.start([*command, "--unlock"], paired.environment, size="100x45")
        opened.wait_for("Passphrase:")
        opened.press("-l", PASSPHRASE)
        opened.press("Enter")
        screen = " ".join(opened.wait_for("ended with 0").split())
        assert "100 characters wide and 45 lines high" in screen
        assert "The passphrase opens the encrypted file." in screen
        assert PASSPHRASE not in " ".join(opened.everything.split())
    finally:
        closed.close()
        opened.close()
