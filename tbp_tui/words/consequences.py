# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What it changes, and what stays, when something does not work out (DOMAIN section 0, truth 6)."""

from tbp_tui.i18n import _


def of_signal(state: str) -> tuple[str, ...]:
    """What it changes and what stays. Only where something is not met the steps that may follow are told."""
    follows = (
        _("If it goes on not working out, you first get it in writing what would change."),
        _("Only after that the authority may offer less, because a part then cannot be carried out."),
        _("What stays: you keep getting news about your situation, and advice on what you can do."),
        _("What stays: support for you and your family, and your contact person."),
    )
    return (
        _("What changes now: nothing. You and your contact person talk about what makes it difficult."),
        *(follows if state == "not_met" else ()),
        _("Nothing is forced. You can come back to this at any moment."),
    )


def not_now(what: str = "package") -> tuple[str, ...]:
    """What changes and what stays, each a sentence of its own; `what` was answered."""
    changes = {
        "obligation": _("What changes: your contact person asks you what makes this difficult, and helps."),
        "bulletin": _("What changes: your contact person talks with you about this news."),
    }
    return (
        changes.get(what) or _("What changes: your contact person talks with you about what you need."),
        _("After that talk the authority may offer less, because a part then cannot be carried out."),
        _("What stays: you keep getting news about your situation, and advice on what you can do."),
        _("What stays: support for you and your family, and your contact person."),
        _("Nothing is forced. You can come back to this at any moment."),
    )
