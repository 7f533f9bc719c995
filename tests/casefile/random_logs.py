# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Logs in which everybody tries everything: much of it allowed, much of it not, the same for one seed.

Only what the log key would sign: bytes changed on the way are for `test_attacks.py`.
"""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from tbp_casefile import effects
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import TicketCode
from tbp_casefile.errors import Malformed
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.members import judge
from tbp_casefile.wire.envelope import SignedRecord, read_record
from tests.casefile.bodies import CONTENT, FULL, authority_change
from tests.logs import (
    OFFICE,
    ROOT,
    Body,
    LogBuilder,
    chance,
    key,
    key_body,
    keys_body,
    proof,
    system_log,
    uuid4,
)
from tests.sealed import draw, let_in, shaped
from tests.second.sealing import ScopeKey
from tests.second.table import ALL_KINDS, READERS, ROLES, SEALED, WRITERS

TYPES = tuple(READERS)
MEMBERS = tuple(f"m{number}" for number in range(5))
DEVICES = tuple(key(f"device {number}") for number in range(10))
CODES = tuple(TicketCode.draw(chance(f"random ticket {number}")) for number in range(10))
COORDINATION, EXPIRING, STRANGER = key("coordination office"), key("expiring"), key("stranger")
_OFTEN = ["case"] * 5 + ["family"] * 3 + ["employer"] * 2 + ["system"] + ["support"] * 3 + ["care"]
_ALL_MAY = ["decide", "grant", *(f"found:{scope_type}" for scope_type in TYPES)]


def random_system_log() -> LogBuilder:
    """The usual system log, with an office whose time is over after 60 entries of another log."""
    log = system_log()
    log.add("key", key_body(OFFICE, _ALL_MAY), by=ROOT)
    log.add("key", key_body(COORDINATION, [f"found:{scope_type}" for scope_type in TYPES]), by=ROOT)
    log.add("key", key_body(EXPIRING, _ALL_MAY, until="2026-01-01T11:00:00Z"), by=ROOT)
    return log


@cache
def random_keys() -> SystemKeys:
    """The keys that it proves."""
    return random_system_log().verify(SystemKeys(ROOT.public)).keys


@dataclass
class Crowd:
    """People who act at random. They look where the log stands, so that they are right often enough."""

    random: Random
    log: LogBuilder
    type: str
    founder: SigningKey
    state: LogState
    keys: SystemKeys
    said: list[SignedRecord] = field(default_factory=list)
    drawn: list[ScopeKey] = field(default_factory=list)

    @classmethod
    def make(cls, seed: int) -> "Crowd":
        """A founded log with a member for some of its roles, and a device for each."""
        random, log = Random(seed), LogBuilder(uuid4(f"random {seed}"))
        scope_type = random.choice([*TYPES, *_OFTEN])
        offices = [OFFICE, OFFICE, COORDINATION, EXPIRING]
        founder = ROOT if scope_type == "system" else random.choice(offices)
        crowd = cls(random, log, scope_type, founder, LogState.empty(log.scope), random_keys().copy())
        name = {"case": uuid4("some case")} if random.random() < 0.5 else {}
        log.add("scope", {"type": scope_type, **name}, by=founder)
        roles = sorted(READERS[scope_type] | ({"authority"} if scope_type == "family" else set()))
        for number, role in enumerate(random.sample(roles, min(len(roles), 4))):
            log.member(MEMBERS[number], role, by=founder)
            let_in(log, MEMBERS[number], DEVICES[number], by=founder)
        return crowd

    def often(self) -> bool:
        """Three times in four."""
        return self.random.random() < 0.75

    def look(self) -> None:
        """Catch up with the log."""
        for entry in self.log.entries[self.state.seq :]:
            try:
                signed = read_record(entry.jws)
                if isinstance(judge(self.state, self.keys, signed, entry.received), Counts):
                    effects.apply(self.state, self.keys, signed.record)
            except Malformed:
                pass
            self.state.seq, self.state.hash = entry.seq, self.log.hashes[entry.seq]
        self.log.epoch = self.state.epoch

    def act(self) -> None:
        """Write one more entry."""
        self.look()
        choices = {
            self.say: 40,
            self.open_member: 6,
            self.add_device: 6,
            self.end_member: 2,
            self.end_device: 3,
            self.issue: 5,
            self.enrol: 5,
            self.hand_over: 4,
            self.office_matters: 4,
            self.hand_key: 10 if self.type in SEALED else 1,
            self.repeat: 3,
            self.forge: 3,
        }
        self.random.choices(list(choices), weights=list(choices.values()))[0]()

    # --- who ----------------------------------------------------------------------------------------------

    def somebody(self) -> SigningKey:
        """A device, mostly one that stands in the log, ended or not."""
        known = [device for device in DEVICES if device.device_id in self.state.devices]
        return self.random.choice(known if known and self.often() else [*DEVICES, OFFICE, STRANGER])

    def granter(self) -> SigningKey:
        """Mostly somebody who may let people in."""
        usual = [self.founder, OFFICE, OFFICE, OFFICE, EXPIRING]
        return self.random.choice(usual) if self.often() else self.somebody()

    def anybody(self) -> str:
        """A member, or who may become one."""
        known = sorted(self.state.members)
        return self.random.choice(known if known and self.often() else MEMBERS)

    def owner(self, device: SigningKey) -> str:
        """Whose device it is; somebody's when it is nobody's."""
        known = self.state.devices.get(device.device_id)
        return known.member if known and self.often() else self.anybody()

    def role_of(self, member: str) -> str:
        known = self.state.members.get(member)
        return known.role.value if known and self.often() else self.random.choice([*ROLES, "office", "king"])

    # --- what ---------------------------------------------------------------------------------------------

    def say(self) -> None:
        """A record of this or another log's kinds, now and then for somebody else, newer or broken."""
        writer = self.somebody()
        known = self.state.devices.get(writer.device_id)
        role = self.state.members[known.member].role.value if known else ""
        fitting = sorted(kind for kind, roles in WRITERS[self.type].items() if role in roles)
        kind = self.random.choice(fitting if fitting and self.often() else [*sorted(ALL_KINDS), "from_later"])
        if kind == "authority_change":
            self.hand_over()
            return
        body: Body = (CONTENT if self.often() else FULL).get(kind, {"later": 1})
        fields: dict[str, object] = {}
        if self.random.random() < 0.08:
            fields["for"] = self.anybody()
        if self.said and self.random.random() < 0.3:
            fields["about"] = self.random.choice(self.said).ref
        if self.random.random() < 0.05:
            fields["writtenAt"] = "2026-01-01T10:07:00Z"
        if self.random.random() < 0.05:
            fields["schema"] = 2
        elif self.random.random() < 0.1:
            body = self.spoilt(body)
        if self.type in SEALED and self.drawn and self.random.random() < 0.9:
            body = self.sealed()
        self.said.append(self.log.add(kind, body, by=writer, **fields))

    def spoilt(self, body: Body) -> Body:
        """A body that lacks a field, or holds there what may not fit."""
        name = self.random.choice([*body, "later"])
        rest = {other: value for other, value in body.items() if other != name}
        odd = self.random.choice([None, 7, True, "no such word", [7], {"nl": 7}, {}])
        return rest if self.often() else {**rest, name: odd}

    def sealed(self) -> Body:
        """Under the newest key, or another one; now and then in another shape."""
        scope_key = self.drawn[-1] if self.often() else self.random.choice(self.drawn)
        odd: Body = self.random.choice(
            [{"suite": 2}, {"number": 99}, {"text": "AAAA"}, {"nonce": "AAAA"}, {"key": "AAAA"}, {"more": 1}]
        )
        body = shaped(scope_key, **(odd if self.random.random() < 0.1 else {}))
        return body | ({"text": "beside it"} if self.random.random() < 0.05 else {})

    def hand_key(self) -> None:
        """Make the next key or hand one on, mostly to who may have it."""
        sealing = self.state.sealing
        number = sealing.newest + 1 if self.random.random() < 0.4 or not self.drawn else 0
        scope_key = draw(self.log, number, str(self.log.seq)) if number else self.random.choice(self.drawn)
        able = sorted(self.state.recipients())
        by = self.random.choice([device for device in DEVICES if device.device_id in able] or [STRANGER])
        writer = by if self.often() else self.somebody()
        usual = [to for to in able if sealing.may_hand(to, writer.device_id, self.state.recipients())]
        to = usual if self.often() else [device.device_id for device in self.random.sample(DEVICES, 2)]
        odd: Body = self.random.choice([{"suite": 2}, {"number": 7}, {"key": "AAAA"}, {"wrapped": {}}])
        body = {"suite": 1, "number": scope_key.number, "key": scope_key.id}
        wrap = base64url.encode(bytes(1168 if self.random.random() < 0.95 else 1167))
        body |= {"wrapped": dict.fromkeys(to, wrap)} | (odd if self.random.random() < 0.1 else {})
        self.log.add("scope_key", body, by=writer)
        self.look()
        if sealing.newest < self.state.sealing.newest or self.state.sealing.newest > len(self.drawn):
            self.drawn.append(scope_key)

    def open_member(self) -> None:
        member = self.random.choice(MEMBERS)
        role = self.random.choice(sorted(READERS[self.type])) if self.often() else self.role_of(member)
        self.log.member(member, role, by=self.granter())

    def end_member(self) -> None:
        member = self.anybody()
        by = self.granter() if self.often() else self.somebody()
        self.log.member(member, self.role_of(member), by=by, ends=True, late=self.often())

    def add_device(self) -> None:
        device, member = self.random.choice([*DEVICES, OFFICE]), self.anybody()
        odd: list[Body] = [{"keys": {"sign": "AAAA"}}, {"keys": None}, {}]
        if self.often():
            let_in(self.log, member, device, by=self.granter())
            return
        more: Body = self.random.choice(odd)
        self.log.device(member, device, by=self.granter(), **more)

    def end_device(self) -> None:
        device = self.somebody()
        by = self.granter() if self.often() else self.somebody()
        self.log.device(self.owner(device), device, by=by, ends=True, late=self.often())

    def issue(self) -> None:
        by = self.granter() if self.often() else self.somebody()
        self.log.ticket(self.random.choice(CODES), self.anybody(), by=by)

    def enrol(self) -> None:
        """A device with a ticket, now and then with a proof for another key or log, or brought by another."""
        known = [code for code in CODES if code.id in self.state.tickets]
        code, device = self.random.choice(known or CODES), self.random.choice(DEVICES)
        ticket = self.state.tickets.get(code.id)
        member = ticket.ticket.member if ticket and self.often() else self.anybody()
        of = device if self.often() else self.random.choice(DEVICES)
        scope = self.log.scope if self.often() else uuid4("elsewhere")
        shown = proof(code, scope, keys_body(of), of.device_id)
        self.log.device(member, device, by=device if self.often() else self.somebody(), proof=shown)

    def hand_over(self) -> None:
        writer = self.somebody()
        me = self.owner(writer)
        to = self.anybody() if self.often() else me
        self.log.add(
            "authority_change", authority_change(to, **{"from": me} if self.often() else {}), by=writer
        )

    def office_matters(self) -> None:
        """What only root, office and founder may write, tried by others too; a closing only near the end."""
        stands = {"afterSeq": self.log.seq, "afterHash": self.log.hashes[-1].hex(), "reason": "restored"}
        epoch = self.log.epoch + self.random.choice([0, 1, 1])
        bodies: dict[str, Body] = {
            "erasure": {"seq": 1, "leaf": "00" * 32, "ground": "AVG 17"},
            "epoch": {"epoch": epoch, **stands, **({} if self.often() else {"afterSeq": 0})},
            "scope_key": {"suite": 1, "number": 1, "key": "A", "wrapped": {}},
            "scope": {"type": self.type},
            "key": key_body(STRANGER, _ALL_MAY) if self.often() else {"id": "x", "may": [], "from": "now"},
            "member": {"member": "m0"},
        }
        if self.log.seq > 150:
            bodies["closing"] = {}
        kind = self.random.choice(list(bodies))
        by = ROOT if kind in {"epoch", "key"} and self.often() else self.granter()
        self.log.add(kind, bodies[kind], by=by)

    def repeat(self) -> None:
        """A backend that serves an entry twice."""
        self.log.append(self.random.choice(self.log.entries).jws)

    def forge(self) -> None:
        """Bytes, signatures and logs that are not what they say."""
        writer = self.somebody()
        jws = self.log.sign("message", {"text": "x"}, by=writer).jws
        head, payload, signature = jws.split(".")
        other = base64url.encode(STRANGER.sign(f"{head}.{payload}".encode("ascii")))
        elsewhere = LogBuilder(uuid4("elsewhere")).sign("message", {}, by=writer).jws
        cut = f"{head}.{payload[4:]}.{signature}"
        forged = [f"{head}.{payload}.{other}", jws[:-1], "no record", elsewhere, cut]
        self.log.append(self.random.choice(forged))


def random_log(seed: int, length: int) -> LogBuilder:
    """A founded log and this many more entries."""
    crowd = Crowd.make(seed)
    for _ in range(length):
        crowd.act()
    crowd.look()
    return crowd.log
