"""Quotation marks: which stretches of a paragraph stand between them.

Every paragraph is read on its own, so that an odd mark never spoils more than
its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "“"),
    '"': ('"', "”"),
    "«": ("»",),
    "»": ("«",),
    "„": ("“", "”"),
    "‟": ("”",),
    "”": ("”",),
    "「": ("」",),
    "『": ("』",),
    "``": ("''",),
    "‘": ("’",),
    "'": ("'",),
}
"""For each mark that can open those that close it.

Some writers mix curly and straight ones, or turn a curly one the wrong way round.
"""

SINGLE = "‘’'"
"""The marks that may be apostrophes."""

_MARK = re.compile(r"``|''|[“”„‟«»「」『』\"‘’']")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/-]")
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|cause|til|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between quotation marks, the marks included.

    Attributes:
        start: Its first offset within the paragraph, in code points.
        end: The offset after the closing mark, or the paragraph's end.
        closed: Whether there is a closing mark.
        mark: The opening mark.
    """

    start: int
    end: int
    closed: bool
    mark: str


@dataclass(slots=True)
class _Open:
    mark: str
    start: int


def find_marked(text: str) -> tuple[Stretch, ...]:
    """The outermost stretches of a paragraph between quotation marks.

    Marks within marks belong to the outer stretch. A single mark counts only
    where it closes again, since it may be an apostrophe. A double mark that is
    left open at the end holds the text up to there, unless whole quotations
    follow it: then it is an odd one, and is left out.

    Args:
        text: A paragraph.

    Returns:
        The stretches in reading order; they do not overlap.
    """
    stack: list[_Open] = []
    found: list[Stretch] = []
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        closes = _closes(text, start, end, stack)
        if closes is not None:
            opened = stack[closes]
            del stack[closes:]
            found.append(Stretch(opened.start, end, True, opened.mark))
        elif _opens(text, start, end, stack):
            stack.append(_Open(mark, start))
    for opened in stack:
        followed = any(stretch.start > opened.start and stretch.mark == opened.mark for stretch in found)
        if opened.mark not in SINGLE and not followed and text[opened.start + 1 :].strip():
            found.append(Stretch(opened.start, len(text), False, opened.mark))
    return _outermost(found)


def _closes(text: str, start: int, end: int, stack: list[_Open]) -> int | None:
    """The place in the stack of the open mark that the mark at `start` closes, if it closes one."""
    mark = text[start:end]
    if mark in ('"', "“") and _faces_right(text, start, end):
        return None
    if mark in SINGLE and not _single_closes(text, start, end):
        return None
    places = (place for place in reversed(range(len(stack))) if mark in CLOSERS[stack[place].mark])
    return next(places, None)


def _opens(text: str, start: int, end: int, stack: list[_Open]) -> bool:
    """Whether the mark at `start` opens a stretch."""
    mark = text[start:end]
    if mark in ("``", *"“«„‟「『"):
        return True
    if mark in ("''", "’") or not _faces_right(text, start, end):
        return False
    if mark in SINGLE:
        return not any(opened.mark == mark for opened in stack) and not _ELISION.match(text, end)
    return True


def _faces_right(text: str, start: int, end: int) -> bool:
    """Whether a mark stands before a word: blank or bracket on its left, none on its right."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (
        (bool(_BEFORE_OPENING.match(before)) or before in "“‘\"'")
        and not after.isspace()
        and after not in ",.;:!?)]"
    )


def _single_closes(text: str, start: int, end: int) -> bool:
    """Whether a single mark ends a quotation rather than standing for a letter or a possessive."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if after.isalnum() or before.isspace():
        return False
    return before != "s" or not re.match(r" [a-z]", text[end : end + 2])


def _outermost(found: list[Stretch]) -> tuple[Stretch, ...]:
    """The stretches that lie in no other one, in reading order."""
    outer: list[Stretch] = []
    for stretch in sorted(found, key=lambda stretch: (stretch.start, -stretch.end)):
        if not outer or stretch.start >= outer[-1].end:
            outer.append(stretch)
    return tuple(outer)
