import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.search import find_all


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Kyiv and kyiv", "kyiv", [Span(0, 4), Span(9, 13)]),
        ("Kyiv and kyiv", "Kyiv", [Span(0, 4)]),
        ("Zelensky’s plan", "zelensky's", [Span(0, 10)]),
        ("“one piece”", '"one', [Span(0, 4)]),
        ("long\nrange", "long range", [Span(0, 10)]),
        ("a.b", "a.b", [Span(0, 3)]),
        ("axb", "a.b", []),
        ("anything", "  ", []),
    ],
)
def test_words_are_found_as_a_reader_would_type_them(text: str, query: str, found: list[Span]) -> None:
    assert find_all(text, query) == found


@given(st.text(max_size=60), st.text("ab .*[(", min_size=1, max_size=4))
def test_what_is_found_lies_in_the_text_in_order(text: str, query: str) -> None:
    ends = 0
    for span in find_all(text, query):
        assert ends <= span.start < span.end <= len(text)
        ends = span.end
