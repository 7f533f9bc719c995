# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who is calling: assertions, proofs of possession, nonces and access tokens. No database, no HTTP."""
