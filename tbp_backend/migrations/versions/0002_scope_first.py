# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The scope first in the key of `access`, as in every table of a log; indexes for what is asked otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Turn the key of `access` round. SQLite cannot change a key, so there the table is made anew."""
    if op.get_bind().dialect.name == "sqlite":
        _make_access_anew()
    else:
        op.drop_constraint("access_pkey", "access", type_="primary")
        op.create_primary_key("access_pkey", "access", ["scope", "device"])
    op.create_index("access_by_device", "access", ["device"])
    op.create_index("used_by_end", "used", ["until"])


def _make_access_anew() -> None:
    op.rename_table("access", "access_before")
    op.create_table(
        "access",
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(43), primary_key=True),
        sa.Column("until_seq", sa.BigInteger),
        sa.Column("until_received", sa.BigInteger),
    )
    op.execute(
        "INSERT INTO access (scope, device, until_seq, until_received) "
        "SELECT scope, device, until_seq, until_received FROM access_before"
    )
    op.drop_table("access_before")
