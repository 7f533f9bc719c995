# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The database: logs, entries, who may read, tickets. Knows records, not HTTP; holds no signing key."""
