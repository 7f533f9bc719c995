# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The commands of the operator, a module for each: what they do for whom, and what they say. No rules."""
