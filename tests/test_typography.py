import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document
from reader.page.layout import Layout
from reader.page.typography import WIDEST_GAP, Typography, english
from reader.page.width import cells, wrap, wrap_hyphenated

SHORT_WORDS = "It is a truth that all the men who are rich and have no wife must want one, so they say. " * 3
PROSE = (
    "The committee recommended that international correspondence be published immediately, "
    "notwithstanding the considerable administrative difficulties which characterise such undertakings."
)


def paragraphs(*texts: str) -> Document:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block("paragraph", at, at + len(text)))
        at += len(text) + 2
    return Document("\n\n".join(texts), tuple(blocks))


def drawn(layout: Layout) -> list[str]:
    """The rows as they are drawn."""
    lines = []
    for y in range(layout.height):
        line = ""
        for piece in layout.row(y).pieces:
            line = line.ljust(piece.column) + piece.shown(layout.document.text, piece.start, piece.end)
            line += "-" * piece.hyphen
        lines.append(line)
    return lines


def test_justified_lines_end_at_the_edge_but_for_the_last() -> None:
    text = SHORT_WORDS.strip()
    lines = drawn(Layout(paragraphs(text), 46, typography=Typography(justified=True)))
    assert all(len(line) == 46 for line in lines[:-1])
    assert len(lines[-1]) < 46
    assert " ".join(" ".join(lines).split()) == text


def test_a_line_whose_spaces_would_gape_is_left_ragged() -> None:
    document = paragraphs("One incomprehensibilities, antidisestablishmentarianism.")
    lines = drawn(Layout(document, 30, typography=Typography(justified=True)))
    assert lines == ["One incomprehensibilities,", "antidisestablishmentarianism."]
    assert 30 - len(lines[0]) > WIDEST_GAP


def test_lines_of_verse_keep_their_ends() -> None:
    document = paragraphs("Shantih shantih\nshantih")
    assert drawn(Layout(document, 30, typography=Typography(justified=True))) == [
        "Shantih shantih",
        "shantih",
    ]


def test_words_are_hyphenated_where_a_line_would_be_short() -> None:
    lines = drawn(Layout(paragraphs(PROSE), 30, typography=Typography(hyphenate=english())))
    hyphenated = [line for line in lines if line.endswith("-")]
    assert hyphenated
    assert all(len(line) <= 30 for line in lines)
    assert len(lines) < len(drawn(Layout(paragraphs(PROSE), 30)))
    assert "".join(lines).replace("-", "").replace(" ", "") == PROSE.replace(" ", "")


def test_the_hyphen_is_no_part_of_the_text() -> None:
    layout = Layout(paragraphs(PROSE), 30, typography=Typography(hyphenate=english()))
    pieces = [layout.row(y).pieces[0] for y in range(layout.height)]
    hyphenated = next(piece for piece in pieces if piece.hyphen)
    assert PROSE[hyphenated.end - 1].isalpha()
    assert PROSE[hyphenated.end].isalpha()


def test_leading_puts_blank_rows_between_lines_and_more_between_paragraphs() -> None:
    document = paragraphs(PROSE, PROSE)
    plain, led = Layout(document, 60), Layout(document, 60, typography=Typography(leading=1))
    filled = [y for y in range(led.height) if led.row(y).pieces]
    assert [led.row(y).pieces for y in filled] == [
        plain.row(y).pieces for y in range(plain.height) if plain.row(y).pieces
    ]
    first = [y for y in filled if led.row(y).start < len(PROSE)]
    assert first == list(range(0, 2 * len(first), 2))
    assert filled[len(first)] == first[-1] + 3
    assert all(led.row_of(led.row(y).start) == y for y in filled)


@pytest.mark.parametrize("kind", ["heading", "code"])
def test_what_is_no_running_text_is_set_plain(kind: str) -> None:
    document = Document(PROSE, (Block(kind, 0, len(PROSE)),))  # type: ignore[arg-type]
    set_finely = Layout(document, 40, typography=Typography(1, True, english()))
    assert drawn(set_finely) == drawn(Layout(document, 40))


TEXT = st.text("abcdefgh —,.“’é漢🙂\n ", min_size=1, max_size=200)


@given(
    TEXT.filter(lambda text: text.strip() == text),
    st.integers(8, 60),
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
)
def test_every_cell_leads_to_its_offset_and_back(
    text: str, measure: int, leading: int, justified: bool, hyphenated: bool
) -> None:
    hyphenate = (lambda word: list(range(2, len(word) - 2))) if hyphenated else None
    layout = Layout(paragraphs(text), measure, typography=Typography(leading, justified, hyphenate))
    for y in range(layout.height):
        for piece in layout.row(y).pieces:
            shown = piece.shown(text, piece.start, piece.end)
            assert piece.column + cells(shown) + piece.hyphen <= max(measure, 8)
            for offset in range(piece.start, piece.end):
                assert layout.row_of(offset) == y
                column = layout.column_of(offset)
                found = layout.offset_at(y, column)
                assert found <= offset
                assert layout.column_of(found) == column


@given(TEXT, st.integers(8, 60))
def test_without_places_for_hyphens_wrapping_is_as_ever(text: str, width: int) -> None:
    assert wrap_hyphenated(text, width, lambda _word: []) == (wrap(text, width), set())


@given(TEXT, st.integers(8, 60))
def test_hyphenated_rows_fit(text: str, width: int) -> None:
    breaks, hyphens = wrap_hyphenated(text, width, lambda word: list(range(2, len(word) - 2)))
    assert breaks == sorted(set(breaks))
    assert hyphens <= set(breaks)
    for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True):
        assert cells(text[start:end].rstrip()) + (end in hyphens) <= width
