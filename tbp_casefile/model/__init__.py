# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One frozen Struct per kind, which is its body on the wire as well.

`read_body` is the only door: what it does not know is kept and shown as not understood, never guessed.
"""

import msgspec

from tbp_casefile.errors import Malformed
from tbp_casefile.model import case, control, dialogue, duties, peers, situation, support, system, work
from tbp_casefile.wire.ijson import where

BODIES: dict[tuple[str, int], type[msgspec.Struct]] = {
    ("scope", 1): control.Scope,
    ("member", 1): control.Member,
    ("device", 1): control.Device,
    ("ticket", 1): control.Ticket,
    ("key", 1): control.Key,
    ("epoch", 1): control.Epoch,
    ("erasure", 1): control.Erasure,
    ("closing", 1): control.Closing,
    ("scope_key", 1): control.ScopeKey,
    ("package", 1): case.Package,
    ("measure", 1): case.Measure,
    ("review", 1): case.Review,
    ("contact", 1): case.Contact,
    ("authority_change", 1): case.AuthorityChange,
    ("acknowledgement", 1): case.Acknowledgement,
    ("case_status", 1): situation.CaseStatus,
    ("bulletin", 1): situation.Bulletin,
    ("phase_out_step", 1): situation.PhaseOutStep,
    ("obligation", 1): duties.Obligation,
    ("obligation_state", 1): duties.ObligationState,
    ("confirmation", 1): duties.Confirmation,
    ("employer_duty", 1): duties.EmployerDuty,
    ("duty_state", 1): duties.DutyState,
    ("request", 1): dialogue.Request,
    ("answer", 1): dialogue.Answer,
    ("contact_moment", 1): dialogue.ContactMoment,
    ("review_input", 1): dialogue.ReviewInput,
    ("evaluation", 1): dialogue.Evaluation,
    ("support_offer", 1): support.SupportOffer,
    ("support_response", 1): support.SupportResponse,
    ("peer_profile", 1): peers.PeerProfile,
    ("peer_request", 1): peers.PeerRequest,
    ("peer_proposal", 1): peers.PeerProposal,
    ("peer_reply", 1): peers.PeerReply,
    ("boundary", 1): peers.Boundary,
    ("message", 1): peers.Message,
    ("ended", 1): peers.Ended,
    ("concern", 1): peers.Concern,
    ("debrief", 1): peers.Debrief,
    ("task", 1): work.Task,
    ("handover_brief", 1): work.HandoverBrief,
    ("policy_text", 1): system.PolicyText,
    ("help_contact", 1): system.HelpContact,
    ("news", 1): system.News,
}
"""The body of every kind and schema that this version understands."""

_DECODERS = {key: msgspec.json.Decoder(shape) for key, shape in BODIES.items()}


def is_known(kind: str, schema: int) -> bool:
    """Whether this version understands this kind in this schema."""
    return (kind, schema) in _DECODERS


def read_body(kind: str, schema: int, body: msgspec.Raw) -> msgspec.Struct:
    """The body of a known kind; raises Malformed with the place that does not fit."""
    try:
        decoded: msgspec.Struct = _DECODERS[kind, schema].decode(body)
    except msgspec.ValidationError as wrong:
        raise Malformed(reason="body", kind=kind, where=where(wrong)) from None
    return decoded
