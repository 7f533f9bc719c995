# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said when two histories of a case were proven: what it means, what is kept, whom to call."""

from datetime import datetime

from tbp_tui.i18n import _
from tbp_tui.words.dates import full_moment


def heading() -> str:
    """As a head, and on the first page."""
    return _("Your case was shown in two ways")


def sentences(found: datetime, *, now_too: bool) -> tuple[str, ...]:
    """Sentence by sentence; `now_too`: the other one is shown still."""
    return (
        _("On {moment} something came in that contradicts what this device had received.").format(
            moment=full_moment(found)
        ),
        _("Both cannot be true. It can be a mistake. It can also be that somebody wants to mislead you."),
        _("This device keeps what it had, and has taken over nothing of the other. Both are kept as proof."),
        _("It is still so. Nothing newer is taken over as long as it lasts.")
        if now_too
        else _("By now what comes in fits again with what this device had."),
        _("Call your contact person, on a number that you knew already, and tell them."),
        _("Whoever you share this case with finds it too, as soon as something that you write reaches them."),
    )
