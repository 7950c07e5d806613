import pytest

from reader.document import Block, Document, Span
from reader.page.prose import next_sentence, previous_sentence, sentence_at, sentences, words


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
