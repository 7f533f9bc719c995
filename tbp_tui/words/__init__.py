# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Words for a person: dates, terms, sentences for errors. The core has codes; here they become language."""
