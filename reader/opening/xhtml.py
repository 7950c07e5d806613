"""The XML of books, parsed so that nothing in it can hurt and little of it is lost.

A document type is never looked at: libxml2 gets to see no entity, neither one
that grows nor one that reads a file. HTML's entities become characters, others
stay the text that they are.
"""

from __future__ import annotations

import contextlib
import html
import re
from html.entities import html5

from reader.opening import ParseError
from reader.opening.decoding import decode, unify_line_breaks
from reader.opening.html.parsing import tree
from reader.opening.html.tree import Element, tag
from reader.sanitise import clean

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})""")
_NAMESPACE = re.compile(r"""(<html\b[^>]*?)\sxmlns\s*=\s*(["'])http://www\.w3\.org/1999/xhtml\2""")
"""What makes the name of each element in a chapter longer, and tells nothing."""
_PROLOGUE = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^>\["']|"[^"]*"|'[^']*')*(?:\[.*?\]\s*)?>""", re.DOTALL | re.IGNORECASE
)
_UNREAD = re.compile(r"<(head|script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div|h[1-6]|li|tr|td|br|blockquote|section|pre)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""
_MOST = 0.9
"""The share of a damaged document's text that a reading with structure has to keep."""
_HEAD = 65_536
"""Code points at the start among which a document type is looked for."""
_AMPERSAND = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]*);|#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));)?")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)"
    r"([A-Za-z][\w:-]*)((?:[^<>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*)/>"
)
"""An element that XML lets end where it begins, which HTML takes for one that only begins."""


def parse(data: bytes) -> tuple[Element | None, bool]:
    """The tree of an XML or XHTML document.

    Args:
        data: Its bytes: in the encoding of its byte order mark, of its declaration, or UTF-8.

    Returns:
        The root, or None where there is no element or no text at all; and whether the document is
        damaged, so that something in it may have been lost. A damaged one is
        read as XML and as HTML, to any depth, and the reading with more text in it is taken.
    """
    from lxml import etree

    source = _source(data)
    encoded = source.encode()
    strict = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=True, remove_pis=True
    )
    try:
        return etree.fromstring(encoded, strict), False
    except etree.XMLSyntaxError:
        pass
    recovering = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_pis=True,
        recover=True,
    )
    readings = [tree(_CLOSED.sub(r"<\1\2></\1>", source))]
    with contextlib.suppress(etree.LxmlError, AssertionError):  # nothing in it is an element
        readings.insert(0, etree.fromstring(encoded, recovering))
    best = max((root for root in readings if root is not None), key=_amount, default=None)
    flat = _flat(source)
    if best is None or _amount(best) < _MOST * _amount(flat):
        best = flat
    return (best if _amount(best) else None), True


def body_of(root: Element) -> Element:
    """The body of a chapter, or the root where there is none."""
    return next((element for element in root.iter("*") if tag(element) == "body"), root)


def _flat(source: str) -> Element:
    """A document's text without its structure, as paragraphs."""
    from lxml import etree

    body = etree.Element("body")
    for paragraph in _BREAK.split(_UNREAD.sub("", source)):
        if text := html.unescape(_TAG.sub("", paragraph)).strip():
            etree.SubElement(body, "p").text = _FORBIDDEN.sub("\ufffd", text)
    return body


def _amount(root: Element) -> int:
    return sum(len("".join(text.split())) for text in body_of(root).itertext("*"))


def _source(data: bytes) -> str:
    """A document's text, without its declaration, its document type and its entities."""
    declared = _DECLARED.match(data)
    text = None
    if declared:
        try:
            text = unify_line_breaks(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeError):
            text = None
    if text is None:
        try:
            text = decode(data)
        except ParseError:  # some character in it looks as if it were no text
            text = unify_line_breaks(data.decode("utf-8", "replace"))
    text = clean(text.removeprefix("\ufeff")).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    text = _PROLOGUE.sub("", text, count=1) if _PROLOGUE.match(text) else text
    head = _NAMESPACE.sub(r"\1", _DOCTYPE.sub("", text[:_HEAD], count=1), count=1)
    return _AMPERSAND.sub(_character, head + text[_HEAD:]).lstrip()


def _character(found: re.Match[str]) -> str:
    """What stands for an entity or a reference to a character."""
    entity, hexadecimal, decimal = found.groups()
    if entity:
        if entity in _OF_XML:
            return found[0]
        return html5.get(f"{entity};", f"&{entity};").replace("&", "&amp;").replace("<", "&lt;")
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if code in (9, 10, 13, 38, 60):  # what means something to the parser
            return found[0]
        return clean(chr(code)) if code <= 0x10FFFF and code not in (0xFFFE, 0xFFFF) else "\ufffd"
    return "&amp;"
