# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Tests of the vault: the real cipher, real files and processes; only the key derivation is a cheap one."""
