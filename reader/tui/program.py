"""The program: its help, its palette, its themes, and the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Program:
    """The commands that are about no document.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self._screen.app.push_screen(HelpScreen(self._screen.commands, self._screen.run))

    def palette(self) -> None:
        """Show all commands, to search."""
        self._screen.app.action_command_palette()

    def next_theme(self) -> None:
        """Change to the next of the themes made for reading."""
        from reader.tui.theme import THEMES

        app = self._screen.app
        names = [theme.name for theme in THEMES]
        at = names.index(app.theme) if app.theme in names else -1
        app.theme = names[(at + 1) % len(names)]

    def choose_theme(self) -> None:
        """Choose one of all themes, each shown as the cursor comes to it."""
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        app = self._screen.app
        before = app.theme
        themes = sorted(app.available_themes.values(), key=lambda theme: not theme.name.startswith("reader-"))

        def show(name: str | None) -> None:
            app.theme = name or before

        question = Question(
            "Theme",
            [Choice(theme.name, theme.name, "dark" if theme.dark else "light") for theme in themes],
            before,
            preview=show,
        )
        app.push_screen(ChoosingScreen(question, lambda name, _scope: show(name)))

    @property
    def has_document_before(self) -> bool:
        """Whether the reader came here from another document."""
        return self._screen in self._screen.app.screen_stack[1:]

    def close(self) -> None:
        """Go back to the document before, with everything kept; from the first one, close the program."""
        if self.has_document_before:
            self._screen.run_worker(self._go_back(), group="closing", exit_on_error=False)
        else:
            self.quit()

    def quit(self) -> None:
        """Close the program, with everything kept."""
        self._screen.run_worker(self._screen.app.action_quit(), group="closing", exit_on_error=False)

    async def _go_back(self) -> None:
        from reader.tui.screens.reading import ReadingScreen

        await self._screen.leave()
        app = self._screen.app
        if self._screen.is_current:
            app.pop_screen()
            if isinstance(app.screen, ReadingScreen):
                app.screen.keeping.refresh()
