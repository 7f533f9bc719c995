# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema: logs, entries, access, devices, quotas, enrolments, used, meta."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first version."""
    _logs()
    _devices()
    _sign_in()


def _logs() -> None:
    op.create_table(
        "logs",
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("decided", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("deciding", sa.Boolean, nullable=False),
        sa.Column("jws", sa.Text, nullable=False),
    )
    op.create_index("entries_by_id", "entries", ["scope", "id"], unique=True)


def _devices() -> None:
    op.create_table(
        "access",
        sa.Column("device", sa.String(43), primary_key=True),
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("until_seq", sa.BigInteger),
        sa.Column("until_received", sa.BigInteger),
    )
    op.create_table(
        "devices",
        sa.Column("device", sa.String(43), primary_key=True),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("dpop", sa.String(86), nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "quotas",
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(43), primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
    )


def _sign_in() -> None:
    op.create_table(
        "enrolments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("request", sa.LargeBinary(32)),
        sa.Column("answer", sa.LargeBinary),
    )
    op.create_table(
        "used",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
