"""A passage of a document with its parse, free of any engine: what the rules read."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.analysis.findings import EntityKind
from reader.document import BlockKind


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark.

    Attributes:
        start: Its first offset in the document, in code points.
        end: The offset after its last character.
        text: What stands there.
        lemma: Its dictionary form, in lower case.
        pos: Its part of speech, a universal tag (`VERB`, `PROPN`).
        dep: Its relation to its head, a ClearNLP label (`nsubj`, `ccomp`); `ROOT` for a sentence's root.
        head: The index of its head among the passage's tokens; its own for a root.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text taken for a name, a date or an amount.

    Attributes:
        start: Its first offset in the document, in code points.
        end: The offset after its last character.
        kind: What it names.
        score: How sure of the kind is who found it, from 0 to 1.
    """

    start: int
    end: int
    kind: EntityKind
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Parse:
    """The trees of a passage's sentences, in a few bytes a token, so that those of a whole book can be kept.

    Attributes:
        spans: The first offset of each token in the passage and the one after its last, in turn.
        parts: The number of each token's part of speech.
        relations: The number of its relation to its head.
        heads: The index of its head among the passage's tokens; its own for a root.
        ends: The index after the last token of each sentence.
    """

    spans: array[int]
    parts: bytes
    relations: bytes
    heads: array[int]
    ends: array[int]


@dataclass(frozen=True)
class Passage:
    """A block of a document, or a part of a very long one, as far as it has been read.

    Attributes:
        block: The kind of the block.
        start: The first offset in the document, in code points.
        text: What stands there, white space of every sort as a plain space.
        names: Its names, dates and amounts, in reading order.
        parse: Its parse in few bytes, once the passage has been read.
        tokens: In reading order, made from `parse`; white space is no token.
        sentences: Ranges of token indices that cover `tokens`.
    """

    block: BlockKind
    start: int
    text: str
    names: tuple[Name, ...] = ()
    parse: Parse | None = None
    tokens: tuple[Token, ...] = ()
    sentences: tuple[range, ...] = ()

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets of the document."""
        return self.text[start - self.start : end - self.start]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in reading order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                found[token.head].append(index)
        return tuple(tuple(indices) for indices in found)

    def ancestors(self, index: int) -> Iterator[int]:
        """The indices of a token's head, of its head's head, and so on to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def subtree(self, index: int) -> range:
        """The tokens from the first to the last that depend on one, itself included."""
        first = last = index
        waiting = list(self.children[index])
        while waiting:
            child = waiting.pop()
            first, last = min(first, child), max(last, child)
            waiting.extend(self.children[child])
        return range(first, last + 1)

    def sentence_of(self, index: int) -> range:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self._sentence_starts, index) - 1]

    def between(self, start: int, end: int) -> range:
        """The tokens that overlap a range of offsets."""
        first = bisect_right(self._token_ends, start)
        last = bisect_right(self._token_starts, end - 1)
        return range(first, max(first, last))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _token_ends(self) -> list[int]:
        return [token.end for token in self.tokens]
