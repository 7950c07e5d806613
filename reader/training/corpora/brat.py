"""Brat's standoff files: a text, and beside it a line for each name with its offsets."""

from __future__ import annotations

from collections.abc import Iterator

from reader.training.corpora.sentence import Sentence, Span


def read_brat(text: str, annotations: str, document: str) -> Iterator[Sentence]:
    """The sentences of a text that has one a line, with its tokens apart.

    Args:
        text: The text.
        annotations: The `.ann` file's text: `T1<tab>LABEL START END<tab>…`; other lines
            and names of several pieces are left out.
        document: The id of the document.
    """
    names: list[Span] = []
    for line in annotations.splitlines():
        mark, _, rest = line.partition("\t")
        fields = rest.split("\t")[0].split(" ")
        if mark.startswith("T") and len(fields) == 3:
            names.append((int(fields[1]), int(fields[2]), fields[0]))
    names.sort(key=lambda name: (name[0], -name[1]))
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield _sentence(line, [(a - start, b - start, label) for a, b, label in names], document)
        start += len(line) + 1


def _sentence(line: str, names: list[Span], document: str) -> Sentence:
    tokens = line.split()
    starts, position = [], 0
    for token in tokens:
        position = line.index(token, position)
        starts.append(position)
        position += len(token)
    spans: list[Span] = []
    for first, last, label in names:
        inside = [i for i, start in enumerate(starts) if first <= start < last]
        if inside and (not spans or spans[-1][1] <= inside[0]):
            spans.append((inside[0], inside[-1] + 1, label))
    return Sentence(document, tuple(tokens), tuple(spans))
