# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Going up and down a page: no text is jumped over, and new contents leave the person where they were."""

from hypothesis import given
from hypothesis import strategies as st

from tbp_tui.widgets.blocks import Block, Row, Say
from tbp_tui.widgets.layout import lay_out
from tbp_tui.widgets.place import Place


def place(blocks: list[Block], height: int) -> Place:
    """A page of this height."""
    found = Place()
    found.lay(lay_out(blocks, 80), height)
    return found


def rows(count: int) -> list[Block]:
    """So many rows of one line."""
    return [Row(str(number), f"row {number}") for number in range(count)]


def test_down_goes_to_the_next_row() -> None:
    here = place(rows(3), 10)
    here.move(1)
    assert here.key == "1"


def test_down_stays_on_the_last_row() -> None:
    here = place(rows(2), 10)
    for _ in range(5):
        here.move(1)
    assert here.key == "1"


def test_text_between_two_rows_is_scrolled_through_not_jumped_over() -> None:
    text = [Say(f"line {number}") for number in range(40)]
    here = place([Row("a", "first"), *text, Row("b", "last")], 12)
    seen: set[int] = set()
    for _ in range(30):
        seen |= set(range(here.top, here.top + here.height))
        here.move(1)
    assert here.key == "b"
    assert seen >= set(range(41))


def test_going_back_up_shows_what_stands_above_the_first_row() -> None:
    here = place([Say("top"), *rows(30)], 10)
    here.to_edge(1)
    for _ in range(40):
        here.move(-1)
    assert (here.key, here.top) == ("0", 0)


def test_a_leaf_takes_the_row_along() -> None:
    here = place(rows(40), 10)
    here.leaf(1)
    assert here.top == 9
    assert here.in_sight(here.row)


def test_new_contents_keep_the_row_by_its_key() -> None:
    here = place(rows(3), 10)
    here.move(1)
    here.lay(lay_out([Row("new", "new"), *rows(3)], 80), 10)
    assert here.key == "1"


def test_a_row_that_went_leaves_a_place_that_exists() -> None:
    here = place(rows(3), 10)
    here.to_edge(1)
    here.lay(lay_out(rows(1), 80), 10)
    assert here.key == "0"
    here.lay(lay_out([], 80), 10)
    assert here.key is None


steps = st.lists(
    st.sampled_from(["move", "leaf", "to_edge", "select", "lay", "scroll"]).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from([-1, 1]))
    ),
    max_size=30,
)


@given(st.integers(0, 12), st.integers(1, 15), steps)
def test_wherever_one_goes_the_place_lies_on_the_page(
    count: int, height: int, way: list[tuple[str, int]]
) -> None:
    blocks: list[Block] = [Say("top"), *rows(count), Say("bottom")]
    here = place(blocks, height)
    for name, step in way:
        match name:
            case "select":
                if count:
                    here.select((here.row + step) % count)
            case "lay":
                here.lay(lay_out(blocks, 40 if step > 0 else 80), height)
            case _:
                getattr(here, name)(step)
        assert 0 <= here.top <= here.lowest
        assert 0 <= here.row < max(count, 1)
