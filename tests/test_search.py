import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import search
from reader.document import Span
from reader.expressions import ExpressionError, find
from reader.folding import fold
from reader.search import Haystack, Query, find_all, finder


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Kyiv and kyiv", "kyiv", [Span(0, 4), Span(9, 13)]),
        ("Kyiv and kyiv", "Kyiv", [Span(0, 4)]),
        ("Zelensky’s plan", "zelensky's", [Span(0, 10)]),
        ("Zelensky's plan", "zelensky’s", [Span(0, 10)]),
        ("“one piece”", '"one', [Span(0, 4)]),
        ("long\nrange", "long range", [Span(0, 10)]),
        ("the end.\n\nA start", "end. a", [Span(4, 11)]),
        ("a.b", "a.b", [Span(0, 3)]),
        ("axb", "a.b", []),
        ("anything", "  ", []),
        ("a naïve man", "naive", [Span(2, 7)]),
        ("a nai\u0308ve man", "naive", [Span(2, 8)]),
        ("the cafe\u0301.", "cafe", [Span(4, 9)]),
        ("Erdoğan, ERDOĞAN", "erdogan", [Span(0, 7), Span(9, 16)]),
        ("wait… here", "wait...", [Span(0, 5)]),
        ("wait... here", "wait…", [Span(0, 7)]),
        ("the ﬁnal ﬂoor", "final", [Span(4, 8)]),
        ("ＡＢＣ corp", "abc", [Span(0, 3)]),
        ("Łódź, Ørsted, Æsop", "lodz", [Span(0, 4)]),
        ("Straße", "strasse", [Span(0, 6)]),
        ("so\u00adft hy\u00adphens", "soft hyphens", [Span(0, 14)]),
        ("zero\u200bwidth", "zerowidth", [Span(0, 10)]),
        ("\u00adsoft", "soft", [Span(1, 5)]),
        ("long‑range – war", "long-range - war", [Span(0, 16)]),
        ("a\u00a0b\u2009c", "a b c", [Span(0, 5)]),
        ("мой мои", "мои", [Span(4, 7)]),
        ("が か", "か", [Span(2, 3)]),
        ("שָׁלוֹם", "שלום", [Span(0, 7)]),
        ("夏目漱石は漱石", "漱石", [Span(2, 4), Span(5, 7)]),
        ("......", "…", [Span(0, 3), Span(3, 6)]),
        ("……", ".", [Span(0, 1), Span(1, 2)]),
    ],
)
def test_words_are_found_as_a_reader_would_type_them(text: str, query: str, found: list[Span]) -> None:
    assert find_all(text, query) == found


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("naïve naive", "naïve", [Span(0, 5)]),
        ("nai\u0308ve naive", "naïve", [Span(0, 6)]),
        ("résumé resumé", "resumé", [Span(0, 6), Span(7, 13)]),
        ("resume", "resumé", []),
        ("NAÏVE", "naïve", [Span(0, 5)]),
        ("NAÏVE Naïve", "Naïve", [Span(6, 11)]),
        ("Łódź lodz", "łódź", [Span(0, 4)]),
        ("“Zoë’s”", "zoë's", [Span(1, 6)]),
    ],
)
def test_an_accent_that_is_typed_counts(text: str, query: str, found: list[Span]) -> None:
    assert find_all(text, query) == found


def test_whole_words_are_found_whatever_their_capitals_and_accents() -> None:
    text = "The café. Cafeteria, the Cafe; pre-cafe"
    found = Haystack(text).search(Query("Café", whole=True, lenient=True))
    assert [text[span.start : span.end] for span in found] == ["café", "Cafe", "cafe"]


@given(st.text(max_size=60), st.text("ab .*[(", min_size=1, max_size=4))
def test_what_is_found_lies_in_the_text_in_order(text: str, query: str) -> None:
    ends = 0
    for span in find_all(text, query):
        assert ends <= span.start < span.end <= len(text)
        ends = span.end


@given(st.text("aé\u0301ﬁ… \n\u00adßX’", max_size=40), st.text("af.s'x ", min_size=1, max_size=3))
def test_what_is_found_folds_to_what_is_sought(text: str, query: str) -> None:
    for span in find_all(text, query):
        passage = " ".join(fold(text[span.start : span.end]).text.lower().split())
        assert " ".join(query.split()) in passage


@given(st.text("ab \n’\u00ad", max_size=80), st.text("ab '", min_size=1, max_size=3), st.integers(3, 20))
def test_chunks_make_no_difference(text: str, query: str, size: int) -> None:
    whole = find_all(text, query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "CHUNK", size)
        assert find_all(text, query) == whole


@given(st.text("ab’\u00ad ", min_size=1, max_size=60), st.integers(0, 60))
def test_the_first_match_from_a_place_on_is_found_without_the_others(text: str, begin: int) -> None:
    expected = [span for span in find_all(text, "a") if span.start >= begin][:1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "CHUNK", 8)
        assert list(Haystack(text).search(Query("a"), min(begin, len(text)), most=1)) == expected


def test_a_search_that_nobody_waits_for_ends() -> None:
    assert len(Haystack("a" * 10).search(Query("a"), given_up=lambda: True)) == 0


@given(st.text(max_size=40))
def test_folding_tells_where_each_character_came_from(text: str) -> None:
    folded = fold(text)
    origins = [folded.original(offset) for offset in range(len(folded.text))]
    assert origins == sorted(origins)
    for offset, origin in enumerate(origins):
        assert folded.text[offset] in fold(text[origin]).text


def test_a_slash_begins_a_regular_expression() -> None:
    assert Query.typed("/a+/") == Query.typed("/a+") == Query("a+", regular=True)
    assert not Query.typed("/")
    assert str(Query.typed("/a+")) == "/a+/"
    assert Query.typed(r"/\Sa").any_case
    assert not Query.typed(r"/\SA").any_case


def test_regular_expressions_are_found_and_empty_matches_are_not() -> None:
    assert find("Ab ab\nb", "a?b$", any_case=True) == [(3, 5), (6, 7)]
    assert find("aab", "x*", any_case=True) == []


@pytest.mark.parametrize(
    ("expression", "reason"), [("(a", "missing"), ("[", "unterminated"), (r"(\w+\s*)+:", "too long")]
)
def test_what_is_wrong_with_an_expression_is_said(expression: str, reason: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.expressions.LIMITS", search_limits())
        with pytest.raises(ExpressionError, match=reason):
            find("word " * 30 + "!", expression, any_case=True)


def search_limits() -> object:
    from reader.confine import Limits

    return Limits(memory=1024, seconds=1)


def test_each_word_of_a_filter_is_to_be_found_anywhere() -> None:
    has = finder("kofman erdogan")
    assert has("Erdoğan and Michael Kofman")
    assert not has("Michael Kofman")
    assert finder("  ")("anything")
    assert not finder("naïve")("naive")
    assert finder("naïve")("a naïve man")
