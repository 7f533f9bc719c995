# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The few things a database knows about itself, the same for every process that works on it."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.store.engine import insert_new
from tbp_backend.store.tables import LOGS, META


@dataclass(frozen=True)
class Founded:
    """The id of the `system` log, the public root key, and the keys behind nonces and access tokens."""

    system: str
    root: bytes
    nonce_key: bytes
    token_key: bytes

    def __repr__(self) -> str:
        return f"Founded(system={self.system!r})"


def found(connection: Connection, founded: Founded) -> None:
    """Write them down once, on first use; what another process wrote before stays."""
    values = {
        "system": founded.system.encode("ascii"),
        "root": founded.root,
        "nonce_key": founded.nonce_key,
        "token_key": founded.token_key,
    }
    if insert_new(connection, META, {"name": "system", "value": values.pop("system")}):
        connection.execute(insert(META), [{"name": n, "value": v} for n, v in values.items()])


def renew_secrets(connection: Connection, nonce_key: bytes, token_key: bytes) -> None:
    """New keys behind nonces and access tokens: what was signed with the old ones is worth nothing."""
    fresh = {"nonce_key": nonce_key, "token_key": token_key}
    connection.execute(delete(META).where(META.c.name.in_(list(fresh))))
    connection.execute(insert(META), [{"name": name, "value": value} for name, value in fresh.items()])


def forget(connection: Connection) -> None:
    """As in a backup that leaves them out: nobody serves from here until they are written again."""
    connection.execute(delete(META))


def is_founded(connection: Connection) -> bool:
    """Whether this database was used before, be it that only its logs were put back."""
    if connection.execute(select(META.c.name).limit(1)).first() is not None:
        return True
    return connection.execute(select(LOGS.c.scope).limit(1)).first() is not None


def founded(connection: Connection) -> Founded:
    """Read them; raises DatabaseUnusable when this database was never founded."""
    rows = {row.name: row.value for row in connection.execute(select(META))}
    try:
        system: str = rows["system"].decode("ascii")
        return Founded(system, rows["root"], rows["nonce_key"], rows["token_key"])
    except KeyError:
        raise DatabaseUnusable(reason="never founded") from None
