# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A second reader of logs, written from DESIGN section 4 alone: hashlib, json and joserfc, nothing of ours.

It is slow and plain on purpose. Where it and `tbp_casefile` differ, one of them misread the design.
"""
