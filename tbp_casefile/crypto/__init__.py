# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Signatures, tickets and seals: with `vault` the only place in the app that touches `cryptography`."""
