"""A PDF's page as words where they stand: the only module that talks to PDFium.

PDFium gives a page's characters in the order in which they were drawn, with
spaces and line ends that it told from their distances. Here they become runs:
words on one base line with nothing wide between them. All coordinates are
points (1/72 inch), turned so that the text of the run stands upright; x grows
to the right and y upwards.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_CHARACTERS = 200_000
"""Characters of one page that are read; a page of a newspaper has 40,000."""
SOFT_HYPHEN = "\u00ad"
"""Stands where a word was broken at the end of a line, as PDFium tells it."""
WIDE = 0.75
"""Part of the size of type from which a gap may be more than one between words."""

_SMALLEST = 1.0
"""Points of type below which nobody can read it: it was hidden."""
_LARGEST_RAISE = 0.75
"""Part of the size of type by which a raised or lowered character may leave the base line."""
_BROKEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""
_WORD = re.compile(f"[^\\t\\n\\r \\xa0{_BROKEN}]*{_BROKEN}|[^\\t\\n\\r \\xa0{_BROKEN}]+")
"""A word, with the hyphen that breaks it."""
_MEANINGLESS = "\0\ufffe\uffff"
_BULLETS = "\uf0b7•\uf0a7▪\uf0a8◦\uf0d8➢\uf0fc✓\uf06c●\uf06e■\uf02d-"
"""What stands at the private places of the symbol fonts that office programs take their bullets from."""
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(_MEANINGLESS, "\ufffd"),
        **dict(zip(_BULLETS[::2], _BULLETS[1::2], strict=True)),
        _BROKEN: SOFT_HYPHEN,
        "\u200b": None,
    }
)
_COMPATIBLE = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefe\u2f00-\u2fdf]")
"""Ligatures, positional forms of Arabic letters, and radicals that stand for whole characters."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ACCENTS = {
    ord("´"): "\u0301",
    ord("ˆ"): "\u0302",
    ord("˜"): "\u0303",
    ord("¯"): "\u0304",
    ord("˘"): "\u0306",
    ord("˙"): "\u0307",
    ord("¨"): "\u0308",
    ord("˚"): "\u030a",
    ord("˝"): "\u030b",
    ord("ˇ"): "\u030c",
    ord("¸"): "\u0327",
    ord("˛"): "\u0328",
}
"""Accents that old fonts draw apart from their letters, and what combines with a letter."""
_FARTHEST_LETTER = 80
"""Characters between an accent and its letter, at most."""
_TOUCHING = 0.1
"""Part of their height by which two characters of one word may be apart."""
_SPACES = (10, 13, 32)
_DOTLESS = {ord("ı"): "i", ord("ȷ"): "j"}
_JOINED = 0x200B
"""Stands for an accent that has been joined to its letter."""
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_IS_RAISED = re.compile(r"[0-9+\-−()]+")
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|cmbx|-bd|medi$|cmssbx", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|cmti|cmsl|-it\b|-ital|regita", re.IGNORECASE)
_MONO_NAME = re.compile(
    r"Courier|Mono(?![a-z])|[Mm]onospace|Typewriter|CMTT|cmtt|SFTT|Consolas|Menlo|Inconsolata|[a-z]Code(?![a-z])"
)
_ENOUGH = 4
_UNEVEN = 0.06
"""Code points of a word that tell the width of a font's characters, and by how much, in parts of the size
of type, that width may differ where they are all of one."""
_FIXED, _ITALIC_FLAG, _FORCE_BOLD = 1, 1 << 6, 1 << 18  # ISO 32000-1, table 123


class Style(NamedTuple):
    """How a piece of text looks, and where it leads.

    Attributes:
        bold: Whether it is heavy.
        italic: Whether it is slanted.
        mono: Whether all its characters are of one width.
        target: Where a link on it leads; empty for none.
    """

    bold: bool = False
    italic: bool = False
    mono: bool = False
    target: str = ""


class Styled(NamedTuple):
    """A range of a text, `[start, end)` in code points, and its style."""

    start: int
    end: int
    style: Style


@dataclass(slots=True)
class Run:
    """Words on one base line with nothing wide between them.

    Attributes:
        text: The words, one space between two of them.
        left: Where it begins.
        right: Where it ends.
        base: The height of its base line.
        size: The size of most of its type.
        styles: The styles of its text, in order, without gaps.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    styles: list[Styled] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        bottom: The height of the page's lower edge.
        top: The height of its upper edge.
        runs: The text that stands as most of the page's text does, in the order in which it was drawn.
        turned: The text that stands otherwise, such as upwards in the margin, direction by direction.
        hidden: Characters that cannot be seen because they stand beside the page or are too small.
        unreadable: Characters that have a shape but of which nothing says what they mean.
        drawn: Whether anything at all is drawn on the page.
        cut: Whether the page had more characters than are read.
    """

    bottom: float
    top: float
    runs: list[Run] = field(default_factory=list)
    turned: list[list[Run]] = field(default_factory=list)
    hidden: int = 0
    unreadable: int = 0
    drawn: bool = False
    cut: bool = False


