# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What wiping a device takes away, and what it leaves."""

from collections.abc import Iterator

from tbp_tui.i18n import _, ngettext


def lost(undelivered: int, notes: int, *, last: bool) -> Iterator[str]:
    """What nobody has after it; the last device of somebody takes more along."""
    if undelivered:
        yield ngettext(
            "{n} thing that you wrote has not arrived yet. It is lost when you wipe now.",
            "{n} things that you wrote have not arrived yet. They are lost when you wipe now.",
            undelivered,
        ).format(n=undelivered)
    if notes:
        yield ngettext(
            "{n} note is on this device alone. It is lost.",
            "{n} notes are on this device alone. They are lost.",
            notes,
        ).format(n=notes)
    if last:
        yield _("This is your only device. To read your case again you need a new ticket.")


def stays() -> Iterator[str]:
    """What it does not touch."""
    yield _("What you sent stays with those who received it. Your other devices go on.")
    yield _("Did you make a recovery code? Destroy the paper too: a copy of before opens with it.")
    yield _("Nobody is told. The device stays in the list of your devices until you end it there.")


def done(*, key_file: bool) -> Iterator[str]:
    """The last words of this program here."""
    yield _("Everything of this program on this device is wiped.")
    if key_file:
        yield _("The file with the second key is still there. Delete it too.")
