# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The keys that the root vouches for, as the `system` log tells them (DESIGN section 4, Keys)."""

from dataclasses import dataclass, field

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import device_id
from tbp_casefile.errors import Malformed
from tbp_casefile.model.control import Key
from tbp_casefile.times import from_ms, parse_moment


@dataclass
class SystemKeys:
    """Root key (pinned at enrolment, 32 bytes) and every key record it signed; a later one for an id wins."""

    root: bytes
    granted: dict[str, Key] = field(default_factory=dict)

    @property
    def root_id(self) -> str:
        """RFC 7638 thumbprint of the root key."""
        return device_id(self.root)

    def copy(self) -> "SystemKeys":
        """An independent copy, so that a page that fails changes nothing."""
        return SystemKeys(self.root, dict(self.granted))

    def grant(self, key: Key) -> None:
        """Take over a key record whose root signature was checked."""
        self.granted[key.id] = key

    def rights(self, key_id: str, at_ms: int) -> frozenset[str]:
        """What this key may at this moment; nothing when the root does not vouch for it."""
        key = self.granted.get(key_id)
        if key is None:
            return frozenset()
        at = from_ms(at_ms)
        valid = parse_moment(key.from_) <= at and (key.until is None or at < parse_moment(key.until))
        return frozenset(key.may) if valid else frozenset()

    def public(self, key_id: str) -> bytes | None:
        """The signing key behind an id, 32 bytes; the root's own included."""
        if key_id == self.root_id:
            return self.root
        key = self.granted.get(key_id)
        return base64url.decode(key.sign) if key and key.sign else None


def check_key(key: Key) -> None:
    """Raise Malformed unless a key record holds one thing: a key that fits its id, or an anchor."""
    if bool(key.sign) == bool(key.anchor) or (key.sign and device_id(base64url.decode(key.sign)) != key.id):
        raise Malformed(reason="key record")
    parse_moment(key.from_)
    if key.until is not None:
        parse_moment(key.until)
