# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What happens with the authority's keys: founding, case files, tickets. `serve` needs it only once."""
