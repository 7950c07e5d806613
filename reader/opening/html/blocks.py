"""What single elements of markup stand for: list markers, code, images, formulas, raised letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from reader.opening.decoding import unify_line_breaks
from reader.opening.html.tree import (
    BLOCKS,
    HEADINGS,
    LEFT_OUT,
    Element,
    ancestors,
    classes,
    is_hidden,
    link,
    tag,
    text_of,
)

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SCRIPTS = {
    "sup": (re.compile(r"[0-9+−=()ni-]+"), _SUPERSCRIPTS, "^"),
    "sub": (re.compile(r"[0-9+−=()-]+"), _SUBSCRIPTS, "_"),
}
_EXPONENT = re.compile(r"[\w+−./*′-]{1,12}")
_AFTER_NUMBER = re.compile(r"(?:st|nd|rd|th|e|er|re|ère|ème|o|a|os|as)\.?", re.IGNORECASE)
"""What makes a number an ordinal; it reads right on the line."""
_SIGNS = ("TM", "SM", "®", "©", "™", "℠", "*", "†", "‡")
_LANGUAGE = re.compile(
    r"(?:language|lang|highlight-source|highlight|code|brush:)-?([a-z][a-z0-9+#-]*)|sourcecode|brush:"
)
_NO_LANGUAGE = frozenset(("text", "plain", "plaintext", "none", "plain-text", "wrap", "block", "highlight"))
_LONGEST_HEADING = 1000
"""Code points; what is longer is text that a forgotten end tag made a heading."""
_NO_HEADING_HAS = frozenset(
    ("p", "ul", "ol", "dl", "table", "blockquote", "pre", "article", "section", *HEADINGS)
)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-hi-res-src")
"""Where pages keep an image's address until it comes into view; `src` is that of an empty one till then."""
_ADDRESS = re.compile(r"[^\s{}<>\"]+")
"""An address, and not the orders for a script that some pages keep in its place."""
_IMAGE_FILE = re.compile(r"\s*\S+\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S*)?\s*", re.IGNORECASE)
_SPECK = 2
"""Pixels of a side up to which there is nothing to be seen."""
_EMPTY = 160
"""Code points of a `data:` address below which there is nothing to be seen in its image."""
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def heading_level(element: Element, name: str) -> int:
    """The level of a heading; 0 where it cannot be one, as when its end tag was forgotten."""
    inner_tags = map(tag, element.iterdescendants("*"))
    if not _NO_HEADING_HAS.isdisjoint(inner_tags) or len(text_of(element)) > _LONGEST_HEADING:
        return 0
    level = element.get("aria-level") or name[1:]
    return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2


def list_marker(element: Element, name: str) -> Callable[[Element], str]:
    """What gives the markers of a list's items, one after the other.

    Args:
        element: The list.
        name: Its tag.
    """
    if name != "ol":
        return lambda item: "• " if tag(item) == "li" else ""
    step = 1
    number = _number(element.get("start"), 1)
    if element.get("reversed") is not None:
        step = -1
        number = _number(element.get("start"), sum(tag(item) == "li" for item in element))
    style = element.get("type") or ""

    def marker(item: Element) -> str:
        nonlocal number
        number = _number(item.get("value"), number)
        number += step
        return f"{_numeral(number - step, style)}. "

    return marker


def _number(value: str | None, otherwise: int) -> int:
    value = (value or "").strip()
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(value)
    return otherwise


def _numeral(number: int, style: str) -> str:
    """A number in the style of a list: `1`, `a`, `A`, `i` or `I`."""
    if not 0 < number < 4000 or style not in ("a", "A", "i", "I"):
        return str(number)
    text = ""
    if style in "aA":
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(97 + rest) + text
    else:
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    return text.upper() if style.isupper() else text


def page_number(element: Element) -> str:
    """The number of the printed page that begins with a page break."""
    return element.get("title") or element.get("aria-label") or text_of(element)


def code_of(element: Element) -> str:
    """The text of a `<pre>`, line for line; empty for a column of line numbers beside the code."""
    from lxml import etree

    pieces: list[str] = []

    def begin_line() -> None:
        if pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")

    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        name = tag(inner)
        if event == "start":
            if name == "br":
                pieces.append("\n")
            elif name in BLOCKS:
                begin_line()
            if name in LEFT_OUT or is_hidden(inner):
                walk.skip_subtree()
            elif inner.text:
                pieces.append(inner.text)
            continue
        if name in BLOCKS:
            begin_line()
        if inner.tail and inner is not element:
            pieces.append(inner.tail)
    text = unify_line_breaks("".join(pieces))
    return "" if _are_line_numbers(text.split()) else text


