import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Folders
from reader.page.margin import FEWEST_LINES, MOST_LINES, asides
from reader.page.width import cells
from tests.interface import reading


def placed(notes: list[tuple[int, str]], width: int = 20) -> dict[int, str]:
    keyed = [(row, words, str(index)) for index, (row, words) in enumerate(notes)]
    return {row: aside.text for row, aside in asides(keyed, width).items()}


def test_a_note_stands_beside_its_row() -> None:
    assert placed([(7, "Who says so?")]) == {7: "Who says so?"}


def test_a_long_note_is_wrapped_and_its_paragraphs_follow_each_other() -> None:
    assert placed([(0, "Who says so, and since when?\n\nAsk.")]) == {
        0: "Who says so, and",
        1: "since when?",
        2: "Ask.",
    }


def test_a_note_moves_down_below_the_one_before() -> None:
    assert placed([(3, "One"), (3, "Two"), (4, "Three")]) == {3: "One", 5: "Two", 7: "Three"}


def test_a_note_is_cut_where_the_next_one_begins() -> None:
    assert placed([(0, "word " * 40), (4, "Next")]) == {
        0: "word word word word",
        1: "word word word word",
        2: "word word word word…",
        4: "Next",
    }


@given(
    st.lists(st.tuples(st.integers(0, 60), st.text("ab 漢é\n", max_size=120)), max_size=12).map(sorted),
    st.integers(4, 40),
)
def test_no_row_has_two_notes_and_none_is_too_wide(notes: list[tuple[int, str]], width: int) -> None:
    keyed = [(row, words, str(index)) for index, (row, words) in enumerate(notes)]
    rows = asides(keyed, width)
    assert all(cells(aside.text) <= width for aside in rows.values())
    for row, words, key in keyed:
        mine = sorted(at for at, aside in rows.items() if aside.key == key)
        if words.strip():
            assert min(FEWEST_LINES, len(mine)) <= len(mine) <= MOST_LINES
            assert mine[0] >= row
            assert mine == list(range(mine[0], mine[-1] + 1))


async def test_notes_stand_in_the_margin_where_there_is_room(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(160, 40)) as r:
        await r.press("g g s a")
        await r.type("Who says so?")
        await r.press("ctrl+s")
        await r.settle()
        await r.press("escape")
        row = r.article.layout_.row_of(r.screen.annotating.annotations[0].target.start) - r.article.top
        strip = "".join(segment.text for segment in r.article.render_line(row))
        assert strip.rstrip().endswith("Who says so?")
        assert strip.index("Who says so?") > r.article.left + r.article.layout_.measure
        await r.press("z n")
        strip = "".join(segment.text for segment in r.article.render_line(row))
        assert "Who says so?" not in strip
        await r.press("z n")
        await r.pilot.resize_terminal(120, 40)
        await r.settle()
        assert r.article.aside_width == 0
