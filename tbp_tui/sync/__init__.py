# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The way to the case backend and back: sign-in, enrolment, pull, push (DESIGN sections 5, 6, 8).

Blocking and thread-friendly; time and chance come in as arguments. Never a screen, a path or a key in a log.
"""
