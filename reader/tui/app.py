"""The application: its themes, its palette, its one screen."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
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
from reader.tui.screens.reading import ReadingScreen
from reader.tui.theme import PLAIN, THEMES, page_variables
from reader.tui.visiting import Arrived

if TYPE_CHECKING:
    from reader.library import Record


FEW_COLOURS = ("standard", "windows")
"""What Rich calls terminals of sixteen colours: others would be shown in the nearest of these."""


class ReaderApp(App[None], inherit_bindings=False):
    """Reader's interface for one document.

    Args:
        document: What is read.
        folders: Where things are kept.
        config: The reader's choices.
        warnings: Sentences to show at the start.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Reader"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False  # its key is in the table of commands, like all others

    def __init__(
        self, document: Document, folders: Folders, config: Config, warnings: Iterable[str] = ()
    ) -> None:
        self.keeper = Keeper(folders)
        self._entered: Future[Record] = self.keeper.submit(lambda library: library.enter(document))
        super().__init__()
        self.use_command_palette = True
        self._document = document
        self._folders = folders
        self._config = config
        self.config = remembered.over(config, folders.state)
        self._warnings = (*warnings, *remapped(config.keys, all_commands(config.commands))[1])
        if not config.motion:
            self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        if self.console.color_system in FEW_COLOURS and not self.no_color:
            self.theme = PLAIN
        elif self.config.theme in self.available_themes:
            self.theme = self.config.theme
        else:
            self._warnings += (f"No theme is named {self.config.theme}: the palette lists those there are.",)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and those that the page is drawn with."""
        variables = super().get_css_variables()
        return {**variables, **page_variables(variables)}

    def get_default_screen(self) -> Screen[None]:
        """The reading screen."""
        return ReadingScreen(self._document, self.keeper, self._entered, self._folders, self.config)

    def on_arrived(self, event: Arrived) -> None:
        """Show another document, over the one whose link led to it."""
        document = event.document
        entered = self.keeper.submit(lambda library: library.enter(document))
        self.push_screen(
            ReadingScreen(document, self.keeper, entered, self._folders, self.config, event.place)
        )

    def on_mount(self) -> None:
        """Tell what is to be told, and remember the themes that are chosen."""
        self.theme_changed_signal.subscribe(
            self, lambda theme: self.post_message(Preferred(theme=theme.name))
        )
        for warning in self._warnings:
            self.notify(line(warning), severity="warning", markup=False, timeout=12)

    def on_preferred(self, event: Preferred) -> None:
        """Let settings hold from now on, and remember them."""
        changed = {name: value for name, value in event.values.items() if getattr(self.config, name) != value}
        if changed:
            self.config = replace(self.config, **changed)
            self.keeper.submit(lambda _: remembered.keep(self._config, self._folders.state, changed))

    def get_system_commands(self, screen: Screen[None]) -> Iterable[SystemCommand]:
        """Every command, for the palette."""
        if isinstance(screen, ReadingScreen):
            for command in screen.commands:
                if command.id not in ("palette", "back"):
                    keys = ", ".join(shown(keys) for keys in command.keys)
                    yield SystemCommand(command.title, keys, partial(screen.run, Call(command)))

    async def action_quit(self) -> None:
        """Close with everything kept."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                await screen.leave()
        self.exit()


def run(document: Document, folders: Folders, config: Config, warnings: Iterable[str] = ()) -> int:
    """Read a document in the terminal.

    Returns:
        The exit code: 0, or 1 where the interface broke.
    """
    app = ReaderApp(document, folders, config, warnings)
    try:
        app.run()
    finally:
        app.keeper.close()
    return app.return_code or 0
