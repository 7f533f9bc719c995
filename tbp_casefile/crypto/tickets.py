# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The ticket that a person is handed: one line, from which both sides make the same keys (DESIGN section 6).

A code is 25 random characters of Crockford's base 32 (125 bits) and a check character. HKDF makes from it an
id, that the backend may know, and two keys, that it never learns: no backend and no proxy can enrol a device.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tbp_casefile.crypto.seals import Random, open_sealed, seal
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.errors import TicketMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TICKET_ID = re.compile(r"[0-9a-f]{32}")
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_RANDOM_CHARACTERS = 25


def check_character(text: str) -> str:
    """Luhn mod N over 32 symbols: finds every single mistake and nearly every swap of two neighbours."""
    total = 0
    for place, character in enumerate(reversed(text)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


@dataclass(frozen=True)
class TicketCode:
    """The secret of a ticket: 26 characters; shown only on purpose, never in a repr."""

    text: str

    def __repr__(self) -> str:
        return "TicketCode(...)"

    @classmethod
    def draw(cls, random: Random) -> "TicketCode":
        """A new code; every character carries 5 random bits."""
        text = "".join(ALPHABET[byte % 32] for byte in random(_RANDOM_CHARACTERS))
        return cls(text + check_character(text))

    @classmethod
    def parse(cls, typed: str) -> "TicketCode":
        """Read a code as people type it: lower case, spaces, hyphens, O for 0; raises TicketMistyped."""
        text = typed.upper().translate(LOOKALIKES)
        if len(text) != _RANDOM_CHARACTERS + 1 or not set(text) <= set(ALPHABET):
            raise TicketMistyped(reason="characters")
        if text[-1] != check_character(text[:-1]):
            raise TicketMistyped(reason="check character")
        return cls(text)

    def _derive(self, label: str, length: int) -> bytes:
        hkdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"tbp ticket {label}".encode("ascii"))
        return hkdf.derive(self.text[:_RANDOM_CHARACTERS].encode("ascii"))

    @cached_property
    def id(self) -> str:
        """32 hexadecimal characters, the only thing of a code that is sent."""
        return self._derive("id", 16).hex()

    @cached_property
    def signing_key(self) -> SigningKey:
        """The ticket key: its public half stands in the `ticket` record of every scope."""
        return SigningKey.from_seed(self._derive("signing", 32))

    @cached_property
    def _welcome_key(self) -> bytes:
        return self._derive("welcome", 32)

    def seal_welcome(self, welcome: bytes, random: Random) -> bytes:
        """Seal the welcome that will wait under this ticket's id."""
        return seal(self._welcome_key, welcome, self.id.encode("ascii"), random)

    def open_welcome(self, sealed: bytes) -> bytes:
        """Open a welcome; raises SealBroken when it was not sealed with this code."""
        return open_sealed(self._welcome_key, sealed, self.id.encode("ascii"))


@dataclass(frozen=True)
class Ticket:
    """The one line that is handed over in person: `https://host:port/#CODE`."""

    base_url: str
    code: TicketCode

    @classmethod
    def parse(cls, line: str) -> "Ticket":
        """Read the line; raises TicketMistyped when it is not one."""
        try:
            url = urlsplit(line.strip())
            port = url.port
        except ValueError:
            raise TicketMistyped(reason="address") from None
        if (
            url.scheme != "https"
            or not url.hostname
            or "@" in url.netloc
            or url.query
            or url.path not in {"", "/"}
        ):
            raise TicketMistyped(reason="address")
        host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
        return cls(f"https://{host}:{port}" if port else f"https://{host}", TicketCode.parse(url.fragment))

    @property
    def line(self) -> str:
        """The ticket as it is handed over."""
        return f"{self.base_url}/#{self.code.text}"


def proof_message(*, ticket: str, scope: str, device: str, public_keys: tuple[str, str, str]) -> bytes:
    """What the ticket key signs for a new device: ticket id, scope, device id and all its public keys."""
    return "\n".join(("tbp ticket proof", ticket, scope, device, *public_keys)).encode("ascii")
