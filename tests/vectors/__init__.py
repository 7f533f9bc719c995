# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Golden bytes. A changed byte here is a decision about the protocol, not an accident."""
