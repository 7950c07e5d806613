"""Taking the notes away, as Markdown, into a file or the clipboard."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation import Annotation, now
from reader.mending import credited
from reader.tui.bars import Prompt
from reader.tui.keeper import KeeperError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.tui.screens.reading import ReadingScreen


class Exporting:
    """The export commands.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Ask where to write the notes: those that are marked in Notes, or all."""
        picked = self._screen.annotating.picked
        what = f"{len(picked)} marked {'note' if len(picked) == 1 else 'notes'}" if picked else "the notes"

        def submit(typed: str) -> None:
            self._submit(typed, picked)

        self._screen.prompt.ask(
            Prompt.Question(
                f"Write {what} to", submit, self._suggestion("marked-notes" if picked else "notes")
            )
        )

    def copy(self) -> None:
        """Copy the notes that are marked in Notes, or all, as Markdown to the clipboard."""
        notes = self._screen.annotating.picked or self._screen.annotating.annotations
        what = f"{len(notes)} {'note' if len(notes) == 1 else 'notes'} as Markdown"
        self._screen.copying.put(self._markdown(notes), what)

    def _suggestion(self, ending: str) -> str:
        name = re.sub(r"[^\w.-]+", "-", self._screen.document.title.lower()).strip("-.")[:80]
        path = Path(f"{name or 'notes'}-{ending}.md")
        with contextlib.suppress(OSError):  # the folder that Reader was started in may have gone
            path = path.absolute()
        return str(path)

    def _markdown(self, notes: Sequence[Annotation]) -> str:
        from reader.exchange.markdown import export

        screen = self._screen
        annotations = credited(notes, screen.document.text, screen.mending.corrections)
        record_id, colours = screen.keeping.record_id, screen.config.colours
        return export(screen.document, record_id, annotations, exported=now(), colours=colours)

    def _submit(self, typed: str, picked: Sequence[Annotation]) -> None:
        if typed.strip():
            work = self._write(Path(typed.strip()), picked)
            self._screen.run_worker(work, group="library", exit_on_error=False)

    async def _write(self, path: Path, picked: Sequence[Annotation]) -> None:
        from reader.exchange.markdown import ExportError, write

        text = self._markdown(picked or self._screen.annotating.annotations)

        def verb(_library: Library) -> str:
            try:
                write(path.expanduser(), text)
            except (ExportError, RuntimeError) as error:  # the latter: `~nobody`
                raise KeeperError(str(error)) from error
            return f"Notes written to {path}"

        try:
            self._screen.status.say(await self._screen.keeper.call(verb))
        except KeeperError as error:
            self._screen.status.warn(str(error))
