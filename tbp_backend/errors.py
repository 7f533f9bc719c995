# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Errors of the backend: codes and values; sentences are in `words.py`, problems in `api/problems.py`.

TbpError
└── BackendError
    ├── HomeUnusable       the home folder cannot be used, `reason` says why
    ├── AddressUnusable    the port is taken, or the host is not ours
    ├── CertificateTooOld  the certificate lacks a name, and the authority's folder is not here
    ├── AuthorityAbsent    this needs keys that are kept elsewhere
    ├── DatabaseAway       the database does not answer now
    ├── DatabaseUnusable   no such kind of database here
    ├── BackupUnusable     a backup that cannot be written or put back, `reason` says why
    ├── CaseFileWrong      a case file that the letter or our reader does not take; has `findings`
    ├── CaseUnknown        no such case or member here
    ├── DeviceUnknown      no such device here, or more than one with that code
    ├── NotServedYet       a ticket needs the address, and nothing was served yet
    ├── NotPossible        asked for something that this version does not do
    ├── OfficeRefused      a record of an office that the log would not take: a fault of ours
    └── CallRefused        a call that the API answers with a problem
"""

from typing import TYPE_CHECKING, ClassVar

from tbp_casefile.errors import TbpError

if TYPE_CHECKING:
    from tbp_backend.office.findings import Finding


class BackendError(TbpError):
    """Base of every error that the backend raises on purpose."""

    code = "backend"


class HomeUnusable(BackendError):
    """The home folder cannot be used."""

    code = "home-unusable"
    exit_code = 2


class AddressUnusable(BackendError):
    """The server cannot listen there now."""

    code = "address-unusable"


class CertificateTooOld(BackendError):
    """The certificate does not name this host, and only the authority can make another."""

    code = "certificate-too-old"
    exit_code = 2


class AuthorityAbsent(BackendError):
    """The folder with root and office keys is not on this machine."""

    code = "authority-absent"
    exit_code = 2


class DatabaseAway(BackendError):
    """The database does not answer, or is busy for too long; what was asked may be asked again."""

    code = "database-away"


class DatabaseUnusable(BackendError):
    """The database cannot be used by this version."""

    code = "database-unusable"
    exit_code = 2


class BackupUnusable(BackendError):
    """A backup cannot be written there, or what is there cannot be put back."""

    code = "backup-unusable"
    exit_code = 2


class CaseFileWrong(BackendError):
    """A case file that cannot be taken in; `findings` has file, line and code of each reason."""

    code = "case-file-wrong"

    def __init__(self, findings: "tuple[Finding, ...]", **values: object) -> None:
        super().__init__(**values)
        self.findings = findings


class CaseUnknown(BackendError):
    """No such case, or no such member in it."""

    code = "case-unknown"
    exit_code = 2


class DeviceUnknown(BackendError):
    """Nobody has a device with this code here; `known` has the codes that are."""

    code = "device-unknown"
    exit_code = 2


class NotServedYet(BackendError):
    """Nothing was served from this home yet, so a ticket would have no address."""

    code = "not-served-yet"


class NotPossible(BackendError):
    """Asked for something that is not possible here; `what` names it."""

    code = "not-possible"
    exit_code = 2


class OfficeRefused(BackendError):
    """The log did not take a record of an office."""

    code = "office-refused"


class CallRefused(BackendError):
    """A call that is answered with a problem of the closed list; `code` is its name (DESIGN section 5)."""

    code = "unavailable"


class NotAMember(CallRefused):
    """Unknown scope, or a scope of others: nobody outside can tell which."""

    code = "not-a-member"


class DeviceRevoked(CallRefused):
    """This device was ended by a record in some log."""

    code = "device-revoked"


class UnknownEpoch(CallRefused):
    """The log lives in another epoch than the one asked for."""

    code = "unknown-epoch"


class TicketUnusable(CallRefused):
    """Unknown, expired or spent by another device."""

    code = "ticket-unusable"


class RecordRefused(CallRefused):
    """A record that had to be taken was not; `reasons` has a code by scope."""

    code = "record-refused"

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__()
        self.reasons = reasons


class SignInAgain(CallRefused):
    """The token, the assertion or the proof does not hold; `error` is the OAuth code."""

    code = "sign-in-again"

    def __init__(self, error: str) -> None:
        super().__init__(error=error)
        self.error = error


class ClockWrong(CallRefused):
    """The assertion is not of this time."""

    code = "clock"
    error: ClassVar[str] = "invalid_client"


class BadInput(CallRefused):
    """The request does not fit the contract; `wrong` has every name with its reason."""

    code = "bad-input"

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__()
        self.wrong = wrong


class TooLarge(CallRefused):
    """The body is larger than we take."""

    code = "too-large"
