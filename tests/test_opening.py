"""Sources become documents, or one clear sentence."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from encodings.aliases import aliases
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader.opening.formats
from reader.opening import (
    LARGEST,
    LockedError,
    OpenError,
    Options,
    ParseError,
    open_bytes,
    open_source,
    sample_source,
)
from reader.opening.decoding import codec, decode, marked
from reader.opening.formats import FORMATS

FRENCH = (
    "Le port a gelé la première semaine de janvier ; rien n’y bougeait que les goélands, et la forêt dormait."
)
GERMAN = "Der Hafen fror in der ersten Woche zu, und außer den Möwen rührte sich nichts – neun Tage lang."
CZECH = "Přístav zamrzl v prvním týdnu ledna a devět dní se v něm nehýbalo nic kromě racků, říkal žák."
TURKISH = (
    "Liman ocak ayının ilk haftasında dondu ve dokuz gün boyunca martılardan başka hiçbir şey kımıldamadı."
)
RUSSIAN = "Гавань замёрзла в первую неделю января, и девять дней в ней не двигалось ничего, кроме чаек."
GREEK = "Ο πάγος έσπασε τη δέκατη μέρα, όταν ήρθε το ρυμουλκό από τη θάλασσα."
JAPANESE = "港は一月の最初の週に凍りつき、九日の間、カモメのほかには何も動かなかった。十日目に船が来た。"
CHINESE = "港口在一月的第一个星期结冰，九天里除了海鸥什么都没有动过，第十天来了一艘拖船。"


READS = "plain text (.txt), Markdown (.md), HTML (.html), EPUB (.epub), DOCX (.docx) and PDF (.pdf)"


def refusal(source: str, stdin: bytes | None = None, **options: str) -> str:
    with pytest.raises(OpenError) as caught:
        open_source(source, stdin=stdin, options=Options(**options))  # type: ignore[arg-type]
    return str(caught.value)


def refusal_of(data: bytes, name: str) -> str:
    with pytest.raises(OpenError) as caught:
        open_bytes(data, source=f"/books/{name}", name=name, label=name)
    return str(caught.value)


# Files and standard input


def test_a_text_file_becomes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "the_long-winter.txt"
    path.write_text("It froze.\r\n\r\nIt thawed.\r\n", encoding="utf-8")
    document = open_source(str(path))
    assert document.text == "It froze.\n\nIt thawed."
    assert document.title == "The long winter"
    assert document.source == str(path)


def test_a_markdown_file_is_read_as_markdown(tmp_path: Path) -> None:
    path = tmp_path / "winter.MD"
    path.write_text("# Ice\n\nIt *froze*.", encoding="utf-8")
    document = open_source(str(path))
    assert (document.title, document.text) == ("Ice", "Ice\n\nIt froze.")


def test_the_source_of_a_file_is_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "folder" / "link.txt").symlink_to(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path / "folder")
    assert open_source("../a.txt").source == open_source("link.txt").source == str(tmp_path / "a.txt")


def test_standard_input_is_read_where_the_source_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_source("-", stdin=b"# Ice").text == "# Ice"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"It froze.")))
    document = open_source("-")
    assert (document.text, document.source, document.title) == ("It froze.", "stdin", "Untitled")


@pytest.mark.parametrize("format", ["markdown", "Markdown", "md", ".md"])
def test_a_format_can_be_named(format: str) -> None:  # noqa: A002
    assert open_source("-", stdin=b"# Ice", options=Options(format=format)).text == "Ice"


@pytest.mark.parametrize("name", ["README", "Letter to Mr. Smith", "notes.2024", ".notes"])
def test_a_name_without_a_suffix_is_plain_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("# Ice", encoding="utf-8")
    assert open_source(str(path)).text == "# Ice"


def test_a_name_that_is_no_utf8_can_be_opened(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"It froze.")
    document = open_source(os.fsdecode(path))
    assert document.title == "Caf\ufffd"


def test_every_format_has_a_name_and_suffixes_of_its_own() -> None:
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    media_types = [media_type for known in FORMATS for media_type in known.media_types]
    assert len(media_types) == len(set(media_types))
    assert len(FORMATS) == len({known.name for known in FORMATS})


def test_every_format_is_read_or_there_is_advice() -> None:
    assert all(bool(known.parser) != bool(known.advice) for known in FORMATS)


# Bad input


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "no.txt")) == f"{tmp_path}/no.txt does not exist: check the path."
    for address in ("www.ice.example", "ice.example/harbour", "news.ice.example:8080/"):
        why = f"{address} does not exist: check the path, or write https:// before it if it is an address."
        assert refusal(address) == why
    for path in ("ice.md", "./ice.example/a", "v1.2/ice.md", "www.", "Dr. Ice/a"):
        assert refusal(path) == f"{path} does not exist: check the path."


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)) == f"{tmp_path} is a folder: name a file in it."


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.txt"), (b" \n\t\r\n", "a.txt"), (b"\n", "a.md"), (b"", "b.txt")]
)
def test_an_empty_source(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(str(path)) == f"{path} is empty: there is nothing in it to read."


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00",
        "in UTF-16 without its mark".encode("utf-16-le"),
        bytes((code * 7919) % 255 + 1 for code in range(5000)),
    ],
)
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert refusal(str(path)) == f"{path} cannot be read as plain text: it is a binary file, not a text."


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (rb"{\rtf1 It froze.}", "a.doc", "a rich text, which Reader does not read: pandoc FILE -o text.docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
            "a.txt",
            "an old Word document, which Reader does not read: ",
        ),
        (bytes(60) + b"BOOKMOBI", "a.azw", "a Kindle book, which Reader does not read: ebook-convert FILE"),
        (bytes(100), "a.odt", "an OpenDocument text, which Reader does not read: pandoc FILE -o text.docx"),
        (b"PK\x03\x04" + bytes(100), "a", "an archive, which Reader does not read: unpack it"),
        (b"\x89PNG\r\n\x1a\n\0", "a.pdf", "a picture, which Reader does not read: tesseract FILE"),
    ],
)
def test_a_format_that_is_not_read(data: bytes, name: str, sentence: str) -> None:
    assert refusal_of(data, name).startswith(f"{name} is {sentence}")


def test_a_format_that_is_not_known() -> None:
    assert refusal_of(bytes(100), "a.xyz") == f"a.xyz is in no format that Reader knows: it reads {READS}."


def test_a_format_that_is_named_and_not_known_or_not_read() -> None:
    assert refusal("-", b"x", format="scroll") == f"Reader knows no format “scroll”: it reads {READS}."
    assert refusal("-", b"x", format="rtf").startswith("Standard input is a rich text, which Reader does not")


def test_a_format_that_is_named_overrules_the_content() -> None:
    page = b"<!doctype html>\n<p>It froze.</p>"
    document = open_source("-", stdin=page, options=Options(format="text"))
    assert document.text == page.decode()


def test_an_address_that_is_not_of_the_web() -> None:
    assert "http:// and https:// only" in refusal("ftp://ice.example/a.md")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    assert refusal(str(tmp_path / "a.txt")) == f"{tmp_path}/a.txt may not be read: check its permissions."


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert refusal(f"{tmp_path}/a.txt/b.txt") == f"{tmp_path}/a.txt/b.txt cannot be read: Not a directory."


def test_a_source_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.opening, "LARGEST", 10)
    assert "is larger than" in refusal("/dev/zero", format="text")


@pytest.mark.parametrize("source", ["a\x1b[31m.xyz", "\x9b2J", "a\0b", "", "\ud800", "https://\x07\u202e"])
def test_a_refusal_is_one_harmless_line(source: str) -> None:
    message = refusal(source)
    assert message.isprintable()
    assert message.endswith(".")


# What parsers are given, and what they say


def with_parser(monkeypatch: pytest.MonkeyPatch, parser: str, takes: tuple[str, ...] = ()) -> None:
    """Let a parser for tests read PDF files."""
    changed = [
        replace(known, parser=f"tests.confined_functions:{parser}", takes=takes)
        if known.name == "pdf"
        else known
        for known in FORMATS
    ]
    monkeypatch.setattr(reader.opening.formats, "FORMATS", changed)


PDF = b"%PDF-1.7\n"


def test_a_parser_gets_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    with_parser(monkeypatch, "parse_whole", ("encoding", "address"))
    address = "https://ice.example/books/the_long-winter.pdf"
    document = open_bytes(
        PDF + b"\xe9",
        source=address,
        name="the_long-winter.pdf",
        media_type="application/pdf; charset=latin1",
    )
    assert (document.title, document.site, document.source) == ("The long winter", address, address)
    assert document.text.startswith("%PDF-1.7\né")
    document = open_bytes(PDF, source="/books/a.pdf")
    assert (document.site, document.text[:8]) == ("", "%PDF-1.7")


def test_what_a_parser_refuses_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with_parser(monkeypatch, "refuse")
    assert refusal_of(PDF, "a.txt") == "a.txt cannot be read as PDF: it is␛[31m damaged."


def test_a_parser_that_fails_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_parser(monkeypatch, "break_down")
    log = tmp_path / "parsers.log"
    with pytest.raises(OpenError) as caught:
        open_bytes(PDF, source="stdin", label="Standard input", options=Options(log=log))
    message = str(caught.value)
    assert message.startswith("Standard input cannot be read as PDF: its parser failed (exit code 1 after ")
    assert message.endswith(f"; see {log}.")


def test_what_is_encrypted_opens_with_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with_parser(monkeypatch, "ask", ("password",))
    with pytest.raises(LockedError, match=r"^/a\.pdf cannot be read as PDF: it is encrypted\.$"):
        open_bytes(PDF, source="/a.pdf")
    with pytest.raises(LockedError, match=r"its password is wrong\.$"):
        open_bytes(PDF, source="/a.pdf", options=Options(password="x"))
    assert open_bytes(PDF, source="/a.pdf", options=Options(password="sesame")).text == "open"


@pytest.mark.parametrize("megabytes", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_a_line_of_a_hundred_megabytes_is_read(megabytes: int) -> None:
    data = b"It froze. " * (megabytes * 100_000)
    assert len(open_source("-", stdin=data).text) == len(data) - 1


def test_more_is_refused() -> None:
    assert "is larger than" in refusal("-", bytes(LARGEST + 1))


# Encodings


@pytest.mark.parametrize("name", ["cp437", "CP437", "ibm437"])
def test_an_encoding_that_is_named_overrules_the_looks(name: str) -> None:
    data = FRENCH.replace("’", "'").encode("cp437")
    assert open_source("-", stdin=data, options=Options(encoding=name)).text == FRENCH.replace("’", "'")
    data = codecs.BOM_UTF8 + "é".encode()
    assert open_source("-", stdin=data, options=Options(encoding="utf-8")).text == "é"
    assert open_source("-", stdin=data, options=Options(encoding="cp1252")).text == "ï»¿Ã©"


def test_an_encoding_that_is_named_overrules_what_a_page_says() -> None:
    page = b'<!doctype html><meta charset="utf-8"><p>\xc3\xa9t\x82</p>'
    assert open_source("-", stdin=page, options=Options(encoding="cp437")).text == "├⌐té"
    page = "<!doctype html><p>Лёд</p>".encode("cp1251")
    how = {"media_type": "text/html; charset=koi8-r", "options": Options(encoding="windows-1251")}
    assert open_bytes(page, source="https://ice.example/", **how).text == "Лёд"  # type: ignore[arg-type]


def test_any_bytes_are_text_in_any_encoding() -> None:
    names = {codec(name) for name in aliases.values()} - {None}
    assert {"cp1252", "utf-8", "utf-16", "utf-7", "gb18030", "iso2022_jp"} <= names
    for name in names:
        assert marked(bytes(range(256)), str(name)).decode("utf-8-sig")


def test_what_is_no_text_in_the_usual_encodings_is_one_in_the_encoding_that_is_named() -> None:
    data = RUSSIAN.encode("utf-16-be")
    assert "no format that Reader knows" in refusal("-", data)
    assert open_source("-", stdin=data, options=Options(encoding="utf-16-be")).text == RUSSIAN


def test_an_encoding_that_is_not_known() -> None:
    for name in ("klingon", "hex", "a\0"):
        assert refusal("-", b"x", encoding=name).startswith("Reader knows no encoding “")


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, FRENCH * 3])
def test_a_damaged_utf8_text_stays_utf8(text: str) -> None:
    data = text.encode()
    assert decode((text + "é").encode()[:-1]) == f"{text}\ufffd"
    at = data.index(text[9:12].encode())
    assert decode(data[:at] + b"\xff" + data[at:]) == text.replace(text[9:12], f"\ufffd{text[9:12]}", 1)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, "plain"])
def test_a_byte_order_mark_decides(mark: str, text: str) -> None:
    assert decode(text.encode(mark)) == text


def test_a_big_endian_mark_decides() -> None:
    assert decode(codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be")) == FRENCH
    assert decode(codecs.BOM_UTF32_BE + FRENCH.encode("utf-32-be")) == FRENCH


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\v\f\x85\u2028\u2029\ufeff")))
def test_utf8_is_read_as_utf8(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with contextlib.suppress(ParseError):
        assert not set("\r\v\f\x85\u2028\u2029") & set(decode(data))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        ("“It’s a café,” she said — naïve, perhaps…", "cp1252"),
        ("A single é in a long and otherwise plain English sentence.", "cp1252"),
        ("caf\xe9", "latin-1"),
        (FRENCH, "mac_roman"),
        (CZECH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
    ],
)
@pytest.mark.parametrize("before", ["", "All of this is plain.\n" * 5000])
def test_older_encodings_are_told_by_their_looks(text: str, encoding: str, before: str) -> None:
    data = text.encode(encoding, "ignore")
    assert decode(before.encode() + data) == before + data.decode(encoding)


def test_an_encoding_is_told_from_one_endless_line() -> None:
    text = "nothing but plain words " * 10_000 + "et un été à la forêt, où l’on dormait " * 10_000
    assert decode(text.encode("cp1252")) == text


def test_every_line_break_becomes_a_line_feed() -> None:
    assert decode("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h".encode()) == "a\nb\nc\nd\ne\nf\ng\nh"


def test_a_stray_nul_in_a_long_text_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"It froze. " * 200 + b"\0")
    assert open_source(str(path)).text.endswith("␀")


# The sample article


def test_the_sample_article_opens() -> None:
    document = open_source(sample_source())
    assert document.title == "The Missiles Speak"
    assert (document.author, document.date, document.site) == ("Reader", "19 November 2024", "Sample")
    assert 900 <= len(document.text.split()) <= 1200
    assert [section.level for section in document.outline] == [1, *[2] * 6]
    assert document.outline[-1].title == "How to read this page"
    assert {block.kind for block in document.blocks} == {"heading", "paragraph", "quotation", "list_item"}
    assert document.text.count("“") == document.text.count("”") >= 8


def test_the_sample_article_is_found_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reader" / "assets").mkdir(parents=True)
    sample = tmp_path / "reader" / "assets" / "the-missiles-speak.md"
    sample.write_bytes(Path(sample_source()).read_bytes())
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path / "reader")
    assert sample_source() == str(sample)
    sample.unlink()
    with pytest.raises(OpenError, match="sample article is missing"):
        sample_source()


# What opening costs


def test_opening_a_plain_text_imports_no_library_it_does_not_need(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It froze.", encoding="utf-8")
    program = (
        "import sys; from reader.opening import open_source; open_source(sys.argv[1]);"
        "heavy = 'markdown_it mdit_py_plugins charset_normalizer subprocess json lxml httpx'.split();"
        "print([*filter(sys.modules.__contains__, heavy)])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
