"""A PDF's page as words where they stand: the only module that asks PDFium about them.

PDFium gives a page's characters in the order in which they were drawn, with
spaces and line ends that it told from their distances, and says of each where
it stands and which text object drew it.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.opening.pdf.drawings import Box, Drawing, drawings
from reader.opening.pdf.figures import may_have_figures
from reader.opening.pdf.runs import Font, Piece, Sheet, runs_of, without_false_mono
from reader.opening.pdf.spelling import ACCENTS, BROKEN, JOINED, accented, spelled, unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_CHARACTERS = 200_000
"""Characters of one page that are read; a page of a newspaper has 40,000."""
_MOST_ANNOTATIONS = 1_000
_MOST_LINKS = 2_000
_SMALLEST = 1.0
"""Points of type below which nobody can read it: it was hidden."""
_EDGE = 2.0
"""Points by which the middle of a word may stand beside the page."""
_WORD = re.compile(f"[^\\t\\n\\r \\xa0{BROKEN}]*{BROKEN}|[^\\t\\n\\r \\xa0{BROKEN}]+")
"""A word, with the hyphen that breaks it."""
_FARTHEST_LETTER = 80
"""Characters between an accent and its letter, at most."""
_TOUCHING = 0.1
"""Part of their height by which two characters of one word may be apart."""
_SPACES = (10, 13, 32)
_NO_CHARACTER = 0xFFFF
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0), 0xFFFD, 0xFFFE, 0xFFFF} - {2, 9, 10, 13}
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|cmbx|-bd|medi$|cmssbx", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|cmti|cmsl|-it\b|-ital|regita", re.IGNORECASE)
_MONO_NAME = re.compile(
    r"Courier|Mono(?![a-z])|[Mm]onospace|Typewriter|CMTT|cmtt|SFTT|Consolas|Menlo|Inconsolata|[a-z]Code(?![a-z])"
)
_MATH_NAME = re.compile(
    r"CMMI|CMMIB|CMSY|CMBSY|CMEX|MSAM|MSBM|EU[FRS][MB]\d|RSFS|stmary|MT(?:MI|SY|EX)|LMMath|[rt]x(?:sy|mi)|px(?:sy|mi)"
    r"|Math|Symbol|Euclid|esint|wasy",
)
"""Fonts of TeX and Word for mathematics, and Symbol."""
_FIXED, _ITALIC_FLAG, _FORCE_BOLD = 1, 1 << 6, 1 << 18  # ISO 32000-1, table 123
_BOLD_WEIGHT = 600
_UNREAD = Font(0.0, 0, bold=False, italic=False, mono=False)


class _Link(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    target: str


def page_anchor(index: int) -> str:
    """The name of the anchor of a page, by its index."""
    return f"page-{index + 1}"


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

    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
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
        self._fonts: dict[int | None, Font | None] = {}
        self._object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
            ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
        )
        self._box = raw.FS_RECTF()
        self._box_reference = ctypes.byref(self._box)
        self._tight = [ctypes.c_double() for _ in range(4)]
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._flags = raw.FS_MATRIX(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(128)
        self._edges = page.get_bbox()
        self._links = list(self._read_links())
        self.hidden = self.unreadable = 0

    def sheet(self) -> Sheet:
        """The page with its text in runs."""
        angles: dict[int, list[Piece]] = {}
        for piece in without_false_mono(list(self._pieces())):
            angles.setdefault(piece.font.angle, []).append(piece)
        main = max(angles, key=lambda angle: sum(len(each.text) for each in angles[angle]), default=0)
        left, bottom, right, top = self._edges
        corners = [_turned(x, y, main)[1] for x in (left, right) for y in (bottom, top)]
        runs = list(runs_of(angles.pop(main, [])))
        return Sheet(
            min(corners),
            max(corners),
            runs=runs,
            turned={angle - main: list(runs_of(pieces)) for angle, pieces in angles.items()},
            drawings=list(self._drawings(main)) if may_have_figures(runs) else [],
            hidden=self.hidden,
            unreadable=self.unreadable,
            drawn=self._raw.FPDFPage_CountObjects(self._page.raw) > 0,
            cut=self._length > MOST_CHARACTERS,
        )

    def _drawings(self, angle: int) -> Iterator[Drawing]:
        """What is drawn besides text, turned as the text is."""
        for (left, bottom, right, top), is_shape in drawings(self._page.raw, Box(*self._edges)):
            a, b = (_turned(x, y, angle) for x, y in ((left, bottom), (right, top)))
            yield Drawing(Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), is_shape)

    def _pieces(self) -> Iterator[Piece]:
        unicode, text = self._raw.FPDFText_GetUnicode, self._text
        codes = [unicode(text, index) for index in range(min(self._length, MOST_CHARACTERS))]
        if codes and max(codes) > sys.maxunicode:
            codes = [_NO_CHARACTER if code > sys.maxunicode else code for code in codes]
        if not ACCENTS.keys().isdisjoint(codes):
            self._join_accents(codes)
        self._tell_spaces(codes)
        said = "".join(map(chr, codes))
        end = 0
        for word in _WORD.finditer(said):
            spaced = word.start() > end or not end
            end = word.end()
            yield from self._word(word.start(), end, said, spaced)

    def _word(self, start: int, end: int, said: str, spaced: bool) -> Iterator[Piece]:
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

    def _piece(self, start: int, end: int, said: str, font: Font, target: str, spaced: bool) -> Piece | None:
        if not (said.isascii() and said.isprintable()):
            said = spelled(said)
            self.unreadable += unreadable(said)
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
        if not self._is_on_page((left + right) / 2, y):
            self.hidden += end - start
            return None
        if font.angle == 0:
            return Piece(said, left, right, y, font, target, spaced)
        base = _turned(self._x.value, y, font.angle)[1]
        sides = [_turned(a, b, font.angle)[0] for a, b in ((left, bottom), (right, top))]
        return Piece(said, min(sides), max(sides), base, font, target, spaced)

    def _is_on_page(self, x: float, y: float) -> bool:
        """Whether a place is on the page; what is not a number is not."""
        left, bottom, right, top = self._edges
        return bool(left - _EDGE <= x <= right + _EDGE and bottom - _EDGE <= y <= top + _EDGE)

    def _tell_spaces(self, codes: list[int]) -> None:
        """Put spaces for characters that say nothing and have no shape."""
        for index in [index for index, code in enumerate(codes) if code in _CONTROLS]:
            self._raw.FPDFText_GetCharBox(self._text, index, *self._tight)
            left, right, bottom, top = (side.value for side in self._tight)
            if not (right - left > 0 and top - bottom > 0):
                codes[index] = 32

    def _join_accents(self, codes: list[int]) -> None:
        """Make one character of each accent and the letter that it is drawn over.

        That is mostly the next one, but PDFium puts some accents at the ends of their lines.
        """
        for index in [index for index, code in enumerate(codes) if code in ACCENTS]:
            x, low, high = self._middle(index)
            for distance in range(1, _FARTHEST_LETTER):
                at = next(
                    (
                        at
                        for at in (index + distance, index - distance)
                        if self._bears(at, codes, x, low, high)
                    ),
                    -1,
                )
                if at < 0:
                    continue
                if both := accented(codes[at], codes[index]):
                    codes[at], codes[index] = both, JOINED
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
                codes[at] = JOINED

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

    def _read_font(self, index: int) -> Font | None:
        raw = self._raw
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        size = raw.FPDFText_GetFontSize(self._text, index)
        upside_down = 180 if size < 0 else 0
        size = abs(size) * (math.hypot(matrix.c, matrix.d) or 1.0)
        if size < _SMALLEST:  # fonts of drawings have units of their own
            raw.FPDFText_GetLooseCharBox(self._text, index, self._box_reference)
            box = self._box
            size = max(box.top - box.bottom, box.right - box.left)
        if not _SMALLEST <= size < math.inf:
            return None
        turn = math.degrees(raw.FPDFText_GetCharAngle(self._text, index))
        angle = round(upside_down - turn) % 360 if math.isfinite(turn) else 0
        flags = self._flags
        flags.value = 0
        name = self._font_name(index, flags)
        weight = raw.FPDFText_GetFontWeight(self._text, index)
        return Font(size, angle, *_look(name, flags.value, weight >= _BOLD_WEIGHT))

    def _font_name(self, index: int, flags: ctypes.c_int) -> str:
        buffer = self._name
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
        for _ in range(_MOST_LINKS):
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
        return "#" + page_anchor(page) if page >= 0 else ""


@lru_cache(maxsize=1024)
def _look(name: str, flags: int, bold: bool) -> tuple[bool, bool, bool, str, bool]:
    """What a font's name and flags say of it, in the order of the last fields of `Font`."""
    return (
        bold or bool(flags & _FORCE_BOLD) or bool(_BOLD_NAME.search(name)),
        bool(flags & _ITALIC_FLAG) or bool(_ITALIC_NAME.search(name)),
        bool(flags & _FIXED) or bool(_MONO_NAME.search(name)),
        name,
        bool(_MATH_NAME.search(name)),
    )


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A point, turned round the origin so that what runs at an angle (in degrees) runs to the right."""
    if angle == 0:
        return x, y
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine
