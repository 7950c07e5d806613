"""Headings are told by their shape, and by what stands round them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum, auto
from typing import Protocol

from reader.document import BlockKind


class Shape(IntEnum):
    """What makes a line look like a heading. The smaller, the higher it stands in the outline."""

    DOUBLE_UNDERLINED = auto()
    PART = auto()
    CHAPTER = auto()
    CAPITALS = auto()
    UNDERLINED = auto()
    NUMBERED = auto()
    SUBNUMBERED = auto()
    TITLE_CASE = auto()
    EXCLAIMED = auto()
    PLAIN = auto()


_UNDERLINES = {Shape.DOUBLE_UNDERLINED, Shape.UNDERLINED}
_WEAK = {Shape.EXCLAIMED, Shape.PLAIN}
_STRONG = {Shape.DOUBLE_UNDERLINED, Shape.PART, Shape.CHAPTER, Shape.CAPITALS, Shape.UNDERLINED}
"""Shapes that make a heading wherever they stand."""


class Passage(Protocol):
    """A piece of a text, as far as it matters for telling headings."""

    @property
    def kind(self) -> BlockKind:
        """What kind of block it is if it is no heading."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def shape(self) -> Shape | None:
        """What makes it look like a heading, if anything does."""


LONGEST = 110
"""Code points a heading may have: a line and a half of a printed page."""
_LONGEST_WEAK = 80
_LONGEST_ACRONYM = 6
_CONTENTS_RUN = 4
"""So many headings with nothing between them are a table of contents."""
_PROSE = 60
_LONG_PROSE = 80
"""Code points of a paragraph that can stand over a heading, and under one; dialogue is shorter."""
_CHAPTERS = 3
"""From so many chapter headings on, a short question alone on its line is taken for dialogue."""
_DEEPEST = 6

_PARTS = {"book", "part", "volume", "vol", "act"}
_CHAPTER_WORDS = {"chapter", "scene", "canto", "stave", "letter", "section", "appendix"}
# fmt: off
_NUMBER_WORDS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
    "forty", "fifty", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "last",
}
_UNNUMBERED = {
    "prologue", "epilogue", "preface", "foreword", "introduction", "afterword", "appendix", "conclusion",
    "conclusions", "acknowledgements", "acknowledgments", "contents", "bibliography", "references", "index",
    "glossary", "notes", "abstract", "dedication", "summary",
}
# fmt: on
_DIVISION = re.compile(r"([A-Z]\w+)\.?\s+(?:[Tt]he\s+|THE\s+)?(\w+)(?:-\w+)?\b\s*(?:[^\w\s]|[A-Z0-9]|$)")
_ROMAN = re.compile(r"(?=[ivxlc])c{0,4}(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})", re.IGNORECASE)
_LETTERS = set("abcdefgh")
_NUMBERED = re.compile(r"(?:\d+\.|(?P<deeper>\d+(?:\.\d+)+)\.?|[IVXLC]+\.)\s+[A-Z“\"‘']")
_CONTENTS = re.compile(r"(?:table of )?contents[.:]?$", re.IGNORECASE)
_SMALL_WORD = re.compile(r"[^\w]*(?:[a-z]{1,3}|from|with|into|over|upon|versus|than|that|this|will)[^\w]*$")
_SENTENCE_INSIDE = re.compile(r"[.!?][”’\"')]*\s+\S")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "’", '"', ")")
_DATE = re.compile(r",\s*\d")
_DATE_OR_PRICE = re.compile(r"\d[\d.,:/]*\W*$|,\s*\d|;|@|://")


def shape_of(text: str) -> Shape | None:
    """What makes a piece that stands alone look like a heading.

    Args:
        text: The piece, without white space at its ends.

    Returns:
        Its shape, or None where it looks like anything but a heading.
    """
    if len(text) > LONGEST or not text[0].isalnum():
        return None
    if text[0].isupper() and (division := _division_of(text)):
        return division
    if (numbered := _NUMBERED.match(text)) and not text.endswith((".", ":", ";", ",")):
        return Shape.SUBNUMBERED if numbered["deeper"] else Shape.NUMBERED
    if _is_capitals(text):
        return Shape.CAPITALS if len(text) > _LONGEST_ACRONYM else Shape.TITLE_CASE
    return None if "\n" in text else _weak_shape_of(text)


def levels(passages: Sequence[Passage], *, titled: bool = False) -> dict[int, int]:
    """Which passages are headings, and of what level.

    Args:
        passages: The pieces of a text, in reading order.
        titled: Whether the title is known; if not, the first passage may be it.

    Returns:
        The level (1 is the highest) of each heading, by its index.
    """
    opening = next((index for index, passage in enumerate(passages) if passage.kind != "rule"), 0)
    chosen = _chosen(passages, None if titled else opening)
    shapes = {index: min(passages[index].shape or Shape.PLAIN, Shape.TITLE_CASE) for index in chosen}
    title = {}
    if not titled and shapes.get(opening, Shape.CHAPTER) not in (Shape.PART, Shape.CHAPTER):
        title = {opening: 1}
        del shapes[opening]
    ranks = sorted(set(shapes.values()))
    highest = 1 + len(title)
    return title | {index: min(highest + ranks.index(shape), _DEEPEST) for index, shape in shapes.items()}


