# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words for every enumeration a person sees (DOMAIN I2, UX 5a)."""

from tbp_casefile.views.shelf import Delivery
from tbp_tui.i18n import N_, _

_TERMS = {
    "package.urgent": N_("urgent package"),
    "package.package": N_("package"),
    "package.temporary": N_("temporary offer"),
    "package.phase_out": N_("phase-out package"),
    "package.minimal": N_("minimal fulfilment"),
    "change.started": N_("started"),
    "change.changed": N_("changed"),
    "change.stopped": N_("stopped"),
    "change.unchanged": N_("unchanged"),
    "reason.threat": N_("threat"),
    "reason.duration": N_("duration"),
    "reason.cooperation": N_("cooperation"),
    "reason.employer": N_("employer takes over"),
    "reason.feasibility": N_("feasibility"),
    "reason.handover": N_("handover"),
    "state.planned": N_("planned"),
    "state.active": N_("active"),
    "state.changed": N_("changed"),
    "state.stopped": N_("stopped"),
    "state.failing": N_("not working now"),
    "layer.person": N_("you"),
    "layer.employer": N_("employer"),
    "layer.government": N_("government"),
    "area.home": N_("home"),
    "area.work": N_("work"),
    "area.transport": N_("on the way"),
    "area.private": N_("private life"),
    "area.digital": N_("online"),
    "area.support": N_("support"),
    "coverage.full": N_("whole"),
    "coverage.partly": N_("partly"),
    "coverage.none": N_("not in this package"),
    "review.planned": N_("planned"),
    "review.announced": N_("announced"),
    "review.done": N_("done"),
    "outcome.same": N_("same"),
    "outcome.heavier": N_("heavier"),
    "outcome.lighter": N_("lighter"),
    "outcome.phase_out": N_("phase-out"),
    "outcome.end": N_("end"),
    "contact.contact_person": N_("contact person"),
    "contact.supporter": N_("support worker"),
    "contact.duty_line": N_("duty line"),
    "contact.employer": N_("contact at work"),
    "contact.district_officer": N_("district officer"),
    "answer.seen": N_("seen"),
    "answer.explained": N_("explained to me"),
    "answer.question": N_("I have a question"),
    "answer.talk": N_("I want to talk about this"),
    "answer.not-now": N_("I do not cooperate now"),
}


def term(group: str, value: str) -> str:
    """The word for a value of an enumeration; the value itself when we do not know it yet."""
    message = _TERMS.get(f"{group}.{value}")
    return _(message) if message else value


_DELIVERY = {
    Delivery.ON_DEVICE: N_("on this device"),
    Delivery.SENT: N_("sent"),
    Delivery.ATTENTION: N_("needs attention"),
}


def delivery(state: Delivery, received: str = "") -> str:
    """How far a record came: on this device, sent, received at hh:mm."""
    if state is Delivery.RECEIVED:
        return _("received {clock}").format(clock=received)
    return _(_DELIVERY[state])
