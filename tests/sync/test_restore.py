# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The drill: a backup, more writing, a restore; in the end everything stands in the log once (T16, T32)."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import msgspec
import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.control import Member
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.tables import Role
from tbp_casefile.wire.api import PushAnswer, PushRequest
from tbp_tui.sync import outbox
from tbp_tui.vault.rows import OutboxRow
from tests.e2e.programs import Backend
from tests.sync.desk import Answered, Asked, Desk, contents, new_vault

Entry = tuple[str, str]


def said(desk: Desk, text: str) -> OutboxRow:
    """What the contact person writes about a talk."""
    body = ContactMoment(kind="talk", text=text)
    now = desk.now()
    return outbox.write(
        desk.vault,
        scope=desk.case,
        kind="contact_moment",
        body=body,
        at=now,
        now=now,
        random=secrets.token_bytes,
    )


def stored(backend: Backend) -> list[Entry]:
    """Every record of every log of a backend, in order."""
    with closing(sqlite3.connect(f"file:{backend.home / 'backend.db'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT scope, id FROM entries ORDER BY scope, seq").fetchall()


def stored_kinds(backend: Backend) -> set[tuple[str, str, str]]:
    """The same with the kind of each."""
    with closing(sqlite3.connect(f"file:{backend.home / 'backend.db'}?mode=ro", uri=True)) as database:
        return set(database.execute("SELECT scope, id, kind FROM entries").fetchall())


def copied(backend: Backend, name: str = "copy") -> Path:
    """A backup, made while the backend serves."""
    file = backend.home.parent / name
    done = backend.command("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


def put_back(backend: Backend, file: Path, *desks: Desk) -> None:
    """The backend ends, is restored, and serves again."""
    backend.kill()
    done = backend.command("restore", str(file))
    assert done.returncode == 0, done.stderr
    serve_again(backend, *desks)


def serve_again(backend: Backend, *desks: Desk) -> None:
    backend.serve()
    for desk in desks:
        desk.moves_to(backend.address)


def held(desk: Desk) -> list[Entry]:
    """Every record that this device shows as verified, without epochs."""
    rows = desk.vault._database.rows("SELECT scope, id FROM records WHERE kind <> 'epoch' ORDER BY scope, id")
    return [(scope, id_) for scope, id_ in rows]


def current(desk: Desk, id_: str) -> int:
    """Whether a record is shown as the one that counts."""
    (row,) = desk.vault.records.by_refs([(desk.case, id_)])
    return row.current


def no_pushing(asked: Asked, ask_on: Callable[[], Answered]) -> Answered:
    """Somebody in between who lets nothing out."""
    if asked.method == "POST" and asked.path.endswith("/entries"):
        raise httpx2.ReadError("lost")
    return ask_on()


def fully_synced(*desks: Desk) -> None:
    """After a few rounds every device is at the end, and nothing waits anywhere."""
    for _ in range(2):
        for desk in desks:
            desk.sync()
    for desk in desks:
        report = desk.sync()
        assert report.all_is_well, report
        assert {row.state for row in desk.vault.aside.all()} <= {"kept"}
        desk.vault.check_integrity()


@pytest.fixture
def bas(backend: Backend, tmp_path: Path) -> Iterator[Desk]:
    """The contact person, at a device of his own."""
    desk = Desk(tmp_path / "bas", new_vault(tmp_path / "bas"))
    desk.enrol(backend.ticket("contact-2"))
    assert desk.sync().all_is_well
    yield desk
    desk.close()


def test_everything_that_was_written_after_the_backup_is_there_again(
    paired: Desk, bas: Desk, backend: Backend
) -> None:
    paired.write("before")
    fully_synced(paired, bas)
    copy = copied(backend)
    for number in range(3):
        paired.write(f"person {number}")
        paired.sync()
        said(bas, f"contact {number}")
        bas.sync()
    fully_synced(paired, bas)
    expected, both = set(stored(backend)), (held(paired), held(bas))
    put_back(backend, copy, paired, bas)
    assert len(expected - set(stored(backend))) == 6
    first = paired.sync()
    assert (first.offering, first.attention, first.not_back, first.logs) == (0, (), (), ())
    fully_synced(bas, paired)
    assert (held(paired), held(bas)) == both
    now_there = stored(backend)
    assert len(now_there) == len(set(now_there))
    assert set(now_there) > expected
    assert {place.epoch for place in paired.vault.scopes()} == {2}
    assert audited(backend) == []


def audited(backend: Backend) -> list[str]:
    """What does not hold in the database, by its own recomputing, while it is served."""
    done = backend.command("audit", "verify")
    faults = [line for line in done.stdout.splitlines() if line.startswith("- ")]
    assert done.returncode == bool(faults), done.stderr
    return faults


@pytest.mark.parametrize("change", ["dpop = 'x'", "member = 'thief'", "revoked = NOT revoked"])
def test_a_changed_device_is_found_by_the_audit(change: str, paired: Desk, backend: Backend) -> None:
    backend.kill()
    assert audited(backend) == []
    with closing(sqlite3.connect(backend.home / "backend.db")) as database, database:
        assert database.execute(f"UPDATE devices SET {change}").rowcount == 1
    assert len(audited(backend)) == 1


def test_one_device_brings_back_what_others_wrote_and_lost(paired: Desk, bas: Desk, backend: Backend) -> None:
    copy = copied(backend)
    text = said(bas, "only here and there")
    fully_synced(bas, paired)
    put_back(backend, copy, paired)
    assert paired.sync().all_is_well
    assert (paired.case, text.id) in stored(backend)


def test_in_the_old_order(paired: Desk, bas: Desk, backend: Backend) -> None:
    copy = copied(backend)
    written = []
    for number in range(4):
        written += [paired.write(f"{number}"), said(bas, f"{number}")]
        fully_synced(paired, bas)
    put_back(backend, copy, paired, bas)
    fully_synced(bas, paired)
    order = [id_ for scope, id_ in stored(backend) if scope == paired.case]
    assert [id_ for id_ in order if id_ in {row.id for row in written}] == [row.id for row in written]


def test_who_came_in_after_the_backup_comes_in_again_by_what_others_hold(
    paired: Desk, bas: Desk, backend: Backend, desk: Desk
) -> None:
    copy = copied(backend)
    desk.enrol(backend.ticket())
    fully_synced(desk)
    written = desk.write("from the new device")
    fully_synced(desk, paired, bas)
    put_back(backend, copy, paired, bas, desk)
    alone = desk.sync()
    assert alone.trouble is not None
    assert alone.trouble.code == "sync.sign-in-again"
    assert (desk.case, written.id) in held(desk)
    fully_synced(paired)
    fully_synced(desk)
    assert (desk.case, written.id) in stored(backend)


def test_who_was_away_since_before_the_backup_just_goes_on(paired: Desk, bas: Desk, backend: Backend) -> None:
    copy = copied(backend)
    said(bas, "meanwhile")
    fully_synced(bas)
    put_back(backend, copy, paired, bas)
    report = paired.sync()
    assert report.all_is_well
    assert report.delivered == report.offering == 0
    fully_synced(bas, paired)


def test_what_was_written_offline_before_and_after_goes_in_too(
    paired: Desk, bas: Desk, backend: Backend
) -> None:
    copy = copied(backend)
    sent, offline = paired.write("sent"), None
    paired.sync()
    offline = paired.write("written offline in the old epoch")
    put_back(backend, copy, paired, bas)
    fully_synced(paired, bas)
    later = paired.write("in the new one")
    fully_synced(paired, bas)
    ids = [id_ for _, id_ in stored(backend)]
    assert [ids.count(row.id) for row in (sent, offline, later)] == [1, 1, 1]


def test_a_restore_after_a_restore(paired: Desk, bas: Desk, backend: Backend) -> None:
    old = copied(backend, "old")
    paired.write("first")
    fully_synced(paired, bas)
    put_back(backend, copied(backend, "newer"), paired, bas)
    said(bas, "in the second epoch")
    fully_synced(bas, paired)
    paired.write("only on one device")
    fully_synced(paired)
    everything = stored_kinds(backend)
    put_back(backend, old, paired, bas)
    fully_synced(bas, paired)
    fully_synced(paired, bas)
    assert {kind for *_, kind in everything - stored_kinds(backend)} == {"epoch"}
    assert {place.epoch for place in paired.vault.scopes()} == {3}
    assert {row.kind for row in paired.vault.aside.all()} == {"epoch"}


def test_what_a_cut_off_record_had_replaced_is_current_until_that_is_back(
    paired: Desk, backend: Backend
) -> None:
    first = paired.write("one")
    fully_synced(paired)
    copy = copied(backend)
    now = paired.now()
    second = outbox.write(
        paired.vault,
        scope=paired.case,
        kind="acknowledgement",
        body=Acknowledgement("seen", "two"),
        at=now,
        now=now,
        random=secrets.token_bytes,
        entity=first.entity,
        replaces=(first.id,),
    )
    fully_synced(paired)
    put_back(backend, copy, paired)
    paired.sync_past(no_pushing)
    assert current(paired, first.id) == 1
    assert [row.state for row in paired.vault.outbox.all()] == ["waiting"]
    fully_synced(paired)
    assert (current(paired, first.id), current(paired, second.id)) == (0, 1)


def test_a_crash_is_no_restore_who_is_ahead_waits(paired: Desk, backend: Backend) -> None:
    backend.kill()
    before = {file: file.read_bytes() for file in backend.home.glob("backend.db*")}
    serve_again(backend, paired)
    paired.write("lost in a crash of the disk")
    fully_synced(paired)
    whole = contents(paired.vault)
    backend.kill()
    for file in backend.home.glob("backend.db*"):
        file.unlink()
    for file, content in before.items():
        file.write_bytes(content)
    serve_again(backend, paired)
    report = paired.sync()
    assert {log.code for log in report.logs} == {"sync.behind"}
    assert contents(paired.vault) == whole


def test_others_records_are_taken_only_from_before_the_restore(
    paired: Desk, bas: Desk, backend: Backend
) -> None:
    copy = copied(backend)
    before = said(bas, "old")
    put_back(backend, copy, paired, bas)
    fully_synced(bas, paired)
    after = said(bas, "new")
    body = msgspec.json.encode(PushRequest((before.jws, after.jws)))
    answer = paired.session().post(f"/v1/logs/{paired.case}/entries", body)
    results = msgspec.json.decode(answer.body, type=PushAnswer).results
    assert [(one.status, one.code) for one in results] == [("stored", ""), ("refused", "other-device")]


def test_who_left_before_the_restore_reads_up_to_there_in_the_epoch_of_then(
    paired: Desk, bas: Desk, backend: Backend
) -> None:
    now = bas.now()
    outbox.write(
        bas.vault,
        scope=bas.case,
        kind="member",
        body=Member("contact-2", Role.CONTACT_PERSON, ends=True),
        at=now,
        now=now,
        random=secrets.token_bytes,
    )
    pushed: list[Asked] = []

    def nothing_after_the_push(asked: Asked, ask_on: Callable[[], Answered]) -> Answered:
        if pushed:
            raise httpx2.ReadError("lost")
        pushed.extend([asked] if asked.path.endswith("/entries") and asked.method == "POST" else [])
        return ask_on()

    bas.sync_past(nothing_after_the_push)
    paired.write("after he left")
    fully_synced(paired)
    put_back(backend, copied(backend), paired, bas)
    report = bas.sync()
    assert (report.trouble, report.logs, report.waiting) == (None, (), 0)
    place = bas.vault.scope(bas.case)
    assert place is not None
    assert (place.state, place.epoch) == ("shredded", 1)
