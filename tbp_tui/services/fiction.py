# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a supporter of the demo wrote before: by their own device, as no office can write in a sealed log.

All of it is made up, and goes the way that anything goes which a supporter writes.
"""

from datetime import datetime, timedelta

from tbp_casefile.tables import Role
from tbp_casefile.times import local_date
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.contacts import NewContact, NewTask
from tbp_tui.services.support import NewOffer
from tbp_tui.words.fiction import Story, stories


def tell(case: OpenCase, now: datetime) -> None:
    """Write a story in each case of this device, and send it."""
    for line, story in zip(case.staff.supported(now), stories(), strict=False):
        case.open(line.name)
        _write(case, story, now)
    case.sync(now)


def _write(case: OpenCase, story: Story, now: datetime) -> None:
    today = local_date(now)
    case.staff.keep_own_name(story.called)
    after = NewTask(story.task, today + timedelta(days=story.due), case.staff.member)
    spoken = NewContact("talk", story.spoken, now - timedelta(days=5), minutes=45, follow_up=after)
    case.staff.log(spoken, now)
    shared = NewContact("call", story.shared, now - timedelta(days=2), minutes=15, visible=True)
    case.staff.log(shared, now)
    for reader in case.support.readers():
        if reader.role is Role.PERSON:
            again = today + timedelta(days=28)
            case.support.offer(NewOffer(reader.scope, story.title, story.offer, again), now)
