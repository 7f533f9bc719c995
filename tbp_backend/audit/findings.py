# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an audit finds: a code for each thing that does not hold, with where it is."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold; `seq` is 0 when it is not about one entry. Words: `words.py`."""

    code: str
    scope: str = ""
    seq: int = 0
    detail: str = ""


@dataclass
class LogReport:
    """One log: how many entries were recomputed, and what does not hold."""

    scope: str
    type: str
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, seq: int = 0, detail: str = "") -> None:
        """Note one thing that does not hold."""
        self.faults.append(Fault(code, self.scope, seq, detail))


@dataclass
class Report:
    """All logs, and what does not hold beside them."""

    logs: list[LogReport] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def all_faults(self) -> list[Fault]:
        """Everything that does not hold."""
        return [fault for log in self.logs for fault in log.faults] + self.faults
