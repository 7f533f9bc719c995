# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Heads signed by the log key, remembered until their log moves or an hour has passed.

A head is never older than an hour when it leaves: every page of the app says of which moment it is.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from tbp_backend.store.reading import Place
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import Head, sign_head
from tbp_casefile.times import format_moment

_REMEMBERED = 4096


def hour_of(now: datetime) -> int:
    """Whole hours since 1970: heads are signed anew when it changes."""
    return int(now.timestamp()) // 3600


@dataclass
class Heads:
    """Signs heads, each at most once an hour."""

    key: SigningKey
    _signed: "OrderedDict[tuple[str, int, bytes, int], str]" = field(default_factory=OrderedDict)

    def of(self, place: Place, now: datetime) -> str:
        """The head of this place as JWS."""
        name = (place.scope, place.epoch, place.hash, hour_of(now))
        if name in self._signed:
            self._signed.move_to_end(name)
            return self._signed[name]
        head = Head(place.scope, place.epoch, place.seq, place.hash.hex(), format_moment(now))
        self._signed[name] = sign_head(head, self.key)
        if len(self._signed) > _REMEMBERED:
            self._signed.popitem(last=False)
        return self._signed[name]
