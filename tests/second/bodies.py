# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a body must hold to be one, kind by kind: typed by hand, from DESIGN 4 and DOMAIN C to G and I2.

A line is a field and its form. `?`: may be absent or null. `=`: may be absent, for it has a value of its own.
What a body holds beyond its fields is for a newer version.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from tests.second import table
from tests.second.reading import Json

# Words that a field may hold, where more than one field holds them.
WORDS = {
    "area": "home work transport private digital support",
    "layer": "person employer government",
    "answered": "seen explained question talk not-now",
    "topic": "daily_life family work public_life stress afterwards",
    "language": "nl en de fr es ar tr other",
    "family": "alone partner children",
    "role": " ".join([*table.ROLES, "office"]),
    "log": " ".join(table.READERS),
}

_FORMS = """
# --- parts of bodies

ref              scope text-alone, id text-alone, leaf text-alone
change           code text-alone, change started|changed|stopped,
                 reason threat|duration|cooperation|employer|feasibility|handover, text? text
decider          name text, short text
hours            days= [mon|tue|wed|thu|fri|sat|sun], from= text-alone, to= text-alone
fixed            first moment, everyDays number
source           page number, heading text-alone
talk-link        scope text-alone, entity text-alone, same yes-no
public-keys      sign text-alone, dpop= text-alone, seal= text-alone
proof            ticket text-alone, signature text-alone

# --- of the authority

package          version text-alone, kind urgent|package|temporary|phase_out|minimal, validFrom day,
                 authority text-alone, reason text, parts [ref], changes= [change],
                 coverage= {area full|partly|none}, basedOn? text, residual? text, nextReview? day,
                 decidedBy? decider, ends? day
measure          code text-alone, title text, layer layer, covers [area], start day,
                 state= planned|active|changed|stopped|failing, provider? text, end? day, detail? text,
                 notice? text, do? text, call? text, note? text
review           version text-alone, date day, state planned|announced|done, kind= review|relook,
                 announced? day, outcome? same|heavier|lighter|phase_out|end, inputOpen= yes-no, text? text
authority_change to text-alone, name text, since day, reason text, short? text, from? text-alone, stays? text
case_status      case text-alone,
                 state reported|triage|assessing|preparing|urgent|offered|in_force|review|minimal|phase_out
                 |ended|aftercare|closed,
                 since day, text text, until? day, duration? short|long|unknown, asked= [text], due? day,
                 stays? text, back? text
bulletin         title text, weight important|notice|information, what text, means text, do= [text],
                 severity? text, likelihood? text, notShared? text, until? day, release= text|oral|none
phase_out_step   title text, due day, done? day, measure? text-alone, text? text
obligation       code text-alone, title text, ask text, why text, start day, unmet? text, end? day,
                 detail? text, moment? fixed

# --- of authority and contact person

contact          name text-alone, role contact_person|supporter|duty_line|employer|district_officer,
                 hours hours, from day, phone= text-alone, organisation? text, until? day, moment? fixed,
                 note? text, member= text-alone
obligation_state state needs_attention|not_met|recovered|lapsed, text text, talk? day
answer           text text, answer? possible|with_changes|not_now|at_review|for_employer|withdrawn,
                 due? day, reason? safety|capacity|not_covered|confidential
contact_moment   kind talk|call|message|visit|failure|concern, text text, who? text, minutes? number,
                 outcome= reached|not_reached|left_message, party= known|anonymous|on_behalf,
                 reply? text, replied? day, links= [talk-link]

# --- of person and relative

acknowledgement  what answered, text= text
confirmation     what answered, text= text
request          kind work|private|family|explanation|support, title text, text text, first? day, last? day
review_input     text text
evaluation       scores {information|explanation|contact|work|private_life|support|peer|whole one-to-five},
                 share yes-no, text= text

# --- of support, and of the staff for their own work

support_offer    title text, text text, again? day
support_response what yes|not_now|stopped, text= text
task             text text, dueOn? day, dueAt? moment, owner= text-alone, state= open|done|dropped,
                 reason= text
handover_brief   agreements= text, works= text, avoid= text, to= text-alone, from? day, until? day

# --- of talks with an experience expert

peer_profile     alias text-alone, topics [topic], languages [language], family= [family],
                 available= hours, most= one-to-seven, pause= yes-no
peer_request     alias text-alone, topics [topic], languages [language], family= [family], text= text,
                 withdrawn= yes-no
peer_proposal    alias text-alone, topics [topic], languages [language], family= [family],
                 available? hours, until day, state= asked|linked|over, ticket= text-alone
peer_reply       what yes|no
boundary         when= text, minutes? number, avoid= text, relook? day, keepDays? number
message          text text
ended            text= text
concern          text text, known= yes-no
debrief          weight one-to-five, text= text, call= yes-no

# --- with the employer

employer_duty    part W1|W2|W3|W4|W5, title text, asked day, due? day, text? text
duty_state       state asked|promised|done|late|refused, on day, text? text

# --- for everybody

policy_text      topic text-alone, title text, text text, source source, dated day,
                 side? government|person|employer, expect? text
help_contact     name text, order number, phone= text-alone, place= text-alone, when? text, note? text
news             title text, text text, dated day
key              id text-alone, may [text-alone], from text-alone, until? text-alone, sign= text-alone,
                 anchor= text-alone

# --- of the log itself

scope            type log, case= text-alone
member           member text-alone, role role, ends= yes-no, late= yes-no
device           member text-alone, device text-alone, keys? public-keys, proof? proof, ends= yes-no,
                 late= yes-no
ticket           ticket text-alone, key text-alone, member text-alone, until text-alone
scope_key        suite number, number number, key text-alone, wrapped {text-alone text-alone}
erasure          seq number, leaf text-alone, ground text-alone
closing          reason= text-alone
epoch            epoch number, afterSeq number, afterHash text-alone, reason text-alone
"""


