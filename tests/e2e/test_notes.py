# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp notes`: one more from standard input, and the list; nothing of it is readable on the disk."""

from tests.e2e.programs import App


def test_a_person_keeps_a_note_and_reads_it_back(paired: App) -> None:
    assert paired.run("notes").out.splitlines()[1:] == ["2 Er zijn nog geen aantekeningen."]
    kept = paired.run("notes", "-", stdin="kwikstaart\nop het dak\n")
    assert (kept.code, kept.out) == (0, "Bewaard op dit apparaat.\n")
    refused = paired.run("notes", "-", stdin="\n")
    assert (refused.code, refused.err) == (2, "Er was geen tekst. Er is niets bewaard.\n")
    listed = paired.run("notes").out.splitlines()[1:]
    assert [line.endswith("kwikstaart op het dak") for line in listed] == [True]
    assert all(b"kwikstaart" not in path.read_bytes() for path in paired.home.rglob("*") if path.is_file())
