"""Footnotes in markup: which links are references, which elements are notes, which links only lead back.

Sources say it in many ways: by ARIA roles (`doc-noteref`), EPUB types, classes,
or not at all. What all have in common is that a short label links to a place
whose text links back, or that stands among other notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from reader.opening.html.tree import (
    HEADINGS,
    Element,
    ancestors,
    block_of,
    classes,
    link,
    name_of,
    roles,
    tag,
    text_of,
)

_LABEL = re.compile(
    r"(?:(?:foot|end)?note\s*)?((?:[a-z]{1,3}\s)?[0-9]{1,4}|[ivxlc]{1,6}|[a-z]{1,2}|[*†‡§¶#]{1,4})",
    re.IGNORECASE,
)
_BRACKETS = "[](){}^.:⁽⁾ \u00a0"
_REFERENCE_ROLES = {"noteref"}
_BACK_ROLES = {"backlink", "referrer"}
_NOTE_ROLES = {"footnote", "endnote", "rearnote", "note"}
_SECTION_ROLES = {"footnotes", "endnotes", "rearnotes", "notes"}
_SECTION = re.compile(r"(?:.*[-_])?(?:foot|end)-?notes?(?:[-_].*)?|references|reflist|notes")
_REFERENCE_CLASS = re.compile(
    r"(?:.*[-_])?(?:footnote|endnote|note)-?_?ref(?:erence)?|footnote(?:-?link)?|noteref"
)
_BACK = re.compile(r"[\s\[\](){}^,.:;|↑↩↵⤴⮐⏎⬆⇧⇑▲\ufe0e\ufe0f\u200d\u00a0«‹<-]*")
"""What stands by a link that leads back: arrows, and what parts several of them."""
_BACK_WORDS = re.compile(r"(?:jump |go )?(?:back|return|up)\b.{0,40}", re.IGNORECASE)
_NO_NOTE = frozenset(("body", "html", "main", "article", "ol", "ul", "dl", "table", "tbody", *HEADINGS))
_LONGEST_LABEL = 16
_LONGEST_NOTE = 8000
"""Code points; what is longer is no note but a chapter."""
_MOST_BACK = 100
"""References to one note whose links back are told."""
_NEAR = 4
"""Elements round a reference that may carry the name by which its note leads back to it."""


@dataclass
class Notes:
    """The footnotes of a tree.

    Attributes:
        references: What stands for a reference, with its note's name and its label.
        bodies: The elements that are notes, with their names and labels.
        lists: Lists of which all items are notes.
        tables: Tables that hold notes.
        dropped: What leads back, and what divides notes from the text: to be left out.
        places: The references by the names of their notes.
        named: The elements that have names, by these.
    """

    references: dict[Element, tuple[str, str]] = field(default_factory=dict)
    bodies: dict[Element, tuple[str, str]] = field(default_factory=dict)
    lists: set[Element] = field(default_factory=set)
    tables: set[Element] = field(default_factory=set)
    dropped: set[Element] = field(default_factory=set)
    places: dict[str, list[Element]] = field(default_factory=dict)
    named: dict[str, Element] = field(default_factory=dict)

    def name(self, address: str) -> str:
        """The name in the tree to which an address such as `#fn1` leads; empty where there is none."""
        if not address.startswith("#"):
            return ""
        name = address[1:]
        return next((one for one in (name, unquote(name)) if one in self.named), "")


def footnotes(root: Element, given: Mapping[str, str]) -> Notes:
    """The footnotes of a tree.

    Args:
        root: The tree.
        given: The labels of notes to which other trees have references, by their names.
    """
    notes = Notes()
    for element in root.iter("*"):
        if name := name_of(element):
            notes.named.setdefault(name, element)
    links = [element for element in root.iter("*") if tag(element) == "a" and notes.name(link(element))]
    for name, label in given.items():
        body, before = _body(notes.named[name]) if name in notes.named else (None, None)
        if body is not None:
            _take(body, before, name, label, notes)
    for element in links:
        _consider(element, notes)
    for body in notes.bodies:
        _clear(body, notes)
    return notes


def references(root: Element) -> Iterable[tuple[str, str]]:
    """The links to other trees that are footnotes' references: where they lead, and their labels."""
    for element in root.iter("*"):
        if tag(element) == "a" and "#" in (address := link(element)) and not address.startswith("#"):
            label = foreign_label(element)
            if label:
                yield address, label


def foreign_label(element: Element) -> str:
    """The label of a footnote's reference that leads to another tree; empty if it is another link."""
    label = label_of(text_of(element))
    if _is_declared(element):
        return label or text_of(element)[:_LONGEST_LABEL]
    return label if label and _is_raised(element) else ""


def label_of(text: str) -> str:
    """The label that a reference's text is, without brackets; empty if it is none."""
    text = text.strip(_BRACKETS)
    found = _LABEL.fullmatch(text) if len(text) <= _LONGEST_LABEL else None
    return found[1] if found else ""


def _is_declared(element: Element) -> bool:
    if roles(element) & _REFERENCE_ROLES or element.get("rel") == "footnote":
        return True
    return any(_REFERENCE_CLASS.fullmatch(one) for one in classes(element))


def _is_raised(element: Element) -> bool:
    parent = element.getparent()
    return (parent is not None and tag(parent) == "sup") or any(tag(inner) == "sup" for inner in element)


