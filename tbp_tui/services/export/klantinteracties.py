# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts and tasks in the names of Klantinteracties 0.9 and ZGW Zaken, as docs/mapping.md has them. Pure.

Nothing is guessed: what our records do not say is left out. No text is cut: what is too long goes on.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.situation import CaseStatus
from tbp_casefile.model.work import Task
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import format_moment
from tbp_casefile.views.shelf import Held, Shelf
from tbp_tui.services.export import names
from tbp_tui.services.export.lengths import parts
from tbp_tui.services.export.names import Json, actor_id, dutch, ref, uuid_of

KINDS = ("contact_moment", "task", "case_status")
MOST_CONTENT, MOST_REPLY, MOST_TODO, MOST_NOTE, MOST_NUMBER = 1000, 4000, 200, 1000, 40

_CHANNELS = {"call": "telefoon", "talk": "gesprek", "message": "bericht", "visit": "bezoek"}
_SUBJECTS = {
    "call": "Telefoongesprek",
    "talk": "Gesprek",
    "message": "Bericht",
    "visit": "Bezoek",
    "failure": "Storing",
    "concern": "Zorg",
}
_SHARED = {ScopeType.CASE, ScopeType.SUPPORT}


@dataclass(frozen=True)
class Kept:
    """A contact or task in the form of now; `id` is that of its first record, `since` the moment of it."""

    id: str
    held: Held
    since: str


@dataclass
class Document:
    """What an importer makes, in this order; each list holds resources of one kind."""

    zaken: list[Json] = field(default_factory=list)
    actoren: list[Json] = field(default_factory=list)
    klantcontacten: list[Json] = field(default_factory=list)
    betrokkenen: list[Json] = field(default_factory=list)
    onderwerpobjecten: list[Json] = field(default_factory=list)
    internetaken: list[Json] = field(default_factory=list)


def document(shelf: Shelf, case: str) -> Document:
    """(1) the case  (2) tasks with what they came from  (3) contacts  (4) tasks of no contact  (5) actors."""
    made, case = Document(), names.as_uuid(case)
    made.zaken += _case(shelf, case)  # (1)
    contacts = _kept(shelf, "contact_moment")
    by_contact = _by_contact(shelf, contacts, _kept(shelf, "task"))  # (2)
    for contact in contacts:  # (3)
        _add(made, case, *_contact(contact), by_contact.pop(contact.id, []))
    for tasks in by_contact.values():  # (4)
        for task in tasks:
            _add(made, case, *_carrier(task), [task])
    made.actoren += names.actors(_staff(shelf), case)  # (5)
    return made


def _staff(shelf: Shelf) -> list[tuple[str, str]]:
    """Whoever wrote one of these or has a task, each once; the team is nobody in particular."""
    current = [*shelf.current("contact_moment"), *shelf.current("task")]
    owners = {one.body.owner: "contact_person" for one in current if isinstance(one.body, Task)}
    return sorted((owners | {one.member: one.role.value for one in current}).items())


def _kept(shelf: Shelf, kind: str) -> list[Kept]:
    """By moment. Of forms that stand beside each other one has the id of the thing, others have their own."""
    first: dict[tuple[str, str], Held] = {}
    for one in shelf.all(kind):
        first.setdefault((one.record.scope, one.record.entity), one)
    found: dict[str, Kept] = {}
    current = sorted(shelf.current(kind), key=lambda one: (one.record.id != one.record.entity, one.record.id))
    for one in current:
        id_ = one.record.entity
        if id_ in found:
            id_ = one.record.id if one.record.id not in found else uuid_of(one.record.scope, one.record.id)
        since = first[one.record.scope, one.record.entity].record.moment
        found[id_] = Kept(id_, one, format_moment(since))
    return sorted(found.values(), key=lambda kept: (kept.held.record.moment, kept.id))


def _by_contact(shelf: Shelf, contacts: Sequence[Kept], tasks: Sequence[Kept]) -> dict[str, list[Kept]]:
    """Tasks by the contact that they came from, in whichever of its forms; else by nothing."""
    here = {kept.id for kept in contacts}
    grouped: dict[str, list[Kept]] = defaultdict(list)
    for task in tasks:
        about = task.held.record.about
        source = shelf.find(about) if about else None
        entity = source.record.entity if source else ""
        grouped[entity if entity in here else ""].append(task)
    return grouped


# --- the case ---------------------------------------------------------------------------------------------


def _case(shelf: Shelf, case: str) -> Iterator[Json]:
    """Its number and its first day; what it is about stays here."""
    statuses = [one.body for one in shelf.all("case_status") if isinstance(one.body, CaseStatus)]
    if not statuses:
        return
    number = statuses[-1].case
    fits = len(number) <= MOST_NUMBER
    yield {
        "uuid": case,
        "identificatie": number if fits else "",
        "toelichting": number if not fits and len(number) <= MOST_NOTE else "",
        "startdatum": min(body.since for body in statuses).isoformat(),
        "vertrouwelijkheidaanduiding": "vertrouwelijk",
    }


# --- contacts ---------------------------------------------------------------------------------------------


