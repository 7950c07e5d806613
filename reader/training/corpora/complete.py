"""Sentences of which every name is marked, out of a data set that marks some kinds only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reader.analysis import lexicon
from reader.training.corpora.sentence import Sentence
from reader.training.corpora.tidy import peoples

_COMMON = 3
"""Times that a word must be written in lower case for its capital at a sentence's head to mean nothing."""

_NO_NAMES = frozenset({"I"}) | lexicon.words("months") | lexicon.words("weekdays")


def complete(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences in which no capital stands outside the marked names.

    What may stand outside are peoples, months and days, and at the head of the sentence
    a word that the data also write in lower case.
    """
    known = list(sentences)
    lower = Counter(token for sentence in known for token in sentence.tokens if token.islower())
    for sentence in known:
        marked = {i for start, end, _ in sentence.spans for i in range(start, end)}
        unmarked = [(i, token) for i, token in enumerate(sentence.tokens) if i not in marked]
        if all(token.islower() or _plain(token, i, lower) for i, token in unmarked):
            yield sentence


def _plain(token: str, position: int, lower: Counter[str]) -> bool:
    """Whether the word is no name for all that we know."""
    if token == token.lower() or token in _NO_NAMES or token in peoples():
        return True
    return position == 0 and lower[token.lower()] >= _COMMON
