"""Copying a passage: its words, or with who says it and where it is from."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.findings import UNSURE, Quotation, Speaker
from reader.document import Span
from reader.exchange.clipboard import SURE, Program, programs
from reader.page.looks import Layer, Look
from reader.tui.actions import extent
from reader.tui.commands.command import with_keys

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

FLASH = 0.2
"""Seconds for which the words that were copied are lit."""

WHERE = {"tmux": "to tmux and the terminal's clipboard", "": "to the terminal's clipboard"}
"""What is said of clipboards that answer for nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is to be copied.

    Attributes:
        text: Its words.
        span: Where they stand; None where they are no longer in the text.
        speaker: Who says them; empty where that is the writer, or unknown.
    """

    text: str
    span: Span | None
    speaker: str = ""


class Copying:
    """The commands that copy what is selected or chosen.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def copy(self) -> None:
        """Copy the words."""
        if passage := self._passage():
            self._take(passage, passage.text, extent(passage.text))

    def cite(self) -> None:
        """Copy the words in quotation marks, with their speaker and their source."""
        from reader.exchange.citation import cited

        if passage := self._passage():
            text = cited(self._screen.document, passage.text, passage.span, passage.speaker)
            self._take(passage, text, f"{extent(passage.text)} with the source")

    def quote(self) -> None:
        """Copy the passage as a quotation in Markdown, with its links and its source."""
        from reader.exchange.quoting import quoted

        passage = self._passage()
        if passage and passage.span is None:
            self._screen.status.say("This is no longer in the text: y copies its words.")
        elif passage and passage.span:
            text = quoted(self._screen.document, passage.span, passage.speaker)
            self._take(passage, text, f"{extent(passage.text)} as Markdown")

    def put(self, text: str, what: str) -> None:
        """Put a text into every clipboard within reach, and tell where it went.

        Args:
            text: The text.
            what: What it is, such as `12 words`.
        """
        self._screen.app.copy_to_clipboard(text)
        if found := programs():
            work = self._put(found, text, what)
            self._screen.run_worker(work, group="clipboard", exclusive=True, exit_on_error=False)
        else:
            self._tell(what, WHERE[""], text)

    async def _put(self, found: list[Program], text: str, what: str) -> None:
        took = {program.holder for program in found if await asyncio.to_thread(program.put, text)}
        self._tell(what, "" if "computer" in took else WHERE["tmux" if "tmux" in took else ""], text)

    def _tell(self, what: str, where: str, text: str) -> None:
        if where and len(text.encode("utf-8", "replace")) > SURE:
            where += ", which may refuse so much"
        self._screen.status.say(f"Copied {what} ({where})." if where else f"Copied {what}.")

    def _passage(self) -> Passage | None:
        """What a command is about: the quote in Quotes, the selection, or the chosen highlight."""
        screen = self._screen
        quotation = screen.quotes.current if screen.quotes.has_focus else None
        if isinstance(quotation, Quotation):
            span = Span(quotation.start, quotation.end)
            return Passage(quotation.text, span, _name(quotation.speaker))
        span_or_none = None if screen.notes.has_focus else screen.selecting.span
        if span_or_none:
            text = screen.document.text[span_or_none.start : span_or_none.end]
            return Passage(text, span_or_none, self._speaker(span_or_none))
        if picked := screen.annotating.picked:
            words = (each.target.exact or each.note for each in picked)
            return Passage("\n\n".join(words), None)
        chosen = screen.annotating.chosen
        if chosen and chosen.kind == "document":
            return Passage(chosen.note, None)
        if chosen:
            span = Span(chosen.target.start, chosen.target.end)
            return Passage(chosen.target.exact, None if chosen.orphan else span, chosen.speaker)
        screen.status.say(
            with_keys("Nothing is selected to be copied. {close} closes Reader.", screen.commands)
        )
        return None

    def _speaker(self, span: Span) -> str:
        from reader.tui.textobjects import TextObjects

        objects = TextObjects(self._screen.document, self._screen.understanding.analysis)
        quotation = objects.quotation_over(span)
        return _name(quotation.speaker) if quotation else ""

    def _take(self, passage: Passage, text: str, what: str) -> None:
        """Put a text into the clipboards, and let go of the selection with a flash."""
        screen = self._screen
        selecting, painter = screen.selecting, screen.front.article.painter
        if selecting.selection and passage.span:
            selecting.clear()
            if screen.app.animation_level != "none":
                painter.set_layer(
                    "selection", Layer([Look(passage.span.start, passage.span.end, "selection")])
                )

                def end() -> None:
                    if selecting.selection is None:
                        painter.set_layer("selection", Layer())

                screen.set_timer(FLASH, end)
        self.put(text, what)


def _name(speaker: Speaker | None) -> str:
    """A speaker who is sure."""
    return speaker.name if speaker and speaker.confidence >= UNSURE else ""
