# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How blocks fall into lines: never wider than the page, columns where there is room, nothing that steers."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.widgets.layout import TEXT_WIDTH, lay_out
from tbp_tui.widgets.wrapping import printable, wrap


def texts(blocks: list[Block], width: int = 80, *, airy: bool = True) -> list[str]:
    """The lines as text."""
    return [line.text.rstrip() for line in lay_out(blocks, width, airy=airy).lines]


def test_a_heading_has_air_above_it_only_where_there_is_room() -> None:
    blocks: list[Block] = [Say("one"), Head("two"), Gap(), Say("three")]
    assert texts(blocks) == ["  one", "", "  two", "", "  three"]
    assert texts(blocks, airy=False) == ["  one", "  two", "  three"]


def test_pairs_share_one_column_for_their_labels() -> None:
    assert texts([Pair("Why", "so"), Pair("Who decides", "NCTV\nsince May")]) == [
        "  Why          so",
        "  Who decides  NCTV",
        "               since May",
    ]


def test_on_a_narrow_page_the_value_stands_below_the_label() -> None:
    assert texts([Pair("Who decides", "NCTV")], 40) == [" Who decides", "   NCTV"]


def test_the_side_of_a_row_stands_in_a_column_and_moves_below_when_it_does_not_fit() -> None:
    rows: list[Block] = [Row("a", "One", side="here"), Row("b", "Longer", side="there")]
    assert texts(rows) == ["    One      here", "    Longer   there"]
    assert texts(rows, 20) == ["   One", "   here", "   Longer", "   there"]


def test_tags_share_a_column_on_the_whole_page_and_stand_above_on_a_narrow_one() -> None:
    rows: list[Block] = [
        Row("a", "Camera", tag="NEW", under=(Say("At home."),)),
        Head("x"),
        Row("b", "y", tag="ENDED"),
    ]
    assert texts(rows)[:2] == ["    NEW    Camera", "           At home."]
    assert texts(rows, 40)[:3] == ["   NEW", "   Camera", "   At home."]


def test_rows_know_their_lines() -> None:
    laid = lay_out([Say("top"), Row("a", "One", under=(Say("more"),)), Row("b", "Two")], 80)
    assert laid.keys == ("a", "b")
    assert [laid.extent(row) for row in (0, 1)] == [(1, 2), (3, 3)]
    assert [line.first for line in laid.lines] == [False, True, False, True]


anything = st.text(max_size=80)
blocks_of_anything = st.lists(
    st.one_of(
        st.builds(Head, anything),
        st.builds(Say, anything),
        st.builds(Gap),
        st.builds(Pair, anything, anything),
        st.builds(
            Row,
            anything,
            anything,
            tag=anything,
            side=anything,
            under=st.lists(st.one_of(st.builds(Say, anything), st.builds(Pair, anything, anything))).map(
                tuple
            ),
        ),
    ),
    max_size=8,
)


@given(blocks_of_anything, st.sampled_from([40, 60, 80, 120]), st.booleans())
def test_no_line_is_ever_wider_than_its_page(blocks: list[Block], width: int, airy: bool) -> None:
    for line in lay_out(blocks, width, airy=airy).lines:
        assert cell_len(line.text) <= width
        assert line.text.isprintable()


def test_running_text_stays_readable_on_a_wide_page() -> None:
    words = "word " * 60
    assert max(map(len, texts([Say(words)], 200))) <= TEXT_WIDTH + 2


def test_what_steers_a_terminal_does_not_come_through() -> None:
    hostile = "a\x1b[2Jb\x9bc\u202ed\u2066e\x07f\u200bg\ue000h\u061ci\tj\nk"
    assert printable(hostile) == "a[2Jbcdefghi j\nk"
    assert wrap(hostile, 40) == ["a[2Jbcdefghi j", "k"]


def test_a_line_of_a_megabyte_is_cut_where_nobody_reads_on() -> None:
    lines = wrap("x" * 1_000_000, 76)
    assert len(lines) < 300


def test_a_word_that_is_too_long_is_cut_into_pieces() -> None:
    assert wrap("ab " + "x" * 10, 4) == ["ab", "xxxx", "xxxx", "xx"]


def test_wide_characters_count_double() -> None:
    assert wrap("語語語 語", 6) == ["語語語", "語"]
