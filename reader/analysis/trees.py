"""The best tree over the words of a sentence: each has one head, and one word is the root.

The arcs are scored one by one; the tree with the highest sum of scores is found
by the algorithm of Chu and Liu (1965) and Edmonds (1967). In most sentences
the best head of each word already gives a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEVER = -1e9
_ONE_ROOT = 1e6
"""So dear is a root that the best tree has no second one."""


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """The head of each word in the best tree.

    Args:
        scores: A row a word; in column 0 how well it is the root, in column n + 1 how word n is its head.

    Returns:
        For each word the index of its head's column: 0 for the root, of which there is one.
    """
    import numpy as np

    count = len(scores)
    arcs = np.full((count + 1, count + 1), _NEVER, np.float64)
    arcs[1:] = scores
    np.fill_diagonal(arcs, _NEVER)
    arcs[1:, 0] -= _ONE_ROOT
    return [int(head) for head in _arborescence(arcs)[1:]]


def _arborescence(arcs: NDArray[np.float64]) -> NDArray[np.intp]:
    """The head of each node in the best tree that has node 0 as its root; `arcs[child, head]` are scores."""
    import numpy as np

    heads: NDArray[np.intp] = arcs.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(arcs), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    within = np.array(cycle)
    kept = arcs[within, heads[within]]
    entering = arcs[np.ix_(within, outside)] - kept[:, None]
    leaving = arcs[np.ix_(outside, within)]
    smaller = np.full((len(outside) + 1, len(outside) + 1), _NEVER)
    smaller[:-1, :-1] = arcs[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    found = _arborescence(smaller)
    for place, node in enumerate(outside):
        if node:
            head = found[place]
            heads[node] = within[leaving[place].argmax()] if head == len(outside) else outside[head]
    door = found[-1]
    entered = within[entering[:, door].argmax()]
    heads[entered] = outside[door]
    return heads


def _cycle(heads: NDArray[np.intp]) -> list[int]:
    """The nodes of one cycle; none if the heads form a tree."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while not state[node]:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for each in path:
            state[each] = 2
    return []
