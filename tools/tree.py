# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""No file of the tree names a package registry, an index option or a path of one machine.

Looks at every file that git tracks or would track. The patterns carry brackets so as not to find themselves.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PATTERNS = {
    "registry host": r"p[y]pi\.[o]rg|python[h]osted\.|registry\.n[p]mjs|(?:deb|security)\.d[e]bian\.",
    "index option": r"--(?:extra-|default-)?index(?:-[u]rl)?[ =]\w|--find-[l]inks|--trusted-[h]ost",
    "path of one machine": r"(?<![\w./-])/(?:w[o]rk|[r]oot|f[a]rm|o[p]t)/[\w.]|/t[m]p/spec",
}
FORBIDDEN = {what: re.compile(pattern) for what, pattern in PATTERNS.items()}
ADDRESS = re.compile(r"://|(?<!\S)file:|@ ")
LOCK_FILES = re.compile(r"(?:^|/)(?:uv\.lock|pylock[^/]*\.toml|poetry\.lock)$")


def files(root: Path) -> list[str]:
    """What is committed here, and what `git add --all` would add."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted({name for name in listing.split("\0") if name and (root / name).is_file()})


def findings_in(name: str, text: str) -> Iterator[str]:
    """One line per offence, with its place."""
    pinned = name.startswith("requirements/")
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                yield f"{name}:{number}: {what}"
        if pinned and ADDRESS.search(line):
            yield f"{name}:{number}: address in a pin"


def findings(root: Path) -> list[str]:
    """Everything in the tree that would tie it to a machine or a registry."""
    names = files(root)
    locks = [f"{name}: lock file with addresses" for name in names if LOCK_FILES.search(name)]
    texts = ((name, (root / name).read_text(encoding="utf-8", errors="replace")) for name in names)
    return locks + [finding for name, text in texts for finding in findings_in(name, text)]


if __name__ == "__main__":
    sys.exit("\n".join(findings(ROOT)) or 0)
