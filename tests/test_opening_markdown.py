"""Markdown becomes blocks and marks."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document
from reader.opening.markdown import parse
from reader.opening.text import parse as parse_text
from tests.conftest import SHARED


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def marks(document: Document) -> list[tuple[str, str, str]]:
    return [(mark.kind, document.text[mark.start : mark.end], mark.target) for mark in document.marks]


# What holds for any text

LINES = st.sampled_from(
    [
        "",
        "---",
        "title: A",
        "# Head",
        "Head",
        "===",
        "- item",
        "  - deeper",
        "1. one",
        "- [ ] task",
        "> quoted",
        ">> twice",
        "```",
        "    code",
        "| a | b |",
        "|---|---|",
        "| *c* | |",
        "plain *em* **strong** `code` [link](http://a.example) ~~gone~~",
        "![picture](p.png)",
        "note[^1]",
        "[^1]: the note",
        "***",
        "<b>html</b> &amp; &#27; &#x202e; &nbsp;",
        "hard  ",
        "\x1b[2J\x00",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(LINES, max_size=25).map("\n".join)


@given(TEXTS)
def test_leaves_and_marks_are_sorted_and_lie_in_the_text(source: str) -> None:
    document = parse(source)
    end = 0
    for leaf in document.leaves:
        assert end <= leaf.start < leaf.end <= len(document.text)
        end = leaf.end
    assert list(document.blocks) == sorted(document.blocks, key=lambda block: (block.start, -block.end))
    assert list(document.marks) == sorted(document.marks, key=lambda mark: (mark.start, -mark.end))
    for mark in document.marks:
        holder = document.leaf_at(mark.start)
        assert holder
        assert holder.start <= mark.start < mark.end <= holder.end
    assert document.text == document.text.strip()


@given(st.lists(st.text("abcdef ghi", min_size=1), min_size=1))
def test_plain_paragraphs_come_back_word_for_word(paragraphs: list[str]) -> None:
    assert (
        parse("\n\n".join(line.strip() for line in paragraphs)).text.split() == " ".join(paragraphs).split()
    )


# Blocks


def test_headings_have_their_levels_and_paragraphs_one_line() -> None:
    document = parse("# Ice\n\nThe harbour\nfroze.\n\n### Why\n\nThe wind\n-------\n")
    assert document.text == "Ice\n\nThe harbour froze.\n\nWhy\n\nThe wind"
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 3),
        ("heading", 2),
    ]


def test_hard_breaks_stay_in_the_block() -> None:
    assert blocks(parse("one\\\ntwo  \nthree")) == [("paragraph", "one\ntwo\nthree")]


def test_lists_have_markers_in_the_text_outside_their_items() -> None:
    document = parse("- boats\n  - the tug\n    1. coal\n- birds\n\ntext\n\n7) seven\n8) eight")
    assert document.text == "• boats\n  • the tug\n    1. coal\n• birds\n\ntext\n\n7) seven\n8) eight"
    assert [(block.kind, block.level, document.marker(block)) for block in document.blocks] == [
        ("list_item", 1, "• "),
        ("list_item", 2, "  • "),
        ("list_item", 3, "    1. "),
        ("list_item", 1, "• "),
        ("paragraph", 0, ""),
        ("list_item", 1, "7) "),
        ("list_item", 1, "8) "),
    ]


def test_items_are_counted_whatever_numbers_they_are_written_with() -> None:
    assert parse("0. zero\n0. one\n0. two").text == "0. zero\n1. one\n2. two"


def test_a_paragraph_that_continues_an_item_has_its_level() -> None:
    document = parse("- boats\n\n  and more boats\n\n- birds")
    assert document.text == "• boats\n\nand more boats\n\n• birds"
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("list_item", 1),
        ("paragraph", 1),
        ("list_item", 1),
    ]


def test_two_lists_are_kept_apart() -> None:
    assert parse("- boats\n\n1. birds").text == "• boats\n\n1. birds"


def test_an_item_may_begin_with_something_else_than_a_paragraph() -> None:
    document = parse("- ```\n  x = 1\n  ```\n- # Big\n- - deep")
    assert [(block.kind, document.marker(block)) for block in document.blocks] == [
        ("code", "• "),
        ("heading", "• "),
        ("list_item", "• • "),
    ]


def test_an_empty_item_leaves_no_marker_behind() -> None:
    assert parse("-\n\ntext").text == "text"


def test_task_lists() -> None:
    document = parse("- [ ] buy *coal*\n- [x] tune the piano\n1. [X] thaw")
    assert document.text == "☐ buy coal\n☑ tune the piano\n\n1. ☑ thaw"
    assert marks(document) == [("emphasis", "coal", "")]


def test_quotations_contain_their_blocks() -> None:
    document = parse("> one\n>\n> - two\n>\n> > three\n\nfour")
    assert document.text == "one\n\n• two\n\nthree\n\nfour"
    assert blocks(document) == [
        ("quotation", "one\n\n• two\n\nthree"),
        ("paragraph", "one"),
        ("list_item", "two"),
        ("quotation", "three"),
        ("paragraph", "three"),
        ("paragraph", "four"),
    ]


def test_code_keeps_its_lines_and_its_indentation() -> None:
    document = parse("text\n\n```python\n    if ice:\n\n        wait()\n```\n\n    indented\n      more")
    assert blocks(document)[1:] == [
        ("code", "    if ice:\n\n        wait()"),
        ("code", "indented\n  more"),
    ]


def test_tables_contain_cells_row_by_row() -> None:
    document = parse("| Ship | Tons |\n|---|--:|\n| *Aurora* | 90 |\n| | 212 |\n| Clio | |\n\nend")
    assert document.text == "Ship\tTons\nAurora\t90\n\t212\nClio\n\nend"
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("table", 0),
        ("cell", 1),
        ("cell", 1),
        ("cell", 2),
        ("cell", 2),
        ("cell", 3),
        ("cell", 4),
        ("paragraph", 0),
    ]
    assert blocks(document)[0] == ("table", "Ship\tTons\nAurora\t90\n\t212\nClio")


def test_rules_are_three_stars() -> None:
    assert blocks(parse("one\n\n---\n\ntwo"))[1] == ("rule", "* * *")


def test_an_image_alone_is_a_block_and_another_is_text() -> None:
    document = parse("![The *harbour*](h.png)\n\n[![Map](m.png)](http://a.example)\n\nsee ![](i.png) here")
    assert blocks(document) == [
        ("image", "[image: The harbour]"),
        ("image", "[image: Map]"),
        ("paragraph", "see [image] here"),
    ]
    assert marks(document) == [
        ("image", "[image: The harbour]", "h.png"),
        ("image", "[image: Map]", "m.png"),
        ("link", "[image: Map]", "http://a.example"),
        ("image", "[image]", "i.png"),
    ]


# Marks


def test_marks_cover_the_text_they_format() -> None:
    document = parse("A *b **c*** `d` [e *f*](http://a.example/?q=1&x) <http://b.example>")
    assert document.text == "A b c d e f http://b.example"
    assert marks(document) == [
        ("emphasis", "b c", ""),
        ("strong", "c", ""),
        ("code", "d", ""),
        ("link", "e f", "http://a.example/?q=1&x"),
        ("emphasis", "f", ""),
        ("link", "http://b.example", "http://b.example"),
    ]


def test_footnotes_stand_at_the_end_under_their_labels() -> None:
    document = parse(
        "Ice[^2] and gulls[^g].\n\n[^2]: Cold.\n\n    And hard.\n\n[^g]: Loud.\n[^x]: Alone.\n\nEnd."
    )
    assert (
        document.text == "Ice[2] and gulls[g].\n\nEnd.\n\n[2] Cold.\n\nAnd hard.\n\n[g] Loud.\n\n[x] Alone."
    )
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", *["footnote"] * 4]
    assert document.marker(document.blocks[2]) == "[2] "
    references = [mark for mark in document.marks if mark.kind == "footnote"]
    assert [document.text[mark.start : mark.end] for mark in references] == ["[2]", "[g]"]
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    assert [document.text[places[mark.target] :][:4] for mark in references] == ["Cold", "Loud"]


def test_html_is_shown_as_it_is_written() -> None:
    assert parse("<b>bold</b>\n\n<div>x</div>").text == "<b>bold</b>\n\n<div>x</div>"


def test_struck_out_text_is_marked() -> None:
    document = parse("It is ~~not *at all*~~ true, ~5 degrees")
    assert document.text == "It is not at all true, ~5 degrees"
    assert marks(document) == [("strike", "not at all", ""), ("emphasis", "at all", "")]


def test_links_lead_to_headings_by_the_names_that_github_gives_them() -> None:
    document = parse(
        "# The *Ice*: a `history`!\n\n## Über-Eis\n\n## Again\n\n## Again\n\n"
        "[a](#the-ice-a-history) [b](#über-eis) [c](#again-1) [d](#nowhere)"
    )
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    links = [mark.target.removeprefix("#") for mark in document.marks if mark.kind == "link"]
    heads = [section.start for section in document.outline]
    assert [places.get(target) for target in links] == [heads[0], heads[1], heads[3], None]


def test_a_fence_says_its_language() -> None:
    document = parse("``` python title=x\nif ice: *x*\n```\n\n~~~\nplain\n~~~\n\n    indented")
    assert marks(document) == [("code", "if ice: *x*", "python")]


def test_the_cells_of_a_tables_head_are_told() -> None:
    document = parse("| Ship | | *Tons* |\n|---|---|---|\n| Aurora | x | 90 |")
    assert marks(document) == [("header", "Ship", ""), ("header", "Tons", ""), ("emphasis", "Tons", "")]


def test_entities_cannot_smuggle_control_characters_in() -> None:
    document = parse("a&#27;b &#x202e;c&#x9b; [d](http://e.example 'f')\x1b\n\n# &#x2067;T")
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", document.text + document.title
    )


# About the document


def test_front_matter_says_what_the_document_is() -> None:
    document = parse(
        '---\ntitle: "Ice: \\"a\\" history"\nauthor: [Ada North, \'B. South\']\ndate: 1907-01-10\n'
        "source: The Harbour Times\nwords: 12\ntags:\n  - ice\n---\n\n# Another title\n\ntext",
        "file name",
    )
    assert document.title == 'Ice: "a" history'
    assert document.author == "Ada North, B. South"
    assert document.date == "1907-01-10"
    assert document.site == "The Harbour Times"
    assert document.text == "Another title\n\ntext"


def test_the_first_first_level_heading_is_the_title_otherwise() -> None:
    assert parse("## Two\n\n# *The* one\n\n# Not this", "file name").title == "The one"
    assert parse("## Two\n\ntext", "file name").title == "file name"


def test_front_matter_that_never_ends_is_text() -> None:
    assert "title: A" in parse("---\ntitle: A\n\ntext").text


# Limits


@pytest.mark.parametrize(
    "source",
    [
        "> " * 60 + "deep",
        "".join("  " * depth + f"- word{depth}\n" for depth in range(60)),
        "![" * 30_000,
        "- word\n" * 40_001,
        f"{'Some *plain* words ' * 500}\n\n" * 110,
    ],
)
def test_what_is_too_deep_or_too_long_is_read_as_plain_text_and_nothing_is_lost(source: str) -> None:
    document = parse(source, "name")
    assert document == parse_text(source, "name")
    assert len(document.notices) == 1
    assert "plain text" in document.notices[0]
    assert "".join(document.text.split()) == "".join(source.split())


def test_nesting_is_followed_as_deep_as_anybody_nests() -> None:
    source = "".join("  " * depth + f"- word{depth}\n" for depth in range(8))
    assert [block.level for block in parse(source).blocks] == list(range(1, 9))


def test_the_specification_of_commonmark_keeps_its_words() -> None:
    path = SHARED / "corpora" / "commonmark" / "spec.txt"
    if not path.exists():
        pytest.skip("the specification is not here")
    source = path.read_text(encoding="utf-8")
    document = parse(source)
    assert document.title == "CommonMark Spec"
    assert len(document.outline) == 45
    words = Counter(re.findall(r"\w+", source))
    hidden = words - Counter(re.findall(r"\w+", document.text))
    assert hidden.pop("example") == 655  # the word after each example's fence
    assert hidden.total() < 0.01 * words.total()  # addresses of links, and front matter
