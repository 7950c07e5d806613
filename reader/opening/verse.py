"""Verse: lines that a book or a page writes as paragraphs become stanzas, a block each with its line breaks.

Where the markup says that something is verse (EPUB types of the Z39.98
vocabulary, or classes that say so in plain words), or where short lines that end
as no sentence does stand in a row, the lines of one parent are one stanza. The
numbers of lines, which stand in the margin of a printed page, are left out where
they are marked as that, and parted from the line's text by a space where they
are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.opening.html.tree import BLOCKS, Element, ancestors, classes, detach, link, roles, tag, text_of

_LINES = ("p", "div")
"""Elements that hold a line."""
_VERSE_ROLES = {f"z3998:{name}" for name in ("verse", "poem", "song", "lyrics", "hymn")} | {"verse", "poem"}
_VERSE = re.compile(
    r"(?:poem|poetry|poema|poesie|verse|verses|vers|stanza|strophe|couplet|linegroup|line-group|lg|song|lyrics?)"
    r"(?:[-_]?\w{0,8})?"
)
"""Classes of a poem, or of a part of one: `poem`, `stanza2`, `verse-block`."""
_LINE = re.compile(r"(?:line|l|v|verse|verseline|poem-?line|vl|i|in|indent)[-_]?\d{0,2}")
"""Classes of a line of verse."""
_LINE_NUMBER = re.compile(
    r"(?:lnum|lineno|ln|lno|line-?num(?:ber)?|linenr|verse-?num(?:ber)?|versenum|poemnum)s?"
)
"""Classes of a line's number."""
_NUMBER = re.compile(r"\d{1,4}")
_NOTES = {
    "footnote",
    "footnotes",
    "endnote",
    "endnotes",
    "rearnote",
    "rearnotes",
    "note",
    "toc",
    "index",
    "bibliography",
}
"""Parts in which rows of short lines are no verse."""
_LONGEST = 90
"""Code points of a line of verse, at most."""
_FEWEST, _FEWEST_ALONE = 2, 4
"""Lines of a stanza where the markup says what it is, and where only its look does."""
_LONGEST_ALONE = 70
_OPEN = 0.6
"""Share of the lines that end as no sentence does, where only their look tells that they are verse."""
_ENDS = (".", "!", "?", ":", "…", '"', "”", "’", "»", ")", "—")
"""What a paragraph ends with, mostly."""


def gather(body: Element) -> None:
    """Make a block with line breaks of each stanza, and take care of the numbers of lines.

    Args:
        body: The body of a chapter, or an article. It is changed.
    """
    for number in [each for each in body.iter("span", "small", "sup", "a", "b", "i") if _is_number(each)]:
        _part(number)
    parents = dict.fromkeys(line.getparent() for line in body.iter(*_LINES) if line is not body)
    for parent in parents:
        if tag(parent) in ("div", "section", "blockquote", "article", "body", "dd", "td", "figure"):
            for run in list(_runs(parent)):
                if _is_stanza(run, parent):
                    _join(run)


def _is_number(element: Element) -> bool:
    """Whether an element stands at an end of a block, and holds a number and nothing else."""
    parent = element.getparent()
    if tag(parent) not in (*_LINES, "span", "li") or link(element):
        return False
    last = element.getnext() is None and not (element.tail or "").strip()
    first = element.getprevious() is None and not (parent.text or "").strip()
    if last == first or not (_is_marked(element) or tag(element) == "span"):
        return False
    return _NUMBER.fullmatch(text_of(element)) is not None


def _is_marked(element: Element) -> bool:
    return any(map(_LINE_NUMBER.fullmatch, classes(element)))


def _part(number: Element) -> None:
    """Leave a number out, where it is a line's; else let it stand apart from the text beside it."""
    if _is_marked(number):
        detach(number)
        return
    if not any(_says_verse(each) for each in ancestors(number, 6)):
        return
    number.text = f" {number.text or ''}"
    number.tail = f" {number.tail or ''}"


def _runs(parent: Element) -> Iterator[list[Element]]:
    """The lines that stand in a row in an element."""
    run: list[Element] = []
    text = (parent.text or "").strip()
    for child in parent:
        if isinstance(child.tag, str) and not text and _is_line(child):
            run.append(child)
        elif isinstance(child.tag, str) or text:
            if run:
                yield run
            run = []
        text = (child.tail or "").strip()
        if text and run:
            yield run
            run = []
    if run:
        yield run


def _is_line(element: Element) -> bool:
    """Whether an element is a line: short, with nothing in it that begins a line of its own."""
    if tag(element) not in _LINES or roles(element) & _NOTES:
        return False
    inside = (tag(inner) for inner in element.iterdescendants("*"))
    if any(name in BLOCKS or name in ("br", "img", "svg", "math") for name in inside):
        return False
    return 0 < len(text_of(element)) <= _LONGEST


def _is_stanza(lines: Sequence[Element], parent: Element) -> bool:
    """Whether lines in a row are verse."""
    outer = [parent, *ancestors(parent, 8)]
    if len(lines) < _FEWEST or any(roles(each) & _NOTES for each in outer):
        return False
    if any(map(_says_verse, outer[:4])) or all(map(_says_line, lines)):
        return True
    return len(lines) >= _FEWEST_ALONE and _look_like_verse(lines)


def _says_verse(element: Element) -> bool:
    return bool(roles(element) & _VERSE_ROLES) or any(map(_VERSE.fullmatch, classes(element)))


def _says_line(element: Element) -> bool:
    names = classes(element)
    return bool(names) and any(_LINE.fullmatch(name) or _VERSE.fullmatch(name) for name in names)


def _look_like_verse(lines: Iterable[Element]) -> bool:
    """Whether lines look like verse though nothing says so: alike, short, and running on."""
    texts = [text_of(line) for line in lines]
    if len({(tag(line), *classes(line)) for line in lines}) > 1 or any(
        link(inner) for line in lines for inner in line
    ):
        return False
    if max(map(len, texts)) > _LONGEST_ALONE or not all(re.search(r"[^\W\d_]{2}", text) for text in texts):
        return False
    running = sum(not text.endswith(_ENDS) for text in texts)
    words = sum(text.count(" ") + 1 for text in texts)
    return running >= _OPEN * len(texts) and words >= 3 * len(texts)


def _join(lines: Sequence[Element]) -> None:
    """Make one block of lines."""
    first = lines[0]
    stanza = first.makeelement("p")
    first.addprevious(stanza)
    stanza.tail = lines[-1].tail
    for line in lines:
        if len(stanza):
            stanza.append(stanza.makeelement("br"))
        stanza.append(line)
        line.tag, line.tail = "span", None
        if line.text:
            line.text = line.text.lstrip()
