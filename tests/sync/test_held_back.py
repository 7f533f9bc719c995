# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One bad entry in a page of 256: the others are taken over, and the one is kept and told (T29)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tbp_casefile.times import from_ms
from tbp_tui.commands import lines
from tbp_tui.i18n import set_language
from tbp_tui.services import show
from tbp_tui.services.open_case import OpenCase
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import LogBuilder, case_log, chance, key
from tests.sync.desk import new_vault
from tests.sync.played import Device, Played, swap

PAGE = 256
MEASURE = CONTENT["measure"]


def bad_signature(log: LogBuilder) -> None:
    other = log.copy()
    other.add("measure", MEASURE, by=key("authority"))
    jws = other.entries[-1].jws
    log.append(swap(jws, jws.rindex(".") + 5))


def signed_by_a_stranger(log: LogBuilder) -> None:
    log.add("measure", MEASURE, by=key("stranger"))


def not_its_writers(log: LogBuilder) -> None:
    log.add("measure", MEASURE, by=key("person"))


def no_record(log: LogBuilder) -> None:
    log.append("not a record")


def bad_body(log: LogBuilder) -> None:
    log.add("measure", {**MEASURE, "state": ["not", "a", "word"]}, by=key("authority"))


def unknown_kind(log: LogBuilder) -> None:
    log.add("from_later", {"text": "later"}, by=key("authority"))


def unknown_schema(log: LogBuilder) -> None:
    log.add("measure", MEASURE, by=key("authority"), schema=99)


SET_ASIDE = (bad_signature, signed_by_a_stranger, not_its_writers, no_record, bad_body)
NOT_UNDERSTOOD = (unknown_kind, unknown_schema)


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """The person's device, with nothing received yet."""
    return Device(new_vault(tmp_path / "vault"), Played(page_size=PAGE)).enrolled_here()


@pytest.fixture
def case(device: Device) -> Iterator[OpenCase]:
    """What its owner is told."""
    now = from_ms(device.backend.case.now_ms)
    case = OpenCase(device.vault, World({}, Path(), None, lambda: now, chance("world")))
    yield case
    case.close()


def a_page_with(bad: Callable[[LogBuilder], None]) -> LogBuilder:
    """A log of two pages, with this in the middle of the first one."""
    log = case_log()
    while log.seq < PAGE // 2:
        log.add("measure", MEASURE, by=key("authority"))
    bad(log)
    while log.seq < PAGE + 10:
        log.add("measure", MEASURE, by=key("authority"))
    return log


@pytest.mark.parametrize("bad", SET_ASIDE + NOT_UNDERSTOOD)
def test_the_others_are_applied_the_cursor_is_honest_and_the_one_is_told(
    bad: Callable[[LogBuilder], None], device: Device, case: OpenCase
) -> None:
    log = device.backend.case = a_page_with(bad)
    before = case_log().seq
    report = device.sync()
    assert report.all_is_well, report
    assert (device.place().seq, device.place().hash) == (log.seq, log.hashes[-1])
    shown = [row.seq for row in device.vault.records.current(["measure"])]
    assert shown == [seq for seq in range(before + 1, log.seq + 1) if seq != PAGE // 2 + 1]
    assert device.sync().pulled == 0  # nothing is asked for again
    now = from_ms(log.now_ms)
    told = (case.set_aside, case.status(now).not_understood)
    assert told == ((1, 0) if bad in SET_ASIDE else (0, 1))
    set_language("en")
    words = "1 message is not right" if bad in SET_ASIDE else "1 message needs a newer version"
    assert any(line.startswith(words) for line in lines.status(case, now))
    assert ('"set-aside"' in show.as_json(case, "status", now, "en")) == (bad in SET_ASIDE)


def test_it_is_kept_as_it_came_in(device: Device) -> None:
    log = device.backend.case = a_page_with(bad_signature)
    device.sync()
    (row,) = device.vault.records.entries(log.scope, PAGE // 2, 1)
    assert (row.jws, row.verdict, row.current) == (log.entries[PAGE // 2].jws, "set-aside", 0)
