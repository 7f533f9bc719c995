# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What alembic runs: always on the connection that `store/schema.py` hands over, inside its transaction."""

from alembic import context
from sqlalchemy import Connection

from tbp_backend.store.tables import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
