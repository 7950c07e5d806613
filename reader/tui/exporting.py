"""Taking the notes away, as Markdown, into a file or the clipboard."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation import now
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
        """Ask where to write the notes."""
        self._screen.prompt.ask(Prompt.Question("Write the notes to", self._submit, self._suggestion()))

    def copy(self) -> None:
        """Copy all notes as Markdown to the clipboard."""
        count = len(self._screen.annotating.annotations)
        what = f"{count} {'note' if count == 1 else 'notes'} as Markdown"
        self._screen.copying.put(self._markdown(), what)

    def _suggestion(self) -> str:
        name = re.sub(r"[^\w.-]+", "-", self._screen.document.title.lower()).strip("-.")[:80]
        path = Path(f"{name or 'notes'}-notes.md")
        with contextlib.suppress(OSError):  # the folder that Reader was started in may have gone
            path = path.absolute()
        return str(path)

    def _markdown(self) -> str:
        from reader.exchange.markdown import export

        screen = self._screen
        annotations = credited(
            screen.annotating.annotations, screen.document.text, screen.mending.corrections
        )
        return export(screen.document, screen.keeping.record_id, annotations, exported=now())

    def _submit(self, typed: str) -> None:
        if typed.strip():
            path = Path(typed.strip())
            self._screen.run_worker(self._write(path), group="library", exit_on_error=False)

    async def _write(self, path: Path) -> None:
        from reader.exchange.markdown import ExportError, write

        text = self._markdown()

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
