# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was sent to which device, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table of deliveries."""
    op.create_table(
        "deliveries",
        sa.Column("scope", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(43), primary_key=True),
        sa.Column("first", sa.BigInteger, primary_key=True),
        sa.Column("sent", sa.BigInteger, primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_index("deliveries_by_moment", "deliveries", ["scope", "sent"])
