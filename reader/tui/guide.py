"""The first steps: in the sample article, one line after the other says what to try."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.opening import OpenError, sample_source
from reader.tui.commands.command import with_keys
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try.

    Attributes:
        words: What is said; the keys of commands stand in it in braces, by the commands' ids.
        done_by: The commands of which one ends the step.
    """

    words: str
    done_by: tuple[str, ...]


STEPS = (
    Step("Welcome. {page-down} reads on, {page-up} goes back.", ("page-down", "line-down", "half-page-down")),
    Step("{sentence} selects a sentence; again, one more.", ("sentence", "select")),
    Step("{highlight} highlights it; {note} writes a note to it.", ("highlight", "note")),
    Step("{next-panel} goes to the lists, {go} to a row’s place.", ("go",)),
    Step("{search} searches. {undo} takes back whatever you did.", ("search", "undo")),
    Step("{export} writes your notes to a Markdown file.", ("export", "copy-notes")),
    Step("`reader FILE` opens your own. {help} shows all keys.", ("help",)),
)


class Guide:
    """Leads through the first steps.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._line: Static | None = None
        self._at = 0

    @property
    def shown(self) -> bool:
        """Whether the steps are on the screen."""
        return self._line is not None

    def offer(self) -> None:
        """Begin, if the document is the sample."""
        with contextlib.suppress(OpenError):
            if self._screen.document.source == sample_source():
                self.begin()

    def begin(self) -> None:
        """Show the first step."""
        self._at = 0
        if self._line is None:
            self._line = Static(id="guide", markup=False)
            self._screen.mount(self._line, before=self._screen.prompt)
        self._show()

    def toggle(self) -> None:
        """Show the first steps, or put them away for good."""
        if self.shown:
            self.end()
            self._screen.status.say("The first steps are put away; the command palette brings them back.")
        else:
            self.begin()

    def ran(self, command_id: str) -> None:
        """Go to the next step, if this command ends the one that is shown."""
        if self.shown and command_id in STEPS[self._at].done_by:
            self._at += 1
            if self._at < len(STEPS):
                self._show()
            else:
                self.end()

    def end(self) -> None:
        """Put the steps away for good."""
        if self._line:
            self._line.remove()
            self._line = None
            self._screen.post_message(Preferred(guide=False))

    def _show(self) -> None:
        assert self._line
        words = with_keys(STEPS[self._at].words, self._screen.commands)
        leave = with_keys("   {guide} puts this away", self._screen.commands)
        self._line.update(
            Content.assemble((f"{self._at + 1} of {len(STEPS)} · ", "dim"), words, (leave, "dim"))
        )
