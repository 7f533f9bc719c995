# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The parts every screen is made of: blocks of words, bars, curtain, terminal. They know no case."""
