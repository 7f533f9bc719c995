# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the golden vectors: `python -m tests.vectors.make`. A test holds the committed bytes against this.

All keys, ids and nonces come from fixed words. Each entry shows its payload, so that it can be read by eye.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import genesis
from tbp_casefile.logstate import SetAside, Verdict
from tbp_casefile.wire.api import Page, Welcome, WelcomeScope
from tests.casefile.bodies import CONTENT, FULL, authority_change
from tests.logs import (
    CASE,
    LOG_KEY,
    OFFICE,
    ROOT,
    SYSTEM,
    LogBuilder,
    chance,
    key,
    keys_body,
    proof,
    system_log,
    uuid4,
)
from tests.sealed import draw, hand, key_record, let_in, say, seal_key, sealable, sealed_log
from tests.second.sealing import length_of
from tests.vectors.story import desk_log, employer_log, family_log, part, told_case_log

HERE = Path(__file__).parent
CODE = TicketCode.draw(chance("vector ticket"))
SIGNERS = (
    *("root", "log", "office", "next office", "authority", "contact_person", "person", "laptop"),
    *("relative", "supporter", "employer", "tablet", "next"),
    *("coordination office", "coordinator", "expert"),
)
NEXT_OFFICE, LAPTOP = key("next office"), key("laptop")


def vector_system_log() -> LogBuilder:
    """Keys, and what everybody may read; one entry is set aside."""
    log = system_log()
    log.add("key", {"id": "tls", "may": ["tls"], "from": "2025-01-01T00:00:00Z", "anchor": "PEM"}, by=ROOT)
    log.add("policy_text", CONTENT["policy_text"], by=OFFICE)
    log.add("help_contact", CONTENT["help_contact"], by=OFFICE)
    log.add("policy_text", CONTENT["policy_text"], by=key("stranger"))
    log.add("news", FULL["news"], by=OFFICE)
    log.add("policy_text", FULL["policy_text"], by=OFFICE)
    log.add("help_contact", FULL["help_contact"], by=OFFICE)
    log.add("key", FULL["key"], by=ROOT)
    log.add("news", FULL["news"], by=key("person"))
    return log


def vector_case_log() -> LogBuilder:
    """Every kind of the first release, a handover, a ticket, late and forged entries, a new epoch."""
    log = LogBuilder(CASE)
    log.found("case")
    for role in ("authority", "contact_person", "person"):
        log.member(role, role)
        log.device(role, key(role))
    log.ticket(CODE, "person")
    keys = {**keys_body(LAPTOP), "dpop": base64url.encode(bytes(range(64)))}
    keys["seal"] = base64url.encode(SealKey(bytes(range(32))).public)
    shown = proof(CODE, CASE, keys, LAPTOP.device_id)
    log.device("person", LAPTOP, by=LAPTOP, keys=keys, proof=shown)
    log.add("authority_change", authority_change("authority"), by=key("authority"))
    log.add("contact", CONTENT["contact"], by=key("contact_person"))
    parts = [log.add(kind, CONTENT[kind], by=key("authority")) for kind in ("measure", "review")]
    listing = {**CONTENT["package"], "parts": [part(signed) for signed in parts]}
    package = log.add("package", listing, by=key("authority"))
    log.add("acknowledgement", {"what": "seen"}, by=LAPTOP, about=part(package))
    spoken = {"what": "question", "text": "Belt u mij? \u2013 \U0001f4de"}
    log.add("acknowledgement", spoken, by=key("contact_person"), **{"for": "person"})
    log.add("package", listing, by=key("person"))
    log.add("authority_change", authority_change("next", **{"from": "authority"}), by=key("authority"))
    log.device("next", NEXT_OFFICE)
    log.add("measure", CONTENT["measure"], by=key("authority"))
    log.add(
        "measure",
        {**CONTENT["measure"], "state": "changed"},
        by=NEXT_OFFICE,
        entity=parts[0].record.id,
        replaces=[parts[0].record.id],
    )
    log.device("person", key("person"), by=LAPTOP, ends=True, late=False)
    log.add("acknowledgement", {"what": "seen"}, by=key("person"))
    log.add("from_later", {"unread": True}, by=LAPTOP)
    log.append("no record")
    log.add("erasure", {"seq": log.seq, "leaf": "00" * 32, "ground": "AVG 17"}, by=OFFICE)
    after = {"afterSeq": log.seq, "afterHash": log.hashes[-1].hex(), "reason": "restored"}
    log.add("epoch", {"epoch": 2, **after}, by=ROOT)
    log.epoch = 2
    log.member("person", "person", by=LAPTOP, ends=True)
    log.add("closing", {"reason": "over"}, by=OFFICE)
    return log


