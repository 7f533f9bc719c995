# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pure functions of records and of the moment: everything on a screen is one of these."""
