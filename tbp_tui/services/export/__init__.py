# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A case for other systems: its contacts and tasks in the names of the Dutch standards (docs/mapping.md).

What leaves the vault here is not encrypted: that is told and asked before (`commands/export.py`).
"""
