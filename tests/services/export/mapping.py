# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of docs/mapping.md as rules: which fields a resource may have, of which type, and how long."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from tbp_casefile.times import parse_moment

PAGE = Path(__file__).parents[3] / "docs" / "mapping.md"
LISTS = {
    "zaken": "zaak",
    "actoren": "actor",
    "klantcontacten": "klantcontact",
    "betrokkenen": "betrokkene",
    "onderwerpobjecten": "onderwerpobject",
    "internetaken": "internetaak",
}
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Rule(NamedTuple):
    """One line of a table."""

    type: str
    most: int | None


def tables() -> dict[str, dict[str, Rule]]:
    """By resource; the keys of `metadata` stand with those of a contact, below its name."""
    found: dict[str, dict[str, Rule]] = {}
    resource, below = "", ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            resource, below = line.removeprefix("## "), ""
        elif line.startswith("| key |"):
            below = "metadata."
        elif line.startswith("| `") and resource in LISTS.values():
            name, type_, most, _ours = (cell.strip() for cell in line.strip("|").split("|"))
            rule = Rule(type_, int(most) if most else None)
            found.setdefault(resource, {})[below + name.strip("`")] = rule
    return found


def flat(resource: dict[str, Any]) -> dict[str, Any]:
    """Fields of fields by their names with a dot between them; references stay as they are."""
    made: dict[str, Any] = {}
    for name, value in resource.items():
        if isinstance(value, dict) and set(value) != {"uuid"}:
            made |= {f"{name}.{re.sub(_UUID, 'UUID', inner)}": one for inner, one in value.items()}
        else:
            made[name] = value
    return made


def wrong(document: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Everything of a document that the page does not allow."""
    rules, found = tables(), []
    for name, resources in document.items():
        of_kind = rules[LISTS[name]]
        for resource in resources:
            found += [f"{name}: {field} is absent" for field in _always(of_kind) - set(flat(resource))]
            for field, value in flat(resource).items():
                if field not in of_kind:
                    found.append(f"{name}: {field} is not on the page")
                elif not _fits(of_kind[field], value):
                    found.append(f"{name}: {field} is not {of_kind[field]}")
    return found


def _always(rules: dict[str, Rule]) -> set[str]:
    return {field for field in rules if not field.startswith("metadata")}


def _fits(rule: Rule, value: Any) -> bool:
    if rule.most is not None and value is not None and len(value) > rule.most:
        return False
    match rule.type.split("/"):
        case ["reference"] | ["references"]:
            listed = value if isinstance(value, list) else [value]
            return all(set(one) == {"uuid"} and UUID(one["uuid"]) for one in listed)
        case ["yes", "no", *rest]:
            return isinstance(value, bool) or (rest == ["null"] and value is None)
        case ["null"]:
            return value is None
        case [*_, "null"] if value is None:
            return True
        case ["true", "false"]:
            return value in {"true", "false"}
        case [type_, *_]:
            return isinstance(value, str) and _reads(type_, value)
    return False


def _reads(type_: str, value: str) -> bool:
    match type_:
        case "uuid":
            return str(UUID(value)) == value
        case "moment":
            return value.endswith("Z") and bool(parse_moment(value))
        case "date":
            return bool(date.fromisoformat(value))
        case "due":
            return bool(parse_moment(value) if "T" in value else date.fromisoformat(value))
        case "number":
            return value.isdecimal()
    return type_ == "text"
