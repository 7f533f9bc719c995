# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may write what, by the second half of DESIGN section 4: a log read from its first entry to its last."""

import re
from dataclasses import dataclass, field

from tests.second import bodies, sealing, table
from tests.second.reading import (
    Json,
    Wrong,
    first_hash,
    leaf,
    moment,
    need,
    next_hash,
    open_jws,
    open_record,
    signed_raw,
    thumbprint,
    unbase64,
    unjson,
    verifies,
)

Verdict = tuple[str, ...]
"""`("counts" | "late" | "unknown", member, role)`, or `("set aside",)`."""

ASIDE: Verdict = ("set aside",)


class NotProven(Exception):
    """The page does not prove itself."""


@dataclass
class Keys:
    """The root, and what it vouches for."""

    root: bytes
    granted: dict[str, Json] = field(default_factory=dict)

    def rights(self, kid: str, at: float) -> set[str]:
        """A key counts for what was received in its period; `at` in seconds."""
        body = self.granted.get(kid)
        if body is None or at < moment(body["from"]).timestamp():
            return set()
        return set() if body.get("until") and at >= moment(body["until"]).timestamp() else set(body["may"])

    def public(self, kid: str) -> bytes:
        """The key behind an id that has rights."""
        return unbase64(self.granted[kid].get("sign", ""))


@dataclass
class Member:
    """Somebody in this log."""

    role: str
    ended: bool = False
    late: bool = True


@dataclass
class Device:
    """A key of a member."""

    member: str
    public: bytes
    ended: bool = False
    late: bool = True
    sealable: bool = False
    vouched: bool = False


@dataclass
class Writer:
    """Who signed. `role` is None for a device that wants to come in."""

    kid: str
    member: str
    role: str | None
    public: bytes
    ended: bool = False
    late: bool = True
    rights: set[str] = field(default_factory=set)


