# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words that a supporter of the demo wrote. Nobody and nothing in them exists."""

from dataclasses import dataclass

from tbp_tui.i18n import _


@dataclass(frozen=True)
class Story:
    """One case: its name for its supporter, a talk and a call, what is to be done in `due` days, an offer."""

    called: str
    spoken: str
    shared: str
    task: str
    due: int
    title: str
    offer: str


def stories() -> tuple[Story, ...]:
    """Four, in the language of now."""
    return (
        Story(
            called=_("Lime tree"),
            spoken=_("Sleeps better since the walks. Is anxious about the next review."),
            shared=_("We agreed to talk each week until the review."),
            task=_("Send the page about sleeping"),
            due=0,
            title=_("A talk each week"),
            offer=_("We talk for an hour each week, at your home or by phone. You can stop at any moment."),
        ),
        Story(
            called=_("Beech"),
            spoken=_("Talked about going back to work, and what colleagues may know."),
            shared=_("We spoke about work. Next time we look at it again."),
            task=_("Call back about the talk at work"),
            due=-1,
            title=_("Training in resilience"),
            offer=_("Three meetings about dealing with tension, alone or with your partner."),
        ),
        Story(
            called=_("Elm"),
            spoken=_("Feels alone with it. Would like to speak with somebody who went through it."),
            shared=_("You asked about a talk with somebody who went through this. I find it out."),
            task=_("Ask about a talk with an experience expert"),
            due=2,
            title=_("A talk with your partner there"),
            offer=_("We speak together about what this does to both of you. It is fine to do that later."),
        ),
        Story(
            called=_("Willow"),
            spoken=_("A quiet month. Runs again, twice a week, in company."),
            shared=_("It goes well now. We speak again in two weeks."),
            task=_("Plan the next talk"),
            due=5,
            title=_("A day out of it"),
            offer=_("A day on which you need not think of any of this. I help to arrange it."),
        ),
    )
