"""HTML: the article of a web page, or the whole of a page that is nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin

from reader.document import Document
from reader.opening import ParseError, markup, verse
from reader.opening.addresses import is_address
from reader.opening.composer import Composer
from reader.opening.html.about import About, about
from reader.opening.html.article import article
from reader.opening.html.extractor import article_text
from reader.opening.html.parsing import text_of_bytes, tree
from reader.opening.html.tree import HEADINGS, Element, classes, is_hidden, link, name_of, roles, tag, text_of

LONGEST = 3_000_000
_MOST_ELEMENTS = 60_000
"""Code points and elements beyond which a page is read whole, to bound the time: telling the article
takes some 0.3 s for a million code points, 50 µs for an element."""
_SHORTEST = 250
"""Code points of text below which it is doubtful that a page has an article."""
_PAGE_PARTS = frozenset(("nav", "aside", "footer", "form", "iframe", "button", "dialog"))
_PAGE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"))
_CONTENTS = {"toc"}
_SCRIPTED = (
    "it has no text of its own, its scripts would have to fetch it; "
    "a page that is saved from a browser may hold its text"
)
_SCHEMES = ("http://", "https://", "mailto:")
_FEW_LINKS = 3
"""Links to one address, each with the name of a place in the page, that tell that it is the page's own."""


def parse(data: bytes, name: str, *, encoding: str | None = None, address: str = "") -> Document:
    """The document that an HTML file holds.

    Args:
        data: The file's bytes.
        name: A title for a page that has none.
        encoding: The encoding that the server said, if it did.
        address: The page's URL, against which its links are resolved; may be empty.

    Returns:
        The document, without a source. Its text is empty where there is nothing to read.

    Raises:
        ParseError: It is no text, or has none without its scripts.
    """
    text = text_of_bytes(data, encoding)
    root = tree(text)
    composer = Composer()
    if root is None:
        return composer.document(name)
    _localise(root, address)
    is_large = len(text) > LONGEST or sum(1 for _ in root.iter()) > _MOST_ELEMENTS
    facts = about(root, address, in_text=not is_large)
    main = root
    if _has_page_round(root):
        if is_large:
            composer.notices.append("The page is too large to tell its article from the rest: all is shown.")
        else:
            main = _article(root, facts, composer)
    verse.gather(main)
    base = _base(root, address)
    markup.write(main, composer, resolve=_resolver(base), picture=_pictures(base, address))
    if not composer.blocks and any(True for _ in root.iter("script")):
        raise ParseError(_SCRIPTED)
    return composer.document(facts.title or name, facts.author, facts.date, facts.site)


def _article(root: Element, facts: About, composer: Composer) -> Element:
    """The part of a page that is read. The title is written where that part lacks it."""
    length = len(text_of(_body(root)))
    if length < _SHORTEST:
        if any(element.get("src") for element in root.iter("script")):
            composer.notices.append("The page has hardly any text without its scripts, which are not run.")
        return root
    judged = article_text(root)
    headings = [each for each in root.iter("h1") if not is_hidden(each)]
    main = article(root, judged, facts.author) if len(judged) >= _SHORTEST else None
    if main is None:
        composer.notices.append("No article could be told from the rest of the page: all of it is shown.")
        return root
    _write_title(main, headings, facts, composer)
    return main


def _body(root: Element) -> Element:
    return next(root.iter("body"), root)


def _has_page_round(root: Element) -> bool:
    """Whether there is more in a page than a text: navigation, forms, programs."""
    for element in root.iter("*"):
        name = tag(element)
        if name == "script" and element.get("src") and "math" not in element.get("src", "").lower():
            return True
        if (
            roles(element) & _CONTENTS
            or "toc" in (element.get("id") or "").lower()
            or "toc" in classes(element)
        ):
            continue
        if (name in _PAGE_PARTS and "footnotes" not in classes(element)) or roles(element) & _PAGE_ROLES:
            return True
    return False


def _write_title(main: Element, headings: list[Element], facts: About, composer: Composer) -> None:
    """Write the title of an article as its first heading, if it has lost it."""
    title = _folded(facts.title)
    if not title:
        return
    for element in main.iter(*HEADINGS):
        own = _folded(text_of(element))
        if own and (tag(element) == "h1" or own == title):
            return
    for element in headings:
        own = _folded(text_of(element))
        if own and (own in title or title in own):
            composer.add("heading", text_of(element), level=1)
            return
    composer.add("heading", facts.title, level=1)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _base(root: Element, address: str) -> str:
    """What the links of a page are relative to."""
    for element in root.iter("base"):
        if href := link(element):
            return _joined(address, href)
    return address


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:  # no address at all, such as `http://[`
        return ""


def _pictures(base: str, address: str) -> Callable[[str], str]:
    """What makes an image's address whole where it is relative to another one than the page's own."""
    if base == address or not is_address(base):
        return str
    return lambda source: _joined(base, source) or source


def _resolver(base: str) -> Callable[[str], str]:
    def resolve(href: str) -> str:
        target = _joined(base, "".join(href.split()) if "\n" in href else href)
        if target.lower().startswith(_SCHEMES) or not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#", target):
            return target
        return ""

    return resolve


def _localise(root: Element, address: str) -> None:
    """Make links to the page's own address, as a saved page has them, links within the page.

    Where the address is not known, it is the one to which several links lead with nothing but names
    that the page has.
    """
    names = {name for element in root.iter("*") if (name := name_of(element))}
    groups: dict[str, list[tuple[Element, str]]] = {}
    for element in root.iter("a"):
        base, mark, name = link(element).partition("#")
        if base and mark and name:
            groups.setdefault(base, []).append((element, name))
    for base, links in groups.items():
        known = sum(name in names or unquote(name) in names for _, name in links)
        if known == len(links) >= _FEW_LINKS or (known and base == address.partition("#")[0]):
            for element, name in links:
                element.set("href", f"#{name}")
