"""What is asked of the elements of a tree of markup, HTML or XHTML alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types of its own."""

_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin and end a block, as HTML's style sheet has them."""

_LEFT_OUT = (
    "head script style template noscript iframe object embed video audio canvas map input select "
    "textarea button datalist progress meter rp annotation annotation-xml"
)
LEFT_OUT = frozenset(_LEFT_OUT.split())
"""Elements that hold no text, or are part of a program rather than of an article."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_EPUB_TYPE = ("{http://www.idpf.org/2007/ops}type", "epub:type")
_LINK = ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href")
_UNSEEN_CLASSES = {"sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only", "visuallyhidden"}
"""The usual names of what is only read out."""
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def tag(element: Element) -> str:
    """An element's name without its namespace; empty for a comment and the like."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    return name.rpartition("}")[2].lower() if "}" in name else name


def text_of(element: Element) -> str:
    """All text in an element, its white space folded."""
    return " ".join(str(element.xpath("string()")).split())


def roles(element: Element) -> set[str]:
    """What an element says it is: its ARIA roles and EPUB types."""
    if not element.keys():
        return set()
    names = element.get("role", "").split()
    for key in _EPUB_TYPE:
        names += element.get(key, "").split()
    return {name.lower().removeprefix("doc-") for name in names}


def classes(element: Element) -> list[str]:
    """An element's classes."""
    return element.get("class", "").lower().split()  # type: ignore[no-any-return]


def link(element: Element) -> str:
    """Where an element links to, as it says it."""
    return next((value.strip() for key in _LINK if (value := element.get(key))), "")


def name_of(element: Element) -> str:
    """The name by which links lead to an element."""
    return element.get("id") or (element.get("name") if tag(element) == "a" else "") or ""


def is_hidden(element: Element) -> bool:
    """Whether an element says that it is not to be seen.

    Formulas are often hidden from the sight, and a picture of them from screen readers: the formula
    stays. So do paragraphs that wait for a script to show them, or stand behind a dialog.
    """
    if not _UNSEEN_CLASSES.isdisjoint(element.get("class", "").split()):
        return True
    style = element.get("style")
    waits = element.get("aria-hidden") == "true" or (style and _UNSEEN.search(style.lower()))
    if not waits and element.get("hidden") is None:
        return False
    stays = ("{*}math", "{*}p", "{*}article", "{*}main") if waits else ("{*}math",)
    return next(element.iterdescendants(*stays), None) is None


def ancestors(element: Element, most: int = 100) -> Iterator[Element]:
    """What an element lies in, from the innermost."""
    for _, outer in zip(range(most), element.iterancestors(), strict=False):
        yield outer


def block_of(element: Element) -> Element | None:
    """The innermost block that holds an element, or the element itself if it is one."""
    if tag(element) in BLOCKS:
        return element
    return next((outer for outer in element.iterancestors() if tag(outer) in BLOCKS), None)


def take_out(element: Element) -> None:
    """Take an element out of its tree, but for the text that follows it.

    To move that text to what stands before costs the square of what is taken out one after the other:
    where there is such text, an empty element stays.
    """
    if element.tail:
        element.clear(keep_tail=True)
        element.tag = "span"
    else:
        element.getparent().remove(element)


def detach(element: Element) -> None:
    """Take an element out of its tree, without the text that follows it."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
