"""Plain text gets back the structure that its author had in mind.

Not a character of it is lost: every one that is not white space stands in the
document's text, in its order, and nothing else does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from reader.document import BlockKind, Document
from reader.opening import ParseError, headings, wrapping
from reader.opening.composer import BLOCK_GAP, LINE_GAP, Composer
from reader.opening.headings import Shape
from reader.sanitise import clean

_MOST_LINES = 2_000_000
"""Lines of a text that is read: each takes some 10 µs and 400 bytes. 100 MB of a novel have fewer."""
_DEEPEST = 200
"""Columns of indentation that are told apart; a line may begin with millions of tabs."""
_LONGEST_LINE = 90
"""Code points of a line beyond which it was not ended by hand: it is a paragraph."""
_DEEPER = 2
"""Columns that a block stands deeper than the text round it to be a quotation or an item's."""
_SAMPLE = 4000
"""Groups of lines that are enough to tell a text's layout by."""
_HEAD = 20
"""Pieces at the start of a text among which `Title:` and `Author:` are looked for."""
_TOPS = {Shape.PART, Shape.CHAPTER, Shape.CAPITALS}
"""Headings that are known even with their text right under them."""
_INDENTED = -1
"""Tells an indented quotation from those of `>` lines, which are told by their group."""

_BLANK_LINE = re.compile(r"\n[^\S\n]+(?=\n)")
_PERHAPS_SPECIAL = re.compile(r"[\s\-*+•‣◦▪·=_~#>—–(\d]|[a-zA-Z](?:[.)]|[ivx]{1,4}\))")
_QUOTED = re.compile(r"\s*((?:>\s?)++)(.*)")
_RULE = re.compile(r"\s*([-*_=~#•·—–])(?:\s*\1){2,}+$")  # possessive: to backtrack takes 150 bytes a sign
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})$")
_ITEM = re.compile(r"\s*([-*+•‣◦▪·]|\(?(?:\d{1,3}|[ivxIVX][ivx]{0,4}|[a-zA-Z])\)|(?:\d{1,3}|[a-z])\.)\s+(.+)")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_HEAD_LINE = re.compile(r"^(title|author|date):[ \t]+(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE)


class _Piece(NamedTuple):
    """A block to be.

    Attributes:
        kind: What it is if it is no heading.
        text: Its text.
        marker: What stands before it on its line.
        indent: The column it begins at.
        shape: What makes it look like a heading.
        quotation: Tells the quotation it stands in from the next one; 0 for none.
    """

    kind: BlockKind
    text: str
    marker: str = ""
    indent: int = 0
    shape: Shape | None = None
    quotation: int = 0


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is laid out.

    Attributes:
        margin: The column at which its lines were wrapped, or None where they were not.
        first: The column at which a paragraph's first line begins.
        rest: The column at which its other lines begin.
    """

    margin: int | None
    first: int
    rest: int

    @property
    def deeper(self) -> int:
        """The column from which on a paragraph stands deeper than others."""
        return max(self.first, self.rest) + _DEEPER

    def runs_on(self, row: str, after: str) -> bool:
        """Whether a row goes on in the one after it, since it reaches the margin."""
        return self.margin is not None and wrapping.is_full(row, after, self.margin * wrapping.RAGGED)


def parse(text: str, name: str = "") -> Document:
    """The document that a plain text is.

    Args:
        text: The text, its line breaks all line feeds.
        name: What to call it where it does not say so itself.

    Returns:
        The document, without a source. Its text is empty where there is only white space.

    Raises:
        ParseError: It has too many lines.
    """
    if text.count("\n") > _MOST_LINES:
        raise ParseError(f"it has more than {_MOST_LINES:,} lines")
    groups = _groups(clean(text))
    layout = _layout(groups)
    pieces = [piece for number, group in enumerate(groups, 1) for piece in _pieces(group, layout, number)]
    head = {
        found[1].lower(): found[2]
        for piece in reversed(pieces[:_HEAD])
        for found in _HEAD_LINE.finditer(piece.text)
    }
    levels = headings.levels(pieces, titled="title" in head)
    composer = Composer()
    _compose(composer, pieces, levels)
    first = min(levels, default=len(pieces))
    if first < len(pieces) and all(piece.kind == "rule" for piece in pieces[:first]):
        name = pieces[first].text
    return composer.document(head.get("title", name), head.get("author", ""), head.get("date", ""))


def _groups(text: str) -> list[list[str]]:
    """The lines that are not empty, parted where empty ones stand.

    They have no white space at their ends, and their indentation is in spaces.
    """
    first_line = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    parts = _BLANK_LINE.sub("\n", text[first_line:].rstrip()).split("\n\n")
    groups = [[row.rstrip() for row in part.strip("\n").split("\n")] for part in parts if part]
    return [
        [" " * _indent(row) + row.lstrip() for row in group]
        if any(row[0].isspace() for row in group)
        else group
        for group in groups
    ]


def _layout(groups: Sequence[list[str]]) -> _Layout:
    sample = groups[:_SAMPLE]
    first = Counter(_indent(group[0]) for group in sample)
    rest = Counter(_indent(row) for group in sample for row in group[1:])
    margin = wrapping.margin(sample)
    return _Layout(margin, *(columns.most_common(1)[0][0] if columns else 0 for columns in (first, rest)))


def _indent(row: str) -> int:
    """The column at which the first character that is no white space stands."""
    if not row[0].isspace():
        return 0
    return min(_DEEPEST, len(row[: min(_DEEPEST, len(row) - len(row.lstrip()))].expandtabs()))


def _pieces(group: list[str], layout: _Layout, number: int) -> Iterator[_Piece]:
    """The blocks that a group of lines holds.

    Args:
        group: The lines.
        layout: The text's layout.
        number: The group's number in the text, from 1.
    """
    if not any(map(_PERHAPS_SPECIAL.match, group)):
        if _is_in_columns(group):
            yield _Piece("code", "\n".join(group))
        else:
            yield from _prose(group, layout)
        return
    if _is_in_columns(group):
        yield _Piece("code", _dedented(group))
        return
    runs = [*_runs(group, layout), ("text", [])]
    for (sort, rows), (_, after) in pairwise(runs):
        if sort == "quoted":
            yield from (_quoted(row, number) for row in rows)
        elif sort == "rule":
            yield _Piece("rule", " ".join(rows[0].split()))
        elif sort == "item":
            yield _item(rows)
        elif after and _is_underlined(rows, after[0], layout):
            if rows[:-1]:
                yield from _prose(rows[:-1], layout)
            shape = Shape.DOUBLE_UNDERLINED if "=" in after[0] else Shape.UNDERLINED
            yield _Piece("paragraph", _folded(rows[-1]), shape=shape)
        else:
            yield from _prose(rows, layout)


def _is_underlined(rows: list[str], line: str, layout: _Layout) -> bool:
    """Whether the last of some rows is a heading with a line under it."""
    if not _UNDERLINE.match(line) or len(rows[-1]) > headings.LONGEST:
        return False
    if len(rows) == 1:
        return True
    return abs(len(line) - len(rows[-1])) <= _DEEPER and not layout.runs_on(rows[-2], rows[-1])


_Sort = Literal["text", "quoted", "rule", "item"]


def _sort(row: str) -> _Sort:
    if not _PERHAPS_SPECIAL.match(row):
        return "text"
    if _QUOTED.match(row):
        return "quoted"
    if _RULE.match(row):
        return "rule"
    return "item" if _ITEM.match(row) else "text"


def _is_in_columns(group: list[str]) -> bool:
    """Whether most rows have a gap in them, as the rows of a table have."""
    joined = "\n".join(group)
    if len(group) < 2 or not ("   " in joined or "\t" in joined):
        return False
    return sum("   " in row or "\t" in row for row in map(str.lstrip, group)) * 2 >= len(group)


def _runs(group: list[str], layout: _Layout) -> Iterator[tuple[_Sort, list[str]]]:
    """Rows that belong together: quoted ones, ordinary text, an item with its further lines, a rule."""
    sort, run = _sort(group[0]), [group[0]]
    for row in group[1:]:
        here = _sort(row)
        goes_on = layout.runs_on(run[-1], row)
        if here == "text" and sort == "item":
            goes_on |= _indent(row) >= _indent(run[0]) + _DEEPER or row.lstrip()[0].islower()
        elif here == "item" and sort == "text":
            pass
        else:
            goes_on = here == sort and sort in ("text", "quoted")
        if goes_on:
            run.append(row)
        else:
            yield sort, run
            sort, run = here, [row]
    yield sort, run


def _quoted(row: str, number: int) -> _Piece:
    """A line that begins with `>`."""
    found = _QUOTED.match(row)
    assert found
    depth = found[1].count(">")
    if not found[2]:
        return _Piece("paragraph", ">" * depth, quotation=number)
    return _Piece("paragraph", _folded(found[2]), marker="> " * depth, quotation=number)


def _item(rows: list[str]) -> _Piece:
    """A list item and the lines that go on with it."""
    found = _ITEM.match(rows[0])
    assert found
    text = _folded(wrapping.join([found[2], *rows[1:]]))
    shape = headings.shape_of(f"{found[1]} {text}") if len(rows) == 1 and found[1][0].isdigit() else None
    return _Piece("list_item", text, marker=found[1] + " ", indent=_indent(rows[0]), shape=shape)


def _prose(rows: list[str], layout: _Layout) -> Iterator[_Piece]:
    """The paragraphs of rows that are nothing special."""
    starts = [0]
    if layout.margin is not None and layout.first > layout.rest:
        starts += [index for index in range(1, len(rows)) if _indent(rows[index]) >= layout.first]
    for start, end in pairwise([*starts, len(rows)]):
        yield from _paragraphs(rows[start:end], layout)


def _paragraphs(rows: list[str], layout: _Layout) -> Iterator[_Piece]:
    """The paragraphs of rows of which only the first may be indented to begin one."""
    indent = min(map(_indent, rows))
    if len(rows) == 1:
        yield _paragraph(_folded(rows[0]), indent, layout)
    elif layout.margin is not None and wrapping.is_wrapped(rows, layout.margin):
        if not layout.runs_on(rows[0], rows[1]) and headings.shape_of(rows[0].strip()) in _TOPS:
            yield _paragraph(_folded(rows[0]), indent, layout)
            rows = rows[1:]
        for text in wrapping.unwrap(rows, layout.margin):
            yield _paragraph(_folded(text), indent, layout)
    elif max(map(len, rows)) > _LONGEST_LINE:
        for row in rows:
            yield _paragraph(_folded(row), _indent(row), layout)
    else:
        yield _paragraph(_dedented(rows).strip(), indent, layout)


def _paragraph(text: str, indent: int, layout: _Layout) -> _Piece:
    quotation = _INDENTED if indent >= layout.deeper else 0
    return _Piece("paragraph", text, "", indent, headings.shape_of(text), quotation)


def _folded(text: str) -> str:
    """The text with one space for each run of spaces and tabs, and none at the ends."""
    text = text.strip()
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def _dedented(rows: list[str]) -> str:
    """Rows as they stand, moved left together as far as they can be."""
    indents = [_indent(row) for row in rows]
    left = min(indents)
    return "\n".join(" " * (indent - left) + row.lstrip() for indent, row in zip(indents, rows, strict=True))


class _Leaf(NamedTuple):
    """A block as it goes to the composer, with what tells its quotation."""

    kind: BlockKind
    text: str
    marker: str
    level: int
    gap: str
    quotation: int


def _compose(composer: Composer, pieces: Iterable[_Piece], levels: dict[int, int]) -> None:
    for quotation, leaves in groupby(_leaves(pieces, levels), key=lambda leaf: leaf.quotation):
        if quotation:
            composer.begin("quotation")
        for leaf in leaves:
            composer.add(leaf.kind, leaf.text, marker=leaf.marker, level=leaf.level, gap=leaf.gap)
        if quotation:
            composer.end()


def _leaves(pieces: Iterable[_Piece], levels: dict[int, int]) -> Iterator[_Leaf]:
    """The pieces in their places: which are headings, which belong to a list, and how deep."""
    columns: list[int] = []  # where the open list's items begin, from the outermost to the innermost
    style = ""  # of the open list's markers
    before: _Leaf | None = None
    for index, piece in enumerate(pieces):
        kind, quotation, marker, level, gap = piece.kind, piece.quotation, piece.marker, 0, BLOCK_GAP
        text = piece.text
        if index in levels:
            kind, text, marker, level, quotation = "heading", marker + text, "", levels[index], 0
            columns = []
        elif kind == "list_item":
            while columns and piece.indent < columns[-1]:
                columns.pop()
            if not columns or piece.indent >= columns[-1] + _DEEPER:
                columns.append(piece.indent)
            level = len(columns)
            marker = "  " * (level - 1) + marker
            if before and before.kind == "list_item" and (level > 1 or _style(marker) == style):
                gap = LINE_GAP
            if level == 1:
                style = _style(marker)
        elif kind == "paragraph" and quotation <= 0 and columns and piece.indent >= columns[-1] + _DEEPER:
            level, quotation = len(columns), 0
        else:
            columns = []
            if before and quotation > 0 and quotation == before.quotation:
                gap = LINE_GAP
        before = _Leaf(kind, text, marker, level, gap, quotation)
        yield before


def _style(marker: str) -> str:
    """What the markers of one list have in common: the bullet, or what stands round the number."""
    return re.sub(r"\w+", "1", marker)
