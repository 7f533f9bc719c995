# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The logs of one case in the golden vectors: the case, the family, the desk and the employer.

Every kind that the first vectors lack, with every field; what may not stand in a log is there too, set aside.
"""

from typing import Any

from tests.casefile.bodies import CONTENT, FULL, authority_change
from tests.logs import OFFICE, Body, LogBuilder, key, uuid4

TOLD, FAMILY, EMPLOYER, DESK = (uuid4(name) for name in ("told case", "family", "employer", "desk"))
CASE_NAME = uuid4("name of the told case")


def part(signed: Any) -> dict[str, str]:
    """How a record points at exactly another one."""
    return {"scope": signed.ref.scope, "id": signed.ref.id, "leaf": signed.ref.leaf}


def _founded(scope: str, scope_type: str, *roles: str) -> LogBuilder:
    """A log with the name of the case, and a member with a device for each role."""
    log = LogBuilder(scope)
    log.add("scope", {"type": scope_type, "case": CASE_NAME}, by=OFFICE)
    for role in roles:
        log.member(role, role)
        log.device(role, key(role))
    return log


def _again(log: LogBuilder, before: Any, body: Body, *, by: str) -> Any:
    """A newer form of the same thing."""
    first = before.record
    return log.add(first.kind, body, by=key(by), entity=first.entity, replaces=[first.id])


def _refused(log: LogBuilder, *attempts: tuple[str, str]) -> None:
    """Kinds by members who may not write them here."""
    for kind, by in attempts:
        log.add(kind, FULL[kind], by=key(by))


def told_case_log() -> LogBuilder:
    """A case from triage to phasing out, with everything that person and contact person say to each other."""
    log = _founded(TOLD, "case", "authority", "contact_person", "person")
    log.add(
        "authority_change", authority_change("authority", short="NCTV", stays="All."), by=key("authority")
    )
    triage = log.add("case_status", {**FULL["case_status"], "state": "triage"}, by=key("authority"))
    _again(log, triage, FULL["case_status"], by="authority")
    measure, review, obligation = (
        log.add(kind, FULL[kind], by=key("authority")) for kind in ("measure", "review", "obligation")
    )
    parts = [part(signed) for signed in (measure, review, obligation)]
    package = log.add("package", {**FULL["package"], "parts": parts}, by=key("authority"))
    log.add("contact", FULL["contact"], by=key("authority"))
    told = log.add("bulletin", FULL["bulletin"], by=key("authority"))
    log.add("acknowledgement", FULL["acknowledgement"], by=key("person"), about=part(told))
    log.add("acknowledgement", {"what": "not-now"}, by=key("person"), about=part(package))
    log.add("confirmation", FULL["confirmation"], by=key("person"), about=part(obligation))
    log.add("obligation_state", FULL["obligation_state"], by=key("contact_person"), about=part(obligation))
    spoken = {"what": "explained", "text": "Ge\u00ebist \u2013 \U0001f4de"}
    log.add("confirmation", spoken, by=key("contact_person"), about=part(obligation), **{"for": "person"})
    asked = log.add("request", FULL["request"], by=key("person"))
    promise = {"text": "Read.", "due": "2026-02-01"}
    log.add("answer", promise, by=key("contact_person"), about=part(asked))
    log.add("answer", FULL["answer"], by=key("authority"), about=part(asked))
    by_phone = log.add("request", FULL["request"], by=key("authority"), **{"for": "person"})
    log.add("answer", {"text": "No.", "answer": "withdrawn"}, by=key("authority"), about=part(by_phone))
    concern = log.add("contact_moment", {"kind": "concern", "text": "Sam."}, by=key("contact_person"))
    _again(log, concern, {**FULL["contact_moment"], "kind": "concern"}, by="contact_person")
    log.add("review_input", FULL["review_input"], by=key("person"), about=part(review))
    log.add("evaluation", FULL["evaluation"], by=key("person"))
    step = log.add("phase_out_step", {"title": "M08", "due": "2026-04-01"}, by=key("authority"))
    _again(log, step, FULL["phase_out_step"], by="authority")
    _refused(log, ("obligation", "person"), ("request", "authority"), ("employer_duty", "contact_person"))
    log.add("evaluation", {"scores": {"food": 5}, "share": True}, by=key("person"))
    log.add("request", {**FULL["request"], "kind": "holiday"}, by=key("person"))
    log.member("relative", "relative")
    log.add("message", FULL["message"], by=key("person"))
    log.add("receipt", {"of": "a later version"}, by=key("person"))
    return log


def family_log() -> LogBuilder:
    """What the family may know; the authority writes here and reads nothing."""
    log = _founded(FAMILY, "family", "authority", "person", "relative", "contact_person", "supporter")
    measure, review, obligation = (
        log.add(kind, FULL[kind], by=key("authority")) for kind in ("measure", "review", "obligation")
    )
    parts = [part(signed) for signed in (measure, review, obligation)]
    package = log.add("package", {**FULL["package"], "parts": parts}, by=key("authority"))
    log.add("contact", FULL["contact"], by=key("contact_person"))
    log.add("acknowledgement", FULL["acknowledgement"], by=key("relative"), about=part(package))
    log.add("confirmation", {"what": "seen"}, by=key("person"), about=part(obligation))
    spoken = {"about": part(obligation), "for": "relative"}
    log.add("confirmation", FULL["confirmation"], by=key("authority"), **spoken)
    log.add("obligation_state", FULL["obligation_state"], by=key("contact_person"), about=part(obligation))
    log.add("review_input", FULL["review_input"], by=key("relative"), about=part(review))
    asked = log.add("request", FULL["request"], by=key("relative"))
    log.add("answer", FULL["answer"], by=key("contact_person"), about=part(asked))
    log.add("request", FULL["request"], by=key("contact_person"), **{"for": "relative"})
    log.add("confirmation", {"what": "seen"}, by=key("contact_person"), **{"for": "supporter"})
    _refused(log, ("contact", "authority"), ("answer", "authority"), ("bulletin", "authority"))
    _refused(log, ("contact_moment", "contact_person"), ("evaluation", "relative"), ("request", "supporter"))
    log.device("relative", key("relative"), ends=True)
    log.add("request", FULL["request"], by=key("relative"))
    log.add("message", FULL["message"], by=key("person"))
    return log


def desk_log() -> LogBuilder:
    """What contact persons keep for their own work: either may settle a task, each keeps their own words."""
    log = _founded(DESK, "desk", "contact_person")
    log.member("next", "contact_person")
    log.device("next", key("next"))
    spoken = log.add("contact_moment", FULL["contact_moment"], by=key("contact_person"))
    task = log.add("task", CONTENT["task"], by=key("contact_person"), about=part(spoken))
    _again(log, task, FULL["task"], by="next")
    log.add("handover_brief", FULL["handover_brief"], by=key("contact_person"))
    _again(log, spoken, FULL["contact_moment"], by="next")
    _refused(log, ("answer", "contact_person"), ("request", "next"))
    log.add("task", {**CONTENT["task"], "state": "later"}, by=key("next"))
    log.add("task", CONTENT["task"], by=key("contact_person"), **{"for": "person"})
    log.member("person", "person")
    log.add("from_later", {}, by=key("next"))
    return log


def employer_log() -> LogBuilder:
    """Duties and what came of them, by the hour; nothing of the threat, and nothing for anybody else."""
    log = _founded(EMPLOYER, "employer", "person", "contact_person", "employer")
    duty = log.add("employer_duty", FULL["employer_duty"], by=key("contact_person"))
    log.add("duty_state", {"state": "promised", "on": "2026-01-10"}, by=key("employer"), about=part(duty))
    log.add("duty_state", FULL["duty_state"], by=key("employer"), about=part(duty))
    for minute in ("07", "59"):
        at = f"2026-01-01T10:{minute}:00Z"
        log.add("duty_state", FULL["duty_state"], by=key("employer"), about=part(duty), writtenAt=at)
    _refused(
        log, ("duty_state", "contact_person"), ("employer_duty", "employer"), ("employer_duty", "person")
    )
    for kind, by in (("acknowledgement", "contact_person"), ("duty_state", "contact_person")):
        log.add(kind, FULL[kind], by=key(by), **{"for": "person"})
    log.add("duty_state", FULL["duty_state"], by=key("contact_person"), **{"for": "employer"})
    log.member("authority", "authority")
    log.add("message", FULL["message"], by=key("employer"))
    log.add("receipt", {"of": "a later version"}, by=key("employer"))
    return log
