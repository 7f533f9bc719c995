# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The state of a log, told again from the few records that decide it. Nothing is judged anew."""

from tbp_casefile import effects
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.wire.envelope import read_record
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault


def told_again(vault: Vault, place: ScopeRow, keys: SystemKeys) -> LogState:
    """The state of a log from its deciding records alone; for `system` the keys are told again with it."""
    state = LogState.empty(place.scope)
    for row in vault.records.controls(place.scope):
        if row.seq <= place.seq:
            effects.apply(state, keys, read_record(row.jws).record)
    state.seq, state.hash = place.seq, place.hash
    return state
