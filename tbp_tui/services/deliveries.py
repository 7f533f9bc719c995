# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who received what: what was sent to whose device, by the word of the backend. Sent is not read."""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.tables import CONTROL_KINDS, READERS, Role, ScopeType
from tbp_casefile.times import from_ms, parse_moment
from tbp_casefile.wire.api import Delivery
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync import deliveries
from tbp_tui.vault.store import Vault

_NEVER = frozenset({ScopeType.SYSTEM, ScopeType.PEER})


@dataclass(frozen=True)
class DeliveryLine:
    """Records of one log, to one device. `own`: a device of the reader; `here`: this one.

    `kinds` are those that this device holds at these places, what is about the log itself left out.
    """

    role: str
    device: str
    own: bool
    here: bool
    at: datetime
    log: ScopeType
    kinds: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class DeliveriesView:
    """The newest first; `asked` is when the backend was last asked, None when it never was."""

    asked: datetime | None
    lines: tuple[DeliveryLine, ...]


def scopes(case: CaseLogs) -> list[str]:
    """The logs of which there is something to ask."""
    return [scope for scope, log in case.logs if log not in _NEVER and case.role in READERS[log]]


def view(vault: Vault, case: CaseLogs, member: str, device: str) -> DeliveriesView:
    """What was told the last time."""
    told = {scope: deliveries.told(vault, scope) for scope in scopes(case)}
    lines = [
        _line(vault, case.types[scope], scope, one, member, device)
        for scope, answer in told.items()
        if answer
        for one in answer.deliveries
    ]
    asked = [answer.at for answer in told.values() if answer]
    return DeliveriesView(
        from_ms(max(asked)) if asked else None,
        tuple(sorted(lines, key=lambda line: line.at, reverse=True)),
    )


def _line(vault: Vault, log: ScopeType, scope: str, told: Delivery, member: str, device: str) -> DeliveryLine:
    kinds = vault.records.kinds_between(scope, told.first, told.last) - CONTROL_KINDS - {""}
    return DeliveryLine(
        role=told.role if told.role in list(Role) else "",
        device=told.device,
        own=told.member == member,
        here=told.device == device,
        at=parse_moment(told.sent_at),
        log=log,
        kinds=tuple(sorted(kinds)),
        count=told.last - told.first + 1,
    )