def _contact(kept: Kept) -> tuple[str, list[Json], str]:
    """Its id, the contact in as many resources as its texts need, and whose words it were."""
    held, body = kept.held, kept.held.body
    assert isinstance(body, ContactMoment)
    contents = parts(dutch(body.text), MOST_CONTENT) or [""]
    replies = parts(dutch(body.reply), MOST_REPLY)
    found: list[Json] = []
    for number in range(max(len(contents), len(replies))):
        one: Json = {
            "uuid": uuid_of(kept.id, str(number + 1)) if number else kept.id,
            "kanaal": _CHANNELS.get(body.kind, "onbekend"),
            "onderwerp": _SUBJECTS.get(body.kind, "Contact"),
            "inhoud": contents[number] if number < len(contents) else "",
            "reactie": replies[number] if number < len(replies) else "",
            "indicatieContactGelukt": body.outcome == "reached",
            "taal": names.language_of(body.text),
            "vertrouwelijk": True,
            "plaatsgevondenOp": format_moment(held.record.moment),
            "hadBetrokkenActoren": [ref(actor_id(held.member, ""))],
            "metadata": {"vervolgOp": kept.id, "deel": str(number + 1)} if number else _metadata(held, body),
        }
        found.append(one)
    return kept.id, found, body.party


def _metadata(held: Held, body: ContactMoment) -> Json:
    """What the standard has no field for, as text."""
    made: Json = {
        "soort": body.kind,
        "uitkomst": body.outcome,
        "partij": body.party,
        "vastgelegdOp": held.record.written_at,
        "zichtbaarVoorPersoon": "true" if held.log in _SHARED else "false",
        "bezorging": held.delivery.value,
    }
    if body.minutes is not None:
        made["duurMinuten"] = str(body.minutes)
    if body.replied:
        made["gereageerdOp"] = body.replied.isoformat()
    return made


def _carrier(task: Kept) -> tuple[str, list[Json], str]:
    """A task of no contact that is here: the standard has no task without one, and no place for its day."""
    id_ = uuid_of(task.id, "klantcontact")
    return id_, [{
        "uuid": id_, "kanaal": "taak", "onderwerp": "Taak zonder contact", "inhoud": "", "reactie": "",
        "indicatieContactGelukt": None, "taal": "nld", "vertrouwelijk": True, "plaatsgevondenOp": task.since,
        "hadBetrokkenActoren": [ref(actor_id(task.held.member, ""))],
        "metadata": {"soort": "taak"},
    }], ""  # fmt: skip


def _add(made: Document, case: str, id_: str, contacts: list[Json], party: str, tasks: list[Kept]) -> None:
    """A contact, the rest of its texts, whom it was with, what it was about, and what it led to."""
    work = [one for task in tasks for one in _task(task, id_, case)]
    for contact in contacts:
        first = contact["uuid"] == id_
        who = [names.taking_part(str(contact["uuid"]), party)] if party else []
        about = names.about_case(str(contact["uuid"]), case)
        contact["hadBetrokkenen"] = _refs(who)
        contact["gingOverOnderwerpobjecten"] = _refs([about])
        contact["leiddeTotInterneTaken"] = _refs(work) if first else []
        made.betrokkenen += who
        made.onderwerpobjecten.append(about)
    contacts[0]["metadata"] = {**_as_json(contacts[0]["metadata"]), **dict(_of_tasks(tasks))}
    made.klantcontacten += contacts
    made.internetaken += work


def _refs(made: Sequence[Json]) -> list[Json]:
    return [ref(str(one["uuid"])) for one in made]


def _as_json(value: object) -> Json:
    assert isinstance(value, dict)
    return value


# --- tasks ------------------------------------------------------------------------------------------------


def _task(kept: Kept, contact: str, case: str) -> Iterator[Json]:
    """What to do; `toelichting` has the rest of a long text, then the reason, and goes on in a next task."""
    held, body = kept.held, kept.held.body
    assert isinstance(body, Task)
    what = parts(dutch(body.text), MOST_TODO) or [""]
    rest = "\n\n".join(text for text in ("".join(what[1:]), dutch(body.reason)) if text)
    notes = parts(rest, MOST_NOTE) or [""]
    for number, note in enumerate(notes):
        yield {
            "uuid": uuid_of(kept.id, str(number + 1)) if number else kept.id,
            "gevraagdeHandeling": f"Vervolg {number + 1} van {len(notes)}" if number else what[0],
            "aanleidinggevendKlantcontact": ref(contact),
            "toegewezenAanActoren": [ref(actor_id(body.owner, case))],
            "toelichting": note,
            "status": "te_verwerken" if body.state == "open" else "verwerkt",
            "toegewezenOp": kept.since,
            "afgehandeldOp": None if body.state == "open" else format_moment(held.record.moment),
        }


def _of_tasks(tasks: Sequence[Kept]) -> Iterator[tuple[str, str]]:
    """By when: of the first one, and of each where there are more; and which were dropped."""
    bodies = {kept.id: kept.held.body for kept in tasks if isinstance(kept.held.body, Task)}
    due = sorted((body.due, id_) for id_, body in bodies.items() if body.due)
    for _moment, id_ in due[:1]:
        yield "vervaltOp", _due(bodies[id_])
    if len(tasks) > 1:
        yield from ((f"vervaltOp.{id_}", _due(bodies[id_])) for _moment, id_ in due)
    yield from ((f"vervallen.{id_}", "true") for id_, body in bodies.items() if body.state == "dropped")


def _due(task: Task) -> str:
    """A moment where there is an hour, else the day."""
    if task.due_at is not None:
        return format_moment(task.due_at)
    return task.due_on.isoformat() if task.due_on else ""
