"""The pictures of a web page: what is one with its caption, and what stands for one."""

from __future__ import annotations

import re

from reader.opening.html.blocks import file_of_image, image_source
from reader.opening.html.judgement import Judgement, linked_words
from reader.opening.html.tree import Element, tag, take_out

_CAPTION_WORDS = 80
_CAPTION_LINKS = 8
"""Words of a caption at most, and of the links in it."""
_PICTURE_NAME = re.compile(
    r"caption|credit|image|img|photo|figure|media|picture|gallery|slide", re.IGNORECASE
)
_HELD = ("img", "picture", "video", "iframe", "svg", "object", "table", "pre")
"""What a figure shows if it shows anything but an image that a script fetches."""
_CAPTION = re.compile(r"caption|credit|cutline", re.IGNORECASE)
_LABELS = frozenset(("image", "images", "photo", "photos", "picture", "imagen", "foto", "bild"))
"""What a figure says for those who cannot see that it shows a picture."""
_GLUED = re.compile(r"[^\W\dA-Z_][A-Z]|[.!?”\")][^\W\d_]")
_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")


def is_picture(element: Element, judgement: Judgement) -> bool | None:
    """Whether an element is a picture, with its caption or alone; None if it holds none."""
    if next(element.iter("img", "picture"), None) is None:
        return None
    words = judgement.all[element]
    if not words:
        return True
    has_caption = tag(element) == "figure" or any(
        tag(inner) == "figcaption" or _PICTURE_NAME.search(inner.get("class", ""))
        for inner in element.iter("*")
    )
    if has_caption and words < _CAPTION_WORDS and linked_words(element) <= _CAPTION_LINKS:
        return True
    return None if tag(element) in ("table", "ul", "ol") else False


def captions(element: Element) -> list[Element]:
    """The outermost elements in an element that call themselves captions."""
    named = {
        inner
        for inner in element.iterdescendants("*")
        if tag(inner) == "figcaption" or _CAPTION.search(inner.get("class", ""))
    }
    return [inner for inner in named if named.isdisjoint(inner.iterancestors())]


def fill_figures(root: Element) -> None:
    """Put an image into the figures of a page that only name it, for a script to fetch."""
    for figure in root.iter("figure"):
        is_empty = next(figure.iter(*_HELD), None) is None
        if is_empty and (source := file_of_image(figure)):
            figure.insert(0, figure.makeelement("img", {"src": source}))


def same(image: Element) -> str:
    """What an image's address has in common with those of the same image in other sizes."""
    source = image_source(image)
    name = source.partition("?")[0].rpartition("/")[2]
    return _SIZE.sub("", name) if "." in name and not name.endswith((".php", ".aspx")) else source


def name_captions(picture: Element) -> None:
    """Make captions in a picture what they are, where only their classes say it."""
    for caption in captions(picture):
        if tag(caption) in ("div", "p", "span") and next(caption.iter("img"), None) is None:
            caption.tag = "figcaption"


def tidy(root: Element) -> None:
    """Leave out labels of figures, and part the pieces of captions that a style sheet keeps apart."""
    for figure in root.iter("figure"):
        for inner in list(figure.iterdescendants("span", "div", "p")):
            if len(inner) == 0 and (inner.text or "").strip(" :").lower() in _LABELS:
                take_out(inner)
    for caption in root.iter("figcaption"):
        _part(caption)


def _part(caption: Element) -> None:
    """Write a space at the ends of `<span>`s where a capital follows a letter or a full stop."""
    from lxml import etree

    last = caption.text or ""
    for event, inner in etree.iterwalk(caption, events=("start", "end")):
        if inner is caption:
            continue
        key = "text" if event == "start" else "tail"
        text = getattr(inner, key) or ""
        if tag(inner) == "span" and _GLUED.match(last[-1:] + text[:1]):
            setattr(inner, key, f" {text}")
        last = text or last
