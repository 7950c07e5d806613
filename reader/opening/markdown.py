"""Markdown: CommonMark with tables, footnotes, task lists, struck-out text and front matter.

HTML in it is shown as the text it is. Headings have the anchors that GitHub gives them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document import BlockKind, Document, Mark, MarkKind
from reader.opening import text as plain_text
from reader.opening.composer import BLOCK_GAP, LINE_GAP, Composer

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1_000_000
"""Code points beyond which a text is read as plain text, to bound the time: markdown-it takes some
3 s for as much prose."""
_MOST_LINES = 40_000
_MOST_BRACKETS = 20_000
"""More lines or opening brackets than these take as long: 80 µs a table row, up to 70 µs a bracket."""
_DEEPEST = 20
"""Levels of nesting that are parsed; markdown-it drops what is nested deeper without a word."""

_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_FRONT_MATTER = re.compile(r"^([A-Za-z]+):[ \t]+(\S.*)$", re.MULTILINE)
_FRONT_MATTER_KEYS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "date",
    "published": "date",
    "site": "site",
    "source": "site",
    "publisher": "site",
}
_MARKS: dict[str, MarkKind] = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strike",
    "link_open": "link",
}
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]+")


def parse(text: str, name: str = "") -> Document:
    """The document that a Markdown text is.

    A text that is too long or too deeply nested to be parsed whole is read as plain text, and says so.

    Args:
        text: The text, its line breaks all line feeds.
        name: What to call it where neither front matter nor a first-level heading does.

    Returns:
        The document, without a source. Its text is empty where there is nothing to read.
    """
    if len(text) > LONGEST or text.count("\n") > _MOST_LINES or text.count("[") > _MOST_BRACKETS:
        return _plain(text, name, "long")
    tokens = _tokens(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        return _plain(text, name, "deeply nested")
    about = _front_matter(tokens[0].content) if tokens and tokens[0].type == "front_matter" else {}
    writer = _Writer()
    writer.write(tokens)
    for label, footnote in writer.footnotes:  # grows where a footnote holds another
        writer.write(footnote, label)
    title = about.pop("title", writer.title or name)
    return writer.composer.document(
        title, about.get("author", ""), about.get("date", ""), about.get("site", "")
    )


def _plain(text: str, name: str, reason: str) -> Document:
    """The document that the text is as plain text."""
    notice = f"The text is too {reason} to be read as Markdown: it is shown as plain text."
    return replace(plain_text.parse(text, name), notices=(notice,))


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    return parser.parse(text)


def _front_matter(content: str) -> dict[str, str]:
    """The plain values of front matter that a document has a place for, by their field's name."""
    about: dict[str, str] = {}
    for key, value in _FRONT_MATTER.findall(content):
        field = _FRONT_MATTER_KEYS.get(key.lower())
        if field and (plain := _scalar(value.rstrip())):
            about.setdefault(field, plain)
    return about


def _scalar(value: str) -> str:
    """A YAML value as text: a plain or quoted scalar, or a list of them on one line."""
    if value[0] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value.strip('"')
    if value[0] == "'":
        return value.strip("'").replace("''", "'")
    if value[0] == "[":
        return ", ".join(item.strip(" \"'") for item in value.strip("[]").split(","))
    return "" if value[0] in "|>{&*" else value


@dataclass
class _List:
    """An open list.

    Attributes:
        number: The next item's number, or None where items have bullets.
        delimiter: What stands after the number.
    """

    number: int | None
    delimiter: str

    def next_marker(self) -> str:
        """The marker of the next item."""
        if self.number is None:
            return "• "
        self.number += 1
        return f"{self.number - 1}{self.delimiter} "


