"""What is different between two versions of a document, and what that did to its annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from reader.annotation import Annotation
from reader.document import Document

ALIKE = 0.5
"""The part of their words that two paragraphs share at least where one is a version of the other."""
_MOST_WORDS = 400
"""Words of a paragraph by which it is judged; what they cost grows with their square."""
_MOST_PAIRS = 2_500
"""Pairs of paragraphs in one changed passage up to which each is looked at; else they are paired in order."""
_POPULAR = 2_000
"""Paragraphs from which on those that are often repeated (the cells of a table) no longer count as a
point where two versions meet; each would be looked at with each."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The paragraphs in which two versions of a document differ, each as one line of text.

    Attributes:
        new: Those that only the later one has.
        gone: Those that only the earlier one has.
        changed: Those that both have with other words, as it was and as it is.
    """

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)

    def __str__(self) -> str:
        """How many paragraphs that are: `2 new, 1 changed`; empty for none."""
        counts = ((len(self.new), "new"), (len(self.gone), "gone"), (len(self.changed), "changed"))
        return ", ".join(f"{count} {what}" for count, what in counts if count)

    @property
    def noun(self) -> str:
        """`paragraphs`, or `paragraph` for one."""
        return "paragraph" if len(self.new) + len(self.gone) + len(self.changed) == 1 else "paragraphs"


@dataclass(frozen=True, slots=True)
class Carried:
    """How many annotations came over into a later version.

    Attributes:
        exact: To the offset at which they were.
        moved: To another one.
        orphaned: To none: their passage is not there, or in several places alike.
    """

    exact: int = 0
    moved: int = 0
    orphaned: int = 0

    def __str__(self) -> str:
        """Where they are: `1 where they were, 2 moved with their passage`; empty for none."""
        places = ((self.exact, "where they were"), (self.moved, "moved with their passage"))
        lost = (self.orphaned, "no longer in the text")
        return ", ".join(f"{count} {what}" for count, what in (*places, lost) if count)


def compare(earlier: Document, later: Document) -> Changes:
    """How a document has changed, paragraph by paragraph: each leaf of it counts as one.

    Differences of white space and of structure are none.
    """
    old, new = _paragraphs(earlier), _paragraphs(later)
    popular = max(len(old), len(new)) > _POPULAR
    added: list[str] = []
    gone: list[str] = []
    changed: list[tuple[str, str]] = []
    for _, i, j, k, m in _differences(SequenceMatcher(None, old, new, autojunk=popular)):
        for before, after in _paired(old[i:j], new[k:m]):
            if before is None:
                added.append(after or "")
            elif after is None:
                gone.append(before)
            else:
                changed.append((before, after))
    return Changes(tuple(added), tuple(gone), tuple(changed))


def carried(before: Iterable[Annotation], after: Iterable[Annotation]) -> Carried:
    """Where annotations stand, by where they stood."""
    places = {each.id: each.target.start for each in before if not each.orphan}
    placed = [each for each in after if not each.orphan]
    exact = sum(places.get(each.id) == each.target.start for each in placed)
    return Carried(exact, len(placed) - exact, sum(each.orphan for each in after))


def followed(earlier: Document, later: Document) -> Callable[[int], int]:
    """What brings places in one version of a document to where they are in a later one.

    A place in a paragraph that is in both stays in it; in one that has changed, or has gone, it is near by.

    Returns:
        Gives the offset in the later version for one in the earlier version.
    """
    old, new = earlier.leaves, later.leaves
    texts = _paragraphs(earlier), _paragraphs(later)
    popular = max(len(old), len(new)) > _POPULAR
    runs = SequenceMatcher(None, *texts, autojunk=popular).get_opcodes()

    def follow(offset: int) -> int:
        index = earlier.leaf_index_at(offset)
        if index < 0 or not new:
            return min(offset, len(later.text))
        _, first, _, start, stop = next(run for run in runs if run[1] <= index < run[2])
        if start == stop:  # it has gone: what follows takes its place
            return new[min(start, len(new) - 1)].start
        at = min(start + index - first, stop - 1)
        return new[at].start + min(offset - old[index].start, max(0, new[at].end - new[at].start - 1))

    return follow


def _differences(matcher: SequenceMatcher[str]) -> list[tuple[str, int, int, int, int]]:
    return [found for found in matcher.get_opcodes() if found[0] != "equal"]


def _paired(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """The paragraphs of a passage, each beside the one that it was, or None; in order."""
    looked_at = len(old) * len(new) <= _MOST_PAIRS
    pairs: list[tuple[str | None, str | None]] = []
    at = 0
    for each in new:
        within = range(at, len(old) if looked_at else min(at + 1, len(old)))
        found = next((index for index in within if _alike(old[index], each)), None)
        if found is None:
            pairs.append((None, each))
        else:
            pairs += ((gone, None) for gone in old[at:found])
            pairs.append((old[found], each))
            at = found + 1
    return [*pairs, *((gone, None) for gone in old[at:])]


def _alike(one: str, other: str) -> bool:
    words = one.split()[:_MOST_WORDS], other.split()[:_MOST_WORDS]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return all(ratio() >= ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _paragraphs(document: Document) -> list[str]:
    return [" ".join(document.text[leaf.start : leaf.end].split()) for leaf in document.leaves]
