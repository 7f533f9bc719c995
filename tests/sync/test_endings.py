# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""When a log is shredded here and when it is not: on the verified entry that ends it, on nothing else."""

from datetime import timedelta

import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_tui.services import searching
from tbp_tui.services.cases import cases
from tbp_tui.sync import outbox
from tbp_tui.sync.endings import Ending, Why, all_over, endings
from tbp_tui.sync.errors import NotAMember
from tbp_tui.vault.rows import AsideRow, OutboxRow, ScopeRow
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, OFFICE, SYSTEM, chance, key
from tests.sync.played import Device

SPARE = key("the person's second device")


@pytest.fixture
def leaving(synced: Device) -> Device:
    """The person's device with everything of the case, and the words of it indexed."""
    assert synced.sync().all_is_well
    searching.catch_up(synced.vault)
    return synced


def write(device: Device, text: str, *, hold_seconds: int = 0) -> OutboxRow:
    """Acknowledge, on this device."""
    now = from_ms(device.backend.case.now_ms)
    return outbox.write(
        device.vault,
        scope=CASE,
        kind="acknowledgement",
        body=Acknowledgement("seen", text),
        at=now,
        now=now,
        random=chance(text),
        hold_seconds=hold_seconds,
    )


def held(device: Device, table: str) -> int:
    """How many rows of the case a table has."""
    rows = device.vault._database.rows(f"SELECT count(*) FROM {table} WHERE scope = ?", (CASE,))
    return int(rows[0][0])


def is_shredded(device: Device) -> bool:
    """Whether nothing is held of the case, in any table, and its row says so."""
    left = sum(held(device, table) for table in ("records", "indexed", "indexed_to", "evidence", "aside"))
    return device.place().state == "shredded" and left == 0


# --- what ends it ------------------------------------------------------------------------------------------


def test_the_end_of_the_membership_shreds_the_log(leaving: Device) -> None:
    leaving.backend.case.member("person", "person", ends=True)
    entry = leaving.backend.case.entries[-1]
    leaving.vault.keep_evidence(CASE, 1, "other-history", b"both")
    cut_off = AsideRow(CASE, 9, "id", "message", "device", 1, "counts", b"leaf", b"hash", "jws", "kept")
    leaving.vault.aside.add([cut_off])
    assert leaving.sync().all_is_well
    assert is_shredded(leaving)
    (ending,) = endings(leaving.vault)
    assert ending == Ending(CASE, "case", Why.MEMBER, entry.received, True, ending.shredded_at)
    assert ending.shredded_at > 0
    assert held_of_system(leaving) == leaving.backend.system.seq


def held_of_system(device: Device) -> int:
    """What everybody reads stays."""
    rows = device.vault._database.rows("SELECT count(*) FROM records WHERE scope = ?", (SYSTEM,))
    return int(rows[0][0])


def test_the_end_of_the_device_shreds_the_log(leaving: Device) -> None:
    leaving.backend.case.device("person", key("person"), by=OFFICE, ends=True)
    leaving.sync()
    assert is_shredded(leaving)
    assert [ending.why for ending in endings(leaving.vault)] == [Why.DEVICE]


def test_the_end_of_the_log_itself_shreds_it(leaving: Device) -> None:
    leaving.backend.case.add("closing", {"reason": ""}, by=OFFICE)
    leaving.sync()
    assert is_shredded(leaving)
    assert [ending.why for ending in endings(leaving.vault)] == [Why.CLOSED]


def test_the_end_of_another_device_or_member_shreds_nothing(leaving: Device) -> None:
    leaving.backend.case.device("person", SPARE)
    leaving.backend.case.device("person", SPARE, ends=True)
    leaving.backend.case.member("contact_person", "contact_person", ends=True)
    assert leaving.sync().all_is_well
    assert leaving.place().state == "open"
    assert endings(leaving.vault) == ()
    assert held(leaving, "records") == leaving.backend.case.seq


def test_an_ending_by_somebody_who_may_not_shreds_nothing(leaving: Device) -> None:
    """Whoever owns the database of the backend can add entries, and not the right to write them."""
    leaving.backend.case.member("person", "person", ends=True, by=key("contact of the employer"))
    leaving.backend.case.device("person", key("person"), by=key("authority"), ends=True)
    leaving.backend.case.add("closing", {"reason": ""}, by=key("contact_person"))
    leaving.sync()
    assert leaving.place().state == "open"
    assert held(leaving, "records") == leaving.backend.case.seq


