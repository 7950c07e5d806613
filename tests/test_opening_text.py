"""Plain text gets its structure back, and loses nothing."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document
from reader.opening.decoding import decode
from reader.opening.text import parse
from reader.sanitise import clean
from tests.conftest import SHARED

PROSE = (
    "The harbour froze in the first week of January, and for nine days nothing moved in it but the gulls. "
    "On the tenth a tug came through from the sea, breaking the ice as it came, and behind the tug came "
    "the mail boat with six sacks of letters and a piano for the school."
)
MORE_PROSE = (
    "Nobody could play it. The schoolmaster, who had ordered it in a hopeful hour, read the instructions "
    "twice and then went to ask the widow at the lighthouse, who had been taught as a girl and had not "
    "touched a key since the night of the great storm."
)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.leaves]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in document.outline]


def wrapped(text: str, width: int = 64, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


# What holds for any text

LINES = st.sampled_from(
    [
        "",
        "   ",
        "CHAPTER IV",
        "Part One",
        "Why not?",
        "A Short Title",
        "1. First",
        "2) second",
        "- bullet",
        "  - deeper",
        "    goes on",
        "> quoted",
        ">",
        ">> twice",
        "=====",
        "-----",
        "* * *",
        "Name    Age",
        "\tindented",
        "Title: Of Ships",
        "with a hy-",
        "phen",
        "\x1b[31mred\x00",
        "\u3000全角の字下げ",
        "人人生而自由",
        "a\u2028b",
        PROSE,
        *wrapped(PROSE).split("\n"),
    ]
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=200) | st.lists(LINES, max_size=25).map(
    "\n".join
)


@given(TEXTS)
def test_every_character_stands_in_the_document_in_order(text: str) -> None:
    assert "".join(parse(text).text.split()) == "".join(clean(text).split())


@given(TEXTS)
def test_leaves_are_sorted_apart_and_not_empty(text: str) -> None:
    document = parse(text)
    end = 0
    for leaf in document.leaves:
        assert end <= leaf.start < leaf.end <= len(document.text)
        assert document.text[leaf.start : leaf.end].strip()
        end = leaf.end


@given(TEXTS)
def test_every_character_stands_in_a_leaf_or_in_its_marker(text: str) -> None:
    document = parse(text)
    covered = "".join(
        document.marker(leaf) + document.text[leaf.start : leaf.end] for leaf in document.leaves
    )
    assert "".join(covered.split()) == "".join(document.text.split())


@given(TEXTS)
def test_the_text_has_no_white_space_at_its_ends(text: str) -> None:
    document = parse(text)
    assert document.text == document.text.strip()


@given(TEXTS)
def test_blocks_are_sorted_and_containers_hold_whole_leaves(text: str) -> None:
    document = parse(text)
    assert list(document.blocks) == sorted(document.blocks, key=lambda block: (block.start, -block.end))
    for block in document.blocks:
        if block.kind == "quotation":
            inside = [leaf for leaf in document.leaves if leaf.start < block.end and leaf.end > block.start]
            assert inside
            assert (inside[0].start, inside[-1].end) == (block.start, block.end)


SENTENCES = st.lists(st.text("abcdefgh", min_size=2, max_size=9), min_size=30, max_size=60).map(" ".join)


@given(st.lists(SENTENCES, min_size=1, max_size=5), st.integers(50, 90))
def test_wrapping_a_text_at_any_margin_does_not_change_what_is_read(
    paragraphs: list[str], width: int
) -> None:
    filled = "\n\n".join(wrapped(paragraph, width) for paragraph in paragraphs)
    assert parse(filled).text == "\n\n".join(paragraphs)


@given(st.lists(SENTENCES, min_size=1, max_size=5), st.booleans())
def test_reading_the_documents_text_again_gives_the_same_text(paragraphs: list[str], wrap: bool) -> None:
    source = "\n\n".join(wrapped(paragraph) if wrap else paragraph for paragraph in paragraphs)
    text = parse(f"{source}\n\n- one\n- two\n  - three\n\n> quoted\n> twice\n\n-----").text
    assert parse(text).text == text


# Paragraphs


def test_paragraphs_one_a_line() -> None:
    assert blocks(parse(f"{PROSE}\n{MORE_PROSE}\nHe went.\n")) == [
        ("paragraph", PROSE),
        ("paragraph", MORE_PROSE),
        ("paragraph", "He went."),
    ]


def test_paragraphs_between_empty_lines() -> None:
    assert blocks(parse(f"\n\n{PROSE}\n   \n{MORE_PROSE}\n\n\n")) == [
        ("paragraph", PROSE),
        ("paragraph", MORE_PROSE),
    ]


def test_hard_wrapped_paragraphs_between_empty_lines() -> None:
    assert parse(f"{wrapped(PROSE)}\n\n{wrapped(MORE_PROSE)}").text == f"{PROSE}\n\n{MORE_PROSE}"


def test_hard_wrapped_paragraphs_that_begin_with_an_indented_line() -> None:
    source = "\n".join(
        (wrapped(PROSE, first="    "), "    “No,” she said.", wrapped(MORE_PROSE, first="    "))
    )
    assert parse(source).text == f"{PROSE}\n\n“No,” she said.\n\n{MORE_PROSE}"


def test_a_paragraph_that_ends_short_of_the_margin_ends() -> None:
    source = f"{wrapped(PROSE)}\nIt was out of tune.\n{wrapped(MORE_PROSE)}"
    assert "\n\nIt was out of tune.\n\n" in parse(f"{wrapped(MORE_PROSE)}\n\n{source}").text


def test_words_are_joined_after_a_hyphen_or_a_dash_at_the_margin() -> None:
    source = (
        "The boat that came that morning was the first in a twenty-\n"
        "two-day silence, and everybody who had legs ran down to it—\n"
        "everybody but the pilot, who for reasons of his own had gone\n"
        "to bed."
    )
    assert parse(source).text == (
        "The boat that came that morning was the first in a twenty-two-day silence, and everybody who had "
        "legs ran down to it—everybody but the pilot, who for reasons of his own had gone to bed."
    )


def test_chinese_lines_are_joined_without_a_space() -> None:
    line = "港口在一月的第一个星期就结冰了，整整九天里除了海鸥以外什么都没有动过，第十天拖船来了，"
    assert parse(f"{line}\n{line}\n{line}\n邮船也来了。").text == line * 3 + "邮船也来了。"


def test_verse_and_addresses_keep_their_lines() -> None:
    verse = (
        "The ice was in the harbour,\nThe gulls were on the quay,\nAnd nobody could tell us\nThe way to sea."
    )
    address = "Ada North\n4 Quay Street\nHarbour Town"
    assert blocks(parse(f"{wrapped(PROSE)}\n\n{wrapped(MORE_PROSE)}\n\n{verse}\n\n{address}"))[2:] == [
        ("paragraph", verse),
        ("paragraph", address),
    ]


def test_the_shape_of_verse_is_kept() -> None:
    assert parse("One line,\n  a deeper one,\nand a last").text == "One line,\n  a deeper one,\nand a last"


def test_runs_of_spaces_in_prose_become_one() -> None:
    assert parse("It  froze.\tThe\u00a0ice held.").text == "It froze. The\u00a0ice held."


def test_columns_stand_as_they_are() -> None:
    table = "Ship      Tons   Crew\nAurora      90      7\nBriseis    212     14"
    assert blocks(parse(f"{PROSE}\n\n{table}")) == [("paragraph", PROSE), ("code", table)]


# Headings


@pytest.mark.parametrize(
    "heading",
    [
        "THE LONG WINTER",
        "The Long Winter",
        "Was it the ice?",
        "A Piano at Last!",
        "What the widow said",
        "CHAPTER IV",
        "Chapter Nine: The Thaw",
        "Part Two",
        "XII",
        "Epilogue",
        "3. Consequences",
        "2.1 The Tug",
    ],
)
def test_a_line_with_the_shape_of_a_heading_is_one(heading: str) -> None:
    document = parse(f"{PROSE}\n\n{heading}\n\n{MORE_PROSE}")
    assert headings(document) == [(1, heading)]


@pytest.mark.parametrize(
    "line",
    [
        "The ice held.",
        "“Who is there?”",
        "— Who is there?",
        "Dear Madam,",
        "Harbour Town, 3 March",
        "He said:",
        "By Ada North",
        "no capital here",
        "$1,200",
        "It froze. And then?",
    ],
)
def test_a_short_line_without_the_shape_of_a_heading_is_none(line: str) -> None:
    document = parse(f"{PROSE}\n\n{line}\n\n{MORE_PROSE}")
    assert kinds(document) == ["paragraph"] * 3


def test_short_lines_of_dialogue_are_no_headings() -> None:
    lines = ["Who is there?", "Nobody.", "What do you want?", "Nothing!", "Go away then!", PROSE]
    assert kinds(parse("\n\n".join(lines))) == ["paragraph"] * 6


def test_a_question_between_long_paragraphs_of_a_novel_is_no_heading() -> None:
    novel = "".join(
        f"CHAPTER {number}\n\n{PROSE}\n\nBut why?\n\n{MORE_PROSE}\n\n" for number in ("I", "II", "III")
    )
    assert headings(parse(novel)) == [(1, "CHAPTER I"), (1, "CHAPTER II"), (1, "CHAPTER III")]


def test_a_signature_at_the_end_is_no_heading() -> None:
    assert kinds(parse(f"{PROSE}\n\nYours Truly\n\nAda North")) == ["paragraph"] * 3


def test_headings_one_a_line_among_paragraphs() -> None:
    document = parse(f"{PROSE}\nWho Paid for It?\n{MORE_PROSE}\nTHE THAW\n{PROSE}")
    assert [title for _, title in headings(document)] == ["Who Paid for It?", "THE THAW"]


def test_underlined_headings_keep_their_lines_as_rules() -> None:
    document = parse(f"Of ice.\n=======\n\n{PROSE}\n\nOf pianos.\n---\n{MORE_PROSE}")
    assert blocks(document) == [
        ("heading", "Of ice."),
        ("rule", "======="),
        ("paragraph", PROSE),
        ("heading", "Of pianos."),
        ("rule", "---"),
        ("paragraph", MORE_PROSE),
    ]
    assert headings(document) == [(1, "Of ice."), (2, "Of pianos.")]


def test_parts_stand_above_chapters() -> None:
    source = f"PART ONE\n\nCHAPTER I\n\n{PROSE}\n\nCHAPTER II\n\n{PROSE}\n\nPART TWO\n\nCHAPTER I\n\n{PROSE}"
    assert [level for level, _ in headings(parse(source))] == [1, 2, 2, 1, 2]


def test_a_table_of_contents_is_no_row_of_headings() -> None:
    chapters = ["CHAPTER I. Ice", "CHAPTER II. The Tug", "CHAPTER III. The Piano", "CHAPTER IV. Thaw"]
    body = [text for chapter in chapters for text in (chapter, PROSE)]
    document = parse("\n\n".join([MORE_PROSE, "CONTENTS", *chapters, *body]))
    assert [title for _, title in headings(document)] == ["CONTENTS", *chapters]


def test_numbered_paragraphs_that_follow_each_other_are_a_list() -> None:
    document = parse(f"{PROSE}\n\n1. Ice\n\n2. Pianos\n\n3. Gulls\n\n{MORE_PROSE}")
    assert kinds(document) == ["paragraph", "list_item", "list_item", "list_item", "paragraph"]
    assert "1. Ice\n2. Pianos\n3. Gulls" in document.text


# The title


def test_a_heading_that_comes_first_is_the_title() -> None:
    document = parse(f"The winter of the piano\n\n{PROSE}\n\nThe Thaw\n\n{MORE_PROSE}", "winter-notes")
    assert document.title == "The winter of the piano"
    assert headings(document) == [(1, "The winter of the piano"), (2, "The Thaw")]


def test_title_author_and_date_are_read_from_the_head() -> None:
    document = parse(
        "An Electronic Edition\n\nTitle: Of Ice\n       and Pianos\n\n"
        f"Author: Ada North\nDate: 1907\n\n{PROSE}"
    )
    assert (document.title, document.author, document.date) == ("Of Ice and Pianos", "Ada North", "1907")


def test_a_text_without_a_title_is_called_by_its_name() -> None:
    assert parse(PROSE, "Winter notes").title == "Winter notes"
    assert parse(PROSE).title == "Untitled"


# Lists, quotations, rules


def test_items_of_a_list_with_their_markers_outside() -> None:
    document = parse("Three things came:\n- the tug\n* the mail\n• a piano")
    assert blocks(document)[1:] == [
        ("list_item", "the tug"),
        ("list_item", "the mail"),
        ("list_item", "a piano"),
    ]
    assert [document.marker(block) for block in document.blocks] == ["", "- ", "* ", "• "]


def test_items_of_one_list_stand_line_by_line() -> None:
    assert parse("1. ice\n\n2. gulls\n\na) tug\nb) mail").text == "1. ice\n2. gulls\n\na) tug\nb) mail"


def test_lists_nest_by_their_indentation() -> None:
    document = parse("- boats\n    - the tug\n    - the mail\n- birds")
    assert [block.level for block in document.blocks] == [1, 2, 2, 1]
    assert document.text == "- boats\n  - the tug\n  - the mail\n- birds"


def test_an_item_goes_on_in_indented_lines_and_paragraphs() -> None:
    document = parse("- the mail boat with\n  six sacks of letters\n\n  And a piano.\n\nThen it froze again.")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("list_item", 1),
        ("paragraph", 1),
        ("paragraph", 0),
    ]
    assert document.text.startswith("- the mail boat with six sacks of letters\n\nAnd a piano.")


def test_a_number_that_was_wrapped_to_the_start_of_a_line_begins_no_list() -> None:
    source = (
        "The mail boat was expected at the latest on the morning of the\n"
        "12. of January, which is a Monday, and in the end it came at the\n"
        "hour that had been promised, to the great surprise of everybody."
    )
    assert kinds(parse(source)) == ["paragraph"]


def test_quoted_lines_are_paragraphs_of_one_quotation() -> None:
    document = parse("She wrote:\n\n> Nobody plays it.\n>\n>> Why not?\n\nThat was all.")
    assert document.text == "She wrote:\n\n> Nobody plays it.\n>\n> > Why not?\n\nThat was all."
    assert blocks(document)[1:-1] == [
        ("quotation", "Nobody plays it.\n>\n> > Why not?"),
        ("paragraph", "Nobody plays it."),
        ("paragraph", ">"),
        ("paragraph", "Why not?"),
    ]


def test_two_quotations_are_two() -> None:
    document = parse("> one\n\n> two")
    assert [block.kind for block in document.blocks] == ["quotation", "paragraph"] * 2


def test_a_block_deeper_than_the_text_is_a_quotation() -> None:
    source = "\n\n".join((wrapped(PROSE), wrapped(MORE_PROSE, indent="      "), wrapped(PROSE)))
    assert blocks(parse(source)) == [
        ("paragraph", PROSE),
        ("quotation", MORE_PROSE),
        ("paragraph", MORE_PROSE),
        ("paragraph", PROSE),
    ]


def test_a_text_that_is_indented_as_a_whole_is_no_quotation() -> None:
    source = "\n\n".join(wrapped(text, indent="      ") for text in (PROSE, MORE_PROSE))
    assert blocks(parse(source)) == [("paragraph", PROSE), ("paragraph", MORE_PROSE)]


@pytest.mark.parametrize("rule", ["* * *", "-----", "***", "_______", "* * * * *", "~~~~", "• • •"])
def test_rules(rule: str) -> None:
    assert blocks(parse(f"{PROSE}\n\n{rule}\n\n{MORE_PROSE}"))[1] == ("rule", rule)


# Real texts


def test_the_news_article_has_its_paragraphs_and_headings(seed_article: Path) -> None:
    document = parse(decode(seed_article.read_bytes()))
    assert kinds(document).count("paragraph") == 19
    assert [title for _, title in headings(document)] == [
        "A Tactical Adjustment or A Gamechanger?",
        "Escalation Risks Loom Large!",
        "Strategic Implications for Ukraine and the West",
        "A Missed Opportunity?",
        "The Future?",
    ]


def test_a_book_has_its_chapters_and_reads_the_same_twice() -> None:
    path = SHARED / "corpora" / "books" / "moby-dick.txt"
    if not path.exists():
        pytest.skip("the book is not here")
    text = decode(path.read_bytes())
    document = parse(text)
    assert (document.title, document.author) == ("Moby Dick; or The Whale", "Herman Melville")
    chapters = [title for _, title in headings(document) if title.startswith("CHAPTER")]
    assert len(chapters) == 135
    assert "Call me Ishmael. Some years ago—never mind how long precisely—having little" in document.text
    assert "".join(document.text.split()) == "".join(text.split())
    assert parse(document.text).text == document.text


def test_a_title_and_a_question_head_even_short_paragraphs() -> None:
    piece = (
        "My Piece on Trains\n\n"
        "The train was late again today, and nobody at the station could say why it was.\n\n"
        "What happened next?\n\n"
        "Nobody knew, but by the evening everybody on the platform had a story of their own.\n"
    )
    document = parse(piece)
    headings = [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"]
    assert headings == ["My Piece on Trains", "What happened next?"]
    assert document.title == "My Piece on Trains"
