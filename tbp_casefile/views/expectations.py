# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What may be expected of government, of you and of the employer, with the page of the letter (DOMAIN G19).

First what holds for everybody, out of the rules in plain words; then what this case adds to it.
"""

from dataclasses import dataclass

from tbp_casefile.model.system import PolicyText, Side
from tbp_casefile.model.texts import Text
from tbp_casefile.views.employer import DutyLine
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.shelf import Shelf

KINDS = ("policy_text",)
SIDES: tuple[Side, ...] = ("government", "person", "employer")


@dataclass(frozen=True)
class RuleLine:
    """One rule that holds for everybody; `topic` names the text behind it."""

    id: str
    topic: str
    side: Side
    text: Text
    page: int


@dataclass(frozen=True)
class ExpectationsView:
    """Three sides: rules for everybody, and what this case asks of the person and of the employer."""

    rules: tuple[RuleLine, ...]
    obligations: tuple[ObligationLine, ...]
    duties: tuple[DutyLine, ...]

    def of(self, side: Side) -> tuple[RuleLine, ...]:
        """The rules about one side."""
        return tuple(rule for rule in self.rules if rule.side == side)


def expectations(
    shelf: Shelf, asked: tuple[ObligationLine, ...], duties: tuple[DutyLine, ...]
) -> ExpectationsView:
    """Everything that may be expected, in the order in which the rules were published."""
    bodies = [(held.record.id, held.body) for held in shelf.current("policy_text")]
    rules = tuple(
        RuleLine(record, body.topic, body.side, body.expect, body.source.page)
        for record, body in bodies
        if isinstance(body, PolicyText) and body.side and body.expect
    )
    return ExpectationsView(rules, asked, duties)
