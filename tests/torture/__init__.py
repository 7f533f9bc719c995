# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Histories of real programs, each of which is killed with -9 whenever it suits nobody."""
