# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person can do: unlock, read, acknowledge, sync. Shared by screens and command line; no words."""
