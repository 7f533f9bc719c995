# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what is asked: of the protected person and the family, and of the employer (DOMAIN E1, E2).

An obligation says why it is there and what happens when it does not work out. Nothing here is forced
(DOMAIN section 0, truth 6).
"""

from datetime import date
from typing import Literal

import msgspec

from tbp_casefile.model.case import AcknowledgementKind, Moment
from tbp_casefile.model.texts import Text

ObligationEvent = Literal["needs_attention", "not_met", "recovered", "lapsed"]
EmployerPart = Literal["W1", "W2", "W3", "W4", "W5"]
EmployerState = Literal["asked", "promised", "done", "late", "refused"]


class Obligation(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Something that is asked, with its reason; `code` is one of DOMAIN E1, `moment` when it comes back."""

    code: str
    title: Text
    ask: Text
    why: Text
    start: date
    unmet: Text | None = None
    end: date | None = None
    detail: Text | None = None
    moment: Moment | None = None


class ObligationState(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """How it goes with the obligation that `about` names, as authority or contact person see it."""

    state: ObligationEvent
    text: Text
    talk: date | None = None


class Confirmation(msgspec.Struct, frozen=True, rename="camel"):
    """What a person says to an obligation: the same five answers as to a package (DOMAIN G29)."""

    what: AcknowledgementKind
    text: Text = ""


class EmployerDuty(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One thing that is asked of the employer; holds nothing of the threat (DOMAIN G27)."""

    part: EmployerPart
    title: Text
    asked: date
    due: date | None = None
    text: Text | None = None


class DutyState(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What the employer says of the duty that `about` names."""

    state: EmployerState
    on: date
    text: Text | None = None
