"""The interface under test: a small document, its findings, and the app without a terminal."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from reader.analysis.findings import Analysis, Cue, Entity, Mention, Quotation, Speaker
from reader.annotation import Annotation
from reader.config import Config, Folders
from reader.document import Block, Document
from reader.library import Library
from reader.tui import understanding
from reader.tui.app import ReaderApp
from reader.tui.screens.reading import ReadingScreen

HEADINGS = ("The Harbour Opens", "What the Mayor Said", "What Comes Next")
PARAGRAPHS = (
    "The harbour of Brimley opened again on Monday. Ann Ames, the mayor, cut a ribbon. Ships came in.",
    "“We have waited for nine years,” Ames said. “Nobody will close it again.” The crowd cheered.",
    "Ben Bell, of the Port Council, called the works “a slow miracle.” He did not say what they had cost.",
)
FILLER = "Nothing else happened on that day, and those who were there went home by the old road. " * 6


def harbour() -> Document:
    """An article of three sections, several screens long."""
    text, blocks = "", []
    for heading, paragraph in zip(HEADINGS, PARAGRAPHS, strict=True):
        for kind, content in (
            ("heading", heading),
            ("paragraph", paragraph),
            *[("paragraph", FILLER.strip())] * 3,
        ):
            text += "\n\n" if text else ""
            level = 2 if kind == "heading" else 0
            blocks.append(Block(kind, len(text), len(text) + len(content), level))  # type: ignore[arg-type]
            text += content
    return Document(
        text,
        tuple(blocks),
        title="The Harbour",
        site="The Brimley Post",
        date="3 May 2021",
        source="/x/harbour.txt",
    )


def findings(document: Document) -> Analysis:
    """What an engine would find in `harbour`; in any other document nothing."""
    if document.text != harbour().text:
        return Analysis()

    def mentions(*names: str) -> tuple[Mention, ...]:
        spots = sorted(
            (start, name)
            for name in names
            for start in range(len(document.text))
            if document.text.startswith(name, start)
        )
        kept: list[Mention] = []
        for start, name in spots:
            if not kept or start >= kept[-1].end:
                kept.append(Mention(start, start + len(name), name))
        return tuple(kept)

    def quotation(words: str, name: str, cue: str) -> Quotation:
        start, at = document.text.index(words), document.text.index(cue)
        speaker = Speaker(name, 0, 3, name, 0.9)
        return Quotation(start, start + len(words), words, "direct", speaker, Cue(at, at + len(cue), cue))

    return Analysis(
        (
            Entity("Ann Ames", "person", mentions("Ann Ames", "Ames")),
            Entity("Ben Bell", "person", mentions("Ben Bell")),
            Entity("Port Council", "organisation", mentions("Port Council")),
            Entity("Brimley", "place", mentions("Brimley")),
            Entity("Monday", "date", mentions("Monday")),
        ),
        (
            quotation("“We have waited for nine years,”", "Ann Ames", "said"),
            quotation("“Nobody will close it again.”", "Ann Ames", "said"),
            quotation("“a slow miracle.”", "Ben Bell", "called"),
        ),
    )


class CannedChild:
    """In the engine's place: the findings are known, and there at once."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def run(
        self, progress: Callable[[float], None], partial: Callable[[Analysis], None], _first: int
    ) -> Analysis:
        found = findings(self._document)
        progress(0.25)
        partial(Analysis(found.entities))
        progress(0.5)
        return found

    def stop(self) -> None:
        """Nothing runs."""


class EmptyChild(CannedChild):
    """Finds nothing."""

    def run(self, progress: Callable[[float], None], *_more: object) -> Analysis:
        progress(1.0)
        return Analysis()


class Running:
    """A running app, its keys and what it shows."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], folders: Folders) -> None:
        self.app, self.pilot, self.folders = app, pilot, folders

    async def press(self, keys: str) -> None:
        """Press keys, parted by spaces, and wait until all that follows is done."""
        await self.pilot.press(*keys.split())
        await self.settle()

    async def type(self, words: str) -> None:
        """Type words."""
        await self.pilot.press(*("space" if letter == " " else letter for letter in words))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the screen is drawn."""
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """What is on the screen, row by row."""
        width = self.app.size.width
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip)[:width].rstrip() for strip in strips]

    @property
    def footer(self) -> str:
        """The last row of the screen."""
        return self.lines[-1]

    def shows(self, words: str) -> bool:
        """Whether a row of the screen has some words."""
        return any(words in line for line in self.lines)


class Reading(Running):
    """A running app, its screen, and shortcuts to what tests look at."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], folders: Folders) -> None:
        super().__init__(app, pilot, folders)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        self.screen = screen
        self.article = screen.article
        self.text = screen.document.text

    async def caret(self, words: str) -> None:
        """Put the caret on the first letter of some words."""
        at = self.text.index(words)
        self.screen.selecting.drag(at, at)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the workers have ended and the screen is drawn."""
        await self.app.workers.wait_for_complete(
            [worker for worker in self.app.workers if worker.group == "library"]
        )
        await self.pilot.pause()

    @property
    def selected(self) -> str:
        """The selected text."""
        span = self.screen.selecting.span
        return self.text[span.start : span.end] if span else ""

    @property
    def kept(self) -> list[Annotation]:
        """What the library holds, read anew from the disk."""
        library = Library(self.folders)
        return library.annotations(self.screen.keeping.record_id)

    @property
    def written(self) -> str:
        """The note that is being written."""
        return self.app.screen.query_one(TextArea).text


@asynccontextmanager
async def reading(
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = (120, 30),
    document: Document | None = None,
    child: Any = CannedChild,
    config: Config | None = None,
) -> AsyncIterator[Reading]:
    """The app on a document, entered into the library and understood."""
    monkeypatch.setattr(understanding, "AnalysisChild", child)
    app = ReaderApp(document or harbour(), folders, config or Config())
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield Reading(app, pilot, folders)
    app.keeper.close()
