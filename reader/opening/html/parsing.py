"""Bytes of HTML become a tree, whatever they are: nothing is fetched, and no text is lost.

libxml2 drops the text of a page that is nested more than 2,048 deep (256 without
`huge_tree`) and takes time by the square of a tag's attributes. Such pages are
read tag by tag into a tree that is flat beyond a depth.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from html import unescape
from itertools import islice

from reader.opening import ParseError
from reader.opening.decoding import decode, unify_line_breaks
from reader.opening.html.tree import BLOCKS, Element
from reader.sanitise import clean

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
"""Bytes at the start among which an encoding is declared; the standard asks for 1,024."""
_MARKUP = re.compile(rb"<(?:!doctype|html|head|title|body|div|p)\b", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_MEANT |= {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
_MEANT |= {
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "x-sjis": "cp932",
    "utf-16": "utf-8",
    "unicode": "utf-8",
}
"""Encodings that are read as a larger one, as the WHATWG Encoding Standard has it."""
_BROKEN = 0.001
"""Share of characters that a declared encoding may fail on, before it is taken for wrong."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}")
_MOST_ATTRIBUTES = 2000
_DEEPEST = 150
"""Levels of nesting that the flat tree has."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_-]*)([^<>]*)>|<!--.*?(?:-->|\Z)|<[!?][^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][A-Za-z0-9_-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?""")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_IN_HEAD = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))
_SUBSET = re.compile(r"(\s*(?:<\?[^>]*>\s*)?<!DOCTYPE[^\[>]*)\[.*?\](?=\s*>)", re.DOTALL | re.IGNORECASE)
"""What a document type declares by itself, in XHTML, which HTML would take for text."""
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[12]?[0-9]|3[01]|65534|65535)|[xX]0*(?:1?[0-9a-fA-F]|[fF]{3}[eEfF]))(?![0-9a-fA-F])"
)
"""Characters that XML forbids, as they are or as references."""
_NO_XML = re.compile("[\ufffe\uffff]")


def text_of_bytes(data: bytes, encoding: str | None = None) -> str:
    """The text of an HTML file, its line breaks all line feeds.

    Its byte order mark says the encoding. What is UTF-8 throughout is read so, as hardly any other text
    is: pages that were saved anew still declare what they were. Else it is what the page was sent as,
    what it declares itself, or what it looks like.

    Args:
        data: The file's bytes.
        encoding: What the server said, if it did.

    Raises:
        ParseError: It is no text in any encoding that can be told.
    """
    if data.startswith(_MARKS) or (not data.isascii() and _is_utf8(data)):
        return decode(data)
    found = _DECLARED.search(data[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii") if found else None
    for name in (encoding, declared):
        if name and (text := _decoded(data, name)) is not None:
            return unify_line_breaks(text)
    try:
        return decode(data)
    except ParseError:
        if not _MARKUP.search(data[:_HEAD]):
            raise
        return unify_line_breaks(data.decode("utf-8", "replace"))  # a page with stray NULs


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def _decoded(data: bytes, name: str) -> str | None:
    """The text in an encoding; None where there is no such encoding, or it is plainly another."""
    name = name.strip().strip("\"'").lower()
    try:
        text = data.decode(_MEANT.get(name, name), "replace")
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") <= _BROKEN * len(text) + 1 else None


def tree(text: str) -> Element | None:
    """The tree of an HTML text; None where there is nothing in it.

    Raises:
        MemoryError: There is not enough memory for it; libxml2 by itself would leave out the text.
    """
    from lxml import etree, html

    text = _SUBSET.sub(r"\1", text, count=1) if _SUBSET.match(text) else text
    if any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return _flat(text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    errors = {error.type_name for error in parser.error_log}
    if "ERR_NO_MEMORY" in errors:
        raise MemoryError
    if "ERR_RESOURCE_LIMIT" in errors:
        return _flat(text)
    if root is not None:
        _free_head(root)
        if _CONTROL.search(text):
            _free_of_controls(root)
    return root


def _free_head(root: Element) -> None:
    """Move to the body what is in the head and should not be: a page may leave out the tags of both."""
    head = next(root.iterchildren("head"), None)
    children = list(head) if head is not None else []
    strange = next(
        (
            place
            for place, child in enumerate(children)
            if isinstance(child.tag, str) and child.tag not in _IN_HEAD
        ),
        None,
    )
    if strange is None:
        return
    body = next(root.iterchildren("body"), None)
    if body is None:
        body = root.makeelement("body")
        root.append(body)
    body[:0] = children[strange:]


def _free_of_controls(root: Element) -> None:
    """Replace control characters, which libxml2 reads and then refuses to write, by their pictures."""
    for element in root.iter():
        element.text = element.text and _xml(element.text)
        element.tail = element.tail and _xml(element.tail)
        for name, value in element.items():
            if not _CONTROL.search(name) and (freed := _xml(value)) != value:
                element.set(name, freed)


def _flat(text: str) -> Element:
    flat = _FlatTree()
    flat.read(text)
    return flat.root


class _FlatTree:
    """Builds a tree of a bounded depth out of tags and text, in linear time.

    Attributes:
        root: The tree.
    """

    def __init__(self) -> None:
        from lxml import html

        self._make = html.html_parser.makeelement
        self.root: Element = self._make("html")
        self._open: list[tuple[Element, list[Element]]] = [
            (self.root, [])
        ]  # with their last children, if any
        self._beyond: Counter[str] = Counter()  # open elements that have no children here, by their names

    def read(self, text: str) -> None:
        """Add what an HTML text holds."""
        end = 0
        while found := _TAG.search(text, end):
            self._write(text[end : found.start()])
            end = found.end()
            slash, name = found[1], (found[2] or "").lower()
            if slash:
                self._end(name)
            elif name:
                self._begin(name, found[3])
                if name in ("script", "style"):
                    closing = text.find(f"</{name}", end)
                    end = len(text) if closing < 0 else closing
        self._write(text[end:])

    def _begin(self, name: str, attributes: str) -> None:
        if self._open[-1][0].tag == "p" and name in BLOCKS:
            self._open.pop()
        element = self._make(name)
        for found in islice(_ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES):
            element.set(found[1], _xml(unescape(found[2] or "").strip("\"'")))
        parent, last = self._open[-1]
        parent.append(element)
        last[:] = [element]
        if name in _VOID:
            return
        if len(self._open) < _DEEPEST:
            self._open.append((element, []))
        else:
            self._beyond[name] += 1

    def _end(self, name: str) -> None:
        if self._beyond[name]:
            self._beyond[name] -= 1
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth][0].tag == name:
                del self._open[depth:]
                return

    def _write(self, text: str) -> None:
        """Add text at the end of the tree."""
        if not text:
            return
        parent, last = self._open[-1]
        if last:
            last[0].tail = (last[0].tail or "") + _xml(unescape(text))
        else:
            parent.text = (parent.text or "") + _xml(unescape(text))


def _xml(text: str) -> str:
    """Text as a tree can hold it."""
    return _NO_XML.sub("\ufffd", clean(text))
