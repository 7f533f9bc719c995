# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The fictional cases of the demo: four that are told in full, and ten short ones that are made."""
