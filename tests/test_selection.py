import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document, Span
from reader.places import within
from reader.tui import selection as motions
from reader.tui.selecting import MOTIONS
from reader.tui.selection import Gap, Motion, Selection, Unit, drawn_over, widened

TEXT = "One two. Three four.\n\nFive é\u0301 six."
DOC = Document(TEXT, (Block("paragraph", 0, 20), Block("paragraph", 22, len(TEXT))))


@pytest.mark.parametrize(
    ("motion", "start", "end"),
    [
        (motions.right, 0, 1),
        (motions.right, 19, 22),
        (motions.right, 27, 29),
        (motions.right, len(TEXT) - 1, len(TEXT) - 1),
        (motions.left, 22, 19),
        (motions.left, 29, 27),
        (motions.left, 0, 0),
        (motions.word_forward, 0, 4),
        (motions.word_forward, 19, 22),
        (motions.word_end, 0, 2),
        (motions.word_end, 2, 6),
        (motions.word_back, 5, 4),
        (motions.word_back, 22, 19),
        (motions.word_end_back, 9, 7),
        (motions.word_end_back, 22, 19),
        (motions.word_end_back, 1, 1),
        (MOTIONS["big-word"], 4, 9),
        (MOTIONS["big-word"], 15, 22),
        (MOTIONS["big-word-back"], 7, 4),
        (motions.sentence_end, 0, 7),
        (motions.sentence_end, 7, 19),
        (motions.sentence_end, 19, len(TEXT) - 1),
        (motions.sentence_start, 12, 9),
        (motions.sentence_start, 9, 0),
        (motions.paragraph_end, 3, 19),
        (motions.paragraph_end, 19, len(TEXT) - 1),
        (motions.paragraph_start, 24, 22),
        (motions.paragraph_start, 22, 0),
    ],
)
def test_the_caret_goes_where_the_motion_says(motion: Motion, start: int, end: int) -> None:
    assert motion(DOC, start) == end


@given(st.sampled_from(sorted(MOTIONS)), st.integers(0, len(TEXT) - 1))
def test_every_motion_ends_on_a_character_of_a_block(name: str, start: int) -> None:
    end = MOTIONS[name](DOC, start)
    assert any(block.start <= end < block.end for block in DOC.leaves) or end == start


@given(st.integers(0, len(TEXT) - 1), st.integers(0, len(TEXT) - 1))
def test_a_selection_includes_the_characters_at_both_ends(anchor: int, head: int) -> None:
    selection = Selection(anchor, head)
    span = selection.span(TEXT)
    assert anchor in span
    assert head in span
    assert selection.swapped().span(TEXT) == span


def test_a_selection_over_a_range_selects_it() -> None:
    assert Selection.over(Span(4, 8)).span(TEXT) == Span(4, 8)


def test_a_pointer_between_two_characters_takes_neither() -> None:
    on, margin, later = Gap(4, 4), Gap(8, 9), Gap(12, 12)
    assert drawn_over(on, margin) == Selection(4, 8)
    assert drawn_over(margin, on) == Selection(8, 4)
    assert drawn_over(margin, later) == Selection(9, 12)
    assert drawn_over(later, margin) == Selection(12, 9)
    assert drawn_over(margin, margin) is None
    assert drawn_over(on, on) == Selection(4, 4)


@given(
    st.integers(0, len(TEXT) - 1),
    st.integers(0, len(TEXT) - 1),
    st.sampled_from(["character", "word", "sentence", "paragraph"]),
)
def test_whole_units_hold_what_was_drawn_over_and_keep_its_direction(a: int, b: int, unit: Unit) -> None:
    wide = widened(DOC, Selection(a, b), unit)
    assert within(Selection(a, b).span(TEXT), wide.span(TEXT))
    assert (wide.anchor <= wide.head) == (a <= b) or len(wide.span(TEXT)) == 1
    assert widened(DOC, wide, unit).span(TEXT) == wide.span(TEXT)


@pytest.mark.parametrize(
    ("unit", "taken"),
    [("word", "four.\n\nFive"), ("sentence", "Three four.\n\nFive é\u0301 six."), ("paragraph", TEXT)],
)
def test_units_are_taken_whole_at_both_ends(unit: Unit, taken: str) -> None:
    span = widened(DOC, Selection(16, 23), unit).span(TEXT)
    assert TEXT[span.start : span.end] == taken
    assert widened(DOC, Selection(23, 16), unit).head == span.start
