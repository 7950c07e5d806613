import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Anchor, Block, BlockKind, Document
from reader.tui.goals import NowhereError, goal, headings, numbered, paragraphs
from reader.tui.stops import step


def made(*parts: tuple[BlockKind, str, int], pages: tuple[Anchor, ...] = ()) -> Document:
    """A document of blocks: kind, text, level."""
    text, blocks = "", []
    for kind, words, level in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), level))
        text += words
    return Document(text, tuple(blocks), pages=pages)


BOOK = made(
    ("heading", "The Long Voyage", 1),
    ("paragraph", "They set out early.", 0),
    ("heading", "Storms and Voyages Home", 1),
    ("paragraph", "It blew for days.", 0),
    ("rule", "***", 0),
    ("paragraph", "Then it was still.", 0),
    ("heading", "A Café by the Sea", 1),
    ("list_item", "One thing.", 1),
    pages=(Anchor("xii", 0), Anchor("1", 17), Anchor("2", 70)),
)
PLAIN = made(*[("paragraph", f"Paragraph {number}.", 0) for number in range(1, 9)])


def at(document: Document, typed: str) -> str:
    """The text that a goal leads to."""
    found = goal(document, typed)
    return document.text[found.offset :].split("\n")[0]


def test_a_number_is_a_printed_page_where_there_are_pages_else_a_paragraph() -> None:
    assert goal(BOOK, "1").words == "Page 1"
    assert goal(BOOK, "1").offset == 17
    assert at(PLAIN, "3") == "Paragraph 3."
    assert goal(PLAIN, "3").words == "Paragraph 3 of 8"
    assert at(PLAIN, "99") == "Paragraph 8."


def test_headings_are_no_paragraphs_to_be_counted() -> None:
    document = made(
        ("heading", "A", 1), ("paragraph", "One.", 0), ("heading", "B", 1), ("paragraph", "Two.", 0)
    )
    assert at(document, "2") == "Two."


@pytest.mark.parametrize("typed", ["p xii", "page XII", "P. xii"])
def test_a_page_is_found_by_its_name(typed: str) -> None:
    assert goal(BOOK, typed).offset == 0


@pytest.mark.parametrize(
    ("typed", "part"), [("50%", 0.5), ("0 %", 0.0), ("12.5%", 0.125), ("300%", 1.0), ("$", 1.0)]
)
def test_a_percentage_is_a_part_of_the_text(typed: str, part: float) -> None:
    found = goal(BOOK, typed)
    assert found.offset == -1
    assert found.part == part


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("the long", "The Long Voyage"),
        ("voy", "The Long Voyage"),  # begins a word of both: the shorter
        ("home storms", "Storms and Voyages Home"),
        ("oyages", "Storms and Voyages Home"),
        ("cfsea", "A Café by the Sea"),
    ],
)
def test_a_heading_is_found_by_some_of_it(typed: str, heading: str) -> None:
    assert at(BOOK, typed) == heading
    assert goal(BOOK, typed).words == heading


def test_the_likest_headings_come_first() -> None:
    assert [section.title for section in headings(BOOK, "voyage")] == [
        "The Long Voyage",
        "Storms and Voyages Home",
    ]
    assert headings(BOOK, " ") == []


@pytest.mark.parametrize(
    ("document", "typed", "why"),
    [
        (BOOK, "42", "There is no page 42: the pages go from xii to 2."),
        (BOOK, "qqq", "No heading is like “qqq”."),
        (BOOK, "\x1b[2J", "No heading is like “␛[2J”."),
        (BOOK, "  ", "Type a page, a percentage such as 50%, or some of a heading."),
        (PLAIN, "p 3", "This text has no printed pages: type a percentage, such as 50%."),
        (PLAIN, "home", "This text has no headings."),
        (Document("", ()), "3", "There is nothing to go to."),
    ],
)
def test_what_leads_nowhere_is_told_in_a_sentence(document: Document, typed: str, why: str) -> None:
    with pytest.raises(NowhereError) as error:
        goal(document, typed)
    assert str(error.value) == why


def test_paragraphs_leave_out_rules_and_all_cells_of_a_table_but_the_first() -> None:
    table = made(
        ("paragraph", "Before.", 0), *[("cell", f"Cell {n}", 1) for n in range(6)], ("rule", "---", 0)
    )
    kinds = [block.kind for block in paragraphs(table)]
    assert kinds == ["paragraph", "cell"]


@given(st.text(max_size=20))
def test_whatever_is_typed_leads_into_the_text_or_is_refused(typed: str) -> None:
    for document in (BOOK, PLAIN):
        with contextlib.suppress(NowhereError):
            found = goal(document, typed)
            assert -1 <= found.offset < len(document.text)
            assert 0 <= found.part <= 1


@given(st.integers(0, 10**6))
def test_every_number_is_a_paragraph(number: int) -> None:
    assert 0 <= numbered(PLAIN, number).offset < len(PLAIN.text)


@given(st.lists(st.integers(0, 50), unique=True).map(sorted), st.integers(-1, 51), st.integers(1, 60))
def test_steps_on_and_back_land_on_the_right_side(starts: list[int], here: int, count: int) -> None:
    on, back = step(starts, here, count), step(starts, here, -count)
    after = [start for start in starts if start > here]
    before = [start for start in starts if start < here]
    assert (None if on is None else starts[on]) == (after[min(count, len(after)) - 1] if after else None)
    assert (None if back is None else starts[back]) == (before[-min(count, len(before))] if before else None)
