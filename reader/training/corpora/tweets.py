"""The Broad Twitter Corpus: columns in which `@` and the handle are two tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.training.corpora.columns import read_shuffled
from reader.training.corpora.sentence import Sentence

_AT = "@"


def read_tweets(text: str, document: str) -> Iterator[Sentence]:
    """The tweets of a file, a document each; handles are one token and no names.

    The corpus calls most handles names. They are left out because the other sets of
    tweets don't, and an article says them as addresses (“write to @example”).
    """
    return map(_joined, read_shuffled(text, document))


def _joined(tweet: Sentence) -> Sentence:
    """The tweet with each `@` joined to the token after it."""
    tokens: list[str] = []
    where: list[int] = []
    handles: set[int] = set()
    for position, token in enumerate(tweet.tokens):
        if position and tweet.tokens[position - 1] == _AT and token != _AT:
            tokens[-1] += token
            handles |= {position - 1, position}
        else:
            tokens.append(token)
        where.append(len(tokens) - 1)
    spans = [
        (where[start], where[end - 1] + 1, label)
        for start, end, label in tweet.spans
        if not handles.intersection(range(start, end)) and tweet.tokens[start:end] != (_AT,)
    ]
    return replace(tweet, tokens=tuple(tokens), spans=tuple(spans), spaces=None)
