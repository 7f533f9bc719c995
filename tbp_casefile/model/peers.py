# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of talks with an experience expert: who offers one, who asks, how both meet, and what is agreed.

By alias throughout: no body here holds a name, a case or anything of one (DOMAIN section 0, truth 11).
"""

from datetime import date
from typing import Annotated, Literal, get_args

import msgspec

from tbp_casefile.model.case import Hours
from tbp_casefile.model.dialogue import Minutes
from tbp_casefile.model.texts import Text

PeerTopic = Literal["daily_life", "family", "work", "public_life", "stress", "afterwards"]
PeerLanguage = Literal["nl", "en", "de", "fr", "es", "ar", "tr", "other"]
PeerFamily = Literal["alone", "partner", "children"]
ProposalState = Literal["asked", "linked", "over"]
PeerAnswer = Literal["yes", "no"]
Most = Annotated[int, msgspec.Meta(ge=1, le=7)]
Weight = Annotated[int, msgspec.Meta(ge=1, le=5)]
KeepDays = Annotated[int, msgspec.Meta(ge=1, le=366)]

TOPICS: tuple[PeerTopic, ...] = get_args(PeerTopic)
LANGUAGES: tuple[PeerLanguage, ...] = get_args(PeerLanguage)
FAMILIES: tuple[PeerFamily, ...] = get_args(PeerFamily)


class PeerProfile(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """How an expert offers a listening ear: never more than `most` talks at once, and none while `pause`."""

    alias: str
    topics: tuple[PeerTopic, ...]
    languages: tuple[PeerLanguage, ...]
    family: tuple[PeerFamily, ...] = ()
    available: Hours = Hours()
    most: Most = 1
    pause: bool = False


class PeerRequest(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A person or relative asks for somebody by wish, never by name; `withdrawn` takes the wish back."""

    alias: str
    topics: tuple[PeerTopic, ...]
    languages: tuple[PeerLanguage, ...]
    family: tuple[PeerFamily, ...] = ()
    text: Text = ""
    withdrawn: bool = False


class PeerProposal(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What a coordinator shows each of two of the other; the same thing again with `linked` or `over`.

    `over` says the same to both, whoever did not want it, and when nobody answered. With `linked` comes the
    one `ticket` with which a device of this reader comes into the talk under fresh keys.
    """

    alias: str
    topics: tuple[PeerTopic, ...]
    languages: tuple[PeerLanguage, ...]
    family: tuple[PeerFamily, ...] = ()
    available: Hours | None = None
    until: date
    state: ProposalState = "asked"
    ticket: str = ""


class PeerReply(msgspec.Struct, frozen=True, rename="camel"):
    """What either says to the proposal that `about` names; no reason is asked."""

    what: PeerAnswer


class Boundary(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What one of the two wants to agree; agreed once the newest ones of both say the same.

    `when` and how long (`minutes`), what they do not talk about (`avoid`), on which day they look at it
    again, and for how many days either keeps what was said.
    """

    when: Text = ""
    minutes: Minutes | None = None
    avoid: Text = ""
    relook: date | None = None
    keep_days: KeepDays | None = None


class Message(msgspec.Struct, frozen=True, rename="camel"):
    """What one says to the other, in the writer's own language."""

    text: Text


class Ended(msgspec.Struct, frozen=True, rename="camel"):
    """One of the two stops: at once, and without a reason. `text`: a last word, if there is one."""

    text: Text = ""


class Concern(msgspec.Struct, frozen=True, rename="camel"):
    """A worry for the coordinator about the talk that `about` names: only what its writer writes.

    `known`: whether the other knows that this was written, as is the rule.
    """

    text: Text
    known: bool = True


class Debrief(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """After a heavy talk, for the coordinator: how heavy (1 to 5), and whether to call back."""

    weight: Weight
    text: Text = ""
    call: bool = False
