"""What an EPUB says of itself: its metadata, its files, their order and its table of contents.

EPUB 2 (OPF 2.0.1, NCX) and EPUB 3 (Package Document and Navigation Document of
EPUB 3.3) are read alike, and books that break their rules as far as they can be
understood.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.opening import ParseError
from reader.opening.archive import Archive, MemberError, resolve
from reader.opening.html.tree import Element, roles, tag, text_of
from reader.opening.xhtml import parse

_CONTAINER = "META-INF/container.xml"
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document")
_CHAPTER_SUFFIXES = (".xhtml", ".html", ".htm", ".xht")
_IMAGES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".svg": "image/svg+xml",
}
_NCX = "application/x-dtbncx+xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to obfuscate fonts: no text is hidden by them."""
_PROTECTED = (
    "it is copy-protected (DRM): only the programs of the shop that sold it can open it, "
    "ask there for a copy without protection"
)
_RIGHTS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
"""The keys of Adobe's, Readium's and Apple's protection."""
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T\S*")
_NO_DATE = "0101-01-01"
"""What calibre writes where it knows no date."""
_DEEPEST = 32
"""Levels of a table of contents that are told apart."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book.

    Attributes:
        path: Its name in the archive; a name that no member has where it is missing.
        media_type: Its media type, as the book says or its suffix.
        properties: What it is for: `nav`, `cover-image`.
        fallback: The id of the file to take where this one cannot be shown.
    """

    path: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def is_chapter(self) -> bool:
        """Whether it is text."""
        return self.media_type in _CHAPTER_TYPES or self.path.lower().endswith(_CHAPTER_SUFFIXES)

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, or of the list of printed pages.

    Attributes:
        title: What it says.
        level: How deep it is nested, 1 the outermost.
        path: The archive's name of the file that it leads to; empty where it leads nowhere.
        fragment: The id of the element in it; may be empty.
    """

    title: str
    level: int
    path: str = ""
    fragment: str = ""


@dataclass
class Package:
    """What an EPUB says of itself.

    Attributes:
        title: Empty where it has none; so are the others.
        author: Its creators, joined by commas.
        date: When it was published.
        publisher: Who published it.
        identifier: The name that it has wherever its file lies.
        items: Its files by their ids.
        spine: Its chapters in reading order, those outside it (`linear="no"`) last.
        contents: The table of contents.
        pages: The printed pages, in `Entry.title` their numbers.
        cover: The archive's name of the cover's picture; may be empty.
        notices: Sentences about what was found to be wrong.
    """

    title: str = ""
    author: str = ""
    date: str = ""
    publisher: str = ""
    identifier: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    spine: list[Item] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    pages: list[Entry] = field(default_factory=list)
    cover: str = ""
    notices: list[str] = field(default_factory=list)


def read(archive: Archive) -> Package:
    """What an archive's package document and navigation say.

    Args:
        archive: An EPUB.

    Raises:
        ParseError: It holds no text that can be read, or it is protected.
    """
    _refuse_protection(archive)
    package = Package()
    path = _package_path(archive)
    root = _tree(archive, path, package.notices) if path else None
    if root is not None:
        _metadata(package, root)
        _manifest(package, archive, path, root)
        _spine(package, root)
    if not package.spine:
        package.notices.append(
            "The list of the book's files is missing: they are read in the order they lie in."
        )
        package.items |= {each: _item("", each, "") for each in archive.names}
        package.spine = [item for item in package.items.values() if item.is_chapter]
    if not package.spine:
        raise ParseError("there is no chapter in it")
    _navigation(package, archive, root)
    return package


def _refuse_protection(archive: Archive) -> None:
    """Raise ParseError where text is encrypted."""
    if any(archive.find(path) == path for path in _RIGHTS):
        raise ParseError(_PROTECTED)
    try:
        root, _ = parse(archive.read("META-INF/encryption.xml"))
    except MemberError:
        return
    for element in _all(root, "encrypteddata"):
        methods = [method.get("Algorithm", "") for method in _all(element, "encryptionmethod")]
        if not any(method in _FONTS_ONLY for method in methods):
            raise ParseError(_PROTECTED)


def _package_path(archive: Archive) -> str:
    """The archive's name of the package document; empty where there is none."""
    container = _tree(archive, archive.find(_CONTAINER), [])
    for element in _all(container, "rootfile"):
        if found := archive.find(resolve("", element.get("full-path", ""))[0]):
            return found
    return next((each for each in archive.names if each.lower().endswith(".opf")), "")


