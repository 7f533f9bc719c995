# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what happens around a package: where the case stands, news about the situation, phasing out.

The threat text a person sees is what the authority releases, never the product below it (DOMAIN section 0,
truth 8). Words for severity and likelihood are the authority's own: there is no confirmed scale.
"""

from datetime import date
from typing import Literal

import msgspec

from tbp_casefile.model.texts import Text

CaseState = Literal[
    "reported",
    "triage",
    "assessing",
    "preparing",
    "urgent",
    "offered",
    "in_force",
    "review",
    "minimal",
    "phase_out",
    "ended",
    "aftercare",
    "closed",
]
Duration = Literal["short", "long", "unknown"]
Weight = Literal["important", "notice", "information"]
Release = Literal["text", "oral", "none"]


class CaseStatus(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Where the case stands (DOMAIN C1). `asked` and `due`: what is needed and when an answer comes (G7).

    `stays` and `back`: in minimal fulfilment, what goes on and how to come back (G30).
    """

    case: str
    state: CaseState
    since: date
    text: Text
    until: date | None = None
    duration: Duration | None = None
    asked: tuple[Text, ...] = ()
    due: date | None = None
    stays: Text | None = None
    back: Text | None = None


class Bulletin(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """News about the situation: what there is, what it means, what to do (DOMAIN G9, UX R16).

    `release` other than `text`: the authority tells it in a talk, or cannot share it.
    """

    title: Text
    weight: Weight
    what: Text
    means: Text
    do: tuple[Text, ...] = ()
    severity: Text | None = None
    likelihood: Text | None = None
    not_shared: Text | None = None
    until: date | None = None
    release: Release = "text"


class PhaseOutStep(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One step of taking measures away, with its day; `measure` is a code of the catalogue (DOMAIN F12)."""

    title: Text
    due: date
    done: date | None = None
    measure: str | None = None
    text: Text | None = None
