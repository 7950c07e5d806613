import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document, Span
from reader.page import prose
from reader.page.prose import (
    named_at,
    next_sentence,
    previous_sentence,
    sentence_at,
    sentences,
    word_at,
    words,
    words_before,
    words_from,
)


def sentences_of(text: str) -> list[str]:
    doc = Document(text, (Block("paragraph", 0, len(text)),))
    return [text[s.start : s.end] for s in sentences(doc, doc.blocks[0])]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "Nobody came."],
        ["“It rained,” she said.", "“Nobody came.”", "So it went."],
        ["Mr. Ames met Dr. Bell on Jan. 5 in Paris."],
        ["J. R. Ames wrote it."],
        ["He lives in the U.S. Army barracks."],
        ["He left the U.S.", "The rest stayed."],
        ["The U.S. said no.", "Others agreed."],
        ["It cost 3.5 million, i.e. too much."],
        ["Why?", "Because!", "Well…", "No."],
        ["He asked (“Really?”) and left."],
        ["他来了。", "她走了。"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    joiner = "" if parts[0].endswith("。") else " "
    assert sentences_of(joiner.join(parts)) == parts


def test_sentences_are_walked_over_the_gaps_between_blocks() -> None:
    text = "One here. Two here.\n\nThree here."
    doc = Document(text, (Block("paragraph", 0, 19), Block("paragraph", 21, 32)))
    assert sentence_at(doc, 3) == Span(0, 9)
    assert sentence_at(doc, 9) == Span(0, 9)
    assert sentence_at(doc, 20) == Span(10, 19)
    assert next_sentence(doc, 12) == Span(21, 32)
    assert next_sentence(doc, 25) is None
    assert previous_sentence(doc, 21) == Span(10, 19)
    assert previous_sentence(doc, 12) == Span(10, 19)
    assert previous_sentence(doc, 0) is None


def test_a_document_without_text_has_no_sentences() -> None:
    assert sentence_at(Document("", ()), 0) is None


def test_words_are_split_from_punctuation_but_keep_their_apostrophes() -> None:
    text = "Russia’s long-range “strike”, 3.5 km"
    doc = Document(text, (Block("paragraph", 0, len(text)),))
    found = [text[w.start : w.end] for w in words(doc, doc.blocks[0])]
    assert found == ["Russia’s", "long-range", "“", "strike", "”,", "3.5", "km"]


@given(st.text(alphabet="ab'-.é，他 \n“”!", min_size=1).filter(str.strip), st.integers(0, 40))
def test_words_are_the_same_from_whichever_place_they_are_found(text: str, offset: int) -> None:
    doc = Document(text, (Block("paragraph", 0, len(text)),))
    every, offset = words(doc, doc.blocks[0]), min(offset, len(text))
    assert [w for w in words_from(doc, offset) if w.start >= offset] == [
        w for w in every if w.start >= offset
    ]
    assert list(words_before(doc, offset)) == [w for w in reversed(every) if w.start < offset]
    at = word_at(doc, offset)
    assert at in every
    if over := [w for w in every if offset in w]:
        assert at == over[0]


def test_words_go_on_over_blocks_without_any() -> None:
    doc = Document(
        "One\n\n\n\ntwo", (Block("paragraph", 0, 3), Block("image", 5, 5), Block("paragraph", 7, 10))
    )
    assert list(words_from(doc, 1)) == [Span(0, 3), Span(7, 10)]
    assert list(words_before(doc, 8)) == [Span(7, 10), Span(0, 3)]


@given(
    st.lists(
        st.sampled_from(
            ["Ice ", "froze. ", "“Mr. ", "Then.” ", "at 9 p.m. ", "a", "\n", "… ", "。", " " * 70]
        ),
        max_size=150,
    ),
    st.integers(0, 1500),
    st.integers(100, 400),
)
def test_sentences_of_a_long_paragraph_are_those_of_a_short_one(
    parts: list[str], offset: int, reach: int
) -> None:
    text = "".join(parts) + "."
    document = Document(text, (Block("paragraph", 0, len(text)),))
    expected = [find(document, offset) for find in (sentence_at, next_sentence, previous_sentence)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_LONG", 0)
        patch.setattr(prose, "_REACH", reach)
        assert [
            find(document, offset) for find in (sentence_at, next_sentence, previous_sentence)
        ] == expected


def test_a_sentence_of_a_huge_paragraph_is_found_at_once() -> None:
    text = "The harbour froze, as ever. " * 300_000
    document = Document(text, (Block("paragraph", 0, len(text)),))
    start = time.process_time()
    assert sentence_at(document, 28 * 200_000 + 5) == Span(28 * 200_000, 28 * 200_000 + 27)
    assert next_sentence(document, 28 * 200_000) == Span(28 * 200_001, 28 * 200_001 + 27)
    assert previous_sentence(document, 28 * 200_000) == Span(28 * 199_999, 28 * 199_999 + 27)
    assert time.process_time() - start < 0.5
    assert len(sentences(document, document.blocks[0])) == 300_000
    assert time.process_time() - start < 20


def test_the_named_thing_at_a_place_is_the_word_that_holds_it_or_the_next() -> None:
    text = "A “word” – here."
    document = Document(text, (Block("paragraph", 0, len(text)),))

    def word(offset: int) -> str:
        span = named_at(document, offset)
        return text[span.start : span.end] if span else ""

    assert [word(offset) for offset in (0, 2, 5, 9, 15)] == ["A", "word", "word", "here", "here"]
    assert named_at(Document("", ()), 0) is None
