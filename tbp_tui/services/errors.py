# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong between a wish and the vault.

TbpError
├── NothingPublished   there is no package yet to answer
├── NoSuchRecord       an id that is not here, or not of that kind
├── DemoUnavailable    the demo backend did not start; `reason` says at which step
└── NotForThisRole     a role that has no app yet
"""

from tbp_casefile.errors import TbpError


class NothingPublished(TbpError):
    """No package is here yet."""

    code = "case.nothing-published"


class NoSuchRecord(TbpError):
    """The id given is not that of a record here; `kind` names what was looked for."""

    code = "case.no-such-record"
    exit_code = 2


class DemoUnavailable(TbpError):
    """The embedded backend ended before it was ready; `reason` is what it printed or `ended`."""

    code = "demo.unavailable"


class NotForThisRole(TbpError):
    """This role, or this case, has no screens in this version."""

    code = "case.not-for-this-role"
    exit_code = 2
