"""What lies over the reading screen: screens of their own, with keys from the one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.events import Key
from textual.screen import Screen

from reader.tui.bars import Footer, Prompt
from reader.tui.commands.command import Command, Where
from reader.tui.keys import Call, KeyReader, named

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

EVERYWHERE = ("help", "theme", "quit")
"""The commands whose keys work over the reading screen too."""


class Over(Screen[None]):
    """A screen over the reading screen.

    Args:
        reading: The reading screen, which runs the commands.
    """

    AUTO_FOCUS = None

    PLACES: ClassVar[tuple[Where, ...]] = ()
    """Where its keys come from, the most particular place first."""

    def __init__(self, reading: ReadingScreen) -> None:
        super().__init__()
        self.reading = reading
        self.footer = Footer()
        self.prompt = Prompt(self.footer)
        self.commands = [
            each
            for each in reading.commands
            if each.id in EVERYWHERE or any(place in self.PLACES for place in each.where)
        ]
        self._keys = KeyReader(self.commands)

    @property
    def pointed(self) -> object:
        """What the cursor is on: an entity, a quotation, or anything else."""
        return None

    def offer(self, lead: str = "") -> None:
        """Show in the footer what can be done here.

        Args:
            lead: What stands before it.
        """
        self.footer.offer(self.hints(), lead=lead)

    def hints(self) -> list[Command]:
        """The commands that the footer offers."""
        heard: dict[str, Command] = {}
        for place in self.PLACES:
            for each in self.commands:
                if each.label and each.keys and place in each.where:
                    heard.setdefault(each.keys[0], each)
        return sorted(heard.values(), key=lambda each: "enter" not in each.keys)

    def on_key(self, event: Key) -> None:
        """Take a key, unless it is being typed into the prompt."""
        if self.prompt.is_open:
            return
        event.stop()
        event.prevent_default()
        call = self._keys.feed(named(event), [*self.PLACES, "anywhere"])
        self.footer.say("")
        if call:
            self.reading.run(call)

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """Run the command of a hint."""
        event.stop()
        self.reading.run(Call(event.command))

    def ask(self, label: str, words: str, narrow: Callable[[str], None]) -> None:
        """Ask for words that narrow what is shown, as they are typed.

        Args:
            label: What stands before the line.
            words: What stands in it at first; it holds again when Esc is pressed.
            narrow: Called with what has been typed so far.
        """
        question = Prompt.Question(label, narrow, words, narrow, lambda: narrow(words))
        self.prompt.ask(question)

    def leave(self) -> None:
        """Go back to what lies under it."""
        if self.is_current:  # a key typed ahead comes when the screen has gone already
            self.dismiss()
