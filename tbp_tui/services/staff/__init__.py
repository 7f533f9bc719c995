# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff do: carry many cases, write down contacts, do what they promised, hand over."""
