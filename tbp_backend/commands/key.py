# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`key rotate`: a new key in the place of an old one."""

import argparse

from tbp_backend.commands.site import Site
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.founding import open_home
from tbp_backend.office.rotating import Rotation


async def run(site: Site, options: argparse.Namespace) -> int:
    """What a serving process holds in its hands changes only while none serves."""
    home = site.home
    home.need_founded()
    home.need_authority()
    which = "tls --finish" if options.which == "tls" and options.finish else options.which
    with home.locked(), home.alone() if which in {"log", "tls --finish"} else home.in_use():
        store = await open_home(home, site.database(), site.clock)
        try:
            print(await _rotated(Rotation(home, store), which, getattr(options, "name", "")))
        finally:
            await store.close()
    return 0


async def _rotated(rotation: Rotation, which: str, name: str) -> str:
    match which:
        case "log":
            await rotation.log_key()
            return _("A new key signs heads; what the old one signed before stays good. Start with: serve.")
        case "tls":
            fingerprint = await rotation.announce_anchor()
            return _(
                "The next certificate is announced ({fingerprint}). Devices learn of it at their next sync, "
                "and go on with the old one until you say: key rotate tls --finish. A device that does not "
                "sync before that must be paired again: give them some weeks."
            ).format(fingerprint=fingerprint)
        case "tls --finish":
            await rotation.take_anchor()
            return _("The announced certificate is in use, and the old one has ended. Start with: serve.")
        case _:
            count = await rotation.office(name)
            return ngettext(
                "The office {name} writes with a new key, in {count} log.",
                "The office {name} writes with a new key, in {count} logs.",
                count,
            ).format(name=name, count=count)
