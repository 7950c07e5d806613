"""Looking up: programs of the user's own, and the web, on the passage that is selected."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from reader.analysis.findings import Entity
from reader.config import CONFIG_FILE
from reader.page.prose import named_at
from reader.running import SECONDS, RunError, Started, Tool, answer, attend, start, tools
from reader.sanitise import line
from reader.tui.textobjects import TextObjects

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

SHOWN = 40
"""Code points of a passage in the title of a sheet."""

LONGEST_ON_WEB = 300
"""Code points of a passage that is looked up on the web at most."""

HELP = """\
“!” runs a program on what is selected, on the word at the caret, or on the name that is chosen in Entities.

Name the programs in {path}:

    [commands]
    dictionary = {{ run = ["dict", "{{text}}"] }}
    translate = {{ run = ["trans", "-b", "{{text}}"] }}
    speak = {{ run = ["espeak-ng", "{{text}}"], show = false }}
    read-aloud = {{ run = ["espeak-ng", "--stdin"], input = "section", show = false }}
    pager = {{ run = ["less"], input = "article", show = "terminal" }}

{{text}} is the passage; {{title}}, {{source}} and {{author}} are the document's. Each is passed as one \
argument, never through a shell. With input, the program reads the selection, the section or the article \
from its standard input.

What the program says within {seconds} seconds is shown. With show = false it runs for as long as it likes; \
running it again stops it. With show = "terminal" it has the terminal until it ends.

