# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a backend keeps of a sealed log: database, logs and a copy hold no word of it (T12, T22).

Two devices with real vaults talk through the real backend, on each engine. In each text of theirs stands a
planted word; the same words in a readable log are found, so that finding nothing means something.
"""

import gzip
import secrets
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from tbp_backend.office.pen import Pen
from tbp_casefile.model import control
from tbp_casefile.model.dialogue import ContactMoment, Evaluation
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tbp_tui.sync import enrolment, outbox
from tbp_tui.sync.identity import record_key
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.keys import DeviceKeys
from tests.backend.conftest import Office, run
from tests.markers import MARKERS, every_form_of, readable_somehow
from tests.sync.desk import Desk, new_vault

REFUSED = "qgeweigerdx51"
PLAINLY = "qvoorhetzichtx50"
"""Said in a log that is not sealed."""


@dataclass
class Talk:
    """A support log at a real backend, and the two who talk in it."""

    office: Office
    scope: str
    person: Desk
    supporter: Desk

    def say(self, desk: Desk, text: str) -> None:
        """In the kind that this one may write."""
        now = desk.now()
        body: msgspec.Struct = Evaluation(scores={}, share=True, text=text)
        if desk is self.supporter:
            body = ContactMoment(kind="talk", text=text)
        kind = "contact_moment" if desk is self.supporter else "evaluation"
        outbox.write(
            desk.vault, scope=self.scope, kind=kind, body=body, at=now, now=now, random=secrets.token_bytes
        )

    def reads(self, desk: Desk) -> set[str]:
        """Every text of the log that a device can read."""
        rows = desk.vault.records.history(["contact_moment", "evaluation"], [self.scope])
        records = [record_of(desk.vault, row) for row in rows]
        return {str(msgspec.json.decode(record.body)["text"]) for record in records if record}

    def kept(self) -> bytes:
        """Everything that the backend has: database, its backup, settings, and what it printed."""
        home = self.office.home.path
        files = [*home.rglob("*"), home.parent / f"{home.name}.log"]
        rest = b"\0".join(path.read_bytes() for path in files if path.is_file())
        return self.office.stolen() + self.copy() + rest

    def copy(self) -> bytes:
        """A backup, as the operator makes one: with our command, or with the database's own program."""
        if self.office.server is not None:
            return self.office.server.dump(self.office.home.settings().database)
        with tempfile.TemporaryDirectory() as folder:
            done = run(self.office.home.path, "backup", f"{folder}/copy")
            assert done.returncode == 0, done.stderr
            return b"\0".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())


def come_in(office: Office, folder: Path) -> Desk:
    """A new device, enrolled in the case."""
    desk = Desk(folder, new_vault(folder))
    desk.enrol(office.ticket().line)
    return desk


def opened_to(pen: Pen, desk: Desk, member: str, role: Role) -> list[SignedRecord]:
    """A membership, and the device under the keys that it enrolled with."""
    keys = DeviceKeys.load(desk.vault)
    assert keys
    device = control.Device(member, record_key(desk.vault).device_id, enrolment.public_keys(keys))
    return [pen.write("member", control.Member(member, role)), pen.write("device", device)]


@pytest.fixture
def talk(office: Office, tmp_path: Path) -> Iterator[Talk]:
    """Founded by the office, that does not read it, with the keys that the devices enrolled with."""
    person, supporter = (come_in(office, tmp_path / name) for name in ("person", "supporter"))
    scope = str(uuid.uuid4())
    office.write(lambda pen: [pen.write("scope", control.Scope(ScopeType.SUPPORT))], scope)
    for desk, member, role in ((person, "person", Role.PERSON), (supporter, "helper", Role.SUPPORTER)):
        office.write(lambda pen, let_in=(desk, member, role): opened_to(pen, *let_in), scope)  # type: ignore[misc]
        assert desk.sync().trouble is None
    yield Talk(office, scope, person, supporter)
    for desk in (person, supporter):
        desk.close()


def test_a_backend_keeps_no_word_of_a_sealed_log_in_any_form(talk: Talk) -> None:
    for number, word in enumerate(MARKERS):
        talk.say(talk.person if number % 2 else talk.supporter, f"Over {word} gesproken.")
    for desk in (talk.supporter, talk.person, talk.supporter):
        report = desk.sync()
        assert (report.trouble, report.attention, report.waiting) == (None, (), 0)
    for desk in (talk.person, talk.supporter):
        assert talk.reads(desk) == {f"Over {word} gesproken." for word in MARKERS}
    plainly = talk.person.write(f"Over {PLAINLY} gesproken.")
    assert plainly.scope != talk.scope
    assert talk.person.sync().all_is_well
    assert readable_somehow(talk.kept(), [*MARKERS, PLAINLY]) == {PLAINLY}


def test_the_search_finds_a_word_in_each_form() -> None:
    word = MARKERS[0]
    for form in every_form_of(word):
        assert readable_somehow(b"before " + form + b" after") == {word}
    for packed in (zlib.compress(word.encode()), gzip.compress(b"x" * 99 + word.encode())):
        assert readable_somehow(b"before" + packed + b"after") == {word}


@pytest.mark.parametrize("kind", ["evaluation", "contact_moment"])
def test_a_backend_refuses_a_readable_body(talk: Talk, kind: str) -> None:
    """Also from an app that does not seal: nothing of it is kept."""
    desk = talk.person if kind == "evaluation" else talk.supporter
    row = desk.vault.scope(talk.scope)
    assert row
    desk.vault.save_scope(row._replace(type="family"))  # this app believes that nothing is sealed here
    talk.say(desk, REFUSED)
    desk.vault.save_scope(row)
    report = desk.sync()
    assert [one.code for one in report.attention] == ["not-sealed"]
    assert readable_somehow(talk.kept(), [REFUSED]) == set()
