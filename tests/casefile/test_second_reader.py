# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two implementations of DESIGN section 4, one answer: on logs in which everybody tries everything."""

import ast
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tbp_casefile.logstate import Counts, SetAside
from tbp_casefile.verify import VerifiedPage
from tests.casefile.both import in_short
from tests.casefile.random_logs import random_keys, random_log, random_system_log
from tests.logs import ROOT, SYSTEM, LogBuilder
from tests.second import reading, table
from tests.second.judging import Keys, SecondLog

CROWD = settings(max_examples=10, derandomize=True, deadline=None, database=None)


def second_keys() -> Keys:
    """The same, as the second reader does."""
    keys = Keys(ROOT.public)
    SecondLog(SYSTEM, keys).read(msgspec.json.encode(random_system_log().page()))
    return keys


def compare(log: LogBuilder) -> VerifiedPage:
    """Read a log with both; they must agree on every entry and on every hash."""
    first, second = log.verify(random_keys()), SecondLog(log.scope, second_keys())
    verdicts = second.read(msgspec.json.encode(log.page()))
    ours = [in_short(entry.verdict) for entry in first.entries]
    differing = [
        (n, *pair, first.entries[n].verdict) for n, pair in enumerate(zip(ours, verdicts, strict=True))
    ]
    assert [one for one in differing if one[1] != one[2]] == []
    assert [entry.hash for entry in first.entries] == second.hashes[1:]
    return first


def log_type(log: LogBuilder) -> str:
    """What entry 1 says."""
    payload = reading.open_jws(log.entries[0].jws, "tbp-record+json")[1]
    return str(payload["body"]["type"])


@CROWD
@given(st.integers(0, 2**32))
def test_both_readers_give_every_entry_of_a_random_log_the_same_verdict(seed: int) -> None:
    compare(random_log(seed, 200))


def test_random_logs_hold_every_verdict_and_most_reasons_so_that_agreeing_means_something() -> None:
    verdicts = [entry.verdict for seed in range(10) for entry in compare(random_log(seed, 150)).entries]
    kinds = Counter(in_short(verdict)[0] for verdict in verdicts)
    reasons = {verdict.code for verdict in verdicts if isinstance(verdict, SetAside)}
    assert min(kinds[kind] for kind in ("counts", "late", "unknown", "set aside")) > 5
    assert {"may-not-write", "bad-signature", "bad-body", "known-id", "unknown-device", "ended"} <= reasons
    assert {"ticket-unusable", "full", "not-here", "already-member", "not-a-member", "malformed"} <= reasons
    assert {"may-not-write-for", "not-a-whole-hour"} <= reasons


def test_random_sealed_logs_hold_every_reason_that_a_seal_or_a_key_can_be_set_aside_for() -> None:
    logs = (random_log(seed, 100) for seed in range(60))
    pages = [compare(log) for log in logs if log_type(log) in table.SEALED]
    verdicts = [(entry.signed, entry.verdict) for page in pages for entry in page.entries]
    reasons = {verdict.code for _, verdict in verdicts if isinstance(verdict, SetAside)}
    assert {"not-sealed", "other-suite", "unknown-scope-key", "old-scope-key", "scope-key-taken"} <= reasons
    assert {"not-vouched", "not-a-recipient"} <= reasons
    counting = Counter(
        signed.record.kind for signed, verdict in verdicts if signed and isinstance(verdict, Counts)
    )
    assert min(counting[kind] for kind in ("scope_key", "contact_moment", "contact")) > 3


def test_random_logs_hold_every_kind_of_this_release_where_it_may_stand() -> None:
    counting: set[tuple[str, str]] = set()
    for seed in range(60):
        page = random_log(seed, 60).verify(random_keys())
        for entry in page.entries:
            if entry.signed and page.state.type and isinstance(entry.verdict, Counts):
                counting.add((page.state.type.value, entry.signed.record.kind))
    told = {(scope_type, kind) for scope_type in ("case", "family", "employer", "system")
            for kind in table.WRITERS[scope_type] if kind in table.READ_NOW}  # fmt: skip
    assert told - counting == set()


def test_the_second_reader_uses_nothing_of_ours() -> None:
    imported: set[str] = set()
    for path in (Path(__file__).parents[1] / "second").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
    assert not {
        name for name in imported if name.startswith(("tbp_", "msgspec", "cryptography", "tests.logs"))
    }
