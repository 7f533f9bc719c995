# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks with an experience expert: asking and being asked, talking, stopping. Knows no words, no screen."""