@dataclass
class SecondLog:
    """A log, judged entry by entry. `keys` is shared with the system log, that fills it."""

    scope: str
    keys: Keys
    type: str = ""
    epoch: int = 1
    founder: str = ""
    closed: bool = False
    members: dict[str, Member] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    tickets: dict[str, dict[str, Json]] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    hashes: list[bytes] = field(default_factory=list)
    epochs: dict[int, int] = field(default_factory=lambda: {1: 0})  # each with the seq that it begins after
    scope_keys: list[str] = field(default_factory=list)  # ids; the number is the place, from 1
    too_old: int = 0  # numbers up to this one are of before a removal

    def __post_init__(self) -> None:
        self.hashes.append(first_hash(self.scope))

    def read(self, page: bytes) -> list[Verdict]:
        """Extend the log by one page (JSON); raises NotProven, and is then of no more use."""
        try:
            return self._read(unjson(page))
        except (Wrong, KeyError, TypeError, ValueError) as wrong:
            raise NotProven from wrong

    def _read(self, page: dict[str, Json]) -> list[Verdict]:
        verdicts, seen = [], []
        for entry in page["entries"]:
            need(entry["seq"] == len(self.hashes) and 0 <= entry["received"] < 2**63)
            verdict, record = self._judge(entry)
            if verdict != ASIDE:
                self.ids.add(record["id"])
                seen.append((entry["seq"], record["seen"]))
            if verdict[0] == "counts":
                self._carry(record)
            verdicts.append(verdict)
            self.hashes.append(next_hash(self.hashes[-1], leaf(entry["jws"]), entry["received"]))
        self._check_head(page["head"])
        for seq, known in seen:
            if known and self._is_told_here(known, seq):
                need(known["seq"] < seq and self.hashes[known["seq"]].hex() == known["hash"])
        return verdicts

    def _is_told_here(self, known: dict[str, Json], seq: int) -> bool:
        """Whether what a writer had seen lies on this history, and not behind a place where it was cut."""
        own = [epoch for epoch, after in self.epochs.items() if after < seq][-1]
        need(known["epoch"] <= own)
        begun = [after for epoch, after in self.epochs.items() if known["epoch"] < epoch <= own]
        if not begun:
            return True
        cut = min(after for epoch, after in self.epochs.items() if epoch > known["epoch"])
        while cut - 1 in self.epochs.values() and cut - 1 > 0:  # nothing but its statement
            cut -= 1
        return bool(known["seq"] <= cut)

    def _check_head(self, jws: str) -> None:
        kid, head = open_jws(jws, "tbp-head+json")
        place = (head["scope"], head["epoch"], head["seq"], head["hash"])
        need(place == (self.scope, self.epoch, len(self.hashes) - 1, self.hashes[-1].hex()))
        need("head" in self.keys.rights(kid, moment(head["at"]).timestamp()))
        need(verifies(jws, self.keys.public(kid)))

    # --- judging ------------------------------------------------------------------------------------------

    def _judge(self, entry: dict[str, Json]) -> tuple[Verdict, dict[str, Json]]:
        try:
            record = open_record(entry["jws"])
            need(record["scope"] == self.scope and record["id"] not in self.ids)
            writer = self._writer(record, entry["received"] / 1000)
            need(verifies(entry["jws"], writer.public))
            return self._verdict(record, writer), record
        except Wrong:
            return ASIDE, {}

    def _writer(self, record: dict[str, Json], at: float) -> Writer:
        kid, kind = record["device"], record["kind"]
        if kid == thumbprint(self.keys.root):
            return Writer(kid, "root", "root", self.keys.root)
        rights = self.keys.rights(kid, at)
        if kid in self.devices:
            device = self.devices[kid]
            member = self.members[device.member]
            ended, late = device.ended or member.ended, device.late and member.late
            # An office keeps the rights that the root gave it when its membership here is over.
            if not (ended and rights and kind in table.CONTROL):
                return Writer(kid, device.member, member.role, device.public, ended, late, rights)
        if rights:
            decides = self.type == "system" and "decide" in rights
            role = "authority" if decides else "office"
            return Writer(kid, "office", role, self.keys.public(kid), rights=rights)
        need(kind == "device" and record["schema"] == 1)
        body = self._body(record)
        need(isinstance(body.get("keys"), dict) and body.get("proof"))
        public = unbase64(body["keys"].get("sign"))
        need(len(public) == 32 and thumbprint(public) == kid)
        return Writer(kid, body["member"], None, public)

    def _verdict(self, record: dict[str, Json], writer: Writer) -> Verdict:
        if len(self.hashes) == 1:
            need(record["kind"] == "scope")
            self._check_founding(self._body(record)["type"], writer)
            return "counts", writer.member, writer.role or ""
        need(self.type and (not self.closed or record["kind"] in {"epoch", "erasure"}))
        need(self.type not in table.WHOLE_HOURS or record["writtenAt"].endswith(":00:00Z"))
        if record["kind"] in table.CONTROL:
            need(record["schema"] == 1 and not writer.ended)
            getattr(self, "_check_" + record["kind"])(self._body(record), writer)
            return "counts", writer.member, writer.role or self.members[writer.member].role
        return self._content(record, writer)

    def _content(self, record: dict[str, Json], writer: Writer) -> Verdict:
        role = writer.role
        need(role)
        assert role is not None
        speaks_as = role
        if record["for"] is not None:
            need(role in {"authority", "contact_person"} and record["for"] in self.members)
            speaks_as = self.members[record["for"]].role
            need(speaks_as in {"person", "relative"})
        need(table.may_stand(self.type, record["kind"], speaks_as) is not False)
        need(not writer.ended or writer.late)
        if self.type in table.SEALED:
            self._check_sealed(record["body"], writer)
        if record["kind"] not in table.READ_NOW or record["schema"] != 1:
            return "unknown", writer.member, role
        if self.type in table.SEALED:
            return "late" if writer.ended else "counts", writer.member, role
        body = self._body(record)
        if writer.ended:
            return "late", writer.member, role
        if record["kind"] == "authority_change":
            self._check_handover(body, writer)
        if record["kind"] == "key":
            self._check_key(body)
        return "counts", writer.member, role

    @staticmethod
    def _body(record: dict[str, Json]) -> dict[str, Json]:
        body = record["body"]
        need(bodies.fits(record["kind"], body))
        assert isinstance(body, dict)
        return body

    def _check_founding(self, scope_type: str, writer: Writer) -> None:
        if scope_type == "system":
            need(writer.role == "root")
        else:
            need(scope_type in table.READERS and "found:" + scope_type in writer.rights)

    def _check_handover(self, body: dict[str, Json], writer: Writer) -> None:
        """One record ends the old authority and opens the new one; the first one only names itself."""
        if body.get("from") is None:
            need(body["to"] == writer.member)
        else:
            need(body["from"] == writer.member and not self._active(body["to"]))

    @staticmethod
    def _check_key(body: dict[str, Json]) -> None:
        sign, anchor = body.get("sign"), body.get("anchor")
        need(bool(sign) != bool(anchor))
        need(not sign or thumbprint(unbase64(sign)) == body["id"])
        moment(body["from"])
        need(body.get("until") is None or moment(body["until"]))

    # --- control kinds ------------------------------------------------------------------------------------

    def _active(self, member: str) -> bool:
        return member in self.members and not self.members[member].ended

    def _founds(self, writer: Writer) -> bool:
        return writer.kid == self.founder and (writer.role == "root" or bool(writer.rights))

    def _manages(self, writer: Writer, member: str, role: str) -> bool:
        """`member` may be written by the founder, an office key with `grant` (not in `peer`), ..."""
        if self._founds(writer):
            return self.type != "peer" or member not in {d.member for d in self.devices.values()}
        if "grant" in writer.rights and self.type != "peer":
            return True
        if writer.role == "contact_person":
            return role in {"person", "relative", "supporter", "employer"}
        return writer.role == "coordinator" and role == "expert"

    def _own(self, writer: Writer, member: str) -> bool:
        return writer.member == member and writer.kid in self.devices

    def _check_scope(self, body: dict[str, Json], writer: Writer) -> None:
        raise Wrong

    def _check_member(self, body: dict[str, Json], writer: Writer) -> None:
        member, role = body["member"], body["role"]
        need(isinstance(member, str) and isinstance(role, str))
        if body.get("ends"):
            need(self._active(member) and self.members[member].role == role)
            need(self._manages(writer, member, role) or self._own(writer, member))
            return
        need(self._manages(writer, member, role) and not self._active(member))
        need(table.has_a_place(self.type, role))
        others = [known for name, known in self.members.items() if name != member]
        if self.type == "peer":
            need(len(others) < 2)
        elif role == "authority":
            need(not any(known.role == role and not known.ended for known in others))
        elif self.type in {"support", "matching"} and role in {"person", "relative"}:
            need(not any(known.role in {"person", "relative"} for known in others))
        elif self.type == "expert" and role == "expert":
            need(not any(known.role == role for known in others))

    def _check_device(self, body: dict[str, Json], writer: Writer) -> None:
        member, device = body["member"], body["device"]
        need(self._active(member))
        trusted = self._manages(writer, member, self.members[member].role) or self._own(writer, member)
        if body.get("ends"):
            known = self.devices.get(device)
            need(known and known.member == member and not known.ended and trusted)
            return
        need(device not in self.devices and body.get("keys"))
        sign, dpop, seal = (unbase64(body["keys"].get(name, "")) for name in ("sign", "dpop", "seal"))
        need(len(sign) == 32 and thumbprint(sign) == device)
        need(len(dpop) in {0, 64} and len(seal) in {0, 1216})
        if body.get("proof"):
            need(writer.kid == device)
            self._check_proof(body)
        else:
            need(trusted)

    def _check_proof(self, body: dict[str, Json]) -> None:
        """A signature of the ticket key over ticket id, scope and all public keys; spent by the first one."""
        ticket = self.tickets.get(body["proof"]["ticket"])
        need(ticket and ticket["member"] == body["member"] and ticket["ticket"] not in self.spent)
        assert ticket is not None
        keys = [body["keys"].get(name, "") for name in ("sign", "dpop", "seal")]
        words = ["tbp ticket proof", ticket["ticket"], self.scope, body["device"], *keys]
        signature = unbase64(body["proof"]["signature"])
        need(signed_raw("\n".join(words).encode(), signature, unbase64(ticket["key"])))

    def _check_ticket(self, body: dict[str, Json], writer: Writer) -> None:
        member = body["member"]
        need(self._active(member) and body["ticket"] not in self.tickets)
        need(self._manages(writer, member, self.members[member].role) or self._own(writer, member))
        need(re.fullmatch("[0-9a-f]{32}", body["ticket"]) and len(unbase64(body["key"])) == 32)
        moment(body["until"])

    def _check_scope_key(self, body: dict[str, Json], writer: Writer) -> None:
        """A vouched device makes the next number or hands on a known key, to who may have it."""
        need(self.type in table.SEALED and writer.kid in self._able())
        able = self._able()
        vouched = {kid for kid in able if self.devices[kid].vouched}
        need(writer.kid in vouched or not vouched)
        number, names = body["number"], self.scope_keys
        need(body["suite"] == 1 and 1 <= number <= len(names) + 1 and len(unbase64(body["key"])) == 32)
        need(number > len(names) or names[number - 1] == body["key"])
        need(body["wrapped"])
        for kid, wrap in body["wrapped"].items():
            need(kid in able and len(unbase64(wrap)) == 1168)
            of = self.devices[kid].member
            alone = all(self.devices[other].member != of for other in vouched)
            need(kid in vouched or of == writer.member or alone)

    def _able(self) -> set[str]:
        """Devices that a key can be wrapped for: active, of readers, with a key to seal to."""
        return {
            kid
            for kid, device in self.devices.items()
            if device.sealable
            and not device.ended
            and self._active(device.member)
            and self.members[device.member].role in table.READERS[self.type]
        }

    def _check_sealed(self, body: Json, writer: Writer) -> None:
        need(sealing.is_sealed(body))
        shown = body["sealed"]
        need(shown["suite"] == 1 and sealing.is_as_long_as_ours(shown))
        need(1 <= shown["number"] <= len(self.scope_keys))
        need(self.scope_keys[shown["number"] - 1] == shown["key"])
        need(writer.ended or shown["number"] > self.too_old)

    def _check_erasure(self, body: dict[str, Json], writer: Writer) -> None:
        need("grant" in writer.rights or self._founds(writer))

    _check_closing = _check_erasure

    def _check_epoch(self, body: dict[str, Json], writer: Writer) -> None:
        need(writer.role == "root" and body["epoch"] == self.epoch + 1)
        need(body["afterSeq"] == len(self.hashes) - 1 and body["afterHash"] == self.hashes[-1].hex())

    # --- what counts, changes the log -----------------------------------------------------------------------

    def _carry(self, record: dict[str, Json]) -> None:
        body = record["body"]
        match record["kind"]:
            case "scope":
                self.type, self.founder = body["type"], record["device"]
            case "key":
                self.keys.granted[body["id"]] = body
            case "member" if body.get("ends"):
                known = self.members[body["member"]]
                known.ended, known.late = True, body.get("late", True)
                self.too_old = len(self.scope_keys)
            case "member":
                self.members[body["member"]] = Member(body["role"])
            case "device" if body.get("ends"):
                device = self.devices[body["device"]]
                device.ended, device.late = True, body.get("late", True)
                self.too_old = len(self.scope_keys)
            case "device":
                first = all(known.member != body["member"] for known in self.devices.values())
                sealable = bool(body["keys"].get("seal"))
                sign = unbase64(body["keys"]["sign"])
                new = Device(body["member"], sign, sealable=sealable, vouched=first)
                self.devices[body["device"]] = new
                self.spent |= {body["proof"]["ticket"]} if body.get("proof") else set()
            case "ticket":
                self.tickets[body["ticket"]] = body
            case "scope_key":
                self.scope_keys += [body["key"]] if body["number"] > len(self.scope_keys) else []
                for kid in (record["device"], *body["wrapped"]):
                    self.devices[kid].vouched = True
            case "authority_change" if body.get("from"):
                self.members[body["from"]].ended = True
                self.members[body["to"]] = Member("authority")
            case "closing":
                self.closed = True
            case "epoch":
                self.epoch = body["epoch"]
                self.epochs[body["epoch"]] = body["afterSeq"]
