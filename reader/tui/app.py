"""The application: its themes, its palette, and which screen lies over which."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.events import DescendantFocus
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from reader import remembered
from reader.config import Config, Folders
from reader.document import Document
from reader.sanitise import line
from reader.tui.commands.command import shown
from reader.tui.commands.own import all_commands
from reader.tui.keeper import Keeper
from reader.tui.keymap import remapped
from reader.tui.keys import Call
from reader.tui.preferred import Preferred
from reader.tui.renewed import Renewed
from reader.tui.theme import PLAIN, THEMES, page_variables
from reader.tui.visiting import Arrived
from reader.tui.wanted import Wanted

if TYPE_CHECKING:
    from reader.library import Record
    from reader.tui.screens.library import LibraryScreen
    from reader.tui.screens.reading import ReadingScreen


MOST_TOLD = 3
"""How many notices of something wrong may lie over the page at the start."""

FEW_COLOURS = ("standard", "windows")
"""What Rich calls terminals of sixteen colours: others would be shown in the nearest of these."""


class ReaderApp(App[None], inherit_bindings=False):
    """Reader's interface: a document, or the library.

    Whatever is opened from the library lies over it, and the documents that links led to lie
    over each other. What is chosen by its name takes the place of all documents that are open.

    Args:
        document: What is read; None for the library.
        folders: Where things are kept.
        config: The reader's choices.
        warnings: Sentences to show at the start.
        words: What is looked for in the library.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Reader"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False  # its key is in the table of commands, like all others

    def __init__(
        self,
        document: Document | None,
        folders: Folders,
        config: Config,
        warnings: Iterable[str] = (),
        words: str = "",
    ) -> None:
        self.keeper = Keeper(folders)
        self._opened = (document, self._enter(document)) if document else None
        super().__init__()
        self.use_command_palette = True
        self._words = words
        self._folders = folders
        self._config = config
        self.config = remembered.over(config, folders.state)
        self._warnings = (*warnings, *remapped(config.keys, all_commands(config.commands, config.colours))[1])
        if not config.motion:
            self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        if self.console.color_system in FEW_COLOURS or self.no_color:
            self.theme = PLAIN
        elif self.config.theme in self.available_themes:
            self.theme = self.config.theme
        else:
            words = f"No theme is named {self.config.theme}: the palette lists those there are."
            self._warnings = (words, *self._warnings)

    def get_driver_class(self) -> type[Driver]:
        """What writes to the terminal: whatever width that gives to a text, nothing is displaced."""
        from reader.tui.terminal import holding

        return holding(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to all that is drawn: without colours, not even shades of grey stay."""
        return (NoColor(),) if self.no_color else super().get_line_filters()

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and those that the page is drawn with."""
        variables = super().get_css_variables()
        return {**variables, **page_variables(variables)}

    def get_default_screen(self) -> Screen[None]:
        """The reading screen, or the library's."""
        screen = self._reading(*self._opened) if self._opened else self._library()
        screen._push_result_callback(self, None)  # without one Textual cannot switch to another in its place
        self._opened = None
        return screen

    def _enter(self, document: Document) -> Future[Record]:
        self.keeper.lately.put(document)
        return self.keeper.submit(lambda library: library.enter(document))

    def _reading(self, document: Document, entered: Future[Record], place: str = "") -> ReadingScreen:
        from reader.tui.screens.reading import ReadingScreen

        return ReadingScreen(document, self.keeper, entered, self._folders, self.config, place)

    def _library(self) -> LibraryScreen:
        from reader.tui.screens.library import LibraryScreen

        return LibraryScreen(self.keeper, self._folders, self.config, self._words)

    def action_command_palette(self) -> None:
        """Show all commands, to search."""
        from reader.tui.screens.leaving import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program, which Ctrl+C is meant for until it has ended."""
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            with super().suspend():
                yield
        finally:
            signal.signal(signal.SIGINT, before)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let no cursor blink, in whatever is typed into."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    async def on_arrived(self, event: Arrived) -> None:
        """Show another document: over the one whose link led to it, or in the place of all that are open."""
        from reader.tui.screens.library import LibraryScreen
        from reader.tui.screens.reading import ReadingScreen

        screen = self._reading(event.document, self._enter(event.document), event.place)
        if not event.chosen or not isinstance(self.screen, LibraryScreen | ReadingScreen):
            self.push_screen(screen)
            return
        library = next((each for each in self.screen_stack if isinstance(each, LibraryScreen)), None)
        await self._leave_documents()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if library:
            if self.screen is not library:
                self.switch_screen(library)
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    async def on_renewed(self, event: Renewed) -> None:
        """Show a later version of a document in the place of the one that is on the screen."""
        if self.screen is event.screen:  # else something lies over it by now
            await event.screen.leave()
            screen = self._reading(event.document, self._enter(event.document))
            screen.reloading.resume(event)
            screen.set_class(screen.panels.alone, "alone")
            self.switch_screen(screen)

    async def on_wanted(self, _event: Wanted) -> None:
        """Show the library: over the document, or, where that was opened from it, in its place."""
        from reader.tui.screens.library import LibraryScreen
        from reader.tui.screens.reading import ReadingScreen

        library = self.screen_stack[0]
        if not isinstance(self.screen, ReadingScreen):
            return
        if not isinstance(library, LibraryScreen):
            self.push_screen(self._library())
            return
        library.behind = self.screen.keeping.record_id
        await self._leave_documents()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def _leave_documents(self) -> None:
        """Let every document that is open keep its place."""
        from reader.tui.screens.reading import ReadingScreen

        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                await screen.leave()

    def on_mount(self) -> None:
        """Tell what is to be told, and remember the themes that are chosen."""
        self.theme_changed_signal.subscribe(
            self, lambda theme: self.post_message(Preferred(theme=theme.name))
        )
        told = self._warnings if len(self._warnings) <= MOST_TOLD else self._warnings[: MOST_TOLD - 1]
        for warning in told:
            self.notify(line(warning), severity="warning", markup=False, timeout=12)
        if more := len(self._warnings) - len(told):
            words = f"{more} more things are wrong with the settings: `reader config` lists them."
            self.notify(words, severity="warning", markup=False, timeout=12)

    def on_preferred(self, event: Preferred) -> None:
        """Let settings hold from now on, and remember them."""
        changed = {name: value for name, value in event.values.items() if getattr(self.config, name) != value}
        if changed:
            self.config = replace(self.config, **changed)
            self.keeper.submit(lambda _: remembered.keep(self._config, self._folders.state, changed))

    def get_system_commands(self, screen: Screen[None]) -> Iterable[SystemCommand]:
        """Every command, for the palette."""
        from reader.tui.screens.library import LibraryScreen
        from reader.tui.screens.reading import ReadingScreen

        if isinstance(screen, LibraryScreen | ReadingScreen):
            for command in screen.commands:
                if command.id not in ("palette", "back"):
                    keys = ", ".join(shown(keys) for keys in command.keys)
                    yield SystemCommand(command.title, keys, partial(screen.run, Call(command)))

    async def action_quit(self) -> None:
        """Close with everything kept."""
        await self._leave_documents()
        self.exit()


def run(
    document: Document | None,
    folders: Folders,
    config: Config,
    warnings: Iterable[str] = (),
    words: str = "",
) -> int:
    """Read a document in the terminal, or look through the library.

    Args:
        document: What is read; None for the library.
        folders: Where things are kept.
        config: The reader's choices.
        warnings: Sentences to show at the start.
        words: What is looked for in the library.

    Returns:
        The exit code: 0, or 1 where the interface broke.
    """
    if re.match(r"vt\d", os.environ.get("TERM", "")):  # DEC's terminals have no colours
        os.environ.setdefault("NO_COLOR", "1")
    app = ReaderApp(document, folders, config, warnings, words)
    try:
        app.run()
    finally:
        app.keeper.close()
    return app.return_code or 0
