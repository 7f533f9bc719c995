# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How a caseload is looked at: which cases, in which order; kept in the vault as it was left."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol, TypeVar, get_args

import msgspec

from tbp_casefile.times import local_date
from tbp_casefile.views.caseload import CaseSummary
from tbp_tui.vault.store import Vault

Order = Literal["pressing", "number", "review", "last"]
Only = Literal["all", "late", "unseen", "review"]
ORDERS: tuple[Order, ...] = get_args(Order)
BUILT_IN: tuple[Only, ...] = get_args(Only)
SOON = timedelta(days=30)
MOST_NAMED = 5

_META = "staff.looking"


class Case(Protocol):
    """One case among many (`caseload.CaseLine`)."""

    @property
    def number(self) -> str: ...
    @property
    def summary(self) -> CaseSummary: ...


Line = TypeVar("Line", bound=Case)


class Look(msgspec.Struct, frozen=True):
    """One way to look. `words`: all of them stand in what is shown of a case. `name`: its writer's own."""

    only: Only = "all"
    words: str = ""
    order: Order = "pressing"
    name: str = ""


class Looking(msgspec.Struct, frozen=True):
    """The way of now, and those that got a name, oldest first."""

    now: Look = Look()
    named: tuple[Look, ...] = ()

    def next_order(self) -> "Looking":
        """The same cases in the next order."""
        order = ORDERS[(ORDERS.index(self.now.order) + 1) % len(ORDERS)]
        return self.with_look(order=order)

    def next_view(self) -> "Looking":
        """The built-in ones in the order of now, then the named ones."""
        views = (*(Look(only, order=self.now.order) for only in BUILT_IN), *self.named)
        here = [number for number, view in enumerate(views) if self._is_here(view)]
        return msgspec.structs.replace(self, now=views[(here[-1] + 1) % len(views) if here else 0])

    def _is_here(self, view: Look) -> bool:
        return view.name == self.now.name if self.now.name else view == self.now

    def with_look(self, **changed: str) -> "Looking":
        """Changed by hand: from then on it is no named one any more."""
        return msgspec.structs.replace(self, now=msgspec.structs.replace(self.now, name="", **changed))

    def keep_as(self, name: str) -> "Looking":
        """Name the way of now; of more than five the oldest goes."""
        look = msgspec.structs.replace(self.now, name=name)
        others = [one for one in self.named if one.name != name]
        return Looking(look, (*others, look)[-MOST_NAMED:])


def load(vault: Vault) -> Looking:
    """As it was left; as in the beginning where another version of this program kept it otherwise."""
    kept = vault.meta(_META)
    try:
        return msgspec.json.decode(kept, type=Looking) if kept else Looking()
    except msgspec.DecodeError:
        return Looking()


def save(vault: Vault, looking: Looking) -> None:
    """For the next time."""
    vault.set_meta(_META, msgspec.json.encode(looking))


def chosen(lines: Sequence[Line], look: Look, now: datetime, text: Callable[[Line], str]) -> tuple[Line, ...]:
    """Those that this look is about, in its order; `text` gives what is shown of a case."""
    typed = look.words.casefold().split()
    found = [
        line
        for line in lines
        if _is_among(line.summary, look.only, local_date(now))
        and (not typed or all(word in text(line).casefold() for word in typed))
    ]
    return tuple(sorted(found, key=lambda line: (_KEYS[look.order](line.summary), line.number)))


def _is_among(summary: CaseSummary, only: Only, today: date) -> bool:
    match only:
        case "late":
            return summary.late > 0
        case "unseen":
            return summary.unseen is not None
        case "review":
            return summary.review is not None and summary.review.on <= today + SOON
        case _:
            return True


def _pressing(summary: CaseSummary) -> tuple[int, ...]:
    """What is late, then concerns, then today, then what waits for this reader or the person."""
    today = sum(task.today for task in summary.tasks)
    waits = len(summary.requests) + (summary.brief is not None) + (summary.unseen is not None)
    return (-summary.late, -summary.concerns, -today, -waits)


def _review(summary: CaseSummary) -> tuple[int, ...]:
    return (summary.review.on.toordinal(),) if summary.review else (date.max.toordinal(),)


def _last(summary: CaseSummary) -> tuple[int, ...]:
    """The longest ago first: that one waits."""
    return (int(summary.last.at.timestamp()),) if summary.last else (0,)


_KEYS: dict[Order, Callable[[CaseSummary], tuple[int, ...]]] = {
    "pressing": _pressing,
    "number": lambda _summary: (),
    "review": _review,
    "last": _last,
}