def _division_of(text: str) -> Shape | None:
    """Whether it names a part or a chapter: `PART ONE`, `Chapter 3. The Storm`, `IV`, `Preface`."""
    if text.endswith((",", ";")) or len(_SENTENCE_INSIDE.findall(text)) > 2:
        return None
    bare = text.rstrip(".: ").lower()
    if _ROMAN.fullmatch(bare) and text.isupper() and bare not in _LETTERS:
        return Shape.CHAPTER
    first, _, rest = bare.partition(" ")
    if bare in _UNNUMBERED or (first in _NUMBER_WORDS and rest.partition(":")[0] in _UNNUMBERED):
        return Shape.CHAPTER
    found = _DIVISION.match(text)
    if not found:
        return None
    word, number = found[1].lower(), found[2].lower()
    if not (number.isdigit() or number in _NUMBER_WORDS or _ROMAN.fullmatch(number) or number in _LETTERS):
        return None
    return Shape.PART if word in _PARTS else Shape.CHAPTER if word in _CHAPTER_WORDS else None


def _is_capitals(text: str) -> bool:
    if text.upper() != text or text.endswith(",") or _DATE.search(text):
        return False
    capitals = sum(map(str.isupper, text))
    return capitals > 2 and capitals * 2 > len(text) - text.count(" ")


def _weak_shape_of(text: str) -> Shape | None:
    words = text.split()
    if (
        len(text) > _LONGEST_WEAK
        or len(words) > 12
        or not text[0].isupper()
        or text.endswith((".", ",", ";", ":", "…", "-", "—", "”", '"', "’"))
        or text.startswith(("By ", "Produced by "))
        or _SENTENCE_INSIDE.search(text)
        or _DATE_OR_PRICE.search(text)
    ):
        return None
    capitals = sum(word[0].isupper() for word in words)
    if capitals > 1 and all(word[0].isupper() or _SMALL_WORD.match(word) for word in words):
        return Shape.TITLE_CASE
    if len(words) == 1:
        return None
    return Shape.EXCLAIMED if text.endswith(("?", "!")) else Shape.PLAIN


def _chosen(passages: Sequence[Passage], opening: int | None) -> list[int]:
    """The indices of the headings among the passages that look like one.

    Args:
        passages: The pieces of a text.
        opening: The index of the one that may be the title, or None.
    """
    shapes = [passage.shape for passage in passages]
    in_chapters = sum(shape in (Shape.PART, Shape.CHAPTER) for shape in shapes) >= _CHAPTERS
    numbers_items = any(
        shape == Shape.NUMBERED and not _has_text_under_it(passages, index)
        for index, shape in enumerate(shapes)
    )
    chosen: list[int] = []
    run: list[int] = []
    for index, shape in enumerate(shapes):
        if shape is None:
            continue
        if index == opening and any(map(_is_long_prose, passages[index + 1 : index + 4])):
            believed = True
        elif shape == Shape.NUMBERED:
            believed = not numbers_items
        elif shape in _WEAK:
            believed = not in_chapters and _stands_between_prose(passages, index)
        else:
            believed = shape in _STRONG or _has_text_under_it(passages, index)
        if not believed:
            continue
        if run and index != run[-1] + 1:
            chosen += _without_contents(passages, run)
            run = []
        run.append(index)
    return chosen + _without_contents(passages, run)


def _has_text_under_it(passages: Sequence[Passage], index: int) -> bool:
    if index + 1 == len(passages):
        return False
    after = passages[index + 1]
    return (
        _is_long_prose(after)
        or (after.kind == "list_item" and after.shape is None)
        or after.shape == Shape.SUBNUMBERED
    )


def _stands_between_prose(passages: Sequence[Passage], index: int) -> bool:
    if not 0 < index < len(passages) - 1:
        return False
    before = passages[index - 1]
    return (
        len(before.text) >= _PROSE
        and before.text.endswith(_SENTENCE_ENDS)
        and _is_long_prose(passages[index + 1])
    )


def _is_long_prose(passage: Passage) -> bool:
    return passage.kind == "paragraph" and len(passage.text) >= _LONG_PROSE


def _without_contents(passages: Sequence[Passage], run: list[int]) -> list[int]:
    """The headings of a run with no text between them, but for those of a table of contents.

    The last of a long run belong to the text below as far as each is the next
    one's superior; the first may be the title, or the contents' own heading.
    """
    if len(run) < _CONTENTS_RUN:
        return run
    shapes = [passages[index].shape or Shape.PLAIN for index in run]
    last = len(run) - 1
    while last and shapes[last - 1] < shapes[last]:
        last -= 1
    kept = [
        index
        for index, shape in zip(run[:last], shapes, strict=False)
        if index == 0 or shape in _UNDERLINES or _CONTENTS.match(passages[index].text)
    ]
    return kept + run[last:]