class _Writer:
    """Writes the blocks that markdown-it found.

    Attributes:
        composer: What they are written with.
        title: The first heading of the first level.
        footnotes: The label and the tokens of each footnote met on the way.
    """

    def __init__(self) -> None:
        self.composer = Composer()
        self.title = ""
        self.footnotes: list[tuple[str, list[Token]]] = []
        self._in_footnote = False
        self._lists: list[_List] = []
        self._marker = ""  # that the next leaf gets
        self._list_begins = False
        self._row = 0
        self._cell_gap = ""
        self._headings: Counter[str] = Counter()  # how often their texts were met, as anchors

    def write(self, tokens: Iterable[Token], footnote: str = "") -> None:
        """Write blocks.

        Args:
            tokens: What markdown-it made of them.
            footnote: The label of the footnote they are, if they are one.
        """
        self._in_footnote = bool(footnote)
        if footnote:
            self.composer.anchor(_note_name(footnote))
        self._marker = f"[{footnote}] " if footnote else ""
        remaining = iter(tokens)
        before: Token | None = None
        for token in remaining:
            if token.type == "footnote_reference_open":
                self.footnotes.append((token.meta["label"], list(_until_close(remaining))))
            elif token.nesting > 0:
                self._begin(token)
            elif token.nesting < 0:
                self._end(token)
            elif token.type == "inline" and before:
                self._inline(before, token.children or [])
            elif token.type in ("fence", "code_block"):
                language = token.info.strip().partition(" ")[0]
                marks = [Mark("code", 0, len(token.content), language)] if language else []
                self._add("code", token.content, marks)
            elif token.type == "hr":
                self._add("rule", "* * *")
            before = token

    def _begin(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self.composer.begin("quotation")
            case "bullet_list_open":
                self._list_begins |= not self._lists
                self._lists.append(_List(None, ""))
            case "ordered_list_open":
                self._list_begins |= not self._lists
                self._lists.append(_List(int(token.attrs.get("start", 1)), token.markup))
            case "list_item_open":
                indent = "" if self._marker else "  " * (len(self._lists) - 1)
                self._marker += indent + self._lists[-1].next_marker()
            case "table_open":
                self.composer.begin("table")
                self._row = 0
            case "tr_open":
                self._row += 1
                self._cell_gap = LINE_GAP if self._row > 1 else BLOCK_GAP

    def _end(self, token: Token) -> None:
        match token.type:
            case "blockquote_close" | "table_close":
                self.composer.end()
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_close":
                self._marker = ""
            case "th_close" | "td_close":
                self._cell_gap += "\t"

    def _inline(self, parent: Token, children: list[Token]) -> None:
        """Write the text of a heading, a paragraph or a cell."""
        inline = _Inline(children)
        match parent.type:
            case "heading_open":
                level = int(parent.tag[1])
                if level == 1 and not self.title:
                    self.title = inline.text
                self.composer.anchor(self._anchor(inline.text))
                self._add("heading", inline.text, inline.marks, level)
            case "th_open" | "td_open":
                text = inline.text.replace("\t", " ").replace("\n", " ")
                head = [Mark("header", 0, len(text))] if parent.type == "th_open" else []
                if self._add("cell", text, head + inline.marks, self._row, self._cell_gap):
                    self._cell_gap = ""
            case _ if images := inline.images():
                for text, marks in images:
                    self._add("image", text, marks)
            case _ if self._in_footnote and not self._lists:
                self._add("footnote", inline.text, inline.marks)
            case _ if self._marker:
                self._item(inline)
            case _:
                self._add("paragraph", inline.text, inline.marks, len(self._lists))

    def _anchor(self, heading: str) -> str:
        """The name that a heading has on GitHub: `a-heading`, and `a-heading-1` for the next one like it."""
        name = _NOT_IN_ANCHORS.sub("", heading.strip().lower()).replace(" ", "-")
        count = self._headings[name]
        self._headings[name] += 1
        return f"{name}-{count}" if count else name

    def _item(self, inline: _Inline) -> None:
        """Write the first paragraph of a list item."""
        text, marks = inline.text, inline.marks
        if task := _TASK.match(text):
            self._marker = self._marker.removesuffix("• ") + ("☐ " if task[1] == " " else "☑ ")
            text = text[task.end() :]
            marks = [
                replace(mark, start=mark.start - task.end(), end=mark.end - task.end()) for mark in marks
            ]
        follows_item = self.composer.blocks and self.composer.blocks[-1].kind == "list_item"
        gap = LINE_GAP if follows_item and not self._list_begins else BLOCK_GAP
        self._add("list_item", text, marks, len(self._lists), gap)

    def _add(
        self, kind: BlockKind, text: str, marks: Iterable[Mark] = (), level: int = 0, gap: str = BLOCK_GAP
    ) -> bool:
        added = self.composer.add(kind, text, marker=self._marker, level=level, gap=gap, marks=marks)
        if added:
            self._marker = ""
            self._list_begins = False
        return added


class _Inline:
    """The running text of a block, with its formatting.

    Attributes:
        text: The text.
        marks: Its formatting, offsets counted from the start of the text.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[MarkKind, int, str]] = []
        for token in tokens:
            self._token(token)
        self.text = "".join(self._pieces)

    def images(self) -> list[tuple[str, list[Mark]]]:
        """Its images, one by one with their formatting, if it holds images and nothing else."""
        spans = [(mark.start, mark.end) for mark in self.marks if mark.kind == "image"]
        rest = list(self.text)
        for start, end in spans:
            rest[start:end] = " " * (end - start)
        if "".join(rest).strip():
            return []
        return [
            (
                self.text[start:end],
                [
                    replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
                    for mark in self.marks
                    if mark.start < end and mark.end > start
                ],
            )
            for start, end in spans
        ]

    def _token(self, token: Token) -> None:
        match token.type:
            case "em_open" | "strong_open" | "s_open" | "link_open":
                target = str(token.attrs.get("href", ""))
                target = unquote(target) if target.startswith("#") else target
                self._open.append((_MARKS[token.type], self._length, target))
            case "em_close" | "strong_close" | "s_close" | "link_close":
                kind, start, target = self._open.pop()
                self.marks.append(Mark(kind, start, self._length, target))
            case "softbreak":
                self._write(" ")
            case "hardbreak":
                self._write("\n")
            case "code_inline":
                self._write(token.content, "code")
            case "image":
                alt = "".join(child.content for child in token.children or [])
                self._write(f"[image: {alt}]" if alt else "[image]", "image", str(token.attrs["src"]))
            case "footnote_ref":
                label = token.meta["label"]
                self._write(f"[{label}]", "footnote", _note_name(label))
            case _:
                self._write(token.content)

    def _write(self, text: str, kind: MarkKind | None = None, target: str = "") -> None:
        if kind:
            self.marks.append(Mark(kind, self._length, self._length + len(text), target))
        self._pieces.append(text)
        self._length += len(text)


def _note_name(label: str) -> str:
    """The name of a footnote's anchor, which no heading's can be."""
    return f"^{label}"


def _until_close(tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens of a footnote, without the one that closes it."""
    depth = 1
    for token in tokens:
        if token.type == "footnote_reference_open":
            depth += 1
        elif token.type == "footnote_reference_close":
            depth -= 1
            if not depth:
                return
        yield token
