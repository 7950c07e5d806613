"""Lines become passages: paragraphs, list items, tables, code, footnotes, captions.

Where a passage ends is told by what the typesetter did: a wider gap, an
indented first line, a last line that leaves room for the next line's first
word, another size or weight of type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader.document import BlockKind
from reader.opening.pdf.body import DEEPEST_INDENT, INDENT, SENTENCE_ENDS, SMALL, Body, distance, fills
from reader.opening.pdf.contents import entries
from reader.opening.pdf.layouts import parted
from reader.opening.pdf.lines import Line, Text, Vocabulary, laid_out
from reader.opening.pdf.signs import BULLET, CAPTION, FIRST, ITEM, LED, LISTED, NUMBER, SECTION, note_sign

_HANGING = 0.5
"""The same, from which the lines of an item hang."""
_NEARBY = 40
"""Lines among which there are more entries of a list of references if there is one."""
_INITIAL = re.compile(r"[a-zA-Z]\.")
"""What the initial of a name looks like, and the letter of an item."""
_HYPHENS = ("-", "\u00ad", "\u2010")
_MIDDLE = 0.015
"""Part of its column's width by which the middles of centred lines may differ."""
_SHORT = 0.7
"""Part of its column's width up to which a line is short."""
_PIECE = 12
"""Code points of a line that may be a piece of a formula, whose distance from the next tells nothing."""
_SCRAP = 3
_SCRAP_GAP = 0.35
"""Code points of a line that is only a part of one, such as a fraction's, and how much further off it may
stand."""
FAR = 9.0
"""Usual distances of lines between what has nothing over or under it."""
_SAME_SIZE = 0.06
"""Part by which sizes of type may differ within a paragraph."""
_WIDE_GAP = 1.3
"""Part of the usual distance of two lines from which one divides paragraphs."""
_FEW_DISTANCES, _ROUNDED = 4, 0.1
"""Distances of lines that are too few to tell the usual one, and by how much the body's may then differ."""
_TITLE = 1.2
_TITLE_GAP = 1.95
"""Part of the body's size of type from which type is a title's, and what divides such lines, likewise."""


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
        indented: Whether its first line is indented.
        level: A list item's depth, a heading's level; 0 for none.
        is_float: Whether the text round it runs on past it, as past a footnote or a figure's caption.
        turns: The further pages it runs on to, each with its index and the offset in the text.
        is_aside: Whether it stands apart from the page's text, such as upwards in the margin.
        is_entry: Whether it is an entry of a table of contents.
        is_equation: Whether it is a displayed equation: a sentence may go on after it, but not past it.
    """

    lines: list[Line]
    kind: BlockKind = "paragraph"
    marker: str = ""
    text: Text = field(default_factory=Text)
    gap: float = FAR
    gap_below: float = FAR
    indented: bool = False
    level: int = 0
    is_float: bool = False
    is_aside: bool = False
    is_entry: bool = False
    is_equation: bool = False
    turns: list[tuple[int, int]] = field(default_factory=list)

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
        found = CAPTION.match(self.lines[0].text)
        if not found:
            return False
        return bool(found["mark"]) or not found["word"][:1].islower()


def passages(column: Sequence[Line], body: Body, words: Vocabulary) -> list[Passage]:
    """The passages of a part of a page.

    Args:
        column: Its lines, from the top down.
        body: How most of the document is set.
        words: The document's words.
    """
    found: list[Passage] = []
    for layout, lines in parted(column, body):
        if layout == "prose":
            found += _prose(lines, body, words)
        elif layout == "contents":
            found += (
                Passage(entry, "list_item", text=said, is_entry=True) for entry, said in entries(lines, words)
            )
        else:
            is_equation = layout == "equation"
            found.append(Passage(lines, "code", text=Text(laid_out(lines)), is_equation=is_equation))
    for passage, after in pairwise(found):
        passage.gap_below = after.gap = min(FAR, distance(passage.lines[-1], after.lines[0], body))
    _tell_notes(found, body)
    for passage in found:
        if passage.kind != "footnote" and passage.is_caption and passage.kind == "paragraph":
            passage.kind, passage.is_float = "caption", True
        passage.is_float |= passage.size < SMALL * body.size
    return found


def _prose(lines: list[Line], body: Body, words: Vocabulary) -> Iterator[Passage]:
    """The paragraphs and items of lines."""
    leading = _leading(lines, body)
    group = [lines[0]]
    item = _begins_item(lines, 0, None)
    for index, (line, after) in enumerate(pairwise(lines), 1):
        begins = _begins_item(lines, index, item, group[0] if item else None)
        if begins or _parts(group, line, after, leading, body, item=bool(item)):
            yield _passage(group, item, words)
            group, item = [], begins
        group.append(after)
    yield _passage(group, item, words)


def _leading(lines: Sequence[Line], body: Body) -> float:
    """The usual distance of some lines, in sizes of type; pieces of formulas stand closer."""
    distances = Counter(
        round((line.base - after.base) / line.size, 1)
        for line, after in pairwise(lines)
        if min(len(line.text), len(after.text)) > _PIECE
        and abs(line.size - after.size) < 0.1 * line.size
        and 0.8 < (line.base - after.base) / line.size < 2.6
    )
    if not distances:
        return body.leading
    most = max(distances.values())
    least = min(distance for distance, count in distances.items() if count >= max(1, most / 2))
    is_body = abs(lines[0].size - body.size) < _SAME_SIZE * body.size
    return (
        max(least, body.leading - _ROUNDED) if is_body and sum(distances.values()) < _FEW_DISTANCES else least
    )


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
    found = ITEM.match(line.text)
    if not found:
        return None
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    hangs = after is not None and after.left > line.left + _HANGING * line.size and not ITEM.match(after.text)
    if found["entry"]:
        begins = bool(item) or hangs or sum(map(_is_entry, lines[: index + _NEARBY])) > 1
    elif BULLET.match(line.text) or (found["number"] and first and _follows(first, line)):
        begins = True
    elif before is None:
        begins = not _INITIAL.fullmatch(found[0].strip())
    elif _INITIAL.fullmatch(found[0].strip()):
        begins = bool(item and item["number"]) and _has_ended(before, line)
    elif found["number"] and FIRST.fullmatch(found["number"]) and before.text.endswith(":"):
        begins = True
    else:
        outdented = line.left < before.left - _HANGING * line.size
        begins = _has_ended(before, line) and (hangs or outdented or bool(item) or not fills(before, line))
    return found if begins else None


def _is_entry(line: Line) -> bool:
    found = ITEM.match(line.text)
    return bool(found and found["entry"])


def _has_ended(before: Line, line: Line) -> bool:
    """Whether a line ends so that an item may begin under it."""
    return before.text.endswith((*SENTENCE_ENDS, ";", ",")) or not fills(before, line)


def _follows(first: Line, line: Line) -> bool:
    """Whether the number of an item is the one after that of the item before, at the same place."""
    before, here = NUMBER.search(first.text), NUMBER.search(line.text)
    return (
        bool(before and here and int(here[0]) == int(before[0]) + 1)
        and abs(first.left - line.left) < 0.3 * line.size
        and first.page == line.page
    )


def _parts(group: list[Line], line: Line, after: Line, leading: float, body: Body, *, item: bool) -> bool:
    """Whether a passage ends between two lines."""
    if _are_unlike(line, after, leading, body) or _is_listed(line, after):
        return True
    if _is_broken(line) or _are_centred(line, after):
        return False
    inset = (after.left - line.left) / line.size
    sentence = line.text.endswith(SENTENCE_ENDS)
    ended = sentence or not (fills(line, after) or after.text[:1].islower())
    if item:
        if after.left < group[0].left - INDENT * line.size:
            return ended
        return len(group) > 1 and abs(inset) > INDENT and sentence
    if INDENT < inset < DEEPEST_INDENT:
        is_deep = after.left > after.edges[0] + INDENT * line.size
        if len(group) == 1 and is_deep and _hangs(line, after):
            return False
        return ended or (is_deep and after.text[:1].isupper())
    if fills(line, after):
        return False
    return sentence or (line.right < line.edges[0] + _SHORT * line.width and after.text[:1].isupper())


def _are_unlike(line: Line, after: Line, leading: float, body: Body) -> bool:
    """Whether two lines are set in other type, or too far apart to be of one passage."""
    scrap = min(len(line.text), len(after.text)) <= _SCRAP
    if abs(line.size - after.size) > _SAME_SIZE * max(line.size, after.size) and not scrap:
        return True
    gap = (line.base - after.base) / line.size
    wide = max(_WIDE_GAP * leading, _TITLE_GAP if line.size > _TITLE * body.size else 0.0)
    if gap > wide + (_SCRAP_GAP if scrap else 0.0) or gap < -1:
        return True
    if line.is_bold and after.is_bold and SECTION.match(after.text):
        return True
    if line.size > _TITLE * body.size and after.size > _TITLE * body.size:
        return False
    if scrap or line.is_bold == after.is_bold or (body.is_bold and after.is_bold):
        return False
    runs_on = after.text[:1].islower() or line.text.endswith(_HYPHENS)
    return not (fills(line, after) and runs_on)


def _is_broken(line: Line) -> bool:
    """Whether a line ends in a word."""
    return line.text.endswith(_HYPHENS) and line.text[-2:-1].isalpha()


def _is_listed(line: Line, after: Line) -> bool:
    """Whether two lines are of a table of contents."""
    if not (LISTED.search(line.text) and LISTED.search(after.text)):
        return False
    return not fills(line, after) or bool(LED.search(line.text)) or len(line.cells) > 1


def _hangs(line: Line, after: Line) -> bool:
    """Whether a line begins an entry whose further lines are indented."""
    return (
        fills(line, after)
        and abs(line.left - line.edges[0]) < INDENT * line.size
        and not (line.text.endswith(SENTENCE_ENDS))
    )


def _are_centred(line: Line, after: Line) -> bool:
    """Whether two lines stand in the middle of their column, or under each other's middle."""
    if all(map(_is_centred, (line, after))):
        return True
    aside = abs(line.left + line.right - after.left - after.right) / 2
    inset = min(line.left, after.left) - line.edges[0]
    differ = abs(line.left - after.left)
    return aside < _MIDDLE * line.width and min(inset, differ) > _HANGING * line.size


def _is_centred(line: Line) -> bool:
    before, behind = line.left - line.edges[0], line.edges[1] - line.right
    return before > 2 * line.size and abs(before - behind) < 0.15 * line.width


def _passage(group: list[Line], item: re.Match[str] | None, words: Vocabulary) -> Passage:
    text = words.join(group)
    first = group[0]
    indented = first.left - first.edges[0] > INDENT * first.size
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
        if note_sign(found[index].marker + found[index].text.text) and not found[index].is_caption
    ]
    for note in found[notes[0] :] if notes else ():
        if note.kind == "list_item":
            marked = Text(note.marker)
            marked.append(note.text.text, note.text.styles)
            note.text, note.marker = marked, ""
        note.kind, note.is_float = "footnote", True
