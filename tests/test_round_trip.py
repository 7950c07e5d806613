"""One article as text, Markdown, HTML, EPUB and Word file is one text; notes on one stand on the others."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest

from reader.anchoring import place
from reader.annotation import Target
from reader.document import Document
from reader.opening import docx, epub, markdown, text
from reader.opening.html import page as html

ARTICLE = """
# The long ice

The harbour *froze* in **January**, two weeks early.[^1] Nobody had seen the like, said Ada North,
who kept the [harbour's log](http://a.example/log); see also [the birds](#the-birds-left).

> The ice came in the night,
> and in the morning the boats stood fast.
>
> We walked ashore.

What was lost:

-   boats
    -   the tug *Clio*
    -   two barges
-   birds

1.  The wind turned.
2.  The water stood still.

## The birds left

| Ship   | Tons |
|--------|------|
| Aurora | 90   |
| Clio   | 212  |

![The map](map.png)

    if ice:
        wait()

“It is ~~never~~ seldom `-5` here,” she said — and *“never”* again.[^2]

[^1]: The log says *three*.

[^2]: It was colder in 1907.
"""

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)
"""One white pixel."""

pytestmark = pytest.mark.skipif(
    not shutil.which("pandoc"), reason="pandoc, which makes the files, is not installed"
)


def made(folder: Path, name: str, *options: str) -> bytes:
    """The article, as pandoc makes a file of it."""
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "map.png").write_bytes(PNG)
    command = ["pandoc", "--from", "markdown-smart", "article.md", "-o", name, "--wrap=none", *options]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / name).read_bytes()


@pytest.fixture(scope="module")
def expected() -> Document:
    return markdown.parse(ARTICLE)


def formatting(document: Document) -> list[tuple[str, str]]:
    """What is marked how; code blocks and images need not say more than that they are there."""
    return [
        (mark.kind, document.text[mark.start : mark.end]) for mark in document.marks if mark.kind != "image"
    ]


def check(document: Document, expected: Document) -> None:
    """The same text, structure and formatting; links within lead to the same places."""
    assert document.text == expected.text
    assert [(block.kind, block.level) for block in document.blocks] == [
        (block.kind, block.level) for block in expected.blocks
    ]
    assert sorted(formatting(document)) == sorted(formatting(expected))
    assert followed(document) == followed(expected)


def followed(document: Document) -> list[int]:
    """Where the references and the links within a document lead."""
    places = {anchor.name: anchor.offset for anchor in document.anchors}
    targets = [mark.target for mark in document.marks if mark.kind == "footnote"]
    targets += [mark.target[1:] for mark in document.marks if mark.kind == "link" and mark.target[0] == "#"]
    return [places[target] for target in targets]


def test_markdown(tmp_path: Path, expected: Document) -> None:
    check(markdown.parse(made(tmp_path, "made.md", "--to", "gfm+footnotes").decode()), expected)


def test_html(tmp_path: Path, expected: Document) -> None:
    data = made(tmp_path, "made.html", "--standalone", "--metadata", "pagetitle=Ice")
    check(html.parse(data, "name"), expected)


def test_epub(tmp_path: Path, expected: Document) -> None:
    document = epub.parse(made(tmp_path, "made.epub", "--metadata", "title=Title page"))
    assert document.title == "Title page"
    front = "Title page\n\n"
    assert document.text.startswith(front)
    assert document.text.removeprefix(front) == expected.text
    assert sorted(formatting(document)) == sorted(formatting(expected))
    assert followed(document) == [offset + len(front) for offset in followed(expected)]
    assert list(document.pictures.values()) == [PNG]


def test_epub_2(tmp_path: Path, expected: Document) -> None:
    document = epub.parse(made(tmp_path, "made.epub", "--to", "epub2", "--metadata", "title=Title page"))
    article = document.text.removeprefix("Title page\n\n")
    assert article.replace("[image]\n\nThe map", "[image: The map]") == expected.text
    assert [section.title for section in document.outline][-2:] == ["The long ice", "The birds left"]


def test_word(tmp_path: Path, expected: Document) -> None:
    document = docx.parse(made(tmp_path, "made.docx"), "name")
    check(document, expected)
    assert document.title == "The long ice"
    assert list(document.pictures.values()) == [PNG]


def test_plain_text_has_the_same_words(tmp_path: Path, expected: Document) -> None:
    document = text.parse(made(tmp_path, "made.txt", "--to", "plain").decode(), "name")
    assert re.findall(r"\w+", document.text) == re.findall(r"\w+", expected.text.replace("image: ", ""))


def test_notes_made_on_one_stand_on_the_others(tmp_path: Path, expected: Document) -> None:
    documents = [
        expected,
        text.parse(made(tmp_path, "made.txt", "--to", "plain").decode(), "name"),
        html.parse(made(tmp_path, "made.html", "--standalone", "--metadata", "pagetitle=Ice"), "name"),
        epub.parse(made(tmp_path, "made.epub", "--metadata", "title=Title page")),
        docx.parse(made(tmp_path, "made.docx"), "name"),
    ]
    passages = ["two weeks early", "in the morning the boats stood fast", "The water stood still", "she said"]
    for document in documents:
        for passage in passages:
            start = document.text.index(passage)
            target = Target.of(document.text, start, start + len(passage))
            for other in documents:
                found = place(target, other.text)
                assert found.state in ("exact", "moved"), (passage, found)
                assert other.text[found.start : found.end] == passage
