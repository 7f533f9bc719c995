# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What both sides agree on: records, scopes, kinds, logs, signatures. No I/O, no clock, no words."""