dict, sdcv and wn are offered of themselves where they are installed and nothing is named here.
"""


class Lookup:
    """Runs programs on a passage, and looks passages up on the web.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._given_up: Event | None = None
        self._started: dict[str, Started] = {}

    def ask(self) -> None:
        """Ask what is to be done with the passage."""
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        text = self._passage()
        known = [tool for tool in tools(self._screen.config.commands) if text or not tool.needs_passage]
        if not text and not known:
            self._screen.status.say("There is no word here.")
            return
        ways: dict[str, Callable[[], None]] = {}
        choices = []
        for tool in known:
            ways[f"run {tool.name}"] = partial(self._begin, tool, text)
            what = f"Stop {line(tool.name)}" if self._runs(tool.name) else line(tool.name)
            choices.append(Choice(f"run {tool.name}", what, line(" ".join(tool.run))))
        ways["web"], ways["help"] = partial(self._on_web, text), self._explain
        host = urlsplit(self._screen.config.look_up_at).hostname or ""
        choices.append(Choice("web", "Look up on the web", line(host)))
        if not self._screen.config.commands:
            choices.append(Choice("help", "How to have programs of your own here"))
        question = Question(f"What to do with “{_short(text)}”?", choices, typed=None)
        self._screen.app.clear_notifications()  # they would lie over the sheet

        def begin(way: str, _scope: object) -> None:
            self._screen.call_next(ways[way])  # the sheet that closes would not hear of another's answer

        self._screen.app.push_screen(ChoosingScreen(question, begin))

    def run(self, name: str) -> None:
        """Run one of the user's programs on the passage.

        Args:
            name: What the configuration calls it.
        """
        text = self._passage()
        tool = next((tool for tool in tools(self._screen.config.commands) if tool.name == name), None)
        if tool and (text or not tool.needs_passage):
            self._begin(tool, text)
        else:
            self._screen.status.say("There is no word here.")

    def on_web(self) -> None:
        """Look the passage up on the web, after asking."""
        if text := self._passage():
            self._on_web(text)
        else:
            self._screen.status.say("There is no word here.")

    def stop_started(self) -> None:
        """Stop all programs that run on their own."""
        running = [name for name in self._started if self._runs(name)]
        if running:
            self._stop(*running)
        else:
            self._screen.status.say("No program of yours is running.")

    def _runs(self, name: str) -> bool:
        return name in self._started and self._started[name].runs

    def _stop(self, *names: str) -> None:
        for name in names:
            stopping = self._started.pop(name).stop
            self._screen.run_worker(stopping, thread=True, group="lookup", exit_on_error=False)
        self._screen.status.say(f"Stopped {', '.join(map(line, names))}.")

    def stop(self) -> bool:
        """Wait no longer for a program.

        Returns:
            Whether one was running.
        """
        if self._given_up is None or self._given_up.is_set():
            return False
        self._given_up.set()
        self._screen.status.say("Given up.")
        return True

    def _passage(self) -> str:
        """What is selected; else the name chosen in the list that has the keys; else the word here."""
        screen = self._screen
        listing = screen.panels.focused
        if listing and isinstance(listing.current, Entity):
            return listing.current.name
        view = screen.front
        span = view.selecting.span
        if span is None:
            span = named_at(view.article.document, view.selecting.place)
        text = view.article.document.text[span.start : span.end] if span else ""
        return " ".join(text.split()) if "\n" not in text.strip() else text.strip()

    def _given(self, tool: Tool, text: str) -> str | None:
        """What a program reads."""
        screen = self._screen
        match tool.input:
            case "article":
                return screen.document.text
            case "section":
                objects = TextObjects(screen.document, screen.understanding.analysis)
                span = objects.around("section", screen.front.selecting.place)
                return screen.document.text[span.start : span.end] if span else ""
            case "selection":
                return text
        return None

    def _begin(self, tool: Tool, text: str) -> None:
        if self._runs(tool.name):
            self._stop(tool.name)
            return
        self.stop()
        self._given_up = Event()
        running = self._run(tool, text, self._given_up)
        self._screen.run_worker(running, group="lookup", exit_on_error=False)

    async def _run(self, tool: Tool, text: str, given_up: Event) -> None:
        from reader.tui.screens.output import OutputScreen

        screen, document = self._screen, self._screen.document
        values = {"text": text, "title": document.title, "source": document.source, "author": document.author}
        arguments, given = tool.arguments(values), self._given(tool, text)
        name = line(tool.name)
        try:
            if tool.show == "terminal":
                self._attend(arguments, given)
                return
            if not tool.show:
                started = self._started[tool.name] = await asyncio.to_thread(start, arguments, given)
                again = "; once more stops it" if started.runs else ""
                screen.status.say(f"Started {name}{again}.")
                return
            screen.status.say(f"Asking {name}… · Esc gives up")
            said = await asyncio.to_thread(answer, arguments, given_up.is_set, given)
        except RunError as error:
            if not given_up.is_set():
                screen.status.say("")
                screen.status.warn(str(error))
            return
        finally:
            over = given_up.is_set()
            given_up.set()  # for the thread, where the worker has been cancelled
        if over:
            return
        screen.status.say("")
        if screen.is_current:
            screen.app.clear_notifications()  # they would lie over the sheet
            about = f": {_short(text)}" if tool.needs_passage else ""
            screen.app.push_screen(OutputScreen(f"{name}{about}", said))
        else:
            screen.status.note(f"{name} has an answer for “{_short(text)}”: ask once more to see it.")

    def _attend(self, arguments: list[str], given: str | None) -> None:
        from textual.app import SuspendNotSupported

        try:
            with self._screen.app.suspend():
                attend(arguments, given)
        except SuspendNotSupported:
            self._screen.status.warn(
                f"{line(arguments[0])} can't be run here, as there is no terminal for it."
            )

    def _on_web(self, text: str) -> None:
        from reader.tui.screens.link import LinkScreen

        words = " ".join(text.split())[:LONGEST_ON_WEB]
        address = self._screen.config.look_up_at.replace("{text}", quote(words, safe="", errors="replace"))
        visiting, app = self._screen.following.visiting, self._screen.app

        def act(way: str | None) -> None:
            if way == "read":
                visiting.fetch(address)
            elif way == "browse":
                visiting.browse(address)
            elif way == "copy":
                self._screen.copying.put(address, "the address")

        app.push_screen(LinkScreen(address, ("browse", "read", "copy")), act)

    def _explain(self) -> None:
        from reader.tui.screens.output import OutputScreen

        path = self._screen.folders.config / CONFIG_FILE
        words = HELP.format(path=path, seconds=SECONDS)
        self._screen.app.push_screen(OutputScreen("Programs of your own", words))


def _short(text: str) -> str:
    """The beginning of a passage, for a title."""
    text = line(text)
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
