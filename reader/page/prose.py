"""Words, sentences and paragraphs: where each begins and ends in a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from reader.document import Block, Document, Span

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj hon rev fr st jr sr mt ft
    vs etc al cf eg ie viz approx ed eds trans inc ltd co corp dept univ assn bros ave blvd rd
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
"""Words that are written with a full stop within a sentence."""

_BEFORE_NUMBERS = frozenset(
    """
    no nos vol vols ch fig figs p pp est art sec jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905
)
"""Words that are abbreviations where a number follows."""

_STARTERS = frozenset(
    ("a", "an", "and", "as", "at", "but", "for", "he", "his", "if", "in", "it", "its", "on", "she")
)
_STARTERS |= frozenset(
    ("so", "that", "the", "their", "there", "they", "this", "to", "we", "when", "while", "with")
)
"""Words that, with a capital, show that what stands before them ended a sentence."""

_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*|\n")
_MARKS = (
    "\xad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d\u180f"
    "\u1885-\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3"
    "\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1cf9\u1dc0-\u1dff\u200c-\u200d\u20d0-\u20f0\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c"
    "\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1"
    "\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Marks that belong to the letter before them, which `\\w` leaves out: accents, points, vowel signs, joiners.

They are the runs of Unicode's categories M, joined where only letters lie between."""
_RUN = rf"\w[\w{_MARKS}]*"
WORD = re.compile(rf"{_RUN}(?:['’\-.]{_RUN})*|[^\w\s]+")
"""A word, or a run of punctuation."""
BIG_WORD = re.compile(r"\S+")
"""What stands between white space."""
_REACH = 2_000
"""Code points round a place among which its sentence is looked for at first, where a block is long."""
_FARTHEST = 200_000
"""Code points beyond which it is not looked for any more: the block has hardly any sentences then."""
_LONG = 20_000
"""Code points from which on a block is long: it is not parted as a whole for one sentence of it."""
_CONTEXT = 100
"""Code points after a stop, and before it, that tell whether it ends a sentence."""
_LAST_WORD = re.compile(r"([\w.]+)\.[\"'”’»)\]]*$")


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence, judged by the word before it and the character after it."""
    if stop[0] == "\n" or stop[0][0] in "。！？":
        return True
    after = text[stop.end() : stop.end() + _CONTEXT].lstrip()
    if not after:
        return True
    opening = after.lstrip("\"'“‘«([")[:1]
    if opening.islower():
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - 20), stop.end())
    if stop[0][0] != "." or word is None:
        return True
    last = word[1].lower()
    if "." in last and all(len(part) <= 2 for part in last.split(".")):
        following = WORD.match(after.lstrip("\"'“‘«(["))
        return following is not None and following[0].lower() in _STARTERS
    if last in _BEFORE_NUMBERS and after[0].isdigit():
        return False
    return last not in _ABBREVIATIONS and not (len(last) == 1 and word[1].isupper())


def _parted(text: str) -> tuple[Span, ...]:
    """The sentences of a text."""
    spans, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop):
            spans.append(_trimmed(text, start, stop.end()))
            start = stop.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if len(span))


_sentences = lru_cache(maxsize=4096)(_parted)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of a block, without the space between them.

    Quotation marks and brackets that close after a full stop belong to the
    sentence; abbreviations and initials end none.
    """
    found = _sentences(document.text[block.start : block.end])
    return [Span(block.start + span.start, block.start + span.end) for span in found]


def _near(document: Document, block: Block, offset: int) -> list[Span]:
    """Sentences of a block in a row: those at an offset, before it and after it among them, if there are any.

    Of a long block only so much is parted as is needed to know them.
    """
    reach, offset = _REACH, min(max(offset, block.start), block.end)
    while block.end - block.start > _LONG and reach < _FARTHEST:
        start, end = max(block.start, offset - reach), min(block.end, offset + reach)
        from_start, to_end = start == block.start, end == block.end
        if from_start and to_end:
            break
        spans = [Span(start + each.start, start + each.end) for each in _parted(document.text[start:end])]
        sure = [
            span
            for span in spans[not from_start : len(spans) - (not to_end)]  # what is cut is none
            if (from_start or span.start >= start + _CONTEXT) and (to_end or span.end <= end - _CONTEXT)
        ]
        if (from_start or (sure and sure[0].start < offset)) and (
            to_end or (sure and sure[-1].start > offset)
        ):
            return sure
        reach *= 4
    return sentences(document, block)


def sentence_at(document: Document, offset: int) -> Span | None:
    """The sentence that holds an offset, or the last one that begins before it in its block."""
    block = document.leaf_at(offset) or (document.leaves[0] if document.leaves else None)
    if block is None:
        return None
    spans = _near(document, block, offset)
    index = bisect_right([span.start for span in spans], offset) - 1
    return spans[max(0, index)] if spans else None


def next_sentence(document: Document, offset: int) -> Span | None:
    """The first sentence that begins after an offset, in this block or a later one."""
    return _neighbour(document, offset, 1)


def previous_sentence(document: Document, offset: int) -> Span | None:
    """The last sentence that begins before an offset, in this block or an earlier one."""
    return _neighbour(document, offset, -1)


def _neighbour(document: Document, offset: int, step: int) -> Span | None:
    index = document.leaf_index_at(offset)
    if index < 0 < step:
        index = 0
    while 0 <= index < len(document.leaves):
        spans = _near(document, document.leaves[index], offset)
        for span in spans if step > 0 else reversed(spans):
            if (span.start - offset) * step > 0:
                return span
        index += step
    return None


def words(document: Document, block: Block) -> list[Span]:
    """The words of a block, and its runs of punctuation, as vim counts them."""
    return [Span(*found.span()) for found in WORD.finditer(document.text, block.start, block.end)]


def words_from(document: Document, offset: int, shape: re.Pattern[str] = WORD) -> Iterator[Span]:
    """The words from an offset on, in this block and the later ones.

    Args:
        document: The document.
        offset: Some words that end before it may come first.
        shape: `WORD`, or `BIG_WORD`.
    """
    text = document.text
    for index in range(max(0, document.leaf_index_at(offset)), len(document.leaves)):
        block = document.leaves[index]
        begin = _run_start(text, block.start, min(offset, block.end))
        for found in shape.finditer(text, begin, block.end):
            yield Span(*found.span())


def words_before(document: Document, offset: int, shape: re.Pattern[str] = WORD) -> Iterator[Span]:
    """The words that begin before an offset, the nearest first.

    Args:
        document: The document.
        offset: Any offset.
        shape: `WORD`, or `BIG_WORD`.
    """
    text = document.text
    for index in range(document.leaf_index_at(offset), -1, -1):
        block = document.leaves[index]
        stop = min(offset, block.end)
        while stop > block.start:
            begin = _run_start(text, block.start, stop)
            run = takewhile(lambda found: found.start() < stop, shape.finditer(text, begin, block.end))  # noqa: B023
            yield from reversed([Span(*found.span()) for found in run])
            stop = begin - 1


def word_at(document: Document, offset: int) -> Span | None:
    """The word or the run of punctuation at an offset, else the next one, else the one before it."""
    block = document.leaf_at(offset)
    after = next((word for word in words_from(document, offset) if word.end > offset), None)
    if after and (block is None or after.start < block.end):
        return after
    return next(words_before(document, offset), after)


def named_at(document: Document, offset: int) -> Span | None:
    """The word of letters or digits at an offset, else the next one of its block, else the block's last."""
    block = document.leaf_at(offset)
    if block is None:
        return None
    found = [
        word for word in words(document, block) if any(map(str.isalnum, document.text[word.start : word.end]))
    ]
    return next((word for word in found if offset < word.end), found[-1] if found else None)


def _run_start(text: str, start: int, offset: int) -> int:
    """Where the characters without a space that lead up to an offset begin, from a block's start on."""
    return max(start, text.rfind(" ", start, offset) + 1, text.rfind("\n", start, offset) + 1)
