# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two histories of one log are found as soon as one record crosses, kept, and told (T14, T47)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import HEAD_TYPE, SigningKey, sign_compact
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.times import from_ms
from tbp_tui.commands import lines
from tbp_tui.i18n import set_language
from tbp_tui.services import show
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync import outbox
from tbp_tui.sync.engine import SyncReport
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, LogBuilder, case_log, chance, key
from tests.sync.desk import contents
from tests.sync.talkers import Judging, Talker


@dataclass
class Split:
    """Two members, each before a history of their own; and what each can do."""

    person: Talker
    contact: Talker

    @property
    def both(self) -> tuple[Talker, Talker]:
        return self.person, self.contact

    def crosses(self, row: OutboxRow, to: Talker) -> SyncReport:
        """Something that one wrote is shown to the other too."""
        to.backend.case.append(row.jws)
        return to.sync()


@pytest.fixture
def split(tmp_path: Path) -> Iterator[Split]:
    """Up to the last entry they were shown the same."""
    log = case_log()
    one, other = (Judging(case=log.copy(), case_type="case") for _ in range(2))
    person, contact = (
        Talker.comes(tmp_path, backend, name)
        for backend, name in ((one, "person"), (other, "contact_person"))
    )
    assert person.sync().all_is_well
    assert contact.sync().all_is_well
    for backend, title in ((one, "A camera"), (other, "No camera")):
        text = {"nl": title, "en": title}
        backend.case.add("measure", {**CONTENT["measure"], "title": text}, by=key("authority"))
    assert person.sync().all_is_well  # nobody can know it yet
    assert contact.sync().all_is_well
    yield Split(person, contact)
    person.vault.close()
    contact.vault.close()


def note(talker: Talker) -> OutboxRow:
    """Something that this member may write, in their outbox."""
    mine = talker.member == "person"
    return outbox.write(
        talker.vault,
        scope=CASE,
        kind="acknowledgement" if mine else "contact_moment",
        body=Acknowledgement("seen") if mine else ContactMoment(kind="talk", text="Gesproken."),
        at=talker.now,
        now=talker.now,
        random=chance(f"note {talker.id}"),
    )


def writes(talker: Talker) -> OutboxRow:
    """The same, sent to the history that they are shown."""
    row = note(talker)
    report = talker.sync()
    assert report.delivered == 1, report
    return row


def opened(talker: Talker) -> OpenCase:
    """What its owner can do."""
    return OpenCase(talker.vault, World({}, Path(), None, lambda: talker.now, chance("world")))


def said(case: OpenCase, now: datetime) -> str:
    """What the plain overview begins with."""
    set_language("en")
    return "\n".join(lines.of_histories(case, now))


@pytest.mark.parametrize("writer", ["person", "contact_person"])
def test_it_is_found_as_soon_as_one_record_crosses_whoever_wrote_it(split: Split, writer: str) -> None:
    wrote, other = split.both if writer == "person" else reversed(split.both)
    row = writes(wrote)
    before, place = contents(other.vault), other.place()
    report = split.crosses(row, other)
    assert [(log.scope, log.standing, log.code) for log in report.logs] == [
        (CASE, "refused", "other-history")
    ]
    assert contents(other.vault) == before
    (kept,) = other.vault.evidence()
    assert place.head.encode() in kept.content  # ours, signed
    assert row.jws.encode() in kept.content  # and what was shown, with the record that gave it away


def test_the_other_one_finds_it_too_by_what_is_written_afterwards(split: Split) -> None:
    """Nobody needs to be told by a message: what a device writes says what it had seen."""
    split.crosses(writes(split.person), split.contact)
    report = split.crosses(note(split.contact), split.person)
    assert [log.code for log in report.logs] == ["other-history"]
    assert len(split.person.vault.evidence()) == 1


def test_the_person_is_told_until_they_told_somebody_also_when_all_seems_well_again(split: Split) -> None:
    person, honest = split.person, split.person.backend.case.copy()
    case, now = opened(person), from_ms(person.backend.case.now_ms + 60_000)
    assert case.status(now).two_histories is None
    assert said(case, now) == ""
    split.crosses(writes(split.contact), person)
    assert case.status(now).two_histories == person.now
    assert "other-history" in case.status(now).troubles
    assert "Nothing newer is taken over" in said(case, now)
    assert "Call your contact person" in said(case, now)
    assert '"two-histories"' in show.as_json(case, "status", now, "en")
    person.backend.case = honest
    assert person.sync().all_is_well
    assert "fits again" in said(case, now)
    case.told_of_histories()
    assert case.status(now).two_histories is None
    assert len(person.vault.evidence()) == 1  # the proof stays
    theirs, seq = split.contact.backend.case.copy(), person.place().seq
    del theirs.entries[seq:], theirs.hashes[seq + 1 :]
    person.backend.case = theirs  # its head, as far as ours goes
    person.sync()
    assert case.status(now).two_histories is not None  # and it is told again
    case.close()


def test_nothing_newer_is_taken_over_of_a_log_that_is_shown_in_two_ways(split: Split) -> None:
    person = split.person
    split.crosses(writes(split.contact), person)
    seen = person.place()
    person.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    assert [log.code for log in person.sync().logs] == ["other-history"]
    assert (person.place().seq, person.place().hash) == (seen.seq, seen.hash)
    assert len(person.vault.evidence()) == 1  # once for each time that it begins


class Claiming(LogBuilder):
    """Its heads are signed, and name a place that is not theirs."""

    claimed = 0

    def head(self, seq: int | None = None, *, by: SigningKey | None = None, **changes: Any) -> str:
        real = msgspec.json.decode(base64url.decode(super().head(seq).split(".")[1]))
        return sign_compact(self.log_key, HEAD_TYPE, msgspec.json.encode({**real, "seq": self.claimed}))


@pytest.mark.parametrize("claimed", [0, 1, 2**53, 2**63, 2**64])
def test_a_signed_head_that_names_another_place_moves_nothing(split: Split, claimed: int) -> None:
    person, log = split.person, split.person.backend.case
    before = contents(person.vault)
    log.add("measure", CONTENT["measure"], by=key("authority"))
    lying = Claiming(log.scope, log.log_key, log.epoch, list(log.entries), list(log.hashes))
    lying.claimed = claimed
    person.backend.case = lying
    (trouble,) = person.sync().logs
    assert trouble.standing in {"refused", "behind"}
    assert contents(person.vault) == before
    person.backend.case = log
    assert person.sync().all_is_well
