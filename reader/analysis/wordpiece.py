"""Words, and the pieces of words that the language model knows: uncased WordPiece with offsets.

The method is that of BERT (Devlin et al. 2019): a word is cut into the longest
pieces of a fixed vocabulary, from left to right. As the vocabulary has no
capitals, each word also has a casing, which the model learns from beside the
pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum

UNKNOWN = 100
"""The piece for what cannot be cut into pieces, in BERT's uncased vocabulary."""

START, END = 101, 102
"""The pieces before and after a sentence (`[CLS]`, `[SEP]`)."""

LONGEST_WORD = 100
"""Longer words, in code points, are unknown, as in BERT's own tokenizer."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_REMEMBERED = 50_000


class Casing(IntEnum):
    """How a word is written."""

    NONE = 0
    SIGN = 1
    DIGITS = 2
    LOWER = 3
    TITLE = 4
    UPPER = 5
    INITIAL = 6
    MIXED = 7
    WITH_DIGIT = 8
    OTHER = 9

    @classmethod
    def of(cls, word: str) -> Casing:
        """The casing of a word that is not empty."""
        if not word[0].isalnum():
            return cls.SIGN
        if word.isdigit():
            return cls.DIGITS
        if any(map(str.isdigit, word)):
            return cls.WITH_DIGIT
        if word.islower():
            return cls.LOWER
        if len(word) == 1:
            return cls.INITIAL if word.isupper() else cls.OTHER
        if word.isupper():
            return cls.UPPER
        if word[0].isupper() and word[1:].islower():
            return cls.TITLE
        return cls.MIXED if any(map(str.isupper, word)) else cls.OTHER


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The ranges of a text's words: runs of letters and digits, and each other sign by itself."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()


class Vocabulary:
    """The pieces that a model knows, by their numbers.

    Args:
        pieces: All pieces in the order of their numbers; one inside a word begins with `##`.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._cut: dict[str, tuple[int, ...]] = {}

    def __contains__(self, word: object) -> bool:
        """Whether a word in lower case is a piece of its own: a common word."""
        return word in self._numbers

    def pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of a word; `UNKNOWN` alone where it cannot be cut."""
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            found = self._cut[word] = tuple(self._pieces(_folded(word))) or (UNKNOWN,)
        return found

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        found = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(prefix + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return found


def _folded(word: str) -> str:
    """A word in lower case and without accents."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
