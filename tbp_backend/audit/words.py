# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an audit says to the operator: a line for each log, a line for each fault, and one for all."""

from tbp_backend.audit.findings import Fault, LogReport, Report
from tbp_backend.i18n import _, ngettext


def log_line(log: LogReport) -> str:
    """One log on one line."""
    values = {"type": log.type or "?", "scope": log.scope, "count": len(log.faults)}
    entries = ngettext("{entries} entry", "{entries} entries", log.entries).format(entries=log.entries)
    if not log.faults:
        return _("Log {type} {scope}: {entries}, everything holds.").format(entries=entries, **values)
    return _("Log {type} {scope}: {entries}, NOT everything holds ({count}).").format(
        entries=entries, **values
    )


def fault_line(fault: Fault) -> str:
    """What does not hold, and where."""
    words = _faults()[fault.code].format(detail=fault.detail)
    place = f"{fault.scope} {fault.seq}: " if fault.seq else f"{fault.scope}: " if fault.scope else ""
    return f"- {place}{words}"


def audit_line(report: Report) -> str:
    """The last line of an audit."""
    entries, count = sum(log.entries for log in report.logs), len(report.all_faults)
    if not count:
        return _(
            "{entries} entries recomputed: every chain, signature and right to write holds, and so do the "
            "tables of who may read and of devices."
        ).format(entries=entries)
    return ngettext(
        "{entries} entries recomputed, {count} thing does not hold. Keep this database and a copy of it "
        "as they are, and find out who could write to it.",
        "{entries} entries recomputed, {count} things do not hold. Keep this database and a copy of it "
        "as they are, and find out who could write to it.",
        count,
    ).format(entries=entries, count=count)


def _faults() -> dict[str, str]:
    return {
        "gap": _("this entry is missing."),
        "time": _("this entry says that it came in before the one before it."),
        "unreadable": _("the record cannot be read."),
        "column": _("the column “{detail}” is not what the signed record says."),
        "chain": _("the hash does not follow from the entry before and this record: one was changed."),
        "verdict": _("this record may not stand here ({detail})."),
        "seen": _("the writer had seen another history of this log."),
        "no-log": _("there are entries, but no line that says where the log stands."),
        "place": _("where the log stands is told wrongly: {detail}."),
        "access-extra": _("device {detail} may read this log by the table, and not by the log."),
        "access": _("the right to read of device {detail} is told wrongly."),
        "device": _("device {detail} can sign in with a key or a member that no log gives it."),
        "device-missing": _("device {detail} is missing from those that may sign in."),
        "device-revoked": _("it is told wrongly whether device {detail} was ended."),
        "root": _("the root key of the database is not the one in authority/."),
        "no-system": _("the log “system”, which has the keys, is missing."),
        "log-key": _("the key that signs heads is not vouched for by the root now."),
        "anchor": _("the certificate is not vouched for by the root now."),
    }
