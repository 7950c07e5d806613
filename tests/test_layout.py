from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from reader.document import CONTAINERS, Block, BlockKind, Document, Mark
from reader.page.layout import FOLDED, Layout
from reader.page.pictures import Pixels
from reader.page.tables import tables
from reader.page.width import cells


def document(*parts: tuple[BlockKind, str, int], marker: str = "") -> Document:
    text, blocks = "", []
    for kind, content, level in parts:
        text += ("\n\n" if text else "") + marker
        blocks.append(Block(kind, len(text), len(text) + len(content), level))
        text += content
    return Document(text, tuple(blocks))


def drawn(layout: Layout) -> list[str]:
    text = layout.document.text
    lines = []
    for y in range(layout.height):
        line = ""
        for piece in layout.row(y).pieces:
            line += " " * (piece.column - cells(line)) + text[piece.start : piece.end]
        lines.append(line)
    return lines


WORDS = st.text("ab c中é’👍 ", min_size=1, max_size=120).map(str.strip).filter(bool)
DOCUMENTS = st.lists(WORDS, min_size=1, max_size=6).map(
    lambda texts: document(*(("paragraph", t, 0) for t in texts))
)


@given(DOCUMENTS, st.integers(8, 60))
def test_every_character_that_is_not_space_is_drawn_once_in_order(doc: Document, measure: int) -> None:
    layout = Layout(doc, measure)
    assert "".join("".join(drawn(layout)).split()) == "".join(doc.text.split())


@given(DOCUMENTS, st.integers(8, 60))
def test_no_row_is_wider_than_the_measure(doc: Document, measure: int) -> None:
    layout = Layout(doc, measure)
    assert all(cells(line) <= max(8, measure) for line in drawn(layout))


@given(DOCUMENTS, st.integers(8, 60), st.data())
def test_an_offset_is_found_again_at_its_row_and_column(
    doc: Document, measure: int, data: st.DataObject
) -> None:
    layout = Layout(doc, measure)
    y = data.draw(st.integers(0, layout.height - 1))
    for piece in layout.row(y).pieces:
        offset = data.draw(st.integers(piece.start, piece.end - 1))
        assert layout.row_of(offset) == y
        found = layout.offset_at(y, layout.column_of(offset))
        assert found <= offset
        assert layout.column_of(found) == layout.column_of(offset) or doc.text[offset] == "\u200d"


def test_headings_have_more_space_above_than_below() -> None:
    layout = Layout(document(("paragraph", "One.", 0), ("heading", "Two", 2), ("paragraph", "Three.", 0)), 40)
    assert drawn(layout) == ["One.", "", "", "Two", "", "Three."]


def test_list_markers_hang_and_are_drawn_on_the_first_row_only() -> None:
    text = "• one two three\n• four"
    doc = Document(text, (Block("list_item", 2, 15, 1), Block("list_item", 18, 22, 1)))
    layout = Layout(doc, 10)
    assert drawn(layout) == ["  one two", "  three", "  four"]
    assert [layout.row(y).marker for y in range(3)] == ["• ", "", "• "]


def test_quotations_are_indented_by_depth() -> None:
    doc = Document(
        "Said.\n\nMore.",
        (
            Block("quotation", 0, 12, 1),
            Block("paragraph", 0, 5),
            Block("quotation", 7, 12, 2),
            Block("paragraph", 7, 12),
        ),
    )
    assert drawn(Layout(doc, 40)) == ["    Said.", "", "        More."]


def test_code_keeps_its_lines_and_spaces() -> None:
    layout = Layout(document(("code", "if x:\n    y()", 0)), 40)
    assert drawn(layout) == ["  if x:", "      y()"]


def test_the_cells_of_a_table_stand_in_columns() -> None:
    text = "Name\tAge\nVolodymyr\t46"
    doc = Document(
        text,
        (
            Block("table", 0, len(text)),
            Block("cell", 0, 4, 1),
            Block("cell", 5, 8, 1),
            Block("cell", 9, 18, 2),
            Block("cell", 19, 21, 2),
        ),
    )
    layout = Layout(doc, 40)
    assert drawn(layout) == ["Name       Age", "", "Volodymyr   46"]
    assert layout.row(1).rule == 14
    assert layout.offset_at(2, 12) == 19
    assert layout.offset_at(1, 12) == 19
    assert layout.column_of(19) == 12


def test_a_table_too_wide_for_the_measure_folds_its_cells() -> None:
    text = "a " * 20 + "\tshort"
    text = text.replace(" \t", "\t")
    end = text.index("\t")
    doc = Document(
        text, (Block("table", 0, len(text)), Block("cell", 0, end, 1), Block("cell", end + 1, len(text), 1))
    )
    layout = Layout(doc, 20)
    assert layout.height > 1
    assert all(cells(line) <= 20 for line in drawn(layout))


def test_a_blank_row_stands_for_the_text_below_it() -> None:
    layout = Layout(document(("paragraph", "One.", 0), ("paragraph", "Two.", 0)), 40)
    assert layout.offset_at(1, 30) == 6 + 3
    assert layout.offset_at(99, 0) == len(layout.document.text) - 1


def test_an_empty_row_lies_outside_the_page() -> None:
    layout = Layout(document(("paragraph", "One.", 0)), 40)
    assert layout.row(-1).pieces == ()
    assert layout.row(5).start == -1


def test_an_empty_cell_keeps_its_column() -> None:
    text = "A\tB\tC\nx\t\tz"
    cells_ = [(0, 1, 1), (2, 3, 1), (4, 5, 1), (6, 7, 2), (9, 10, 2)]
    blocks = (Block("table", 0, len(text)), *(Block("cell", start, end, row) for start, end, row in cells_))
    assert drawn(Layout(Document(text, blocks), 40)) == ["A   B   C", "", "x       z"]


