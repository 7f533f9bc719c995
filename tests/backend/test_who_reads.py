# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Each line of a case file comes into the log whose readers may know it, and into no other.

What belongs where is told a second time here, from the table "Who reads what" of docs/case-files.md and from
the file as YAML gives it: nothing of the plan of an import is used.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tbp_backend.office.yamlfile import read_document
from tbp_casefile.model.catalogue import CATALOGUE
from tbp_casefile.tables import SEALED
from tests.backend.desk import NOW, OWN_FILE, SHIPPED, Desk, Log, text_of

FILES = (*SHIPPED, OWN_FILE)
SPLIT = {"case", "family", "employer"}
Part = dict[str, Any]


@pytest.fixture(params=FILES, ids=lambda path: path.stem[:2])
def path(request: pytest.FixtureRequest) -> Path:
    """Each case that comes with the program, and one of our own."""
    file: Path = request.param
    return file


def values_of(path: Path) -> Part:
    """A case file as plain values."""
    values = read_document(path.name, path.read_bytes()).values
    assert isinstance(values, dict)
    return values


def texts(*parts: object) -> Iterator[str]:
    """What stands in these parts for people to read: both languages of every text; a string is one itself."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict) and part.keys() == {"nl", "en"}:
            yield from part.values()
        elif isinstance(part, dict | list):
            inner = part.values() if isinstance(part, dict) else part
            yield from texts(*(one for one in inner if isinstance(one, dict | list)))


def family_part(file: Part) -> set[str]:
    """All that has `family: true` and what became of it, days of reviews, and what relatives said."""
    said = {**file.get("measures", {}), **file.get("obligations", {})}
    codes = {code for code, row in said.items() if row.get("family")}
    relatives = {name for name, row in file["members"].items() if row["role"] == "relative"}
    mine: list[object] = [said[code] for code in codes]
    for version in file.get("versions", ()):
        rows = [*version["measures"], *version.get("obligations", ())]
        mine += [row.get("detail") for row in rows if row["code"] in codes]
        if relatives:
            mine += [row["text"] for row in version["changes"] if row["code"] in codes]
            mine += [version["family_reason"], file["authorities"][version["authority"]]]
    for row in (*file.get("measure_events", ()), *file.get("obligation_events", ())):
        mine += [row["text"]] * (row["code"] in codes)
    for row in file["contacts"]:
        contact = [row.get("organisation"), row.get("note"), row["name"], row.get("phone")]
        mine += contact * bool(row.get("family"))
    mine += [row.get("family_text") for row in file.get("reviews", ())]
    mine += [row for row in file.get("requests", ()) if row.get("family") or row.get("by") in relatives]
    for row in file.get("responses", ()):
        here = row["by"] in relatives or row["to"].removeprefix("obligation/") in codes
        mine += [row.get("text")] * here
    return set(texts(*mine))


def employer_part(file: Part) -> set[str]:
    """What is asked of the employer, and what the employer said."""
    return set(texts(file.get("employer_duties", [])))


def desk_part(file: Part) -> set[str]:
    """What contact persons keep for each other."""
    talks = [row for row in file.get("talks", []) if row.get("desk")]
    return set(texts(talks, file.get("tasks", []), file.get("briefs", [])))


def everything(file: Part) -> set[str]:
    """Every text of a file, names, telephone numbers and the number of the case too."""
    people = [row["name"] for row in file["members"].values()]
    calls = [text for row in file["contacts"] for text in (row["name"], row.get("phone"))]
    return {file["case"], *texts(file, *people, *calls)}


def as_read(text: str) -> str:
    """How a text of the file reads in a record of an import that moves nothing."""
    return text.replace("{fixeddate:", "{date:")


def leaked(log: Log, forbidden: set[str], allowed: set[str]) -> set[str]:
    """Forbidden texts in a log, also inside another text; not those that an allowed one has too."""
    read = {as_read(text) for text in log.strings}
    fine = {as_read(text) for text in allowed}
    return {
        text
        for text in map(as_read, forbidden)
        if any(text in one for one in read) and not any(text in one for one in fine)
    }


async def test_the_family_reads_its_own_part_and_nothing_else_of_the_case(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    log, mine = await desk.log("family"), family_part(file)
    assert {as_read(text) for text in mine} <= log.strings
    titles = {text for code in codes(log) for text in title(code)}
    assert leaked(log, everything(file) - mine, mine | titles) == set()
    allowed = {
        code
        for code, row in {**file.get("measures", {}), **file.get("obligations", {})}.items()
        if row.get("family")
    }
    assert codes(log) == allowed & listed(file)
    assert {body.version for body in log.bodies("review")} == {
        row["version"] for row in file.get("reviews", ())
    }
    assert not any(body.outcome for body in log.bodies("review"))
    for package in log.bodies("package"):
        assert (package.based_on, package.residual, package.coverage) == (None, None, {})


async def test_the_employer_reads_what_is_asked_of_it_and_nothing_else(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    log, mine = await desk.log("employer"), employer_part(file)
    assert {as_read(text) for text in mine} <= log.strings
    assert mine
    assert leaked(log, everything(file) - mine, mine) == set()
    kinds = {entry.kind for entry in log.entries}
    assert kinds <= {"scope", "member", "device", "employer_duty", "duty_state"}


async def test_the_case_has_all_the_rest(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    log = await desk.log("case")
    names = {row["name"] for row in file["members"].values()} - set(
        texts([row["name"] for row in file["contacts"]])
    )
    elsewhere = family_part(file) | employer_part(file) | desk_part(file) | set(texts(file["title"])) | names
    rest = everything(file) - elsewhere
    assert {as_read(text) for text in rest} <= log.strings
    assert leaked(log, employer_part(file) | desk_part(file), rest | family_part(file)) == set()


async def test_contact_persons_alone_read_what_they_keep_for_each_other(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    log, mine = await desk.log("desk"), desk_part(file)
    assert {as_read(text) for text in mine} <= log.strings
    assert leaked(log, everything(file) - mine, mine) == set()


async def test_an_import_writes_nothing_that_would_have_to_be_sealed(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    logs = await desk.logs()
    sealed = {name: log for name, log in logs.items() if log.state.type in SEALED}
    relatives = [name for name, row in file["members"].items() if row["role"] == "relative"]
    supported = any(row["role"] == "supporter" for row in file["members"].values())
    expected = {"care", "support", *(f"support@{name}" for name in relatives)} if supported else set()
    assert set(sealed) == expected
    assert {entry.kind for log in sealed.values() for entry in log.entries} <= {"scope", "member"}


async def test_titles_and_names_of_members_stay_in_the_office(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    read = "\n".join(text for log in (await desk.logs()).values() for text in log.strings)
    assert not [text for text in texts(file["title"]) if text in read]
    travels = "\n".join(texts({**file, "title": {}}, *(row["name"] for row in file["contacts"])))
    names = [row["name"] for row in file["members"].values()]
    assert not [name for name in names if name in read and name not in travels]


def codes(log: Log) -> set[str]:
    """Every measure and obligation that a log names, in a record of its own or as a change."""
    own = {body.code for kind in ("measure", "obligation") for body in log.bodies(kind)}
    return own | {change.code for package in log.bodies("package") for change in package.changes}


def title(code: str) -> tuple[str, ...]:
    """The title of a measure, out of the catalogue."""
    named = CATALOGUE.get(code)
    return (named.nl, named.en) if named else ()


def listed(file: Part) -> set[str]:
    """Every code that stands in a version."""
    return {
        row["code"]
        for version in file.get("versions", ())
        for row in (*version["measures"], *version.get("obligations", ()))
    }


async def test_a_record_points_only_at_what_its_readers_can_read(tmp_path: Path, path: Path) -> None:
    """But for the package of the person, that lists what stands in the family's log too."""
    desk = Desk(tmp_path / "office", text_of(path))
    await desk.bring()
    logs = await desk.logs()
    own = {name: log.state.scope for name, log in logs.items()}
    for name, log in logs.items():
        reach = {own[name], own["family"]} if name == "case" else {own[name]}
        abouts = [entry.record.about for entry in log.entries if entry.record.about]
        parts = [ref for package in log.bodies("package") for ref in package.parts]
        assert {ref.scope for ref in (*abouts, *parts)} <= reach
        uuids = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", "\n".join(log.strings))
        foreign = {scope for other, scope in own.items() if other != name} - reach
        assert not foreign & set(uuids)


