"""Titles: the documents of a library, put in order, and found by a few letters of what they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from reader.folding import fold

if TYPE_CHECKING:
    from reader.records import Record

Order = Literal["read", "title", "author", "notes", "added"]
ORDERS: tuple[Order, ...] = ("read", "title", "author", "notes", "added")
"""What documents are put in order by: when they were read, removed or first opened, the latest first; how
many notes they have, the most first; title and author, by the alphabet."""

BEGINS, BEGINS_ELSEWHERE, INSIDE, INSIDE_ELSEWHERE, LETTERS = range(5)
"""How well a word fits a document, the best first: it begins a word of the title, or one of its author,
site or file; it stands inside of a word of either; its letters follow each other in the title, which
only counts where nothing fits better."""

FEWEST_LETTERS = 3
"""Letters that a word has at least whose letters may be scattered: fewer would fit nearly everything."""

LIKENESS = 0.5
"""How alike at least the words of a title are to those that it is near to: the mean of Dice's coefficient."""


class Entry:
    """A document of the library, as it is found; what it is found by is worked out when first needed.

    Args:
        record: Its record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def title(self) -> str:
        """Its title, folded, in small letters, each word after one space."""
        return plain(self.record.title)

    @cached_property
    def more(self) -> str:
        """Its author, its site and the name of its file, likewise."""
        record = self.record
        name = re.split(r"[/\\]", record.source.rstrip("/"))[-1]
        host = record.source.split("/")[2:3] if "://" in record.source else []
        return plain(" ".join((record.author, record.site, name, *host)))


def prepare(entries: Iterable[Entry]) -> None:
    """Work out what documents are found by, before somebody waits for it."""
    for entry in entries:
        _ = entry.title, entry.more


def plain(text: str) -> str:
    """A text as titles are compared: folded, in small letters, without marks, each word after one space."""
    words = re.findall(r"[^\W_]+", fold(text).text.casefold())
    return "".join(f" {word}" for word in words)


def put_in_order(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """Documents in an order; those that are equal in it, the last read first."""
    latest = sorted(entries, key=_read, reverse=True)
    match order:
        case "read":
            return latest
        case "title":
            return sorted(latest, key=lambda entry: entry.title)
        case "author":  # those without an author or a site come last
            return sorted(latest, key=lambda entry: _names(entry.record) or "\U0010ffff")
        case "notes":
            return sorted(latest, key=lambda entry: entry.record.notes, reverse=True)
        case "added":
            return sorted(latest, key=lambda entry: entry.record.created, reverse=True)


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The documents that every word of what was typed fits, the best first, else as they were.

    The words may stand in any order, and be the beginnings of words, parts of them, or letters of the title
    in their order from the beginning of one of its words on (`wrpc` fits “War and Peace”).

    Args:
        entries: The documents.
        typed: Words, with or without their accents and capitals.
    """
    return [entry for _, entry in _ranked(entries, typed)]


def best(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The documents that somebody can mean who types a title: one, where that one is clear.

    It is clear where nothing else fits, where it alone is called just so, or where it alone
    has words in its title that begin with those typed.
    """
    ranked = _ranked(entries, typed)
    exact = [entry for _, entry in ranked if entry.title == plain(typed)]
    begins = [entry for rank, entry in ranked if rank == BEGINS]
    clear = next((some for some in (exact, begins) if len(some) == 1), None)
    return clear or [entry for _, entry in ranked]


def nearest(entries: Iterable[Entry], typed: str, most: int = 3) -> list[Entry]:
    """The documents whose titles look most like what was typed, the likest first; maybe none.

    Args:
        entries: The documents.
        typed: Words that fit no document.
        most: How many are wanted.
    """
    words = plain(typed).split()
    if not words:
        return []
    alike = lru_cache(maxsize=None)(_likeness)  # titles are made of few words
    found: list[tuple[float, int, int, Entry]] = []
    for entry in entries:
        theirs = entry.title.split()
        likeness = sum(max((alike(word, each) for each in theirs), default=0.0) for word in words) / len(
            words
        )
        if likeness >= LIKENESS:
            found.append((-likeness, len(theirs), len(found), entry))
    return [entry for *_, entry in sorted(found)[:most]]


def _likeness(one: str, other: str) -> float:
    """The share of their pairs of letters that two words have in common, the space before them counted."""
    some, others = _pairs(f" {one}"), _pairs(f" {other}")
    return 2 * (some & others).total() / (some.total() + others.total())


def _ranked(entries: Sequence[Entry], typed: str) -> list[tuple[int, Entry]]:
    """The entries that fit, each with the rank of the word that fits worst, sorted by that."""
    tests = [_test(word) for word in dict.fromkeys(plain(typed).split())]
    if not tests:
        return [(BEGINS, entry) for entry in entries]
    by_rank: list[list[tuple[int, Entry]]] = [[] for _ in range(LETTERS + 1)]
    for entry in entries:
        worst = 0
        for test in tests:
            rank = test(entry)
            if rank > LETTERS:
                break
            worst = max(worst, rank)
        else:
            by_rank[worst].append((worst, entry))
    return [ranked for some in by_rank[:LETTERS] for ranked in some] or by_rank[LETTERS]


def _test(word: str) -> Callable[[Entry], int]:
    """What tells how well a word fits an entry: a number above `LETTERS` where it does not."""
    begun = f" {word}"
    scattered = _scattered(word) if len(word) >= FEWEST_LETTERS else None

    def rank(entry: Entry) -> int:
        if begun in entry.title:
            return BEGINS
        if begun in entry.more:
            return BEGINS_ELSEWHERE
        if word in entry.title:
            return INSIDE
        if word in entry.more:
            return INSIDE_ELSEWHERE
        if scattered and scattered.search(entry.title):
            return LETTERS
        return LETTERS + 1

    return rank


def _scattered(word: str) -> re.Pattern[str]:
    """What finds a word's letters one after another, from the beginning of a word on; it never goes back."""
    first, *others = map(re.escape, word)
    return re.compile(f" {first}" + "".join(f"[^{letter}]*+{letter}" for letter in others))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[index : index + 2] for index in range(len(text) - 1))


def _read(entry: Entry) -> tuple[str, str]:
    record = entry.record
    return record.discarded or record.opened, record.created


def _names(record: Record) -> str:
    return plain(record.author or record.site)
