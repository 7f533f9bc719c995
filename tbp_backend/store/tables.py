# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The tables. Every one that belongs to a log begins with its scope id: that is how they can be spread later.

A change here is a new migration in `migrations/versions/`; a test compares the two.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

LOGS = Table(
    "logs",
    metadata,
    Column("scope", String(36), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("decided", BigInteger, nullable=False),
    Index("logs_by_received", "received"),
)
"""Where each log stands; `decided` is the seq of its last record that decides about the log itself."""

ENTRIES = Table(
    "entries",
    metadata,
    Column("scope", String(36), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("id", String(36), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("deciding", Boolean, nullable=False),
    Column("jws", Text, nullable=False),
    Index("entries_by_id", "scope", "id", unique=True),
)
"""The logs themselves, whole signed records in their order; h(n) of every entry, so a page proves itself."""

ACCESS = Table(
    "access",
    metadata,
    Column("scope", String(36), primary_key=True),
    Column("device", String(43), primary_key=True),
    Column("until_seq", BigInteger),
    Column("until_received", BigInteger),
    Index("access_by_device", "device"),
)
"""Which device may read which log: told from the log, kept beside it. An ended one reads up to its end."""

DEVICES = Table(
    "devices",
    metadata,
    Column("device", String(43), primary_key=True),
    Column("member", String(64), nullable=False),
    Column("dpop", String(86), nullable=False),
    Column("revoked", Boolean, nullable=False),
)
"""Devices that may sign in, with the key that they prove themselves with (x || y, base64url)."""

QUOTAS = Table(
    "quotas",
    metadata,
    Column("scope", String(36), primary_key=True),
    Column("device", String(43), primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("records", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)
"""What a device wrote into a log on a day (days since 1970)."""

DELIVERIES = Table(
    "deliveries",
    metadata,
    Column("scope", String(36), primary_key=True),
    Column("device", String(43), primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("sent", BigInteger, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Index("deliveries_by_moment", "scope", "sent"),
)
"""Which entries of a log were sent to which device, and when (milliseconds)."""

ENROLMENTS = Table(
    "enrolments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sealed", LargeBinary),
    Column("scopes", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("request", LargeBinary(32)),
    Column("answer", LargeBinary),
)
"""Sealed welcomes by ticket id; once spent the welcome goes and the answer stays, for a lost reply."""

USED = Table(
    "used",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("until", BigInteger, nullable=False),
    Index("used_by_end", "until"),
)
"""Token ids (`jti`) that may not come twice, until they would be refused anyway."""

META = Table(
    "meta",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Keys for nonces and access tokens, the id of the `system` log, the public root key."""
