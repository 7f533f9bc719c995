# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""base64url without padding, read strictly: every text has one meaning and every meaning one text.

Python's own decoder skips junk and takes sixteen spellings of one signature (PROTOCOL-REVIEW M10).
"""

import base64
import binascii

from tbp_casefile.errors import Malformed


def encode(data: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Read base64url that equals its own re-encoding; raises Malformed otherwise."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise Malformed(reason="base64url") from None
    if encode(data) != text:
        raise Malformed(reason="base64url spelling")
    return data
