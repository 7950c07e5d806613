"""Whole documents as JSON Lines: a text and the offsets of its names.

One object a line: `{"text": …, "ents": [[start, end, label], …]}`, offsets in code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from reader.training.corpora.sentence import Sentence, Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Sen|Rep|Gov|Rev|St|Jr|Sr|No|Inc|Corp|Co|Ltd|vs|ca|etc)\.\s*$"
)


def read_documents(text: str, document: str) -> Iterator[Sentence]:
    """The sentences of all documents; the n-th is called `document` and n."""
    for number, line in enumerate(filter(str.strip, text.split("\n")), start=1):
        row = json.loads(line)
        yield from split(row["text"], [tuple(name) for name in row["ents"]], f"{document}-{number}")


def split(text: str, names: Sequence[Span], document: str) -> Iterator[Sentence]:
    """A document's sentences: no cut within a name, after an initial or after an abbreviation."""
    start = 0
    for end in [*_ends(text, names), len(text)]:
        if words := list(_TOKEN.finditer(text, start, end)):
            tokens = [word[0] for word in words]
            spaces = tuple(text[word.end() : word.end() + 1].isspace() for word in words)
            yield Sentence(document, tuple(tokens), _spans(words, names), spaces)
        start = end


def _ends(text: str, names: Sequence[Span]) -> Iterator[int]:
    """The offsets where a next sentence begins."""
    for found in _END.finditer(text):
        cut = found.end()
        within = any(first < cut < last for first, last, _ in names)
        if not within and not _ABBREVIATION.search(text, max(0, found.start() - 8), cut):
            yield cut


def _spans(words: Sequence[re.Match[str]], names: Sequence[Span]) -> tuple[Span, ...]:
    """The names as spans of words: those words that lie wholly within them."""
    spans: list[Span] = []
    for first, last, label in sorted(names):
        inside = [i for i, word in enumerate(words) if first <= word.start() and word.end() <= last]
        if inside and (not spans or spans[-1][1] <= inside[0]):
            spans.append((inside[0], inside[-1] + 1, label))
    return tuple(spans)
