"""The article of a web page: which parts of its tree are read, and which are the page round it.

Extractors tell an article's text well and its structure badly; the page's own
tree has all structure and no idea what the article is. So the text that
trafilatura takes out is the judge: what it holds stays in the tree, and of what
it does not hold there stays what belongs to the former, such as headings,
pictures with captions, cells, and paragraphs like those round them. No piece of
the judge's text is used twice: what a page says twice is read once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.opening import html_notes, html_table
from reader.opening.html_tree import BLOCKS, HEADINGS, LEFT_OUT, Element, is_hidden, link, tag, text_of

_WORD = re.compile(r"\w+")
_KEPT = 0.5
"""Share of a block's runs of three words that the judge's text must hold."""
_KEPT_OF_TABLE = 0.3
_FEW_WORDS = 8
"""A block of fewer words must be in the judge's text as it is."""
_MAIN_SHARE = 0.9
"""Share of the kept words that one element must hold to be the article."""
_LEAD = 15
"""Elements before the first kept block among which a picture still belongs to the article."""
_CAPTION_WORDS = 80
_CAPTION_LINKS = 8
"""Words of a caption at most, and of the links in it."""
_HEADING_REACH = 15
"""Words that may stand between a heading and the kept text under it."""
_ALIKE = 0.7
"""Share of the words of elements alike that must be kept for the rest of them to stay."""
_ROWS = 0.3
"""The same for the items of a list and the parts of a table."""
_PARAGRAPH_WORDS = 10
_LINK_SHARE = 0.3
"""A block of at least as many words, with fewer of them in links, between kept ones is text too."""
_PAGE_TAGS = frozenset(("nav", "footer", "aside", "form"))
_PAGE_WORDS = (
    r"ads? advert\w* share sharing social related\w* recommend\w* promo\w* newsletter subscri\w* signup "
    r"sign-up comments? sidebar footer nav\w* menu breadcrumbs? tags? byline author\w* meta popular trending "
    r"read-?more sponsor\w* banner widget teaser\w* cookie\w* toolbar pagination pager copyright print"
)
_PAGE_NAME = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_PAGE_WORDS.split())})(?:$|[\s_-])", re.IGNORECASE)
"""Classes and ids of what is not the article, as web pages have them."""
_CAPTION_NAME = re.compile(
    r"caption|credit|image|img|photo|figure|media|picture|gallery|slide", re.IGNORECASE
)
_NEVER_MAIN = frozenset(("p", "table", "ul", "ol", "li", "pre", "blockquote", "dl", "figure"))


def article(root: Element, judged: str) -> Element | None:
    """The element of a page that holds its article; what is no part of it is taken out of the tree.

    Args:
        root: The page's tree.
        judged: The article's text, as an extractor has it.

    Returns:
        The element, or None where nothing of that text is in the page.
    """
    page = _Page(root, judged)
    main = page.main()
    return page.prune(main) if page.kept[main] else None


@dataclass
class _Unit:
    """The text that a block holds itself, not by the blocks in it.

    Attributes:
        words: Its words.
        kept: Whether it is of the article.
    """

    words: list[str]
    kept: bool = False


