# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a brief for who takes over a case: begun from what is known, kept while it is typed, then signed.

A later one by the same member for the same reader takes the place of the one before.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.times import local_date
from tbp_casefile.views.briefs import PARTS, BriefLine, told
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import DaysTurned, NothingToSay
from tbp_tui.services.staff.contacts import MOST_TEXT, check_length, place_of
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault
from tbp_tui.words.dates import text_in


def begun(lines: Sequence[BriefLine], member: str, now: datetime, language: str) -> HandoverBrief:
    """What a new one begins with: the days of one's own last brief, and the newest texts of everybody."""
    own = next((line.body for line in lines if line.by == member and not line.over), None)
    texts = {one.part: text_in(one.text, language) for one in told(tuple(lines))}
    return HandoverBrief(
        to=own.to if own else "",
        from_=own.from_ if own else local_date(now),
        until=own.until if own else None,
        **texts,
    )


def as_unfinished(brief: HandoverBrief) -> str:
    """How it is kept while it is typed."""
    return msgspec.json.encode(brief).decode()


def from_unfinished(kept: str) -> HandoverBrief | None:
    """What was being typed; None where nothing was, or another version of this program kept it otherwise."""
    try:
        return msgspec.json.decode(kept, type=HandoverBrief) if kept else None
    except msgspec.DecodeError:
        return None


def check(brief: HandoverBrief) -> None:
    """Raises NothingToSay, TooLong, DaysTurned."""
    texts = [str(getattr(brief, part)) for part in PARTS]
    if not any(text.strip() for text in texts):
        raise NothingToSay()
    for text in texts:
        check_length(text, MOST_TEXT)
    if brief.until and brief.from_ and brief.until < brief.from_:
        raise DaysTurned()


def write(
    vault: Vault,
    case: CaseLogs,
    member: str,
    lines: Sequence[BriefLine],
    brief: HandoverBrief,
    *,
    now: datetime,
    random: Random,
    hold_seconds: int,
) -> str:
    """Sign and keep it; its id. Raises what `check` raises, and NotForThisRole."""
    check(brief)
    scope = place_of(case)
    before = [line for line in lines if (line.by, line.body.to, line.ref.scope) == (member, brief.to, scope)]
    entity = before[0].entity if before else None
    row = outbox.write(
        vault,
        scope=scope,
        kind="handover_brief",
        body=brief,
        at=now,
        now=now,
        random=random,
        entity=entity,
        replaces=tuple(line.id for line in before if line.entity == entity),
        hold_seconds=hold_seconds,
    )
    return row.id
