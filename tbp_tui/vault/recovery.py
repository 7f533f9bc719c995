# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The recovery code: 125 random bits on paper, that open the vault without passphrase and second key.

Five groups of five characters of Crockford's base 32, each with a check character that knows its place, so
that whoever copies it from paper is told in which group to look. It is shown once and kept nowhere as text.
"""

from dataclasses import dataclass
from typing import Self

from tbp_casefile.crypto.tickets import ALPHABET, LOOKALIKES, check_character
from tbp_tui.vault.errors import RecoveryMistyped
from tbp_tui.vault.header import Random
from tbp_tui.vault.kdf import hkdf

GROUPS = 5
_DRAWN = 5
_LENGTH = _DRAWN + 1
_LABEL = b"recovery code"


@dataclass(frozen=True)
class RecoveryCode:
    """The groups, as they stand on paper; shown only on purpose, never in a repr."""

    groups: tuple[str, ...]

    def __repr__(self) -> str:
        return "RecoveryCode(...)"

    @classmethod
    def draw(cls, random: Random) -> Self:
        """A new code; every character carries 5 random bits."""
        drawn = "".join(ALPHABET[byte % 32] for byte in random(GROUPS * _DRAWN))
        parts = [drawn[at : at + _DRAWN] for at in range(0, len(drawn), _DRAWN)]
        return cls(tuple(part + _check(part, number) for number, part in enumerate(parts)))

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a code as people type it: lower case, spaces, hyphens, O for 0; raises RecoveryMistyped."""
        text = "".join(typed.split()).upper().translate(LOOKALIKES)
        if len(text) != GROUPS * _LENGTH:
            raise RecoveryMistyped(reason="length")
        groups = tuple(text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH))
        for number, group in enumerate(groups):
            if not set(group) <= set(ALPHABET) or group[-1] != _check(group[:-1], number):
                raise RecoveryMistyped(reason="group", group=number + 1)
        return cls(groups)

    def material(self) -> bytearray:
        """The 32 bytes that are stretched, in a buffer that the caller wipes."""
        return hkdf(bytearray("".join(self.groups), "ascii"), info=_LABEL)


def _check(part: str, number: int) -> str:
    """The check character of a ticket, moved on by the place: groups cannot change places."""
    return ALPHABET[(ALPHABET.index(check_character(part)) + number) % len(ALPHABET)]