def _consider(element: Element, notes: Notes) -> None:
    """Take a link within the tree for a reference, if it is one."""
    declared = _is_declared(element)
    text = text_of(element)
    label = label_of(text) or (text[:_LONGEST_LABEL].strip(_BRACKETS) if declared else "")
    if not label or roles(element) & _BACK_ROLES or (not declared and _is_alone(element)):
        return
    name = notes.name(link(element))
    body, before = _body(notes.named[name])
    if body is None or body is element or any(outer is body for outer in ancestors(element)):
        return
    if any(
        _leads_to(element, reference, notes) for reference in _references_round(element, notes)[:_MOST_BACK]
    ):
        return  # it leads back from a note
    if body not in notes.bodies:
        if not (declared or _is_raised(element) or _among_notes(body) or _leads_back(body, element, notes)):
            return
        _take(body, before, name, label, notes)
    name = notes.bodies[body][0]
    whole = _whole(element, label)
    notes.references[whole] = name, label
    notes.places.setdefault(name, []).append(whole)


def _is_alone(element: Element) -> bool:
    """Whether a link is all that a heading or a list's item holds, as in a table of contents."""
    block = block_of(element)
    return tag(block) in ("li", *HEADINGS) and text_of(block) == text_of(element)


def _take(body: Element, before: Element | None, name: str, label: str, notes: Notes) -> None:
    """Take an element for a note, and the one before it for its label."""
    if before is not None:
        notes.dropped.add(before)
    notes.bodies[body] = name, label
    notes.tables.update(outer for outer in body.iterancestors() if tag(outer) == "table")
    parent = body.getparent()
    if tag(body) == "li" and parent is not None:
        notes.lists.add(parent)


def _references_round(element: Element, notes: Notes) -> list[Element]:
    """The references to the note that an element lies in."""
    for outer in ancestors(element):
        if outer in notes.bodies:
            return notes.places.get(notes.bodies[outer][0], [])[:_MOST_BACK]
    return []


def _leads_to(element: Element, place: Element, notes: Notes) -> bool:
    """Whether a link leads to an element, or to a name close to it."""
    target = notes.named.get(notes.name(link(element)))
    if target is None:
        return False
    near = [place, *ancestors(place, _NEAR)]
    return (
        target in near or target is place.getprevious() or any(target is inner for inner in place.iter("*"))
    )


def _leads_back(body: Element, element: Element, notes: Notes) -> bool:
    return any(tag(back) == "a" and _leads_to(back, element, notes) for back in body.iter("*"))


def _among_notes(element: Element) -> bool:
    """Whether an element is a note, or in a section of notes, by what it says of itself."""
    if roles(element) & (_NOTE_ROLES | _SECTION_ROLES):
        return True
    return any(
        roles(outer) & _SECTION_ROLES or any(_SECTION.fullmatch(one) for one in classes(outer))
        for outer in (element, *ancestors(element, _NEAR))
    )


def _body(target: Element) -> tuple[Element | None, Element | None]:
    """The element that holds the note to which a name leads; None if it can be no note.

    Returns:
        The element, and the one before it that holds nothing but its label, if there is one.
    """
    body, label = block_of(target), None
    if body is None or tag(body) in _NO_NOTE:
        return None, None
    if body is not target:
        before = text_of(target)
        text = text_of(body)
        if before not in text[: _LONGEST_LABEL + len(before)]:
            return None, None
        following = body.getnext()
        is_label = len(text) <= len(before) + 2 and following is not None
        if is_label and tag(following) in ("p", "dd", "div", "td"):
            body, label = following, body
    if len(str(body.xpath("string()"))) > _LONGEST_NOTE:
        return None, None
    return (None, None) if any(tag(inner) in HEADINGS for inner in body.iter("*")) else (body, label)


def _whole(element: Element, label: str) -> Element:
    """The outermost element round a reference that holds nothing but it and brackets."""
    for outer in ancestors(element, _NEAR):
        if tag(outer) not in ("sup", "span", "small", "a") or label_of(text_of(outer)) != label:
            break
        element = outer
    return element


def _clear(body: Element, notes: Notes) -> None:
    """Find what is to be left out of a note and round it."""
    places = notes.places.get(notes.bodies[body][0], [])[:_MOST_BACK]
    backs = [
        element
        for element in body.iter("*")
        if tag(element) == "a" and element not in notes.references and _is_back(element, places, notes)
    ]
    notes.dropped.update(_wrapper(back, body, backs) for back in backs)
    for outer in (body, *ancestors(body, 2)):
        if (before := outer.getprevious()) is not None and tag(before) == "hr":
            notes.dropped.add(before)


def _is_back(element: Element, places: Iterable[Element], notes: Notes) -> bool:
    if roles(element) & _BACK_ROLES or element.get("rev") == "footnote":
        return True
    return _says_back(text_of(element)) and any(_leads_to(element, place, notes) for place in places)


def _says_back(text: str) -> bool:
    return bool(_BACK.fullmatch(text) or _BACK_WORDS.match(text) or label_of(text))


def _wrapper(back: Element, body: Element, backs: Iterable[Element]) -> Element:
    """The outermost element in a note that holds nothing but links back."""
    found = back
    for outer in ancestors(back, _NEAR):
        if outer is body:
            break
        rest = str(outer.xpath("string()"))
        for inner in backs:
            rest = rest.replace(str(inner.xpath("string()")), "", 1)
        if not _BACK.fullmatch(rest):
            break
        found = outer
    return found
