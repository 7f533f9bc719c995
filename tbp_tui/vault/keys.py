# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The three key pairs of this device, made here and kept in the vault (DESIGN section 6).

Raw bytes only: `tbp_casefile.crypto` signs and seals with them, `tbp_tui.sync.tokens` makes the proofs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from tbp_tui.vault.store import Vault

_RECORD, _PROOF, _SEAL = "device.record", "device.proof", "device.seal"
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class DeviceKeys:
    """Ed25519 for records, ES256 for DPoP proofs, X-Wing for scope keys: never one key for two jobs."""

    record_seed: bytes
    proof_scalar: bytes
    seal_seed: bytes

    def __repr__(self) -> str:
        return "DeviceKeys(...)"

    @classmethod
    def draw(cls, random: Callable[[int], bytes]) -> Self:
        """New keys from 32 random bytes each."""
        return cls(random(32), _draw_scalar(random), random(32))

    def save(self, vault: Vault) -> None:
        """Keep them in the vault, all three or none."""
        with vault.transaction():
            vault.set_meta(_RECORD, self.record_seed)
            vault.set_meta(_PROOF, self.proof_scalar)
            vault.set_meta(_SEAL, self.seal_seed)

    @classmethod
    def load(cls, vault: Vault) -> Self | None:
        """The keys of this device; None before enrolment."""
        record, proof, seal = vault.meta(_RECORD), vault.meta(_PROOF), vault.meta(_SEAL)
        if record is None or proof is None or seal is None:
            return None
        return cls(record, proof, seal)

    def proof_pem(self) -> bytes:
        """The ES256 private key as PKCS #8 PEM, the form that JOSE libraries read."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = ec.derive_private_key(int.from_bytes(self.proof_scalar, "big"), ec.SECP256R1())
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _draw_scalar(random: Callable[[int], bytes]) -> bytes:
    """A private key of P-256 by rejection, so that every one is as likely (FIPS 186-5, A.2.2)."""
    while True:
        drawn = random(32)
        if 0 < int.from_bytes(drawn, "big") < _P256_ORDER:
            return drawn
