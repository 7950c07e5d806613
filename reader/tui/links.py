"""Links: the letters that stand for them, and where they lead."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from reader.document import Block, Document, Mark, Span
from reader.page.layout import continues_note
from reader.sanitise import line

LETTERS = "fjdkslaghrueiwoqptyvncmxbz"
"""What labels are made of: the home row first, the strongest fingers before the others."""

FOLLOWED = ("link", "footnote")


def labels(count: int) -> list[str]:
    """Labels of which none begins another, as short as that allows.

    Where there are more than letters, the first letters begin longer labels, breadth first, as vimium
    makes them.

    Args:
        count: How many.
    """
    found = deque(LETTERS)
    while len(found) < count:
        before = found.popleft()
        found.extend(before + letter for letter in LETTERS)
    return list(found)[:count]


class Links:
    """The links and the references to footnotes of a document.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._marks = [mark for mark in document.marks if mark.kind in FOLLOWED and mark.target]
        self._starts = [mark.start for mark in self._marks]

    def within(self, span: Span) -> list[Mark]:
        """Those that begin in a range, in reading order."""
        return self._marks[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def at(self, offset: int) -> Mark | None:
        """The one over an offset; a reference within a link before the link."""
        index = bisect_left(self._starts, offset + 1)
        before = reversed(self._marks[max(0, index - 8) : index])  # few marks lie over each other
        return next((mark for mark in before if offset < mark.end), None)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads.

    Attributes:
        kind: `place` is an offset of the document, `note` the offset of a footnote, `page` an address
            of the web, `mail` one of mail, `file` a path, `nowhere` what Reader does not follow.
        offset: The offset.
        address: The address or the path; for `nowhere` a sentence that says why.
        fragment: The name of a place in the file.
    """

    kind: Literal["place", "note", "page", "mail", "file", "nowhere"]
    offset: int = 0
    address: str = ""
    fragment: str = ""


def destination(document: Document, mark: Mark) -> Destination:
    """Where a link or a reference of a document leads."""
    if mark.kind == "footnote":
        return _place(document, mark.target.removeprefix("#"), "note")
    target = mark.target.strip()
    if target.startswith("#"):
        return _place(document, target[1:], "place")
    try:
        return _outside(document, target)
    except ValueError:  # urllib's for an address that is none
        return _nowhere(f"The link leads to {line(target)}, which is no address.")


def _outside(document: Document, target: str) -> Destination:
    here = urlsplit(document.source)
    if here.scheme in ("http", "https"):
        target = urljoin(document.source, target)
    elif target.startswith("//"):
        target = f"https:{target}"
    parts = urlsplit(target)
    if parts.scheme in ("http", "https") and parts.hostname:
        same_page = parts._replace(fragment="").geturl() == here._replace(fragment="").geturl()
        found = _place(document, parts.fragment, "place") if same_page and parts.fragment else None
        return found if found and found.kind != "nowhere" else Destination("page", address=target)
    if parts.scheme == "mailto":
        return Destination("mail", address=target)
    if parts.scheme or here.scheme in ("http", "https"):
        return _nowhere(f"Reader does not follow links to {line(target)}.")
    path = Path(document.source).parent / unquote(parts.path)
    if not Path(document.source).is_absolute() or not parts.path or not path.is_file():
        return _nowhere(f"The link leads to {line(target)}, which is not there.")
    return Destination("file", address=str(path.resolve()), fragment=unquote(parts.fragment))


def _nowhere(why: str) -> Destination:
    return Destination("nowhere", address=why)


def _place(document: Document, name: str, kind: Literal["place", "note"]) -> Destination:
    offset = anchored(document, name)
    if offset is None:
        return _nowhere(f"The link leads to “{line(name)}”, which is not in this document.")
    leaf = document.leaf_at(offset)
    is_note = kind == "note" or (leaf is not None and leaf.kind == "footnote")
    return Destination("note" if is_note else "place", offset)


def anchored(document: Document, name: str) -> int | None:
    """The offset of an anchor, by its name as it is or as addresses write it; None where there is none."""
    for wanted in dict.fromkeys((name, unquote(name))):
        found = next((anchor.offset for anchor in document.anchors if anchor.name == wanted), None)
        if found is not None:
            return found
    return 0 if name.lower() in ("", "top") else None


def hosts(address: str) -> tuple[str, ...]:
    """The host of an address as it is written in letters and as name servers know it, where those differ.

    Letters of one script can look like those of another: both forms together tell.
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ()
    forms: list[str] = []
    for codec in (_in_letters, _in_ascii):
        try:
            forms.append(codec(host))
        except UnicodeError:
            forms.append(host)
    return tuple(dict.fromkeys(line(form) for form in forms if form))


def _in_letters(host: str) -> str:
    labels_ = (part.encode("ascii").decode("idna") if part.isascii() else part for part in host.split("."))
    return ".".join(labels_)


def _in_ascii(host: str) -> str:
    return ".".join(part.encode("idna").decode("ascii") if part else "" for part in host.split("."))


def note_of(document: Document, offset: int) -> tuple[Block, ...]:
    """The leaves of the footnote that holds an offset.

    A note of several blocks goes on up to the next one, which has a label of its own or a reference that
    leads to it, or up to the text. Lists and code are of the note where more of it follows,
    or nothing but the next note or the document's end.
    """
    first = document.leaf_index_at(offset)
    if first < 0:
        return ()
    notes = {mark.target.removeprefix("#") for mark in document.marks if mark.kind == "footnote"}
    begin = [anchor.offset for anchor in document.anchors if anchor.name in notes]
    leaves = document.leaves
    end = first + 1
    if leaves[first].kind != "footnote":
        return leaves[first:end]
    for index, block in enumerate(leaves[end:], end):
        if not continues_note(block):
            return leaves[first:end]
        if block.kind == "footnote":
            is_led_to = bisect_left(begin, block.start) < bisect_left(begin, block.end)
            if is_led_to or document.marker(block).strip():
                return leaves[first:index]
            end = index + 1
    return leaves[first:]
