"""Finding words in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.document import Span

_FOLDED = str.maketrans("‘’‚‛“”„‟«»‐‑‒–\u00a0\u202f", '\'\'\'\'""""""---- ' + " ")
"""Typographic marks and spaces and what a keyboard has for them, one for one."""


def find_all(text: str, query: str) -> list[Span]:
    """Every place where a query stands in a text.

    Capitals count only where the query has one (“smart case”). Typographic marks
    match the keyboard's, and a run of white space any other.

    Args:
        text: What is searched.
        query: What is looked for.

    Returns:
        The ranges found, in reading order; they do not overlap.
    """
    words = query.translate(_FOLDED).split()
    if not words:
        return []
    flags = re.IGNORECASE if query == query.lower() else re.NOFLAG
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words), flags)
    return [Span(*match.span()) for match in pattern.finditer(_folded(text))]


@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    """A text with the keyboard's marks; kept, since a search asks for it at every key."""
    return text.translate(_FOLDED)
