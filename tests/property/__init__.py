# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The whole log, backend and devices, under random histories that are held against a simple model."""
