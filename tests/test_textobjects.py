import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.findings import Analysis, Cue, Entity, Mention, Quotation, Speaker
from reader.document import Block, Document, Span
from reader.places import within
from reader.tui.textobjects import Noun, TextObjects

PARTS = (
    ("heading", 1, "The Harbour"),
    ("paragraph", 0, "It rained. Nobody came."),
    ("heading", 2, "The Mayor"),
    ("paragraph", 0, "“We waited, all of us,” Ann Ames said. She left; the crowd “cheered” her."),
    ("list_item", 1, "One boat"),
    ("list_item", 1, "Two boats"),
    ("heading", 2, "The End"),
    ("paragraph", 0, "Night fell."),
)


def harbour() -> Document:
    text, blocks = "", []
    for kind, level, words in PARTS:
        text += ("\n\n" if text else "") + ("• " if kind == "list_item" else "")
        blocks.append(Block(kind, len(text), len(text) + len(words), level))  # type: ignore[arg-type]
        text += words
    return Document(text, tuple(blocks))


DOC = harbour()


def found() -> Analysis:
    def at(words: str) -> tuple[int, int, str]:
        start = DOC.text.index(words)
        return start, start + len(words), words

    speaker = Speaker("Ann Ames", *at("Ann Ames"), 0.9)
    said = Quotation(*at("“We waited, all of us,”"), "direct", speaker, Cue(*at("said")))
    return Analysis((Entity("Ann Ames", "person", (Mention(*at("Ann Ames")),)),), (said,))


OBJECTS = TextObjects(DOC, found())


def shown(span: Span | None) -> str | None:
    return DOC.text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("noun", "at", "inner", "around"),
    [
        ("word", "ained", "rained", " rained"),
        ("word", "waited", "waited", " waited"),
        ("word", "crowd", "crowd", "crowd "),
        ("word", "came", "came", " came"),
        ("sentence", "ained", "It rained.", "It rained. "),
        ("sentence", "came", "Nobody came.", " Nobody came."),
        ("paragraph", "came", "It rained. Nobody came.", "It rained. Nobody came."),
        ("paragraph", "Two", "Two boats", "One boat\n\n• Two boats"),
        ("quotation", "all of", "We waited, all of us,", "“We waited, all of us,” Ann Ames said."),
        ("quotation", "She", "cheered", "“cheered”"),
        ("quotation", "rained", None, None),
        ("entity", "mes said", "Ann Ames", "Ann Ames "),
        ("entity", "We waited", "Ann Ames", "Ann Ames "),
        ("entity", "Night", None, None),
        ("section", "came", "It rained. Nobody came.", "The Harbour\n\nIt rained. Nobody came."),
        ("section", "Night", "Night fell.", "The End\n\nNight fell."),
        ("section", "The End", "Night fell.", "The End\n\nNight fell."),
    ],
)
def test_an_object_is_taken_by_itself_and_with_what_belongs_to_it(
    noun: Noun, at: str, inner: str | None, around: str | None
) -> None:
    offset = DOC.text.index(at)
    assert shown(OBJECTS.inner(noun, offset)) == inner
    assert shown(OBJECTS.around(noun, offset)) == around


@pytest.mark.parametrize(
    ("noun", "taken", "more"),
    [
        ("word", "It", "It rained"),
        ("sentence", "It rained.", "It rained. Nobody came."),
        ("paragraph", "The Harbour", "The Harbour\n\nIt rained. Nobody came."),
        ("section", "Night fell.", DOC.text[DOC.text.index("It rained") :]),
        ("word", "fell.", None),
        ("paragraph", "Night fell.", None),
    ],
)
def test_one_more_is_taken(noun: Noun, taken: str, more: str | None) -> None:
    start = DOC.text.index(taken)
    assert shown(OBJECTS.more(noun, Span(start, start + len(taken)), around=False)) == more


def test_a_passage_grows_from_a_word_to_the_whole_text() -> None:
    start = DOC.text.index("waited")
    last, steps = Span(start, start), []
    while span := OBJECTS.larger(last):
        last = span
        steps.append(shown(span))
    paragraph = PARTS[3][2]
    stretch = DOC.text[DOC.text.index(paragraph) : DOC.text.index("Two boats") + len("Two boats")]
    assert steps == [
        "waited",
        "We waited",
        "We waited, all of us,",
        "“We waited, all of us,”",
        "“We waited, all of us,” Ann Ames said.",
        paragraph,
        stretch,
        f"The Mayor\n\n{stretch}",
        DOC.text[DOC.text.index("It rained") :],
        DOC.text,
    ]


@given(st.integers(0, len(DOC.text) - 1))
def test_growing_and_shrinking_go_ever_on(offset: int) -> None:
    last = Span(offset, offset)
    while span := OBJECTS.larger(last):
        assert within(last, span)
        last = span
    assert last == Span(0, len(DOC.text))
    while span := OBJECTS.smaller(last, min(offset, len(DOC.text) - 1)):
        assert within(span, last)
        assert len(span) < len(last)
        last = span


@given(st.sampled_from(["word", "sentence", "paragraph", "quotation", "entity", "section"]), st.data())
def test_an_object_lies_in_the_blocks_and_in_what_is_around_it(noun: Noun, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(DOC.text) - 1))
    inner, around = OBJECTS.inner(noun, offset), OBJECTS.around(noun, offset)
    assert (inner is None) == (around is None)
    if inner and around:
        assert within(inner, around)
        for edge in (inner.start, inner.end - 1, around.start, around.end - 1):
            assert any(leaf.start <= edge < leaf.end for leaf in DOC.leaves)


def test_who_says_a_passage_is_known_only_within_the_quotation() -> None:
    start = DOC.text.index("all of us")
    inside = OBJECTS.quotation_over(Span(start, start + 9))
    assert inside is not None
    assert inside.speaker is not None
    assert inside.speaker.name == "Ann Ames"
    assert OBJECTS.quotation_over(Span(start, DOC.text.index("She left"))) is None


def test_a_document_without_text_has_no_objects() -> None:
    nothing = TextObjects(Document("", ()), Analysis())
    assert nothing.inner("sentence", 0) is None
    assert nothing.around("section", 0) is None
    assert nothing.larger(Span(0, 0)) is None


def test_the_row_of_a_table_is_around_its_cell_and_the_table_around_that() -> None:
    text = "a\tb\nc\td"
    cells = [Block("cell", 2 * i, 2 * i + 1, 1 + i // 2) for i in range(4)]
    objects = TextObjects(Document(text, (Block("table", 0, 7), *cells)), Analysis())
    assert objects.around("paragraph", 4) == Span(4, 7)
    assert objects.larger(Span(4, 7)) == Span(0, 7)
