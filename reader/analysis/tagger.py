"""The names in a sentence, from the scores that the model gives its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.analysis.findings import EntityKind
from reader.analysis.model import TAGS, Scores
from reader.analysis.parse import Name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS: Mapping[str, EntityKind] = MappingProxyType(
    {
        "PER": "person",
        "ORG": "organisation",
        "LOC": "place",
        "GROUP": "group",
        "PRODUCT": "product",
        "EVENT": "event",
        "WORK": "work",
    }
)
"""What the model calls a name, as kinds of entities."""

_IMPOSSIBLE = -1e4
_KINDS = tuple(KINDS.values())


def names(scores: Scores) -> Iterator[Name]:
    """The names that the best sequence of tags spells.

    `Name.score` is the model's probability for the kind, the mean over the name's words.
    """
    import numpy as np

    shares = np.exp(scores.tags - scores.tags.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    for first, last, label in spelt(best_tags(scores.tags)):
        share = shares[first:last, 2 * label + 1 : 2 * label + 3].sum(-1).mean()
        start, end = scores.words[first][0], scores.words[last - 1][1]
        yield Name(start, end, _KINDS[label], round(float(share), 3))


def spelt(tags: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The names in a sequence of tags: the first word, the one after the last, the number of the label."""
    first = 0
    while first < len(tags):
        last = first + 1
        if tags[first]:
            label = (tags[first] - 1) // 2
            while last < len(tags) and tags[last] == 2 * label + 2:
                last += 1
            yield first, last, label
        first = last


def best_tags(scores: NDArray[np.float32]) -> list[int]:
    """The most likely sequence of tags in which a name goes on only where it began (Viterbi 1967).

    Args:
        scores: One row a word, one column a tag in the order of `TAGS`.
    """
    import numpy as np

    count = len(TAGS)
    follows = np.zeros((count, count), np.float32)
    for inside in range(2, count, 2):
        follows[:, inside] = _IMPOSSIBLE
        follows[[inside - 1, inside], inside] = 0
    best = scores[0].copy()
    best[2::2] += _IMPOSSIBLE
    ways = []
    for row in scores[1:]:
        reached = best[:, None] + follows
        ways.append(reached.argmax(0))
        best = reached.max(0) + row
    tags = [int(best.argmax())]
    for way in reversed(ways):
        tags.append(int(way[tags[-1]]))
    return tags[::-1]
