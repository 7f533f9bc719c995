# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A short code for a device, made from its id: to compare two screens, and to say over the telephone.

Eight characters of Crockford's base 32 (40 bits of the thumbprint) tell the devices of one member apart; it
proves nothing, so whatever decides uses the whole id.
"""

from collections.abc import Iterable

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import ALPHABET, LOOKALIKES
from tbp_casefile.errors import Malformed

_BYTES = 5


def short_code(device: str) -> str:
    """`K7QM-2D9X`; raises Malformed for what is no device id."""
    raw = base64url.decode(device)[:_BYTES]
    if len(raw) < _BYTES:
        raise Malformed(reason="device id")
    number = int.from_bytes(raw, "big")
    text = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{text[:4]}-{text[4:]}"


def meant(typed: str, devices: Iterable[str]) -> list[str]:
    """The devices that a person means: by short code as people type it, or by the whole id."""
    wanted = typed.upper().translate(LOOKALIKES)
    return [one for one in devices if typed == one or wanted == short_code(one).replace("-", "")]
