# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Everything the device keeps, encrypted: keys, records, outbox (DESIGN section 7).

Start at `opening.py` (create and open) and `store.py` (what an open vault can do). It never knows HTTP,
Textual, the machine's paths or the clock: those come in as arguments. Nothing is imported here, because the
lock screen pays for every module it loads.
"""
