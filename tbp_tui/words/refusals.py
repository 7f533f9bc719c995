# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Why a record did not arrive, in calm words; every code that a backend or the judge can give has a sentence.

Nobody is blamed, and what can be done is said (UX R12).
"""

from tbp_tui.i18n import N_, _

_ENDED = N_("When it arrived, your access to this case had ended, or that of this device.")
_NOT_YOURS = N_("It cannot be written here by you, or not any more.")
_NOT_USABLE = N_("The other side could not use it in this form. Sending it again may help.")
_UNKNOWN_DEVICE = N_("The other side does not know this device in this case.")

_REASONS = {
    "late": N_("It arrived after your access had ended. The others see it as late, and it does not count."),
    "ended": _ENDED,
    "not-a-member": _ENDED,
    "closed": N_("This case was closed before it arrived."),
    "may-not-write": _NOT_YOURS,
    "may-not-write-for": _NOT_YOURS,
    "not-the-authority": _NOT_YOURS,
    "not-founder": _NOT_YOURS,
    "not-here": _NOT_YOURS,
    "other-device": N_("It was written on another device, and only that one can send it."),
    "unknown-device": _UNKNOWN_DEVICE,
    "bad-signature": _UNKNOWN_DEVICE,
    "ticket-unusable": N_("The ticket that it used does not work any more. Ask for a new one."),
    "other-history": N_(
        "What this device had received before is not what the other side has. Tell your contact person."
    ),
    "already-member": N_("It had been done already."),
    "full": N_("There is no place for one more."),
    "slow-down": N_("So much was sent today that it waits. It goes by itself."),
    "unknown-kind": N_("The other side must be renewed first. It waits, and goes by itself."),
    "kept": N_("You keep this as a note. It goes nowhere."),
    "refused": _NOT_USABLE,
    "malformed": _NOT_USABLE,
    "bad-body": _NOT_USABLE,
    "id-taken": _NOT_USABLE,
    "known-id": _NOT_USABLE,
    "known-device": _NOT_USABLE,
    "known-ticket": _NOT_USABLE,
    "other-scope": _NOT_USABLE,
    "no-founding": _NOT_USABLE,
    "second-founding": _NOT_USABLE,
    "unknown-epoch": _NOT_USABLE,
    "not-a-whole-hour": _NOT_USABLE,
}


def knows(code: str) -> bool:
    """Whether this code has a sentence of its own."""
    return code in _REASONS


def reason(code: str) -> str:
    """Why it did not arrive; of a code that a later backend gives, that it did not."""
    return _(_REASONS.get(code, _REASONS["refused"]))
