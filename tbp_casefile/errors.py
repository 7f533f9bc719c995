# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Errors of the part that both sides agree on.

An error carries a code and values, never words for a person and never a secret, a name or a text:
the words are made at the edge (`tbp_tui/words.py`, `tbp_backend/words.py`).

    TbpError
    ├── Malformed            bytes that are not what they claim to be
    │   └── TicketMistyped   a ticket whose check character does not fit
    ├── SealBroken           sealed bytes that do not open; says nothing about why
    ├── BadSignature         a signature that does not verify
    └── PageRefused          a page of a log that does not prove itself
        ├── UnknownHeadKey   its head is signed with a key that nobody vouched for as far as we know
        └── OtherHistory     a page or head that contradicts what was verified before
"""

from typing import ClassVar


class TbpError(Exception):
    """Base of every error this project raises on purpose.

    `exit_code` follows DESIGN section 9: 1 could not now and nothing lost, 2 wrong use or not possible here.
    """

    code: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values

    def __str__(self) -> str:
        shown = " ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} {shown}".rstrip()


class Malformed(TbpError):
    """Bytes that are not what they claim to be; `reason` names the rule that they break."""

    code = "malformed"


class TicketMistyped(Malformed):
    """A ticket that cannot have been issued like this: a character too many, too few or mistaken."""

    code = "ticket-mistyped"


class SealBroken(TbpError):
    """Sealed bytes that do not open with this key."""

    code = "seal-broken"


class BadSignature(TbpError):
    """A signature that does not belong to these bytes and this key."""

    code = "bad-signature"


class PageRefused(TbpError):
    """A page of a log that does not prove itself; `reason` says at which step."""

    code = "page-refused"


class UnknownHeadKey(PageRefused):
    """As far as this device has read, no key of the root's choice signed this head."""


class OtherHistory(PageRefused):
    """Proof of two histories: another hash at a seq that was verified before."""

    code = "other-history"
