"""Columns: cells of a screen and rows of a page, one for the other."""

from hypothesis import assume, given
from hypothesis import strategies as st

from reader.page.columns import GUTTER, LEAST_MEASURE, Columns, measure_in, spread_width

HEIGHT = 10


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Columns, int, int]:
    """Two columns, with the width of their screen and that of their texts."""
    wanted = draw(st.integers(24, 160))
    width = draw(st.integers(spread_width(wanted), 400))
    measure = measure_in(width, wanted, 2)
    return Columns.pair(width, HEIGHT, measure), width, measure


SPLITS = st.integers(1, HEIGHT)


@given(pairs(), SPLITS, st.integers(0, 2 * HEIGHT - 1), st.data())
def test_a_row_is_found_again_at_each_cell_of_its_text(
    pair: tuple[Columns, int, int], split: int, row: int, data: st.DataObject
) -> None:
    columns, width, measure = pair
    assume(row < split + HEIGHT)
    x, y = columns.cell(row, split)
    column = data.draw(st.integers(0, measure - 1))
    assert 0 <= x + columns.inset + column < width
    assert 0 <= y < HEIGHT
    assert columns.at(x + columns.inset + column, y, split) == (row, column)


@given(pairs(), SPLITS, st.integers(-5, 405), st.integers(0, HEIGHT - 1))
def test_every_cell_is_near_a_row_of_its_column(
    pair: tuple[Columns, int, int], split: int, x: int, y: int
) -> None:
    columns, _, measure = pair
    row, column = columns.at(x, y, split)
    assert 0 <= row < split + HEIGHT
    if 0 <= column < measure:
        left, below = columns.cell(row, split)
        assert left + columns.inset + column == x
        assert below == min(y, split - 1) if row < split else below == y


@given(pairs())
def test_two_columns_stand_in_the_middle_and_have_gutters(pair: tuple[Columns, int, int]) -> None:
    columns, width, measure = pair
    left, right = columns.left(), width - columns.left(1) - measure
    assert abs(left - right) <= 1
    assert min(left, right) >= GUTTER
    assert columns.left(1) - columns.left() - measure >= 2 * GUTTER


@given(st.integers(24, 160))
def test_two_columns_are_wide_enough_to_be_read(wanted: int) -> None:
    least = min(wanted, LEAST_MEASURE)
    assert measure_in(spread_width(wanted), wanted, 2) == least
    assert measure_in(spread_width(wanted) - 1, wanted, 2) < least


def test_one_column_is_the_screen() -> None:
    columns = Columns(1, HEIGHT, 0, 80, 4)
    assert columns.at(6, 3, HEIGHT) == (3, 2)
    assert columns.at(1, HEIGHT + 2, HEIGHT) == (HEIGHT + 2, -3)
    assert columns.cell(3, HEIGHT) == (0, 3)
