# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who and which in the names of Klantinteracties 0.9: ids that stay the same, actors, who it was with.

No name of anybody is ever filled in (docs/mapping.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import NAMESPACE_OID, UUID, uuid5

from tbp_casefile.model.texts import Text, say

Json = dict[str, object]

DERIVED = uuid5(NAMESPACE_OID, "tbp-tui export")
"""Ids of what is no record of ours are made from ids that are (UUID v5), so they stay the same."""
REGISTER = "tbp"
MOST_ID = 200
"""Characters of an `objectId`."""


def uuid_of(*names: str) -> str:
    """An id that is the same each time."""
    return str(uuid5(DERIVED, "/".join(names)))


def as_uuid(name: str) -> str:
    """The name itself where it is one already."""
    try:
        return str(UUID(name))
    except ValueError:
        return uuid_of(name)


def language_of(text: Text | None) -> str:
    """Dutch, or the language of a text that has no Dutch (ISO 639-2)."""
    return "eng" if isinstance(text, Mapping) and "nl" not in text and "en" in text else "nld"


def dutch(text: Text | None) -> str:
    """The words as they are; of two languages the Dutch ones."""
    return say(text, "nl")


def ref(uuid: str) -> Json:
    """How one resource points at another."""
    return {"uuid": uuid}


def actor_id(member: str, case: str) -> str:
    """Of a member; without a member the team of this case."""
    return uuid_of("actor", member) if member else uuid_of("team", case)


def actors(members: Iterable[tuple[str, str]], case: str) -> Iterator[Json]:
    """Staff by member and role, never by name."""
    for member, role in members:
        yield {
            "uuid": actor_id(member, case),
            "naam": _ROLES.get(role, role) if member else "team",
            "soortActor": "medewerker" if member else "organisatorische_eenheid",
            "actoridentificator": {
                "objectId": (member if len(member) <= MOST_ID else actor_id(member, case)) or case,
                "codeObjecttype": "medewerker" if member else "team",
                "codeRegister": REGISTER,
                "codeSoortObjectId": "lidnummer" if member else "uuid",
            },
        }


_ROLES = {"contact_person": "contactpersoon", "supporter": "begeleider", "authority": "gezag"}


def taking_part(contact: str, party: str) -> Json:
    """Who it was with, without a name."""
    return {
        "uuid": uuid_of(contact, "betrokkene"),
        "hadKlantcontact": ref(contact),
        "wasPartij": None,
        "rol": "vertegenwoordiger" if party == "on_behalf" else "klant",
        "initiator": False,
    }


def about_case(contact: str, case: str) -> Json:
    """Which case it was about."""
    return {
        "uuid": uuid_of(contact, "zaak"),
        "klantcontact": ref(contact),
        "wasKlantcontact": None,
        "onderwerpobjectidentificator": {
            "objectId": case,
            "codeObjecttype": "zaak",
            "codeRegister": REGISTER,
            "codeSoortObjectId": "uuid",
        },
    }
