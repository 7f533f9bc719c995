# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How many histories a run tries, and how long they are: `TBP_HISTORIES=2000` for the long run.

An ordinary run tries the same hundred every time, so that it fails for a change alone; a long one new ones.
"""

import os

COUNT = int(os.environ.get("TBP_HISTORIES", "100"))
STEPS = 60 if COUNT > 100 else 20
THE_SAME = COUNT <= 100
