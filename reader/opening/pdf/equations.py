"""Displayed equations: which lines of a column are one, however many pieces they are set in.

A fraction is three lines to a PDF, the limits of a sum are two more. Lines that
hold no words but signs and letters in the fonts of mathematics belong together
where at least one of them relates two things, or bears an equation's number.
They are read as they are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.opening.pdf.body import Body, distance, fills
from reader.opening.pdf.lines import Line
from reader.opening.pdf.signs import BULLET, CAPTION, ITEM

_FAR = 2.8
"""Usual distances of lines between two lines of an equation; large brackets are as high."""
_WORDS = 0.3
"""Share of the letters of an equation's line that are those of words: `for x in X`, `if`."""
_FRAGMENT = 16
"""Code points of a line that is perhaps only a piece of an equation, such as a denominator."""
_INDENTED = 1.0
"""Part of the size of type by which an equation stands in."""
_NEAR = 1.2
"""Usual distances of lines up to which a line goes on with the one over it."""
_HANGING = 3.0
"""Part of the size of type by which the further lines of an item stand in, at most."""
_MOST_LINES = 60
_RELATION = re.compile(r"[=<>≤≥≈≡≅≃∼∝≠∈⊂⊆⊃⊇→⇒⇔↦:]=?|7→")
_SIGN = re.compile(r"[=<>≤≥≈≡≅≃∼∝≠∈∉⊂⊆⊃⊇→⇒⇔↦∀∃∑∏∫√±×∂∇∞⊕⊗∘∪∩∧∨¬|{}\[\]()+−*/^·]|[\u0370-\u03ff]|[²³¹⁰-₎]")
_LABEL = re.compile(r"\s\(?[A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
"""The number of an equation."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTIONS = frozenset(
    (
        *(
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "sinh",
            "cosh",
            "tanh",
            "exp",
        ),
        *(
            "log",
            "lim",
            "sup",
            "inf",
            "min",
            "max",
            "arg",
            "det",
            "dim",
            "ker",
            "deg",
            "mod",
            "gcd",
            "var",
            "cov",
        ),
        *("diag", "rank", "sgn", "const"),
    )
)
_BETWEEN = frozenset(("for", "all", "such", "that", "otherwise"))
"""Words of equations: names of functions, and what says for what they hold."""
_FIRST_WORD = re.compile(r"[^\W\d_]{3,}(?=[\s,:]|$)")


def equation_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where an equation that begins with a line ends; 0 where none does.

    Args:
        column: The lines of a part of a page.
        start: The index of the line.
        body: How most of the document is set.
    """
    if body.is_mono or not _is_part(column[start]) or _is_item(column[start]):
        return 0
    if start and _goes_on(column[start - 1], column[start], body):
        return 0
    end = start
    while end < min(len(column), start + _MOST_LINES) and _is_part(column[end]):
        if end > start and (distance(column[end - 1], column[end], body) > _FAR or _is_item(column[end])):
            break
        end += 1
    lines = column[start:end]
    whole = [line for line in lines if _is_whole(line)]
    return end if whole and any(map(_is_displayed, whole)) else 0


def _is_part(line: Line) -> bool:
    """Whether a line may be an equation's, or a piece of one."""
    if line.is_mono or (line.is_bold and not line.math) or CAPTION.match(line.text):
        return False
    text = line.text
    solid = len(text) - text.count(" ")
    words = sum(len(word) for word in _WORD.findall(text) if word.lower() not in _FUNCTIONS | _BETWEEN)
    signs = len(_SIGN.findall(text)) + line.math
    if len(text) <= _FRAGMENT:
        return words <= line.math and (signs > 0 or len(text) <= 3 or not any(map(str.isalnum, text)))
    first = _FIRST_WORD.match(text)
    if first and first[0].lower() not in _FUNCTIONS and not (_LABEL.search(text) and _is_inset(line)):
        return False
    return words <= _WORDS * solid and 3 * signs >= solid * (1 - _WORDS) / 2


def _goes_on(before: Line, line: Line, body: Body) -> bool:
    """Whether a line goes on with what stands in the line over it."""
    inset = (line.left - before.left) / before.size
    level = abs(inset) < _INDENTED / 2 or (_is_item(before) and 0 < inset < _HANGING)
    near = distance(before, line, body) < _NEAR and level
    return near and fills(before, line) and not _is_part(before)


def _is_whole(line: Line) -> bool:
    """Whether a line states something: it relates two things, or bears a number."""
    return bool(_RELATION.search(line.text) or _LABEL.search(line.text)) and len(line.text) > 3


def _is_displayed(line: Line) -> bool:
    """Whether a line stands by itself: further in than the text, or with a number at the end of its row."""
    if _LABEL.search(line.text) and line.edges[1] - line.right < 2 * line.size:
        return True
    return _is_inset(line)


def _is_inset(line: Line) -> bool:
    return line.left > line.edges[0] + _INDENTED * line.size


def _is_item(line: Line) -> bool:
    return bool(ITEM.match(line.text) or BULLET.match(line.text))
