"""PDFs: the words of figures, displayed equations, and tables of contents do not scatter among the text."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from tests.pdf_documents import HARBOUR, LEFT, NARROW, PIANO, RIGHT, WIDOW, blocks, read, texts
from tests.pdf_writer import Page, Words, column

BOX = (150.0, 420.0, 350.0, 560.0)
CURVE = b"150 420 m 200 540 300 440 350 560 c S\n"
AXES = b"150 420 m 350 420 l S 150 420 m 150 560 l S\n"
GRID = (
    b"".join(b"100 %d m 500 %d l S\n" % (y, y) for y in (440, 456, 472, 488, 504))
    + b"100 440 m 100 504 l S\n"
)
TICKS = [
    *(Words(str(10 * step), 150 + 45 * step, 408, 7) for step in range(5)),
    *(Words(f"0.{step}", 132, 425 + 30 * step, 7) for step in range(5)),
]
AXIS = [Words("Number of boats", 220, 396, 8), Words("mail", 260, 500, 8)]
CAPTION = Words("Figure 1: The mail that came by boat.", LEFT, 370, 9)


def above(top: float = 700) -> list[Words]:
    return column(HARBOUR, LEFT, top, 400)


def below() -> list[Words]:
    return column(PIANO, LEFT, 330, 400)


# Figures


def test_the_words_of_a_figure_are_one_block_by_its_caption() -> None:
    page = Page([*above(), *TICKS, *AXIS, CAPTION, *below()], drawing=AXES + CURVE)
    document = read([page])
    kinds = [kind for kind, _ in blocks(document)]
    assert kinds == ["paragraph", "image", "caption", "paragraph"]
    figure = texts(document)[1]
    assert figure.startswith("[figure: ")
    assert "0 10 20 30 40 · Number of boats]" in figure
    assert all(word in figure for word in ("0.0", "0.4", "mail"))


def test_the_words_of_a_figure_are_no_place_for_entities_but_can_be_searched() -> None:
    document = read([Page([*above(), *TICKS, *AXIS, CAPTION, *below()], drawing=AXES + CURVE)])
    assert "Number of boats" in document.text
    assert not [block for block in document.leaves if block.kind == "code"]


def test_a_sentence_runs_on_past_a_figure() -> None:
    first = column("The boats that lay in the harbour at the end of that winter were the", LEFT, 700, 300)
    rest = column("oldest of the coast, and none of them had been painted since the war.", LEFT, 330, 300)
    page = Page([*first, *TICKS, *AXIS, CAPTION, *rest], drawing=AXES + CURVE)
    assert any("winter were the oldest of the coast" in text for text in texts(read([page])))


def test_a_figure_in_a_column_stays_in_it() -> None:
    left = [*column(HARBOUR, LEFT, 700, NARROW), *column(PIANO, LEFT, 300, NARROW)]
    right = [*column(WIDOW, RIGHT, 700, NARROW), *column(HARBOUR, RIGHT, 500, NARROW)]
    right += column(PIANO, RIGHT, 380, NARROW)
    labels = [Words(str(step), 60 + 40 * step, 408, 7) for step in range(5)]
    caption = Words("Figure 1: The mail.", LEFT, 380, 9)
    curve = b"60 420 m 120 540 180 440 240 560 c S\n"
    said = texts(read([Page([*left, *labels, caption, *right], drawing=curve)]))
    order = [next(i for i, text in enumerate(said) if text.startswith(start)) for start in ("[fig", "Figure")]
    assert order[1] == order[0] + 1
    assert said[0].startswith("The harbour froze")
    first_of_right = next(i for i, text in enumerate(said) if text.startswith("She came"))
    assert order[1] < first_of_right


def test_text_in_a_frame_or_over_a_ground_stays_text() -> None:
    frame = b"40 600 m 40 720 l 460 720 l 470 600 l s\n"  # one side is slanted
    document = read([Page([*above(), *below()], drawing=frame)])
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "paragraph"]


def test_a_ruled_table_stays_a_table() -> None:
    rows = [("Vessel", "Sacks"), ("mail boat", "6"), ("steam tug", "0"), ("the ferry", "12")]
    words = [
        Words(cell, 110 + 200 * at, 492 - 16 * row)
        for row, cells in enumerate(rows)
        for at, cell in enumerate(cells)
    ]
    caption = Words("Table 1: What the boats brought.", LEFT, 420, 9)
    document = read([Page([*above(), *words, caption, *below()], drawing=GRID)])
    table = next(text for kind, text in blocks(document) if kind == "code")
    assert [row.split()[-1] for row in table.splitlines()] == ["Sacks", "6", "0", "12"]


BARS = b"".join(b"%d 420 20 %d re f\n" % (170 + 45 * bar, 30 + 20 * bar) for bar in range(4))


def test_a_chart_of_bars_is_a_figure_and_a_table_of_numbers_is_none() -> None:
    chart = read([Page([*above(), *TICKS, CAPTION, *below()], drawing=AXES + BARS)])
    assert [kind for kind, _ in blocks(chart)] == ["paragraph", "image", "caption", "paragraph"]
    cells = [Words(str(7 * row + at), 110 + 90 * at, 492 - 16 * row) for row in range(4) for at in range(4)]
    caption = Words("Figure 1: The sacks of each day.", LEFT, 420, 9)
    table = read([Page([*above(), *cells, caption, *below()], drawing=GRID)])
    assert not any(text.startswith("[figure") for text in texts(table))


def test_labels_that_run_upwards_belong_to_their_figure() -> None:
    upwards = Words("sacks of mail", 118, 470, 8, turned=True)
    document = read([Page([*above(), *TICKS, *AXIS, upwards, CAPTION, *below()], drawing=AXES + CURVE)])
    assert [text for text in texts(document) if "sacks of mail" in text and text.startswith("[figure")]


def test_a_picture_of_the_whole_page_swallows_no_text() -> None:
    scan = b"0 0 m 600 0 l 590 800 l 0 790 l s\n"
    document = read([Page([*above(), *TICKS, CAPTION, *below()], drawing=scan)])
    assert not any(text.startswith("[figure") for text in texts(document))


# Equations


def equation(top: float) -> list[Words]:
    return [
        Words("a + b", 240, top + 8),
        Words("x =", 210, top),
        Words("+ 2y,", 275, top),
        Words("(7)", 435, top),
        Words("2c", 248, top - 8),
    ]


def test_an_equation_is_one_block_as_it_is_laid_out() -> None:
    page = Page([*above(), *equation(620), *below()])
    found = [text for kind, text in blocks(read([page])) if kind == "code"]
    assert len(found) == 1
    assert [row.split() for row in found[0].splitlines()] == [
        ["a", "+", "b"],
        ["x", "=", "+", "2y,", "(7)"],
        ["2c"],
    ]


def test_no_sentence_runs_on_past_an_equation() -> None:
    before = column("The mail that came is then", LEFT, 660, 400)
    after = column("where c is the number of the boats that came through the ice.", LEFT, 580, 400)
    said = [text.split()[0] for text in texts(read([Page([*above(), *before, *equation(620), *after])]))]
    assert said[1:] == ["The", "a", "where"]


@pytest.mark.parametrize(
    "line",
    [
        "where x = 2 and y = 3 hold in the winter, as nobody doubts.",
        "The rule a = b is known to everybody in the harbour.",
    ],
)
def test_a_line_of_text_with_signs_in_it_is_no_equation(line: str) -> None:
    page = Page([*above(), Words(line, LEFT, 630), *below()])
    assert all(kind == "paragraph" for kind, _ in blocks(read([page])))


# Tables of contents

DOTS = " . . . . . . . . . . . . . ."


def contents(*entries: str, top: float = 700) -> list[Words]:
    return [
        Words(entry, LEFT + (20 if "." in entry.split()[0] else 0), top - 14 * at)
        for at, entry in enumerate(entries)
    ]


def test_each_line_of_a_table_of_contents_is_an_item_in_order() -> None:
    page = Page(
        [
            *contents(
                "1 Winter 2",
                f"1.1 The Ice{DOTS} 2",
                f"1.2 The Mail{DOTS} 6",
                "2 Spring 24",
                f"2.1 Thaw{DOTS} 24",
            ),
            *below(),
        ]
    )
    assert blocks(read([page]))[:5] == [
        ("list_item", "1 Winter 2"),
        ("list_item", "  1.1 The Ice … 2"),
        ("list_item", "  1.2 The Mail … 6"),
        ("list_item", "2 Spring 24"),
        ("list_item", "  2.1 Thaw … 24"),
    ]


def test_an_entry_of_two_lines_is_one_item() -> None:
    page = Page(
        [
            *contents(
                f"Winter{DOTS} 2",
                "How the mail came through",
                f"the ice{DOTS} 6",
                f"The Thaw{DOTS} 9",
                f"Spring{DOTS} 12",
            ),
            *below(),
        ]
    )
    assert texts(read([page]))[:4] == [
        "Winter … 2",
        "How the mail came through the ice … 6",
        "The Thaw … 9",
        "Spring … 12",
    ]


def test_lines_that_end_with_numbers_that_go_down_are_no_contents() -> None:
    page = Page([*contents(f"Winter{DOTS} 12", f"Ice{DOTS} 6", f"Spring{DOTS} 2"), *below()])
    assert all(kind != "list_item" for kind, _ in blocks(read([page])))
