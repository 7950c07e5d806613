"""Turning pages: every row is shown, and every picture that can be is shown whole."""

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document
from reader.page.layout import Layout
from reader.page.pictures import Pixels
from reader.page.turning import next_top, page_rows, previous_top

ROWS = 12
TEXT = "It was a dark night. "


def laid_out(pieces: list[int]) -> Layout:
    """Paragraphs of so many rows; a negative number stands for a picture of so many rows above its text."""
    text, blocks, sizes = "", [], {}
    for piece in pieces:
        text += "\n\n" if text else ""
        content = "[image: a boat]" if piece < 0 else TEXT * piece
        content = content.strip()
        if piece < 0:
            sizes[len(text)] = Pixels(4 * 20, 4 * 2 * -piece)
        blocks.append(Block("image" if piece < 0 else "paragraph", len(text), len(text) + len(content)))
        text += content
    return Layout(Document(text, tuple(blocks)), len(TEXT), sizes, ROWS * 2 // 3)


def pictures(layout: Layout) -> list[range]:
    """The rows of each picture, with the row of its text."""
    found = []
    for y in range(layout.height):
        picture = layout.row(y).picture
        if picture and picture.line == 0:
            found.append(range(y, y + picture.rows + 1))
    return found


def within(rows: range, top: int) -> bool:
    return top <= rows.start and rows.stop <= top + ROWS


PIECES = st.lists(st.one_of(st.integers(1, 12), st.integers(-8, -1)), min_size=1, max_size=12)


@given(PIECES)
def test_going_down_every_row_and_every_picture_is_seen_whole(pieces: list[int]) -> None:
    layout = laid_out(pieces)
    top, tops = 0, [0]
    while top + ROWS < layout.height:
        following = next_top(layout, top, ROWS)
        assert top < following <= top + ROWS
        top = following
        tops.append(top)
    assert all(any(within(rows, top) for top in tops) for rows in pictures(layout))


@given(PIECES)
def test_going_up_every_row_and_every_picture_is_seen_whole(pieces: list[int]) -> None:
    layout = laid_out(pieces)
    top = max(0, layout.height - ROWS)
    tops = [top]
    while top > 0:
        before = max(0, previous_top(layout, top, ROWS))
        assert top - ROWS <= before < top
        top = before
        tops.append(top)
    assert all(any(within(rows, top) for top in tops) for rows in pictures(layout) if layout.height > ROWS)


def test_a_picture_that_is_cut_begins_the_next_page() -> None:
    layout = laid_out([7, -6, 20])
    (picture,) = pictures(layout)
    assert picture.start < ROWS < picture.stop
    assert next_top(layout, 0, ROWS) == picture.start
    assert previous_top(layout, picture.start + 2, ROWS) == picture.stop - ROWS


def test_a_picture_that_was_whole_is_not_cut_among_the_rows_that_stay() -> None:
    layout = laid_out([3, -7, 20])
    (picture,) = pictures(layout)
    assert picture.stop == ROWS
    assert next_top(layout, 0, ROWS) == picture.stop
    assert previous_top(layout, picture.start, ROWS) == picture.start - ROWS


def test_without_pictures_some_rows_stay() -> None:
    layout = laid_out([9, 9, 9, 9])
    assert next_top(layout, 5, ROWS) == 5 + page_rows(ROWS)
    assert previous_top(layout, 25, ROWS) == 25 - page_rows(ROWS)
