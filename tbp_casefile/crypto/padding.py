# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How long a sealed text is tells nothing but a rough size: steps of 256 bytes, beyond 8 KiB Padme's.

Padme (Nikitin and others, PURBs, PoPETs 2019) costs at most an eighth there and leaves a handful of lengths.
"""

from tbp_casefile.errors import Malformed

STEP = 256
_MARK = b"\x80"


def padded_length(length: int) -> int:
    """The length that this many bytes (mark included) are padded to."""
    stepped = -(-length // STEP) * STEP
    exponent = stepped.bit_length() - 1
    fine = (1 << max(exponent - exponent.bit_length(), 0)) - 1
    return (stepped + fine) & ~fine


def is_padded_length(length: int) -> bool:
    """Whether something padded can be this long."""
    return length > 0 and padded_length(length) == length


def pad(content: bytes) -> bytes:
    """A mark, then zeros (ISO/IEC 7816-4): one way to pad, and one way back."""
    marked = content + _MARK
    return marked.ljust(padded_length(len(marked)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The content; raises Malformed for anything that `pad` does not make."""
    content, mark, _ = padded.rpartition(_MARK)
    if not mark or pad(content) != padded:
        raise Malformed(reason="padding")
    return content
