# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""That two histories of a log were proven, until its owner has told somebody (DESIGN section 4; T14, T47).

A backend that shows the first one again makes nothing undone: both sides are kept, and the person is told.
The others need no message: whatever we write says what we have seen, and is proof to whoever saw otherwise.
"""

from datetime import datetime

from tbp_casefile.times import from_ms
from tbp_tui.vault.store import Vault

_TOLD = "sync.histories.told"


def to_tell(vault: Vault) -> datetime | None:
    """When the oldest proof was found that nobody was told about; None when there is none."""
    found = vault.evidence_after(int(vault.meta(_TOLD) or b"0"))
    return from_ms(found[0]) if found else None


def told(vault: Vault) -> None:
    """The owner told somebody: speak of it again only when there is something new. The proof stays."""
    found = vault.evidence_after(0)
    vault.set_meta(_TOLD, str(found[1] if found else 0).encode("ascii"))
