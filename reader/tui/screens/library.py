"""The library screen: all documents, to find one, to open it, to remove it or bring it back."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen

from reader.config import Config, Folders
from reader.opening import STDIN, Options
from reader.opening.addresses import is_address
from reader.tui.bars import Footer, Prompt
from reader.tui.commands.command import Command, Where
from reader.tui.commands.own import all_commands
from reader.tui.holdings import Holdings
from reader.tui.keeper import Keeper
from reader.tui.keymap import remapped
from reader.tui.keys import Call, KeyReader
from reader.tui.panels.shelf import Shelf
from reader.tui.part import part
from reader.tui.paths import completed, reveal
from reader.tui.telling import Telling
from reader.tui.visiting import OnTheWay, Visiting
from reader.tui.wording import whence

if TYPE_CHECKING:
    from reader.library import Record
    from reader.tui.copying import Copying
    from reader.tui.program import Program
    from reader.tui.removing import Removing

EVERYWHERE = ("help", "palette", "theme", "choose-theme", "quit")
"""The commands that are about no document, which work here too."""


class LibraryScreen(Screen[None]):
    """The documents of the library.

    Args:
        keeper: The library.
        folders: Where it lies.
        config: The reader's choices.
        words: What is looked for at first.
    """

    AUTO_FOCUS = "Shelf"

    PLACES: ClassVar[tuple[Where, ...]] = ("library", "list", "anywhere")

    copying: Copying = part("reader.tui.copying", "Copying")
    program: Program = part("reader.tui.program", "Program")
    removing: Removing = part("reader.tui.removing", "Removing")

    def __init__(self, keeper: Keeper, folders: Folders, config: Config, words: str = "") -> None:
        super().__init__()
        self.keeper, self.folders, self.config = keeper, folders, config
        self.behind = ""
        self.commands = [
            each
            for each in remapped(config.keys, all_commands(config.commands))[0]
            if each.id in EVERYWHERE or "library" in each.where or _moves_in_a_list(each)
        ]
        self.keys = KeyReader(self.commands)
        self.footer = Footer()
        self.prompt = Prompt(self.footer)
        self.status = Telling(self, self.footer)
        self.visiting = Visiting(self, Options.of_user(config, folders))
        self.shelf = Shelf()
        self.cursor = self.shelf  # it moves by the commands of the lists beside the page
        self.holdings = Holdings(self, words)

    def compose(self) -> ComposeResult:
        """The list, what the keys do."""
        yield self.shelf
        yield self.prompt
        yield self.footer

    def on_mount(self) -> None:
        """Show what the keys do."""
        self.keeper.begin()
        self.holdings.show(first=True)

    def on_screen_resume(self) -> None:
        """Look at the library anew: what was read meanwhile is told at once."""
        self.holdings.refresh()

    async def leave(self) -> None:
        """End what is on its way."""
        self.visiting.stop()

    # What can be done

    def offer(self) -> None:
        """Show what can be done, and with which keys."""
        lead = self.keys.pending
        self.footer.offer([] if lead else self.hints(), lead=f"{lead} …" if lead else "")
        self.footer.place("" if self.hints() else "? keys")

    def hints(self) -> list[Command]:
        """The commands that the footer offers."""
        own = [each for each in self.commands if each.label and each.keys and "library" in each.where]
        if self.holdings.in_trash:
            labels = {"library-open": "bring back", "library-find": "find", "library-trash": "library"}
            own = [replace(each, label=labels[each.id]) for each in own if each.id in labels]
        if self.shelf.current:
            return own
        return [each for each in own if each.id in ("library-find", "library-new", "library-trash")]

    # Keys

    def on_key(self, event: Key) -> None:
        """Take a key, unless it is being typed into the prompt."""
        if self.prompt.is_open:
            return
        event.stop()
        event.prevent_default()
        printable = event.is_printable and event.character not in (None, " ") and "+" not in event.key[1:]
        call = self.keys.feed(str(event.character if printable else event.key), self.PLACES)
        self.footer.say("")
        self.offer()
        if call:
            self.run(call)

    def run(self, call: Call) -> None:
        """Run a command."""
        command = call.command
        arguments: list[object] = [] if command.argument is None else [command.argument]
        if command.counted:
            arguments.append(call.count)
        attrgetter(command.action)(self)(*arguments)

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """Run the command of a hint."""
        self.run(Call(event.command))

    # What the parts tell

    def on_shelf_chosen(self, event: Shelf.Chosen) -> None:
        """Open the document, or bring it back from the trash."""
        record = event.entry.record
        if self.holdings.in_trash:
            self.removing.recover(record.id)
        else:
            self.visiting.reopen(record.id)

    def on_shelf_ordered(self, event: Shelf.Ordered) -> None:
        """Put the documents in another order."""
        self.holdings.put_in_order(event.order)

    def on_on_the_way(self, event: OnTheWay) -> None:
        """Show how far a document is."""
        if not event.given_up.is_set():
            self.status.say(event.words)

    # Commands

    @property
    def documents(self) -> LibraryScreen:
        """What the library's commands are called on."""
        return self

    def shelve(self, action: str) -> None:
        """Run one of the screen's own commands."""
        entry = self.shelf.current
        match action:
            case "open":
                self.shelf.go()
            case "find":
                self._ask_what()
            case "new":
                self._ask_where()
            case "sort":
                self.holdings.sort()
            case "restore":
                self.removing.restore()
            case "trash":
                self.holdings.turn()
            case "leave":
                self._leave()
            case "remove" if entry and self.holdings.in_trash:
                self.status.say("This is in the trash already, and goes for good 30 days after its removal.")
            case "remove" if entry:
                self.removing.ask(entry.record)
            case "copy" if entry:
                self._copy(entry.record)
            case "reveal" if entry:
                self._reveal(entry.record)
            case _:
                self.status.say("There is no document here.")

    def _leave(self) -> None:
        if self.visiting.stop():
            pass
        elif self.holdings.sought:
            self.holdings.find("")
        elif self.holdings.in_trash:
            self.holdings.turn()
        elif len(self.app.screen_stack) > 1:
            if self.is_active:
                self.app.pop_screen()
        elif self.behind:
            self.visiting.reopen(self.behind)

    def _ask_what(self) -> None:
        """Ask for what is looked for; the list follows what is typed."""
        shelf = self.shelf
        keys = {
            "escape": self._find_no_more,
            "tab": self.prompt.close,
            "down": shelf.down,
            "up": shelf.up,
            "ctrl+n": shelf.down,
            "ctrl+p": shelf.up,
            "pagedown": shelf.page_down,
            "pageup": shelf.page_up,
        }
        self.prompt.ask(
            Prompt.Question("Find", self._submit, self.holdings.sought, self.holdings.find, keys=keys)
        )
        self.prompt.tell("Enter opens · Tab goes to the list · Esc shows all")

    def _find_no_more(self) -> None:
        self.prompt.cancel()
        self.holdings.find("")

    def _submit(self, words: str) -> None:
        if self.shelf.current:
            self.shelf.go()
        elif words.strip() and not self.holdings.in_trash:
            self._open(words)

    def _ask_where(self) -> None:
        self.prompt.ask(Prompt.Question("Open a file or an address:", self._open, complete=completed))
        self.prompt.tell("Tab completes a file's name")

    def _open(self, words: str) -> None:
        if words.strip():
            self.visiting.choose(words.strip())

    def _copy(self, record: Record) -> None:
        if record.source == STDIN:
            self.status.say("It was piped in, so it has no file. Its text is kept in the library.")
        else:
            self.copying.put(record.source, whence(record.source, str(Path.home())))

    def _reveal(self, record: Record) -> None:
        if is_address(record.source):
            self.visiting.browse(record.source)
        elif record.source == STDIN:
            self._copy(record)
        else:
            self.status.say(reveal(record.source))


def _moves_in_a_list(command: Command) -> bool:
    return "list" in command.where and command.action.startswith("cursor.")
