# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Starting the bare server under the certificate of a backend."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.office import Office
from bench.programs import environment, python, serving

NO_PROOFS = ""


@contextmanager
def serving_bare(office: Office, folder: Path, pages: Path, point: str = NO_PROOFS) -> Iterator[str]:
    """The address at which the files of a folder are served; `point` is the key whose proofs are checked."""
    tls = office.home.tls
    command = python("-m", "bench.bare_server", str(tls.chain), str(tls.key), str(pages), point)
    with serving(command, environment(folder / "bare"), folder / "bare.log") as ready:
        yield ready["address"]
