"""The article of a web page: what is of it, what is of the page round it, in which order."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from reader.confine import Limits
from reader.opening import OpenError, Options, ParseError, open_source
from tests.test_opening_html import LAST, MORE, PROSE, blocks, marks, page, read

TITLE = "<h1>The frozen harbour</h1>"
LEAD = "<figure><img src='/lead.jpg' alt='Ships'><figcaption>Ships in the ice</figcaption></figure>"


def headed(more: str, article: str = "", **options: str) -> str:
    """A page with something between its title and its article."""
    return page(article, **options).replace(TITLE, TITLE + more)


def test_the_article_is_read_without_the_page_round_it() -> None:
    document = read(page("", "<title>The frozen harbour | Gazette</title>"))
    assert blocks(document) == [
        ("heading", "The frozen harbour"),
        ("paragraph", PROSE),
        ("paragraph", MORE),
        ("paragraph", LAST),
    ]
    assert document.title == "The frozen harbour"
    assert not document.notices


def test_a_title_that_the_article_has_is_not_repeated() -> None:
    inside = page("", "<title>Ice</title>").replace("<article>", "<article><h1>Ice</h1>")
    document = read(inside.replace("<h1>The frozen harbour</h1>", ""))
    assert document.text.count("Ice") == 1
    assert document.blocks[0].kind == "heading"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h2>Spring</h2>", ("heading", "Spring")),
        ("<div class='x'><h3>Spring</h3></div>", ("heading", "Spring")),
        ("<figure><img src='i.png'><figcaption>A ship</figcaption></figure>", ("caption", "A ship")),
        ("<figure><img src='i.png' alt='Ship'></figure>", ("image", "[image: Ship]")),
        ("<pre>x = 1\n  y</pre>", ("code", "x = 1\n  y")),
        ("<table><tr><th>Ship</th><th>Weeks</th></tr><tr><td>Ada</td><td>9</td></tr></table>", ("cell", "9")),
        ("<blockquote><p>It was the silence.</p></blockquote>", ("paragraph", "It was the silence.")),
    ],
)
def test_what_belongs_to_an_article_stays_in_its_place(source: str, expected: tuple[str, str]) -> None:
    found = blocks(read(page(source)))
    assert expected in found
    assert found.index(("paragraph", PROSE)) < found.index(expected) < found.index(("paragraph", MORE))


def test_footnotes_after_an_article_stay_with_it() -> None:
    note = (
        "<section class='footnotes'><hr><ol><li id='n1'>See the log. <a href='#r1'>↩</a></li></ol></section>"
    )
    document = read(
        page("<p>They say so.<sup><a id='r1' href='#n1'>1</a></sup> Most of them.</p>", after=note)
    )
    assert blocks(document)[-1] == ("footnote", "See the log.")
    assert ("footnote", "[1]", "n1") in marks(document)


def test_what_a_page_says_twice_is_read_once() -> None:
    again = f"<div class='mobile'><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></div>"
    assert read(page("", after=again)).text.count(PROSE) == 1


def test_a_page_that_is_nothing_but_a_text_comes_whole() -> None:
    document = read(
        "<title>Log</title><h1>Log</h1><p>Ice.</p><ul><li><a href='a.html'>Next</a></li></ul><p>x"
    )
    assert document.text == "Log\n\nIce.\n\n• Next\n\nx"
    assert not document.notices


def test_a_page_without_an_article_is_shown_whole_with_a_notice() -> None:
    fields = "".join(f"<label>Field {n}</label><select><option>{n}</select>" for n in range(40))
    document = read(f"<nav><a href=/a>Home</a></nav><form>{fields}</form>")
    assert document.text.startswith("Home\n\nField 0")
    assert "No article" in document.notices[0]


def test_a_page_that_needs_scripts_says_so() -> None:
    with pytest.raises(ParseError, match="scripts"):
        read("<div id=root></div><script src=app.js></script>")
    document = read("<div id=root>Loading</div><script src=app.js></script>")
    assert document.text == "Loading"
    assert "scripts" in document.notices[0]


# Pictures


def test_a_picture_between_title_and_text_stands_before_the_text() -> None:
    by = "<p class='by'>By Ada Byron, 3 February 2024</p>"
    assert blocks(read(headed(by + LEAD.replace("<img", "<img width=570 height=0"))))[:4] == [
        ("heading", "The frozen harbour"),
        ("image", "[image: Ships]"),
        ("caption", "Ships in the ice"),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize(
    "source",
    [
        headed(f"<aside>{LEAD}</aside>"),
        headed(LEAD.replace("<img", "<img width=48 height=48")),
        headed(LEAD).replace(f"{TITLE}{LEAD}", f"{LEAD}{TITLE}"),
        headed("".join(LEAD.replace("lead", f"other{n}") for n in range(6))),
        headed(LEAD + f"<p>{'Sponsored words. ' * 40}</p>"),
        headed(LEAD.replace("lead.jpg", "gazette-logo.png")),
        headed(LEAD.replace("Ships'", "Ada Byron'"), head="<meta name=author content='Ada Byron'>"),
        headed("<div style='display:none'>" + LEAD + "</div>"),
    ],
    ids=[
        "beside it",
        "a face",
        "above the title",
        "one of many",
        "far away",
        "a sign",
        "its author",
        "hidden",
    ],
)
def test_other_pictures_above_the_text_are_of_the_page(source: str) -> None:
    document = read(source)
    assert blocks(document)[:2] == [("heading", "The frozen harbour"), ("paragraph", PROSE)]
    assert not any(mark.kind == "image" for mark in document.marks)


def test_a_picture_above_the_text_that_is_in_it_too_is_shown_once() -> None:
    again = LEAD.replace("lead.jpg", "lead-640x480.jpg")
    found = blocks(read(headed(LEAD, again)))
    assert found.count(("image", "[image: Ships]")) == 1
    assert found.index(("paragraph", PROSE)) < found.index(("image", "[image: Ships]"))


def test_a_picture_right_under_the_last_paragraph_stays() -> None:
    source = page("").replace(f"<p>{LAST}</p>", f"<p>{LAST}</p>{LEAD}")
    assert blocks(read(source))[-2:] == [("image", "[image: Ships]"), ("caption", "Ships in the ice")]


@pytest.mark.parametrize(
    "caption",
    ["<div class='thumbcaption'>A ship</div>", "<p class='wp-caption-text'>A ship</p>"],
)
def test_a_class_may_name_a_caption(caption: str) -> None:
    found = blocks(read(page(f"<div class='photo'><img src='/i.jpg'>{caption}</div>")))
    assert found[2:4] == [("image", "[image]"), ("caption", "A ship")]


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("<img src='/blank.gif' data-src='/ice.jpg'>", ["/ice.jpg"]),
        (
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-large='/ice.webp?w=9'>",
            ["/ice.webp?w=9"],
        ),
        ("<img src='/ice.jpg' data-src='{&quot;load&quot;: &quot;defer&quot;}'>", ["/ice.jpg"]),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' srcset='/ice.jpg 2x'>", ["/ice.jpg"]),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", []),
        (
            "<figure itemid='http://a.example/ice.jpg'><figcaption>Ice</figcaption></figure>",
            ["http://a.example/ice.jpg"],
        ),
        ("<figure itemid='http://a.example/ice'><figcaption>Ice</figcaption></figure>", []),
    ],
)
def test_pictures_that_wait_for_a_script_are_shown(source: str, targets: list[str]) -> None:
    document = read(page(source if source.startswith("<figure") else f"<p>{source}</p>"))
    assert [target for kind, _, target in marks(document) if kind == "image"] == targets


def test_captions_read_without_their_style_sheet() -> None:
    label = "<div><span>Image</span><img src='/i.jpg'></div>"
    credit = "<span>Ships in the ice.</span><span><span>Credit</span>Ada Byron</span>, <b>1</b>9"
    found = blocks(read(page(f"<figure>{label}<figcaption>{credit}</figcaption></figure>")))
    assert found[2:4] == [("image", "[image]"), ("caption", "Ships in the ice. Credit Ada Byron, 19")]


# Headings and lists


def test_headings_of_the_text_stay_however_many_stand_together() -> None:
    found = blocks(read(page("<div><h2>Spring</h2></div><h3>In March</h3>")))
    assert found[2:4] == [("heading", "Spring"), ("heading", "In March")]


def test_a_heading_may_link_to_what_the_text_under_it_tells_of() -> None:
    film = "<h2><a href='/films/ice'>21. The Ice</a></h2>"
    assert ("heading", "21. The Ice") in blocks(read(page(film)))


@pytest.mark.parametrize(
    ("article", "after"),
    [
        ("<div class='box'><h3><a href='/x'>The bear of the fair</a></h3><img src='/x.jpg'></div>", ""),
        (
            "<div><h4>More</h4><h3><a href='/x'>The bear</a></h3><h3><a href='/y'>Fiddlers</a></h3></div>",
            "",
        ),
        ("", "<h2>Read on</h2><ul><li><a href='/x'>The bear</a></li><li><a href='/y'>Fiddlers</a></li></ul>"),
        (
            "",
            "<div class='related'><h2>Related</h2><p>The bear danced, and nobody knew why.</p></div>",
        ),
    ],
)
def test_links_to_other_articles_are_of_the_page(article: str, after: str) -> None:
    document = read(page(article, after=after))
    assert [kind for kind, _ in blocks(document)] == ["heading", *["paragraph"] * 3]


def test_the_authors_table_of_contents_stays() -> None:
    names = ("Winter", "Spring", "Summer")
    items = "".join(f"<li><a href='#{name}'>{name}</a></li>" for name in names)
    parts = "".join(f"<h2 id='{name}'>{name}</h2><p>{MORE}{name}</p>" for name in names)
    found = blocks(read(page(f"<nav><ul>{items}</ul></nav>{parts}")))
    assert [text for kind, text in found if kind == "list_item"] == list(names)
    assert [text for kind, text in found if kind == "heading"][1:] == list(names)


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_article_is_told_from_the_links_that_begin_as_it_does(place: str) -> None:
    teaser = f"<div class='stream'><ul><li><h3>The frozen harbour</h3><p>{PROSE}</p></li></ul></div>"
    source = page("<h2>Spring</h2>")
    source = (
        source.replace("<main>", teaser + "<main>")
        if place == "before"
        else source.replace("</main>", "</main>" + teaser)
    )
    assert blocks(read(source)) == [
        ("heading", "The frozen harbour"),
        ("paragraph", PROSE),
        ("heading", "Spring"),
        ("paragraph", MORE),
        ("paragraph", LAST),
    ]


# What a page costs


@pytest.mark.parametrize(
    "source",
    [
        "<p>" + "<img src=a.png>" * 40_000,
        "<p>" + "<a href=b><img src=a.png></a>" * 20_000,
        "<blockquote>x " * 40_000,
        "<dl><dt>x<dd>y" * 20_000,
        page("<p>one two</p>" * 25_000),
        page("<div></div>snow " * 25_000),
        page("<div aria-hidden=true>" * 1_900 + "<p>snow</p>" + "</div>" * 1_900),
        headed("<div>" * 1_500 + "<img src=a.png>" * 10_000 + "</div>" * 1_500),
    ],
    ids=["images", "linked images", "quotations", "terms", "lines", "rests", "hidden", "pictures above"],
)
def test_time_grows_with_the_length_only(source: str) -> None:
    start = time.process_time()
    read(source)
    assert time.process_time() - start < 6


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    with caplog.at_level(logging.DEBUG):
        read(page("<p class='date'>Posted on 31/31/2024</p>"))
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    assert (root.level, list(root.handlers)) == before


def test_a_page_that_memory_is_too_small_for_is_refused_rather_than_cut(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text("<p>" + "the ice <i>broke</i> " * 600_000)
    with pytest.raises(OpenError, match=r"parsing_memory in config\.toml"):
        open_source(str(path), options=Options(limits=Limits(128, 10)))
