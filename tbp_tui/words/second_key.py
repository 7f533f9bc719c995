# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said about the second key: where it lies, and what that means."""

from tbp_tui.i18n import N_, _, program

_LIES = {
    "NONE": (N_("There is no second key: your passphrase is the only one."),),
    "KEYRING": (
        N_("The second key lies in the keyring of this computer."),
        N_("If the keyring changes or is lost, the passphrase opens nothing. A recovery code helps then."),
    ),
    "KEY_FILE": (
        N_("The second key lies in a file. Give its place each time: {program} --key-file FILE"),
        N_("Keep it apart from this computer while you do not use it. Without it nothing opens."),
    ),
}


def lies(mode: str) -> tuple[str, ...]:
    """Where it lies; `mode` is the name of a SecretMode."""
    return tuple(_(words).format(program=program()) for words in _LIES[mode])


def moved(mode: str) -> tuple[str, ...]:
    """After a new one was made."""
    return (_("There is a new second key. The one before it opens nothing any more."), *lies(mode))
