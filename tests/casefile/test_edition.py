# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The edition changes with everything that may change what a record is worth."""

from hashlib import sha256

import msgspec
import pytest

from tbp_casefile import edition, model, tables
from tbp_casefile.model.case import Measure

SHAPES = (5, "ed15ecb3a5d4e089")
"""`edition.JUDGEMENT`, and the fingerprint of all shapes for which it was set."""


def shapes() -> str:
    """A fingerprint of what every body may hold, words of people left out."""
    schemas, parts = msgspec.json.schema_components(model.BODIES.values())
    return sha256(msgspec.json.encode([_bare(schemas), _bare(parts)], order="sorted")).hexdigest()[:16]


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name not in {"description", "title"}}
    return [_bare(part) for part in value] if isinstance(value, list | tuple) else value


def test_a_body_that_changes_without_a_new_schema_needs_a_new_number() -> None:
    """Raise `JUDGEMENT` in `tbp_casefile/edition.py`, and put both values here."""
    assert (edition.JUDGEMENT, shapes()) == SHAPES


def test_a_kind_a_schema_a_right_and_a_keeper_each_make_another_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editions = {edition.edition()}
    monkeypatch.setitem(model.BODIES, ("measure", 2), Measure)
    editions.add(edition.edition())
    assert "measure:2" in edition.knows()
    monkeypatch.setitem(tables.WRITERS[tables.ScopeType.DESK], "measure", frozenset({tables.Role.AUTHORITY}))
    editions.add(edition.edition())
    monkeypatch.setitem(tables.KEEPERS, "request", frozenset({tables.Role.AUTHORITY}))
    editions.add(edition.edition())
    monkeypatch.setattr(edition, "JUDGEMENT", edition.JUDGEMENT + 1)
    editions.add(edition.edition())
    assert len(editions) == 5
    assert all(len(one) == 16 for one in editions)
