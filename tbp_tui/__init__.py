# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The application: one terminal program on an encrypted vault.

Nothing is imported here: what the lock screen does not need, it must not load.
"""

__version__ = "0.1.0"
