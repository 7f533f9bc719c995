# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the records of a sealed log decide about its keys: who makes one, for whom, and when it is too old.

A key has a number and is made by one record; others with the same key hand it on. A removal ends every number
so far. Devices are *vouched* for: the first one of a member is, the next one once a vouched device of that
member handed it a key. So nobody who can add a device can read along with it (PROTOCOL-REVIEW S6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.scope_keys import SUITE, WRAP_BYTES
from tbp_casefile.model.control import ScopeKey
from tbp_casefile.wire.sealed import ID_BYTES, check_sealed, read_sealed

Recipients = Mapping[str, str]
"""Active devices that can be handed a key, with the member of each."""


@dataclass(frozen=True)
class KnownScopeKey:
    """A key by its id: who were members when it was made, and the devices that it was handed to."""

    id: str
    members: frozenset[str]
    holders: frozenset[str]


@dataclass
class Sealing:
    """The keys of a log by number. `fresh`: the first number under which may still be written."""

    keys: dict[int, KnownScopeKey] = field(default_factory=dict)
    fresh: int = 1
    vouched: set[str] = field(default_factory=set)

    def copy(self) -> "Sealing":
        """An independent copy."""
        return Sealing(dict(self.keys), self.fresh, set(self.vouched))

    @property
    def newest(self) -> int:
        """The highest number that was made; 0 before the first."""
        return max(self.keys, default=0)

    # --- what counted ------------------------------------------------------------------------------------

    def take(self, body: ScopeKey, writer: str, readers: frozenset[str]) -> None:
        """A key was made or handed on, with these members."""
        handed = frozenset(body.wrapped)
        known = self.keys.get(body.number) or KnownScopeKey(body.key, readers, frozenset())
        self.keys[body.number] = replace(known, holders=known.holders | handed)
        self.vouched |= {writer, *handed}

    def remove_somebody(self) -> None:
        """A member or device ended: the next record needs a key that they never had."""
        self.fresh = self.newest + 1

    # --- judging -----------------------------------------------------------------------------------------

    def lone(self, member: str, recipients: Recipients) -> bool:
        """Whether no vouched device of this member is left, so that another must ask its person."""
        return all(device not in self.vouched for device, owner in recipients.items() if owner == member)

    def may_make(self, device: str, recipients: Recipients) -> bool:
        """Whether this device may make and hand on keys: a vouched one, or any when nobody is."""
        return device in recipients and (
            device in self.vouched or not any(other in self.vouched for other in recipients)
        )

    def may_hand(self, to: str, by: str, recipients: Recipients) -> bool:
        """Whether `by` may hand it a key: it is vouched, of the same member, or of a member left alone."""
        member = recipients.get(to)
        return member is not None and (
            to in self.vouched or member == recipients.get(by) or self.lone(member, recipients)
        )

    def why_no_key(self, body: ScopeKey, writer: str, recipients: Recipients) -> str:
        """The code for which a `scope_key` record is set aside, or nothing; raises Malformed.

        Of two devices that make the same number at once the first entry wins: the second one has another id.
        """
        known = self.keys.get(body.number)
        if body.suite != SUITE:
            return "other-suite"
        if not self.may_make(writer, recipients):
            return "not-vouched"
        if known and known.id != body.key:
            return "scope-key-taken"
        if known is None and body.number != self.newest + 1:
            return "unknown-scope-key"
        if any(device not in recipients for device in body.wrapped):
            return "not-a-recipient"
        if any(not self.may_hand(device, writer, recipients) for device in body.wrapped):
            return "not-vouched"
        lengths = {len(base64url.decode(wrap)) for wrap in body.wrapped.values()}
        return "" if (len(base64url.decode(body.key)), lengths) == (ID_BYTES, {WRAP_BYTES}) else "bad-body"

    def why_no_body(self, body: msgspec.Raw, *, late: bool) -> str:
        """The code for which a body is set aside here, or nothing; raises Malformed.

        What comes late may be under a number of before the removal: it was written then.
        """
        sealed = read_sealed(body)
        if sealed is None:
            return "not-sealed"
        if sealed.suite != SUITE:
            return "other-suite"
        check_sealed(sealed)
        known = self.keys.get(sealed.number)
        if known is None or known.id != sealed.key:
            return "unknown-scope-key"
        return "" if late or sealed.number >= self.fresh else "old-scope-key"
