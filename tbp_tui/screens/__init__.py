# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One screen per file. A screen asks the session behind `door.py`: no vault, network, paths or clock here."""
