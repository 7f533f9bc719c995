# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with an export. None of these leaves anything half behind.

ExportError
├── OnlyForStaff     a role that does not carry cases
├── FolderNotEmpty   there is something in the folder already; it is left alone
├── FolderRefused    it cannot be made or written; `reason`
└── NoRoom           the disk is full
"""

from tbp_casefile.errors import TbpError


class ExportError(TbpError):
    """Base of what stops an export."""

    code = "export.refused"


class OnlyForStaff(ExportError):
    """Contacts and tasks are handed over by who wrote them down as their work."""

    code = "export.only-for-staff"
    exit_code = 2


class FolderNotEmpty(ExportError):
    """Nothing of somebody else is ever written over."""

    code = "export.folder-not-empty"
    exit_code = 2


class FolderRefused(ExportError):
    """`reason` is as for the folder of the vault: no-access, read-only, not-a-folder."""

    code = "export.folder-refused"


class NoRoom(ExportError):
    """The disk is full."""

    code = "export.no-room"
