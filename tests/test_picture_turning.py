"""Turning pages: every row is shown, and every picture that can be is shown whole."""

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document
from reader.page.layout import Layout
from reader.page.pictures import Pixels
from reader.page.row import Row
from reader.page.turning import Pages, page_rows

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
        following = Pages(layout, ROWS).after(top)
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
        before = Pages(layout, ROWS).before(top)
        assert top - ROWS <= before < top
        top = before
        tops.append(top)
    assert all(any(within(rows, top) for top in tops) for rows in pictures(layout) if layout.height > ROWS)


def test_a_picture_that_is_cut_begins_the_next_page() -> None:
    layout = laid_out([7, -6, 20])
    (picture,) = pictures(layout)
    assert picture.start < ROWS < picture.stop
    assert Pages(layout, ROWS).after(0) == picture.start
    assert Pages(layout, ROWS).before(picture.start + 2) == picture.stop - ROWS


def test_a_picture_that_was_whole_is_not_cut_among_the_rows_that_stay() -> None:
    layout = laid_out([3, -7, 20])
    (picture,) = pictures(layout)
    assert picture.stop == ROWS
    assert Pages(layout, ROWS).after(0) == picture.stop
    layout = laid_out([14, -7, 20])
    (picture,) = pictures(layout)
    assert Pages(layout, ROWS).before(picture.start) == picture.start - ROWS


def test_without_pictures_some_rows_stay() -> None:
    layout = laid_out([9, 9, 9, 9])
    assert Pages(layout, ROWS).after(5) == 5 + page_rows(ROWS)
    assert Pages(layout, ROWS).before(25) == 25 - page_rows(ROWS)


def test_of_two_columns_the_first_ends_above_a_picture_that_would_be_cut() -> None:
    layout = laid_out([7, -6, 40])
    (picture,) = pictures(layout)
    pages = Pages(layout, ROWS, 2)
    assert pages.split(0) == picture.start < ROWS
    assert pages.rows(0) == picture.start + ROWS
    assert pages.split(picture.stop - ROWS) == ROWS + 1  # with the blank row after it
    assert pages.split(picture.start - ROWS) == ROWS
    assert pages.split(picture.start) == ROWS


def test_of_two_columns_the_first_does_not_end_with_a_heading() -> None:
    paragraph, heading = (TEXT * 8).strip(), "On the Sea"
    text = f"{paragraph}\n\n{heading}\n\n{paragraph}"
    at = text.index(heading)
    blocks = (
        Block("paragraph", 0, len(paragraph)),
        Block("heading", at, at + len(heading), 2),
        Block("paragraph", at + len(heading) + 2, len(text)),
    )
    layout = Layout(Document(text, blocks), len(TEXT))
    row = layout.row_of(at)  # with two blank rows above, and one below
    splits = {height: Pages(layout, height, 2).split(0) for height in range(row - 1, row + 4)}
    assert splits == {row - 1: row, row: row, row + 1: row, row + 2: row, row + 3: row + 3}


def test_the_second_of_two_columns_begins_with_text() -> None:
    layout = laid_out([9, 9, 9])
    assert [Pages(layout, height, 2).split(0) for height in (8, 9, 10, 11)] == [8, 10, 10, 11]
    pages = Pages(layout, 9, 2)
    assert pages.rows(0) == 19
    assert pages.half_after(0) == 10
    assert pages.half_before(10) == 0


def test_many_headings_together_are_parted() -> None:
    headings = ["On the Sea"] * 30
    blocks = tuple(Block("heading", at, at + 10, 2) for at in range(0, 30 * 12, 12))
    layout = Layout(Document("\n\n".join(headings), blocks), len(TEXT))
    assert Pages(layout, ROWS, 2).split(0) == ROWS
    assert Pages(layout, ROWS, 2).split(1) == ROWS + 1


def test_two_columns_without_pictures_are_turned_like_one_of_twice_as_many_rows() -> None:
    layout = laid_out([81])
    one, two = Pages(layout, 2 * ROWS), Pages(layout, ROWS, 2)
    for top in range(layout.height):
        assert (two.after(top), two.before(top), two.rows(top)) == (one.after(top), one.before(top), 2 * ROWS)


def columns(pages: Pages, top: int) -> list[range]:
    """The rows of each column of a page."""
    split = top + pages.split(top)
    return [range(top, split), range(split, split + ROWS)]


def whole(rows: range, column: range) -> bool:
    return column.start <= rows.start and rows.stop <= column.stop


@given(PIECES, st.integers(0, 60))
def test_no_picture_is_cut_between_two_columns(pieces: list[int], top: int) -> None:
    layout = laid_out(pieces)
    pages = Pages(layout, ROWS, 2)
    first, _second = columns(pages, top)
    assert len(first) >= 1
    assert all(layout.row(y) == Row() for y in first[ROWS:])
    for rows in pictures(layout):
        assert not rows.start < first.stop < rows.stop or rows.start <= top


@given(PIECES, st.integers(0, 100))
def test_the_least_top_is_the_first_that_has_the_row_on_its_page(pieces: list[int], row: int) -> None:
    pages = Pages(laid_out(pieces), ROWS, 2)
    tops = [top for top in range(row + 1) if row < top + pages.rows(top)]
    assert pages.least_top(row) == tops[0]


@given(PIECES)
def test_going_down_two_columns_every_row_and_every_picture_is_seen_whole(pieces: list[int]) -> None:
    layout = laid_out(pieces)
    pages = Pages(layout, ROWS, 2)
    top, tops = 0, [0]
    while top < pages.last_top:
        following = pages.after(top)
        assert top < following <= top + pages.rows(top)
        top = min(following, pages.last_top)
        tops.append(top)
    assert top + pages.rows(top) >= layout.height
    seen = [column for top in tops for column in columns(pages, top)]
    assert all(any(whole(rows, column) for column in seen) for rows in pictures(layout))


@given(PIECES)
def test_going_up_two_columns_every_row_and_every_picture_is_seen_whole(pieces: list[int]) -> None:
    layout = laid_out(pieces)
    pages = Pages(layout, ROWS, 2)
    top = pages.last_top
    tops = [top]
    while top > 0:
        before = pages.before(top)
        assert before < top <= before + pages.rows(before)
        top = before
        tops.append(top)
    seen = [column for top in tops for column in columns(pages, top)]
    assert all(any(whole(rows, column) for column in seen) for rows in pictures(layout))
