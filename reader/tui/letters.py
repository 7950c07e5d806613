"""Letters: places of the document that a reader gave a letter to, kept with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.page.width import fit
from reader.sanitise import line
from reader.tui.commands.command import Command
from reader.tui.keeper import KeeperError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.tui.screens.reading import ReadingScreen

ALPHABET = "abcdefghijklmnopqrstuvwxyz"

SNIPPET = 22
"""Cells of a place's text in the footer."""

LOOKED_AT = 200
"""Code points of a place's text that may be shown in the list."""


class Letters:
    """The places that have a letter, and the key that is waited for to name one.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._waiting: Callable[[str], None] | None = None
        self._places: dict[str, int] = {}

    # The key that follows

    def set(self) -> None:
        """Wait for the letter that the place here gets."""
        self._waiting = self._set
        self._screen.status.say("A letter marks this place · Esc leaves")

    def go(self) -> None:
        """Wait for the letter of a place to go to, and show those there are."""
        self._waiting = self._went
        self._read(self._offer)

    def feed(self, key: str) -> bool:
        """Take a key while one is waited for.

        Returns:
            Whether it was waited for.
        """
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return False
        self._screen.status.say("")
        self._screen.status.show()
        if key != "escape":
            waiting(key)
        return True

    def leave(self) -> None:
        """Wait for no key."""
        if self._waiting:
            self.feed("escape")

    def _set(self, letter: str) -> None:
        screen = self._screen
        if len(letter) != 1 or letter not in ALPHABET:
            screen.status.say("Only the letters from a to z mark a place.")
            return
        offset = screen.selecting.place
        verb = _marking(screen, letter, offset)
        screen.keeping.change(verb, f"Place {letter} is here: '{letter} comes back to it.")

    def _went(self, key: str) -> None:
        if key in ("'", "`"):
            self.swap()
        elif key == "tab":
            self.choose()
        elif len(key) == 1 and key in ALPHABET:
            self._read(lambda: self.jump(key))
        else:
            self._screen.status.say("A letter goes to its place, '' to where the last jump began.")

    # The places

    def jump(self, letter: str) -> None:
        """Go to the place of a letter."""
        offset = self._places.get(letter)
        if offset is None:
            self._screen.status.say(f"No place has the letter {letter}: m{letter} gives it to one.")
        else:
            self._waiting = None
            self._screen.following.jump(offset, at=1 / 2)
            self._screen.status.say(f"Place {letter}")

    def _read(self, then: Callable[[], None]) -> None:
        """Read the places from the library, then go on."""
        record_id = self._screen.keeping.record_id

        async def run() -> None:
            try:
                self._places = await self._screen.keeper.call(lambda library: library.marks(record_id))
            except KeeperError as error:
                self._screen.status.warn(str(error))
            then()

        if record_id:
            self._screen.run_worker(run(), group="library", exit_on_error=False)
        else:
            then()

    def _offer(self) -> None:
        """Show the places in the footer, each with its letter."""
        if self._waiting is None:  # the letter was typed already
            return
        hints = [
            Command(f"place-{letter}", (letter,), "", "letters.jump", (), letter, label=self._snippet(offset))
            for letter, offset in sorted(self._places.items(), key=lambda each: each[1])
        ]
        back = Command("back-and-forth", ("'",), "", "letters.swap", (), label="where the last jump began")
        every = Command("all-places", ("tab",), "", "letters.choose", (), label="all")
        self._screen.footer.offer(
            [*([every] if len(hints) > 1 else []), *hints, back],
            lead="Go to" if hints else "No places yet: m and a letter marks one.",
        )

    def swap(self) -> None:
        """Go to where the last jump began."""
        self._waiting = None
        self._screen.following.swap()

    def choose(self) -> None:
        """Show all places in a list, to choose one."""
        self._waiting = None
        self._read(self._choose)

    def _choose(self) -> None:
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        if not self._places:
            self._screen.status.say("No places yet: m and a letter marks one.")
            return
        text = self._screen.document.text
        choices = [
            Choice(letter, f"{letter}   {self._snippet(offset, 64)}", f"{offset / max(1, len(text)):.0%}")
            for letter, offset in sorted(self._places.items(), key=lambda each: each[1])
        ]
        question = Question("Places", choices, verb="goes there")
        self._screen.app.push_screen(ChoosingScreen(question, lambda letter, _scope: self.jump(letter)))

    def _snippet(self, offset: int, size: int = SNIPPET) -> str:
        document = self._screen.document
        leaf = document.leaf_at(offset)
        end = min(offset + LOOKED_AT, leaf.end if leaf else offset)
        return fit(line(document.text[offset:end]), size)


def _marking(screen: ReadingScreen, letter: str, offset: int) -> Callable[[Library], None]:
    """The verb that gives a place of the screen's document a letter, once the library has the document."""
    return lambda library: library.mark(screen.keeping.record_id, letter, offset)