def table(*rows: tuple[str, ...]) -> Document:
    text, blocks = "", []
    for level, row in enumerate(rows, 1):
        text += "\n" if level > 1 else ""
        for place, cell in enumerate(row):
            text += "\t" if place else ""
            if cell:
                blocks.append(Block("cell", len(text), len(text) + len(cell), level))
            text += cell
    return Document(text, (Block("table", 0, len(text)), *blocks))


def test_a_row_of_headings_is_set_off_by_a_line() -> None:
    layout = Layout(table(("Name", "Place"), ("Ann", "Brimley"), ("Ben", "York")), 40)
    assert drawn(layout) == ["Name  Place", "", "Ann   Brimley", "Ben   York"]
    assert [layout.row(y).rule for y in range(4)] == [0, 13, 0, 0]


def test_a_first_row_of_numbers_is_no_heading_but_years_may_be() -> None:
    assert drawn(Layout(table(("Ann", "12"), ("Ben", "7")), 40)) == ["Ann  12", "Ben   7"]
    layout = Layout(table(("", "2019", "2020"), ("Ann", "5", "1,200"), ("Ben", "12", "—")), 40)
    assert drawn(layout) == ["     2019   2020", "", "Ann     5  1,200", "Ben    12      —"]


def test_a_column_with_words_is_not_aligned_as_numbers() -> None:
    layout = Layout(table(("Name", "Age"), ("Ann", "46"), ("Ben", "unknown")), 40)
    assert drawn(layout)[2:] == ["Ann   46", "Ben   unknown"]


def test_the_cells_of_a_table_without_room_for_columns_stand_below_each_other() -> None:
    names = tuple(f"column {n}" for n in range(12))
    layout = Layout(table(names, tuple(f"value {n}" for n in range(12))), 40)
    headings = ["column 0", *(f"  column {n}" for n in range(1, 12))]
    values = [" " * 11 + f"value {n}" for n in range(12)]
    assert drawn(layout) == [*headings, "", *values]
    assert [layout.row(13 + n).marker for n in range(12)] == list(names)


def test_code_goes_on_below_a_mark() -> None:
    layout = Layout(document(("code", "if something:\n    call(one, two, three)\nx", 0)), 20)
    assert drawn(layout) == ["  if something:", "      call(one, ", "  two, three)", "  x"]
    assert [layout.row(y).marker for y in range(4)] == ["", "", FOLDED, ""]


KINDS = st.sampled_from(get_args(BlockKind)).filter(lambda kind: kind not in (*CONTAINERS, "cell", "rule"))
CONTENT = st.text("ab c中é👍1.\n", min_size=1, max_size=90).map(str.strip).filter(bool)
MIXED = st.lists(st.tuples(KINDS, CONTENT, st.integers(0, 2)), min_size=1, max_size=6).map(
    lambda parts: document(*parts)
)
PIXELS = st.builds(Pixels, st.integers(1, 4000), st.integers(1, 4000))


@given(MIXED, st.integers(8, 60), st.lists(PIXELS, min_size=6, max_size=6), st.integers(1, 20))
def test_pictures_change_no_offset(doc: Document, measure: int, sizes: list[Pixels], most: int) -> None:
    images = {
        block.start: size for block, size in zip(doc.leaves, sizes, strict=False) if block.kind == "image"
    }
    plain, pictured = Layout(doc, measure), Layout(doc, measure, images, most)
    rows = [pictured.row(y) for y in range(pictured.height)]
    assert [row for row in rows if row.pieces] == [
        row for y in range(plain.height) if (row := plain.row(y)).pieces
    ]
    for block in doc.leaves:
        first = pictured.row_of(block.start)
        assert rows[first].start == block.start
        for offset in range(block.start, block.end):
            row = rows[pictured.row_of(offset)]
            assert row.start <= offset < max(row.stop, row.start + 1)
        above = 0
        while first - above and rows[first - above - 1].picture:
            above += 1
            assert pictured.offset_at(first - above, 0) == pictured.offset_at(first, 0)
        assert bool(above) == (block.start in images)
        assert above <= most
    for row in rows:
        if row.picture:
            assert row.picture.column + row.picture.columns <= pictured.measure
            assert 0 <= row.picture.line < row.picture.rows


CELL = st.text("ab 1,中", max_size=14).map(str.strip)


@given(
    st.integers(1, 7).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)
    ),
    st.integers(8, 60),
)
def test_every_cell_is_drawn_whole_and_within_the_measure(rows: list[list[str]], measure: int) -> None:
    doc = table(*(tuple(row) for row in rows))
    layout = Layout(doc, measure)
    lines = drawn(layout)
    assert sorted("".join("".join(lines).split())) == sorted("".join(doc.text.split()))
    assert all(cells(line) <= layout.measure for line in lines)
    for block in doc.leaves:
        for offset in range(block.start, block.end):
            row = layout.row_of(offset)
            found = layout.offset_at(row, layout.column_of(offset))
            assert found == offset or doc.text[offset].isspace()


def test_a_first_row_heads_a_table_only_where_its_cells_are_known_to() -> None:
    text = "Ship\tTons\nAurora\tnone"
    cells = (
        Block("cell", 0, 4, 1),
        Block("cell", 5, 9, 1),
        Block("cell", 10, 16, 2),
        Block("cell", 17, 21, 2),
    )
    plain = Document(text, (Block("table", 0, 21), *cells))
    headed = replace(plain, marks=(Mark("header", 0, 4), Mark("header", 5, 9)))
    sides = replace(plain, marks=(Mark("header", 0, 4), Mark("header", 10, 16)))
    assert [[len(table.head) for table in tables(each)] for each in (plain, headed, sides)] == [[2], [2], [0]]
