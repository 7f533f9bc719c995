# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The committed bytes mean today what they meant when they were committed, to both readers."""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from joserfc.jwk import RSAKey

from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey, open_sealed
from tbp_casefile.crypto.signatures import SigningKey, check, device_id
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.errors import BadSignature
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import chain, genesis, leaf_of
from tbp_casefile.logstate import LogState
from tbp_casefile.verify import VerifiedPage, verify_page
from tbp_casefile.wire.api import Welcome
from tests.second import reading, tickets
from tests.second.judging import Keys, SecondLog
from tests.second.table import ALWAYS_SEALED, CONTROL, READ_NOW, SEALED, WRITERS
from tests.vectors import make

HERE = Path(make.__file__).parent


def committed(name: str) -> dict[str, Any]:
    """A vector as it lies in the repository."""
    vector: dict[str, Any] = json.loads((HERE / name).read_text("ascii"))
    return vector


ROOT = bytes.fromhex(committed("keys.json")["signers"]["root"]["public"])
LOGS = (
    "system.json",
    "case.json",
    "told-case.json",
    "family.json",
    "desk.json",
    "employer.json",
    "support.json",
    "matching.json",
    "expert.json",
    "peer.json",
)


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Any]]:
    """The vectors, made again."""
    return make.vectors()


@pytest.mark.parametrize("name", [*LOGS, "keys.json", "ticket.json", "sealing.json"])
def test_the_script_makes_the_committed_bytes_again(name: str, made: dict[str, dict[str, Any]]) -> None:
    assert make.in_file(made[name]) == (HERE / name).read_text("ascii")


def verified(name: str) -> VerifiedPage:
    """A log of the vectors, from the committed bytes alone; all others under the keys of system."""
    keys = SystemKeys(ROOT) if name == "system.json" else verified("system.json").keys
    vector = committed(name)
    return verify_page(LogState.empty(vector["scope"]), keys, make.as_page(vector), lambda _: None)


@pytest.mark.parametrize("name", LOGS)
def test_a_committed_log_still_proves_itself_with_the_same_verdicts(name: str) -> None:
    entries, page = committed(name)["entries"], verified(name)
    assert [make.in_words(entry.verdict) for entry in page.entries] == [one["verdict"] for one in entries]
    assert [entry.hash.hex() for entry in page.entries] == [one["hash"] for one in entries]
    payloads = [
        json.loads(entry.signed.unverified.payload) if entry.signed else None for entry in page.entries
    ]
    assert payloads == [one["payload"] for one in entries]


@pytest.mark.parametrize("name", LOGS)
def test_leaf_genesis_chain_and_head_are_the_hashes_of_the_design(name: str) -> None:
    vector = committed(name)
    scope = vector["scope"]
    before = reading.first_hash(scope)
    assert before.hex() == genesis(scope).hex() == vector["genesis"]
    for entry in vector["entries"]:
        leaf = hashlib.sha256(b"\0" + entry["jws"].encode("ascii")).digest()
        assert leaf.hex() == entry["leaf"] == leaf_of(entry["jws"]).hex() == reading.leaf(entry["jws"]).hex()
        assert chain(before, leaf, entry["received"]) == reading.next_hash(before, leaf, entry["received"])
        before = reading.next_hash(before, leaf, entry["received"])
        assert before.hex() == entry["hash"]
    assert vector["head"]["payload"]["hash"] == before.hex()


def test_the_second_reader_reads_the_committed_logs_alike() -> None:
    keys = Keys(ROOT)
    for name in LOGS:
        vector = committed(name)
        page = msgspec.json.encode(make.as_page(vector))
        verdicts = SecondLog(vector["scope"], keys).read(page)
        expected = [
            one["verdict"][: 1 if one["verdict"][0] == "set aside" else 3] for one in vector["entries"]
        ]
        assert [list(verdict) for verdict in verdicts] == expected