def vector_support_log() -> LogBuilder:
    """A sealed log: two keys made at once, a second device, a removal, and what is set aside then."""
    log = sealed_log()
    person, supporter, tablet = key("person"), key("supporter"), key("tablet")
    first = hand(log, draw(log), person, supporter, by=supporter)
    hand(log, draw(log, name="at once"), person, supporter, by=person)
    say(log, first, "contact", CONTENT["contact"], by=supporter)
    say(log, first, "contact_moment", FULL["contact_moment"], by=supporter)
    offer = say(log, first, "support_offer", FULL["support_offer"], by=supporter)
    say(log, first, "support_response", FULL["support_response"], by=person, about=part(offer))
    log.add("contact_moment", CONTENT["contact_moment"], by=supporter)
    let_in(log, "person", tablet)
    hand(log, first, tablet, by=supporter)
    hand(log, first, tablet, by=person)
    say(log, first, "evaluation", FULL["evaluation"], by=tablet)
    say(log, first, "message", FULL["message"], by=tablet)
    say(log, first, "receipt", {"of": "a later version"}, by=tablet)
    log.device("person", person, by=tablet, ends=True)
    say(log, first, "evaluation", CONTENT["evaluation"], by=person)
    say(log, first, "evaluation", CONTENT["evaluation"], by=tablet)
    second = hand(log, draw(log, 2), tablet, supporter, by=tablet)
    say(log, second, "evaluation", CONTENT["evaluation"], by=tablet)
    return log


def peer_logs() -> dict[str, LogBuilder]:
    """A wish, a proposal and an answer with each of the two, and the talk that came of it; all sealed."""
    person, expert, coordinator = key("person"), key("expert"), key("coordinator")
    matching = sealed_log("matching", "coordinator", "person", scope=uuid4("matching"))
    scope_key = hand(matching, draw(matching), coordinator, person, by=person)
    asked = say(matching, scope_key, "peer_request", FULL["peer_request"], by=person)
    shown = say(
        matching, scope_key, "peer_proposal", FULL["peer_proposal"], by=coordinator, about=part(asked)
    )
    say(matching, scope_key, "peer_reply", FULL["peer_reply"], by=person, about=part(shown))
    say(matching, scope_key, "concern", FULL["concern"], by=person, about=part(shown))
    say(matching, scope_key, "peer_proposal", FULL["peer_proposal"], by=person)
    offering = sealed_log("expert", "coordinator", "expert", scope=uuid4("expert"))
    scope_key = hand(offering, draw(offering), coordinator, expert, by=coordinator)
    say(offering, scope_key, "peer_profile", FULL["peer_profile"], by=expert)
    shown = say(offering, scope_key, "peer_proposal", FULL["peer_proposal"], by=coordinator)
    say(offering, scope_key, "peer_reply", {"what": "no"}, by=expert, about=part(shown))
    for kind in ("concern", "debrief"):
        say(offering, scope_key, kind, FULL[kind], by=expert, about=part(shown))
    say(offering, scope_key, "peer_request", FULL["peer_request"], by=expert)
    talk = sealed_log("peer", "person", "expert", scope=uuid4("peer"))
    scope_key = hand(talk, draw(talk), person, expert, by=expert)
    for by, kind in ((expert, "boundary"), (person, "boundary"), (person, "message"), (expert, "message")):
        say(talk, scope_key, kind, FULL[kind], by=by)
    minute = "2026-01-01T10:07:00Z"
    say(talk, scope_key, "message", FULL["message"], by=person, writtenAt=minute)
    talk.member("relative", "relative", by=key("coordination office"))
    talk.device("expert", key("tablet"), by=key("coordination office"), keys=sealable(key("tablet")))
    say(talk, scope_key, "ended", FULL["ended"], by=person)
    talk.member("person", "person", by=person, ends=True)
    return {"matching": matching, "expert": offering, "peer": talk}


