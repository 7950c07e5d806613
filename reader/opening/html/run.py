"""Running text out of markup: white space folded, formatting as marks, images and named places kept."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from reader.document import Anchor, Mark, MarkKind

_SPACES = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
"""What a browser folds to one space, and the other line breaks of Unicode; not the no-break space."""


@dataclass
class Text:
    """The text of one block, with offsets counted from its start.

    Attributes:
        text: The text.
        marks: Its formatting.
        anchors: Named places in it.
    """

    text: str
    marks: list[Mark] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def cut(self, start: int, end: int | None = None) -> Text:
        """The part from one offset up to another."""
        end = len(self.text) if end is None else end
        marks = [
            Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, mark.target)
            for mark in self.marks
            if mark.start < end and mark.end > start
        ]
        anchors = [Anchor(anchor.name, max(0, anchor.offset - start)) for anchor in self.anchors]
        return Text(self.text[start:end], marks, anchors)

    def images(self) -> Iterator[Text]:
        """Its images, one by one, if it holds images and nothing else; with what links them elsewhere."""
        images = [mark for mark in self.marks if mark.kind == "image"]
        ends = [0, *(mark.end for mark in images)]
        starts = [*(mark.start for mark in images), len(self.text)]
        if not images or any(self.text[end:start].strip() for end, start in zip(ends, starts, strict=True)):
            return
        others = deque(sorted((mark for mark in self.marks if mark.kind != "image"), key=attrgetter("start")))
        anchors = deque(sorted(self.anchors, key=attrgetter("offset")))
        over: list[Mark] = []  # those of the others that go on over the image
        for mark in images:
            while others and others[0].start < mark.end:
                over.append(others.popleft())
            over = [other for other in over if other.end > mark.start]
            names = []
            while anchors and (anchors[0].offset <= mark.start or mark is images[-1]):
                names.append(Anchor(anchors.popleft().name, 0))
            part = Text(self.text, [mark, *over]).cut(mark.start, mark.end)
            part.anchors = names
            yield part


@dataclass
class _Open:
    """Formatting that is open: how many elements ask for it, and where its text begins, if it has any."""

    depth: int
    target: str
    start: int | None = None


class Run:
    """Gathers the text of one block after the other.

    Formatting that is open where a block ends goes on in the next one.

    Attributes:
        length: Code points gathered so far.
    """

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        self._anchors: list[Anchor] = []
        self._open: dict[MarkKind, _Open] = {}
        self._space = False

    def __bool__(self) -> bool:
        """Whether there is anything in it for a block."""
        return bool(self._pieces or self._anchors)

    @property
    def is_broken(self) -> bool:
        """Whether a line break is the last thing in it."""
        return bool(self._pieces) and self._pieces[-1] == "\n"

    def write(self, text: str) -> None:
        """Write text, each run of white space as one space."""
        text = _SPACES.sub(" ", text)
        if text.startswith(" "):
            self._space = True
            text = text[1:]
        if text:
            trailing = text.endswith(" ")
            self._put(text[:-1] if trailing else text)
            self._space = trailing

    def close_up(self, text: str) -> None:
        """Write text with nothing before it."""
        self._space = False
        self._put(text)

    def space(self) -> None:
        """Part what stands before from what comes."""
        self._space = True

    def break_line(self) -> None:
        """Begin a line, unless there is nothing before it."""
        self._space = False
        if self.length:
            self._pieces.append("\n")
            self.length += 1

    def marked(self, kind: MarkKind, text: str, target: str = "") -> None:
        """Write text that has formatting of its own."""
        self._put(_SPACES.sub(" ", text).strip(" "))
        self._marks.append(Mark(kind, self.length - len(self._pieces[-1]), self.length, target))

    def anchor(self, name: str) -> None:
        """Name the place of what comes."""
        self._anchors.append(Anchor(name, self.length + (self._space and self.length > 0)))

    def begin(self, kind: MarkKind, target: str = "") -> None:
        """Begin formatting. What asks for formatting that is open already changes nothing."""
        if kind in self._open:
            self._open[kind].depth += 1
        else:
            self._open[kind] = _Open(1, target)

    def end(self, kind: MarkKind) -> None:
        """End formatting."""
        one = self._open[kind]
        one.depth -= 1
        if not one.depth:
            self._close(kind, one)
            del self._open[kind]

    def take(self) -> Text:
        """What has been gathered for a block; the next one begins."""
        for kind, one in self._open.items():
            self._close(kind, one)
        taken = Text("".join(self._pieces), self._marks, self._anchors)
        self._pieces, self._marks, self._anchors = [], [], []
        self.length, self._space = 0, False
        return taken

    def _close(self, kind: MarkKind, one: _Open) -> None:
        if one.start is not None and one.start < self.length:
            self._marks.append(Mark(kind, one.start, self.length, one.target))
        one.start = None

    def _put(self, text: str) -> None:
        if self._space and self.length and not self.is_broken:
            self._pieces.append(" ")
            self.length += 1
        self._space = False
        for one in self._open.values():
            if one.start is None:
                one.start = self.length
        self._pieces.append(text)
        self.length += len(text)