class _Font(NamedTuple):
    """What the characters of one text object have in common."""

    size: float
    angle: int
    bold: bool
    italic: bool
    mono: bool
    name: str = ""


_UNREAD = _Font(0.0, 0, bold=False, italic=False, mono=False)


class _Piece(NamedTuple):
    """Characters of one word that one text object draws."""

    text: str
    left: float
    right: float
    base: float
    font: _Font
    target: str
    spaced: bool


class _Link(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    target: str


def read_sheet(pdf: PdfDocument, index: int) -> Sheet:
    """What stands on a page.

    Args:
        pdf: The document.
        index: The page's index, from 0.

    Raises:
        PdfiumError: The page cannot be loaded.
    """
    page = pdf[index]
    try:
        page = _with_fields(pdf, page, index)
        text = page.get_textpage()
        try:
            return _PageReader(pdf, page, text).sheet()
        finally:
            text.close()
    finally:
        page.close()


def _with_fields(pdf: PdfDocument, page: PdfPage, index: int) -> PdfPage:
    """The page with the text of its fields and text boxes drawn on it, where it has any."""
    import pypdfium2.raw as raw

    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            return pdf[index]
    return page


class _PageReader:
    """Reads one page's characters."""

    def __init__(self, pdf: PdfDocument, page: PdfPage, text: PdfTextPage) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._pdf = pdf
        self._page = page
        self._text = text.raw
        self._length = text.count_chars()
        self._rotation = page.get_rotation()
        self._fonts: dict[int | None, _Font | None] = {}
        self._object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
            ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
        )
        self._box = raw.FS_RECTF()
        self._box_reference = ctypes.byref(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._edges = page.get_cropbox(fallback_ok=True)
        self._links = list(self._read_links())
        self.hidden = self.unreadable = 0

    def sheet(self) -> Sheet:
        """The page with its text in runs."""
        angles: dict[int, list[_Piece]] = {}
        for piece in _without_false_mono(list(self._pieces())):
            angles.setdefault(piece.font.angle, []).append(piece)
        main = max(angles, key=lambda angle: sum(len(each.text) for each in angles[angle]), default=0)
        left, bottom, right, top = self._edges
        corners = [_turned(x, y, main)[1] for x in (left, right) for y in (bottom, top)]
        return Sheet(
            min(corners),
            max(corners),
            runs=list(_runs(angles.pop(main, []))),
            turned=[list(_runs(pieces)) for pieces in angles.values()],
            hidden=self.hidden,
            unreadable=self.unreadable,
            drawn=self._raw.FPDFPage_CountObjects(self._page.raw) > 0,
            cut=self._length > MOST_CHARACTERS,
        )

    def _pieces(self) -> Iterator[_Piece]:
        unicode, text = self._raw.FPDFText_GetUnicode, self._text
        codes = [unicode(text, index) for index in range(min(self._length, MOST_CHARACTERS))]
        if not _ACCENTS.keys().isdisjoint(codes):
            self._join_accents(codes)
        said = "".join(map(chr, codes))
        end = 0
        for word in _WORD.finditer(said):
            spaced = word.start() > end or not end
            end = word.end()
            yield from self._word(word.start(), end, said, spaced)

    def _word(self, start: int, end: int, said: str, spaced: bool) -> Iterator[_Piece]:
        """The pieces of the characters `[start, end)`."""
        target = self._target(start) if self._links else ""
        address = self._object(self._text, start)
        parts = [(start, address)]
        if end - start > 1 and self._object(self._text, end - 1) != address:
            for index in range(start + 1, end):
                if (here := self._object(self._text, index)) != address:
                    parts.append((index, here))
                    address = here
        for (part, address), (after, _) in pairwise([*parts, (end, 0)]):
            font = self._fonts.get(address, _UNREAD)
            if font is _UNREAD:
                font = self._fonts[address] = self._read_font(part)
            if font is None:
                self.hidden += after - part
                continue
            piece = self._piece(part, after, said[part:after], font, target, spaced)
            if piece:
                yield piece
                spaced = False

    def _piece(
        self, start: int, end: int, said: str, font: _Font, target: str, spaced: bool
    ) -> _Piece | None:
        if not (said.isascii() and said.isprintable()):
            said = self._spelled(said)
            if not said:
                return None
        box, get_box = self._box, self._raw.FPDFText_GetLooseCharBox
        get_box(self._text, start, self._box_reference)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            get_box(self._text, end - 1, self._box_reference)
            left, bottom = min(left, box.left), min(bottom, box.bottom)
            right, top = max(right, box.right), max(top, box.top)
        self._raw.FPDFText_GetCharOrigin(self._text, start, self._x, self._y)
        y = self._y.value
        edges = self._edges
        if not (edges[0] - 2 <= (left + right) / 2 <= edges[2] + 2 and edges[1] - 2 <= y <= edges[3] + 2):
            self.hidden += end - start  # what is not a number is not within the edges either
            return None
        if font.angle == 0:
            return _Piece(said, left, right, y, font, target, spaced)
        base = _turned(self._x.value, y, font.angle)[1]
        sides = [_turned(a, b, font.angle)[0] for a, b in ((left, bottom), (right, top))]
        return _Piece(said, min(sides), max(sides), base, font, target, spaced)

    def _spelled(self, said: str) -> str:
        """What characters say, without what only PDF makes of them."""
        self.unreadable += sum(map(said.count, _MEANINGLESS))
        text = said.translate(_SPELLING)
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)

    def _join_accents(self, codes: list[int]) -> None:
        """Make one character of each accent and the letter that it is drawn over.

        That is mostly the next one, but PDFium puts some accents at the ends of their lines.
        """
        for index in [index for index, code in enumerate(codes) if code in _ACCENTS]:
            x, low, high = self._middle(index)
            for distance in range(1, _FARTHEST_LETTER):
                at = next((at for at in (index + distance, index - distance) if self._bears(at, codes, x, low, high)), -1)
                if at < 0:
                    continue
                letter = _DOTLESS.get(codes[at]) or chr(codes[at])
                both = unicodedata.normalize("NFC", letter + _ACCENTS[codes[index]])
                if len(both) == 1:
                    codes[at], codes[index] = ord(both), _JOINED
                    self._close_gap(index, codes)
                break

    def _close_gap(self, index: int, codes: list[int]) -> None:
        """Take the spaces round an accent that has gone out of a word."""
        around = [at for at in (index - 1, index + 1) if 0 < at < len(codes) - 1 and codes[at] in _SPACES]
        if not around or around[0] == 0 or around[-1] + 1 >= len(codes):
            return
        self._middle(min(around[0], index) - 1)
        right = self._box.right
        self._middle(max(around[-1], index) + 1)
        if abs(self._box.left - right) < _TOUCHING * (self._box.top - self._box.bottom):
            for at in around:
                codes[at] = _JOINED

    def _middle(self, index: int) -> tuple[float, float, float]:
        """The middle of a character, its lower and its upper edge."""
        self._raw.FPDFText_GetLooseCharBox(self._text, index, self._box_reference)
        return (self._box.left + self._box.right) / 2, self._box.bottom, self._box.top

    def _bears(self, at: int, codes: list[int], x: float, low: float, high: float) -> bool:
        """Whether a character is a letter with a place over it, from `low` to `high`."""
        if not 0 <= at < len(codes) or not (64 < codes[at] < 0x250 and chr(codes[at]).isalpha()):
            return False
        _, bottom, top = self._middle(at)
        return self._box.left <= x <= self._box.right and bottom < (low + high) / 2 < top + (high - low) / 2

    def _read_font(self, index: int) -> _Font | None:
        raw = self._raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        size = raw.FPDFText_GetFontSize(self._text, index)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        if not _SMALLEST <= abs(size) < math.inf:
            return None
        turn = math.degrees(raw.FPDFText_GetCharAngle(self._text, index))
        angle = round(-turn - self._rotation) % 360 if math.isfinite(turn) else 0
        flags = ctypes.c_int()
        name = self._font_name(index, flags)
        weight = raw.FPDFText_GetFontWeight(self._text, index)
        return _Font(
            abs(size),
            (angle + self._rotation) % 360,
            weight >= 600 or bool(flags.value & _FORCE_BOLD) or bool(_BOLD_NAME.search(name)),
            bool(flags.value & _ITALIC_FLAG) or bool(_ITALIC_NAME.search(name)),
            bool(flags.value & _FIXED) or bool(_MONO_NAME.search(name)),
            name,
        )

    def _font_name(self, index: int, flags: ctypes.c_int) -> str:
        buffer = ctypes.create_string_buffer(128)
        length = self._raw.FPDFText_GetFontInfo(self._text, index, buffer, 128, flags)
        return buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""

    def _target(self, index: int) -> str:
        """Where the link on a character leads."""
        self._raw.FPDFText_GetLooseCharBox(self._text, index, self._box_reference)
        x, y = (self._box.left + self._box.right) / 2, (self._box.bottom + self._box.top) / 2
        for link in self._links:
            if link.left <= x <= link.right and link.bottom <= y <= link.top:
                return link.target
        return ""

    def _read_links(self) -> Iterator[_Link]:
        raw, place = self._raw, ctypes.c_int(0)
        link = raw.FPDF_LINK()
        box = raw.FS_RECTF()
        for _ in range(2000):
            if not raw.FPDFLink_Enumerate(self._page.raw, place, link):
                return
            if not raw.FPDFLink_GetAnnotRect(link, box):
                continue
            target = self._link_target(link)
            if target:
                yield _Link(
                    min(box.left, box.right),
                    min(box.bottom, box.top),
                    max(box.left, box.right),
                    max(box.bottom, box.top),
                    target,
                )

    def _link_target(self, link: Any) -> str:
        raw, pdf = self._raw, self._pdf.raw
        goal = raw.FPDFLink_GetDest(pdf, link)
        action = raw.FPDFLink_GetAction(link)
        if not goal and action:
            kind = raw.FPDFAction_GetType(action)
            if kind == raw.PDFACTION_URI:
                length = min(raw.FPDFAction_GetURIPath(pdf, action, None, 0), 4096)
                buffer = ctypes.create_string_buffer(max(length, 1))
                raw.FPDFAction_GetURIPath(pdf, action, buffer, length)
                return buffer.value.decode("utf-8", "replace")
            if kind == raw.PDFACTION_GOTO:
                goal = raw.FPDFAction_GetDest(pdf, action)
        page = raw.FPDFDest_GetDestPageIndex(pdf, goal) if goal else -1
        return f"#page-{page + 1}" if page >= 0 else ""


