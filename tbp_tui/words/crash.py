# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the terminal when the program had to stop: a code, what is kept, whom to call (UX R12).

Never a value, a name or a text: those are what the error was about.
"""

import traceback
from pathlib import Path

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _


def code_of(error: BaseException) -> str:
    """Where it happened and what kind of error it was; enough to find the place, nothing of a person."""
    if isinstance(error, TbpError):
        return error.code
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "start"
    return f"{place}-{type(error).__name__}"


def words(code: str) -> str:
    """The whole screen, one sentence a line."""
    return "\n".join(
        (
            "",
            _("The program had to stop. Code: {code}").format(code=code),
            _("Your data is kept."),
            _("Start the program again. You will see everything as it was."),
            _("Does it happen again? Call your contact person or the duty line and say the code."),
            _("Immediate danger: call 112."),
            "",
        )
    )
