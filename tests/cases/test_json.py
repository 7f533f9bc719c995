# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What `show --json` prints, one file for each view beside this test; the manuals list every key.

After a change that is meant, add `--snapshot-update` to the tests of this file. Taking a key away or changing
its meaning breaks scripts of others: it needs a new `version`.
"""

import json
import re
import uuid
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Device, PublicKeys
from tbp_casefile.times import to_ms
from tbp_casefile.wire.envelope import read_record, sign_record
from tbp_tui.services import show
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.peers.talks import TalkLine
from tbp_tui.services.support import NewOffer
from tbp_tui.sync import copies
from tbp_tui.sync.endings import Ending, Why
from tests.cases.devices import DEMO_DAY, Devices

H1, H2, H3, BAS = "h1-journalist/person", "h2-mayor/person", "h3-lawyer/person", "h1-journalist/contact-2"
OF_STAFF = dict.fromkeys(("cases", "tasks", "week", "handover"), BAS)
OF_STAFF |= {"support": "h1-journalist/supporter-1"}
READERS = dict.fromkeys(show.ITEMS, H1) | OF_STAFF | {"requests": H3, "package": H2}
COMMON = ("id", "code", "title", "state", "reason", "from", "until", "layer", "delivery")
MANUALS = Path(__file__).parents[2] / "docs"


class AsJson(SingleFileSnapshotExtension):
    """One file for each view."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"


def document(devices: Devices, view: str) -> dict[str, Any]:
    """What this view says of a case, ids and moments of this run left out."""
    with (
        TemporaryDirectory() as folder,
        devices.opened(READERS[view], DEMO_DAY, copy_to=Path(folder)) as case,
    ):
        if view == "handover":
            case.open_number("D-25-0208", DEMO_DAY)
        if view == "devices":
            _after_much(case)
        if view == "support":
            offered(case)
        if view == "peer":
            talked(case)
        if view == "attention":
            did_not_arrive(case)
        if view == "deliveries":
            was_sent(case)
        made = json.loads(show.as_json(case, view, DEMO_DAY, "en"))
    settled: dict[str, Any] = _settled(made)
    return settled


def _after_much(case: OpenCase) -> None:
    """Every sort of item: a device that was added, this one about to end, a log that has ended, a copy."""
    own = case.own_devices
    one_was_added(case)
    own.revoke(own.view().devices[0].device, late=False)
    at = to_ms(DEMO_DAY)
    ended = Ending("a log", "employer", Why.MEMBER, at, late=True, shredded_at=at, lost=1)
    case._vault.set_meta("sync.endings", msgspec.json.encode([ended]))
    copies.adopt(case._vault, 2)


def one_was_added(case: OpenCase) -> None:
    """A device of which nobody said yet whose it is, as a page leaves it."""
    (log,) = (place.scope for place in case._vault.scopes() if place.type == "case")
    came = [row for row in case._vault.records.history(["device"], [log]) if row.device == case.device][-1]
    record = read_record(came.jws).record
    new = SigningKey.from_seed(bytes(32))
    keys = PublicKeys(base64url.encode(new.public), base64url.encode(bytes(64)))
    body = Device(case._member, new.device_id, keys)
    added = msgspec.structs.replace(
        record, device=new.device_id, body=msgspec.Raw(msgspec.json.encode(body)), id=str(uuid.uuid4())
    )
    signed, seq = sign_record(added, new), came.seq + 1_000_000
    row = came._replace(seq=seq, id=added.id, jws=signed.jws, leaf=signed.leaf, received=to_ms(DEMO_DAY))
    case._vault.records.add([row])


def offered(case: OpenCase) -> None:
    """A supporter offers something to the person."""
    scope = case.support.readers()[0].scope
    case.support.offer(NewOffer(scope, "A weekly talk", "An hour each week.", date(2026, 5, 4)), DEMO_DAY)


def talked(case: OpenCase) -> None:
    """A talk that was ended by the other."""
    at = to_ms(DEMO_DAY)
    line = TalkLine("a room", "Willem", at, ended=at, by="other", last_word="Het ga je goed.")
    case._vault.set_meta("peers.talks", msgspec.json.encode([line]))


def did_not_arrive(case: OpenCase) -> None:
    """Two answers that were refused, of which one is kept as a note."""
    about = case.to_answer("package", None, DEMO_DAY)
    refused, noted = (
        case.acknowledge(about, "question", text, DEMO_DAY, hold_seconds=0)
        for text in ("Who decides about this?", "A note to myself.")
    )
    case._vault.outbox.needs_attention(refused, "ended")
    case._vault.outbox.needs_attention(noted, "ended")
    case.keep_as_note(noted)


def was_sent(case: OpenCase) -> None:
    """The backend said that a package went to the contact person and to this device."""
    at = to_ms(DEMO_DAY)
    scope = case.to_answer("package", None, DEMO_DAY).scope
    fields = {"event": "sent", "sentAt": "2026-04-20T09:05:00Z", "first": 8, "last": 40}
    told = [
        {**fields, "member": "contact-1", "role": "contact_person", "device": "theirs"},
        {**fields, "member": case._member, "role": "person", "device": "ours"},
    ]
    case._vault.set_meta(f"deliveries.{scope}", json.dumps({"at": at, "deliveries": told}).encode())


def _settled(value: Any) -> Any:
    match value:
        case dict():
            return {name: _settled(inner) for name, inner in value.items()}
        case list():
            return [_settled(inner) for inner in value]
        case str() if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
            return "an id"
        case str() if re.fullmatch(r"[A-Za-z0-9_-]{43}", value):
            return "a device"
        case str() if re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", value):
            return "a code"
        case _:
            return value


def own_keys(made: dict[str, Any]) -> set[str]:
    """The keys that the items of one view have beyond those of every item."""
    return {key for item in made["items"] for key in item} - set(COMMON)


def listed(manual: Path) -> dict[str, set[str]]:
    """The keys in the table of each part of the manual; under "" those of every item and of the whole."""
    found: dict[str, set[str]] = {"": set()}
    part = ""
    for line in manual.read_text(encoding="utf-8").partition("\n## 8.")[2].splitlines():
        if line.startswith("### "):
            part = line.removeprefix("### ")
            found[part] = set()
        elif line.startswith("| `"):
            found[part] |= set(re.findall(r"`(\w+)`", line.split("|")[1]))
    return found


@pytest.mark.parametrize("view", show.ITEMS)
def test_a_view_prints_what_was_agreed(devices: Devices, view: str, snapshot: SnapshotAssertion) -> None:
    made = document(devices, view)
    assert made["items"]
    assert json.dumps(made, indent=2, ensure_ascii=False) + "\n" == snapshot(extension_class=AsJson)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_manual_lists_every_key_of_every_view_and_no_other(devices: Devices, language: str) -> None:
    manual = listed(MANUALS / f"manual.{language}.md")
    assert manual.pop("") == {*COMMON, "asOf", "authority", "view", "version", "items"}
    assert manual == {view: own_keys(document(devices, view)) for view in show.ITEMS}


def test_both_manuals_tell_the_same_commands_and_keys() -> None:
    told = [
        re.findall(
            r"`[^`\n]+`|^\| \w|^#+", (MANUALS / f"manual.{language}.md").read_text("utf-8"), re.MULTILINE
        )
        for language in ("nl", "en")
    ]
    assert len(told[0]) == len(told[1]) > 100
