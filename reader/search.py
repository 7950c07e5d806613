"""Finding words in a text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

from reader.document import Span
from reader.folding import Folded, after_accents, fold, is_accented, letters

CHUNK = 1 << 16
"""Code points that are folded and searched at once: some milliseconds, in which nothing else can run."""

OVERLAP = 1 << 10
"""Code points of the next chunk that are searched along, at least: a match may lie over the seam."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Capitals count only where there is one (“smart case”), and so do accents, letter by
    letter (Unicode Technical Standard 10, section 8.2, “asymmetric search”).

    Attributes:
        words: The words, or a regular expression without its slashes.
        regular: Whether it is a regular expression.
        whole: Whether only whole words count.
        lenient: Whether capitals and accents count nowhere.
    """

    words: str
    regular: bool = False
    whole: bool = False
    lenient: bool = False

    @classmethod
    def typed(cls, words: str) -> Self:
        """The query that was typed: after a slash, which a second one may end, a regular expression."""
        if words.startswith("/"):
            return cls(words[1:].removesuffix("/"), regular=True)
        return cls(words)

    def __bool__(self) -> bool:
        return bool(self.words if self.regular else self.words.split())

    def __str__(self) -> str:
        return f"/{self.words}/" if self.regular else " ".join(self.words.split())

    @property
    def any_case(self) -> bool:
        """Whether capitals are like small letters."""
        words = re.sub(r"\\.", "", self.words, flags=re.DOTALL) if self.regular else self.words
        return self.lenient or words == words.lower()


@dataclass(slots=True)
class Matches:
    """The places found, in reading order; they do not overlap.

    Attributes:
        starts: Their first offsets, in code points.
        ends: The offsets after them.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Span:
        return Span(self.starts[index], self.ends[index])

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self.starts, self.ends)

    def add(self, start: int, end: int) -> None:
        """Add a place that lies after the others; one that does not is left out."""
        if start < end and (not self.ends or start >= self.ends[-1]):
            self.starts.append(start)
            self.ends.append(end)

    def at_or_after(self, offset: int) -> int:
        """The index of the first one that begins at an offset or after it; their number where none does."""
        return bisect_left(self.starts, offset)

    def before(self, offset: int) -> int:
        """The index of the last one that begins before an offset; -1 where none does."""
        return bisect_left(self.starts, offset) - 1

    def within(self, start: int, end: int) -> range:
        """The indices of those that overlap a range."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


class Haystack:
    """A text to be searched: it is folded a chunk at a time, when the chunk is first searched.

    Args:
        text: Any text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._cuts = _cuts(text)
        self._folded: dict[int, Folded] = {}

    def search(
        self,
        query: Query,
        begin: int = 0,
        most: int | None = None,
        given_up: Callable[[], bool] = lambda: False,
    ) -> Matches:
        """The places where words stand.

        Args:
            query: The words; no regular expression.
            begin: Where to begin: a match may lie before that in the same chunk. In code points.
            most: How many are wanted at most, from `begin` on; None for all.
            given_up: Asked before each chunk whether nobody wants the matches any more.
        """
        found = Matches()
        pattern = _pattern(query)
        if pattern is None:
            return found
        suits = _accents(query)
        for index in range(bisect_right(self._cuts, begin) - 1, len(self._cuts) - 1):
            if given_up():
                break
            for start, end in self._in_chunk(index, pattern, found.ends[-1] if found else begin):
                if suits is None or suits(self.text[start:end]):
                    found.add(start, end)
                    if len(found) == most:
                        return found
        return found

    def _in_chunk(self, index: int, pattern: re.Pattern[str], begin: int) -> Iterator[tuple[int, int]]:
        """The places that begin in a chunk, at an offset or after it."""
        base, stop = self._cuts[index], self._cuts[index + 1]
        here, size = self._fold(index), len(self._fold(index).text)
        after = self._fold(index + 1) if stop < len(self.text) else fold("")
        region = here.text + after.text[: max(OVERLAP, 2 * len(pattern.pattern))]
        for match in pattern.finditer(region):
            first, last = match.start(), match.end() - 1
            if first >= size:
                break
            start = base + here.original(first)
            end = 1 + (base + here.original(last) if last < size else stop + after.original(last - size))
            if here.at or after.at:
                end = after_accents(self.text, end)
            if start >= begin:
                yield start, end

    def _fold(self, index: int) -> Folded:
        folded = self._folded.get(index)
        if folded is None:
            folded = fold(self.text[self._cuts[index] : self._cuts[index + 1]])
            self._folded[index] = folded
        return folded


def find_all(text: str, words: str) -> list[Span]:
    """Every place where words stand in a text.

    Typographic marks match the keyboard's, accented letters match plain ones, and a
    run of white space any other; what cannot be seen is passed over.

    Args:
        text: What is searched.
        words: What is looked for, as a reader types it.

    Returns:
        The ranges found, in reading order; they do not overlap.
    """
    return list(Haystack(text).search(Query(words)))


def finder(words: str) -> Callable[[str], bool]:
    """What tells whether each of some words stands in a text, anywhere.

    Args:
        words: What is looked for, as a reader types it.
    """

    def test(word: str) -> Callable[[str], bool]:
        query = Query(word)
        pattern = _pattern(query)
        if pattern is None:
            return lambda _text: True
        if _accents(query):
            return lambda text: bool(Haystack(text).search(query, most=1))
        return lambda text: pattern.search(fold(text).text) is not None

    tests = [test(word) for word in words.split()]
    return lambda text: all(passes(text) for passes in tests)


def _cuts(text: str) -> list[int]:
    """Where the chunks of a text begin, after white space if possible, and the text's end."""
    cuts = [0]
    while len(text) - cuts[-1] > CHUNK:
        last = cuts[-1] + CHUNK
        cut = max(text.rfind(" ", cuts[-1], last), text.rfind("\n", cuts[-1], last)) + 1
        cuts.append(cut if cut > cuts[-1] else last)
    return [*cuts, len(text)] if text else [0]


def _pattern(query: Query) -> re.Pattern[str] | None:
    """What finds folded words in a folded text; None where there are none."""
    words = fold(query.words).text.split()
    if not words:
        return None
    expression = r"\s+".join(re.escape(word) for word in words)
    if query.whole:
        expression = rf"(?<!\w){expression}(?!\w)"
    return re.compile(expression, re.IGNORECASE if query.any_case else re.NOFLAG)


def _accents(query: Query) -> Callable[[str], bool] | None:
    """What tells whether a passage has the accents of a query; None where the query has none."""

    def own(text: str) -> list[str]:
        alike = " ".join((text.lower() if query.any_case else text).split())
        return [letter for _, letter in letters(alike)]

    if query.lenient:
        return None
    wanted = own(query.words)
    counts = [any(map(is_accented, letter)) for letter in wanted]
    if not any(counts):
        return None
    return lambda passage: all(
        theirs == ours for theirs, ours, it in zip(own(passage), wanted, counts, strict=False) if it
    )
