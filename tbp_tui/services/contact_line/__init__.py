# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact that a supporter wrote down in one line, read as `docs/contact-line.md` fixes it.

Knows no clock, no vault, no screen and no words for people.
"""

from tbp_tui.services.contact_line.reading import (
    MOST_CHARACTERS,
    MOST_WORDS,
    FollowUp,
    Reading,
    Span,
    read_line,
)

__all__ = ["MOST_CHARACTERS", "MOST_WORDS", "FollowUp", "Reading", "Span", "read_line"]
