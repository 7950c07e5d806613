"""EPUB 2 and 3: a book's chapters become one document, with its table of contents as its outline.

The chapters are put into one tree before they become blocks, with names that are
unique in the book (`text/chapter-1.xhtml#note-2`), so that a link or a footnote
leads from one chapter into another as it does within one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.confine import earn
from reader.document import Document
from reader.opening import ParseError, contents, markup, package, verse, xhtml
from reader.opening.archive import Archive, MemberError, resolve
from reader.opening.composer import Composer
from reader.opening.html.tree import Element, classes, detach, link, name_of, roles, tag, text_of
from reader.opening.package import Entry, Item, Package

MOST_PICTURES = 32_000_000
"""Bytes of a book's pictures that are kept, the first ones."""
_RASTER = ("image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp", "image/bmp")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_CAPTIONS = {"caption", "figcaption", "fig-caption", "figure-caption", "image-caption", "img-caption"}
"""Classes of captions in EPUB 2, which has no element for them."""
_OUTSIDE_BOOK = "a file outside the book"
"""What stands for the path of a file that is to lie elsewhere than in the archive."""
_LISTED = 5
"""Files' names that a sentence lists."""


def parse(data: bytes, name: str = "") -> Document:
    """The document that an EPUB is.

    Anchors are named by the file in the book, with `#` and the element's id where
    there is one; pictures by their file.

    Args:
        data: The book's bytes.
        name: What to call it where it has no title.

    Returns:
        The document, without a source.

    Raises:
        ParseError: It is no EPUB, copy-protected, a bomb, or damaged beyond reading.
    """
    archive = Archive(data)
    about = package.read(archive)
    book = _Book(archive, about)
    if not book.chapters:
        raise ParseError(f"none of its chapters can be read{book.reason}")
    book.lost = contents.place(book.chapters, about.contents)
    book.mark_pages(about.pages)
    for body in book.chapters.values():
        verse.gather(body)
    root = book.joined()
    composer = Composer()
    markup.write(root, composer)
    pictures = book.pictures(root)
    composer.notices += [*about.notices, *book.notices()]
    return composer.document(
        about.title or name,
        about.author,
        about.date,
        about.publisher,
        identity=about.identifier,
        pictures=pictures,
    )


