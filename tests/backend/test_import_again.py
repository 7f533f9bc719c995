# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Importing an edited file: what is new is published once, what was published stays, what was killed goes on.

Every look at a log judges it from entry 1 (`Desk.logs`), so each of these edits counts as well.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.pen import publish
from tbp_backend.store.store import Store
from tbp_casefile.model.case import Contact
from tbp_casefile.wire.envelope import SignedRecord
from tests.backend.conftest import CASE_FILE
from tests.backend.desk import LOGS, OWN, OWN_CASE, Desk, Log, edited, line_of, logs_in, said, text_of

H1 = text_of(CASE_FILE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An office that has a case of our own to bring."""
    return Desk(tmp_path / "office", OWN)


async def news(desk: Desk, text: str) -> dict[str, list[str]]:
    """Import an edited file over the first one: the kinds that came into each log. Again adds nothing."""
    before = await desk.logs()
    count = await desk.bring(text)
    after = await desk.logs()
    for name, log in before.items():
        assert after[name].entries[: len(log.entries)] == log.entries
    new = {name: [entry.kind for entry in added(log, before.get(name))] for name, log in after.items()}
    assert count == sum(len(kinds) - kinds.count("scope") for kinds in new.values())
    assert await desk.bring(text) == 0
    return {name: kinds for name, kinds in new.items() if kinds}


def added(after: Log, before: Log | None) -> list[Any]:
    """What a log has more than before."""
    return after.entries[len(before.entries) if before else 0 :]


def new_row(text: str, below: str, row: str) -> str:
    """A file with a row more at the end of a list, that the next heading ends."""
    assert text.count(f"\n{below}:\n") == 1
    return text.replace(f"\n{below}:\n", f"\n{row.strip(chr(10))}\n\n{below}:\n")


# --- what is new is published, and nothing else -----------------------------------------------------------

BULLETIN = """
  - id: N3
    on: 2025-09-29
    title: {nl: "Nieuws van {date:2025-09-29}", en: "News of {date:2025-09-29}"}
    what: {nl: "Het blijft rustig.", en: "It stays calm."}
    means: {nl: "Het afbouwen gaat door.", en: "Taking away goes on."}
    do: [{nl: "Blijf melden wat u ziet.", en: "Go on reporting what you see."}]
"""


async def test_a_new_answer(desk: Desk) -> None:
    await desk.bring()
    row = """
    answers:
      - on: 2025-08-14
        answer: not_now
        reason: capacity
        text: {nl: "Dat lukt nu niet.", en: "That is not possible now."}
"""
    assert await news(desk, new_row(OWN, "talks", row)) == {"family": ["device", "answer", "device"]}
    log = await desk.log("family")
    answer = log.of("answer")[-1]
    asked = next(entry for entry in log.of("request") if entry.body.title["nl"] == "Weekend weg")
    assert answer.record.about == asked.ref
    assert answer.writer.member == "contact-9"
    assert answer.record.at == "2025-08-14T09:00:00+02:00"


async def test_a_new_event_of_a_measure(desk: Desk) -> None:
    await desk.bring()
    row = """
  - code: M45
    on: 2025-09-22
    state: failing
    text: {nl: "Deze week is er niemand.", en: "There is nobody this week."}
"""
    assert await news(desk, new_row(OWN, "obligation_events", row)) == {"family": ["measure"]}
    log = await desk.log("family")
    states = [body.state for body in log.standing("measure") if body.code == "M45"]
    assert states == ["failing"]


async def test_a_new_event_of_an_obligation(desk: Desk) -> None:
    await desk.bring()
    row = """
  - code: V2
    on: 2025-09-30
    state: recovered
    text: {nl: "Het gaat weer goed.", en: "It goes well again."}
"""
    assert await news(desk, new_row(OWN, "phase_out", row)) == {
        "case": ["device", "obligation_state", "device"]
    }


async def test_a_new_bulletin(desk: Desk) -> None:
    await desk.bring()
    assert await news(desk, new_row(OWN, "measures", BULLETIN)) == {"case": ["bulletin"]}


VERSION = """
  - version: "4"
    kind: package
    from: 2025-10-01
    authority: authority-central
    reason: {nl: "Er is toch weer meer nodig.", en: "More is needed again after all."}
    family_reason: {nl: "Er is weer iemand om mee te praten.", en: "There is somebody to talk to again."}
    coverage: {home: partly, work: partly}
    next_review: 2026-03-30
    measures:
      - {code: M11, start: 2025-03-03}
      - {code: M20, start: 2025-10-01}
      - {code: M45, start: 2025-04-07}
      - {code: M50, start: 2025-09-15}
    obligations:
      - {code: V2, start: 2025-03-03}
      - {code: V11, start: 2025-10-01}
    changes:
      - code: M11
        change: changed
        reason: threat
        text: {nl: "De laatste dag vervalt.", en: "There is no last day any more."}
      - code: M20
        change: started
        reason: threat
        text: {nl: "Er komt weer bezoek.", en: "Visitors come again."}
"""


async def test_a_new_version_with_its_review(desk: Desk) -> None:
    await desk.bring()
    review = """
  - version: "4"
    date: 2026-03-30
    announced: 2026-03-02
    state: announced
    text: {nl: "Wij kijken opnieuw.", en: "We look again."}
"""
    text = new_row(new_row(OWN, "reviews", VERSION), "measure_events", review)
    assert await news(desk, text) == {
        "family": ["review", "obligation", "package", "review"],
        "case": ["review", "measure", "measure", "package", "review"],
    }
    logs = await desk.logs()
    for name in ("family", "case"):
        assert [body.version for body in logs[name].standing("package")] == ["4"]
        assert len({entry.record.entity for entry in logs[name].of("package")}) == 1
    known = {entry.ref: entry.body for log in logs.values() for entry in log.entries}
    listed = [known[ref] for ref in logs["case"].bodies("package")[-1].parts]
    codes = [body.code for body in listed if hasattr(body, "code")]
    assert codes == ["M11", "M20", "M45", "M50", "V2", "V11"]


async def test_a_review_that_is_planned_after_its_version(desk: Desk) -> None:
    await desk.bring()
    review = """
  - version: "2.1"
    kind: relook
    date: 2025-08-18
    announced: 2025-08-04
    state: done
    outcome: same
    text: {nl: "Er veranderde niets.", en: "Nothing changed."}
"""
    assert await news(desk, new_row(OWN, "measure_events", review)) == {
        "family": ["review"] * 3,
        "case": ["review"] * 3,
    }


async def test_a_step_that_was_done(desk: Desk) -> None:
    await desk.bring()
    assert await news(
        desk, edited(OWN, "    due: 2025-12-01\n", "    due: 2025-12-01\n    done: 2025-12-01\n")
    ) == {"case": ["phase_out_step"]}


# --- somebody comes later ---------------------------------------------------------------------------------


def without_relative(text: str) -> str:
    """The same case before anybody of the family read along."""
    lines, kept, skipping = text.splitlines(keepends=True), list[str](), False
    for number, line in enumerate(lines):
        if line.startswith(("  - ", "  relative")) or not line.startswith("  "):
            row = "".join(_row(lines, number))
            skipping = "relative-8" in row or "family_reason" in line
        if not skipping:
            kept.append(line)
    return "".join(kept)


def _row(lines: list[str], start: int) -> list[str]:
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n][:4].strip() and not lines[n].startswith("    ")),
        len(lines),
    )
    return lines[start:end]


async def test_a_relative_who_comes_later_reads_the_whole_family_log(desk: Desk) -> None:
    before = without_relative(OWN)
    assert "relative-8" not in before
    await desk.bring(before)
    log = await desk.log("family")
    assert log.bodies("measure")  # it is there for the supporter and the person
    assert not log.bodies("package")
    new = await news(desk, OWN)
    assert set(new) == {"family", "support@relative-8"}
    assert new["support@relative-8"] == ["scope", "member", "member"]
    assert sorted(new["family"]) == sorted(
        [
            "member",
            *["package"] * 4,
            "acknowledgement",
            "confirmation",
            "request",
            "device",
            "answer",
            "device",
        ]
    )
    logs = await desk.logs()
    assert logs["family"].members["relative-8"] == "relative"
    assert "relative-8" not in logs["case"].state.members
    fresh = Desk(desk.home.path.parent / "fresh", OWN)
    await fresh.bring()
    assert said(logs["family"]) == said(await fresh.log("family"))


def without_employer(text: str) -> str:
    """The same case before the employer was told."""
    head, _, rest = text.partition("\nemployer_duties:\n")
    member = '  employer-8: {role: employer, name: "Wim Terpstra", from: 2025-03-10}\n'
    return edited(head, member, "") + "\n" + rest[rest.index("requests:\n") :]


async def test_an_employer_who_comes_later_gets_a_log_of_its_own(desk: Desk) -> None:
    await desk.bring(without_employer(OWN))
    before = desk.ledger()
    assert set(before.scopes) == set(LOGS) - {"employer"} | {"support@relative-8"}
    new = await news(desk, OWN)
    assert set(new) == {"employer"}
    after = desk.ledger()
    assert tuple(after.scopes) == logs_in(OWN)
    assert {name: after.scopes[name] for name in before.scopes} == before.scopes
    log = await desk.log("employer")
    assert log.entries[0].body.case == before.case
    assert log.members == {"person": "person", "contact-9": "contact_person", "employer-8": "employer"}
    fresh = Desk(desk.home.path.parent / "fresh", OWN)
    await fresh.bring()
    assert said(log) == said(await fresh.log("employer"))


async def test_a_supporter_who_comes_later_gets_logs_beside_those_that_were(desk: Desk) -> None:
    member = '  supporter-8: {role: supporter, name: "Dounia Haak", from: 2025-04-07}\n'
    await desk.bring(edited(OWN, member, ""))
    before = desk.ledger()
    assert set(before.scopes) == set(LOGS) - {"care", "support"}
    assert await news(desk, OWN) == {
        "family": ["member"],
        "care": ["scope", "member"],
        "support": ["scope", "member", "member"],
        "support@relative-8": ["scope", "member", "member"],
    }
    assert {name: desk.ledger().scopes[name] for name in before.scopes} == before.scopes
    logs = await desk.logs()
    assert logs["care"].members == {"supporter-8": "supporter"}
    assert logs["support"].members == {"person": "person", "supporter-8": "supporter"}
    assert logs["support@relative-8"].members == {"relative-8": "relative", "supporter-8": "supporter"}
    assert {log.entries[0].body.case for log in logs.values()} == {before.case}


GONE = [
    (without_employer(OWN), "duty/rooms"),
    (
        edited(OWN, '"Saskia Blom", until: 2025-06-16', '"Saskia Blom", until: 2027-06-16'),
        "member/contact-8/end",
    ),
]


@pytest.mark.parametrize(("text", "gone"), GONE, ids=[gone for _, gone in GONE])
async def test_what_was_published_may_not_be_taken_out_of_the_file(desk: Desk, text: str, gone: str) -> None:
    await desk.bring()
    before = await desk.logs()
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(text)
    assert (line_of(text, "format: 1"), "published-gone", (("name", gone),)) in {
        (finding.line, finding.code, finding.values) for finding in refused.value.findings
    }
    after = await desk.logs()
    assert {name: log.entries for name, log in after.items()} == {
        name: log.entries for name, log in before.items()
    }
    assert await desk.bring() == 0


@pytest.mark.parametrize("reads_along", [True, False], ids=["relative", "no relative yet"])
async def test_the_family_may_not_be_told_later_what_was_published_for_the_person_alone(
    desk: Desk, reads_along: bool
) -> None:
    """It stands in the log of the case, where the family cannot read it: write a new version."""
    before = edited(OWN, "    covers: [support]\n    family: true\n", "    covers: [support]\n")
    before = before if reads_along else without_relative(before)
    await desk.bring(before)
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(OWN)
    found = {(finding.line, finding.code) for finding in refused.value.findings}
    assert (line_of(OWN, '- version: "2"'), "published-changed") in found
    assert await desk.bring(before) == 0


# --- what may be corrected --------------------------------------------------------------------------------


async def test_a_changed_number_takes_the_place_of_the_old_one_in_both_logs(desk: Desk) -> None:
    await desk.bring()
    text = edited(OWN, 'phone: "088-000 00 79"', 'phone: "088-000 00 78"')
    assert await news(desk, text) == {"family": ["device", "contact", "device"], "case": ["contact"]}
    for log in [(await desk.logs())[name] for name in ("family", "case")]:
        lines = [body for body in log.standing("contact") if body.role == "duty_line"]
        assert [line.phone for line in lines] == ["088-000 00 78"]


async def test_a_number_that_the_family_does_not_see_changes_in_the_case_alone(desk: Desk) -> None:
    await desk.bring()
    assert await news(desk, edited(OWN, 'phone: "088-000 00 73"', 'phone: "088-000 00 74"')) == {
        "case": ["contact"]
    }


async def test_the_number_of_who_has_left_can_be_corrected_and_they_stay_gone(desk: Desk) -> None:
    await desk.bring()
    await desk.bring(edited(OWN, 'phone: "088-000 00 71"', 'phone: "088-000 00 70"'))
    for log in [(await desk.logs())[name] for name in ("family", "case")]:
        people: list[Contact] = [body for body in log.standing("contact") if body.name == "Saskia Blom"]
        assert [(one.phone, one.until) for one in people] == [("088-000 00 70", date(2025, 6, 16))]


REVIEW = """
  - version: "2.1"
    date: 2026-05-11
    announced: 2026-04-06
    state: announced
    input_open: true
    text: {nl: "Wij kijken naar alles.", en: "We look at everything."}
    family_text: {nl: "Wij kijken samen opnieuw.", en: "We look again together."}
"""
HELD = """
  - version: "2.1"
    date: 2026-05-11
    announced: 2026-04-06
    state: done
    outcome: lighter
    text: {nl: "Er is minder nodig.", en: "Less is needed."}
"""


async def test_a_review_that_is_to_come_can_be_moved_in_both_logs(desk: Desk) -> None:
    planned = new_row(OWN, "measure_events", REVIEW)
    await desk.bring(planned)
    moved = edited(planned, "date: 2026-05-11", "date: 2026-05-18")
    assert await news(desk, moved) == {"family": ["review"], "case": ["review"]}
    for log in [(await desk.logs())[name] for name in ("family", "case")]:
        (review,) = [body for body in log.standing("review") if body.version == "2.1"]
        assert (review.on, review.state) == (date(2026, 5, 18), "announced")
    assert await news(desk, edited(moved, "    input_open: true\n", "")) == {
        "family": ["review"],
        "case": ["review"],
    }


async def test_a_review_that_was_held_is_told_as_it_came_out_and_stays(desk: Desk) -> None:
    await desk.bring(new_row(OWN, "measure_events", REVIEW))
    held = new_row(OWN, "measure_events", HELD)
    assert await news(desk, held) == {"family": ["review"], "case": ["review"]}
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(edited(held, "outcome: lighter", "outcome: heavier"))
    assert [(finding.line, finding.code) for finding in refused.value.findings] == [
        (line_of(held, "date: 2026-05-11") - 1, "published-changed")
    ]


async def test_a_step_of_phasing_out_that_is_to_come_can_be_moved(desk: Desk) -> None:
    await desk.bring()
    moved = edited(OWN, "    due: 2025-12-01\n", "    due: 2026-06-01\n")
    assert await news(desk, moved) == {"case": ["phase_out_step"]}
    steps = (await desk.log()).standing("phase_out_step")
    assert date(2026, 6, 1) in {step.due for step in steps}
    assert len(steps) == 2


# --- what may not -----------------------------------------------------------------------------------------

CHANGED = [
    ("en weet waar u werkt.", "en weet nu alles.", "- id: N1"),
    ("Er zijn spoedmaatregelen, tot wij meer weten.", "Er zijn nu maatregelen.", "- state: urgent"),
    ("duration: unknown", "duration: long", "- state: in_force"),
    ("Het kan, met een andere ingang.", "Het kan nu niet.", "- on: 2025-05-21"),
    ("due: 2025-05-22", "due: 2025-05-23", "- on: 2025-05-15"),
    ("Houd voor u hoe het geregeld is.", "Vertel het aan niemand.", '- version: "1"'),
    ("Een beeld zegt meer dan u denkt.", "Een beeld zegt veel.", '- version: "2" and - version: "3"'),
    ("Er moest snel iets gebeuren op uw werk.", "Er moest iets gebeuren.", '- version: "1"'),
    ("Er zijn eerste afspraken gemaakt.", "Er zijn afspraken.", '- version: "1"'),
    ("Bel wanneer u wilt.", "Bel op elk moment.", '- version: "2"'),
    ("Er is deze week geen kamer vrij.", "Er is geen kamer.", "- code: M20\n    on: 2025-05-06"),
    ("Dat regelen wij.", "Dat is nu geregeld.", "- on: 2025-03-12"),
    ("Mag ik daar spreken?", "Kan ik daar spreken?", "- id: A1"),
    ("Kennismaking met uw contactpersoon.", "Kennismaking met Saskia.", "- id: G1"),
    ("De monteur kwam een dag later.", "De monteur kwam op tijd.", "- id: S2"),
    ("Fijn dat ik dit nu ook lees.", "Fijn dat ik dit lees.", "- by: relative-8"),
    ("Ik werd steeds goed teruggebeld.", "Ik werd teruggebeld.", "- on: 2025-07-14"),
    ("Uw maatregelen en het nummer", "Het nummer", "- to: authority-central"),
]


@pytest.mark.parametrize(("old", "new", "row"), CHANGED, ids=[old for old, _, _ in CHANGED])
async def test_what_was_published_is_refused_when_it_changed_with_its_line(
    desk: Desk, old: str, new: str, row: str
) -> None:
    await desk.bring()
    before = await desk.logs()
    changed = edited(OWN, old, new)
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(changed)
    lines = [changed[: changed.index(one)].count("\n") + 1 for one in row.split(" and ")]
    assert [(finding.line, finding.code) for finding in refused.value.findings] == [
        (line, "published-changed") for line in lines
    ]
    after = await desk.logs()
    assert {name: log.entries for name, log in after.items()} == {
        name: log.entries for name, log in before.items()
    }
    assert await desk.bring() == 0


async def test_of_a_file_with_news_and_a_changed_past_nothing_is_published(desk: Desk) -> None:
    await desk.bring()
    before = {name: log.entries for name, log in (await desk.logs()).items()}
    text = new_row(
        edited(OWN, "Kennismaking met uw contactpersoon.", "Een kennismaking."), "measures", BULLETIN
    )
    with pytest.raises(CaseFileWrong):
        await desk.bring(text)
    assert {name: log.entries for name, log in (await desk.logs()).items()} == before


async def test_words_for_who_has_left_are_refused_with_their_line_and_block_nothing(desk: Desk) -> None:
    """The employer left, and nobody can sign for it any more in its log."""
    left = edited(
        OWN,
        'name: "Wim Terpstra", from: 2025-03-10}',
        'name: "Wim Terpstra", from: 2025-03-10, until: 2025-12-01}',
    )
    await desk.bring(left)
    row = """
    states:
      - on: 2025-11-03
        state: done
"""
    late = new_row(left, "requests", row)
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(late)
    assert [finding.line for finding in refused.value.findings] == [line_of(late, "- on: 2025-11-03")]
    assert await news(desk, new_row(left, "measures", BULLETIN)) == {"case": ["bulletin"]}


# --- killed -----------------------------------------------------------------------------------------------


class _Killed(BaseException):
    """The power goes."""


def killed_before(monkeypatch: pytest.MonkeyPatch, writing: int) -> None:
    """Let an import end when it has written so many times."""
    count = iter(range(100))

    async def dying(store: Store, scope: str, records: Sequence[SignedRecord]) -> None:
        if next(count) == writing:
            raise _Killed
        await publish(store, scope, records)

    monkeypatch.setattr("tbp_backend.office.importing.publish", dying)


@pytest.mark.parametrize(
    "writing", range(14), ids=[f"{what}-{log}" for what in ("found", "before") for log in logs_in(OWN)]
)
@pytest.mark.parametrize("text", [OWN, H1], ids=["k1", "h1"])
async def test_a_first_import_that_was_killed_is_finished_by_the_next_without_doubles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: int, text: str
) -> None:
    desk, whole = Desk(tmp_path / "killed", text), Desk(tmp_path / "whole", text)
    await whole.bring()
    with monkeypatch.context() as patch:
        killed_before(patch, writing)
        with pytest.raises(_Killed):
            await desk.bring()
    await desk.bring()
    expected = await whole.logs()
    for name, log in (await desk.logs()).items():
        assert said(log) == said(expected[name]), name
        assert log.members == expected[name].members
        assert all(
            known.ended for known in log.state.devices.values() if known.member in {"contact-9", "person"}
        )
    assert await desk.bring() == 0


@pytest.mark.parametrize("writing", range(4), ids=logs_in(OWN)[:4])  # in the others nothing is new
async def test_a_later_import_that_was_killed_is_finished_by_the_next_without_doubles(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, writing: int
) -> None:
    """With news in every log: a version, a bulletin, a duty of the employer, a task."""
    duty = """
  - id: gate
    part: W4
    title: {nl: "Poortje bij de ingang", en: "Gate at the entrance"}
    asked: 2025-10-02
"""
    task = """
  - id: T3
    on: 2025-10-02
    text: {nl: "Bellen", en: "Call"}
"""
    text = new_row(new_row(new_row(OWN, "reviews", VERSION), "measures", BULLETIN), "requests", duty)
    text = new_row(text, "briefs", task)
    whole = Desk(desk.home.path.parent / "whole", OWN)
    for one in (desk, whole):
        await one.bring()
    await whole.bring(text)
    with monkeypatch.context() as patch:
        killed_before(patch, writing)
        with pytest.raises(_Killed):
            await desk.bring(text)
    assert await desk.bring(text) > 0
    expected = await whole.logs()
    for name, log in (await desk.logs()).items():
        assert said(log) == said(expected[name]), name
    assert await desk.bring(text) == 0
    assert desk.ledger().case == desk.ledger(OWN_CASE).case