def _without_false_mono(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, those in fonts that wrongly say that their characters are of one width mended."""
    widths: dict[str, list[float]] = {}
    for piece in pieces:
        if piece.font.mono and len(piece.text) >= _ENOUGH:
            width = (piece.right - piece.left) / len(piece.text) / piece.font.size
            widths.setdefault(piece.font.name, []).append(width)
    false = {name for name, each in widths.items() if max(each) - min(each) > _UNEVEN}
    if not false:
        return pieces
    return [
        piece._replace(font=piece.font._replace(mono=False)) if piece.font.name in false else piece
        for piece in pieces
    ]


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A point, turned round the origin so that what runs at an angle (in degrees) runs to the right."""
    if angle == 0:
        return x, y
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine


def _runs(pieces: list[_Piece]) -> Iterator[Run]:
    """Pieces as runs."""
    run: list[_Piece] = []
    base = size = right = 0.0
    for piece in pieces:
        here = piece.font.size
        if run:
            most, gap, lift = max(size, here), piece.left - right, abs(piece.base - base)
            smaller = min(size, here) < 0.9 * most
            level = lift < 0.2 * most or (smaller and lift < _LARGEST_RAISE * most)
            if not (level and -0.6 * most < gap < WIDE * most):
                yield _run(run, base, size)
                run = []
        if not run or here > size * 1.05:
            base, size = piece.base, here
        right = max(right, piece.right) if run else piece.right
        run.append(piece)
    if run:
        yield _run(run, base, size)


def _run(pieces: list[_Piece], base: float, size: float) -> Run:
    texts: list[str] = []
    styles: list[Styled] = []
    length = 0
    right = -math.inf
    for piece in pieces:
        text = piece.text
        raised = piece.font.size < 0.9 * size and piece.base > base + 0.15 * size
        if raised and _IS_RAISED.fullmatch(text):
            text = text.translate(_RAISED)
        apart = piece.left - right > 0.3 * size
        if length and (piece.spaced or apart):
            texts.append(" ")
            length += 1
        start = length if not styles else styles[-1].end
        texts.append(text)
        length += len(text)
        style = Style(piece.font.bold, piece.font.italic, piece.font.mono, piece.target)
        if styles and styles[-1].style == style:
            styles[-1] = Styled(styles[-1].start, length, style)
        else:
            styles.append(Styled(start, length, style))
        right = piece.right
    return Run(
        "".join(texts), min(each.left for each in pieces), max(each.right for each in pieces), base, size, styles
    )
