"""The network learns to parse from a teacher's trees, and keeps to the names that it finds already."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn import functional

from reader.analysis.model import PARTS_OF_SPEECH, RELATIONS, aligned, encode
from reader.analysis.wordpiece import Vocabulary, words
from reader.training.learner import BATCH, Learner
from reader.training.network import Network
from reader.training.teacher import Tree

SHARES: Mapping[str, float] = MappingProxyType({"fewnerd": 0.5, "crossner": 0.7, "news": 0.8, "books": 0.4})
"""Which share of a set's sentences a pass takes; all of a set that is not named."""

RATE, NEW_RATE = 1.5e-4, 1e-3
"""The highest learning rates: of the encoder, and of the layers that parse."""

PARTS_WEIGHT, NAMES_WEIGHT = 0.3, 4.0
"""How much the parts of speech and the names count beside arcs and relations."""

_NEW = ("grammar",)
_NONE = -100


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree as the network learns it.

    Attributes:
        pieces: The numbers of its pieces.
        casings: The casing of each.
        firsts: The place of each word's first piece.
        tokens: The place of each token's first piece.
        heads: For each token 0 if it is the root, else the index of its head plus one.
        relations: The number of each token's relation.
        parts: The number of its part of speech.
    """

    pieces: list[int]
    casings: list[int]
    firsts: list[int]
    tokens: list[int]
    heads: list[int]
    relations: list[int]
    parts: list[int]

    @classmethod
    def of(cls, tree: Tree, vocabulary: Vocabulary) -> Parsed:
        """What the network learns from a tree."""
        found = list(words(tree.text))
        pieces, casings, firsts = encode(vocabulary, [tree.text[slice(*word)] for word in found])
        heads = [0 if head == index else head + 1 for index, head in enumerate(tree.heads)]
        relations = [RELATIONS.index(each or "dep") for each in tree.relations]
        parts = [PARTS_OF_SPEECH.index(each) for each in tree.parts]
        return cls(pieces, casings, firsts, aligned(found, tree.tokens, firsts), heads, relations, parts)


def distil(
    network: Network, trees: Iterable[Tree], vocabulary: Vocabulary, passes: float, seed: int = 1
) -> Network:
    """Teaches a network that knows names to parse.

    Args:
        network: One that has learnt names; what it tells of them now it shall tell afterwards.
        trees: What to learn from.
        vocabulary: The pieces that the network knows.
        passes: How many passes to learn for.
        seed: Two runs with the same seed and as many threads learn the same.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
    given = [(SHARES.get(tree.source, 1.0), Parsed.of(tree, vocabulary)) for tree in trees]
    before = copy.deepcopy(network).eval()
    learner: Learner | None = None
    left = passes
    while left > 0:
        taken = [example for share, example in given if chance.random() < share]
        steps = batches(taken, BATCH, chance)
        learner = learner or Learner(network, round(len(steps) * passes), _NEW, RATE, NEW_RATE)
        for batch in steps[: round(len(steps) * min(1.0, left))]:
            learner.learn(loss(network, before, batch))
        left -= 1
    if learner:
        learner.finish()
    return network


def batches(examples: Sequence[Parsed], size: int, chance: random.Random) -> list[list[Parsed]]:
    """Sentences of like lengths together, at most `size` pieces a batch, filled up, in an order by chance."""
    ordered = sorted(examples, key=lambda each: len(each.pieces) + 6 * chance.random())
    found: list[list[Parsed]] = [[]]
    width = 0
    for example in ordered:
        width = max(width, len(example.pieces))
        if found[-1] and width * (len(found[-1]) + 1) > size:
            found.append([])
            width = len(example.pieces)
        found[-1].append(example)
    chance.shuffle(found)
    return found


def loss(network: Network, before: Network, batch: Sequence[Parsed]) -> Tensor:
    """How unlikely the teacher's trees are, and how far what is told of names has moved.

    Args:
        network: What learns.
        before: As it was when it knew names alone.
        batch: The sentences.
    """
    pieces = _filled([each.pieces for each in batch])
    casings = _filled([each.casings for each in batch])
    mask = _filled([[1] * len(each.pieces) for each in batch])
    tokens = _filled([each.tokens for each in batch])
    heads = _filled([each.heads for each in batch], _NONE)
    is_token = heads != _NONE
    states = network(pieces, casings, mask)
    parts, arcs, child, head = network.grammar(states, tokens)
    possible = functional.pad(is_token, (1, 0), value=True)
    arcs = arcs.masked_fill(~possible[:, None], -1e4)
    rows, columns = is_token.nonzero(as_tuple=True)
    relations = network.grammar.relations(child[rows, columns], head[rows, heads[is_token]])
    return (
        functional.cross_entropy(arcs[is_token], heads[is_token])
        + functional.cross_entropy(relations, torch.tensor([n for each in batch for n in each.relations]))
        + PARTS_WEIGHT
        * functional.cross_entropy(parts[is_token], torch.tensor([n for each in batch for n in each.parts]))
        + NAMES_WEIGHT * _moved(network.tags(states), before, (pieces, casings, mask), batch)
    )


def _moved(
    tags: Tensor, before: Network, inputs: tuple[Tensor, Tensor, Tensor], batch: Sequence[Parsed]
) -> Tensor:
    """How far the shares of the tags of words are from those of a network (Kullback and Leibler 1951)."""
    with torch.no_grad():
        wanted = before.tags(before(*inputs))
    rows = torch.tensor([row for row, each in enumerate(batch) for _ in each.firsts])
    columns = torch.tensor([first for each in batch for first in each.firsts])
    return functional.kl_div(
        torch.log_softmax(tags[rows, columns], -1),
        torch.log_softmax(wanted[rows, columns], -1),
        log_target=True,
        reduction="batchmean",
    )


def _filled(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Rows of numbers, filled up to the length of the longest."""
    found = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for place, row in enumerate(rows):
        found[place, : len(row)] = torch.tensor(row)
    return found