def _tree(archive: Archive, path: str, notices: list[str]) -> Element | None:
    """The tree of a member; None where there is none that can be read."""
    try:
        root, damaged = parse(archive.read(path))
    except MemberError:
        return None
    if damaged:
        notices.append(f"“{posixpath.basename(path)}” is damaged: something in it may be missing.")
    return root


def _all(root: Element | None, name: str) -> Iterator[Element]:
    """The elements of a name below a root, whatever their namespaces."""
    return iter(()) if root is None else (each for each in root.iter("*") if tag(each) == name)


def _metadata(package: Package, root: Element) -> None:
    refinements: dict[tuple[str, str], str] = {}
    for meta in _all(root, "meta"):
        about = (meta.get("refines", "").removeprefix("#"), meta.get("property", ""))
        refinements.setdefault(about, text_of(meta))
    found = {
        what: [each for each in _all(root, what) if text_of(each)]
        for what in ("title", "creator", "date", "publisher", "identifier")
    }

    def said(element: Element, about: str) -> str:
        """What a refinement (EPUB 3) or an attribute (EPUB 2) says of an element."""
        attribute = next(
            (value for key, value in element.attrib.items() if str(key).endswith(f"}}{about}")), ""
        )
        return refinements.get((element.get("id") or "?", about), str(attribute)).lower()

    titles = found["title"]
    main = [each for each in titles if said(each, "title-type") == "main"]
    package.title = _first(main or titles)
    creators = found["creator"]
    authors = [each for each in creators if said(each, "role") in ("", "aut")] or creators
    package.author = ", ".join(dict.fromkeys(map(text_of, authors)))
    dates = sorted(found["date"], key=lambda each: said(each, "event") not in ("publication", ""))
    date = _first(dates)
    moment = _TIME.fullmatch(date)
    package.date = "" if date.startswith(_NO_DATE) else moment[1] if moment else date
    package.publisher = _first(found["publisher"])
    chosen = root.get("unique-identifier")
    identifiers = found["identifier"]
    unique = [each for each in identifiers if chosen and each.get("id") == chosen]
    package.identifier = _first(unique or identifiers)


def _first(elements: Sequence[Element]) -> str:
    """The first element's text; empty where there is none."""
    return text_of(elements[0]) if elements else ""


def _manifest(package: Package, archive: Archive, path: str, root: Element) -> None:
    for element in _all(root, "item"):
        href = element.get("href", "")
        wanted = resolve(path, href)[0]
        properties = frozenset(element.get("properties", "").split())
        item = _item(wanted, archive.find(wanted) if wanted else "", element.get("media-type", ""))
        fallback = element.get("fallback", "")
        item = Item(item.path, item.media_type, properties, fallback)
        package.items.setdefault(element.get("id") or href, item)
        if "cover-image" in properties:
            package.cover = item.path
    for meta in _all(root, "meta"):
        cover = package.items.get(meta.get("content", ""))
        if meta.get("name") == "cover" and cover and cover.is_image and not package.cover:
            package.cover = cover.path


def _item(wanted: str, path: str, media_type: str) -> Item:
    suffix = posixpath.splitext(path or wanted)[1].lower()
    media_type = media_type.strip().lower()
    if suffix in _IMAGES and not media_type.startswith("image/"):
        media_type = _IMAGES[suffix]
    return Item(path or wanted, media_type)


