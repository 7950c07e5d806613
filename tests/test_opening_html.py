"""Web pages become documents: the article, its structure, what the page says of itself."""

from __future__ import annotations

import subprocess
import time
from shutil import which

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import Document
from reader.opening import ParseError
from reader.opening.html.page import parse
from reader.opening.markdown import parse as parse_markdown

PROSE = (
    "The harbour had been frozen since the second week of January, and nobody who lived by it could "
    "remember a winter of that kind. Ships lay where they had been caught, and boys walked out to them."
)
MORE = (
    "In March the ice broke with a noise that was heard in the hills, and by the evening of that day the "
    "first of the ships had moved. Its captain, who had eaten ashore for nine weeks, wept when it did."
)
LAST = (
    "What the town remembers is the silence of those weeks, the light of the lamps upon the snow, and the "
    "fair that was held between the ships, with a bear, two fiddlers and a seller of hot chestnuts."
)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def marks(document: Document) -> list[tuple[str, str, str]]:
    return [(mark.kind, document.text[mark.start : mark.end], mark.target) for mark in document.marks]


def read(source: str, **options: str) -> Document:
    return parse(source.encode(), "name", **options)


def page(article: str, head: str = "", after: str = "") -> str:
    """A page with an article in it, and what stands round articles."""
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(9))
    return f"""<html><head>{head}<script src="/app.js"></script></head><body>
    <nav><ul>{links}</ul></nav><header><h1>The frozen harbour</h1></header>
    <main><article><p>{PROSE}</p>{article}<p>{MORE}</p><p>{LAST}</p></article>{after}</main>
    <aside><h2>Most read</h2><ul>{links}</ul></aside>
    <footer><p>Copyright of the Gazette. All rights reserved.</p></footer></body></html>"""


# What a page says of itself


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:title" content="Ice"><meta name="author" content="Ada Byron">'
        '<meta property="og:site_name" content="Gazette">'
        '<meta property="article:published_time" content="2024-02-03T10:00:00Z">',
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ice", '
        '"author": [{"name": "Ada Byron"}], "publisher": {"name": "Gazette"}, '
        '"datePublished": "2024-02-03T10:00:00Z"}]}</script>',
        "<title>Ice | Gazette</title>"
        '<script type="application/ld+json"> <![CDATA[ {"@type": "Article", "name": "Ice", '
        '"headline": "a winter", "author": {"name": "Ada Byron"}, "publisher": {"name": "Gazette"}, '
        '"datePublished": "2024-02-03T10:00:00Z"} ]]> </script>',
        '<meta name="DC.title" content="Ice"><meta property="og:title" content="Ice on Gazette">'
        '<meta property="dc:creator x:by" content="Ada Byron"><meta name="author" content="admin">'
        '<meta name="dcterms.publisher" content="Gazette">'
        '<meta name="dc.date" content="2024-02-03T10:00:00Z">',
    ],
)
def test_metadata_come_from_where_pages_keep_them(head: str) -> None:
    document = read(page("", head))
    assert (document.title, document.author, document.site) == ("Ice", "Ada Byron", "Gazette")
    assert document.date == "2024-02-03T10:00:00Z"


@pytest.mark.parametrize("line", ["By Ada Byron", "<i>By</i> <a href=/a>Ada Byron</a>"])
def test_an_author_may_be_told_by_a_line_over_the_text(line: str) -> None:
    source = page("").replace("</header>", f"<div class='post-byline'>{line}</div></header>")
    assert read(source).author == "Ada Byron"


@pytest.mark.parametrize(
    "data", ["{", "[" * 100_000, '{"@type": "Article", "headline": {}, "author": 3}', "null"]
)
def test_json_that_is_none_does_no_harm(data: str) -> None:
    assert read(f'<script type="application/ld+json">{data}</script><p>x').text == "x"


def test_a_page_without_a_title_has_the_one_it_is_given() -> None:
    assert read("<p>x").title == "name"


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        ("Ice | The Harbour Post", "The Harbour Post", "Ice", "Ice"),
        ("The frozen harbour_News", "", "The frozen harbour", "The frozen harbour"),
        ("Ice in May - News", "", "Ice in May", "Ice in May"),
        ("News - The ice has gone at last", "", "News", "News - The ice has gone at last"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str, site: str, heading: str, expected: str) -> None:
    head = f"<title>{title}</title><meta property=og:site_name content='{site}'>"
    assert read(page("", head).replace("The frozen harbour", heading)).title == expected


# Links


