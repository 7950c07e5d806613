"""Verse in books: a stanza is one block with its line breaks, however the book writes its lines."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from reader.document import Document
from reader.opening import verse
from reader.opening.epub import parse
from reader.opening.html import page as html
from tests.books import epub

LINES = ["The harbour froze in the night,", "the boats lay still,", "and nobody spoke", "of the mail"]


def read(body: str) -> Document:
    return parse(epub({"a.xhtml": body}))


def texts(body: str) -> list[str]:
    document = read(body)
    return [document.text[block.start : block.end] for block in document.leaves]


def lines(tag: str = "div", of: list[str] = LINES, **attributes: str) -> str:
    said = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "".join(f"<{tag}{said}>{line}</{tag}>" for line in of)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="linegroup">{lines()}</div>',
        f'<div class="poem"><div class="stanza">{lines(class_="i2")}</div></div>',
        f'<section xmlns:epub="http://www.idpf.org/2007/ops" epub:type="z3998:poem">{lines("p")}</section>',
        f"<blockquote>{lines('p', class_='verse')}</blockquote>",
        f"<div>{lines()}</div>",
        f"<div>{lines('p')}</div>",
        f"<p>{'<br/>'.join(LINES)}</p>",
    ],
)
def test_a_stanza_is_one_block(body: str) -> None:
    assert texts(f"<p>Before.</p>{body}<p>After.</p>") == ["Before.", "\n".join(LINES), "After."]


def test_stanzas_stand_apart() -> None:
    poem = f'<div class="poem"><div class="stanza">{lines()}</div><div class="stanza">{lines()}</div></div>'
    assert texts(poem) == ["\n".join(LINES)] * 2


@pytest.mark.parametrize(
    "body",
    [
        lines("p", ["“Is it frozen?” she said.", "“It is.”", "“And the mail?”", "“Nobody knows.”"]),
        lines("p", [f"{'A long paragraph without an end ' * 4}and so on"] * 4),
        lines("p", ["Winter", "Spring", "Summer", "Autumn"]),
        lines("p", ["the harbour froze and", "the boats lay still"]),
        "".join(f'<p><a href="#x">{line}</a></p>' for line in LINES),
        f'<section role="doc-endnotes">{lines("p")}</section>',
        f"<ul>{lines('li')}</ul>",
    ],
)
def test_what_is_no_verse_stays_as_it_is(body: str) -> None:
    assert all("\n" not in text for text in texts(body))


def test_numbers_of_lines_are_left_out_where_they_are_marked_as_that() -> None:
    body = '<div class="poem"><div>the harbour<span class="lnum">10</span></div><div>froze</div></div>'
    assert texts(body) == ["the harbour\nfroze"]


def test_other_numbers_at_the_end_of_a_line_stand_apart_from_it() -> None:
    body = '<div class="poem"><div>the harbour<span>10</span></div><div>froze</div></div>'
    assert texts(body) == ["the harbour 10\nfroze"]
    assert texts("<p>H<span>2</span></p><p>10<span>6</span></p>") == ["H2", "106"]


def test_a_link_still_leads_to_a_line() -> None:
    document = read(
        '<p><a href="#third">There</a></p><div class="poem">'
        '<div>one line,</div><div>another,</div><div id="third">the third one</div></div>'
    )
    (link,) = [mark for mark in document.marks if mark.kind == "link"]
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    assert document.text[places[link.target.removeprefix("#")] :] == "the third one"


@given(
    st.recursive(
        st.sampled_from(["ice", "and the mail,", "7", " "]),
        lambda inner: st.builds(
            lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
            st.sampled_from(["div", "p", "span", "blockquote", "section"]),
            st.sampled_from(["poem", "line", "x", ""]),
            st.lists(inner, max_size=6),
        ),
        max_leaves=20,
    )
)
@example('<div class="poem"><div>the ice,</div><div>the mail,</div>and the boats</div>')
def test_no_letter_is_lost(markup: str) -> None:
    body = etree.fromstring(f"<body>{markup}</body>")
    before = "".join(body.itertext()).split()
    verse.gather(body)
    assert "".join("".join(body.itertext()).split()) == "".join(before)


def test_verse_in_a_web_page_keeps_its_lines() -> None:
    page = (
        "<title>Ice</title><p>He had it by heart, and said it on the ice.</p>"
        '<div class="poem"><div class="stanza"><p>The harbour froze,</p><p>and all the boats,</p></div>'
        '<div class="stanza"><div>the mail,</div><div>the ships</div></div></div><p>Then he went home.</p>'
    )
    assert html.parse(page.encode(), "x").text == (
        "He had it by heart, and said it on the ice.\n\nThe harbour froze,\nand all the boats,\n\n"
        "the mail,\nthe ships\n\nThen he went home."
    )
