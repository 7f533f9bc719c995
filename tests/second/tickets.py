# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a ticket code gives, by DESIGN section 6, with HKDF (RFC 5869) written out over hmac."""

import hashlib
import hmac

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_letter(text: str) -> str:
    """Luhn modulo 32: from the right every second letter counts twice, a carry is added to its digit."""
    total, twice = 0, True
    for letter in text[::-1]:
        value = LETTERS.index(letter)
        value = sum(divmod(2 * value, 32)) if twice else value
        total, twice = total + value, not twice
    return LETTERS[(32 - total % 32) % 32]


def derive(code: str, label: str, length: int) -> bytes:
    """HKDF-SHA256 without salt over the 25 random characters; one block is enough up to 32 bytes."""
    secret = hmac.digest(bytes(32), code[:25].encode("ascii"), hashlib.sha256)
    return hmac.digest(secret, f"tbp ticket {label}".encode("ascii") + b"\x01", hashlib.sha256)[:length]
