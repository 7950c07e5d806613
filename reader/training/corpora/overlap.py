"""Sentences that also stand in texts kept for tuning, so that no other data set teaches them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.training.corpora.sentence import Sentence

SHORTEST = 8
"""Words of the shortest sentence that is looked for: shorter ones recur by chance."""

_WORD = re.compile(r"\w+")


class Known:
    """The texts kept for tuning, as runs of words: case and punctuation don't count."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        documents: dict[str, list[str]] = {}
        for sentence in sentences:
            documents.setdefault(sentence.document, []).extend(_words(sentence))
        self._documents = list(documents.values())
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, words in enumerate(self._documents):
            for at in range(len(words) - SHORTEST + 1):
                self._places.setdefault(tuple(words[at : at + SHORTEST]), []).append((number, at))

    def __contains__(self, sentence: Sentence) -> bool:
        words = list(_words(sentence))
        places = self._places.get(tuple(words[:SHORTEST]), ()) if len(words) >= SHORTEST else ()
        return any(self._documents[number][at : at + len(words)] == words for number, at in places)


def _words(sentence: Sentence) -> Iterator[str]:
    for token in sentence.tokens:
        yield from _WORD.findall(token.casefold())
