# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What argparse says by itself is said in the language of the reader."""

import argparse
import ast
import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_backend import usage
from tbp_tui import cli, i18n
from tbp_tui.words.usage import SAID_BY_ARGPARSE

DEFECTS = {
    "'required' is an invalid argument for positionals", ".__call__() not defined", "%r is not callable",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r", "conflicting subparser alias: %s",
    "conflicting subparser: %s", "dest= is required for options like %r",
    "invalid conflict_resolution value: %r", "mutually exclusive arguments must be optional",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "unexpected option string: %s", "unknown parser %(parser_name)r (choices: %(choices)s)",
    "conflicting option string: %s",
}  # fmt: skip
"""Said to whoever writes a command line, never to whoever types one."""
UNUSED = {
    "expected at least one argument", "expected at most one argument", "expected %s argument",
    "one of the arguments %s is required",
}  # fmt: skip
"""For shapes of arguments that our command line does not have."""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("COLUMNS", "200")
    yield
    i18n.set_language("en")
    i18n.call_it("tbp")


def said_by_this_python() -> set[str]:
    """Every sentence that argparse of this Python looks up."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call))
    looked_up = (
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
    )
    return {str(first.value) for first in looked_up if isinstance(first, ast.Constant)}


@pytest.mark.parametrize("ours", [SAID_BY_ARGPARSE, usage.SAID_BY_ARGPARSE], ids=["app", "backend"])
def test_every_sentence_that_somebody_can_meet_is_in_our_catalogue(ours: tuple[str, ...]) -> None:
    assert said_by_this_python() - set(ours) - DEFECTS - UNUSED == set()


@pytest.mark.parametrize(
    ("arguments", "dutch"),
    [
        (["shw"], "'shw' bestaat niet. Kies uit"),
        (["show"], "dit ontbreekt nog: "),
        (["show", "package", "--case"], "hier hoort iets achter"),
        (["show", "package", "--plain", "--json"], "dit gaat niet samen met"),
        (["demo", "--case", "x"], "'x' past hier niet"),
        (["sync", "now"], "dit kent het programma niet: now"),
        (["sync", "--p", "x"], "--p"),
    ],
)
def test_what_was_typed_wrong_is_told_in_dutch(
    arguments: list[str], dutch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--lang", "nl", *arguments])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("gebruik: tbp")
    assert dutch in said
    assert "error" not in said


@pytest.mark.parametrize("command", [[], ["show"], ["demo"], ["ack"], ["doctor"]])
def test_help_has_no_english_of_argparse_left(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--lang", "nl", *command, "--help"])
    said = capsys.readouterr().out
    assert [words for words in SAID_BY_ARGPARSE if words.strip() in said and "%" not in words] == []
    assert os.environ["LANGUAGE"] == "nl"


@pytest.mark.parametrize("name", ["tbp", "notities"])
def test_a_command_is_named_as_the_program_was_started(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [f"/somewhere/{name}"])
    monkeypatch.setenv("TBP_HOME", str(tmp_path))
    assert cli.main(["--lang", "nl", "show", "package"]) == 2
    assert capsys.readouterr().err.endswith(f"Begin met: {name} enrol\n")
    with pytest.raises(SystemExit):
        cli.main(["--lang", "nl", "--help"])
    said = capsys.readouterr().out
    assert said.startswith(f"gebruik: {name} ")
    assert name == "tbp" or "tbp" not in said
