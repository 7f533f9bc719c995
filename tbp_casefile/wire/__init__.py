# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The envelope and the bodies of the API: the only place that knows JSON."""