# --- who is a member of which log -------------------------------------------------------------------------

PLACES = {
    "person": {*SPLIT, "support"},
    "contact_person": {*SPLIT, "desk"},
    "authority": {"case", "family"},
    "relative": {"family"},
    "supporter": {"family", "care", "support"},
    "employer": {"employer"},
}


def has_place(member: str, role: str, log: str) -> bool:
    """Of a log of support for one relative that one is a member, and the supporters."""
    of, _, one = log.partition("@")
    return role == "supporter" or member == one if one else of in PLACES[role]


async def test_everybody_is_a_member_of_the_logs_of_their_role_alone(tmp_path: Path, path: Path) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    logs = await desk.logs()
    today = NOW.date()
    here = {name: row["role"] for name, row in file["members"].items() if row.get("until", today) >= today}
    here[file["authority"][-1]["to"]] = "authority"
    for name, log in logs.items():
        assert log.members == {member: role for member, role in here.items() if has_place(member, role, name)}
        gone = {name for name, known in log.state.members.items() if known.ended}
        left = {member for member, row in file["members"].items() if row.get("until", today) < today}
        left |= {turn["to"] for turn in file["authority"][:-1]}
        places = {member: file["members"].get(member, {"role": "authority"})["role"] for member in left}
        assert gone == {member for member, role in places.items() if has_place(member, role, name)}


async def test_nobody_reads_before_their_first_day(tmp_path: Path, path: Path) -> None:
    """The order in a log: who comes later stands below what was written before."""
    desk, file = Desk(tmp_path / "office", text_of(path)), values_of(path)
    await desk.bring()
    for log in (await desk.logs()).values():
        for entry in log.of("member"):
            row = file["members"].get(entry.body.member, {})
            if not entry.body.ends and "from" in row:
                assert entry.record.at.startswith(str(max(row["from"], file["authority"][0]["from"])))