class _Book:
    """The chapters of a book, and what could not be read of it.

    Attributes:
        chapters: The bodies of the chapters by their paths, in reading order.
        lost: The lines of the table of contents that lead to no chapter.
    """

    def __init__(self, archive: Archive, about: Package) -> None:
        self._archive = archive
        self._cover = about.cover
        self._items = {item.path: item for item in about.items.values()}
        self._missing: dict[str, str] = {}
        self._damaged: list[str] = []
        self._unshown: list[str] = []
        self._left_out = 0
        self.chapters: dict[str, Element] = {}
        self.lost: list[Entry] = []
        waiting = {item.path: item for item in about.spine}
        while waiting:
            for item in waiting.values():
                self._read(item)
            waiting = self._forgotten(waiting)
        self._named = {
            path: {name: element for element in body.iter("*") if (name := name_of(element))}
            for path, body in self.chapters.items()
        }

    @property
    def reason(self) -> str:
        """Why the first chapter that is missing could not be read, in brackets; empty where none is."""
        return next((f" ({reason})" for reason in self._missing.values()), "")

    def mark_pages(self, pages: Sequence[Entry]) -> None:
        """Mark where the printed pages of a list begin."""
        for page in pages:
            body = self.chapters.get(page.path)
            if body is None:
                continue
            element: Element = self._named[page.path].get(page.fragment, body)
            if "pagebreak" in roles(element):
                element.set("title", page.title)
                continue
            mark = element.makeelement("span", {"role": "doc-pagebreak", "title": page.title})
            if element is body:
                mark.tail, body.text = body.text, None
                body.insert(0, mark)
            else:
                element.addprevious(mark)

    def joined(self) -> Element:
        """One tree of all chapters, with names and references that hold in all of it."""
        from lxml import etree

        root = etree.Element("div")
        shown: set[str] = set()
        for path, body in self.chapters.items():
            for element in body.iter("*"):
                self._point(path, element)
                if tag(element) in ("img", "image"):
                    shown.add(element.get("src", ""))
                if name := name_of(element):
                    element.set("id", f"{path}#{name}")
            whole = etree.SubElement(root, "div", id=path)
            body.tag = "div"
            whole.append(body)
        if self._cover and self._cover not in shown and self._is_raster(self._cover):
            root.insert(0, _picture_page(self._cover, "Cover"))
        return root

    def pictures(self, root: Element) -> dict[str, bytes]:
        """The pictures in a tree by their paths, the first ones that are not too large together."""
        found: dict[str, bytes] = {}
        left = MOST_PICTURES
        wanted = dict.fromkeys(
            each.get("src", "") for each in root.iter("*") if tag(each) in ("img", "image")
        )
        for path in filter(self._is_raster, wanted):
            try:
                found[path] = self._archive.read(path, left)
            except MemberError:
                self._left_out += 1
                continue
            left -= len(found[path])
        return found

    def notices(self) -> Iterator[str]:
        """Sentences about what could not be read."""
        if self._missing:
            reasons = [f"{path or _OUTSIDE_BOOK} ({reason})" for path, reason in self._missing.items()]
            yield f"Chapters could not be read: {_listed(reasons)}."
        if self._damaged:
            yield f"Chapters are damaged, something in them may be missing: {_listed(self._damaged)}."
        if self._unshown:
            yield f"Parts of the book are in a format that is not shown: {_listed(self._unshown)}."
        if lost := [entry.title for entry in self.lost if entry.path not in self._items]:
            yield f"The table of contents names parts that are not in the book: {_listed(lost)}."
        if self._left_out:
            yield f"Pictures that are missing, damaged or too large to be shown: {self._left_out}."

    def _read(self, item: Item) -> None:
        """Read a chapter."""
        path = item.path
        if item.is_image and not item.is_chapter:
            self.chapters[path] = _picture_page(path)
            return
        if not item.is_chapter:
            self._unshown.append(path)
            return
        try:
            data = self._archive.read(path)
        except MemberError as error:
            self._missing[path] = str(error)
            return
        root, damaged = xhtml.parse(data)
        if root is None:
            self._missing[path] = "there is no text in it"
            return
        if damaged:
            self._damaged.append(path)
        body = xhtml.body_of(root)
        body.tail = None
        earn(sum(map(len, body.itertext("*"))))
        _simplify(body)
        _name_captions(body)
        self.chapters[path] = body

    def _forgotten(self, read: Iterable[str]) -> dict[str, Item]:
        """The files to which chapters lead that the book's order lacks: notes, mostly."""
        found: dict[str, Item] = {}
        for path in read:
            for element in self.chapters[path].iter("*") if path in self.chapters else ():
                if tag(element) == "a" and (address := link(element)):
                    item = self._items.get(self._target(path, address)[0])
                    if item and item.is_chapter and "nav" not in item.properties:
                        found[item.path] = item
        done = {*self.chapters, *self._unshown, *self._missing}
        return {path: item for path, item in found.items() if path not in done}

    def _point(self, base: str, element: Element) -> None:
        """Make an element's reference hold in the whole book."""
        name = tag(element)
        if name in ("img", "image"):
            source = element.get("src") or link(element)
            path = "" if source.startswith("data:") else self._target(base, source)[0]
            element.set("src", path or "?")  # without an address its description would not be shown
        elif name == "a" and (address := link(element)):
            element.attrib.pop(_XLINK, None)
            path, fragment = self._target(base, address)
            if path in self.chapters:
                element.set("href", f"#{path}#{fragment}" if fragment in self._named[path] else f"#{path}")
            elif not _OUTSIDE.match(address):
                element.set("href", "")

    def _target(self, base: str, href: str) -> tuple[str, str]:
        """The book's file that a reference leads to, empty where it leads out of it, and the fragment."""
        path, fragment = resolve(base, href)
        return (path if path in self._items else self._archive.find(path)) if path else "", fragment

    def _is_raster(self, path: str) -> bool:
        return path in self._items and self._items[path].media_type in _RASTER


def _simplify(body: Element) -> None:
    """Leave out what is said twice: lists for programs, and alternatives in XML that few could show."""
    for element in list(body.iter("*")):
        name = tag(element)
        kinds = roles(element) if name == "nav" else ()
        is_list = kinds and "toc" not in kinds and ("landmarks" in kinds or "page-list" in kinds)
        parent = element.getparent()
        is_case = name == "case" and parent is not None and any(tag(each) == "default" for each in parent)
        if parent is not None and (is_list or is_case):
            detach(element)


def _name_captions(body: Element) -> None:
    """Make captions of the paragraphs that are called so and stand under a picture."""
    for element in body.iter("p", "div"):
        if not _CAPTIONS.isdisjoint(classes(element)) and _is_under_picture(element):
            element.tag = "figcaption"


def _is_under_picture(element: Element) -> bool:
    """Whether a picture stands right over a paragraph."""
    before = element.getprevious()
    return (
        before is not None
        and not text_of(before)
        and not (before.tail or "").strip()
        and any(tag(inner) in ("img", "image") for inner in before.iter("*"))
    )


def _picture_page(path: str, description: str = "") -> Element:
    """A chapter that is one picture."""
    from lxml import etree

    body = etree.Element("div")
    etree.SubElement(body, "img", src=path, alt=description)
    return body


def _listed(names: Sequence[str]) -> str:
    """The first of many names, and how many there are besides."""
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
