# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Both programs as a person and an operator run them: separate processes, real files, real TLS."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASE_FILE = Path(__file__).parents[2] / "tbp_backend" / "cases" / "h1-journalist.yaml"
CASE = "D-24-0117"
PASSPHRASE = "fiets lamp kano brug zomer appel"
_LONG = 60  # a limit against hanging; nothing here takes a tenth of it


def clean_environment(home: Path, language: str = "nl") -> dict[str, str]:
    """An empty home folder, and nothing of whoever runs the tests but the way to Python and a keyring bus."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    return {**kept, "HOME": str(home), "TMPDIR": str(temporary), "LANG": f"{language}_NL.UTF-8"}


@dataclass
class Backend:
    """`tbp-backend` on a folder of its own."""

    home: Path
    process: "subprocess.Popen[bytes] | None" = None
    address: str = ""

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "tbp_backend", "--home", str(self.home), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=_LONG, check=False, env=self._environment
        )

    @property
    def _environment(self) -> dict[str, str]:
        return clean_environment(self.home.parent / "operator")

    def serve(self) -> "Backend":
        command = [sys.executable, "-m", "tbp_backend", "--home", str(self.home), "serve", "--port", "0"]
        log = (self.home.parent / "backend.log").open("ab")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=self._environment)
        assert self.process.stdout is not None
        self.address = json.loads(self.process.stdout.readline())["address"]
        return self

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def ticket(self, member: str = "person") -> str:
        issued = self.command("ticket", "issue", "--case", CASE, "--member", member)
        assert issued.returncode == 0, issued.stderr
        return issued.stdout.strip()


@dataclass
class App:
    """`tbp` on a folder of its own, with the second key in a file."""

    folder: Path
    language: str = "nl"
    extra: Mapping[str, str] = field(default_factory=dict)
    key_file: bool = True

    @property
    def home(self) -> Path:
        return self.folder / "tbp-home"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **clean_environment(self.folder / "user", self.language),
            "TBP_HOME": str(self.home),
            **self.extra,
        }

    def start(
        self, *arguments: str, stdin: str = "", passphrase: str | None = PASSPHRASE
    ) -> "subprocess.Popen[str]":
        """Start `tbp`; the passphrase goes through a descriptor."""
        reading, writing = os.pipe()
        os.write(writing, (passphrase or "").encode() + b"\n")
        os.close(writing)
        options = ["--passphrase-fd", str(reading)] if passphrase is not None else []
        options += ["--key-file", str(self.folder / "second.key")] if self.key_file else []
        process = subprocess.Popen(
            [sys.executable, "-m", "tbp_tui", *options, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            pass_fds=(reading,),
        )
        os.close(reading)
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, *arguments: str, stdin: str = "", passphrase: str | None = PASSPHRASE) -> "Result":
        """Run `tbp` to its end."""
        process = self.start(*arguments, stdin=stdin, passphrase=passphrase)
        out, err = process.communicate(timeout=_LONG)
        return Result(process.returncode, out, err)

    def enrol(self, ticket: str) -> "Result":
        return self.run("enrol", "-", stdin=f"{ticket}\n")

    def show(self, view: str) -> dict[str, Any]:
        result = self.run("show", view, "--json")
        assert result.code == 0, result.err
        document: dict[str, Any] = json.loads(result.out)
        return document


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str


def stop(process: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    """Send a signal and reap."""
    process.send_signal(number)
    process.communicate(timeout=_LONG)
