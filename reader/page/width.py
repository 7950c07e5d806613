"""How many cells a text takes on a terminal's grid, and where it may be broken into rows.

Nearly all prose is made of characters of one cell each (98 % of the paragraphs
of English books, curly quotes and dashes included); such text is measured by
counting and wrapped by searching backwards for a space. The rest goes grapheme
by grapheme, with the same width table that draws the strips.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

from reader.page.marks import count_spacing_marks, joins

count_spacing_marks()

_NOT_NARROW = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u2199\u2500-\u25fc\ufffd]"
)
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_SPACE = r"[^\S\xa0\u2007\u202f]"
_LETTER = r"[^\W\d_]"
_OPENING = "“‘«（［｛「『【〈《〔〖"
_CLOSING = "”’»…、。，．・：；！？）］｝」』】〉》〕〗ーｰ々〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
"""What may not end a row, or begin one: the core of JIS X 4051 and of the Chinese rules, which agree."""
_PIECE = re.compile(
    rf"[{_OPENING}]*[{_WIDE}][{_CLOSING}]*{_SPACE}*|{_SPACE}+"
    rf"|(?:[^\s{_WIDE}]|[\xa0\u2007\u202f])+?(?:{_SPACE}+|(?<={_LETTER}[—-])(?={_LETTER})|(?=[{_WIDE}])|$)"
)
"""What may not be broken: a word with the space after it, its part up to a dash, or one wide character with
what belongs to it."""

_WORD = re.compile(rf"{_LETTER}{{5,}}")
"""What may be hyphenated: shorter words have no place for it."""
SHORT_BY = 8
"""A word is hyphenated only where the row would lack one part in so many of its width without it."""
MOST_HYPHENS = 2
"""Rows one below the other that may end in a hyphen."""

_UNDRAWN = re.compile("[\x00-\x1f\x7f-\x9f\xad]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
"""Controls, soft hyphens, and joiners that join no emoji."""
_STAND_INS = {"\xad": "\u200b", "\u200d": "\u200c"}
"""What is drawn in their place, if it is no space: characters that take no cell in Rich's counting either."""
_REGIONS = range(0x1F1E6, 0x1F200)
"""Two of these letters are a flag."""
LONGEST_GRAPHEME = 64
"""Code points: only stacks of accents are longer, and are cut there."""


def is_narrow(text: str) -> bool:
    """Whether every character of a text takes exactly one cell."""
    return (text.isascii() and text.isprintable()) or _NOT_NARROW.search(text) is None


@lru_cache(maxsize=1 << 14)
def _measured(text: str) -> int:
    return cell_len(drawn(text))


def cells(text: str) -> int:
    """The cells that a text takes on one row, control characters counted as one each."""
    return len(text) if is_narrow(text) else _measured(text)


