# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where every history begins: a backend with a handful of logs, and five devices that have received them."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.founding import open_home
from tbp_backend.office.pen import Pen, new_id, publish
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import genesis
from tbp_casefile.model.control import Device, Member, PublicKeys, Scope
from tbp_casefile.tables import WHOLE_HOURS, Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tbp_tui.sync.identity import Enrolled, keep_enrolled
from tbp_tui.sync.tokens import dpop_key, public_point
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault
from tests.logs import chance
from tests.sync.desk import new_vault

ADDRESS = "https://backend.invalid"
FOUNDED = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
OFFICE = "authority"

MEMBERS = {"phone": "person", "laptop": "person", "relative": "relative", "desk": "desk", "guide": "guide"}
"""The devices, and whose each is: the person has two."""

ROLES = {
    "person": Role.PERSON,
    "relative": Role.RELATIVE,
    "desk": Role.CONTACT_PERSON,
    "guide": Role.SUPPORTER,
    OFFICE: Role.AUTHORITY,
}

LOGS: dict[ScopeType, tuple[str, ...]] = {
    ScopeType.CASE: ("person", "desk", OFFICE),
    ScopeType.FAMILY: ("person", "relative", "desk", "guide", OFFICE),
    ScopeType.SUPPORT: ("person", "guide"),
    ScopeType.EMPLOYER: ("person", "desk"),
}
"""Who is a member of which log; not everybody anywhere."""


@lru_cache(maxsize=1)
def _folder_of_this_run() -> Path:
    """In memory where the system has that: a history is thousands of small commits. Gone with the run."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
    folder = Path(tempfile.mkdtemp(prefix="tbp-property-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def temporary_folder() -> Path:
    """A new folder for one history."""
    return Path(tempfile.mkdtemp(dir=_folder_of_this_run()))


@dataclass(frozen=True)
class Prepared:
    """A folder with `home`, its database `backend-0.db`, a vault for each device; and the ids of the logs."""

    folder: Path
    scopes: dict[ScopeType, str]
    system: str

    @property
    def home(self) -> Home:
        """The keys of the backend."""
        return Home(self.folder / "home")


def keys_of(device: str) -> DeviceKeys:
    """The keys of a device, the same in every run."""
    return DeviceKeys.draw(chance(f"keys of {device}"))


def record_key_of(device: str) -> SigningKey:
    """The key with which a device signs records."""
    return SigningKey.from_seed(keys_of(device).record_seed)


def public_keys(keys: DeviceKeys) -> PublicKeys:
    """What the others know of them."""
    return PublicKeys(
        base64url.encode(SigningKey.from_seed(keys.record_seed).public),
        public_point(dpop_key(keys.proof_pem())),
        base64url.encode(SealKey(keys.seal_seed).public),
    )


async def founded(home: Home, url: str = "") -> tuple[dict[ScopeType, str], str]:
    """A backend whose office opened the logs and let everybody in: their ids, and that of `system`."""
    store = await open_home(home, open_database(url or home.database_url), lambda: FOUNDED, url=url)
    office = await Authority(home).office(store, OFFICE)
    scopes = {log: new_id() for log in LOGS}
    for log, scope in scopes.items():
        await publish(store, scope, _opening(store, office, log, scope))
    home.keep(msgspec.structs.replace(home.settings(), public_url=ADDRESS))
    await store.close()
    return scopes, store.system


def _opening(store: Store, office: SigningKey, log: ScopeType, scope: str) -> list[SignedRecord]:
    pen = Pen(office, scope, store.clock(), whole_hours=log in WHOLE_HOURS)
    records = [pen.write("scope", Scope(log))]
    for member in LOGS[log]:
        records.append(pen.write("member", Member(member, ROLES[member])))
        if member == OFFICE:
            keys = PublicKeys(base64url.encode(office.public))
            records.append(pen.write("device", Device(member, office.device_id, keys)))
        for device in (name for name, owner in MEMBERS.items() if owner == member):
            body = Device(member, record_key_of(device).device_id, public_keys(keys_of(device)))
            records.append(pen.write("device", body))
    return records


def paired(folder: Path, device: str, prepared: Prepared, root: bytes) -> Vault:
    """A vault as enrolment leaves it: keys, backend, and its logs before their first entry."""
    vault = new_vault(folder)
    member = MEMBERS[device]
    issuer = prepared.home.settings().issuer
    with vault.transaction():
        keys_of(device).save(vault)
        backend = Enrolled(ADDRESS, issuer, "", base64url.encode(root), prepared.system, member)
        keep_enrolled(vault, backend)
        mine = {prepared.scopes[log]: log for log, members in LOGS.items() if member in members}
        for scope, log in {prepared.system: ScopeType.SYSTEM, **mine}.items():
            vault.save_scope(ScopeRow(scope, log, 1, 0, genesis(scope)))
    return vault


@lru_cache(maxsize=1)
def prepared() -> Prepared:
    """Made once for a run; every history works on copies."""
    from tests.property.gadget import Gadget
    from tests.property.server import LOOP, Server, copy_database

    folder = temporary_folder()
    home = Home(folder / "home")
    scopes, system = LOOP.run(founded(home))
    made = Prepared(folder, scopes, system)
    copy_database(home.database, folder / "backend-0.db")
    server = Server(home, folder, lambda: FOUNDED).start()
    for device in MEMBERS:
        paired(folder / f"{device}-0", device, made, server.store.states.root).close()
        gadget = Gadget(device, folder, server, lambda: FOUNDED).opened()
        report = gadget.sync()
        assert report is not None
        assert report.all_is_well, report
        gadget.close()
    server.stop()
    return made
