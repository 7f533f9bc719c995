# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m tbp_tui`: the same as `tbp`."""

from tbp_tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
