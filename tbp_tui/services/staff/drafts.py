# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is written about a record with a few fields beside its text: kept on this device while it is drafted.

Each draft lies under the log of its record, so that it goes with that log. It never travels.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.tables import STAFF, may_write
from tbp_casefile.times import to_ms
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NotForThisRole
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault

Draft = TypeVar("Draft", bound=msgspec.Struct)


class Drafts(Generic[Draft]):
    """Drafts of one kind of record in the open case; `empty` is one in which nothing was done."""

    def __init__(
        self, vault: Vault, random: Random, kind: str, empty: Draft, *, of_case: Callable[[], CaseLogs]
    ) -> None:
        self._vault, self._random, self._of_case = vault, random, of_case
        self._kind, self._empty = kind, empty

    def may(self, about: Ref) -> bool:
        """Whether whoever carries this case writes such a record about this one."""
        case = self._of_case()
        log = case.types.get(about.scope)
        return case.role in STAFF and log is not None and may_write(log, self._kind, case.role)

    def begun(self, about: Ref) -> Draft | None:
        """What was being drafted; None where nothing was, or another version kept it otherwise."""
        kept = self._vault.unfinished.text(self._place(about))
        try:
            return msgspec.json.decode(kept, type=type(self._empty)) if kept else None
        except msgspec.DecodeError:
            return None

    def keep(self, about: Ref, draft: Draft, now: datetime) -> None:
        """Keep what is being drafted; an empty one leaves nothing."""
        kept = msgspec.json.encode(draft).decode() if draft != self._empty else ""
        self._vault.unfinished.keep(self._place(about), kept, to_ms(now))

    def sign(self, about: Ref, body: msgspec.Struct, now: datetime, *, hold_seconds: int) -> str:
        """Write it in the log of what it is about, and forget the draft; its id. Raises NotForThisRole."""
        if not self.may(about):
            raise NotForThisRole()
        with self._vault.transaction():
            self._vault.unfinished.forget(self._place(about))
            return outbox.write(
                self._vault,
                scope=about.scope,
                kind=self._kind,
                body=body,
                about=about,
                at=now,
                now=now,
                random=self._random,
                hold_seconds=hold_seconds,
            ).id

    def take_back(self, about: Ref, record: str, draft: Draft, now: datetime) -> bool:
        """Make a draft of it again; not when it may have gone already."""
        with self._vault.transaction():
            if outbox.take_back(self._vault, record, to_ms(now)) is None:
                return False
            self.keep(about, draft, now)
            return True

    def _place(self, about: Ref) -> str:
        return f"{self._kind}:{about.id}:{about.scope}"
