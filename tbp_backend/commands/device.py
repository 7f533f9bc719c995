# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`device list` and `device revoke`: who has which device, and one less."""

import argparse

from tbp_backend.commands.site import Site
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.devices import devices, revoke


async def run(site: Site, options: argparse.Namespace) -> int:
    """Both need the keys of the authority."""
    site.home.need_authority()
    if options.action == "list":
        await _list(site, options.member)
    else:
        await _revoke(site, options.device, late=not options.lost)
    return 0


async def _list(site: Site, member: str) -> None:
    async with site.store() as store:
        for one in await devices(site.home, store, member):
            state = _("ended in {ended} of {logs} logs").format(ended=one.ended, logs=one.logs)
            print(f"{one.code}  {one.member}  {state}")


async def _revoke(site: Site, device: str, *, late: bool) -> None:
    async with site.store() as store:
        with site.home.locked():
            count = await revoke(site.home, store, device, late=late)
    print(_revoked(count))


def _revoked(count: int) -> str:
    if not count:
        return _("This device had ended everywhere before.")
    return ngettext(
        "The device has ended in {count} log. It is shut out of everything from now on.",
        "The device has ended in {count} logs. It is shut out of everything from now on.",
        count,
    ).format(count=count)
