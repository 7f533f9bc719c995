# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An export is there whole or not at all, for its maker alone, and never in the place of something else."""

import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tbp_tui.services.export import writing
from tbp_tui.services.export.errors import FolderNotEmpty, FolderRefused, NoRoom


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may become longer than this: what a full disk says, from the system itself."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_it_is_written_for_this_user_alone(tmp_path: Path) -> None:
    path = writing.write(tmp_path / "a" / "b", b"{}")
    assert path.read_bytes() == b"{}"
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parents[1])] == [
        0o600, 0o700, 0o700,
    ]  # fmt: skip
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_folder_is_used_and_what_a_killed_export_left_is_written_over(tmp_path: Path) -> None:
    tmp_path.joinpath(f"{writing.FILE}.new").write_bytes(b'{"half')
    assert writing.write(tmp_path, b"{}").read_bytes() == b"{}"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    tmp_path.joinpath("letter.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        writing.write(tmp_path, b"{}")
    with pytest.raises(FolderRefused) as refused:
        writing.write(tmp_path / "letter.txt", b"{}")
    assert refused.value.values == {"reason": "not-a-folder"}
    with pytest.raises(FolderRefused):
        writing.write(tmp_path / "letter.txt" / "deeper", b"{}")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_nothing_half(tmp_path: Path, there: bool) -> None:
    folder = tmp_path if there else tmp_path / "a" / "b"
    with room_for(100), pytest.raises(NoRoom):
        writing.write(folder, b"x" * 4096)
    assert list(tmp_path.iterdir()) == []
    assert writing.write(folder, b"{}").read_bytes() == b"{}"


def test_a_disk_that_is_really_full_says_so(small_disk: Path) -> None:
    with pytest.raises(NoRoom):
        writing.write(small_disk / "out", bytes(64 * 1024 * 1024))
    assert list(small_disk.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", ["", "new"])
def test_an_unwritable_folder_is_refused_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FolderRefused) as refused:
            writing.check(tmp_path / name)
        assert refused.value.values == {"reason": "no-access"}
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(0o700)
