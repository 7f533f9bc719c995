# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""By which edition of the program the records of a vault were judged, and how many it did not understand."""

import msgspec

from tbp_casefile.edition import edition, knows
from tbp_tui.vault.store import Vault

_EDITION, _KNEW, _NOT_UNDERSTOOD = "sync.edition", "sync.edition.knew", "sync.not-understood"


def is_ours(vault: Vault) -> bool:
    """Whether everything here was judged by this edition."""
    return vault.meta(_EDITION) == edition()


def is_anothers(vault: Vault) -> bool:
    """Whether another edition judged what is here, be it an older or a newer one."""
    return vault.meta(_EDITION) not in {None, edition()}


def knew_more(vault: Vault) -> bool:
    """Whether the edition that judged what is here understood something that this one does not."""
    knew = msgspec.json.decode(vault.meta(_KNEW) or b"[]", type=set[str])
    return not knew <= knows()


def keep_edition(vault: Vault) -> None:
    """Note that everything here was judged by this edition."""
    with vault.transaction():
        vault.set_meta(_EDITION, edition())
        vault.set_meta(_KNEW, msgspec.json.encode(sorted(knows())))


def not_understood(vault: Vault) -> dict[str, int]:
    """By log how many records need a newer version of the program; a log without any is left out."""
    return msgspec.json.decode(vault.meta(_NOT_UNDERSTOOD) or b"{}", type=dict[str, int])


def keep_not_understood(vault: Vault, scope: str, count: int) -> None:
    """Note how many there are in a log now."""
    before = not_understood(vault)
    if before.get(scope, 0) != count:
        kept = {name: number for name, number in {**before, scope: count}.items() if number}
        vault.set_meta(_NOT_UNDERSTOOD, msgspec.json.encode(kept))