def counting(*names: str) -> list[dict[str, Any]]:
    """The records that count in these logs."""
    entries = (one for name in names for one in committed(name)["entries"])
    return [one["payload"] for one in entries if one["verdict"][0] == "counts"]


def test_every_kind_of_this_release_stands_in_the_vectors_and_counts() -> None:
    assert {record["kind"] for record in counting(*LOGS)} == READ_NOW | CONTROL
    assert {kind for kind, _ in model.BODIES} == READ_NOW | CONTROL
    verdicts = {one["verdict"][0] for one in committed("case.json")["entries"]}
    assert verdicts == {"counts", "late", "unknown", "set aside"}


@pytest.mark.parametrize("kind", sorted(READ_NOW - ALWAYS_SEALED))
def test_every_field_of_this_release_stands_in_the_vectors_in(kind: str) -> None:
    readable = (name for name in LOGS if name.removesuffix(".json") not in SEALED)
    told = {name for record in counting(*readable) if record["kind"] == kind for name in record["body"]}
    assert told == {field.encode_name for field in msgspec.structs.fields(model.BODIES[kind, 1])}


@pytest.mark.parametrize("scope_type", ["case", "family", "desk", "employer"])
def test_every_kind_that_may_stand_in_a_log_of_a_case_counts_in_the_one_of_the_vectors(
    scope_type: str,
) -> None:
    name = "told-case.json" if scope_type == "case" else f"{scope_type}.json"
    content = {record["kind"] for record in counting(name)} - CONTROL
    assert content == WRITERS[scope_type].keys() & READ_NOW


def test_the_three_logs_of_the_told_case_share_a_name_and_nothing_else() -> None:
    told, family, employer = (committed(f"{name}.json") for name in ("told-case", "family", "employer"))
    founding = [log["entries"][0]["payload"] for log in (told, family, employer)]
    assert len({record["body"]["case"] for record in founding}) == 1
    assert [record["body"]["type"] for record in founding] == ["case", "family", "employer"]
    assert len({record["scope"] for record in founding}) == 3


def test_the_vectors_hold_answers_to_exact_records_and_records_written_for_another() -> None:
    for name in ("told-case.json", "family.json", "employer.json"):
        leaves = {one["leaf"]: one["payload"]["id"] for one in committed(name)["entries"] if one["payload"]}
        about = [record["about"] for record in counting(name) if "about" in record]
        assert about
        assert [leaves[ref["leaf"]] for ref in about] == [ref["id"] for ref in about]
    written_for = {
        (name, record["kind"], record["for"])
        for name in ("told-case.json", "family.json", "employer.json")
        for record in counting(name)
        if "for" in record
    }
    assert written_for == {
        ("told-case.json", "confirmation", "person"),
        ("told-case.json", "request", "person"),
        ("family.json", "confirmation", "relative"),
        ("family.json", "request", "relative"),
    }


def test_in_the_log_with_the_employer_whole_hours_count_and_minutes_do_not() -> None:
    entries = committed("employer.json")["entries"]
    counted = {one["payload"]["writtenAt"][13:] for one in entries if one["verdict"][0] == "counts"}
    aside = {
        one["payload"]["writtenAt"][13:]
        for one in entries
        if one["verdict"] == ["set aside", "not-a-whole-hour"]
    }
    assert (counted, aside) == ({":00:00Z"}, {":07:00Z", ":59:00Z"})


def test_device_ids_are_thumbprints_of_the_keys_that_come_from_the_seeds() -> None:
    for signer in committed("keys.json")["signers"].values():
        public = bytes.fromhex(signer["public"])
        assert SigningKey.from_seed(bytes.fromhex(signer["seed"])).public == public
        assert signer["id"] == device_id(public) == reading.thumbprint(public)


def test_a_seal_key_comes_from_its_seed() -> None:
    seal = committed("keys.json")["seal"]
    assert SealKey(bytes.fromhex(seal["seed"])).public.hex() == seal["public"]


