"""The article of a web page: which parts of its tree are read, and which are the page round it.

Extractors tell an article's text well and its structure badly; the page's own
tree has all structure and no idea what the article is. So the text that
trafilatura takes out is the judge: what it holds stays in the tree, and of what
it does not hold there stays what belongs to the former, such as headings,
pictures with captions, cells, and paragraphs like those round them. No piece of
the judge's text is used twice: what a page says twice is read once.
"""

from __future__ import annotations

from reader.opening.html.furniture import is_of_page
from reader.opening.html.judgement import Judgement, linked_words, words_of
from reader.opening.html.lead import fetch
from reader.opening.html.notes import footnotes
from reader.opening.html.pictures import fill_figures, is_picture, name_captions, tidy
from reader.opening.html.table import holds_data
from reader.opening.html.tree import BLOCKS, HEADINGS, Element, link, name_of, tag, take_out, text_of

_MAIN_SHARE = 0.9
"""Share of the kept words that one element must hold to be the article."""
_HEADING_REACH = 15
"""Words that may stand between a heading and the kept text under it."""
_ALIKE = 0.7
"""Share of the words of elements alike that must be kept for the rest of them to stay."""
_ROWS = 0.3
"""The same for the items of a list and the parts of a table."""
_PARAGRAPH_WORDS = 10
_LINK_SHARE = 0.3
"""A block of at least as many words, with fewer of them in links, between kept ones is text too."""
_CONTENTS_LINKS = 3
_CONTENTS_SHARE = 0.7
"""Links to places in the article that make a table of contents, and their share of its words."""
_TEXT = frozenset(("p", "ul", "ol", "div", "dl", "section", "details", "article", "main", "center"))
_NEVER_MAIN = frozenset(("p", "table", "ul", "ol", "li", "pre", "blockquote", "dl", "figure"))


def article(root: Element, judged: str, author: str = "") -> Element | None:
    """The element of a page that holds its article; what is no part of it is taken out of the tree.

    Args:
        root: The page's tree.
        judged: The article's text, as an extractor has it.
        author: Who wrote it, whose face is not what it shows; may be empty.

    Returns:
        The element, or None where nothing of that text is in the page.
    """
    page = _Page(root, judged)
    return page.prune(author) if page.judgement.kept[page.main] else None


