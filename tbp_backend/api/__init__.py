# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The calls of `openapi.yaml`: read a request, ask the store, write an answer. No rule of a log is here."""
