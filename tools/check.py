# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All checks that are not tests (`make check`): two at a time, silent when fine.

Each check is one command line that anybody can run by hand. What a failing one printed is shown whole.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["tbp_casefile", "tbp_tui", "tbp_backend"]
TYPED = [name for name in (*PACKAGES, "tests", "tools", "bench", "hatch_build.py") if (ROOT / name).exists()]

CHECKS = {
    "types": ["mypy", "--no-error-summary", *TYPED],
    "lint": ["ruff", "check", "--quiet", "."],
    "form": ["ruff", "format", "--check", "--quiet", "."],
    "imports": ["lint-imports"],
    "dependencies": ["deptry", *PACKAGES],
    "spelling": ["codespell"],
    "licences": ["reuse", "lint", "--quiet"],
    "tree": ["python", "tools/tree.py"],
    "words": ["python", "tools/catalogues.py", "check"],
}


def run(check: list[str]) -> subprocess.CompletedProcess[str]:
    """Run one tool of this environment in the root of the tree; both streams in the order they came."""
    command = [str(BIN / check[0]), *check[1:]]
    return subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def main() -> int:
    """Print what failed and one closing line; 1 if anything failed."""
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        finished = dict(zip(CHECKS, pool.map(run, CHECKS.values()), strict=True))
    failed = {name: process for name, process in finished.items() if process.returncode}
    for name, process in failed.items():
        print(f"--- {name}: {' '.join(CHECKS[name])}\n{process.stdout.strip()}\n")
    seconds = time.monotonic() - started
    print(f"check: {len(CHECKS) - len(failed)} of {len(CHECKS)} clean in {seconds:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