def drawn(text: str) -> str:
    """A text as it is put on a row, as many code points.

    Tabs, line breaks and other controls become one space each. Soft hyphens are not seen. A joiner
    between letters becomes a non-joiner: Rich takes what follows a joiner for a part of an emoji,
    without a width.
    """
    return _UNDRAWN.sub(lambda found: _STAND_INS.get(found[0], " "), text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """What a reader takes for single characters: each one's start, end and width in cells."""
    if is_narrow(text):
        return [(index, index + 1, 1) for index in range(len(text))]
    found: list[tuple[int, int, int]] = []
    for start, end, width in split_graphemes(drawn(text))[0]:
        if found and (joins(text[start]) or _is_flag(text[found[-1][0] : end])):
            before, _end, cells_before = found[-1]
            found[-1] = before, end, cells_before + width
        else:
            found.append((start, end, width))
    return found


def _is_flag(text: str) -> bool:
    return len(text) == 2 and all(ord(letter) in _REGIONS for letter in text)


def grapheme_end(text: str, offset: int) -> int:
    """The offset after the grapheme that begins at an offset."""
    window = text[offset : offset + LONGEST_GRAPHEME]
    return offset + (graphemes(window)[0][1] if window else 0)


def grapheme_start(text: str, offset: int) -> int:
    """The offset where the grapheme begins that holds an offset."""
    first = max(0, offset - LONGEST_GRAPHEME)
    if is_narrow(text[max(first, offset - 1) : offset + 1]):
        return offset
    window = graphemes(text[first : offset + LONGEST_GRAPHEME])
    return first + max((start for start, _end, _width in window if first + start <= offset), default=0)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """A text cut to a number of cells, the cut shown by an ellipsis."""
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    if room < 0:
        return ""
    end = 0
    for _start, stop, size in graphemes(text):
        room -= size
        if room < 0:
            break
        end = stop
    return text[:end].rstrip() + ellipsis


def wrap(text: str, width: int) -> list[int]:
    """Break a text into rows at spaces, after dashes and hyphens, and between wide characters.

    White space at a row's end hangs over. A word longer than a row is cut. Line
    breaks in the text are kept.

    Args:
        text: One paragraph.
        width: The room, in cells; at least 2.

    Returns:
        Where each row after the first begins, in code points of the text.
    """
    return _broken(text, width, _wrap_line)


def wrap_hyphenated(
    text: str, width: int, hyphenate: Callable[[str], list[int]]
) -> tuple[list[int], set[int]]:
    """Break a text into rows as `wrap` does, and within words where a row would be left too short.

    Args:
        text: One paragraph.
        width: The room, in cells; at least 2.
        hyphenate: Tells where a word may be broken, in code points from its start.

    Returns:
        Where each row after the first begins, in code points of the text, and which of these
        stand within a word, so that a hyphen is drawn before them.
    """
    hyphens: set[int] = set()
    start = 0
    breaks: list[int] = []
    for line in text.split("\n"):
        if start:
            breaks.append(start)
        for cut, hyphenated in _hyphenated_line(line, width, hyphenate):
            breaks.append(start + cut)
            if hyphenated:
                hyphens.add(start + cut)
        start += len(line) + 1
    return breaks, hyphens


def _hyphenated_line(
    text: str, width: int, hyphenate: Callable[[str], list[int]]
) -> Iterator[tuple[int, bool]]:
    column = in_a_row = 0
    for piece in _PIECE.finditer(text):
        size, bare = cells(piece[0]), cells(piece[0].rstrip())
        if column + bare <= width:
            column += size
            continue
        part = 0
        if width - column >= width // SHORT_BY and in_a_row < MOST_HYPHENS:
            part = _hyphen(piece[0], width - column - 1, hyphenate)
        in_a_row = in_a_row + 1 if part else 0
        if part or column:
            yield piece.start() + part, part > 0
        column = cells(piece[0][part:])
        if cells(piece[0][part:].rstrip()) > width:
            cuts = _cut(piece[0][part:], width)
            yield from ((piece.start() + part + cut, False) for cut in cuts)
            column = cells(piece[0][part + max(cuts, default=0) :])


def _hyphen(piece: str, room: int, hyphenate: Callable[[str], list[int]]) -> int:
    """How much of a word, in code points, stays before its hyphen; 0 where none may be put."""
    word = _WORD.search(piece)
    if word is None:
        return 0
    fitting = (
        word.start() + point for point in hyphenate(word[0]) if cells(piece[: word.start() + point]) <= room
    )
    return max(fitting, default=0)


def widest_word(text: str) -> int:
    """The cells of the widest word of a text: in fewer, `wrap` has to cut it."""
    pieces = text.split(" ") if is_narrow(text) else (piece[0].rstrip() for piece in _PIECE.finditer(text))
    return max(map(cells, pieces), default=0)


def fold(text: str, width: int) -> list[int]:
    """Break a text at its line breaks, and where a line is full or shortly before: what code needs.

    All spaces are kept. A row ends after a space of its last third where there is one.
    """
    return _broken(text, width, _fold_line)


def _broken(text: str, width: int, breaks_of: Callable[[str, int], list[int]]) -> list[int]:
    """Break each line of a text in some way, keeping the line breaks it has."""
    breaks: list[int] = []
    start = 0
    for line in text.split("\n"):
        if start:
            breaks.append(start)
        breaks.extend(start + cut for cut in breaks_of(line, width))
        start += len(line) + 1
    return breaks


def _wrap_line(text: str, width: int) -> list[int]:
    return _wrap_narrow(text, width) if is_narrow(text) else _wrap_wide(text, width)


def _wrap_narrow(text: str, width: int) -> list[int]:
    breaks = []
    at, last = 0, len(text) - width
    while at < last:
        cut = text.rfind(" ", at, at + width + 1) + 1
        for dash in "—-":
            after = text.rfind(dash, at + 1, at + width) + 1
            if after > cut and text[after].isalpha() and text[after - 2].isalpha():
                cut = after
        at = cut if cut > at else at + width
        breaks.append(at)
    return breaks if not breaks or breaks[-1] < len(text) else breaks[:-1]


def _wrap_wide(text: str, width: int) -> list[int]:
    breaks: list[int] = []
    column = 0
    for piece in _PIECE.finditer(text):
        size, bare = cells(piece[0]), cells(piece[0].rstrip())
        if column + bare <= width:
            column += size
        elif bare <= width:
            breaks.append(piece.start())
            column = size
        else:
            if column:
                breaks.append(piece.start())
            cuts = _cut(piece[0], width)
            breaks.extend(piece.start() + cut for cut in cuts)
            column = cells(piece[0][max(cuts, default=0) :])
    return breaks


def _fold_line(text: str, width: int) -> list[int]:
    if not is_narrow(text):
        return _cut(text, width)
    breaks, at = [], 0
    while at + width < len(text):
        space = text.rfind(" ", at + width - width // 3, at + width) + 1
        at = space or at + width
        breaks.append(at)
    return breaks


def _cut(text: str, width: int) -> list[int]:
    if is_narrow(text):
        return list(range(width, len(text), width))
    breaks, column = [], 0
    for start, _end, size in graphemes(text):
        if column and column + size > width:
            breaks.append(start)
            column = 0
        column += size
    return breaks
