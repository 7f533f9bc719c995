# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong between this device and its backend; none of it deletes anything (DESIGN section 4).

TbpError
└── SyncError
    ├── Offline            no answer: no network, no backend there, or it fell silent
    ├── TlsMismatch        somebody answers who is not the backend of the welcome
    ├── TicketUnusable     used, ended, or never issued there
    ├── SignInAgain        the backend does not take this sign-in
    ├── ClockWrong         the backend finds our clock too far off
    ├── NotAMember         it says that this log is not (or no longer) ours
    ├── DeviceRevoked      it says that this device was shut out
    ├── OtherEpoch         the log was restored from a backup: another epoch than ours
    ├── SlowDown           over a limit; waits, keeps its place
    ├── UpdateNeeded       this version is too old
    ├── ServerTrouble      the backend itself cannot now
    ├── BadAnswer          an answer that is not one
    ├── RequestRefused     the backend does not understand us
    ├── NotVouched         a sealed log whose keys this device was not handed yet
    ├── NotEnrolled        this vault knows no backend yet
    ├── CannotAdd          another device could not be let in now: a log did not take the ticket
    └── AlreadyEnrolled    this vault has one: a second ticket would cost it its keys
"""

from tbp_casefile.errors import TbpError


class SyncError(TbpError):
    """Base of everything that stops a sync; what is stored here stays as it is."""

    code = "sync.trouble"


class Offline(SyncError):
    """No answer came; `reason` is `connect`, `timeout` or `dropped`."""

    code = "sync.offline"


class TlsMismatch(SyncError):
    """The other side cannot show the certificate that came with the ticket."""

    code = "sync.tls-mismatch"


class TicketUnusable(SyncError):
    """The ticket was spent, has ended, or was never issued by this backend."""

    code = "sync.ticket-unusable"


class SignInAgain(SyncError):
    """The backend refuses our token even after a new sign-in."""

    code = "sync.sign-in-again"


class ClockWrong(SyncError):
    """The backend finds our moment too far from its own."""

    code = "sync.clock"


class NotAMember(SyncError):
    """The backend says that `scope` is not ours: a word, no proof, so nothing is deleted."""

    code = "sync.not-a-member"


class DeviceRevoked(SyncError):
    """The backend says that this device was revoked: a word, no proof, so nothing is deleted."""

    code = "sync.device-revoked"


class OtherEpoch(SyncError):
    """The log at the backend counts another epoch than ours."""

    code = "sync.unknown-epoch"


class SlowDown(SyncError):
    """Over a limit; `retry_after` seconds from now the backend listens again."""

    code = "sync.slow-down"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)
        self.retry_after = retry_after


class UpdateNeeded(SyncError):
    """The backend no longer speaks with this version."""

    code = "sync.update-needed"


class ServerTrouble(SyncError):
    """The backend cannot now; `status` is its HTTP status."""

    code = "sync.server-trouble"


class BadAnswer(SyncError):
    """An answer that breaks the contract; `reason` names how, never what stood in it."""

    code = "sync.bad-answer"


class RequestRefused(SyncError):
    """The backend calls our request wrong (`type` of its problem): a defect on one side, not the person's."""

    code = "sync.request-refused"


class NotVouched(SyncError):
    """Nothing of a sealed log is read or written here until its owner said yes on another device."""

    code = "sync.not-vouched"


class NotEnrolled(SyncError):
    """This vault has not been paired with a backend."""

    code = "sync.not-enrolled"


class CannotAdd(SyncError):
    """No ticket now: not every log took it, or another process was syncing."""

    code = "sync.cannot-add"


class AlreadyEnrolled(SyncError):
    """This vault is paired already; a new ticket needs a new vault."""

    code = "sync.already-enrolled"
    exit_code = 2
