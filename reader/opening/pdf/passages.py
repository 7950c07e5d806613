"""Lines become passages: paragraphs, list items, tables, code, footnotes, captions.

Where a passage ends is told by what the typesetter did: a wider gap, an
indented first line, a last line that leaves room for the next line's first
word, another size or weight of type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader.document import BlockKind
from reader.opening.pdf.lines import Line, Text, Vocabulary, laid_out

SMALL = 0.93
"""Part of the body's size of type up to which type is smaller than the body's."""
SENTENCE_ENDS = (".", "!", "?", ":", "…", ".”", "!”", "?”", '."', '!"', '?"', ".’", ".)", "?)", "!)", ".]", "。")

_SAME_SIZE = 0.06
"""Part by which sizes of type may differ within a paragraph."""
_INDENT = 0.7
"""Part of the size of type from which a line is indented."""
_DEEPEST_INDENT = 5.0
"""The same, up to which an indented line begins a paragraph; what stands further in is centred."""
_WIDE_GAP = 1.3
"""Part of the usual distance of two lines from which one divides paragraphs."""
_TITLE = 1.2
_TITLE_GAP = 1.95
"""Part of the body's size of type from which type is a title's, and what divides such lines, likewise."""
_TABLE_ROWS = 2
_GAPPED_SHARE = 0.5
"""Share of the rows of a table that have more than one cell."""

_LABELS = 4
"""Lines from which words here and there are those of a figure."""
_LONGEST_LABEL = 24
_SHORT_LABEL = 6

_ITEM = re.compile(
    r"(?P<bullet>[•▪◦●■□‣◆♦➢✓⁃]\s+(?=\S)|[·∙*–—-]\s+(?=[\w“‘\"'(\[]))"
    r"|(?P<number>\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])[.)])\s+(?=\S)"
    r"|(?P<entry>\[(?:\d{1,4}|[A-Za-z+]{2,9}\d{2,4}[a-z]?)\])\s+(?=\S)"
)
_CAPTION = re.compile(r"(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)|tabelle|algorithm|listing|scheme|plate)\s*"
                      r"(?:[A-Z]?[\d.]*\d|[IVX]+)(?P<mark>\s*[.:|–—-])?(?:\s|$)(?P<word>\S*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_LISTED = re.compile(r".*[^\W\d].*(?:\s|…)\s*(?:\d{1,4}|[ivxlc]{1,6})")
"""A line of a table of contents: words, and a page's number at the end."""
_LED = re.compile(r"(?:[.·]\s?){5,}")
_NOTE = re.compile(r"(?P<sign>[¹²³⁰-⁹]+|[*∗†‡§¶]+)(?=\s?[^\s\d.,)\]%])")
"""What a footnote begins with."""


