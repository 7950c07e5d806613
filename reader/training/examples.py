"""Sentences of the corpora become examples: pieces, casings, and the tags that each word may have."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import torch
from torch import Tensor

from reader.analysis.model import LABELS, LONGEST, TAGS, encode
from reader.analysis.wordpiece import END, START, Casing, Vocabulary, words
from reader.training.corpora.sentence import Sentence

UNTOLD = ("GROUP", "PRODUCT", "EVENT", "WORK")
"""What a name may be that a corpus calls miscellaneous (`MISC`)."""

PACKED = 0.25
"""The share of examples that hold two to four sentences which follow one another."""

SHOUTED, TITLED = 0.03, 0.04
"""The shares of examples whose words get capitals only, or a capital each, as in headlines."""

RENAMED = 0.25
"""The share of names that give way to another of their label, so that the model learns from their
surroundings, too."""

FRESH = 0.5
"""The share of these that come from a list of names, where there is one for the label."""

REPLACEABLE = ("PER", "ORG", "LOC")
"""The labels whose names mean the same to a sentence as any other of them would."""


@dataclass(slots=True)
class Corpus:
    """The sentences of one data set.

    Attributes:
        sentences: In reading order.
        unmarked: The labels that the data set does not mark.
    """

    sentences: list[Sentence] = field(default_factory=list)
    unmarked: tuple[str, ...] = ()


@dataclass(slots=True)
class Example:
    """What the network learns from at once: numbers of pieces, casings, and for each the allowed tags.

    Attributes:
        pieces: As `reader.analysis.model.encode` gives them, without the two at the ends.
        casings: Likewise.
        allowed: For each piece a set of tags as bits; 0 where it is not a word's first.
    """

    pieces: list[int] = field(default_factory=list)
    casings: list[int] = field(default_factory=list)
    allowed: list[int] = field(default_factory=list)


def read(path: Path, halved: Container[str] = ()) -> dict[str, Corpus]:
    """The data sets in a file that `reader.training.corpora` wrote, by their names.

    Args:
        path: The file.
        halved: The names of those of which only every other document is taken, the first included:
            the rest is left to score on.
    """
    found: defaultdict[str, Corpus] = defaultdict(Corpus)
    documents: defaultdict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            name, document = data["source"], data["doc"]
            known = documents[name]
            corpus = found[name]
            corpus.unmarked = tuple(data["unmarked"])
            if known.setdefault(document, len(known)) % 2 and name in halved:
                continue
            spans = tuple((first, last, label) for first, last, label in data["spans"])
            corpus.sentences.append(Sentence(document, tuple(data["tokens"]), spans))
    return found


class Maker:
    """Makes examples of sentences.

    Args:
        vocabulary: The pieces that the network knows.
        corpora: All that is learnt from: their names are those that replace others.
        chance: Where chance comes from.
        more: More names by labels; they take half of the places.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        corpora: Iterable[Corpus],
        chance: random.Random,
        more: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._vocabulary = vocabulary
        self._chance = chance
        self._more = {label: [tuple(name.split()) for name in names] for label, names in more.items()}
        self._names: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for corpus in corpora:
            for sentence in corpus.sentences:
                for first, last, label in sentence.spans:
                    self._names[label].append(sentence.tokens[first:last])

    def examples(self, sentences: Sequence[Sentence], unmarked: Iterable[str]) -> Iterator[Example]:
        """The examples of sentences that follow one another.

        Args:
            sentences: What to learn from.
            unmarked: The labels that they do not mark.
        """
        outside = _bits(["O", *(f"{part}-{label}" for label in unmarked for part in "BI")])
        place = 0
        while place < len(sentences):
            count = self._chance.choice((2, 3, 4)) if self._chance.random() < PACKED else 1
            example = Example()
            for sentence in sentences[place : place + count]:
                one = self._example(sentence, outside)
                if example.pieces and len(example.pieces) + len(one.pieces) > LONGEST:
                    break
                example.pieces += one.pieces
                example.casings += one.casings
                example.allowed += one.allowed
                place += 1
            yield Example(example.pieces[:LONGEST], example.casings[:LONGEST], example.allowed[:LONGEST])

    def _example(self, sentence: Sentence, outside: int) -> Example:
        tokens, allowed = _words(self._renamed(sentence), outside)
        numbers, casings, firsts = encode(self._vocabulary, tokens)
        tags = [0] * len(numbers)
        for first, tag in zip(firsts, allowed, strict=True):
            tags[first] = tag
        return Example(numbers[1:-1], self._recased(casings[1:-1]), tags[1:-1])

    def _renamed(self, sentence: Sentence) -> Sentence:
        """A sentence with some of its names replaced."""
        tokens, spans = list(sentence.tokens), []
        shift = 0
        for first, last, label in sentence.spans:
            first, last = first + shift, last + shift
            if label in REPLACEABLE and self._chance.random() < RENAMED:
                fresh = label in self._more and self._chance.random() < FRESH
                other = self._chance.choice((self._more if fresh else self._names)[label])
                tokens[first:last] = other
                shift += len(other) - (last - first)
                last = first + len(other)
            spans.append((first, last, label))
        return Sentence(sentence.document, tuple(tokens), tuple(spans))

    def _recased(self, casings: list[int]) -> list[int]:
        fate = self._chance.random()
        if fate < SHOUTED:
            letters = (Casing.LOWER, Casing.TITLE, Casing.MIXED)
            return [Casing.UPPER if casing in letters else casing for casing in casings]
        if fate < SHOUTED + TITLED:
            return [Casing.TITLE if casing == Casing.LOWER else casing for casing in casings]
        return casings


