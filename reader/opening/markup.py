"""A tree of markup becomes blocks: what HTML, EPUB and Word files have in common.

`write(root, composer)` writes an lxml tree, HTML or XHTML, to a composer::

    markup.write(root, composer, resolve=lambda href: urljoin(base, href))

A book of several trees is written by one call for each tree, with a `prefix`
that makes the names in it unique; its `resolve` gives `#` and prefix and name
for what lies within the book. Where footnotes lie in another tree than their
references, gather these first: for each `(address, label)` of
`markup.references(root)`, hand `{name: label}` to the tree that the address
leads to, as `notes`.

A tree of any depth is written without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.document import BlockKind, Mark, MarkKind
from reader.opening.composer import BLOCK_GAP, LINE_GAP, Composer
from reader.opening.html import blocks
from reader.opening.html.leaves import Leaves
from reader.opening.html.notes import footnotes, foreign_label, references
from reader.opening.html.run import Run, Text
from reader.opening.html.table import Table, holds_data, span
from reader.opening.html.tree import BLOCKS, HEADINGS, LEFT_OUT, Element, is_hidden, link, name_of, roles, tag

__all__ = ["references", "write"]

_MARKS: dict[str, MarkKind] = {
    **dict.fromkeys(("em", "i", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("del", "s", "strike"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_QUOTES = (("“", "”"), ("‘", "’"))
"""Quotation marks for `<q>`, from the outermost."""
_NO_TARGET = re.compile(r"\s*(?:javascript|data|vbscript|blob|about)\s*:|#?\s*$", re.IGNORECASE)
_End = Callable[[], object]


def write(
    root: Element,
    composer: Composer,
    *,
    resolve: Callable[[str], str] = str,
    picture: Callable[[str], str] = str,
    prefix: str = "",
    notes: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the blocks of a tree.

    Args:
        root: The tree. What follows its end, its tail, is no part of it.
        composer: What they are written with.
        resolve: What the target of a link is that does not lead to a name of the tree. It may begin with
            `#`: the link then leads to that anchor of the document. Empty where it leads nowhere.
        picture: What the target of an image is, from its address.
        prefix: What stands before the names of the tree to make anchors' names of them.
        notes: The labels of footnotes of the tree to which other trees refer, by their names.
    """
    _Writer(root, composer, resolve, picture, prefix, notes).write()


