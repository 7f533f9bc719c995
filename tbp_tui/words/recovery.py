# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said about the recovery code: what it is, how to keep it, and that it was used or taken back."""

from tbp_tui.i18n import _, program


def what_it_is() -> tuple[str, ...]:
    """Before one is made."""
    return (
        _("A recovery code opens this device when you forgot your passphrase or its second key is lost."),
        _("Whoever has the code and this device can read everything. You need not have one."),
    )


def keeping_it() -> tuple[str, ...]:
    """Below the code."""
    return (
        _("Write it on paper, group by group. Keep it apart from this device, for instance in an envelope."),
        _("It is not shown again. When you make another one, this one opens nothing any more."),
        _("Do you need it? Choose it on the lock screen, or type: {program} recovery use").format(
            program=program()
        ),
    )


def there_is(made: bool) -> str:
    """Whether there is one now."""
    return _("There is a recovery code for this device.") if made else _("There is no recovery code.")


def taken_back() -> str:
    """After that."""
    return _("No recovery code opens this device any more. You can destroy the paper.")


def used() -> str:
    """After a recovery."""
    return _("From now on the new passphrase opens it. The code on your paper stays as it is.")
