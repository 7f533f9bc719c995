# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Offers of support: a supporter makes them, and whoever they are for says yes, not now, or stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.support import SupportAnswer, SupportOffer, SupportResponse
from tbp_casefile.tables import Role
from tbp_casefile.times import to_ms
from tbp_casefile.views import support
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.views.support import OfferLine, Reader
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoSuchRecord, NotForThisRole
from tbp_tui.services.staff.contacts import check_length
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault

MOST_TITLE = 80
MOST_TEXT = 2000


@dataclass(frozen=True)
class NewOffer:
    """An offer as it will be written, for the one reader of this log. `again`: when it is made anew."""

    scope: str
    title: str
    text: str
    again: date | None = None

    def body(self) -> SupportOffer:
        """As a record has it; raises TooLong."""
        check_length(self.title, MOST_TITLE)
        check_length(self.text, MOST_TEXT)
        return SupportOffer(title=self.title, text=self.text, again=self.again)


class Support:
    """The offers of the open case, for either side of them. `shelf`: what the case has of these kinds."""

    def __init__(
        self,
        vault: Vault,
        member: str,
        random: Random,
        *,
        of_case: Callable[[], CaseLogs],
        shelf: Callable[..., Shelf],
    ) -> None:
        self._vault, self._member, self._random = vault, member, random
        self._of_case, self._shelf = of_case, shelf

    # --- reading -------------------------------------------------------------------------------------------

    def offers(self, now: datetime) -> tuple[OfferLine, ...]:
        """Every offer that can be read here, what asks for an answer first."""
        return support.offers(self._shelf(*support.KINDS), now)

    def readers(self) -> tuple[Reader, ...]:
        """For whom the owner of this device can make an offer; nobody, for whoever is no supporter."""
        return support.readers(self._shelf(*support.KINDS)) if self.may_offer else ()

    @property
    def may_offer(self) -> bool:
        """Whether the owner of this device makes offers in the open case."""
        return self._of_case().role is Role.SUPPORTER

    def may_answer(self, line: OfferLine) -> bool:
        """Whether this one was made for the owner of this device."""
        return line.member == self._member

    # --- writing -------------------------------------------------------------------------------------------

    def offer(self, new: NewOffer, now: datetime, *, hold_seconds: int = 0) -> str:
        """Make one; its id. Raises TooLong, NotForThisRole, and what `outbox.write` raises."""
        if all(reader.scope != new.scope for reader in self.readers()):
            raise NotForThisRole()
        with self._vault.transaction():
            written = self._write(new.scope, "support_offer", new.body(), None, now, hold_seconds)
            self._vault.unfinished.forget(_place(new.scope))
            return written

    def answer(self, line: OfferLine, what: SupportAnswer, now: datetime, *, hold_seconds: int = 0) -> str:
        """Say something to one; the id of the answer. Raises NotForThisRole."""
        if not self.may_answer(line):
            raise NotForThisRole()
        body = SupportResponse(what)
        return self._write(line.ref.scope, "support_response", body, line.ref, now, hold_seconds)

    def answer_by_id(
        self, record: str | None, what: SupportAnswer, now: datetime, *, hold_seconds: int = 0
    ) -> str:
        """The same for whoever names the record, or without one means the first; raises NoSuchRecord."""
        found = [line for line in self.offers(now) if record in {None, line.id} and self.may_answer(line)]
        if not found:
            raise NoSuchRecord(kind="support_offer")
        return self.answer(found[0], what, now, hold_seconds=hold_seconds)

    def take_back(self, record: str, now: datetime) -> bool:
        """Take an offer or an answer out of the outbox; not when it may have gone already."""
        with self._vault.transaction():
            return outbox.take_back(self._vault, record, to_ms(now)) is not None

    def unfinished(self, scope: str) -> tuple[str, ...]:
        """Title, text and day of an offer that was being typed for the reader of this log."""
        kept = self._vault.unfinished.text(_place(scope))
        return msgspec.json.decode(kept, type=tuple[str, str, str]) if kept else ("", "", "")

    def keep_unfinished(self, scope: str, fields: Sequence[str], now: datetime) -> None:
        """Keep what is being typed; empty fields leave nothing."""
        kept = msgspec.json.encode(tuple(fields)).decode() if any(fields) else ""
        self._vault.unfinished.keep(_place(scope), kept, to_ms(now))

    def _write(
        self,
        scope: str,
        kind: str,
        body: msgspec.Struct,
        about: Ref | None,
        now: datetime,
        hold_seconds: int,
    ) -> str:
        return outbox.write(
            self._vault,
            scope=scope,
            kind=kind,
            body=body,
            about=about,
            at=now,
            now=now,
            random=self._random,
            hold_seconds=hold_seconds,
        ).id


def _place(scope: str) -> str:
    return f"offer:{scope}"
