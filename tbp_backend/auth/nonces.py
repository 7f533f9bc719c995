# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Server nonces for DPoP (RFC 9449 section 8): a MAC over five minutes, so every process takes them.

Freshness rests on these and not on anybody's clock: a device may be 400 days wrong.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tbp_casefile.crypto import base64url

SECONDS = 300


@dataclass(frozen=True)
class Nonces:
    """Draws and checks nonces with a key from the database."""

    key: bytes

    def __repr__(self) -> str:
        return "Nonces(...)"

    def fresh(self, now: datetime) -> str:
        """The nonce of these five minutes."""
        return self._of(self._bucket(now))

    def bucket_of(self, nonce: str, now: datetime) -> int | None:
        """In which five minutes this nonce was given out; None unless it is of these or of those before."""
        current = self._bucket(now)
        for bucket in (current, current - 1):
            if hmac.compare_digest(self._of(bucket).encode(), nonce.encode()):
                return bucket
        return None

    def _bucket(self, now: datetime) -> int:
        return int(now.timestamp()) // SECONDS

    @lru_cache(maxsize=4)  # noqa: B019  # one of these lives as long as its process
    def _of(self, bucket: int) -> str:
        message = bucket.to_bytes(8, "big")
        return base64url.encode(message + hmac.digest(self.key, b"nonce" + message, "sha256")[:16])
