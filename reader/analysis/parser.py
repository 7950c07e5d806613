"""The parse of a sentence, from the scores that the model gives its tokens; kept small until it is read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from reader.analysis.lemmas import lemma
from reader.analysis.model import PARTS_OF_SPEECH, RELATIONS, Scores, model
from reader.analysis.parse import Parse, Passage, Token
from reader.analysis.trees import best_tree


def parse(sentences: Sequence[Scores]) -> Parse:
    """The best trees of the sentences of a passage."""
    parts, relations = bytearray(), bytearray()
    heads, ends = array("H"), array("H")
    for scores in sentences:
        first = len(heads)
        tree = best_tree(scores.arcs)
        heads.extend(first + (head - 1 if head else index) for index, head in enumerate(tree))
        relations.extend(int(scores.relations[index, head]) for index, head in enumerate(tree))
        parts.extend(scores.parts.argmax(-1).tolist())
        ends.append(len(heads))
    spans = array("H", chain.from_iterable(span for scores in sentences for span in scores.tokens))
    return Parse(spans, bytes(parts), bytes(relations), heads, ends)


def parsed(passage: Passage) -> Passage:
    """A passage that has been read, with its tokens and sentences."""
    found = passage.parse
    assert found
    known = model().vocabulary
    tokens = []
    for index, head in enumerate(found.heads):
        start, end = found.spans[2 * index : 2 * index + 2]
        text, part = passage.text[start:end], PARTS_OF_SPEECH[found.parts[index]]
        tokens.append(
            Token(
                start=passage.start + start,
                end=passage.start + end,
                text=text,
                lemma=lemma(text, part, known),
                pos=part,
                dep=RELATIONS[found.relations[index]],
                head=head,
            )
        )
    sentences = tuple(range(a, b) for a, b in zip([0, *found.ends], found.ends, strict=False))
    return replace(passage, tokens=tuple(tokens), sentences=sentences)
