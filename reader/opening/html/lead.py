"""What stands between an article's title and its text and belongs to it: its picture."""

from __future__ import annotations

import re

from reader.opening.html.blocks import sides
from reader.opening.html.furniture import is_of_page
from reader.opening.html.judgement import Judgement
from reader.opening.html.pictures import captions, same
from reader.opening.html.tree import Element, ancestors, detach, is_hidden, tag

_REACH = 60
"""Words that may stand between a picture and the text under it: who wrote it and when, a caption."""
_MOST_PICTURES = 3
"""Pictures before the text beyond which they are a row of links to something else."""
_MOST_WORDS = 80
"""Words of a picture's caption at most."""
_ROUND = 6
"""Elements round an image that may be its figure."""
_FIGURE_WORDS = 12
"""Words in a figure at most that are neither in its caption nor in another element that says what it is."""
_SIGN = re.compile(
    r"(?:\b|_)(?:ajax|avatar|badge|blank|button|icon|loader|loading|logo|placeholder|spacer|spinner|sprite)s?(?:\b|_)",
    re.IGNORECASE,
)
"""What files and classes of images are named that are no pictures."""
_SMALL = 100
"""Pixels of a side below which a picture before the text is a sign, or the face of who wrote it."""


def fetch(root: Element, main: Element, judgement: Judgement, author: str) -> list[Element]:
    """Put the pictures that stand between an article's title and its text right before this text.

    Args:
        root: The page's tree.
        main: The element that holds the article.
        judgement: What of the page is of the article.
        author: Who wrote it, whose face is not what it shows; may be empty.

    Returns:
        The pictures, with their captions.
    """
    place = judgement.place
    first = next(
        (unit.block for unit in judgement.units if unit.kept and place(unit.block) >= place(main)), None
    )
    if first is None or first is main:
        return []
    inside = {first, *first.iterancestors()}
    aside: set[Element] = set()
    title: Element | None = None
    images: list[Element] = []
    for element in root.iter("*"):
        if element is first:
            break
        if element.getparent() in aside or _is_aside(element, inside):
            aside.add(element)
        elif tag(element) == "h1" and judgement.all[element]:
            title, images = element, []
        elif tag(element) == "img" and not _is_sign(element, author):
            images.append(element)
    outer = main if main is root else main.getparent()
    start = max(place(outer if title is None else title), _reach(first, aside, judgement))
    shown = {same(image) for image in main.iter("img") if place(image) > place(first)}
    found = {name: image for image in images if place(image) > start and (name := same(image)) not in shown}
    found.pop("", None)
    if len(found) > _MOST_PICTURES:
        return []
    pictures = sorted({_whole(image, inside, judgement) for image in found.values()}, key=place)
    round_title = set() if title is None else set(title.iterancestors())
    under = first
    while under.getparent() is not main and under.getparent() not in round_title:
        under = under.getparent()
    for picture in pictures:
        detach(picture)
        under.addprevious(picture)
    return pictures


def _is_aside(element: Element, inside: set[Element]) -> bool:
    return element not in inside and (is_of_page(element) or is_hidden(element))


def _reach(first: Element, aside: set[Element], judgement: Judgement) -> int:
    """The place before which what belongs to a text that begins with an element cannot stand."""
    words = 0
    before = [unit for unit in judgement.units if judgement.place(unit.block) < judgement.place(first)]
    for unit in reversed(before):
        if unit.block not in aside and not unit.is_heading:
            words += len(unit.words)
        if words > _REACH:
            return judgement.place(unit.block)
    return -1


def _whole(image: Element, inside: set[Element], judgement: Judgement) -> Element:
    """The outermost element round an image that is nothing but it and its caption."""
    whole = image
    for outer in ancestors(image, _ROUND):
        if outer in inside or tag(outer) in ("li", "td") or judgement.all[outer] > _MOST_WORDS:
            break
        rest = judgement.all[outer] - sum(judgement.all[each] for each in captions(outer))
        if rest <= (_FIGURE_WORDS if tag(outer) == "figure" else 0):
            whole = outer
    return whole


def _is_sign(image: Element, author: str) -> bool:
    """Whether an image is a sign of the page or its author's face rather than a picture."""
    alt = " ".join((image.get("alt") or "").lower().split())
    if alt and alt in author.lower():
        return True
    if any(side < _SMALL for side in sides(image)):
        return True
    return bool(_SIGN.search(f"{same(image)} {image.get('class', '')}"))