class _Writer:
    """Writes a tree, going through it once."""

    def __init__(
        self,
        root: Element,
        composer: Composer,
        resolve: Callable[[str], str],
        picture: Callable[[str], str],
        prefix: str,
        notes: Mapping[str, str],
    ) -> None:
        self._root = root
        self._composer = composer
        self._resolve = resolve
        self._picture = picture
        self._prefix = prefix
        self._notes = footnotes(root, notes)
        self._run = Run()
        self._lists: list[Callable[[Element], str]] = []  # what gives the markers of the open lists
        self._tables: list[Table] = []  # the open one, if any: no cell holds another
        self._whole = 0  # open elements of which each makes one block, whatever is in it
        self._quotes = 0
        self._leaves = Leaves(composer)

    def write(self) -> None:
        """Write it all."""
        from lxml import etree

        ends: list[_End | None] = []
        walk = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                before = len(ends)
                ends.append(self._begin(element))
                if ends[before] is _SKIP:
                    walk.skip_subtree()
                elif element.text:
                    self._run.write(element.text)
                continue
            if event == "end" and (end := ends.pop()):
                end()
            if element.tail and element is not self._root:
                self._run.write(element.tail)
        self._flush()

    def _begin(self, element: Element) -> _End | None:
        """Begin an element: what ends it, if anything has to; `_SKIP` where its content is done with."""
        name = tag(element)
        if name in BLOCKS and not self._whole:
            self._flush()
        if own := name_of(element):
            self._run.anchor(self._prefix + own)
        if element in self._notes.references:
            return self._reference(element)
        if "pagebreak" in roles(element):
            self._composer.page(blocks.page_number(element))
            return _SKIP
        if name == "noscript" and blocks.is_only_picture(element):
            return None
        if name in LEFT_OUT or element in self._notes.dropped or is_hidden(element):
            return self._left_out(element, name)
        if element in self._notes.bodies:
            name, label = self._notes.bodies[element]
            return self._footnote(name if name != own else "", label)
        if name not in BLOCKS:
            return self._inline(element, name)
        if self._whole:
            return self._space()
        return self._block(element, name)

    def _left_out(self, element: Element, name: str) -> _End:
        kind = (element.get("type") or "").lower()
        if name == "script" and kind.startswith("math/tex"):
            self._run.write(element.text or "")
        elif (
            name == "input"
            and kind == "checkbox"
            and self._leaves.marker.endswith("• ")
            and not self._run.length
        ):
            box = "☐ " if element.get("checked") is None else "☑ "
            self._leaves.marker = self._leaves.marker.removesuffix("• ") + box
        return _SKIP

    def _block(self, element: Element, name: str) -> _End | None:
        if name in HEADINGS or "heading" in roles(element):
            return self._heading(element, name)
        match name:
            case "blockquote":
                self._composer.begin("quotation")
                return self._then(self._composer.end)
            case "ul" | "ol" | "menu" | "dir" | "dl" if element not in self._notes.lists:
                return self._list(element, name)
            case "li" | "dd":
                return self._item(element, name)
            case "dt" | "summary" | "legend":
                return self._term(name)
            case "pre":
                self._code(element)
                return _SKIP
            case "hr":
                self._leaves.add("rule", Text("* * *"))
            case "table" if not self._tables and holds_data(element, self._notes.tables):
                return self._table()
            case "tr" if self._tables:
                return self._row()
            case "td" | "th" if self._tables:
                return self._cell(element, name)
            case "figcaption" | "caption":
                self._leaves.kinds.append(("caption", 0))
                return self._then(self._leaves.kinds.pop)
        return self._flush

    def _inline(self, element: Element, name: str) -> _End | None:
        if name in _MARKS:
            return self._mark(_MARKS[name])
        match name:
            case "a":
                return self._link(element)
            case "br":
                self._break()
            case "img" | "image":
                self._image(element)
            case "q":
                return self._quote()
            case "sup" | "sub":
                if (text := blocks.raised(element, name)) is not None:
                    self._run.write(text)
                    return _SKIP
            case "rt":
                self._run.write("(")
                return lambda: self._run.write(")")
            case "math":
                self._run.write(blocks.math_text(element))
                return _SKIP
            case "svg":
                for inner in element.iter("*"):
                    if tag(inner) == "image":
                        self._image(inner)
                return _SKIP
        return None

    # Blocks

    def _then(self, *actions: _End) -> _End:
        """What ends a block: what was gathered is written, then the rest is done."""

        def end() -> None:
            self._flush()
            for action in actions:
                action()

        return end

    def _space(self) -> _End:
        self._run.space()
        return self._run.space

    def _as_whole(self, kind: BlockKind, level: int) -> None:
        self._whole += 1
        self._leaves.kinds.append((kind, level))

    def _heading(self, element: Element, name: str) -> _End:
        level = blocks.heading_level(element, name)
        if not level:
            return self._flush
        self._as_whole("heading", level)

        def end() -> None:
            self._whole -= 1
            self._flush()
            self._leaves.kinds.pop()

        return end

    def _term(self, name: str) -> _End:
        self._leaves.kinds.append(("paragraph", max(0, len(self._lists) - (name == "dt"))))
        self._run.begin("strong")

        def end() -> None:
            self._run.end("strong")
            self._flush()
            self._leaves.kinds.pop()

        return end

    def _footnote(self, name: str, label: str) -> _End:
        if name:
            self._run.anchor(self._prefix + name)
        self._leaves.kinds.append(("footnote", 0))
        self._leaves.marker, self._leaves.label = f"[{label}] ", label
        lists, self._lists = self._lists, []

        def restore() -> None:
            self._leaves.kinds.pop()
            self._lists = lists
            self._leaves.marker = self._leaves.label = ""

        return self._then(restore)

    def _list(self, element: Element, name: str) -> _End:
        self._leaves.list_begins |= not self._lists
        self._lists.append(blocks.list_marker(element, name))
        self._leaves.kinds.append(("paragraph", len(self._lists)))
        return self._then(self._lists.pop, self._leaves.kinds.pop)

    def _item(self, element: Element, name: str) -> _End:
        if self._lists and (marker := self._lists[-1](element)):
            indent = "" if self._leaves.marker else "  " * (len(self._lists) - 1)
            self._leaves.marker += indent + marker
        elif name == "li" and element.getparent() in self._notes.lists:
            before = element.itersiblings("*", preceding=True)
            return self._footnote("", str(1 + sum(tag(item) == "li" for item in before)))

        def unmark() -> None:
            self._leaves.marker = ""

        return self._then(unmark)

    def _code(self, element: Element) -> None:
        code = blocks.code_of(element)
        language = blocks.language_of(element)
        self._leaves.add("code", Text(code, [Mark("code", 0, len(code), language)] if language else []))

    def _table(self) -> _End:
        table = Table()
        self._tables.append(table)

        def end() -> None:
            self._flush()
            self._tables.pop()
            if table.row:
                self._composer.end()

        return end

    def _row(self) -> _End:
        table = self._tables[-1]
        if not table.row:
            self._composer.begin("table")
        table.begin_row()
        self._leaves.cell_gap = LINE_GAP if table.row > 1 else BLOCK_GAP
        return self._flush

    def _cell(self, element: Element, name: str) -> _End:
        table = self._tables[-1]
        self._leaves.cell_gap += "\t" * table.place(element)
        self._as_whole("cell", table.row)
        if name == "th":
            self._run.begin("header")

        def end() -> None:
            self._whole -= 1
            if name == "th":
                self._run.end("header")
            if self._flush():
                self._leaves.cell_gap = ""
            self._leaves.cell_gap += "\t" * span(element, "colspan")
            self._leaves.kinds.pop()

        return end

    # Running text

    def _mark(self, kind: MarkKind, target: str = "") -> _End:
        self._run.begin(kind, target)
        return lambda: self._run.end(kind)

    def _link(self, element: Element) -> _End | None:
        address = link(element)
        if not address or _NO_TARGET.match(address):
            return None
        name = self._notes.name(address)
        target = f"#{self._prefix}{name}" if name else self._resolve(address)
        if target.startswith("#") and not name and (label := foreign_label(element)):
            self._run.marked("footnote", f"[{label}]", target[1:])
            return _SKIP
        return self._mark("link", target) if target else None

    def _reference(self, element: Element) -> _End:
        for inner in element.iterdescendants("*"):
            if own := name_of(inner):
                self._run.anchor(self._prefix + own)
        name, label = self._notes.references[element]
        self._run.marked("footnote", f"[{label}]", self._prefix + name)
        return _SKIP

    def _quote(self) -> _End:
        opening, closing = _QUOTES[self._quotes % 2]
        self._run.write(opening)
        self._quotes += 1

        def end() -> None:
            self._quotes -= 1
            self._run.close_up(closing)

        return end

    def _break(self) -> None:
        if self._tables and self._whole:
            self._run.space()
        elif self._run.is_broken and not self._whole:
            self._flush()
        else:
            self._run.break_line()

    def _image(self, element: Element) -> None:
        source = blocks.image_source(element)
        if source and not blocks.is_speck(element):
            self._run.marked("image", blocks.image_text(element), self._picture(source))

    def _flush(self) -> bool:
        """Write what has been gathered. Returns whether a block was added."""
        return bool(self._run) and self._leaves.write(self._run.take())


def _skip() -> None:
    """What ends an element whose content was not gone through."""


_SKIP: _End = _skip
