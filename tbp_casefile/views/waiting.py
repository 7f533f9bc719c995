# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for the person: only what they can do something about, the most pressing first (DOMAIN F1)."""

from dataclasses import dataclass
from typing import Literal

from tbp_casefile.views.bulletins import BulletinLine
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.package import CurrentPackage
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.situation import SituationLine

TodoKind = Literal["bulletin", "situation", "package", "obligation", "obligations", "review"]


@dataclass(frozen=True)
class Todo:
    """One thing that waits; `id` is the record it is about, `count` how many things stand in one line."""

    kind: TodoKind
    id: str
    count: int = 1


def waiting(
    standing: SituationLine | None,
    current: CurrentPackage | None,
    unread_package: bool,
    news: tuple[BulletinLine, ...],
    asked: tuple[ObligationLine, ...],
    review: ReviewLine | None,
) -> tuple[Todo, ...]:
    """Unread news, what the case needs, an unread version, obligations that ask attention, open input.

    After the end there is no version to read and no review to prepare.
    """
    over = current is not None and current.ended is not None
    unread = [line.id for line in news if line.unread]
    todo = [Todo("bulletin", unread[0], len(unread))] if unread else []
    if standing is not None and (standing.is_minimal or standing.status.asked):
        todo.append(Todo("situation", standing.id))
    if current is not None and unread_package and not over:
        todo.append(Todo("package", current.package.ref.id))
    todo += [Todo("obligation", line.id) for line in asked if line.asks_attention]
    new = [line for line in asked if line.state == "new"]
    if new:
        todo.append(Todo("obligations", new[0].id, len(new)))
    if review is not None and review.review.input_open and not review.inputs and not over:
        todo.append(Todo("review", review.id))
    return tuple(todo)