def _spine(package: Package, root: Element) -> None:
    """The chapters in their order. What is outside it stands at the end: notes can be reached so."""
    aside: list[Item] = []
    for element in _all(root, "itemref"):
        item = package.items.get(element.get("idref", ""))
        if item is None:
            package.notices.append(
                "A chapter of the book is named in its order, but not in its list of files."
            )
            continue
        tried = {item.path}
        while not (item.is_chapter or item.is_image) and item.fallback in package.items:
            item = package.items[item.fallback]
            if item.path in tried:
                break
            tried.add(item.path)
        if element.get("linear", "").lower() != "no" or not (package.spine or "nav" in item.properties):
            package.spine.append(item)  # what comes first is the cover
        elif "nav" not in item.properties:
            aside.append(item)
    package.spine = list({item.path: item for item in package.spine + aside}.values())
    if not package.spine:
        package.notices.append(
            "The order of the book's chapters is missing: they are read as they are listed."
        )
        package.spine = [
            item for item in package.items.values() if item.is_chapter and "nav" not in item.properties
        ]


def _navigation(package: Package, archive: Archive, root: Element | None) -> None:
    """The table of contents and the pages, from a navigation document or else from an NCX."""
    for item in package.items.values():
        if "nav" in item.properties:
            tree = _tree(archive, item.path, package.notices)
            for nav in _all(tree, "nav"):
                kinds = roles(nav)
                if "toc" in kinds and not package.contents:
                    package.contents = _entries(archive, item.path, nav, "li")
                elif "page-list" in kinds or "pagelist" in kinds:
                    package.pages = _entries(archive, item.path, nav, "li")
    if package.contents and package.pages:
        return
    named = next((element.get("toc", "") for element in _all(root, "spine")), "")
    candidates = [item for item in package.items.values() if item.media_type == _NCX]
    if named in package.items:
        candidates.insert(0, package.items[named])
    for item in candidates:
        tree = _tree(archive, item.path, package.notices)
        if not package.contents:
            for element in _all(tree, "navmap"):
                package.contents = _entries(archive, item.path, element, "navpoint")
        if not package.pages:
            package.pages = [_entry(archive, item.path, target, 1) for target in _all(tree, "pagetarget")]


def _entries(archive: Archive, base: str, root: Element, name: str) -> list[Entry]:
    """The entries of a part of a navigation document (elements `li`) or of an NCX (`navpoint`)."""
    found: list[Entry] = []
    levels = {root: 0}  # of all elements on the way: a table of contents may be nested beyond recursion
    for element in root.iterdescendants("*"):
        parent = element.getparent()
        level = levels.get(parent, 0) if parent is not None else 0
        if tag(element) == name:
            entry = (_line if name == "li" else _entry)(archive, base, element, min(level + 1, _DEEPEST))
            if entry.title:
                found.append(entry)
                level += 1
        levels[element] = level
    return found


def _line(archive: Archive, base: str, element: Element, level: int) -> Entry:
    """The entry that an item of a list is."""
    label, title = None, " ".join((element.text or "").split())
    for child in element.iterdescendants("*"):
        name = tag(child)
        if name in ("ol", "ul", "li"):
            break
        if name == "a" or (name == "span" and label is None):
            label = child
            title = text_of(child) or title or child.get("title", "")
            if name == "a":
                break
        title = title or child.get("alt", "")
    path, fragment = _place(archive, base, "" if label is None else label.get("href", ""))
    return Entry(title, level, path, fragment)


def _entry(archive: Archive, base: str, element: Element, level: int) -> Entry:
    """The entry that a navPoint or a pageTarget is."""
    title, source = "", ""
    for child in element:
        if tag(child) == "navlabel":
            title = title or text_of(child)
        elif tag(child) == "content":
            source = source or child.get("src", "")
    path, fragment = _place(archive, base, source)
    return Entry(title, min(level, _DEEPEST), path, fragment)


def _place(archive: Archive, base: str, href: str) -> tuple[str, str]:
    """The archive's name of the file that a reference leads to, and the fragment."""
    if not href.strip():
        return "", ""
    path, fragment = resolve(base, href)
    return (archive.find(path) or path) if path else "", fragment
