# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an office published and the log does not have: an import that was killed, or a database put back.

A log is founded once. Its id with another first entry would be a second history, which devices that hold the
first must refuse for ever; so what was lost gets a new log, and nothing of it comes back by accident.
"""

from tbp_backend.errors import NotPossible
from tbp_backend.office.ledger import Ledger
from tbp_backend.store.store import Store


async def forget_lost(store: Store, ledger: Ledger, *, again: bool) -> None:
    """Leave in the ledger what the logs have, so that the rest is published; raises NotPossible.

    What an import that was killed did not publish is done again without a word. What a restore lost, devices
    bring back, all but a log that was opened after the backup; `again` says to publish it anew.
    """
    kept, missing = set[str](), set[str]()
    for log, scope in list(ledger.scopes.items()):
        published = {record.id for record in ledger.published.values() if record.scope == scope}
        standing, there = await store.standing(scope), await store.ids(scope)
        if published and not standing.known:
            _refuse_unless(again, "log-lost", log=log)
            del ledger.scopes[log]
        elif standing.state.epoch > 1:
            missing |= published - there
        kept |= there
    if missing:
        _refuse_unless(again, "records-lost", count=len(missing))
    ledger.forget_all_but(kept)


def _refuse_unless(again: bool, what: str, **values: object) -> None:
    if not again:
        raise NotPossible(what=what, **values)
