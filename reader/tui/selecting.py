"""Selecting a passage: the caret and its keys, over the article."""

from __future__ import annotations

from collections.abc import Callable

from reader.document import Span
from reader.page.looks import Layer, Look
from reader.page.prose import next_sentence, previous_sentence, sentence_at
from reader.page.turning import page_rows
from reader.page.width import grapheme_end
from reader.tui import selection as motions
from reader.tui.article import ArticleView
from reader.tui.moving import half_page_rows
from reader.tui.selection import Motion, Selection

MOTIONS: dict[str, Motion] = {
    "left": motions.left,
    "right": motions.right,
    "word": motions.word_forward,
    "word-end": motions.word_end,
    "word-back": motions.word_back,
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
        self._whole_sentences = False
        self._column: int | None = None
        self.selection: Selection | None = None

    @property
    def span(self) -> Span | None:
        """The selected range, or None."""
        return self.selection.span(self._document.text) if self.selection else None

    def clear(self) -> None:
        """Select nothing; the caret's place is remembered until the page moves."""
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
        if self.selection is None or not self._whole_sentences:
            span = sentence_at(self._document, self.place)
            if span:
                self._set(Selection.over(span), whole_sentences=True)
        elif following := next_sentence(self._document, self.selection.head):
            self._set(self.selection.moved(following.end - 1), whole_sentences=True)

    def move(self, motion: str, count: int = 1) -> None:
        """Move the caret; the selection's other end stays.

        Args:
            motion: A key of `MOTIONS` or of `ROWS`.
            count: How many times.
        """
        if self.selection is None:
            return
        if motion in ("up", "down") and self._whole_sentences:
            self._other_sentence(motion, count)
            return
        if motion in ROWS:
            self._by_rows(count * ROWS[motion](self._article.rows))
            return
        head = self.selection.head
        for _ in range(count):
            head = MOTIONS[motion](self._document, head)
        self._set(self.selection.moved(head))

    def swap(self) -> None:
        """Put the caret at the selection's other end."""
        if self.selection:
            self._set(self.selection.swapped())

    def restore(self, selection: Selection) -> None:
        """Select again what was selected before, unless something else is by now."""
        if self.selection is None:
            self._set(selection)

    def drag(self, anchor: int, head: int) -> None:
        """Select between two offsets, as the mouse is drawn over the text."""
        self._set(Selection(anchor, head))

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
            self._set(Selection.over(span), whole_sentences=True)

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
        self, selection: Selection | None, *, whole_sentences: bool = False, column: int | None = None
    ) -> None:
        self.selection = selection
        self._whole_sentences = whole_sentences
        self._column = column
        if selection:
            text = self._document.text
            span = selection.span(text)
            caret = Look(selection.head, grapheme_end(text, selection.head), "caret")
            self._article.painter.set_layer(
                "selection", Layer([Look(span.start, span.end, "selection"), caret])
            )
            self._article.follow(selection.head)
        else:
            self._article.painter.set_layer("selection", Layer())
        self._article.painter.set_caret(selection.head if selection else -1)
        self._changed()
