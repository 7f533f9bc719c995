# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of `system.yaml`: what every device may read."""

from datetime import date
from typing import Literal

from tbp_backend.office.form.base import Both, Name, Row
from tbp_casefile.model import system


class SourceRow(Row, frozen=True):
    """Where in the letter."""

    page: int
    heading: str


class PolicyRow(Row, frozen=True):
    """One rule in plain words; `side` and `expect`: one sentence for the page of what to expect of whom."""

    topic: str
    title: Both
    text: Both
    source: SourceRow
    dated: date
    side: system.Side | None = None
    expect: Both | None = None


class HelpRow(Row, frozen=True):
    """A public line."""

    name: Both
    order: int
    phone: str = ""
    place: str = ""
    when: Both | None = None
    note: Both | None = None


class NewsRow(Row, frozen=True):
    """News about the system."""

    id: Name
    title: Both
    text: Both
    dated: date


class SystemFile(Row, frozen=True):
    """What every device may read."""

    format: Literal[1]
    policy_texts: tuple[PolicyRow, ...]
    help_contacts: tuple[HelpRow, ...]
    news: tuple[NewsRow, ...] = ()
