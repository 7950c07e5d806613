"""Linear models: each trait of a thing has a weight, and their sum tells for or against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reader.analysis import lexicon

BIAS = "bias"
"""The trait that everything has."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model.

    Attributes:
        weights: The weight of each trait that counts.
    """

    weights: Mapping[str, float]

    def score(self, traits: Iterable[str]) -> float:
        """The sum of the weights of some traits; each trait should be named once."""
        return self.weights.get(BIAS, 0.0) + sum(self.weights.get(trait, 0.0) for trait in traits)


@cache
def load(name: str) -> Linear:
    """The model whose weights a list of the lexicon holds, one `trait: weight` a line."""
    return Linear({trait: float(weight) for trait, weight in lexicon.pairs(name)})


def steps(value: float, limits: Iterable[float]) -> str:
    """The trait of a number: the first limit that it does not exceed, or `more`."""
    return next((f"{limit:g}" for limit in limits if value <= limit), "more")
