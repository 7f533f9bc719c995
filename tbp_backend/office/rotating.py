# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""New keys in the place of old ones, by `key` records of the root in `system` (DESIGN section 4, Keys).

What the old ones signed in their time stays good. Every step may be interrupted: the same command goes on
from where it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import select

from tbp_backend.errors import NotPossible
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of, fingerprint_of, load_signing_key, make_signing_key, make_tls
from tbp_backend.office.authority import Authority, office_key
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.states import Standing
from tbp_backend.store.store import Store
from tbp_backend.store.tables import LOGS
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Device, Key, PublicKeys
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import format_moment


@dataclass(frozen=True)
class Rotation:
    """Who writes the `key` records, and where."""

    home: Home
    store: Store

    async def log_key(self) -> None:
        """Another key signs heads from now on; nobody may serve meanwhile.

        (1) the key, under another name  (2) both records in one batch  (3) it takes its place
        """
        root = Authority(self.home).root()
        next_one = self.home.log_key.with_suffix(".next")
        new, old = make_signing_key(next_one), load_signing_key(self.home.log_key)  # (1)
        await self._change(  # (2)
            root, lambda since: Key(new.device_id, ("head",), from_=since, sign=_public(new)), old.device_id
        )
        next_one.replace(self.home.log_key)  # (3)

    async def announce_anchor(self) -> str:
        """Make the next anchor and tell devices of it; its fingerprint. The old one stays until then."""
        root = Authority(self.home).root()
        host = urlsplit(self.home.settings().address).hostname or "127.0.0.1"
        make_tls(self.home.next_tls, host, self.store.clock())
        key_id, anchor = fingerprint_of(self.home.next_tls), anchor_of(self.home.next_tls)
        await self._change(root, lambda since: Key(key_id, ("tls",), from_=since, anchor=anchor))
        return key_id

    async def take_anchor(self) -> None:
        """The announced anchor takes its place, and the old one ends; nobody may serve meanwhile."""
        root = Authority(self.home).root()
        fresh, place = self.home.next_tls, self.home.tls
        if not fresh.chain.exists():
            raise NotPossible(what="nothing-announced")
        old = fingerprint_of(place)
        if old != fingerprint_of(fresh):
            await self._change(root, None, old)
        for name in ("authority_key", "key", "chain"):  # the chain last: by it a new start sees what is left
            if getattr(fresh, name).exists():
                getattr(fresh, name).replace(getattr(place, name))

    async def office(self, name: str) -> int:
        """Another key writes for an authority; in how many logs it took the place of the old one.

        (1) the key, under another name, vouched for  (2) it lets itself in wherever the old one stands, and
        shows that one out  (3) the root ends the old one  (4) it takes its place
        """
        root = Authority(self.home).root()
        place = self.home.authority / f"office-{name}.key"
        if not place.exists():
            known = sorted(file.stem.removeprefix("office-") for file in place.parent.glob("office-*.key"))
            raise NotPossible(what="no-office", name=name, known=", ".join(known))
        next_one = place.with_suffix(".next")
        new, old = make_signing_key(next_one), load_signing_key(place)
        await self._change(root, lambda since: office_key(new, since))  # (1)
        scopes = await self.store.database.read(lambda c: list(c.execute(select(LOGS.c.scope)).scalars()))
        changed = [await self._take_over(scope, old.device_id, new) for scope in scopes]  # (2)
        await self._change(root, None, old.device_id)  # (3)
        next_one.replace(place)  # (4)
        return sum(changed)

    async def _take_over(self, scope: str, old: str, new: SigningKey) -> bool:
        standing = await self.store.standing(scope)
        known = standing.state.devices.get(old)
        if known is None or known.ended or not standing.state.is_active(known.member):
            return False
        whole_hours = standing.state.type in WHOLE_HOURS
        pen = Pen(new, scope, self.store.clock(), seen_at(standing), whole_hours)
        records = [pen.write("device", Device(known.member, old, ends=True, late=False))]
        if new.device_id not in standing.state.devices:
            enters = Device(known.member, new.device_id, PublicKeys(_public(new)))
            records.insert(0, pen.write("device", enters))
        await publish(self.store, scope, records)
        return True

    async def _change(
        self, root: SigningKey, new: Callable[[str], Key] | None, ends: str | None = None
    ) -> None:
        """Vouch for a new key and end an old one, in one batch; what was done before is left alone."""
        standing = await self.store.standing(self.store.system)
        pen = Pen(root, self.store.system, self.store.clock(), seen_at(standing))
        since = format_moment(pen.written)
        keys = [] if new is None else [new(since)]
        keys = [key for key in keys if key.id not in standing.keys.granted]
        keys += _ended(standing, ends, since)
        await publish(self.store, self.store.system, [pen.write("key", key) for key in keys])


def _ended(standing: Standing, key_id: str | None, since: str) -> list[Key]:
    granted = standing.keys.granted.get(key_id or "")
    if granted is None or granted.until is not None:
        return []
    return [msgspec.structs.replace(granted, until=since)]


def _public(key: SigningKey) -> str:
    return base64url.encode(key.public)