class _Page:
    """What of a page's blocks is of the article.

    Attributes:
        kept: How many words of the article each element holds.
    """

    def __init__(self, root: Element, judged: str) -> None:
        self._root = root
        self._units = {
            block: _Unit(words) for block, text in _own_texts(root) if (words := _WORD.findall(text.lower()))
        }
        self._notes: list[Element] = []
        self._judge(judged)
        self._all: Counter[Element] = Counter()
        self.kept: Counter[Element] = Counter()
        self._count()
        self._keep_notes(self.main())
        self._count()

    def _count(self) -> None:
        """Count words, in every element."""
        self._all.clear()
        self.kept.clear()
        for block, unit in self._units.items():
            for element in (block, *block.iterancestors()):
                self._all[element] += len(unit.words)
                self.kept[element] += len(unit.words) * unit.kept

    def _judge(self, judged: str) -> None:
        """Tell which units the judge's text holds, the longest first."""
        runs = Counter(_runs(_WORD.findall(judged.lower())))
        lines = Counter(" ".join(_WORD.findall(line.lower())) for line in judged.split("\n"))
        for units in sorted(self._groups(), key=lambda group: -sum(len(unit.words) for unit in group)):
            words = [word for unit in units for word in unit.words]
            whole = " ".join(words)
            if len(words) < _FEW_WORDS and lines[whole]:
                lines[whole] -= 1
                kept = True
            else:
                own = Counter(_runs(words))
                hits = sum(min(count, runs[run]) for run, count in own.items())
                least = _KEPT if len(units) == 1 else _KEPT_OF_TABLE
                of = max(1, own.total())
                kept = hits >= (least if len(words) >= _FEW_WORDS else 1) * of
                if kept:
                    runs -= own
            for unit in units:
                unit.kept = kept

    def _groups(self) -> Iterator[list[_Unit]]:
        """The units, those of one table together."""
        tables: dict[Element, list[_Unit]] = {}
        holders = {
            inner: table
            for table in self._root.iter("table")
            if html_table.holds_data(table)
            for inner in table.iter("*")
        }
        for block, unit in self._units.items():
            if block in holders:
                tables.setdefault(holders[block], []).append(unit)
            else:
                yield [unit]
        yield from tables.values()

    def _keep_notes(self, main: Element) -> None:
        """Keep the footnotes to which an element refers."""
        notes = html_notes.find(self._root, {})
        used = {
            name
            for reference, (name, _) in notes.references.items()
            if any(outer is main for outer in reference.iterancestors())
        }
        for body, (name, _) in notes.bodies.items():
            if name in used:
                self._notes.append(body)
                for inner in body.iter("*"):
                    if inner in self._units:
                        self._units[inner].kept = True

    def main(self) -> Element:
        """The innermost element that holds nearly all of the article."""
        main = self._root
        total = self.kept[main]
        while True:
            inner = max((each for each in main if tag(each)), key=self.kept.__getitem__, default=None)
            if inner is None or self.kept[inner] < _MAIN_SHARE * total:
                return main
            if tag(inner) in _NEVER_MAIN or tag(inner) not in BLOCKS:
                return main
            main = inner

    def prune(self, main: Element) -> Element:
        """Take out of an element what is not of the article."""
        order = {element: index for index, element in enumerate(main.iter("*"))}
        kept = [order[block] for block, unit in self._units.items() if unit.kept and block in order]
        first, last = min(kept), max(kept)
        waiting = [main]
        while waiting:
            for inner in list(waiting.pop()):
                if tag(inner) and (tag(inner) not in BLOCKS or self.kept[inner]):
                    waiting.append(inner)  # text of an inline element belongs to the block round it
                elif tag(inner) and not self._belongs(inner, order[inner] < first, order[inner] > last):
                    _take_out(inner)
        self._fetch_notes(main)
        return main

    def _fetch_notes(self, main: Element) -> None:
        """Put the notes that lie elsewhere in the page at the end of the article."""
        for note in self._notes:
            if all(outer is not main for outer in note.iterancestors()):
                parent = note.getparent()
                is_list = (
                    parent is not None
                    and tag(parent) in ("ol", "ul", "dl")
                    and parent is not main.getparent()
                )
                main.append(parent if is_list else note)

    def _belongs(self, element: Element, is_before: bool, is_after: bool) -> bool:
        """Whether an element that holds nothing of the judge's text belongs to the article.

        Args:
            element: The element.
            is_before: Whether it stands before all that is kept.
            is_after: Whether it stands after all that is kept.
        """
        name = tag(element)
        if (
            is_after
            or name in _PAGE_TAGS
            or _PAGE_NAME.search(f"{element.get('class', '')} {element.get('id', '')}")
        ):
            return False
        words = self._all[element]
        headings = sum(self._all[inner] for inner in element.iter(*HEADINGS))
        if headings and headings == words:
            return not is_before and self._heads(element)
        if is_before:
            return self._leads(element, name)
        if name in ("p", "div", "li") and self._is_like_others(element):
            return True
        if (picture := self._is_picture(element)) is not None:
            return picture
        if name in ("li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot"):
            parent = element.getparent()
            return self.kept[parent] >= _ROWS * self._all[parent]
        if name == "table":
            return html_table.holds_data(element)
        if name in ("p", "ul", "ol", "div", "dl", "section"):
            return words >= _PARAGRAPH_WORDS and _linked_words(element) < _LINK_SHARE * words
        return name in ("pre", "blockquote", "figcaption", "hr")

    def _heads(self, element: Element) -> bool:
        """Whether the text under a heading is kept."""
        between = 0
        for after in element.itersiblings("*"):
            if self.kept[after]:
                return True
            between += self._all[after]
            if tag(after) in HEADINGS or between > _HEADING_REACH:
                return False
        return True

    def _leads(self, element: Element, name: str) -> bool:
        """Whether what stands before all kept text belongs to it: a picture close to it, a table of facts."""
        if name == "table":
            follows = any(tag(after) == "p" and self.kept[after] for after in element.itersiblings("*"))
            return follows and html_table.holds_data(element)
        return bool(self._is_picture(element)) and self._is_near(element)

    def _is_near(self, element: Element) -> bool:
        passed = 0
        for after in element.itersiblings("*"):
            if self.kept[after]:
                return True
            passed += 1 + sum(1 for _ in after.iterdescendants("*"))
            if passed > _LEAD:
                return False
        return False

    def _is_picture(self, element: Element) -> bool | None:
        """Whether an element is a picture, with its caption or alone; None if it holds none."""
        if next(element.iter("img", "picture"), None) is None:
            return None
        words = self._all[element]
        if not words:
            return True
        has_caption = tag(element) == "figure" or any(
            tag(inner) == "figcaption" or _CAPTION_NAME.search(inner.get("class", ""))
            for inner in element.iter("*")
        )
        if has_caption and words < _CAPTION_WORDS and _linked_words(element) <= _CAPTION_LINKS:
            return True
        return None if tag(element) in ("table", "ul", "ol") else False

    def _is_like_others(self, element: Element) -> bool:
        """Whether nearly all of the elements beside it with its name and class are kept."""
        alike = [
            other
            for other in element.getparent().iterchildren(element.tag)
            if other.get("class") == element.get("class")
        ]
        if sum(self.kept[other] > 0 for other in alike) < 2:
            return False
        return sum(self.kept[other] for other in alike) >= _ALIKE * sum(self._all[other] for other in alike)


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


def _linked_words(element: Element) -> int:
    """How many words of an element are links to elsewhere."""
    links = (inner for inner in element.iter("a") if not link(inner).startswith("#"))
    return sum(len(_WORD.findall(text_of(inner))) for inner in links)


def _take_out(element: Element) -> None:
    """Take an element out of its tree, without the text that follows it."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
