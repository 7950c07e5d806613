"""A book's table of contents becomes the headings of its chapters.

Many books have chapters without headings, or headings whose levels mean a size
of type. Their tables of contents say what their parts are, and how they are
nested. Here each line of one gets a heading in the chapter that it leads to:
one that stands there, or the paragraphs that say the same, or a new one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.opening.html.tree import BLOCKS, HEADINGS, Element, block_of, name_of, tag, text_of
from reader.opening.package import Entry

_NEAR = 200
"""Code points between the start of a part and its heading at most: a number, an epigraph."""
_ABOVE = 3
"""Headings before the place that a line leads to among which its own is looked for."""
_LONGEST = 400
"""Code points of the longest paragraph that may be a heading."""
_LOWEST = 6
_HOLDERS = ("body", "section", "article", "main", "div")
"""What a heading may begin; before other elements it is put."""
_WHOLE = ("ol", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th", "figure", "hgroup")
"""What a heading is put before, if it were to stand in it."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line of the table of contents leads to in a chapter.

    Attributes:
        entry: The line.
        element: The element that it leads to.
        start: The index of the first element that begins there.
        end: The index of the element that the next line leads to.
    """

    entry: Entry
    element: Element
    start: int
    end: int


class _Chapter:
    """A chapter, read once.

    Attributes:
        body: Its root.
        order: The index of each element in reading order.
        before: How many code points, white space left out, stand before each element.
        named: The elements that have a name.
        leaves: The headings, and the paragraphs that could be headings, in reading order.
        ranks: The headings and the numbers in their tags.
    """

    def __init__(self, body: Element) -> None:
        from lxml import etree

        self.body = body
        self.order: dict[Element, int] = {}
        self.before: dict[Element, int] = {}
        self.named: dict[str, Element] = {}
        self.leaves: list[Element] = []
        self.ranks: dict[Element, int] = {}
        count = 0
        for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
            if event == "start":
                self.order[element] = len(self.order)
                self.before[element] = count
                if name := name_of(element):
                    self.named.setdefault(name, element)
                count += _size(element.text)
                continue
            if event == "end" and count > self.before[element] and _may_be_heading(element):
                self.leaves.append(element)
                if tag(element) in HEADINGS:
                    self.ranks[element] = int(tag(element)[1])
            if element is not body:
                count += _size(element.tail)
        self.leaves.sort(key=self.order.__getitem__)  # one may lie in another

    def between(self, first: Element, second: Element) -> int:
        """How many code points stand between the starts of two elements."""
        return self.before[second] - self.before[first]


def place(chapters: Mapping[str, Element], entries: Sequence[Entry]) -> list[Entry]:
    """Give each line of a table of contents its heading, and each heading its level.

    A heading that is in no line gets a level below that of the part it stands in.

    Args:
        chapters: The bodies of the chapters by their paths, in reading order. They are changed.
        entries: The table of contents.

    Returns:
        The lines that lead to no chapter.
    """
    by_path: dict[str, list[tuple[Entry, str]]] = {}
    lost: list[Entry] = []
    for entry, path, fragment in _led(entries):
        if path in chapters:
            by_path.setdefault(path, []).append((entry, fragment))
        else:
            lost.append(entry)
    state = 0, 0
    for path, body in chapters.items():
        chapter = _Chapter(body)
        levels: dict[Element, int] = {}
        heading = place = None
        for where in _places(chapter, by_path.get(path, ())):
            heading = _heading(chapter, where, levels, heading if where.element is place else None)
            place = where.element
            levels[heading] = where.entry.level
        if by_path:
            state = _set_levels(chapter, levels, state)
    return lost


def _led(entries: Sequence[Entry]) -> list[tuple[Entry, str, str]]:
    """The lines with the paths and fragments they lead to.

    A line that leads nowhere leads to where the first one after it does.
    """
    path = fragment = ""
    led: list[tuple[Entry, str, str]] = []
    for entry in reversed(entries):
        if entry.path:
            path, fragment = entry.path, entry.fragment
        led.append((entry, path, fragment))
    return led[::-1]


def _places(chapter: _Chapter, entries: Sequence[tuple[Entry, str]]) -> list[_Place]:
    """Where lines lead to in a chapter, in reading order."""
    led = [(entry, chapter.named.get(name, chapter.body)) for entry, name in dict.fromkeys(entries)]
    led.sort(key=lambda each: chapter.order[each[1]])
    places: list[_Place] = []
    end = len(chapter.order)
    after = end
    for entry, element in reversed(led):
        if chapter.order[element] < after:
            end, after = after, chapter.order[element]
        first: Element = element
        while first is not chapter.body and not chapter.between(first.getparent(), element):
            first = first.getparent()
        places.append(_Place(entry, element, chapter.order[first], end))
    return places[::-1]


def _heading(
    chapter: _Chapter, where: _Place, taken: Mapping[Element, int], above: Element | None
) -> Element:
    """The heading of a part: one that is there, or is made.

    Args:
        chapter: The chapter.
        where: Where the part begins.
        taken: The headings of other parts.
        above: The heading of the line before, if it leads to the same place.
    """
    words = _words(where.entry.title)
    first = bisect_left(chapter.leaves, where.start, key=chapter.order.__getitem__)
    last = bisect_left(chapter.leaves, where.end, key=chapter.order.__getitem__)

    def free(leaves: Sequence[Element]) -> list[Element]:
        return [leaf for leaf in leaves if leaf not in taken and leaf.getparent() is not None]

    within = free(chapter.leaves[first:last])
    near = [leaf for leaf in within if chapter.between(where.element, leaf) <= _NEAR]
    headings = [leaf for leaf in near if leaf in chapter.ranks]
    for leaf in within:
        if leaf in chapter.ranks and _words(text_of(leaf)) == words:
            return _with_label(chapter, leaf, headings)
    for index in range(len(near)):
        if run := _run(near[index:], words):
            return _joined(run)
    for leaf in free(chapter.leaves[max(0, first - _ABOVE) : first]):
        if chapter.between(leaf, where.element) <= _NEAR and _words(text_of(leaf)) == words:
            return _joined([leaf])
    if not where.entry.path:  # its place is that of another line, which the headings there belong to
        return _insert(chapter, where, above)
    for leaf in headings:
        if _holds(words, _words(text_of(leaf))) or _holds(_words(text_of(leaf)), words):
            return _with_label(chapter, leaf, headings)
    return headings[0] if headings else _insert(chapter, where, above)


def _with_label(chapter: _Chapter, heading: Element, near: Sequence[Element]) -> Element:
    """A heading, joined with the one right before it in the same part: “Chapter 1”."""
    if heading in near and (index := near.index(heading)):
        label = near[index - 1]
        if chapter.between(label, heading) == sum(map(_size, label.itertext("*"))):
            return _joined([label, heading])
    return heading


def _run(leaves: Sequence[Element], words: list[str]) -> list[Element]:
    """The first leaves, if together they say what a line says; else none."""
    said: list[str] = []
    for index, leaf in enumerate(leaves):
        said += _words(text_of(leaf))
        if said == words:
            return list(leaves[: index + 1])
        if said != words[: len(said)]:
            break
    return []


def _joined(run: Sequence[Element]) -> Element:
    """Make one heading of several leaves, a line each."""
    first, *rest = run
    if tag(first) not in HEADINGS:
        _rename(first, "h1")
    for leaf in rest:
        line_break = first.makeelement("br")
        first.append(line_break)
        parent = leaf.getparent()
        tail, leaf.tail = leaf.tail, None
        if tail and tail.strip():
            _add_text(leaf, tail)
        parent.remove(leaf)
        _rename(leaf, "span")
        first.append(leaf)
    return first


def _insert(chapter: _Chapter, where: _Place, above: Element | None) -> Element:
    """Put a new heading where a part begins, after the one above."""
    element = where.element
    heading = element.makeelement("h1")
    heading.text = where.entry.title
    if above is not None:
        above.addnext(heading)
        return heading
    if tag(element) not in _HOLDERS:
        block = block_of(element)
        element = element if block is None or block is chapter.body else block
        for outer in list(element.iterancestors()):
            if tag(outer) in _WHOLE:
                element = outer
        if element is not chapter.body:
            element.addprevious(heading)
            return heading
    heading.tail, element.text = element.text, None
    element.insert(0, heading)
    return heading


def _set_levels(chapter: _Chapter, levels: Mapping[Element, int], state: tuple[int, int]) -> tuple[int, int]:
    """Give the headings of a chapter their levels.

    Args:
        chapter: The chapter.
        levels: The levels of the headings that are in the table of contents.
        state: The level of the part that goes on, 0 before the first, and the
            number in its heading's tag, 0 where it had none.

    Returns:
        The state at its end.
    """
    level, rank = state
    for heading in [each for each in chapter.body.iter("*") if tag(each) in HEADINGS]:
        own = chapter.ranks.get(heading, 0)
        if heading in levels:
            level, rank = levels[heading], own
            own_level = level
        else:
            rank = rank or own - 1
            own_level = level + max(1, own - rank)
        _rename(heading, f"h{min(max(1, own_level), _LOWEST)}")
    return level, rank


def _may_be_heading(element: Element) -> bool:
    name = tag(element)
    if name in HEADINGS:
        return True
    return (
        name in ("p", "div", "center")
        and not any(tag(inner) in BLOCKS for inner in element)
        and sum(map(len, element.itertext())) <= _LONGEST
    )


def _rename(element: Element, name: str) -> None:
    element.tag = name


def _add_text(element: Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _holds(words: list[str], part: list[str]) -> bool:
    """Whether a line holds other words, next to each other."""
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(words)} "
