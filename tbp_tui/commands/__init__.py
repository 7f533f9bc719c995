# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One module for each command of `tbp`: from arguments to a service, and from its answer to lines."""