@dataclass(slots=True)
class Passage:
    """Lines that belong together.

    Attributes:
        lines: The lines, in reading order.
        kind: What it is, if it is no heading.
        marker: What stands before its text: a bullet or a number, with a space.
        text: What it says, without the marker.
        gap: How far above its first line the line before it stands, in usual distances of lines.
        gap_below: How far below its last line the next one stands; large at the end of a column.
        column_end: Whether its column ends with it.
        indented: Whether its first line is indented.
        level: A list item's depth, a heading's level; 0 for none.
        is_float: Whether the text round it runs on past it, as past a footnote or a figure's caption.
        is_aside: Whether it stands apart from the page's text, such as upwards in the margin.
    """

    lines: list[Line]
    kind: BlockKind = "paragraph"
    marker: str = ""
    text: Text = field(default_factory=Text)
    gap: float = 9.0
    gap_below: float = 9.0
    column_end: bool = False
    indented: bool = False
    level: int = 0
    is_float: bool = False
    is_aside: bool = False

    @property
    def page(self) -> int:
        """The index of the page that it begins on."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """The size of most of its type, in points."""
        sizes: Counter[float] = Counter()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0]

    @property
    def is_caption(self) -> bool:
        """Whether it tells what a figure or a table shows."""
        found = _CAPTION.match(self.lines[0].text)
        if not found:
            return False
        return bool(found["mark"]) or not found["word"][:1].islower()


@dataclass(frozen=True, slots=True)
class Body:
    """How most of a document's text is set.

    Attributes:
        size: Its size of type, in points.
        leading: The distance of its lines, in sizes of type.
        is_mono: Whether its characters are all of one width.
        is_bold: Whether it is heavy.
        indents: Whether its paragraphs begin with an indented line.
    """

    size: float
    leading: float
    is_mono: bool
    is_bold: bool
    indents: bool


def body_of(columns: Iterable[Sequence[Line]]) -> Body:
    """How most of a document's text is set.

    Args:
        columns: The lines of each part of its pages.
    """
    sizes: Counter[float] = Counter()
    mono: Counter[bool] = Counter()
    bold: Counter[bool] = Counter()
    leadings: Counter[float] = Counter()
    indented = flush = 0
    for column in columns:
        for line in column:
            sizes[round(line.size, 1)] += len(line.text)
            mono[line.is_mono] += len(line.text)
            bold[line.is_bold] += len(line.text)
        for line, after in pairwise(column):
            if abs(line.size - after.size) < 0.1 and line.base > after.base:
                leadings[round((line.base - after.base) / line.size, 1)] += 1
                if line.text.endswith(SENTENCE_ENDS) and not _fills(line, after):
                    inset = after.left - after.edges[0]
                    indented += _INDENT * line.size < inset < _DEEPEST_INDENT * line.size
                    flush += abs(inset) < _INDENT * line.size
    return Body(
        sizes.most_common(1)[0][0] if sizes else 10.0,
        leadings.most_common(1)[0][0] if leadings else 1.2,
        mono[True] > mono[False],
        bold[True] > bold[False],
        indented > flush,
    )


def passages(column: Sequence[Line], body: Body, words: Vocabulary) -> list[Passage]:
    """The passages of a part of a page.

    Args:
        column: Its lines, from the top down.
        body: How most of the document is set.
        words: The document's words.
    """
    found: list[Passage] = []
    for sort, lines in _sorts(column, body):
        if sort == "code":
            found.append(Passage(lines, "code", text=Text(laid_out(lines))))
        else:
            found += _prose(lines, body, words)
    for passage, after in pairwise(found):
        passage.gap_below = after.gap = _distance(passage.lines[-1], after.lines[0], body)
    if found:
        found[-1].column_end = True
    _tell_notes(found, body)
    for passage in found:
        if passage.kind != "footnote" and passage.is_caption and passage.kind == "paragraph":
            passage.kind, passage.is_float = "caption", True
        passage.is_float |= passage.size < SMALL * body.size
    return found


def _sorts(column: Sequence[Line], body: Body) -> Iterator[tuple[str, list[Line]]]:
    """Lines that are laid out, and lines of prose, from the top down."""
    prose: list[Line] = []
    index = 0
    while index < len(column):
        end = (
            _table_end(column, index, body)
            or _code_end(column, index, body)
            or _figure_end(column, index, body)
        )
        if end:
            if prose:
                yield "prose", prose
            yield "code", list(column[index:end])
            prose, index = [], end
        else:
            prose.append(column[index])
            index += 1
    if prose:
        yield "prose", prose


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table, not one with a marker, a number, or a run-in heading before it."""
    if len(line.cells) < 2:
        return False
    if len(line.cells) == 2:
        first, second = line.text[: line.cells[1][0]].strip(), line.text[line.cells[1][0] :]
        if _ITEM.match(first + " x") or len(first) <= 4 or re.fullmatch(r"[\d.]+|[A-Z]\.?|[IVX]+\.", first):
            return False
        if re.fullmatch(r"\(?[\d.]+[a-z]?\)", second):
            return False
        return not (line.is_bold and len(line.text) < 80)
    return not _is_stretched(line)


def _is_stretched(line: Line) -> bool:
    """Whether a line is one of justified text with few words, and wide gaps of one width between them."""
    ends = [start for start, _ in line.cells[1:]] + [len(line.text)]
    cells = [line.text[start:end].strip() for (start, _), end in zip(line.cells, ends, strict=True)]
    words = [cell for cell in cells if len(re.findall(r"[^\W\d_]", cell)) > 1]
    fills = line.right > line.edges[1] - line.size
    return fills and all(" " not in cell for cell in cells[1:]) and 2 * len(words) >= len(cells)


