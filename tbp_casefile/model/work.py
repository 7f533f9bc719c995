# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what staff keep for their own work, in `desk` and `care`: tasks and briefs for who takes over.

No person or relative reads these logs (DESIGN section 4).
"""

from datetime import date, datetime, time
from typing import Annotated, Literal

import msgspec

from tbp_casefile.model.texts import Text
from tbp_casefile.times import AMSTERDAM

TaskState = Literal["open", "done", "dropped"]


class Task(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Something to do; `about` of its record names the contact that it came from.

    Due on a day, or at a moment when there is an hour. `owner`: a member of this log; empty: of the team.
    `reason`: why it was put off or dropped, in the record that does so.
    """

    text: Text
    due_on: date | None = None
    due_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    owner: str = ""
    state: TaskState = "open"
    reason: Text = ""

    @property
    def due(self) -> datetime | None:
        """The moment from which it is late: the hour, or the end of the day in Amsterdam."""
        if self.due_at is not None:
            return self.due_at
        return datetime.combine(self.due_on, time.max, AMSTERDAM) if self.due_on else None


class HandoverBrief(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What whoever takes over must know and no other record says; the rest of the page is made from records.

    `to`: a member who takes over or stands in, from a day on and, for an absence, until a day.
    """

    agreements: Text = ""
    works: Text = ""
    avoid: Text = ""
    to: str = ""
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