def _are_line_numbers(words: list[str]) -> bool:
    if len(words) < 2 or not words[0].isascii() or not words[0].isdigit():
        return False
    return all(word == str(number) for number, word in enumerate(words, int(words[0][:9])))


def language_of(element: Element) -> str:
    """The language of the code in a `<pre>`, as classes name it; empty where none does."""
    parent = element.getparent()
    for one in (element, *element, *([] if parent is None else [parent])):
        if tag(one) not in ("pre", "code", "div", "figure", "samp"):
            continue
        names = classes(one)
        for name, after in pairwise([*names, ""]):
            found = _LANGUAGE.fullmatch(name)
            if found and (language := found[1] or after) and language not in _NO_LANGUAGE:
                return language.rstrip(";")
    return ""


def raised(element: Element, name: str) -> str | None:
    """The text of a `<sup>` or `<sub>` for one line, or None where it holds more than a few letters.

    Digits have characters of their own (10², H₂O); what else is raised above a
    number or a letter is told by `^` and `_`, as in TeX.
    """
    text = text_of(element)
    if any(
        tag(inner) not in ("i", "em", "b", "strong", "span", "var") for inner in element.iterdescendants("*")
    ):
        return None
    letters, table, sign = _SCRIPTS[name]
    if letters.fullmatch(text):
        return text.translate(table)
    if name == "sup" and (_AFTER_NUMBER.fullmatch(text) or text in _SIGNS):
        return text
    return sign + text if _EXPONENT.fullmatch(text) else None


def math_text(element: Element) -> str:
    """A formula as its author wrote it, where that is kept, else its symbols in order."""
    for inner in element.iter("*"):
        if tag(inner) == "annotation" and "tex" in (inner.get("encoding") or "").lower():
            return str(inner.text or "")
    return element.get("alttext") or text_of(element)


def image_text(element: Element) -> str:
    """What stands for an image in a text."""
    alt = " ".join((element.get("alt") or element.get("aria-label") or "").split())
    if alt and len(alt) <= 4 and not alt.isascii() and not any(map(str.isalnum, alt)):
        return alt  # an emoji that is drawn as a picture
    return f"[image: {alt}]" if alt and alt != _caption(element) else "[image]"


def _caption(element: Element) -> str:
    """The caption under an image: that of its figure, or else what follows right after it."""
    figure = next((outer for outer in ancestors(element, 5) if tag(outer) == "figure"), None)
    if figure is not None:
        captions = [inner for inner in figure.iter("*") if tag(inner) == "figcaption"]
        return next((text_of(caption) for caption in captions if not is_hidden(caption)), "")
    for each in (element, *ancestors(element, 5)):
        if (each.tail or "").strip():
            return ""
        if (after := each.getnext()) is not None:
            return text_of(after) if tag(after) in BLOCKS else ""
    return ""


def image_source(element: Element) -> str:
    """The address of an image, also of one that a page shows only when it comes into view; else empty."""
    for key in _LAZY:
        if _ADDRESS.fullmatch(value := str(element.get(key) or "").strip()):
            return value
    source = str(element.get("src") or link(element)).strip()
    if source and not (source.lower().startswith("data:") and len(source) < _EMPTY):
        return source
    candidates = (element.get("srcset") or element.get("data-srcset") or "").split()
    return candidates[0].rstrip(",") if candidates else file_of_image(element)


def file_of_image(element: Element) -> str:
    """The address of an image's file among the attributes of an element; empty where there is none."""
    for key, value in element.items():
        if (key.startswith("data-") or key == "itemid") and _IMAGE_FILE.fullmatch(value):
            return str(value).strip()
    return ""


def sides(element: Element) -> list[int]:
    """The width and height of an image in pixels, as far as it says them; a side of 0 says nothing."""
    said = [(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    numbers = [int(side[:5]) for side in said if side.isascii() and side.isdigit()]
    return [number for number in numbers if number] or numbers


def is_speck(element: Element) -> bool:
    """Whether an image is too small to be seen: it counts readers."""
    return any(side <= _SPECK for side in sides(element))


def is_only_picture(element: Element) -> bool:
    """Whether a `<noscript>` holds the picture that a script would load, and nothing beside it shows it."""
    if next(element.iter("img"), None) is None or text_of(element):
        return False
    inside = set(element.iter("img"))
    return all(inner in inside or not image_source(inner) for inner in element.getparent().iter("img"))
