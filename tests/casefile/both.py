# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The two readers side by side, and a case to read."""

from functools import lru_cache

import msgspec

from tbp_casefile.logstate import Counts, Late, SetAside, Unknown, Verdict
from tests.logs import CASE, ROOT, LogBuilder, case_log, key, system_log
from tests.second import judging
from tests.second.judging import Keys, SecondLog
from tests.second.reading import Json


def busy_log() -> LogBuilder:
    """The case with something said in it."""
    log = case_log()
    log.add("review", {"version": "1", "date": "2026-04-01", "state": "planned"}, by=key("authority"))
    log.add("acknowledgement", {"what": "seen"}, by=key("person"))
    return log


@lru_cache(maxsize=1)
def granted() -> dict[str, Json]:
    """The keys of the system log, as the second reader takes them from it."""
    keys, system = Keys(ROOT.public), system_log()
    SecondLog(system.scope, keys).read(msgspec.json.encode(system.page()))
    return keys.granted


def second_log() -> SecondLog:
    """The case, as the second reader knows it: nothing of it yet."""
    return SecondLog(CASE, Keys(ROOT.public, dict(granted())))


def in_short(verdict: Verdict) -> judging.Verdict:
    """A verdict as the second reader says it."""
    match verdict:
        case Counts(member=member, role=role):
            return "counts", member, role.value
        case Late(member=member, role=role):
            return "late", member, role.value
        case Unknown(member=member, role=role):
            return "unknown", member, role.value
        case SetAside():
            return judging.ASIDE