# --- when --------------------------------------------------------------------------------------------------


def test_what_waits_goes_in_first(leaving: Device) -> None:
    write(leaving, "before the end")
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    assert is_shredded(leaving)
    assert [entry.jws for entry in leaving.backend.case.entries].count(_last(leaving)) == 1
    assert {row.code for row in leaving.vault.outbox.all()} <= {"late"}  # seen there, and kept to be told
    assert [ending.lost for ending in endings(leaving.vault)] == [0]


def _last(device: Device) -> str:
    return device.backend.case.entries[-1].jws


def test_what_may_still_be_taken_back_is_waited_for(leaving: Device) -> None:
    write(leaving, "in a moment", hold_seconds=3600)
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    assert (leaving.place().state, held(leaving, "outbox")) == ("ended", 1)
    assert held(leaving, "records") > 0
    assert [ending.shredded_at for ending in endings(leaving.vault)] == [0]
    leaving.sync(ahead=timedelta(hours=2))
    assert is_shredded(leaving)


def test_what_is_put_off_by_a_limit_is_waited_for(leaving: Device) -> None:
    write(leaving, "tomorrow")
    leaving.backend.case.member("person", "person", ends=True)
    leaving.backend.refuses = "slow-down"
    leaving.sync()
    assert held(leaving, "records") > 0
    leaving.backend.refuses = ""
    leaving.sync()
    assert is_shredded(leaving)


def test_a_stolen_device_shreds_at_once_and_says_what_was_lost(leaving: Device) -> None:
    write(leaving, "one"), write(leaving, "two")
    leaving.backend.case.device("person", key("person"), by=OFFICE, ends=True, late=False)
    asked = len(leaving.backend.asked)
    leaving.sync()
    assert is_shredded(leaving)
    assert leaving.vault.outbox.all() == []
    assert not [one for one in leaving.backend.asked[asked:] if one.startswith("POST /v1/logs")]
    assert [(ending.late, ending.lost) for ending in endings(leaving.vault)] == [(False, 2)]


def test_a_text_that_was_refused_stays_with_its_writer(leaving: Device) -> None:
    refused = write(leaving, "mine")
    leaving.backend.case.member("person", "person", ends=True)
    leaving.backend.refuses = "ended"
    leaving.sync()
    assert is_shredded(leaving)
    assert [(row.id, row.state, row.code) for row in leaving.vault.outbox.all()] == [
        (refused.id, "attention", "ended")
    ]


# --- afterwards --------------------------------------------------------------------------------------------


def test_nothing_is_written_into_a_log_that_ended(leaving: Device) -> None:
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    with pytest.raises(NotAMember):
        write(leaving, "too late")


@pytest.mark.parametrize("refusal", [(404, "not-a-member"), (403, "device-revoked")])
def test_whatever_is_said_afterwards_the_line_stays(leaving: Device, refusal: tuple[int, str]) -> None:
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    before = endings(leaving.vault)
    leaving.backend.hidden.add(CASE)
    leaving.backend.refusals["/v1/logs"] = refusal
    leaving.sync()
    leaving.backend.refusals.clear()
    assert leaving.sync().all_is_well
    assert endings(leaving.vault) == before
    assert is_shredded(leaving)
    assert all_over(leaving.vault)
    assert cases(leaving.vault, "person") == ()


def test_a_log_whose_member_comes_back_is_fetched_from_its_beginning(leaving: Device) -> None:
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    leaving.backend.case.member("person", "person")
    leaving.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    assert leaving.sync().all_is_well
    assert (leaving.place().state, held(leaving, "records")) == ("open", leaving.backend.case.seq)
    assert write(leaving, "back again").scope == CASE


def test_a_lie_about_a_log_that_was_shredded_brings_nothing_back(leaving: Device) -> None:
    """A head beyond the end whose pages do not prove themselves."""
    leaving.backend.case.member("person", "person", ends=True)
    leaving.sync()
    leaving.backend.case.member("person", "person", by=key("contact of the employer"))
    leaving.backend.lies[CASE] = lambda page: b"{}"
    leaving.sync()
    assert is_shredded(leaving)


def test_a_log_that_was_only_named_does_not_break_the_list_of_cases(leaving: Device) -> None:
    leaving.vault.save_scope(ScopeRow("11111111-1111-4111-8111-111111111111", "", 1, 0, bytes(32)))
    assert [scope for case in cases(leaving.vault, "person") for scope in case.scopes()] == [SYSTEM, CASE]
