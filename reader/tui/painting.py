"""Painting: a row of the page becomes a strip of the screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import NoColor
from textual.strip import Strip
from textual.widget import Widget

from reader.annotation import COLOURS
from reader.document import Document, Span
from reader.page.bidi import BLANK, apart, runs_leftwards
from reader.page.looks import Layer, stretches, structure
from reader.page.margin import Aside
from reader.page.row import PictureRow, Row
from reader.page.width import cells, drawn, fit
from reader.sanitise import clean
from reader.tui.styled import Styles

LAYERS = ("structure", "code", "place", "findings", "highlights", "entity", "matches", "links", "selection")
"""What lies over the text, the lowest first."""

ROLES = (
    *("title", "heading", "subheading", "emphasis", "strong", "strike", "code", "code-block"),
    *("link", "footnote", "image", "caption", "rule", "table-head", "table-rule", "marker", "gutter"),
    *("code-keyword", "code-string", "code-comment", "code-number", "code-name"),
    *("entity", "speech", "mention", "mention-current", "match", "match-current"),
    *(
        "selection",
        "caret",
        "dimmed",
        "aside",
        "place",
        "lit",
        "chosen",
        "overlap",
        "followed",
        "hint",
        *COLOURS,
    ),
)
"""What the style sheet has a component class for."""

ASIDE_GAP = 3
"""Cells between the text and the notes in the margin."""

SIGN_GAP = 1
"""Cells between the signs of notes and bookmarks and the left edge of the text."""


_NONE = Color(0, 0, 0)

MOST_SAMPLED = 100_000
"""Code points of a text that are looked at for scripts that run from right to left."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text stands on the screen, in cells.

    Attributes:
        width: The width of the screen.
        left: The column where the text begins.
        measure: The width of the text.
    """

    width: int
    left: int
    measure: int


class Painter:
    """Paints the rows of one document.

    Args:
        widget: Whose component styles the roles have.
        document: What is painted.
        changed: Called when rows are to be painted anew.

    Attributes:
        layers: What lies over the text, by the names in `LAYERS`.
        signs: What stands in the gutter, by the offsets whose rows it stands beside.
        hints: The letters that are painted over the text, by the offsets where they begin.
    """

    def __init__(self, widget: Widget, document: Document, changed: Callable[[], None]) -> None:
        self._widget = widget
        self._document = document
        self._changed = changed
        self._styles = Styles(widget, "article")
        self._style = self._styles.of
        self.layers = dict.fromkeys(LAYERS, Layer())
        self.layers["structure"] = structure(document)
        self.signs: Mapping[int, str] = {}
        self._signed: list[int] = []
        self.hints: Mapping[int, str] = {}
        self._caret = -1
        self._focus: Span | None = None
        self._leftwards: bool | None = None
        self._pictures: Mapping[tuple[int, int, int], list[list[Segment]]] = {}

    def set_layer(self, name: str, layer: Layer) -> None:
        """Lay looks over the text in place of those that one of `LAYERS` had."""
        if layer or self.layers[name]:
            self.layers[name] = layer
            self._changed()

    def set_signs(self, signs: Mapping[int, str]) -> None:
        """Put signs into the gutter, beside the rows of these offsets; each character is one of a cell."""
        if signs != self.signs:
            self.signs = signs
            self._signed = sorted(signs)
            self._changed()

    def set_caret(self, offset: int) -> None:
        """Paint the caret on a character, also on a space that hangs over a row's end; -1 for nowhere."""
        self._caret = offset
        self._changed()

    def set_focus(self, span: Span | None) -> None:
        """Dim all text but that of a range; None for no text."""
        if span != self._focus:
            self._focus = span
            self._changed()

    def set_hints(self, hints: Mapping[int, str]) -> None:
        """Paint letters over the text where these offsets are."""
        self.hints = hints
        self._changed()

    def set_pictures(self, made: Mapping[tuple[int, int, int], list[list[Segment]]]) -> None:
        """Paint pictures row by row; they are known by their block's start, their columns and rows."""
        self._pictures = made
        self._changed()

    def forget_styles(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.forget()

    def strip(self, row: Row, frame: Frame, *, lit: bool = False, aside: Aside | None = None) -> Strip:
        """The strip of a row.

        Args:
            row: The row.
            frame: Where it stands.
            lit: Whether its text has a faint ground, which all that is marked lies over.
            aside: What stands in the margin.
        """
        plain = self._style()
        if row.picture and row.block:
            segments = self._picture(row.block.start, row.picture, frame)
        elif row.rule:
            line = Segment("─" * row.rule, self._style("table-rule"))
            segments = [Segment(" " * frame.left, plain), line]
        elif row.pieces:
            segments = self._text(row, frame, lit)
        else:
            segments = []
        strip = Strip([s for s in segments if s.text])
        if aside:
            column = frame.left + frame.measure + ASIDE_GAP
            strip = strip.adjust_cell_length(column, plain)
            strip = Strip([*strip, Segment(drawn(clean(aside.text)), self._style("aside"))])
        strip = strip.adjust_cell_length(frame.width, plain)
        if self._is_kept_apart(row):
            beside = (frame.left + frame.measure + 1,) if aside else ()
            strip = _kept_apart(strip, (0, *beside, frame.width - 1))
        if self.hints:
            strip = self._hinted(strip, row, frame)
        return _without_colours(strip) if self._widget.app.no_color else strip

    def beside(self, strips: Iterable[Strip], start: int, width: int) -> Strip:
        """Strips side by side on a screen.

        Args:
            strips: The strips, from left to right.
            start: The cells left of the first.
            width: The width of the screen, in cells.
        """
        plain, strips = self._style(), list(strips)
        rest = width - start - sum(strip.cell_length for strip in strips)
        blanks = Segment(" " * start, plain), Segment(" " * rest, plain)
        return Strip([blanks[0], *chain.from_iterable(strips), blanks[1]], width)

    def _is_kept_apart(self, row: Row) -> bool:
        """Whether a row, or something beside it, may run from right to left."""
        if self._leftwards is None:
            self._leftwards = runs_leftwards(self._document.text[:MOST_SAMPLED])
        return self._leftwards or runs_leftwards(self._document.text[row.start : row.end])

    def _text(self, row: Row, frame: Frame, lit: bool) -> list[Segment]:
        plain = self._style()
        ground = ("lit",) if lit else ()
        segments: list[Segment] = []
        column = 0
        for text, style, at in self._marginalia(row, frame.left):
            segments += (Segment(" " * (at - column), plain), Segment(text, style))
            column = at + cells(text)
        layers = list(self.layers.values())
        before = ""
        for piece in row.pieces:
            gap = frame.left + piece.column - column
            segments.append(Segment(apart(gap) if runs_leftwards(before) else " " * gap, plain))
            before = self._document.text[piece.start : piece.end]
            column = max(column, frame.left + piece.column)
            for stretch in stretches(piece.start, piece.end, layers):
                text = piece.shown(self._document.text, stretch.start, stretch.end)
                dimmed = ("dimmed",) if self._is_dimmed(stretch.start) else ()
                roles = (*_grounded(stretch.roles, ground), *dimmed)
                segments.append(Segment(text, self._style(*roles)))
                column += cells(text)
            if piece.hyphen:  # which no caret can be on
                segments.append(Segment("-", self._style(*(each for each in roles if each != "caret"))))
                column += 1
        block_roles = ground or (("code-block",) if row.block and row.block.kind == "code" else ())
        if row.end <= self._caret < row.stop and column < frame.width:
            segments.append(Segment(" ", self._style("caret")))
            column += 1
        segments.append(Segment(" " * (frame.left + frame.measure - column), self._style(*block_roles)))
        return segments

    def _is_dimmed(self, offset: int) -> bool:
        return self._focus is not None and not self._focus.start <= offset < self._focus.end

    def _marginalia(self, row: Row, left: int) -> list[tuple[str, Style, int]]:
        """What stands left of a row's text: signs of notes and the list's marker, with their columns."""
        found = []
        here = self._signed[bisect_left(self._signed, row.start) : bisect_left(self._signed, row.stop)]
        signs = "".join(dict.fromkeys("".join(self.signs[offset] for offset in here)))
        if signs := signs[: max(0, left - SIGN_GAP)]:
            found.append((signs, self._style("gutter"), left - SIGN_GAP - len(signs)))
        if marker := row.marker.strip():
            marker = fit(drawn(clean(marker)), row.pieces[0].column)
            column = left + row.pieces[0].column - cells(marker) - 1
            found.append((marker, self._style("marker"), max(0, column)))
        return found

    def _picture(self, start: int, picture: PictureRow, frame: Frame) -> list[Segment]:
        """A row of a picture; a quiet ground where it has not been made yet."""
        before = Segment(" " * (frame.left + picture.column), self._style())
        made = self._pictures.get((start, picture.columns, picture.rows))
        if made:
            return [before, *made[picture.line]]
        return [before, Segment(" " * picture.columns, self._style("code-block"))]

    def _hinted(self, strip: Strip, row: Row, frame: Frame) -> Strip:
        """A strip with the letters of its links over it."""
        text = self._document.text
        for piece in row.pieces:
            for offset in (at for at in self.hints if piece.start <= at < piece.end):
                letters = Segment(self.hints[offset], self._style("hint"))
                size = cells(letters.text)
                column = frame.left + piece.column_at(text, offset)
                if offset == piece.start or text[offset - 1] == " ":
                    column -= 1  # over the space, so that the word can still be read
                column = max(0, min(column, frame.width - size))
                parts = (strip.crop(0, column), Strip([letters], size), strip.crop(column + size))
                strip = Strip.join(parts).adjust_cell_length(frame.width)
        return strip


def _grounded(roles: tuple[str, ...], ground: tuple[str, ...]) -> tuple[str, ...]:
    """Roles over a ground of the row, which takes the place of that of a block of code."""
    return (*ground, *(role for role in roles if role != "code-block")) if ground else roles


def _kept_apart(strip: Strip, columns: tuple[int, ...]) -> Strip:
    """A strip whose text is not reordered with what is beyond some of its columns, where these are blank."""
    for column in columns:
        cell = strip.crop(column, column + 1)
        if cell.text == " ":
            blank = Strip([Segment(BLANK, next(iter(cell)).style)], 1)
            strip = Strip.join((strip.crop(0, column), blank, strip.crop(column + 1)))
    return strip


def _without_colours(strip: Strip) -> Strip:
    """A strip in the terminal's own two colours, with what else its styles have."""
    return Strip(NoColor().apply(list(strip), _NONE), strip.cell_length)
