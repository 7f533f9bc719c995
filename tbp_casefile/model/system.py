# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what everybody may read: policy in plain words, and public help."""

from datetime import date
from typing import Literal

import msgspec

from tbp_casefile.model.texts import Text

Side = Literal["government", "person", "employer"]


class Source(msgspec.Struct, frozen=True):
    """Where in the letter of 11 July 2025 a policy text rests."""

    page: int
    heading: str


class PolicyText(msgspec.Struct, frozen=True, rename="camel"):
    """One rule of the system in our own words.

    `side` and `expect`: what it lets everybody expect, of whom, in one sentence (DOMAIN E3, G13).
    """

    topic: str
    title: Text
    text: Text
    source: Source
    dated: date
    side: Side | None = None
    expect: Text | None = None


class News(msgspec.Struct, frozen=True, rename="camel"):
    """News about the system as a whole, never about one case (DOMAIN G35)."""

    title: Text
    text: Text
    dated: date


class HelpContact(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A public number or place that helps."""

    name: Text
    order: int
    phone: str = ""
    place: str = ""
    when: Text | None = None
    note: Text | None = None