def _table_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where a table that begins with a line ends; 0 where none does."""
    if not _is_row(column[start]):
        return 0
    end, rows = start + 1, 1
    for index in range(start + 1, len(column)):
        line = column[index]
        if _distance(column[index - 1], line, body) > 2.6:
            break
        if _is_row(line):
            rows, end = rows + 1, index + 1
        elif index - end >= 2 or line.right - line.left > 0.75 * line.width or _CAPTION.match(line.text):
            break
    enough = rows >= _TABLE_ROWS and rows >= _GAPPED_SHARE * (end - start)
    return end if enough else 0


def _code_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where code that begins with a line ends; 0 where none does."""
    if body.is_mono or not column[start].is_mono:
        return 0
    end = start
    while end < len(column) and column[end].is_mono and (
        end == start or _distance(column[end - 1], column[end], body) < 2.2
    ):
        end += 1
    return end if end - start > 1 else 0


def _figure_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where the words of a figure that begin with a line end: short, small, here and there; 0 for none."""
    end = start
    while end < len(column) and _is_label(column[end], body):
        end += 1
    labels = column[start:end]
    if len(labels) < _LABELS:
        return 0
    lefts = {round(line.left / (2 * body.size)) for line in labels}
    return end if len(lefts) >= min(_LABELS, len(labels) / 2) else 0


def _is_label(line: Line, body: Body) -> bool:
    """Whether a line looks like words in a figure."""
    if line.size > 1.02 * body.size or _CAPTION.match(line.text) or _ITEM.match(line.text):
        return False
    longest = max((b - a for (a, _), (b, _) in pairwise([*line.cells, (len(line.text), 0.0)])), default=0)
    return longest <= _LONGEST_LABEL and (
        len(line.cells) > 1 or line.size < SMALL * body.size or len(line.text) <= _SHORT_LABEL
    ) and not line.text.endswith((".", ";", "-", "\u00ad"))


def _distance(line: Line, after: Line, body: Body) -> float:
    """How far apart two lines stand, in usual distances."""
    return (line.base - after.base) / (body.leading * max(line.size, min(after.size, body.size)))


def _prose(lines: list[Line], body: Body, words: Vocabulary) -> Iterator[Passage]:
    """The paragraphs and items of lines."""
    leading = _leading(lines, body)
    group = [lines[0]]
    item = _begins_item(lines, 0, None)
    for index, (line, after) in enumerate(pairwise(lines), 1):
        begins = _begins_item(lines, index, item, group[0] if item else None)
        if begins or _parts(group, line, after, leading, body, item=bool(item)):
            yield _passage(group, item, words, body)
            group, item = [], begins
        group.append(after)
    yield _passage(group, item, words, body)


def _leading(lines: Sequence[Line], body: Body) -> float:
    """The usual distance of some lines, in sizes of type."""
    distances = Counter(
        round((line.base - after.base) / line.size, 1)
        for line, after in pairwise(lines)
        if abs(line.size - after.size) < 0.1 * line.size and 0.8 < (line.base - after.base) / line.size < 2.6
    )
    if not distances:
        return body.leading
    most = max(distances.values())
    return min(distance for distance, count in distances.items() if count >= max(1, most / 2))


def _begins_item(
    lines: Sequence[Line], index: int, item: re.Match[str] | None, first: Line | None = None
) -> re.Match[str] | None:
    """The marker of a list item that begins with a line.

    Args:
        lines: The lines.
        index: The index of the line.
        item: The marker of the item that goes on up to it, if one does.
        first: That item's first line.
    """
    line = lines[index]
    found = _ITEM.match(line.text)
    if not found:
        return None
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if found["number"] and first and _follows(first, line):
        return found
    if (found["bullet"] or "").strip() in ("-", "–", "—", "*", "·", "∙") or found["number"]:
        hangs = after is not None and after.left > line.left + 0.5 * line.size and not _ITEM.match(after.text)
        outdented = before is not None and line.left < before.left - 0.5 * line.size
        rested = before is None or before.text.endswith((*SENTENCE_ENDS, ";", ",")) or not _fills(before, line)
        if found["number"] and found["number"][0].isalpha() and found["number"].endswith("."):
            return found if item and item["number"] and rested else None  # initials of names otherwise
        return found if rested and (hangs or outdented or before is None or not _fills(before, line) or item) else None
    return found


def _follows(first: Line, line: Line) -> bool:
    """Whether the number of an item is the one after that of the item before, at the same place."""
    before, here = _NUMBER.search(first.text), _NUMBER.search(line.text)
    return (
        bool(before and here and int(here[0]) == int(before[0]) + 1)
        and abs(first.left - line.left) < 0.3 * line.size
        and first.page == line.page
    )


def _fills(line: Line, after: Line) -> bool:
    """Whether the first word of the line after would not have fitted on a line."""
    word = after.text.find(" ")
    needed = (len(after.text) if word < 0 else word) + 1
    return line.right + needed * 0.9 * line.letter > line.edges[1]


def _parts(group: list[Line], line: Line, after: Line, leading: float, body: Body, *, item: bool) -> bool:
    """Whether a passage ends between two lines."""
    largest = max(line.size, after.size)
    distance = (line.base - after.base) / line.size
    if abs(line.size - after.size) > _SAME_SIZE * largest and not _is_scrap(line, after):
        return True
    wide = max(_WIDE_GAP * leading, _TITLE_GAP if line.size > _TITLE * body.size and line.is_bold else 0.0)
    if distance > wide + (0.35 if _is_scrap(line, after) else 0.0) or distance < -1:
        return True
    if line.is_bold != after.is_bold and (line.is_bold or not body.is_bold) and min(
        len(line.text), len(after.text)
    ) > 3:
        return not (_fills(line, after) and (after.text[:1].islower() or line.text.endswith(("-", "\u00ad"))))
    if _LISTED.fullmatch(line.text) and _LISTED.fullmatch(after.text):
        if not _fills(line, after) or _LED.search(line.text) or len(line.cells) > 1:
            return True
    inset = after.left - line.left
    if _is_centred(line) and _is_centred(after):
        return False
    ended = line.text.endswith(SENTENCE_ENDS) or not _fills(line, after)
    if item:
        first = group[0]
        if after.left < first.left - _INDENT * line.size:
            return ended
        return len(group) > 1 and abs(inset) > _INDENT * line.size and ended and line.text.endswith(SENTENCE_ENDS)
    if _INDENT * line.size < inset < _DEEPEST_INDENT * line.size:
        if len(group) == 1 and after.left > after.edges[0] + _INDENT * line.size and _hangs(line, after):
            return False
        return ended or after.left - after.edges[0] > _INDENT * line.size and after.text[:1].isupper()
    if not _fills(line, after):
        if line.text.endswith(SENTENCE_ENDS):
            return True
        return line.right < line.edges[0] + 0.7 * line.width and after.text[:1].isupper()
    return False


def _hangs(line: Line, after: Line) -> bool:
    """Whether a line begins an entry whose further lines are indented."""
    return _fills(line, after) and abs(line.left - line.edges[0]) < _INDENT * line.size and not (
        line.text.endswith(SENTENCE_ENDS)
    )


def _is_scrap(line: Line, after: Line) -> bool:
    """Whether one of two lines is only a piece of one, such as a fraction's part or an index."""
    return min(len(line.text), len(after.text)) <= 3


