"""Word files become documents."""

from __future__ import annotations

import contextlib
import html
import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import Document
from reader.opening import ParseError
from reader.opening import docx as parser
from reader.opening.docx import parse
from reader.opening.wordml import simplified
from tests.books import zipped
from tests.conftest import SHARED

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def docx(body: str, others: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A Word file of paragraphs."""
    parts = {"word/styles.xml": "styles", "word/footnotes.xml": "footnotes", "word/comments.xml": "comments"}
    others = others or {}
    types = "".join(
        f'<Override PartName="/{part}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>'
        for part, name in parts.items()
        if part in others
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for part, name in parts.items()
        if part in others
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="emf" ContentType="image/x-emf"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="d" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f"{links}{relations}</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:m="{_M}" xmlns:r="{_R}">'
            f"<w:body>{body}</w:body></w:document>",
            **others,
        }
    )


def paragraph(text: str, style: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'
        if style
        else f"<w:p>{run(text)}</w:p>"
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def styles(*named: tuple[str, str, str]) -> dict[str, str | bytes]:
    """A part of styles, each of an id, a name and further elements."""
    content = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for key, name, more in named
    )
    return {"word/styles.xml": f'<w:styles xmlns:w="{_W}">{content}</w:styles>'}


def picture(relation: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><wp:docPr descr="The map"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


def test_headings_by_the_names_of_styles_and_by_their_place_in_the_outline() -> None:
    document = parse(
        docx(
            paragraph("The Ice", "T") + paragraph("Frost", "H1") + paragraph("x") + paragraph("Thaw", "Own")
            + paragraph("Deep", "Child") + paragraph("quoted", "Q") + paragraph("loop", "L"),
            styles(
                ("T", "Title", ""),
                ("H1", "heading 1", ""),
                ("Own", "Kapitel 'eins' \\", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
                ("Child", "Unterkapitel", '<w:basedOn w:val="Own"/>'),
                ("Q", "Quote", ""),
                ("L", "Loop", '<w:basedOn w:val="L"/>'),
            ),
        )
    )  # fmt: skip
    assert document.title == "The Ice"
    assert blocks(document) == [
        ("heading", 1, "The Ice"),
        ("heading", 1, "Frost"),
        ("paragraph", 0, "x"),
        ("heading", 2, "Thaw"),
        ("heading", 2, "Deep"),
        ("quotation", 0, "quoted"),
        ("paragraph", 0, "quoted"),
        ("paragraph", 0, "loop"),
    ]


def test_code_keeps_its_lines() -> None:
    body = paragraph("if ice:", "C") + paragraph("    wait()", "C") + paragraph("x")
    document = parse(docx(body, styles(("C", "HTML Preformatted", ""))))
    assert blocks(document) == [("code", 0, "if ice:\n    wait()"), ("paragraph", 0, "x")]


def test_properties_say_what_it_is() -> None:
    core = (
        '<p:coreProperties xmlns:p="x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Ice</dc:title><dc:creator>Ada North</dc:creator>'
        "<dcterms:created>1907-01-10T08:00:00Z</dcterms:created></p:coreProperties>"
    )
    document = parse(docx(paragraph("x"), {"docProps/core.xml": core}), "name")
    assert (document.title, document.author, document.date) == ("Ice", "Ada North", "1907-01-10")
    assert parse(docx(paragraph("x")), "name").title == "name"


def test_footnotes_and_no_comments() -> None:
    body = (
        f'<w:p>{run("Cold.")}<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    notes = (
        f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2">{paragraph("Very.")}</w:footnote></w:footnotes>'
    )
    comments = (
        f'<w:comments xmlns:w="{_W}"><w:comment w:id="0">{paragraph("Really?")}</w:comment></w:comments>'
    )
    document = parse(docx(body, {"word/footnotes.xml": notes, "word/comments.xml": comments}))
    assert document.text == "Cold.[1]\n\n[1] Very."
    assert [block.kind for block in document.blocks] == ["paragraph", "footnote"]
    (mark,) = document.marks
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    assert document.text[places[mark.target] :] == "Very."


def test_tables_lists_links_and_struck_out_text() -> None:
    body = (
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{paragraph('Ship')}</w:tc><w:tc>{paragraph('Tons')}</w:tc>"
        f"</w:tr><w:tr><w:tc>{paragraph('Aurora')}</w:tc><w:tc>{paragraph('90')}</w:tc></w:tr></w:tbl>"
        f'<w:p><w:bookmarkStart w:id="1" w:name="here"/>{run("place")}</w:p>'
        f'<w:p><w:hyperlink w:anchor="here">{run("go")}</w:hyperlink>'
        f"<w:r><w:rPr><w:strike/></w:rPr><w:t>not</w:t></w:r></w:p>"
    )
    document = parse(docx(body))
    assert document.text == "Ship\tTons\nAurora\t90\n\nplace\n\ngonot"
    told = [(mark.kind, document.text[mark.start : mark.end], mark.target) for mark in document.marks]
    assert told == [
        ("header", "Ship", ""),
        ("header", "Tons", ""),
        ("link", "go", "#here"),
        ("strike", "not", ""),
    ]
    assert [(anchor.name, document.text[anchor.offset :][:5]) for anchor in document.anchors] == [
        ("here", "place")
    ]


def test_what_word_cuts_into_pieces_is_one_text() -> None:
    bold = "<w:r><w:rPr><w:b/>{}</w:rPr><w:t>{}</w:t></w:r>"
    body = (
        f'<w:p>{run("It ")}<w:proofErr w:type="spellStart"/>{run("fro")}{run("ze")}'
        f"{bold.format('', ' very')}{bold.format('<w:lang/>', '!')}{run(' So.')}</w:p>"
    )
    document = parse(docx(body))
    assert document.text == "It froze very! So."
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["very!"]
    part = f'<w:document xmlns:w="{_W}">{body}</w:document>'
    assert simplified(part.encode()).count(b"<w:r>") == 3
    assert simplified(b"<damaged") == b"<damaged"


def test_formulas_are_text() -> None:
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>n+1</m:t></m:r></m:sup></m:sSup>"
        "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>x-y</m:t></m:r></m:den></m:f></m:oMath>"
    )
    body = f"<w:p>{run('so ')}{formula}{run(' holds')}</w:p><w:p><m:oMathPara>{formula}</m:oMathPara></w:p>"
    assert parse(docx(body)).text == "so a^(n+1)1/(x-y) holds\n\na^(n+1)1/(x-y)"


def test_pictures_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_R}/image" Target="media/{name}.{suffix}"/>'
        for name, suffix in (("a", "png"), ("b", "emf"), ("c", "png"))
    )
    media: dict[str, str | bytes] = {
        "word/media/a.png": PNG,
        "word/media/b.emf": b"emf",
        "word/media/c.png": PNG,
    }
    book = docx("".join(map(picture, "abc")), media, relations)
    document = parse(book)
    assert document.text == "\n\n".join(["[image: The map]"] * 3)
    assert document.pictures == {"picture-1.png": PNG, "picture-3.png": PNG}
    assert document.marks[0].target == "picture-1.png"
    assert "not shown: 1." in document.notices[0]
    monkeypatch.setattr(parser, "MOST_PICTURES", 60)
    assert list(parse(book).pictures) == ["picture-1.png"]


# Hostile and broken files


def test_what_is_no_word_file_is_refused_with_a_sentence() -> None:
    for data, said in (
        (b"", "no zip"),
        (b"text", "no zip"),
        (zipped({"a.txt": "x"}), "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "2007"),
        (docx("")[:400], "damaged"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "damaged"),
    ):
        with pytest.raises(ParseError, match=said):
            parse(data)


def test_bombs_are_refused() -> None:
    with pytest.raises(ParseError, match="bomb"):
        parse(docx("", {"word/document.xml": b" " * 5_000_000}))
    with pytest.raises(ParseError, match="nested too deeply"):
        parse(docx("<w:p>" + "<w:ins>" * 2000 + run("x") + "</w:ins>" * 2000 + "</w:p>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE a [<!ENTITY i "x">]>', '<!DOCTYPE a [<!ENTITY i SYSTEM "file:///etc/passwd">]>']
)
def test_entities_are_refused(doctype: str, encoding: str) -> None:
    document = f'<w:document xmlns:w="{_W}"><w:body>{paragraph("&i;")}</w:body></w:document>'
    with pytest.raises(ParseError, match="entities"):
        parse(docx("", {"word/document.xml": (doctype + document).encode(encoding)}))


def test_nothing_outside_the_file_is_opened() -> None:
    relations = (
        f'<Relationship Id="a" Type="{_R}/image" Target="file:///etc/hostname" TargetMode="External"/>'
    )
    body = picture("a").replace("r:embed", "r:link") + paragraph("x")
    document = parse(docx(body, relations=relations))
    assert document.text.endswith("x")
    assert not document.pictures
    assert document.notices


SAMPLE = docx(
    paragraph("Frost", "H") + f"<w:p>{run('text')}<m:oMath><m:r><m:t>a</m:t></m:r></m:oMath></w:p>",
    styles(("H", "heading 1", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')),
)


@given(st.data())
@settings(max_examples=40)
def test_no_change_of_its_parts_makes_it_fail_in_another_way(data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(SAMPLE)) as whole:
        files: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    name = data.draw(st.sampled_from(sorted(files)))
    part = bytearray(bytes(files[name]))  # type: ignore[arg-type]
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(part) - 1))
        length = data.draw(st.sampled_from((0, 1, 4, 30)))
        part[place : place + length] = data.draw(
            st.binary(max_size=3) | st.sampled_from((b"<", b">", b"/", b"&"))
        )
    with contextlib.suppress(ParseError):
        parse(zipped(files | {name: bytes(part)}))


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=3))
@settings(max_examples=40)
def test_no_change_of_its_bytes_makes_it_fail_in_another_way(place: int, change: bytes) -> None:
    with contextlib.suppress(ParseError):
        parse(SAMPLE[:place] + change + SAMPLE[place + 1 :])


FILES = sorted((SHARED / "corpora" / "docx").glob("*.docx"))


@pytest.mark.skipif(not FILES, reason="the files to test with are not beside this checkout")
def test_real_files_open_with_all_their_text() -> None:
    for path in FILES:
        data = path.read_bytes()
        document = parse(data)
        with zipfile.ZipFile(BytesIO(data)) as file:
            markup = file.read("word/document.xml").decode("utf-8-sig")
        for words in re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", markup):
            assert html.unescape(words).strip() in document.text, path.name
