from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.page.concordance import ELLIPSIS, context, fit_end
from reader.page.width import cells

TEXT = "First line here.\nThe old harbour of Brimley opened again on Monday at noon.\nAnother one."
BOUNDS = Span(17, 75)


def test_the_name_stands_in_its_column_with_words_left_and_right() -> None:
    at = TEXT.index("Brimley")
    found = context(TEXT, Span(at, at + 7), BOUNDS, 40, 15)
    assert (found.before, found.name, found.after) == ("   …harbour of ", "Brimley", " opened again on…")


def test_words_of_other_paragraphs_are_left_out() -> None:
    at = TEXT.index("The old")
    found = context(TEXT, Span(at, at + 3), BOUNDS, 200, 20)
    assert found.before == " " * 20
    assert found.after.endswith("at noon.")


def test_the_end_of_a_text_begins_with_a_whole_word() -> None:
    assert fit_end("one two three", 9) == "…three"
    assert fit_end("one two three", 13) == "one two three"
    assert fit_end("one two three", 13, cut=True) == "…two three"
    assert fit_end("immeasurably", 6) == "…rably"
    assert fit_end("x", 0, cut=True) == ""


words = st.text(st.sampled_from("ab é漢👩\n\t ."), min_size=1, max_size=120)


@given(words, st.data())
def test_a_row_is_never_wider_than_its_room_and_the_name_begins_where_it_should(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    width = data.draw(st.integers(2, 60))
    left = data.draw(st.integers(1, width))
    found = context(text, Span(start, end), Span(0, len(text)), width, left)
    assert cells(found.before) == left
    assert cells(found.before + found.name + found.after) <= width + 1  # a wide sign may be joined
    assert "\n" not in found.before + found.name + found.after
    stripped = found.before.strip().removeprefix(ELLIPSIS)
    assert stripped in text[:start].replace("\n", " ").replace("\t", " ")