def _is_centred(line: Line) -> bool:
    before, behind = line.left - line.edges[0], line.edges[1] - line.right
    return before > 2 * line.size and abs(before - behind) < 0.15 * line.width


def _passage(group: list[Line], item: re.Match[str] | None, words: Vocabulary, body: Body) -> Passage:
    text = words.join(group)
    first = group[0]
    indented = first.left - first.edges[0] > _INDENT * first.size
    if item and len(text.text) > item.end():
        marker = item[0].strip() + " "
        return Passage(group, "list_item", marker, text.without_start(item.end()), indented=indented)
    return Passage(group, text=text, indented=indented)


def _tell_notes(found: Sequence[Passage], body: Body) -> None:
    """Tell the footnotes at the foot of a column: in smaller type, the first after a number or a sign."""
    start = len(found)
    while start and found[start - 1].size <= SMALL * body.size and found[start - 1].kind != "code":
        start -= 1
    if not start:
        return
    notes = [
        index
        for index in range(start, len(found))
        if _NOTE.match(found[index].marker + found[index].text.text) and not found[index].is_caption
    ]
    for note in found[notes[0] :] if notes else ():
        if note.kind == "list_item":
            marked = Text(note.marker)
            marked.append(note.text.text, note.text.styles)
            note.text, note.marker = marked, ""
        note.kind, note.is_float = "footnote", True


def note_sign(text: str) -> str:
    """The number or the sign that a footnote begins with; empty for none."""
    found = _NOTE.match(text)
    return found["sign"] if found else ""
