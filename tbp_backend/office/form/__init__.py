# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of a case file and of `system.yaml`, as `docs/case-files.md` explains them: form, no rules."""
