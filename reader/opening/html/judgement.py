"""Which blocks of a web page are of its article, by the text that an extractor took out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.opening.html.furniture import is_of_page
from reader.opening.html.table import holds_data
from reader.opening.html.tree import BLOCKS, HEADINGS, LEFT_OUT, Element, is_hidden, link, tag, text_of

_WORD = re.compile(r"\w+")
_KEPT = 0.5
"""Share of a block's runs of three words that the judge's text must hold."""
_KEPT_OF_TABLE = 0.3
_FEW_WORDS = 8
"""A block of fewer words must be in the judge's text as it is."""
_CORE_SHARE = 0.6
"""Share of the kept words that one element must hold to be looked through first."""
_MOST_OUTSIDE = 0.6
"""Share of the kept words outside what says that it is of the page, for that to be believed."""
_MOSTLY = 0.5
"""Share of a heading's words that make it a link when they are one."""


@dataclass
class Unit:
    """The text that a block holds itself, not by the blocks in it.

    Attributes:
        block: The block.
        words: Its words, in lower case.
        kept: Whether it is of the article.
    """

    block: Element
    words: list[str]
    kept: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading's text."""
        return tag(self.block) in HEADINGS


class Judgement:
    """What of a page's blocks is of the article.

    Attributes:
        units: The texts of its blocks, in their order.
        all: How many words each element holds.
        kept: How many words of the article each element holds.
    """

    def __init__(self, root: Element, judged: str) -> None:
        """Judge a page.

        Args:
            root: The page's tree.
            judged: The article's text, as an extractor has it.
        """
        self._root = root
        texts = ((block, words_of(text)) for block, text in _own_texts(root))
        self._of = {block: Unit(block, words) for block, words in texts if words}
        self.all: Counter[Element] = Counter()
        self.kept: Counter[Element] = Counter()
        self._order = {element: index for index, element in enumerate(root.iter("*"))}
        self.units = sorted(self._of.values(), key=lambda unit: self._order[unit.block])
        groups = list(self._groups())
        self._judge(judged, groups)
        self.count()
        core = set(self.holder(_CORE_SHARE).iter("*"))
        self._judge(judged, groups, core)
        self._drop_parts_of_page()
        self._drop_headings()
        self.count()

    def count(self) -> None:
        """Count the words in every element anew."""
        self.all.clear()
        self.kept.clear()
        for unit in self.units:
            self.all[unit.block] += len(unit.words)
            self.kept[unit.block] += len(unit.words) * unit.kept
        for element in reversed(self._order):  # what is in an element comes after it
            parent = element.getparent()
            if parent is not None and self.all[element]:
                self.all[parent] += self.all[element]
                self.kept[parent] += self.kept[element]

    def holder(self, share: float) -> Element:
        """The innermost element that holds a share of the article's words."""
        found, total = self._root, self.kept[self._root]
        while True:
            inner = max((each for each in found if tag(each)), key=self.kept.__getitem__, default=None)
            if inner is None or self.kept[inner] < share * total or tag(inner) not in BLOCKS:
                return found
            found = inner

    def place(self, element: Element) -> int:
        """The place of an element in the page's order."""
        return self._order[element]

    def keep(self, element: Element) -> None:
        """Take all text in an element for the article's; to be counted."""
        for inner in element.iter("*"):
            if inner in self._of:
                self._of[inner].kept = True

    def _judge(self, judged: str, groups: list[list[Unit]], first: Iterable[Element] = ()) -> None:
        """Tell which units the judge's text holds, the longest first; no piece of it is used twice.

        Args:
            judged: That text.
            groups: The units, those together that are judged together.
            first: Elements whose units come before the others: a page says the start of its article
                again where it leads to others.
        """
        core = set(first)
        runs = Counter(_runs(words_of(judged)))
        lines = Counter(" ".join(words_of(each)) for each in judged.split("\n"))

        def rank(group: list[Unit]) -> tuple[bool, int]:
            words = sum(len(unit.words) for unit in group)
            return words < _FEW_WORDS or group[0].block not in core, -words

        for group in sorted(groups, key=rank):
            words = [word for unit in group for word in unit.words]
            whole = " ".join(words)
            if len(words) < _FEW_WORDS and lines[whole]:
                lines[whole] -= 1
                kept = True
            else:
                own = Counter(_runs(words))
                hits = sum(min(count, runs[run]) for run, count in own.items())
                least = _KEPT if len(group) == 1 else _KEPT_OF_TABLE
                of = max(1, own.total())
                kept = hits >= (least if len(words) >= _FEW_WORDS else 1) * of
                if kept:
                    for run, count in own.items():
                        runs[run] = max(0, runs[run] - count)
            for unit in group:
                unit.kept = kept

    def _groups(self) -> Iterator[list[Unit]]:
        """The units, those of one table together."""
        tables: dict[Element, list[Unit]] = {}
        holders = {
            inner: table
            for table in self._root.iter("table")
            if holds_data(table)
            for inner in table.iter("*")
        }
        for unit in self.units:
            if unit.block in holders:
                tables.setdefault(holders[unit.block], []).append(unit)
            else:
                yield [unit]
        yield from tables.values()

    def _drop_parts_of_page(self) -> None:
        """Drop what is kept in the page's parts after the article, unless much of it is in such parts."""
        parts: set[Element] = set()
        for element in self._order:
            if element.getparent() in parts or is_of_page(element):
                parts.add(element)
        kept = [unit for unit in self.units if unit.kept]
        outside = [unit for unit in kept if unit.block not in parts]
        if sum(len(u.words) for u in outside) < _MOST_OUTSIDE * sum(len(u.words) for u in kept):
            return
        for unit in reversed(kept):
            if unit.block not in parts:
                break
            unit.kept = False

    def _drop_headings(self) -> None:
        """Drop the headings that head nothing: those at the end, and the links to other articles."""
        follows: Unit | None = None
        is_end = True
        for unit in reversed(self.units):
            if unit.kept and unit.is_heading:
                leads_away = linked_words(unit.block) > _MOSTLY * len(unit.words)
                unit.kept = not is_end and not (leads_away and follows is not None and not follows.kept)
            elif unit.kept:
                is_end = False
            follows = unit


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def linked_words(element: Element) -> int:
    """How many words of an element are links to elsewhere."""
    links = (inner for inner in element.iter("a") if not link(inner).startswith("#"))
    return sum(len(_WORD.findall(text_of(inner))) for inner in links)


def _own_texts(root: Element) -> Iterator[tuple[Element, str]]:
    """The blocks that hold text themselves, with it."""
    from lxml import etree

    own: dict[Element, list[str]] = {}
    blocks: list[Element] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            name = tag(element)
            blocks.append(element if name in BLOCKS or not blocks else blocks[-1])
            if name in LEFT_OUT or is_hidden(element):
                walk.skip_subtree()
            elif element.text:
                own.setdefault(blocks[-1], []).append(element.text)
            continue
        if event == "end":
            blocks.pop()
        if element.tail and blocks:
            own.setdefault(blocks[-1], []).append(element.tail)
    for block, pieces in own.items():
        yield block, "".join(pieces)


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    """The runs of three words; all of them where there are fewer."""
    return zip(words, words[1:], words[2:], strict=False) if len(words) > 2 else [tuple(words)]
