# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""base64url without padding, read strictly: every text has one meaning and every meaning one text.

Python's own decoder skips junk and takes sixteen spellings of one signature (PROTOCOL-REVIEW M10).
"""

import base64
import binascii

from tbp_casefile.errors import Malformed

_STANDARD = bytes.maketrans(b"-_+/=", b"+/\0\0\0")
"""To the letters of ordinary base64, which themselves are none of ours."""


def encode(data: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Read base64url that equals its own re-encoding; raises Malformed otherwise.

    Only the last group of four can have another spelling: its spare bits.
    """
    try:
        standard = text.encode("ascii").translate(_STANDARD) + b"=" * (-len(text) % 4)
        data = binascii.a2b_base64(standard, strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        raise Malformed(reason="base64url") from None
    spare = len(text) % 4
    if spare and encode(data[-(spare - 1) :]) != text[-spare:]:
        raise Malformed(reason="base64url spelling")
    return data
