# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""T5: after the lock nothing of a person is in the memory of the process, as another process sees it.

The app guards its memory; here it is started without that guard, so that there is something to see. Before
the lock the same search finds what it looks for.
"""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.terminals import Terminal, terminal
from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import argon2id
from tbp_tui.vault.opening import open_vault
from tests.e2e.planted import plant
from tests.e2e.programs import PASSPHRASE, App, Backend
from tests.markers import MARKERS

TYPED = "eigen woorden qzxvbnm"
WITHOUT_GUARD = """
import ctypes

real = ctypes.CDLL


class Readable:
    def prctl(self, *arguments):
        return 0


ctypes.CDLL = lambda name, *rest, **more: Readable() if name is None else real(name, *rest, **more)
"""


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Fifty planted words have come in; Python starts without the guard of its memory."""
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(WITHOUT_GUARD)
    path = os.pathsep.join([str(tmp_path / "start"), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
    app = App(tmp_path, extra={"PYTHONPATH": path, "TERM": "xterm-256color"})
    backend = Backend(tmp_path / "office").serve()
    try:
        plant(MARKERS, tmp_path / "case.yaml")
        imported = backend.command("case", "import", str(tmp_path / "case.yaml"))
        assert imported.returncode == 0, imported.stderr
        assert app.enrol(backend.ticket()).code == 0
    finally:
        backend.kill()
    return app


def test_t5_after_the_lock_nothing_is_left_in_memory(app: App) -> None:
    looked_for = {**secrets_of(app), **{word: word.encode() for word in (*MARKERS, TYPED)}}
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(app.folder / "second.key")]
    with terminal(command, app.environment) as running:
        running.wait_for("wachtzin")
        running.quiet(1)
        running.type(PASSPHRASE)
        running.quiet(0.3)
        running.type("\r")
        running.wait_for("Wie beslist")
        for keys in ("1", "\x1b", "3", "\x1b"):
            running.type(keys)
            running.quiet(0.5)
        before = found_in(running, looked_for)
        assert {"file key", "some planted word"} <= before, before
        image = running.image()
        running.type("\x1b[20~")  # F9
        running.wait_for_another_image(image)
        running.wait_for("wachtzin")
        running.quiet(1)
        assert found_in(running, looked_for) == set()


def secrets_of(app: App) -> dict[str, bytes]:
    """The passphrase, the second key, and the key of the records, as bytes and in hexadecimal."""
    second = (app.folder / "second.key").read_text("ascii").strip()
    with open_vault(
        app.home,
        PASSPHRASE,
        secret_store_for=lambda mode: KeyFileSecret(app.folder / "second.key"),
        kdf=argon2id,
        random=os.urandom,
    ) as vault:
        key = bytes(vault._file_key)[:32]
    return {
        "passphrase": PASSPHRASE.encode(),
        "second key": bytes.fromhex(second),
        "second key in hexadecimal": second.encode(),
        "file key": key,
        "file key in hexadecimal": key.hex().encode(),
    }


def found_in(running: Terminal, looked_for: dict[str, bytes]) -> set[str]:
    """The names of what stands in the memory of a process, in one byte or in two for each character."""
    found = set()
    running.process.send_signal(signal.SIGSTOP)  # nothing moves while we look
    for part in memory_of(running.process.pid):
        for name, content in looked_for.items():
            if content in part or content.decode("latin-1").encode("utf-16-le") in part:
                found.add(name if name not in MARKERS else "some planted word")
    running.process.send_signal(signal.SIGCONT)
    return found


def memory_of(process: int) -> Iterator[bytes]:
    """Every part of its memory that it can write to: code and libraries hold nothing of a person."""
    stat = Path(f"/proc/{process}/stat")
    while stat.read_text("ascii", errors="replace").rpartition(")")[2].split()[0] != "T":
        continue
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            begin, end, rights = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line).groups()  # type: ignore[union-attr]  # proc(5)
            if rights.startswith("rw"):
                memory.seek(int(begin, 16))
                yield memory.read(int(end, 16) - int(begin, 16))