def test_a_ticket_code_gives_the_committed_id_keys_and_welcome() -> None:
    ticket = committed("ticket.json")
    code = TicketCode.parse(ticket["code"])
    assert Ticket.parse(ticket["line"]).code == code
    assert code.id == ticket["id"] == tickets.derive(ticket["code"], "id", 16).hex()
    assert code.signing_key.seed.hex() == ticket["signing"]["seed"]
    assert tickets.derive(ticket["code"], "signing", 32).hex() == ticket["signing"]["seed"]
    sealed = bytes.fromhex(ticket["sealed"])
    assert code.open_welcome(sealed).decode("ascii") == ticket["welcome"]
    welcome_key = tickets.derive(ticket["code"], "welcome", 32)
    assert open_sealed(welcome_key, sealed, code.id.encode("ascii")).decode("ascii") == ticket["welcome"]
    welcome = msgspec.json.decode(ticket["welcome"], type=Welcome)
    assert base64url.decode(welcome.root) == ROOT


def test_a_ticket_proof_is_a_signature_over_these_lines() -> None:
    ticket = committed("ticket.json")
    shown = ticket["proof"]
    lines = (
        "tbp ticket proof",
        shown["ticket"],
        shown["scope"],
        shown["device"],
        shown["keys"]["sign"],
        "",
        "",
    )
    public, signature = bytes.fromhex(ticket["signing"]["public"]), base64url.decode(shown["signature"])
    assert reading.signed_raw("\n".join(lines).encode("ascii"), signature, public)
    check(public, "\n".join(lines).encode("ascii"), signature)


# --- what others published ----------------------------------------------------------------------------------

PUBLISHED = committed("published.json")


@pytest.mark.parametrize("vector", PUBLISHED["rfc8032"], ids=lambda vector: vector["from"])
def test_signatures_are_those_of_rfc_8032(vector: dict[str, str]) -> None:
    key, message = SigningKey.from_seed(bytes.fromhex(vector["seed"])), bytes.fromhex(vector["message"])
    signature = bytes.fromhex(vector["signature"])
    assert key.public.hex() == vector["public"]
    assert key.sign(message) == signature
    check(key.public, message, signature)
    with pytest.raises(BadSignature):
        check(key.public, message + b"\0", signature)


def test_a_signature_has_no_second_number_that_verifies() -> None:
    vector = PUBLISHED["rfc8032"][1]
    public, message = bytes.fromhex(vector["public"]), bytes.fromhex(vector["message"])
    signature = bytes.fromhex(vector["signature"])
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(signature[32:], "little") + order
    with pytest.raises(BadSignature):
        check(public, message, signature[:32] + scalar.to_bytes(32, "little"))


def test_keys_thumbprints_and_signatures_are_those_of_rfc_8037() -> None:
    vector = PUBLISHED["rfc8037"]
    key = SigningKey.from_seed(base64url.decode(vector["jwk"]["d"]))
    assert base64url.encode(key.public) == vector["jwk"]["x"]
    assert key.device_id == vector["thumbprint"] == reading.thumbprint(key.public)
    assert base64url.encode(key.sign(vector["signing_input"].encode("ascii"))) == vector["signature"]


def test_the_library_behind_the_second_reader_makes_the_thumbprint_of_rfc_7638() -> None:
    vector = PUBLISHED["rfc7638"]
    assert RSAKey.import_key(vector["jwk"]).thumbprint() == vector["thumbprint"]


def test_seals_open_what_rfc_8439_sealed() -> None:
    vector = PUBLISHED["rfc8439"]
    key, context = bytes.fromhex(vector["key"]), bytes.fromhex(vector["context"])
    sealed = bytes.fromhex(vector["nonce"]) + bytes.fromhex(vector["sealed"])
    assert open_sealed(key, sealed, context).decode("ascii") == vector["plaintext"]


def test_seal_keys_are_those_of_the_x_wing_draft() -> None:
    for vector in PUBLISHED["xwing"]["vectors"]:
        assert SealKey(bytes.fromhex(vector["seed"])).public.hex() == vector["public"]
