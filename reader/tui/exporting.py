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
    from reader.tui.screens.reading import ReadingScreen

AGAIN = "Another name, or the same again"
"""What stands before the prompt where an export was changed since it was written."""


class _ChangedError(KeeperError):
    """An earlier export has been changed: it is replaced only if its name is given once more.

    Args:
        told: One sentence for the reader.
        free: Another name.
    """

    def __init__(self, told: str, free: Path) -> None:
        super().__init__(told)
        self.free = free


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

    def _submit(self, typed: str, picked: Sequence[Annotation], refused: Path | None = None) -> None:
        """Write to what was typed; what was refused a moment ago is replaced now."""
        if typed.strip():
            work = self._write(Path(typed.strip()), picked, refused)
            self._screen.run_worker(work, group="library", exit_on_error=False)

    async def _write(self, path: Path, picked: Sequence[Annotation], refused: Path | None) -> None:
        text = self._markdown(picked or self._screen.annotating.annotations)
        screen = self._screen
        try:
            screen.status.say(await screen.keeper.call(lambda _library: _written(path, text, refused)))
        except _ChangedError as changed:
            screen.status.warn(str(changed))
            if screen.is_current and not screen.prompt.is_open:
                self._ask_again(path, changed.free, picked)
        except KeeperError as error:
            screen.status.warn(str(error))

    def _ask_again(self, path: Path, free: Path, picked: Sequence[Annotation]) -> None:
        """Ask for another name than that of an export that was changed, or for the same to replace it."""

        def submit(typed: str) -> None:
            self._submit(typed, picked, path)

        self._screen.prompt.ask(Prompt.Question(AGAIN, submit, str(free), goes_on=True))


def _written(path: Path, text: str, refused: Path | None) -> str:
    """Write an export, and tell where it is; for the library's thread.

    Args:
        path: Where, as it was typed.
        text: The export.
        refused: A path, as it was typed, at which a changed export is replaced.

    Raises:
        KeeperError: It cannot be written, or not before the reader is asked.
    """
    from reader.exchange.markdown import ChangedError, ExportError, free_name, write

    try:
        file = path.expanduser().absolute()
        again = refused is not None and file == refused.expanduser().absolute()
        copy = write(file, text, aside=again)
    except ChangedError as error:
        told = (
            f"{path.name} was changed since it was exported: another name, or the same again to replace it."
        )
        raise _ChangedError(told, free_name(path.expanduser())) from error
    except (ExportError, OSError, RuntimeError) as error:  # the last: `~nobody`
        raise KeeperError(str(error)) from error
    # the footer is short, and the name was typed just now
    return f"Notes written; what was there is in {copy.name}" if copy else f"Notes written to {path}"