class _Page:
    """What of a page is of its article.

    Attributes:
        judgement: What of its text is.
        main: The element that holds the article.
    """

    def __init__(self, root: Element, judged: str) -> None:
        fill_figures(root)
        self._root = root
        self.judgement = Judgement(root, judged)
        self.main = self._innermost()
        self._notes = self._keep_notes()
        self.main = self._innermost()
        self._all, self._kept = self.judgement.all, self.judgement.kept
        self._names = {name for element in self.main.iter("*") if (name := name_of(element))}
        self._alike: dict[tuple[Element, str, str], bool] = {}

    def _innermost(self) -> Element:
        """The innermost element that holds nearly all of the article, and may hold more than text."""
        main = self.judgement.holder(_MAIN_SHARE)
        for outer in (main, *main.iterancestors()):
            if tag(outer) in _NEVER_MAIN:
                main = outer.getparent()
        return main

    def _keep_notes(self) -> list[Element]:
        """Keep the footnotes to which the article refers."""
        notes = footnotes(self._root, {})
        used = {
            name
            for reference, (name, _) in notes.references.items()
            if any(outer is self.main for outer in reference.iterancestors())
        }
        found = [body for body, (name, _) in notes.bodies.items() if name in used]
        for body in found:
            self.judgement.keep(body)
        if found:
            self.judgement.count()
        return found

    def prune(self, author: str) -> Element:
        """Take out of the article's element what is not of the article, and fetch what lies outside."""
        main, place = self.main, self.judgement.place
        within = {*main.iter("*")}
        kept = [place(unit.block) for unit in self.judgement.units if unit.kept and unit.block in within]
        first, last = min(kept), max(kept)
        pictures = set(fetch(self._root, main, self.judgement, author))
        for picture in pictures:
            name_captions(picture)
        waiting = [main]
        while waiting:
            for inner in list(waiting.pop()):
                if not tag(inner) or inner in pictures:
                    continue
                if tag(inner) not in BLOCKS or self._kept[inner]:
                    waiting.append(inner)  # text of an inline element belongs to the block round it
                elif not self._belongs(inner, place(inner) < first, place(inner) > last):
                    take_out(inner)
        tidy(main)
        self._fetch_notes()
        return main

    def _fetch_notes(self) -> None:
        """Put the notes that lie elsewhere in the page at the end of the article."""
        for note in self._notes:
            if all(outer is not self.main for outer in note.iterancestors()):
                parent = note.getparent()
                is_list = (
                    parent is not None
                    and tag(parent) in ("ol", "ul", "dl")
                    and parent is not self.main.getparent()
                )
                self.main.append(parent if is_list else note)

    def _belongs(self, element: Element, is_before: bool, is_after: bool) -> bool:
        """Whether an element that holds nothing of the judge's text belongs to the article.

        Args:
            element: The element.
            is_before: Whether it stands before all that is kept.
            is_after: Whether it stands after all that is kept.
        """
        if is_after:
            return self._trails(element)
        if self._is_contents(element):
            return True
        if is_of_page(element):
            return False
        name = tag(element)
        words = self._all[element]
        headings = sum(self._all[inner] for inner in element.iter(*HEADINGS))
        if headings and headings == words:
            return not is_before and self._heads(element)
        if is_before:
            return name == "table" and self._leads(element)
        if name in ("p", "div", "li") and self._is_like_others(element):
            return True
        if (picture := is_picture(element, self.judgement)) is not None:
            if picture:
                name_captions(element)
            return picture
        if name in ("li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot"):
            parent = element.getparent()
            return self._kept[parent] >= _ROWS * self._all[parent]
        if name == "table":
            return holds_data(element)
        if name in _TEXT:
            return words >= _PARAGRAPH_WORDS and linked_words(element) < _LINK_SHARE * words
        return name in ("pre", "blockquote", "figcaption", "hr")

    def _trails(self, element: Element) -> bool:
        """Whether an element is a picture, or its caption, right under the end of the text."""
        if tag(element) not in ("figure", "figcaption") or is_of_page(element):
            return False
        before = element.getprevious()
        return before is not None and (self._kept[before] > 0 or tag(before) in ("figure", "figcaption"))

    def _is_contents(self, element: Element) -> bool:
        """Whether an element is the article's table of contents: hardly anything but links within it."""
        links = [
            inner for inner in element.iter("a") if link(inner)[:1] == "#" and link(inner)[1:] in self._names
        ]
        if len(links) < _CONTENTS_LINKS:
            return False
        return sum(len(words_of(text_of(each))) for each in links) >= _CONTENTS_SHARE * self._all[element]

    def _heads(self, element: Element) -> bool:
        """Whether the text under a heading is kept."""
        rank = next(tag(inner) for inner in element.iter(*HEADINGS))
        leads_away = rank != "h1" and linked_words(element) * 2 > self._all[element]
        if leads_away and tag(element) not in HEADINGS:
            return False  # a box with a link to another article
        between = 0
        for outer in (element, *element.iterancestors()):
            if outer is self.main:
                break
            for after in outer.itersiblings("*"):
                if self._kept[after]:
                    return True
                if tag(after) in HEADINGS and tag(after) <= rank:
                    return False
                between += self._all[after] * (tag(after) not in HEADINGS and not is_of_page(after))
                if between > (0 if leads_away else _HEADING_REACH):
                    return False
        return False

    def _leads(self, table: Element) -> bool:
        """Whether a table that stands before all kept text is one of facts about what follows."""
        follows = any(tag(after) == "p" and self._kept[after] for after in table.itersiblings("*"))
        return follows and holds_data(table)

    def _is_like_others(self, element: Element) -> bool:
        """Whether nearly all of the elements beside it with its name and class are kept."""
        parent = element.getparent()
        key = (parent, element.tag, element.get("class") or "")
        if key not in self._alike:
            alike = [
                other for other in parent.iterchildren(element.tag) if (other.get("class") or "") == key[2]
            ]
            kept = sum(self._kept[other] for other in alike)
            self._alike[key] = sum(self._kept[other] > 0 for other in alike) >= 2 and kept >= _ALIKE * sum(
                self._all[other] for other in alike
            )
        return self._alike[key]
