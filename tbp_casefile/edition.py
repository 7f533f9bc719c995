# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""By what this version judges records: another value when it knows other kinds, schemas, rights or shapes.

A device that kept what an older version could not judge judges it again when this value changed.
"""

from hashlib import sha256

from tbp_casefile.model import BODIES
from tbp_casefile.tables import CONTROL_KINDS, DECIDING_KINDS, KEEPERS, WRITERS

JUDGEMENT = 5
"""Raised when a record may be worth something else and no table says so: a test holds the shapes to it."""


def edition() -> bytes:
    """A fingerprint of 16 bytes."""
    parts = [
        JUDGEMENT,
        sorted(BODIES),
        sorted((log, kind, sorted(roles)) for log, kinds in WRITERS.items() for kind, roles in kinds.items()),
        sorted((kind, sorted(roles)) for kind, roles in KEEPERS.items()),
        sorted(CONTROL_KINDS),
        sorted(DECIDING_KINDS),
    ]
    return sha256(repr(parts).encode("utf-8")).digest()[:16]


def knows() -> set[str]:
    """Every kind and schema that this version understands, as `kind:schema`."""
    return {f"{kind}:{schema}" for kind, schema in BODIES}
