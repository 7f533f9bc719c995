# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks beside their bounds (DESIGN section 11): `make bench`. How to read them: docs/benchmarks.md."""
