# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import` and `case lint`: what a policy officer wrote becomes records, or findings."""

import argparse
from pathlib import Path

from tbp_backend.commands.site import Site
from tbp_backend.errors import HomeUnusable
from tbp_backend.i18n import _, ngettext
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import is_system, read_case, read_system
from tbp_backend.office.importing import Wanted, import_case
from tbp_backend.office.lint import check
from tbp_backend.office.system_texts import import_system
from tbp_backend.office.yamlfile import Document, read_document
from tbp_backend.store.store import Store


async def run(site: Site, options: argparse.Namespace) -> int:
    """Import or only look."""
    if options.action == "lint":
        lint(options.file)
    else:
        await _import(site, options)
    return 0


def lint(path: Path) -> None:
    """This one needs no home. Raises CaseFileWrong."""
    check(_read(path))
    print(_("{file}: no findings.").format(file=path))


def _read(path: Path) -> Document:
    try:
        return read_document(str(path), path.read_bytes())
    except OSError as wrong:
        raise HomeUnusable(reason="cannot-read", file=str(path)) from wrong


async def _import(site: Site, options: argparse.Namespace) -> None:
    document = _read(options.file)
    check(document)
    async with site.store() as store:
        site.home.need_authority()
        with site.home.locked():
            count = await _publish(Authority(site.home), store, document, options)
    print(_count(count))


async def _publish(
    authority: Authority, store: Store, document: Document, options: argparse.Namespace
) -> int:
    if is_system(document):
        return await import_system(authority, store, read_system(document), again=options.again)
    wanted = Wanted(options.on, options.shift_to, again=options.again)
    return await import_case(authority, store, document, read_case(document), wanted)


def _count(count: int) -> str:
    if not count:
        return _("Nothing new: everything in this file was published before.")
    return ngettext("{count} record published.", "{count} records published.", count).format(count=count)
