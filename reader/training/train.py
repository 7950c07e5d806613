"""The network learns from the sentences of the corpora."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from torch import Tensor

from reader.analysis.model import VOCABULARY
from reader.analysis.wordpiece import Vocabulary
from reader.training.examples import Corpus, Example, Maker, batches, tensors
from reader.training.learner import BATCH, Learner
from reader.training.network import Network

MIXES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "web": {
            "gum-news": 3,
            "gum-interview": 2,
            "gum-bio": 2,
            "gum-voyage": 1.5,
            "gum-academic": 1,
            "gum-court": 1,
            "uner-ewt-train": 1.5,
            "uner-ewt-dev": 1.5,
            "uner-pud": 4,
            "btc": 0.5,
            "wnut17": 0.6,
            "wikigold": 5,
        },
        "wide": {
            "gum-news": 3,
            "gum-interview": 2,
            "gum-bio": 1.5,
            "gum-voyage": 1,
            "gum-academic": 0.7,
            "gum-court": 0.7,
            "uner-ewt-train": 1.5,
            "uner-ewt-dev": 1.5,
            "uner-pud": 4,
            "btc": 0.4,
            "wnut17": 0.4,
            "wikigold": 5,
            "fewnerd": 1.2,
            "crossner-politics": 1.2,
            "crossner-literature": 0.5,
            "crossner-music": 0.5,
            "crossner-science": 0.4,
            "crossner-ai": 0.3,
            "grobid": 2,
            "litbank": 0.3,
        },
    }
)
"""How often a pass takes each corpus: news, and what is marked with care, more often than large sets.

`web` leads to better figures on the web's text, `wide` on encyclopaedic text; the mean of the weights that
both lead to is good at both (Wortsman et al. 2022)."""

HALVED = ("wikigold",)
"""The corpora of which half is kept to score on."""

RATE, NEW_RATE = 2e-4, 2e-3
"""The highest learning rates: of the encoder, and of the layers that it did not have."""

_NEW = ("casings", "tags")


def train(
    corpora: Mapping[str, Corpus],
    mix: Mapping[str, float],
    encoder: Path,
    passes: float,
    more: Mapping[str, Sequence[str]] = MappingProxyType({}),
    seed: int = 1,
) -> Network:
    """Trains a network.

    Args:
        corpora: What to learn from.
        mix: How often each corpus is taken in a pass; one that is not named is left out.
        encoder: The folder with the encoder's `model.safetensors` and its `vocab.txt`.
        passes: How many passes to learn for.
        more: Names by labels, which take the places of names in sentences now and then.
        seed: Two runs with the same seed and as many threads learn the same.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
    network = Network()
    network.load_encoder(encoder / "model.safetensors")
    vocabulary = Vocabulary((encoder / VOCABULARY).read_text(encoding="utf-8").splitlines())
    maker = Maker(vocabulary, [corpora[name] for name in mix], chance, more)
    learner = Learner(network, _steps(corpora, mix, maker, chance, passes), _NEW, RATE, NEW_RATE)
    whole, part = int(passes), passes % 1
    for number in range(whole + (part > 0)):
        steps = batches(_pass(corpora, mix, maker, chance), BATCH, chance)
        for batch in steps[: round(len(steps) * part)] if number == whole else steps:
            pieces, casings, mask, allowed = tensors(batch)
            learner.learn(partial_loss(network.tags(network(pieces, casings, mask)), allowed))
    learner.finish()
    return network


def _pass(
    corpora: Mapping[str, Corpus], mix: Mapping[str, float], maker: Maker, chance: random.Random
) -> list[Example]:
    """The examples of one pass."""
    found: list[Example] = []
    for name, times in mix.items():
        given, unmarked = corpora[name].sentences, corpora[name].unmarked
        for _ in range(int(times)):
            found += maker.examples(given, unmarked)
        if part := times % 1:
            start = chance.randrange(len(given))
            turned = [*given[start:], *given[:start]]
            found += maker.examples(turned[: round(len(given) * part)], unmarked)
    return found


def _steps(
    corpora: Mapping[str, Corpus],
    mix: Mapping[str, float],
    maker: Maker,
    chance: random.Random,
    passes: float,
) -> int:
    """How many steps some passes take, about."""
    return round(len(batches(_pass(corpora, mix, maker, chance), BATCH, chance)) * passes)


def partial_loss(given: Tensor, allowed: Tensor) -> Tensor:
    """How unlikely the allowed tags are, by their summed probability: a word may have several.

    Args:
        given: What each tag gets at each piece.
        allowed: Which tags it may have; none where it is not a word's first.
    """
    likely = torch.log_softmax(given, -1).masked_fill(~allowed, -torch.inf)
    counted = allowed.any(-1)
    return -torch.logsumexp(likely[counted], -1).mean()
