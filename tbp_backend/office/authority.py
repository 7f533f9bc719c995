# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The root key and the keys of offices, as they lie in `authority/` (DESIGN section 4, Keys).

In production that folder is on another machine. `serve` never comes here after first use.
"""

from dataclasses import dataclass

from tbp_backend.home import Home
from tbp_backend.keys import load_signing_key, make_signing_key
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Key
from tbp_casefile.times import format_moment

OFFICE_MAY = (
    "decide",
    "grant",
    "found:case",
    "found:family",
    "found:support",
    "found:employer",
    "found:desk",
    "found:care",
)


@dataclass(frozen=True)
class Authority:
    """The keys of this home; asking for one that is kept elsewhere raises AuthorityAbsent."""

    home: Home

    def root(self) -> SigningKey:
        """The key that every device pins at its enrolment."""
        self.home.need_authority()
        return load_signing_key(self.home.authority / "root.key")

    async def office(self, store: Store, authority: str) -> SigningKey:
        """The key of an authority's office, vouched for by the root in `system`; made when there is none."""
        self.home.need_authority()
        key = make_signing_key(self.home.authority / f"office-{authority}.key")
        standing = await store.standing(store.states.system)
        if key.device_id not in standing.keys.granted:
            pen = Pen(self.root(), store.states.system, store.clock(), seen_at(standing))
            await publish(store, pen.scope, [pen.write("key", office_key(key, format_moment(pen.written)))])
        return key


def office_key(key: SigningKey, since: str) -> Key:
    """What the root says of an office's key; `since` is RFC 3339."""
    return Key(key.device_id, OFFICE_MAY, from_=since, sign=base64url.encode(key.public))
