# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import`: what a file says becomes records, once, each by the office of its day."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tbp_backend.errors import CaseFileWrong, NotPossible
from tbp_casefile.model.case import AuthorityChange, Contact, Package
from tbp_casefile.times import parse_moment
from tbp_casefile.wire.envelope import Ref
from tests.backend.conftest import CASE, CASE_FILE
from tests.backend.desk import (
    LOGS,
    NOW,
    OWN,
    SHIPPED,
    Desk,
    Log,
    case_file,
    edited,
    line_of,
    logs_in,
    text_of,
)

TEXT = CASE_FILE.read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


@pytest.mark.parametrize("own_devices", [False, True], ids=["noted down", "own devices"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem[:2])
async def test_every_record_of_an_import_counts_in_the_eyes_of_a_device(
    tmp_path: Path, path: Path, own_devices: bool
) -> None:
    """Judged from entry 1, in every log, and what replaces another record may do so (`Desk.logs`)."""
    desk = Desk(tmp_path / "office", text_of(path))
    count = await desk.bring(own_devices=own_devices)
    logs = await desk.logs()
    assert tuple(logs) == logs_in(text_of(path))
    assert count == sum(len(log.entries) for log in logs.values()) - len(logs)  # the foundings are no news


async def test_logs_are_founded_that_know_of_each_other_by_a_random_name(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    foundings = [log.entries[0] for log in logs.values()]
    assert [founding.kind for founding in foundings] == ["scope"] * len(logs)
    assert [founding.body.type.value for founding in foundings] == [*LOGS, "support"]
    assert len({founding.record.scope for founding in foundings}) == len(logs)
    (name,) = {founding.body.case for founding in foundings}
    assert name == desk.ledger().case
    assert name not in {founding.record.scope for founding in foundings}
    everything = {text for log in logs.values() for text in log.strings}
    assert not {text for text in everything if CASE in text and text != CASE}
    assert CASE not in logs["family"].strings | logs["employer"].strings


async def test_the_name_of_a_case_is_another_one_each_time(tmp_path: Path) -> None:
    desks = [Desk(tmp_path / name) for name in ("first", "second")]
    for desk in desks:
        await desk.bring(on=date(2024, 11, 6))
    assert len({desk.ledger().case for desk in desks}) == 2


async def test_each_log_begins_with_its_founder_and_who_decides(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    beginnings = {name: [entry.kind for entry in log.entries[:4]] for name, log in logs.items()}
    assert beginnings == {
        "case": ["scope", "member", "device", "authority_change"],
        "family": ["scope", "member", "device", "member"],
        "employer": ["scope", "member", "member", "member"],
        "desk": ["scope", "member", "member", "member"],
        "care": ["scope", "member"],
        "support": ["scope", "member", "member"],
        "support@relative-1": ["scope", "member", "member"],
    }
    for log in logs.values():
        assert log.entries[0].record.seen is None
        assert all(entry.record.seen for entry in log.entries[1:])


async def test_importing_the_same_file_again_adds_nothing(desk: Desk) -> None:
    await desk.bring()
    scopes = desk.ledger().scopes
    before = {scope: await desk.entries(scope) for scope in scopes.values()}
    assert await desk.bring() == 0
    assert desk.ledger().scopes == scopes
    assert {scope: await desk.entries(scope) for scope in scopes.values()} == before


async def test_what_was_published_cannot_be_changed_afterwards(desk: Desk) -> None:
    await desk.bring()
    changed = edited(TEXT, "De dreiging is zwaarder geworden en speelt", "De dreiging speelt")
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(changed)
    assert [(finding.line, finding.code) for finding in refused.value.findings] == [
        (line_of(TEXT, '- version: "2"'), "published-changed")
    ]
    assert await desk.bring() == 0


async def test_an_import_that_was_killed_before_its_records_came_in_is_done_again(desk: Desk) -> None:
    await desk.bring(on=date(2025, 6, 30))
    path = desk.home.authority / "cases" / f"{CASE}.json"
    noted = json.loads(path.read_bytes())
    some = next(iter(noted["published"].values()))
    never = some | {"id": "00000000-0000-4000-8000-000000000000"}
    noted["published"] |= {"package/4": never, "package/4@family": never}
    path.write_text(json.dumps(noted))
    assert await desk.bring() > 0
    logs = await desk.logs()
    for name in ("case", "family"):
        assert [body.version for body in logs[name].bodies("package")] == ["1", "2", "3", "4", "4.1"]


async def test_with_a_day_only_what_had_happened_is_there(desk: Desk) -> None:
    await desk.bring(on=date(2025, 5, 1))
    logs = await desk.logs()
    for name in ("case", "family"):
        assert [body.version for body in logs[name].bodies("package")] == ["1", "2"]
        assert {body.name for body in logs[name].standing("contact")} >= {"Hanneke Ruiter"}
    assert [body.to for body in logs["case"].bodies("authority_change")] == ["authority-local"]
    that_day = parse_moment("2025-05-01T23:59:59+02:00")
    for log in logs.values():
        told = [entry for entry in log.entries[1:] if entry.kind != "device" or not entry.body.ends]
        assert all(parse_moment(entry.record.at) <= that_day for entry in told)
    assert set(logs["family"].members.values()) == {"person", "contact_person", "authority"}
    await desk.bring()
    logs = await desk.logs()
    assert [len(logs[name].bodies("package")) for name in ("case", "family")] == [5, 5]


async def test_an_import_day_by_day_says_the_same_as_one_import(tmp_path: Path) -> None:
    """But for who speaks: what a contact person said before the office had it is told by who is there now."""
    by_day, at_once = Desk(tmp_path / "by day"), Desk(tmp_path / "at once")
    for day in (
        date(2024, 11, 6),
        date(2025, 5, 18),
        date(2025, 5, 19),
        date(2025, 12, 1),
        date(2026, 4, 20),
    ):
        await by_day.bring(on=day)
    await at_once.bring(on=date(2026, 4, 20))
    one, other = await by_day.logs(), await at_once.logs()
    assert set(one) == set(other)
    for name in one:
        for kind in ("measure", "obligation", "review", "contact", "bulletin", "case_status", "duty_state"):
            assert one[name].standing(kind) == other[name].standing(kind), (name, kind)
        for ours, theirs in zip(one[name].bodies("package"), other[name].bodies("package"), strict=True):
            assert replace(ours, parts=()) == replace(theirs, parts=())
            assert len(ours.parts) == len(theirs.parts)


def located(logs: dict[str, Log]) -> dict[Ref, tuple[str, int, Any]]:
    """Every record by how others point at it: its log, its place there, and its body."""
    return {
        entry.ref: (name, place, entry.body)
        for name, log in logs.items()
        for place, entry in enumerate(log.entries)
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem[:2])
async def test_a_package_lists_exactly_its_parts_as_they_stood_over_two_logs(
    tmp_path: Path, path: Path
) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), case_file(path)
    await desk.bring()
    logs = await desk.logs()
    known = located(logs)
    in_family = {code for code, row in file.measures.items() if row.family}
    in_family |= {code for code, row in file.obligations.items() if row.family}
    for name in ("case", "family") if file.versions else ():
        packages: list[Package] = logs[name].bodies("package")
        assert [package.version for package in packages] == [version.version for version in file.versions]
        for package, version in zip(packages, file.versions, strict=True):
            parts = [known[ref] for ref in package.parts]
            asked = [entry.code for entry in version.measures]
            asked += [entry.code for entry in version.obligations]
            mine = asked if name == "case" else [code for code in asked if code in in_family]
            assert [body.code for _, _, body in parts if hasattr(body, "code")] == mine
            for log, _, body in parts:
                family = name == "family" or (hasattr(body, "code") and body.code in in_family)
                assert log == ("family" if family else "case")
            stood = [body.state for _, _, body in parts if hasattr(body, "layer")]
            assert set(stood) <= {"active", "planned", "failing"}
            own = {version.version, version.version.partition(".")[0]}
            assert {body.version for _, _, body in parts if hasattr(body, "version")} <= own
            place = next(place for log, place, body in known.values() if body is package and log == name)
            assert all(earlier < place for log, earlier, _ in parts if log == name)


async def test_each_version_is_signed_by_the_office_that_decided_then(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    for name in ("case", "family"):
        packages = logs[name].of("package")
        assert {entry.body.version: entry.writer.member for entry in packages} == {
            "1": "authority-local",
            "2": "authority-local",
            "3": "authority-national",
            "4": "authority-national",
            "4.1": "authority-national",
        }
    handover = next(entry for entry in logs["case"].of("authority_change") if entry.body.from_)
    assert handover.writer.member == "authority-local"
    change: AuthorityChange = handover.body
    assert (change.from_, change.to) == ("authority-local", "authority-national")
    told = [
        (body.member, body.ends) for body in logs["family"].bodies("member") if "authority" in body.member
    ]
    assert told == [("authority-local", False), ("authority-local", True), ("authority-national", False)]


async def test_a_changed_measure_and_a_later_version_take_the_place_of_the_earlier_one(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    for name, ones in (("case", {"M12", "M36", "M22"}), ("family", {"M14"})):
        log = logs[name]
        assert [body.version for body in log.standing("package")] == ["4.1"]
        assert len({entry.record.entity for entry in log.of("package")}) == 1
        now = {body.code: body.state for body in log.standing("measure")}
        assert len(now) == len(log.standing("measure"))
        assert ones <= now.keys()
        for code in now:
            entities = {entry.record.entity for entry in log.of("measure") if entry.body.code == code}
            assert len(entities) == 1
    now = {body.code: body.state for name in ("case", "family") for body in logs[name].standing("measure")}
    assert (now["M12"], now["M14"], now["M36"], now["M22"]) == ("stopped", "stopped", "active", "active")


async def test_an_alarm_that_fails_is_told_in_the_same_version(desk: Desk) -> None:
    """H1: the alarm of M06 fails since 19 April 2026, between two versions."""
    await desk.bring()
    log = await desk.log()
    told = [entry for entry in log.of("measure") if entry.body.code == "M06"]
    assert [entry.body.state for entry in told] == ["active", "failing", "active", "failing"]
    before, failing = told[-2:]
    assert failing.record.at == "2026-04-19T09:00:00+02:00"
    assert failing.record.replaces == (before.record.id,)
    assert failing.record.entity == before.record.entity
    assert failing.body.note
    assert (failing.body.start, failing.body.detail) == (before.body.start, before.body.detail)
    last = log.of("package")[-1]
    assert last.body.version == "4.1"
    assert log.entries.index(last) < log.entries.index(failing)
    listed = {ref.id for ref in last.body.parts}
    assert before.record.id in listed
    assert failing.record.id not in listed
    assert log.standing_entries("measure").count(failing) == 1


async def test_reviews_go_from_planned_to_announced_to_done(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    for name in ("case", "family"):
        states = [(body.version, body.state) for body in logs[name].bodies("review")]
        assert states.index(("1", "planned")) < states.index(("1", "announced")) < states.index(("1", "done"))
        last = logs[name].standing("review")
        assert [(body.version, body.state, body.input_open) for body in last if body.state != "done"] == [
            ("4", "announced", True)
        ]
    told = logs["case"].standing("review")
    assert all((body.outcome is not None) == (body.state == "done") for body in told)
    assert all(body.outcome is None for body in logs["family"].bodies("review"))


async def test_contacts_of_a_handover_both_hold_on_the_day_itself(desk: Desk) -> None:
    await desk.bring()
    logs = await desk.logs()
    for name in ("case", "family"):
        people: list[Contact] = logs[name].standing("contact")
        ends = {contact.name: contact.until for contact in people if contact.role == "contact_person"}
        assert ends == {"Hanneke Ruiter": date(2025, 5, 19), "Bas Olthof": None}


async def test_all_days_move_together_and_fixed_days_stay(desk: Desk) -> None:
    await desk.bring(shift_to=date(2027, 4, 20))
    logs = await desk.logs()
    moved = timedelta(days=365)
    for log in logs.values():
        text = "\n".join(log.strings)
        assert "fixeddate" not in text
        assert not [day for day in ("2026-05-18", "2024-11-04", "2026-02-09") if day in text]
    assert "{date:2027-05-18}" in "\n".join(logs["case"].strings)
    assert "{date:2027-05-18}" in "\n".join(logs["family"].strings)
    assert f"{{date:{date(2026, 2, 9) + moved}}}" in "\n".join(logs["employer"].strings)
    for name in ("case", "family"):
        (review,) = [body for body in logs[name].standing("review") if body.state == "announced"]
        assert (review.on, review.announced) == (date(2027, 5, 18), date(2027, 4, 13))
        moments = [body.moment.first.isoformat() for body in logs[name].bodies("contact") if body.moment]
        assert moments == ["2026-05-20T10:00:00+02:00"]
        assert logs[name].of("package")[0].record.at == "2025-11-06T09:00:00+01:00"
    written = {name: {entry.record.written_at for entry in log.entries} for name, log in logs.items()}
    assert written["case"] == written["family"] == {"2026-04-20T10:30:00Z"}
    assert written["employer"] == {"2026-04-20T10:00:00Z"}  # by the hour
    with pytest.raises(NotPossible):
        await desk.bring(shift_to=date(2028, 4, 20))
    assert await desk.bring(shift_to=date(2027, 4, 20)) == 0


async def test_words_of_a_member_who_comes_later_wait_with_what_answers_them(tmp_path: Path) -> None:
    """A whole case that is moved into the future: nobody has said anything yet."""
    desk = Desk(tmp_path / "office", OWN)
    await desk.bring(shift_to=date(2027, 4, 20))
    logs = await desk.logs()
    assert not {"relative-8", "employer-8"} & {name for log in logs.values() for name in log.state.members}
    titles = {body.title["nl"] for body in logs["family"].bodies("request")}
    assert titles == {"Weekend weg"}
    assert not logs["family"].bodies("answer")
    assert not logs["employer"].bodies("duty_state")
    desk.now = datetime(2027, 4, 20, 10, 30, tzinfo=UTC)
    await desk.bring()
    logs = await desk.logs()
    assert {"relative-8", "employer-8"} <= logs["family"].members.keys() | logs["employer"].members.keys()
    assert len(logs["family"].bodies("request")) == 2
    assert [body.answer for body in logs["family"].bodies("answer")] == ["possible"]
    assert [body.state for body in logs["employer"].bodies("duty_state")] == ["promised", "done"]


async def test_received_is_now_and_at_is_then(desk: Desk) -> None:
    await desk.bring()
    for scope in desk.ledger().scopes.values():
        assert {moment for _, moment in await desk.entries(scope)} == {int(NOW.timestamp() * 1000)}


def test_keys_and_database_are_for_the_owner_only(desk: Desk) -> None:
    asyncio.run(desk.bring())
    assert desk.home.path.stat().st_mode & 0o777 == 0o700
    for path in (*desk.home.path.rglob("*.key"), *desk.home.path.rglob("*.json"), desk.home.tls.chain):
        assert path.stat().st_mode & 0o077 == 0, path
