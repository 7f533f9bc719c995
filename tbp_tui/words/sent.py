# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""To whose device something was sent, in words; never that it was read (PROTOCOL-REVIEW S7)."""

from collections.abc import Sequence

from tbp_tui.i18n import N_, _
from tbp_tui.words.terms import term

_TO = {
    "contact_person": N_("Sent to the device of your contact person"),
    "supporter": N_("Sent to the device of your support worker"),
    "employer": N_("Sent to the device of your contact at work"),
    "authority": N_("Sent to the computer of the authority"),
    "coordinator": N_("Sent to the device of the coordinator"),
}


def to_whom(role: str, *, own: bool, here: bool) -> str:
    """Verstuurd naar het apparaat van uw contactpersoon"""
    if here:
        return _("Sent to this device")
    if own:
        return _("Sent to another device of yours")
    return _(_TO[role]) if role in _TO else _("Sent to a device")


def what(kinds: Sequence[str]) -> str:
    """Which kinds it held; of what is about the log itself only that."""
    if not kinds:
        return _("who may read along")
    return ", ".join(dict.fromkeys(term("kind", kind) for kind in kinds))
