# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page reads only what it shows, and shows what changed; over a real vault and a real backend."""

import pytest

from tbp_casefile.views import answers
from tbp_tui.services.open_case import OpenCase
from tbp_tui.world import World
from tests.sync.desk import Desk


@pytest.fixture
def case(paired: Desk) -> OpenCase:
    """The paired device, as the screens see it."""
    return OpenCase(paired.vault, World.real({"TBP_HOME": str(paired.folder)}))


def answer(case: OpenCase, desk: Desk, text: str) -> None:
    """Answer the package of now, and deliver it."""
    about = case.to_answer("package", None, desk.now())
    case.acknowledge(about, "question", text, desk.now(), hold_seconds=0)
    assert desk.sync().all_is_well


def test_a_version_counts_as_answered_as_soon_as_there_is_an_answer(case: OpenCase, paired: Desk) -> None:
    assert case.home(paired.now()).unread
    answer(case, paired, "Wanneer komt de camera?")
    assert not case.home(paired.now()).unread


def test_of_many_answers_the_first_page_reads_one_and_the_package_page_all(
    case: OpenCase, paired: Desk
) -> None:
    texts = ["Een.", "Twee.", "Drie."]
    for text in texts:
        answer(case, paired, text)
    about = case.to_answer("package", None, paired.now())
    assert len(paired.vault.records.about([about.leaf], ["acknowledgement"], most=1)) == 1
    assert [line.text for line in case.answers(about)] == texts
    assert not case.home(paired.now()).unread


def test_of_more_answers_than_a_page_has_room_for_the_newest_are_shown(
    case: OpenCase, paired: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST", 2)
    for text in ("Een.", "Twee.", "Drie."):
        answer(case, paired, text)
    about = case.to_answer("package", None, paired.now())
    assert [line.text for line in case.answers(about)] == ["Twee.", "Drie."]


def test_what_another_connection_writes_is_seen_at_once(case: OpenCase, paired: Desk) -> None:
    assert case.home(paired.now()).waiting == 0
    with paired.vault.another() as beside:
        other = OpenCase(beside, World.real({"TBP_HOME": str(paired.folder)}))
        about = other.to_answer("package", None, paired.now())
        other.acknowledge(about, "seen", "", paired.now(), hold_seconds=0)
    assert case.home(paired.now()).waiting == 1
