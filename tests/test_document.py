import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document, Section, Span, day


def headed(levels: list[int]) -> Document:
    blocks = tuple(Block("heading", 3 * index, 3 * index + 1, level) for index, level in enumerate(levels))
    return Document(
        "H\n\n" * len(levels) + "x", (*blocks, Block("paragraph", 3 * len(levels), 3 * len(levels) + 1))
    )


@given(st.lists(st.integers(1, 4), max_size=12))
def test_a_section_ends_where_a_heading_of_its_level_or_a_higher_one_begins(levels: list[int]) -> None:
    document = headed(levels)
    for index, section in enumerate(document.outline):
        later = [at for at, level in enumerate(levels) if at > index and level <= levels[index]]
        assert section.end == (3 * later[0] if later else len(document.text))


def test_the_innermost_section_holds_an_offset() -> None:
    document = headed([1, 2, 2])
    assert document.section_at(4) == Section("H", 2, 3, 6)
    assert document.section_at(len(document.text) - 1) == Section("H", 2, 6, len(document.text))
    assert Document("x", (Block("paragraph", 0, 1),)).section_at(0) is None


def test_leaves_are_found_by_offset_and_leave_containers_out() -> None:
    blocks = (Block("quotation", 0, 8, 1), Block("paragraph", 0, 3), Block("paragraph", 5, 8))
    document = Document("one\n\ntwo", blocks)
    assert document.leaves == blocks[1:]
    assert document.leaf_at(0) == blocks[1]
    assert document.leaf_at(4) == blocks[1]
    assert document.leaf_at(7) == blocks[2]


def test_a_marker_stands_before_its_block_on_the_same_line() -> None:
    document = Document("Intro\n\n  • item", (Block("paragraph", 0, 5), Block("list_item", 11, 15, 2)))
    assert [document.marker(block) for block in document.blocks] == ["", "  • "]


def test_a_text_is_known_by_its_hash_whatever_is_in_it() -> None:
    assert Document("a\ud800", ()).sha256 != Document("a", ()).sha256
    assert Document("a", (), title="One") != Document("a", (), title="Two")
    assert Document("a", (), source="/one") == Document("a", (), source="/two")


def test_a_span_holds_its_offsets_but_not_its_end() -> None:
    assert 1 in Span(0, 2)
    assert 2 not in Span(0, 2)
    assert len(Span(1, 4)) == 3


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-03-05T10:00:00Z", "5 March 2024"),
        ("2024-11-20", "20 November 2024"),
        ("3 May 2021", "3 May 2021"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_a_date_for_machines_is_shown_as_people_write_it(date: str, shown: str) -> None:
    assert day(date) == shown
