"""Quotations by their marks alone, in languages that no engine here knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.analysis.findings import Analysis, Quotation
from reader.analysis.marks import find_marked
from reader.analysis.parse import Passage

FEWEST_WORDS = 4
"""Fewer words between marks are more often a title or a word as a word than speech."""

FEWEST_LETTERS = 8
"""The same for what is written without spaces between words."""

_WORD = re.compile(r"\w+")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ASKS = re.compile(r"[?!？！]\W*$")


def analyse(text: str, passages: Iterable[Passage], language: str) -> Analysis:
    """The quotations of a text without their speakers, and no entities.

    Args:
        text: The document's text.
        passages: Its prose, in reading order.
        language: The text's language, as an ISO 639-1 code.
    """
    found = (
        Quotation(start, end, text[start:end], "direct")
        for passage in passages
        for start, end in _spoken(passage)
    )
    return Analysis((), tuple(found), language)


def _spoken(passage: Passage) -> Iterator[tuple[int, int]]:
    """The marked stretches of a passage that are long enough for speech, or ask or exclaim."""
    for stretch in find_marked(passage.text):
        marked = passage.text[stretch.start : stretch.end]
        words, letters = len(_WORD.findall(marked)), len(_SPACELESS.findall(marked))
        if words >= FEWEST_WORDS or letters >= FEWEST_LETTERS or _ASKS.search(marked):
            yield passage.start + stretch.start, passage.start + stretch.end
