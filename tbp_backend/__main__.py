# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m tbp_backend`."""

import sys

from tbp_backend.cli import main

sys.exit(main())