def test_links_are_resolved_against_the_address_and_the_base() -> None:
    source = '<a href="b">b</a> <a href="//c.example/">c</a> <a href="#d">d</a> <a href="vbscript:e()">e</a>'
    source += "<p id=d>x"
    targets = [mark.target for mark in read(source, address="http://a.example/1/2").marks]
    assert targets == ["http://a.example/1/b", "http://c.example/", "#d"]
    with_base = read('<base href="/z/">' + source, address="http://a.example/1/2")
    assert with_base.marks[0].target == "http://a.example/z/b"


@pytest.mark.parametrize(
    ("head", "address", "expected"),
    [
        ("", "http://a.example/1/2", "p/i.png"),  # relative to the document's source
        ('<base href="/z/">', "http://a.example/1/2", "http://a.example/z/p/i.png"),
        ('<base href="http://b.example/z/">', "", "http://b.example/z/p/i.png"),
        ('<base href="/z/">', "", "p/i.png"),  # beside the file: what it was relative to is not known
        ('<base href="http://[">', "http://a.example/1/2", "p/i.png"),
    ],
)
def test_pictures_lie_where_the_base_says(head: str, address: str, expected: str) -> None:
    document = read(f'{head}<p>A picture: <img src="p/i.png" alt="ice"></p>', address=address)
    assert marks(document) == [("image", "[image: ice]", expected)]


@pytest.mark.parametrize("address", ["http://a.example/1", ""])
def test_links_to_the_own_address_of_a_saved_page_stay_in_it(address: str) -> None:
    links = "".join(f'<a href="http://a.example/1#{name}">{name}</a> ' for name in "xyz")
    document = read(
        f"<p>{links}</p>" + "".join(f"<p id={name}>{name}</p>" for name in "xyz"), address=address
    )
    assert [mark.target for mark in document.marks] == ["#x", "#y", "#z"]


@pytest.mark.parametrize(
    "href", ["http://[", "http://a:b:c/", "file:///etc/passwd", "data:text/html,x", "%00", "#"]
)
def test_addresses_that_are_none_lead_nowhere_or_stay_text(href: str) -> None:
    document = read(f'<a href="{href}">there</a>', address="http://a.example/")
    assert document.text == "there"
    assert all(mark.target.startswith("http") for mark in document.marks)


# Encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("\ufeff<p>naïve “Ж”</p>".encode("utf-16"), None),
        ("<p>naïve “Ж”</p>".encode(), "iso-8859-1"),
        ('<meta charset="koi8-r"><p>Привет, мир</p>'.encode("koi8-r"), None),
        ("<p>Привет, мир</p>".encode("cp1251"), "windows-1251"),
        (
            '<?xml version="1.0" encoding="windows-1251"?><html><p>Привет</p></html>'.encode("cp1251"),
            "nonsense",
        ),
        ('<meta charset="iso-8859-1"><p>“café”</p>'.encode("cp1252"), None),
        (
            '<meta http-equiv=x content="text/html; charset=shift_jis"><p>日本語の本文</p>'.encode("cp932"),
            "rot13",
        ),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(data: bytes, encoding: str | None) -> None:
    text = parse(data, "name", encoding=encoding).text
    assert "\ufffd" not in text
    assert any(words in text for words in ("naïve “Ж”", "Привет", "“café”", "日本語の本文"))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ParseError, match="binary"):
        parse(bytes(range(256)) * 8, "name")


# Hostile and broken pages


def test_control_characters_hidden_in_entities_are_shown() -> None:
    document = read(
        "<title>a&#27;b</title><p id='&#7;'>&#27;[2J&#x9b;&#x202e;\x1b <a href='http://a/&#27;'>k</a>"
    )
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(document.text + document.title)
    assert all("\x1b" not in mark.target for mark in document.marks)
    assert all("\x07" not in anchor.name for anchor in document.anchors)


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "q", "h1", "a id=x href='#x'"]
)
@pytest.mark.parametrize("depth", [300, 3000, 100_000])
def test_no_text_is_lost_however_deep_it_is(tag: str, depth: int) -> None:
    start = time.process_time()
    document = read("<p>before</p>" + f"<{tag}>" * depth + "deep" + "<p>after")
    assert [word for word in ("before", "deep", "after") if word in document.text] == [
        "before",
        "deep",
        "after",
    ]
    assert time.process_time() - start < 9


def test_a_long_text_is_read_whole() -> None:
    assert len(read("<p>" + "a" * 10_500_000 + "</p><p>x").text) == 10_500_003


