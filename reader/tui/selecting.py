"""Selecting a passage: the caret and its keys, over the article."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.document import Document, Span
from reader.page.looks import Layer, Look
from reader.page.prose import BIG_WORD, next_sentence, previous_sentence, sentence_at
from reader.page.row import Row
from reader.page.turning import half_page_rows, page_rows
from reader.page.width import grapheme_end, grapheme_start, graphemes
from reader.tui import selection as motions
from reader.tui.article import ArticleView
from reader.tui.selection import Motion, Selection, Unit, widened

MOTIONS: dict[str, Motion] = {
    "left": motions.left,
    "right": motions.right,
    "word": motions.word_forward,
    "word-end": motions.word_end,
    "word-back": motions.word_back,
    "word-end-back": motions.word_end_back,
    "big-word": partial(motions.word_forward, shape=BIG_WORD),
    "big-word-back": partial(motions.word_back, shape=BIG_WORD),
    "sentence-end": motions.sentence_end,
    "sentence-start": motions.sentence_start,
    "paragraph-end": motions.paragraph_end,
    "paragraph-start": motions.paragraph_start,
    "text-start": motions.text_start,
    "text-end": motions.text_end,
}

ROWS: dict[str, Callable[[int], int]] = {
    "up": lambda _rows: -1,
    "down": lambda _rows: 1,
    "page-up": lambda rows: -page_rows(rows),
    "page-down": page_rows,
    "half-page-up": lambda rows: -half_page_rows(rows),
    "half-page-down": half_page_rows,
}
"""Motions by rows, and how many they go on a screen of so many."""

LINES: dict[str, Callable[[ArticleView, int], int]] = {
    "line-start": lambda article, head: _row_of(article, head).start,
    "line-text": lambda article, head: _first_letter(article.document, _row_of(article, head)),
    "line-end": lambda article, head: _last_letter(article.document, _row_of(article, head)),
    "screen-top": lambda article, _head: article.position,
    "screen-middle": lambda article, _head: article.eyes(),
    "screen-bottom": lambda article, _head: article.seen.end - 1,
}
"""Motions to a place on the row of the caret, or on the screen."""

BY_PARAGRAPHS = frozenset((*ROWS, *LINES)) - {"line-start", "line-text", "line-end"} | {
    *("paragraph-start", "paragraph-end", "text-start", "text-end")
}
"""Motions that keep a selection of whole paragraphs one; any other goes on by characters."""


class Selecting:
    """The selection in an article, and how keys and mouse change it.

    Args:
        article: Where it is shown.
        changed: Called after each change.
    """

    def __init__(self, article: ArticleView, changed: Callable[[], None]) -> None:
        self._article = article
        self._changed = changed
        self._document = article.document
        self._unit: Unit = "character"
        self._last: tuple[Selection, Unit] | None = None
        self._column: int | None = None
        self.selection: Selection | None = None

    @property
    def span(self) -> Span | None:
        """The selected range, or None."""
        return self.selection.span(self._document.text) if self.selection else None

    def clear(self) -> None:
        """Select nothing; the caret's place is remembered until the page moves."""
        self._article.let_go()
        if self.selection:
            head = self.selection.head
            self._set(None)
            self.expect(head)

    @property
    def place(self) -> int:
        """The offset of the caret, or where it would be put: what was gone to, else where the eyes are."""
        if self.selection:
            return self.selection.head
        place = self._article.pointing.place
        return place if place >= 0 and self._article.is_visible(place) else self._article.eyes()

    def expect(self, offset: int) -> None:
        """Let the next selection begin at an offset, as long as the page does not move."""
        self._article.pointing.point(offset)
        self._changed()

    def expect_after(self, span: Span) -> None:
        """Let the next selection begin with what follows a range."""
        following = next_sentence(self._document, span.end - 1)
        self.expect(following.start if following else span.start)

    def reach(self, offset: int) -> None:
        """Take the caret along to where a jump has gone; without a selection, begin the next one there."""
        self.take(offset)
        self._article.pointing.flash(self._article.layout_.row_of(offset))

    def take(self, offset: int) -> None:
        """Take the caret along to an offset near by; without a selection, begin the next one there."""
        if self.selection:
            self._set(self.selection.moved(offset))
        else:
            self.expect(offset)

    def begin(self) -> None:
        """Put the caret on the page, where it was last or where the eyes are; or begin anew at the caret."""
        caret = self.place
        self._set(Selection(caret, caret))

    def sentence(self) -> None:
        """Select the sentence at the caret; when whole sentences are selected, one more."""
        if self.selection is None or self._unit != "sentence":
            span = sentence_at(self._document, self.place)
            if span:
                self._set(Selection.over(span), "sentence")
        elif following := next_sentence(self._document, max(self.selection.anchor, self.selection.head)):
            self._set(
                Selection(min(self.selection.anchor, self.selection.head), following.end - 1), "sentence"
            )

    def paragraph(self) -> None:
        """Select whole paragraphs: all that are selected in part; when they are whole, one more."""
        selection = self.selection or Selection(self.place, self.place)
        if self.selection and self._unit == "paragraph":
            selection = selection.moved(self._other_paragraph(selection.head, 1))
        self._set(widened(self._document, selection, "paragraph"), "paragraph")

    def again(self) -> None:
        """Select what was selected before; what is selected now is then what was before it."""
        if self._last:
            selection, unit = self._last
            if self.selection:
                self._last = self.selection, self._unit
            self._set(selection, unit)
            self._article.show(selection.head)

    def select(self, span: Span) -> None:
        """Select a range, with the caret on its last character; the page stays if a part of it is seen."""
        self._set(Selection.over(span), still=self._article.is_visible(span.start, span.end))

    def move(self, motion: str, count: int = 1) -> None:
        """Move the caret; the selection's other end stays.

        Args:
            motion: A key of `MOTIONS`, `ROWS` or `LINES`.
            count: How many times.
        """
        if self.selection is None:
            return
        paragraphs = self._unit == "paragraph" and motion in BY_PARAGRAPHS
        if motion in ("up", "down") and self._unit == "sentence":
            self._other_sentence(motion, count)
        elif motion in ("up", "down", "paragraph-start", "paragraph-end") and paragraphs:
            step = -count if motion in ("up", "paragraph-start") else count
            self._grow_to(self._other_paragraph(self.selection.head, step))
        elif motion in ROWS:
            self._by_rows(count * ROWS[motion](self._article.rows))
        else:
            head = self.selection.head
            for _ in range(count):
                before = head
                head = self._moved(motion, head)
                if head == before:
                    break
            self._set(self.selection.moved(head))
        if paragraphs and self.selection and self._unit != "paragraph":
            self._grow_to(self.selection.head)

    def stretch(self, motion: str, count: int = 1) -> None:
        """Move the caret by characters, as Shift and an arrow do elsewhere; without a selection, begin one.

        Args:
            motion: As of `move`. The first step to the left or the right takes the character at the caret.
            count: How many times.
        """
        if self.selection is None:
            self.begin()
            count -= motion in ("left", "right")
        self._unit = "character"
        self.move(motion, count)

    def everything(self) -> None:
        """Select the whole text."""
        if leaves := self._document.leaves:
            self.select(Span(leaves[0].start, leaves[-1].end))

    def _moved(self, motion: str, head: int) -> int:
        if motion in LINES:
            return LINES[motion](self._article, head)
        return MOTIONS[motion](self._document, head)

    def _grow_to(self, head: int) -> None:
        """Let whole paragraphs be selected up to an offset."""
        assert self.selection is not None
        self._set(widened(self._document, self.selection.moved(head), "paragraph"), "paragraph")

    def _other_paragraph(self, offset: int, step: int) -> int:
        """The start of the paragraph so many further on, or back."""
        leaves = self._document.leaves
        index = self._document.leaf_index_at(offset) + step
        return leaves[max(0, min(index, len(leaves) - 1))].start if leaves else offset

    def swap(self) -> None:
        """Put the caret at the selection's other end."""
        if self.selection:
            self._set(self.selection.swapped())

    def restore(self, selection: Selection) -> None:
        """Select again what was selected before, unless something else is by now."""
        if self.selection is None:
            self._set(selection)

    def drag(self, anchor: int | None, head: int, unit: Unit = "character") -> None:
        """Select between two offsets, as the mouse is drawn over the text.

        Args:
            anchor: The end that stays; None for that of what is selected, or for where a selection begins.
            head: The end that moves.
            unit: What is taken whole at both ends.
        """
        if anchor is None:
            anchor = self.selection.anchor if self.selection else self.place
        self._set(widened(self._document, Selection(anchor, head), unit), unit)

    def _other_sentence(self, motion: str, count: int) -> None:
        assert self.selection is not None
        step = next_sentence if motion == "down" else previous_sentence
        at = self.selection.head if motion == "down" else min(self.selection.anchor, self.selection.head)
        span = None
        for _ in range(count):
            following = step(self._document, at)
            if following is None:
                break
            span, at = following, following.start
        if span:
            self._set(Selection.over(span), "sentence")

    def _by_rows(self, rows: int) -> None:
        assert self.selection is not None
        layout = self._article.layout_
        row = layout.row_of(self.selection.head)
        column = layout.column_of(self.selection.head) if self._column is None else self._column
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            following = row + step
            while 0 <= following < layout.height and not layout.row(following).pieces:
                following += step
            if not 0 <= following < layout.height:
                break
            row = following
        self._set(self.selection.moved(layout.offset_at(row, column)), column=column)

    def _set(
        self,
        selection: Selection | None,
        unit: Unit = "character",
        *,
        column: int | None = None,
        still: bool = False,
    ) -> None:
        if selection is None and self.selection:
            self._last = self.selection, self._unit
        text = self._document.text
        if selection:  # the caret is on a whole character, never on an accent alone
            selection = selection.moved(grapheme_start(text, selection.head))
        self.selection = selection
        self._unit = unit
        self._column = column
        if selection:
            span = selection.span(text)
            caret = Look(selection.head, grapheme_end(text, selection.head), "caret")
            self._article.painter.set_layer(
                "selection", Layer([Look(span.start, span.end, "selection"), caret])
            )
            if not still:
                self._article.follow(selection.head)
        else:
            self._article.painter.set_layer("selection", Layer())
        self._article.painter.set_caret(selection.head if selection else -1)
        self._changed()


def _row_of(article: ArticleView, offset: int) -> Row:
    return article.layout_.row(article.layout_.row_of(offset))


def _first_letter(document: Document, row: Row) -> int:
    """The first offset on a row that is no white space."""
    drawn = document.text[row.start : row.end]
    return row.start + (len(drawn) - len(drawn.lstrip()) if drawn.strip() else 0)


def _last_letter(document: Document, row: Row) -> int:
    """The last character of a row, whole."""
    drawn = graphemes(document.text[row.start : row.end])
    return row.start + (drawn[-1][0] if drawn else 0)
