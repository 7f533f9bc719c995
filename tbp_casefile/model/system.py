# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what everybody may read: policy in plain words, and public help."""

from datetime import date

import msgspec

from tbp_casefile.model.texts import Text


class Source(msgspec.Struct, frozen=True):
    """Where in the letter of 11 July 2025 a policy text rests."""

    page: int
    heading: str


class PolicyText(msgspec.Struct, frozen=True, rename="camel"):
    """One rule of the system in our own words."""

    topic: str
    title: Text
    text: Text
    source: Source
    dated: date


class HelpContact(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A public number or place that helps."""

    name: Text
    order: int
    phone: str = ""
    place: str = ""
    when: Text | None = None
    note: Text | None = None
