# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One rule of the system in plain words, and where in the letter it stands."""

from collections.abc import Iterator, Sequence

from tbp_casefile.model.system import PolicyText
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Say
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import month_day, text


class PolicyScreen(Opened):
    """Opened from the help page."""

    def __init__(self, policy: PolicyText) -> None:
        super().__init__()
        self._policy = policy

    def title_words(self) -> str:
        """In the header."""
        return _("how it works")

    def blocks(self) -> Sequence[Block]:
        """Title, text, source."""
        return tuple(in_full(self._policy))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("This is a rule in plain words. Below it stands where it comes from."),)


def in_full(policy: PolicyText) -> Iterator[Block]:
    """Title, text, and the page and heading of the letter."""
    yield Say(text(policy.title), "head")
    yield Gap()
    for paragraph in text(policy.text).split("\n"):
        yield Say(paragraph)
        yield Gap()
    yield Say(
        _("From the letter of {day}, page {page}, under “{heading}”.").format(
            day=month_day(policy.dated), page=policy.source.page, heading=clean(policy.source.heading)
        ),
        "quiet",
    )
