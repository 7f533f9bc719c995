# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The reference case backend: the same records behind an API, on a database.

It stands on `tbp_casefile` only and never imports the application.
"""
