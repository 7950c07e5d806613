"""Sources become documents, or one clear sentence."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader.opening
from reader.opening import FORMATS, OpenError, ParseError, open_source, sample_source
from reader.opening.decoding import decode

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


def refusal(source: str, **how: str) -> str:
    with pytest.raises(OpenError) as caught:
        open_source(source, **how)  # type: ignore[arg-type]
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
    assert open_source("-", stdin=b"# Ice", format=format).text == "Ice"


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
    assert len(FORMATS) == len({known.name for known in FORMATS})


# Bad input


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "no.txt")) == f"{tmp_path}/no.txt does not exist: check the path."


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
    ("name", "sentence"),
    [
        ("a.xyz", "a.xyz is in a format that Reader does not know (.xyz):"),
        ("a.pdf", "a.pdf is PDF, which Reader does not read yet:"),
        ("a.html", "a.html is HTML, which Reader does not read yet:"),
        ("a.epub", "a.epub is EPUB, which Reader does not read yet:"),
        ("a.docx", "a.docx is Word, which Reader does not read yet:"),
    ],
)
def test_a_format_that_is_not_read(name: str, sentence: str) -> None:
    assert refusal(name) == f"{sentence} it reads plain text (.txt) and Markdown (.md)."


def test_a_format_that_is_named_and_not_known() -> None:
    assert refusal("-", format="scroll") == (
        "Reader knows no format “scroll”: it reads plain text (.txt) and Markdown (.md)."
    )


def test_an_address_on_the_web() -> None:
    assert refusal("https://ice.example/a.md").startswith("https://ice.example/a.md is on the web")


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


# Encodings


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
        "print(sorted({'markdown_it', 'mdit_py_plugins', 'charset_normalizer'} & sys.modules.keys()))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