def _words(sentence: Sentence, outside: int) -> tuple[list[str], list[int]]:
    """A sentence's words as the model takes them, and the tags that each may have, as bits."""
    tags = [(outside, outside)] * len(sentence.tokens)
    for first, last, label in sentence.spans:
        labels = UNTOLD if label == "MISC" else (label,)
        begins, goes_on = (_bits([f"{part}-{each}" for each in labels]) for part in "BI")
        tags[first:last] = [(begins, goes_on), *[(goes_on, goes_on)] * (last - first - 1)]
    found, allowed = [], []
    for token, (tag, later) in zip(sentence.tokens, tags, strict=True):
        for part, (start, end) in enumerate(words(token)):
            found.append(token[start:end])
            allowed.append(later if part else tag)
    return found, allowed


def _bits(tags: Iterable[str]) -> int:
    return sum(1 << TAGS.index(tag) for tag in tags if tag == "O" or tag[2:] in LABELS)


def batches(examples: list[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Examples of like lengths together, in an order by chance.

    Args:
        examples: What to learn from; their order is lost.
        size: How many pieces a batch has at most, filled up.
        chance: Where chance comes from.
    """
    chance.shuffle(examples)
    found: list[list[Example]] = []
    for start in range(0, len(examples), 4096):
        batch: list[Example] = []
        for example in sorted(examples[start : start + 4096], key=lambda each: len(each.pieces)):
            if batch and (len(example.pieces) + 2) * (len(batch) + 1) > size:
                found.append(batch)
                batch = []
            batch.append(example)
        found.append(batch)
    chance.shuffle(found)
    return found


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch as the network takes it: pieces, casings, mask, and the allowed tags as truths."""
    width = max(len(example.pieces) for example in batch) + 2
    pieces, casings, mask, allowed = (torch.zeros(len(batch), width, dtype=torch.long) for _ in range(4))
    for row, example in enumerate(batch):
        length = len(example.pieces)
        pieces[row, : length + 2] = torch.tensor([START, *example.pieces, END])
        casings[row, 1 : length + 1] = torch.tensor(example.casings)
        allowed[row, 1 : length + 1] = torch.tensor(example.allowed)
        mask[row, : length + 2] = 1
    bits = torch.arange(len(TAGS))
    return pieces, casings, mask, (allowed[..., None] >> bits & 1).bool()
