# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""New keys for heads, TLS and offices: devices follow without being paired again, and old words stay good."""

from pathlib import Path

import pytest

from tbp_tui.sync.identity import anchors, enrolled
from tests.e2e.programs import Backend
from tests.logs import LOG_KEY, ROOT, key, key_body
from tests.sync.desk import Desk, contents, new_vault
from tests.sync.played import Device
from tests.sync.test_restore import audited, copied, fully_synced, put_back


def done(backend: Backend, *arguments: str) -> str:
    """A command of the operator that went well."""
    result = backend.command(*arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def rotated(backend: Backend, *which: str) -> None:
    """Another key, while nobody serves."""
    backend.kill()
    done(backend, "key", "rotate", *which)


def serve_again(backend: Backend, *desks: Desk) -> None:
    backend.serve()
    for desk in desks:
        desk.moves_to(backend.address)


def test_heads_by_another_key_are_believed_on_the_word_of_the_root(
    paired: Desk, backend: Backend, tmp_path: Path, tickets: list[str]
) -> None:
    before = (backend.home / "keys" / "log.key").read_bytes()
    rotated(backend, "log")
    assert (backend.home / "keys" / "log.key").read_bytes() != before
    serve_again(backend, paired)
    paired.write("after the change")
    fully_synced(paired)
    assert audited(backend) == []
    new = Desk(tmp_path / "later", new_vault(tmp_path / "later"))
    new.enrol(backend.ticket())
    fully_synced(new)
    new.close()


def test_the_old_log_key_signs_no_head_any_more(paired: Desk, backend: Backend) -> None:
    log_key = backend.home / "keys" / "log.key"
    old = log_key.read_bytes()
    rotated(backend, "log")
    serve_again(backend, paired)
    fully_synced(paired)
    backend.kill()
    log_key.write_bytes(old)
    serve_again(backend, paired)
    before = contents(paired.vault)
    paired.write("makes the log move")
    assert {log.code for log in paired.sync().logs} == {"page-refused"}
    assert contents(paired.vault) == before
    assert len(audited(backend)) == 1


def test_a_change_that_was_interrupted_is_finished_by_the_same_command(
    paired: Desk, backend: Backend
) -> None:
    keys = backend.home / "keys"
    old = (keys / "log.key").read_bytes()
    rotated(backend, "log")
    (keys / "log.key").replace(keys / "log.next")
    (keys / "log.key").write_bytes(old)
    done(backend, "key", "rotate", "log")
    serve_again(backend, paired)
    fully_synced(paired)
    assert not (keys / "log.next").exists()


def test_the_log_key_stays_while_somebody_serves_with_it(paired: Desk, backend: Backend) -> None:
    refused = backend.command("key", "rotate", "log")
    assert refused.returncode == 2
    fully_synced(paired)


def test_an_announced_certificate_is_followed_and_the_old_one_ends(
    paired: Desk, backend: Backend, desk: Desk
) -> None:
    first = enrolled(paired.vault).anchor
    done(backend, "key", "rotate", "tls")
    fully_synced(paired)
    assert len(anchors(paired.vault)) == 2
    rotated(backend, "tls", "--finish")
    serve_again(backend, paired)
    paired.write("over another certificate")
    fully_synced(paired)
    assert len(anchors(paired.vault)) == 1
    assert first not in anchors(paired.vault)
    desk.enrol(backend.ticket())
    fully_synced(desk)
    assert audited(backend) == []


def test_who_did_not_hear_of_it_is_not_fooled_and_loses_nothing(paired: Desk, backend: Backend) -> None:
    before = contents(paired.vault)
    done(backend, "key", "rotate", "tls")
    rotated(backend, "tls", "--finish")
    serve_again(backend, paired)
    report = paired.sync()
    assert report.trouble is not None
    assert report.trouble.code == "sync.tls-mismatch"
    assert contents(paired.vault) == before


def test_without_an_announcement_there_is_nothing_to_finish(backend: Backend) -> None:
    backend.kill()
    assert backend.command("key", "rotate", "tls", "--finish").returncode == 2


def test_an_office_writes_with_another_key_and_what_the_old_one_decided_stays(
    paired: Desk, backend: Backend
) -> None:
    shown = [row.id for row in paired.vault.records.current(["measure", "package"])]
    place = backend.home / "authority" / "office-authority-national.key"
    old = place.read_bytes()
    assert "2 log" in done(backend, "key", "rotate", "office", "authority-national")
    assert place.read_bytes() != old
    ticket = backend.ticket("person")
    assert ticket
    fully_synced(paired)
    assert [row.id for row in paired.vault.records.current(["measure", "package"])] == shown
    assert audited(backend) == []
    place.write_bytes(old)
    assert backend.command("ticket", "issue", "--case", "D-24-0117", "--member", "person").returncode != 0


def test_an_office_that_is_not_there_is_said(backend: Backend) -> None:
    refused = backend.command("key", "rotate", "office", "nobody")
    assert refused.returncode == 2
    assert "authority-national" in refused.stderr


def test_a_restore_to_before_a_change_vouches_for_the_keys_in_use(paired: Desk, backend: Backend) -> None:
    copy = copied(backend)
    rotated(backend, "log")
    serve_again(backend, paired)
    fully_synced(paired)
    put_back(backend, copy, paired)
    fully_synced(paired)
    assert audited(backend) == []


# --- at a backend that is played ---


def test_a_head_by_a_key_that_comes_pages_later_is_believed_with_that_page(device: Device) -> None:
    system = device.backend.system
    for number in range(25):
        system.add("key", key_body(key(f"office {number}"), ["grant"]), by=ROOT)
    system.add("key", key_body(key("second log key"), ["head"]), by=ROOT)
    device.backend.small_system_pages = True
    for log in device.backend.logs.values():
        log.log_key = key("second log key")
    report = device.sync()
    assert report.logs == ()
    assert device.place(system.scope).seq == system.seq


def test_a_head_by_a_key_that_never_comes_is_refused(device: Device) -> None:
    device.backend.small_system_pages = True
    for log in device.backend.logs.values():
        log.log_key = key("stranger")
    assert {log.code for log in device.sync().logs} == {"page-refused"}
    assert device.vault.records.count() == 0


@pytest.mark.parametrize("ended", [True, False])
def test_a_log_key_counts_until_the_root_ends_it(ended: bool, device: Device) -> None:
    assert device.sync().all_is_well
    until = {"until": "2026-01-01T00:00:00Z" if ended else "2027-01-01T00:00:00Z"}
    device.backend.system.add("key", key_body(LOG_KEY, ["head"], **until), by=ROOT)
    assert bool(device.sync().logs) == ended
