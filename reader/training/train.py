"""The network learns from the sentences of the corpora."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from torch import Tensor

from reader.analysis.tagger import VOCABULARY
from reader.analysis.wordpiece import Vocabulary
from reader.training.examples import Corpus, Example, Maker, batches, tensors
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

WARMING = 100
"""In how many steps the rates rise from zero; then they fall evenly to zero."""

BATCH = 2048
"""How many pieces a step learns from, filled up."""

AVERAGED = 0.999
"""How much of the running mean of the weights each step keeps: the mean is what is kept at the end."""

_NEW = ("casings", "tags")
_FROZEN = ("pieces", "places", "types")
_TOLD_EVERY = 50


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
    learner = _Learner(network, _steps(corpora, mix, maker, chance, passes))
    whole, part = int(passes), passes % 1
    for number in range(whole + (part > 0)):
        steps = batches(_pass(corpora, mix, maker, chance), BATCH, chance)
        for batch in steps[: round(len(steps) * part)] if number == whole else steps:
            learner.learn(batch)
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


class _Learner:
    """A network that learns, with how far it is."""

    def __init__(self, network: Network, steps: int) -> None:
        self._network = network.train()
        self._steps = steps
        self._done = 0
        self._loss = 0.0
        self._began = time.monotonic()
        named = [(name.split(".")[0], weights) for name, weights in network.named_parameters()]
        for name, weights in named:
            weights.requires_grad = name not in _FROZEN
        self._weights = [weights for _, weights in named if weights.requires_grad]
        self._mean = [weights.detach().clone() for weights in self._weights]
        known = [weights for name, weights in named if name not in (*_FROZEN, *_NEW)]
        new = [weights for name, weights in named if name in _NEW]
        groups = [{"params": known, "highest": RATE}, {"params": new, "highest": NEW_RATE}]
        self._optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, fused=True)

    def learn(self, batch: Sequence[Example]) -> None:
        """One step."""
        pieces, casings, mask, allowed = tensors(batch)
        share = min(1.0, (self._done + 1) / WARMING) * max(0.0, 1 - self._done / self._steps)
        for group in self._optimiser.param_groups:
            group["lr"] = group["highest"] * share
        loss = partial_loss(self._network(pieces, casings, mask), allowed)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._remember()
        self._tell(loss.item())

    def finish(self) -> None:
        """Puts the running mean of the weights in place of the last ones."""
        with torch.no_grad():
            for weights, mean in zip(self._weights, self._mean, strict=True):
                weights.copy_(mean)
        self._network.eval()

    def _remember(self) -> None:
        keep = min(AVERAGED, (self._done + 1) / (self._done + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self._mean, [each.detach() for each in self._weights], 1 - keep)

    def _tell(self, loss: float) -> None:
        self._done += 1
        self._loss = 0.98 * self._loss + 0.02 * loss if self._done > 1 else loss
        if self._done % _TOLD_EVERY == 0:
            spent = time.monotonic() - self._began
            sys.stderr.write(f"step {self._done} of {self._steps}, loss {self._loss:.4f}, {spent:.0f} s\n")


def partial_loss(given: Tensor, allowed: Tensor) -> Tensor:
    """How unlikely the allowed tags are, by their summed probability: a word may have several.

    Args:
        given: What each tag gets at each piece.
        allowed: Which tags it may have; none where it is not a word's first.
    """
    likely = torch.log_softmax(given, -1).masked_fill(~allowed, -torch.inf)
    counted = allowed.any(-1)
    return -torch.logsumexp(likely[counted], -1).mean()
