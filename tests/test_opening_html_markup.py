"""Trees of markup become blocks and marks."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree, html

from reader.document import Document
from reader.opening import markup
from reader.opening.composer import Composer


def written(source: str, **options: Any) -> Document:
    composer = Composer()
    markup.write(html.document_fromstring(source), composer, **options)
    return composer.document("")


def blocks(document: Document) -> list[tuple[str, str, int]]:
    return [(block.kind, document.text[block.start : block.end], block.level) for block in document.blocks]


def marks(document: Document) -> list[tuple[str, str, str]]:
    return [(mark.kind, document.text[mark.start : mark.end], mark.target) for mark in document.marks]


def anchors(document: Document) -> dict[str, str]:
    return {anchor.name: document.text[anchor.offset :].split("\n")[0] for anchor in document.anchors}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one\n two</p><p>three", "one two\n\nthree"),
        ("loose <b>text</b><p>in p</p>after", "loose text\n\nin p\n\nafter"),
        ("one<br>two", "one\ntwo"),
        ("one<br> <br>two", "one\n\ntwo"),
        ("<div><p>a</p><!-- x --> b</div>", "a\n\nb"),
        ("<ul><li>a<li>b<ul><li>c</ul><li><p>d</p><p>e</p></ul>", "• a\n• b\n  • c\n• d\n\ne"),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n8. c"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol type=i><li>a<li>b</ol><ol type=A start=27><li>c</ol>", "i. a\nii. b\n\nAA. c"),
        ("<ul><li><input type=checkbox checked> a<li><input type=checkbox> b</ul>", "☑ a\n☐ b"),
        ("<dl><dt>Ice<dd>Frozen water.</dl>", "Ice\n\nFrozen water."),
        ("a<hr>b", "a\n\n* * *\n\nb"),
        ("<q>out <q>in</q></q>", "“out ‘in’”"),
        (
            "10<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup> e<sup>kt</sup> x<sub>max</sub>",
            "10² H₂O 1st e^kt x_max",
        ),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ('<math alttext="x^2"><mi>x</mi></math>', "x^2"),
        ("<math><mi>x</mi><annotation encoding='application/x-tex'>y_1</annotation></math>", "y_1"),
        ('a<script type="math/tex">b</script><script>c</script><style>d</style>', "ab"),
        ("<details><summary>More</summary>Text</details>", "More\n\nText"),
        ("<p hidden>a</p><p style='display: none'>b</p>c", "c"),
        ("<i aria-hidden=true>a</i><span class=sr-only>b</span>c", "c"),
        ("<div aria-hidden=true><p>a</p></div>", "a"),
        ("<span style='display:none'><math alttext=x></math></span>", "x"),
        ("<h2>one<br>two</h2>", "one\ntwo"),
        ("<img src=a.png alt='A  ship'>", "[image: A ship]"),
        ("<img src=a.png><img src=b.png>", "[image]\n\n[image]"),
        ("x <img src=a.png alt=y> z", "x [image: y] z"),
        ("<img src=a.png width=1 height=1>x", "x"),
        ("<img src=a.png alt='😀'> x", "😀 x"),
        ("<figure><img src=a.png alt=Ship><figcaption>Ship</figcaption></figure>", "[image]\n\nShip"),
        ("<svg><title>x</title><image href=a.png /></svg>", "[image]"),
    ],
)
def test_markup_has_the_text_of_other_formats(source: str, text: str) -> None:
    assert written(source).text == text


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<h3>a</h3>", [("heading", "a", 3)]),
        ("<div role=heading aria-level=4>a</div>", [("heading", "a", 4)]),
        ("<h2><p>a</p><p>b</p></h2>", [("paragraph", "a", 0), ("paragraph", "b", 0)]),
        ("<blockquote><p>a</p></blockquote>", [("quotation", "a", 0), ("paragraph", "a", 0)]),
        ("<ul><li>a<p>b</ul>", [("list_item", "a", 1), ("paragraph", "b", 1)]),
        ("<figure><figcaption>a</figcaption></figure>", [("caption", "a", 0)]),
        ("<pre>\n a\n  b</pre>", [("code", "a\n  b", 0)]),
        ("<pre><div>a</div><div>b</div>c<br>d</pre>", [("code", "a\nb\nc\nd", 0)]),
        ("<pre>1\n2\n3</pre>", []),
    ],
)
def test_blocks_have_kinds_and_levels(source: str, found: list[tuple[str, str, int]]) -> None:
    assert blocks(written(source)) == found


def test_tables_have_a_tab_between_cells_and_a_line_for_each_row() -> None:
    document = written(
        "<table><caption>Ships</caption><tr><th rowspan=2>Name<th colspan=2>Weeks</tr>"
        "<tr><td>in<td>out\t<br>side</tr><tr><td>Ada<td><td><p>9</p><p>x</p></table>"
    )
    assert document.text == "Ships\n\nName\tWeeks\n\tin\tout side\nAda\t\t9 x"
    assert [(kind, level) for kind, _, level in blocks(document)] == [
        ("caption", 0),
        ("table", 0),
        *(("cell", row) for row in (1, 1, 2, 2, 3, 3)),
    ]
    assert marks(document)[:2] == [("header", "Name", ""), ("header", "Weeks", "")]


def test_tables_that_lay_out_a_page_are_no_tables() -> None:
    document = written("<table><tr><td><h2>Ice</h2><p>one</p><td><table><tr><td>a<td>b</table></table>")
    assert blocks(document)[:2] == [("heading", "Ice", 2), ("paragraph", "one", 0)]
    assert [kind for kind, _, _ in blocks(document)].count("table") == 1


def test_formatting_becomes_marks() -> None:
    document = written(
        "<em>a </em><b>b</b> <del>c</del> <kbd>d</kbd> <i><em>e</em> f</i><pre class='language-py'>g</pre>"
        "<a href=x><div>h</div><div>i</div></a>"
    )
    assert marks(document) == [
        ("emphasis", "a", ""),
        ("strong", "b", ""),
        ("strike", "c", ""),
        ("code", "d", ""),
        ("emphasis", "e f", ""),
        ("code", "g", "py"),
        ("link", "h", "x"),
        ("link", "i", "x"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<pre class='sourceCode python'><code class='sourceCode python'>x</code></pre>",
        "<pre><code class='language-python'>x</code></pre>",
        "<div class='highlight highlight-source-python'><pre>x</pre></div>",
        "<pre class='brush: python;'>x</pre>",
    ],
)
def test_code_says_its_language(source: str) -> None:
    assert marks(written(source)) == [("code", "x", "python")]


def test_links_and_images_have_targets() -> None:
    document = written(
        "<p id=here>x <a href=y>to</a> <a href='#here'>in</a> <a href='#none'>out</a> <a name=z>none</a>"
        " <a href='javascript:x'>js</a></p><a href=big><img src=a.png></a>",
        resolve=lambda address: f"<{address}>",
        picture=lambda address: f"({address})",
        prefix="p:",
    )
    assert marks(document) == [
        ("link", "to", "<y>"),
        ("link", "in", "#p:here"),
        ("link", "out", "<#none>"),
        ("image", "[image]", "(a.png)"),
        ("link", "[image]", "<big>"),
    ] or marks(document)[3:] == [("link", "[image]", "<big>"), ("image", "[image]", "(a.png)")]
    assert anchors(document) == {"p:here": "x to in out none js", "p:z": "none js"}


PANDOC = """<p>Text<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>
<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1" role="doc-endnote"><p>Note.</p><p>More.<a
href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>"""
GITHUB = """<p>Text<sup><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup>.</p>
<section class="footnotes"><h2 class="sr-only">Footnotes</h2><ol><li id="fn-1"><p>Note.
<a href="#fnref-1" aria-label="Back to reference 1" class="data-footnote-backref">↩</a></p></li></ol>"""
WIKIPEDIA = """<p>Text<sup id="cite_ref-a_1-0"><a href="#cite_note-a-1">&#91;1&#93;</a></sup>.
<p>Again<sup id="cite_ref-a_1-1"><a href="#cite_note-a-1"><span>[</span>1<span>]</span></a></sup>
<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^
<a href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-a_1-1"><sup>b</sup></a></span>
<span class="reference-text">Note.</span></li></ol>"""
WORDPRESS = """<p>Text<sup class="modern-footnotes">[<a href="#n1" id="b1">1</a>]</sup>.</p>
<ol class="wp-block-footnotes"><li id="n1">Note. <a href="#b1">↩︎</a></li></ol>"""
GUTENBERG = """<p>Text<a id="FNanchor_1" href="#Footnote_1" class="fnanchor">[1]</a>.</p><h3>FOOTNOTES:</h3>
<div class="footnote"><p><a id="Footnote_1" href="#FNanchor_1"><span>[1]</span></a> Note.</p></div>"""
PLAIN = """<p>Text<a name="r1" href="#f1"><sup>1</sup></a>.</p><hr>
<p><a name="f1" href="#r1">1.</a> Note.</p>"""
EPUB = """<p>Text<a epub:type="noteref" href="#x1">*</a>.</p>
<aside epub:type="footnote" id="x1"><p>* Note.</p></aside>"""


@pytest.mark.parametrize("source", [PANDOC, GITHUB, WIKIPEDIA, WORDPRESS, GUTENBERG, PLAIN, EPUB])
def test_footnotes_are_told_however_they_are_written(source: str) -> None:
    document = written(source)
    label = "*" if source is EPUB else "1"
    references = [mark for mark in document.marks if mark.kind == "footnote"]
    notes = [block for block in document.blocks if block.kind == "footnote"]
    assert document.text.startswith(f"Text[{label}].")
    assert document.text[notes[0].start : notes[0].end] == "Note."
    assert document.marker(notes[0]) == f"[{label}] "
    assert {(anchor.name, anchor.offset) for anchor in document.anchors} >= {
        (mark.target, notes[0].start) for mark in references
    }
    assert references
    assert not {"↩", "^", "* * *"} & set(document.text.split())


def test_links_of_a_table_of_contents_are_no_footnotes() -> None:
    document = written(
        "<ol><li><a id=t1 href='#c1'>1</a><li><a id=t2 href='#c2'>II</a></ol>"
        "<h2 id=c1><a href='#t1'>1</a></h2><p>x</p><h2 id=c2>II</h2><p><a href='#t2'>Back</a></p>"
    )
    assert {mark.kind for mark in document.marks} == {"link"}
    assert "Back" in document.text


def test_footnotes_may_lie_in_another_tree() -> None:
    first = html.document_fromstring("<p>Text<a epub:type='noteref' href='notes.xhtml#n1'>1</a></p>")
    assert list(markup.references(first)) == [("notes.xhtml#n1", "1")]
    composer = Composer()
    markup.write(first, composer, resolve=lambda address: "#" + address, prefix="one.xhtml#")
    second = html.document_fromstring("<p id=n1><a href='one.xhtml'>1</a>. Note.</p><p>Text.</p>")
    markup.write(second, composer, prefix="notes.xhtml#", notes={"n1": "1"})
    document = composer.document("")
    assert marks(document)[0] == ("footnote", "[1]", "notes.xhtml#n1")
    assert [kind for kind, _, _ in blocks(document)] == ["paragraph", "footnote", "paragraph"]
    assert anchors(document)["notes.xhtml#n1"].endswith("Note.")


def test_xhtml_is_written_like_html_with_its_pages() -> None:
    source = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>a</h1>'
        '<span epub:type="pagebreak" id="p7" title="7"/><p>b<a epub:type="noteref" href="#n">1</a></p>'
        '<aside epub:type="footnote" id="n"><p>c</p></aside></body></html>'
    )
    composer = Composer()
    markup.write(etree.fromstring(source), composer)
    document = composer.document("")
    assert document.text == "a\n\nb[1]\n\n[1] c"
    assert [(page.name, page.offset) for page in document.pages] == [("7", 3)]
    assert anchors(document)["p7"] == "b[1]"


def test_a_deep_tree_is_written_without_recursion() -> None:
    root = etree.Element("div")
    inner = root
    for _ in range(2_000):
        inner = etree.SubElement(inner, "section")
    inner.text = "deep"
    composer = Composer()
    markup.write(root, composer)
    assert composer.document("").text == "deep"
