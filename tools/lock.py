# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the hash-pinned requirements files (`make lock`); the files never hold an address.

uv does not read pip's settings, so those of this machine are handed over at run time. Only the main index
is: uv takes the first index that has a name, and a second one with few files would leave hashes out.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = Path("requirements")
COMMON = ["--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
HEADER = ["--custom-compile-command", "make lock"]

# What the programs need, what the editable install needs, what a developer needs. The later files are
# held to the pins of the earlier ones, so that one environment can hold all three.
TARGETS = {
    "run.txt": ["pyproject.toml", "--extra", "backend"],
    "build.txt": ["--group", "build", "--constraints", "requirements/run.txt"],
    "dev.txt": [
        "pyproject.toml",
        "--extra",
        "backend",
        "--group",
        "dev",
        "--constraints",
        "requirements/run.txt",
        "--constraints",
        "requirements/build.txt",
    ],
}

# pip's name -> uv's environment variable
SETTINGS = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY"}


def pip_settings() -> dict[str, str]:
    """pip's own answer; the environment comes last in its listing's precedence and so wins here."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settings: dict[str, str] = {}
    for line in sorted(listing.splitlines(), key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = ast.literal_eval(value)
    return settings


def uv_environment() -> dict[str, str]:
    """This environment, with pip's settings where uv has none of its own."""
    settings = pip_settings()
    translated = {theirs: settings[ours] for ours, theirs in SETTINGS.items() if ours in settings}
    return {**translated, **os.environ}


def main(options: list[str]) -> None:
    """Compile each file in place; existing pins stay unless `--upgrade` is among the options."""
    environment = uv_environment()
    for name, sources in TARGETS.items():
        uv = [sys.executable, "-m", "uv", "pip", "compile", *sources]
        output = ["--output-file", str(PINS / name)]
        subprocess.run([*uv, *COMMON, *HEADER, *output, *options], check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    main(sys.argv[1:])
