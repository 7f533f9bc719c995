# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator of talks with experience experts: wishes, proposals, two who meet, and concerns."""