def test_many_attributes_cost_little() -> None:
    start = time.process_time()
    assert read("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">text</p>").text == "text"
    assert time.process_time() - start < 5


@pytest.mark.parametrize("prologue", ["", '<?xml version="1.0"?>\n'])
def test_what_a_document_type_declares_is_no_text(prologue: str) -> None:
    doctype = "<!DOCTYPE html PUBLIC 'x' [\n<!ENTITY a 'b'>\n<!ELEMENT p ANY> ] >"
    source = f"{prologue}{doctype}<title>Ice</title><p>It froze [as ever].</p>"
    document = read(source)
    assert (document.title, document.text) == ("Ice", "It froze [as ever].")
    assert read("<!DOCTYPE html><p>[It froze.]>").text == "[It froze.]>"


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a;&b;</p>'
    text = read(bomb).text
    assert "aaaaa" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "source", ["", " \n", "<", "<!--", "<p", "&#", "<html></html>", "<table><td>", "\0<p>\0"]
)
def test_broken_pages_open(source: str) -> None:
    assert "<p" not in read(source).text.lower() or source == "<p"


TAGS = (
    "p /p div /div ul li ol /ol dl dt dd table tr td th /table caption pre /pre code br sup q /q figure "
    "figcaption h1 /h1 b i nav script /script ruby rt details summary blockquote /blockquote hr noscript /a"
)
FRAGMENTS = st.sampled_from(
    [
        *(f"<{tag}>" for tag in TAGS.split()),
        *(
            "<a href='#n1'>1</a>",
            "<li id=n1>",
            "<a id=r1 href='#n1'>",
            "<img src=a alt='b\tc'>",
            "<!-- x -->",
        ),
        *("<td colspan=3>", "<th rowspan=2>", "<ol start=3>", "<math alttext='x'>", "<p class=ad>"),
        *("word ", PROSE, MORE, "&nbsp;", "&#27;", "\n\n", "2"),
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=40).map("".join), st.booleans())
def test_any_markup_makes_a_document_that_holds_together(source: str, in_page: bool) -> None:
    try:
        document = parse((page(source) if in_page else source).encode("utf-8", "replace"), "name")
    except ParseError:
        return
    end = 0
    for leaf in document.leaves:
        assert end <= leaf.start < leaf.end <= len(document.text)
        assert leaf.kind != "cell" or not set("\t\n") & set(document.text[leaf.start : leaf.end])
        end = leaf.end
    for mark in document.marks:
        holder = document.leaf_at(mark.start)
        assert holder
        assert holder.start <= mark.start < mark.end <= holder.end
    assert document.text == document.text.strip()


# The same article in other formats

ARTICLE = """# The frozen *harbour*

They **say** so[^1], and it was `cold`.

1.  one
2.  two

    more of two

    - deeper

> quoted
>
> - in it

```python
x = 1
    y
```

| Ship | Weeks |
|------|-------|
| Ada  | 9     |
| Eve  |       |

![A ship](ship.png)

See [the log](http://a.example/log).

* * *

End.

[^1]: A note.

    Its second paragraph.
"""


@pytest.mark.skipif(which("pandoc") is None, reason="pandoc is not installed")
def test_an_article_has_the_text_that_it_has_as_markdown() -> None:
    made = subprocess.run(
        [
            "pandoc",
            "--standalone",
            "--metadata=title:The frozen harbour",
            "--variable=title:",
            "--from=markdown",
        ],
        input=ARTICLE,
        capture_output=True,
        text=True,
        check=True,
    )
    assert read(made.stdout).text == parse_markdown(ARTICLE).text


# What libxml2 leaves to be done


@pytest.mark.parametrize("name", ["article", "main", "section", "div"])
def test_a_page_may_leave_out_its_body(name: str) -> None:
    document = read(f"<!doctype html><title>Ice</title><{name}><p>It froze.<p>It thawed.</{name}>")
    assert document.text == "It froze.\n\nIt thawed."


@pytest.mark.parametrize("sign", ["\x1c", "&#28;", "&#x1C;", "&#0;", "\ufffe", "&#xFFFF;"])
def test_what_xml_forbids_is_no_reason_to_refuse_a_page(sign: str) -> None:
    source = page("", "<title>Ice</title>").replace("The frozen harbour", f"Ice{sign}bound")
    document = read(source.replace("<p>", f"<p title='{sign}' a{sign}b='{sign}'>", 1))
    assert document.text.startswith("Ice")
    assert sign not in document.text
