# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The wheel holds every file of the three packages, the compiled words, and nothing else; and it starts.

It is built from a copy of what git knows, without network and without build isolation.
"""

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import tbp_tui
from tools import tree

PACKAGES = ("tbp_casefile/", "tbp_tui/", "tbp_backend/")
DIST_INFO = f"tbp_tui-{tbp_tui.__version__}.dist-info/"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program to its end; what it printed stands in the failure when it ends badly."""
    process = subprocess.run(
        [str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert process.returncode == 0, f"{process.stdout}{process.stderr}"
    return process.stdout


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git tracks or would track: no caches, no `.mo`."""
    copy = tmp_path_factory.mktemp("tree")
    for name in tree.files(tree.ROOT):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(tree.ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(copied_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling and our hook as `make wheel` does."""
    target = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        target,
        cwd=copied_tree,
    )
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it, and this one's libraries (not this tree) within reach."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    home = environment.parent
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=home)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    # A .pth file in a folder that itself came from a .pth file is not read: our editable install stays out.
    (purelib,) = environment.glob("lib/python*/site-packages")
    (purelib / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(DIST_INFO + "METADATA").decode())


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path, copied_tree: Path) -> None:
    ours = {name for name in files_below(copied_tree) if name.startswith(PACKAGES)}
    compiled = {name.removesuffix(".po") + ".mo" for name in ours if name.endswith(".po")}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.startswith(DIST_INFO)}
    assert held == ours | compiled


def test_the_wheel_says_its_licence_and_keeps_the_backend_behind_its_extra(wheel: Path) -> None:
    about = metadata(wheel)
    assert about["License-Expression"] == "EUPL-1.2"
    assert about.get_all("License-File") == ["LICENSES/EUPL-1.2.txt"]
    assert about.get_all("Provides-Extra") == ["backend"]
    requires = about.get_all("Requires-Dist") or []
    assert any("starlette" in line and "extra == 'backend'" in line for line in requires)
    assert any("textual" in line and "extra" not in line for line in requires)


def test_the_installed_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    for program in ("tbp", "notities"):
        assert tbp_tui.__version__ in run(installed / "bin" / program, "--version", cwd=tmp_path)


def test_the_installed_program_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    ask = (
        "import tbp_casefile as a, tbp_tui as b, tbp_backend as c; print(a.__file__, b.__file__, c.__file__)"
    )
    places = run(installed / "bin" / "python", "-c", ask, cwd=tmp_path).split()
    assert all(Path(place).is_relative_to(installed) for place in places)