def sealing_vector() -> dict[str, Any]:
    """What goes into one wrap and one body, from seeds to bytes."""
    log, by, to = sealed_log(), key("supporter"), key("person")
    scope_key = draw(log)
    wrapped = key_record(scope_key, to, by=by)["wrapped"][to.device_id]
    place = {"scope": log.scope, "id": uuid4("sealed"), "device": by.device_id, "kind": "contact_moment"}
    return {
        "scope key": {"scope": log.scope, "number": 1, "key": scope_key.key.hex(), "id": scope_key.id},
        "recipient": {"seed": seal_key(to).seed.hex(), "public": seal_key(to).public.hex()},
        "wrap": {"to": to.device_id, "by": by.device_id, "wrapped": wrapped},
        "record": {**place, "body": scope_key.seal(place, CONTENT["contact_moment"], bytes(range(12)))},
        "body": CONTENT["contact_moment"],
        "lengths": {str(size): length_of(size) for size in (1, 256, 257, 8192, 8193, 10_000, 20_000)},
    }


def in_words(verdict: Verdict) -> list[str]:
    """A verdict as a short list."""
    if isinstance(verdict, SetAside):
        return ["set aside", verdict.code]
    return [type(verdict).__name__.lower(), verdict.member, verdict.role.value]


def log_vector(log: LogBuilder, keys: SystemKeys) -> dict[str, Any]:
    """A log with every value between its bytes and its verdicts."""
    verified = log.verify(keys)
    entries = [
        {
            "seq": entry.seq,
            "received": entry.received,
            "payload": json.loads(entry.signed.unverified.payload) if entry.signed else None,
            "jws": entry.jws,
            "leaf": entry.leaf.hex(),
            "hash": entry.hash.hex(),
            "verdict": in_words(entry.verdict),
        }
        for entry in verified.entries
    ]
    head = {"jws": log.head(), "payload": msgspec.to_builtins(verified.head)}
    return {"scope": log.scope, "genesis": genesis(log.scope).hex(), "entries": entries, "head": head}


def keys_vector() -> dict[str, Any]:
    """Who signs in the logs: seed, public key, and the RFC 7638 thumbprint that is the device's id."""
    signers = {name: signer_vector(key(name)) for name in SIGNERS}
    seal = SealKey(bytes(range(32)))
    return {"signers": signers, "seal": {"seed": seal.seed.hex(), "public": seal.public.hex()}}


def signer_vector(signer: SigningKey) -> dict[str, str]:
    """One key pair."""
    return {"seed": signer.seed.hex(), "public": signer.public.hex(), "id": signer.device_id}


def ticket_vector() -> dict[str, Any]:
    """A code, all that comes from it, a sealed welcome and a proof."""
    scopes = (WelcomeScope(CASE, "case"),)
    root = base64url.encode(ROOT.public)
    welcome = msgspec.json.encode(
        Welcome("https://example.test", "PEM", root, SYSTEM, "person", CODE.id, scopes)
    )
    keys = keys_body(LAPTOP)
    return {
        "code": CODE.text,
        "line": Ticket("https://example.test:8443", CODE).line,
        "id": CODE.id,
        "signing": signer_vector(CODE.signing_key),
        "welcome": welcome.decode("ascii"),
        "sealed": CODE.seal_welcome(welcome, chance("vector nonce")).hex(),
        "proof": {
            "scope": CASE,
            "device": LAPTOP.device_id,
            "keys": keys,
            **proof(CODE, CASE, keys, LAPTOP.device_id),
        },
    }


def vectors() -> dict[str, dict[str, Any]]:
    """Every vector by its file name."""
    system = vector_system_log()
    keys = system.verify(SystemKeys(ROOT.public)).keys
    return {
        "system.json": log_vector(system, SystemKeys(ROOT.public)),
        "case.json": log_vector(vector_case_log(), keys),
        "told-case.json": log_vector(told_case_log(), keys),
        "family.json": log_vector(family_log(), keys),
        "desk.json": log_vector(desk_log(), keys),
        "employer.json": log_vector(employer_log(), keys),
        "support.json": log_vector(vector_support_log(), keys),
        **{f"{name}.json": log_vector(log, keys) for name, log in peer_logs().items()},
        "sealing.json": sealing_vector(),
        "keys.json": keys_vector(),
        "ticket.json": ticket_vector(),
    }


def as_page(vector: dict[str, Any]) -> Page:
    """The page that a backend would send for a log of the vectors."""
    raw = {"entries": vector["entries"], "head": vector["head"]["jws"]}
    return msgspec.convert(raw, Page)


def in_file(vector: dict[str, Any]) -> str:
    """The text of a vector's file."""
    return json.dumps(vector, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    assert key("log") == LOG_KEY
    for name, vector in vectors().items():
        (HERE / name).write_text(in_file(vector), "ascii")