def _read_forms() -> dict[str, dict[str, str]]:
    lines = (line for line in _FORMS.splitlines() if line and not line.startswith("#"))
    whole: list[str] = []
    for line in lines:
        if line.startswith(" "):
            whole[-1] += line.strip() if line.strip().startswith("|") else " " + line.strip()
        else:
            whole.append(line)
    named = (line.split(maxsplit=1) for line in whole)
    return {name: dict(_field(field) for field in fields.split(", ")) for name, fields in named}


def _field(text: str) -> tuple[str, str]:
    name, form = text.split(maxsplit=1)
    return name, form


FORMS = _read_forms()
"""`FORMS[kind][field]`, the field with its `?` or `=`."""


def bare(field: str) -> str:
    """The name of a field."""
    return field.rstrip("?=")


@cache
def required(kind: str) -> tuple[str, ...]:
    """Fields without which there is no body of this kind."""
    return tuple(field for field in FORMS[kind] if field == bare(field))


def fits(form: str, value: Json) -> bool:
    """Whether a value has this form."""
    if form in FORMS:
        return isinstance(value, dict) and all(_fits_field(value, *pair) for pair in FORMS[form].items())
    if form in _PLAIN:
        return _PLAIN[form](value)
    if form.startswith("["):
        return isinstance(value, list) and all(fits(form[1:-1], inner) for inner in value)
    if form.startswith("{"):
        names, inside = form[1:-1].split()
        return isinstance(value, dict) and all(
            fits(names, name) and fits(inside, inner) for name, inner in value.items()
        )
    return isinstance(value, str) and value in words_of(form)


def words_of(form: str) -> frozenset[str]:
    """Every word that may stand somewhere in a value of this form."""
    if form in FORMS:
        return frozenset[str]().union(*map(words_of, FORMS[form].values()))
    if form in _PLAIN:
        return frozenset()
    if form[0] in "[{":
        return frozenset[str]().union(*map(words_of, form[1:-1].split()))
    return frozenset(WORDS[form].split() if form in WORDS else form.split("|"))


def _fits_field(body: dict[str, Json], field: str, form: str) -> bool:
    name = bare(field)
    if name not in body:
        return field != name
    return (field.endswith("?") and body[name] is None) or fits(form, body[name])


# --- forms that are no words --------------------------------------------------------------------------------


def _text(value: Json) -> bool:
    """`{"nl": "...", "en": "..."}` or a string in the writer's language."""
    texts = value.values() if isinstance(value, dict) else [value]
    return all(isinstance(text, str) for text in texts)


def _day(value: Json) -> bool:
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _moment(value: Json) -> bool:
    if not (isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value, re.ASCII)):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.tzinfo is not None


_PLAIN: dict[str, Callable[[Json], bool]] = {
    "text": _text,
    "text-alone": lambda value: isinstance(value, str),
    "day": _day,
    "moment": _moment,
    "one-to-five": lambda value: type(value) is int and 1 <= value <= 5,
    "one-to-seven": lambda value: type(value) is int and 1 <= value <= 7,
    "number": lambda value: type(value) is int,
    "yes-no": lambda value: isinstance(value, bool),
}
