# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator's own two keys, in `authority/`: one signs, one opens what is sealed for the coordinator.

Whoever has the database and not these keys reads no alias, no wish and no concern.
"""

import os
from dataclasses import dataclass

from tbp_backend.home import Home
from tbp_backend.keys import make_signing_key, write_private
from tbp_backend.office.authority import Authority
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Device, Key, PublicKeys
from tbp_casefile.times import format_moment

COORDINATOR = "coordinator"
"""The member that the coordinator is, in every log where one is."""

MAY = ("found:matching", "found:expert", "found:peer")


@dataclass(frozen=True)
class Coordinator:
    """What a coordinator signs with, and what opens a wrap that was made for them."""

    key: SigningKey
    seal: SealKey

    @property
    def device(self) -> Device:
        """As it stands in a log: it never asks the API for anything."""
        public = PublicKeys(base64url.encode(self.key.public), seal=base64url.encode(self.seal.public))
        return Device(COORDINATOR, self.key.device_id, public)


async def coordinator(home: Home, store: Store) -> Coordinator:
    """The keys of this home, made and vouched for by the root when there are none. Raises AuthorityAbsent."""
    home.need_authority()
    key = make_signing_key(home.authority / "coordinator.key")
    place = home.authority / "coordinator-seal.key"
    if not place.exists():
        write_private(place, os.urandom(32))
    standing = await store.standing(store.states.system)
    if key.device_id not in standing.keys.granted:
        pen = Pen(Authority(home).root(), store.states.system, store.clock(), seen_at(standing))
        body = Key(key.device_id, MAY, format_moment(pen.written), sign=base64url.encode(key.public))
        await publish(store, pen.scope, [pen.write("key", body)])
    return Coordinator(key, SealKey(place.read_bytes()))
