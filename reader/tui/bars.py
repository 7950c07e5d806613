"""The quiet lines above and below the page: header, footer, and the prompt in the footer's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.annotation import COLOURS
from reader.document import Document, day
from reader.page.bidi import apart, runs_leftwards
from reader.page.width import cells, fit
from reader.sanitise import line
from reader.tui.actions import ELLIPSIS, GAP, Hint, Part, choices, fitting, hints
from reader.tui.commands.command import Command

SIDE = 2
"""Cells kept free at both ends of the lines."""


class Header(Widget):
    """The title at the left; who published or, for a book, wrote it and when at the right.

    Args:
        document: What is read.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--title", "header--source"}

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._title = line(document.title)
        names = (document.author, document.site) if document.identity else (document.site, document.author)
        where = next(filter(None, (*names, document.source.rpartition("/")[2])), "")
        self._source = " · ".join(line(part) for part in (where, day(document.date)) if part)

    def render_line(self, y: int) -> Strip:
        """The strip of a row; only the first has text."""
        plain = self.rich_style
        width = self.size.width
        if y:
            return Strip.blank(width, plain)
        room = max(0, width - 2 * SIDE)
        title = fit(self._title, room)
        source = fit(self._source, max(0, room - cells(title) - 3))
        gap = max(0, room - cells(title) - cells(source))
        title_style = plain + self.get_component_rich_style("header--title", partial=True)
        source_style = plain + self.get_component_rich_style("header--source", partial=True)
        segments = [
            Segment(" " * SIDE, plain),
            Segment(title, title_style),
            Segment(apart(gap) if runs_leftwards(title) else " " * gap, plain),
            Segment(source, source_style),
        ]
        return Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, plain)


ROLES = ("key", "label", "said", "place", *COLOURS)
"""What the style sheet has a component class for, in the footer."""


class Footer(Widget):
    """What the last key means now or can be done, at the left; where the reader is, at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"footer--{role}" for role in ROLES}

    @dataclass
    class Pressed(Message):
        """A hint was clicked.

        Attributes:
            command: Its command.
        """

        command: Command

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._lead = ""
        self._hints: Sequence[Hint] = ()
        self._more: Command | None = None
        self._place = ""
        self._spans: list[tuple[int, int, Command]] = []

    def say(self, words: str) -> None:
        """Show what the last key did, until something else is said."""
        self._said = line(words)
        self.refresh()

    def offer(
        self,
        commands: Sequence[Command],
        *,
        lead: str = "",
        more: Command | None = None,
        begun: str = "",
    ) -> None:
        """Show what can be done.

        Args:
            commands: The commands; their first keys are shown.
            lead: What stands before them, such as `12 words`; else it is what was said.
            more: What a click on the ellipsis runs, where there is no room for all.
            begun: The keys that were typed, where the next one chooses between the commands.
        """
        self._hints = choices(commands, begun) if begun else hints(commands)
        self._more = more
        self._lead = line(lead)
        self.refresh()

    def place(self, words: str) -> None:
        """Show where the reader is."""
        if words != self._place:
            self._place = words
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Run the command whose hint was clicked."""
        pressed = (command for start, end, command in self._spans if start <= event.x < end)
        if command := next(pressed, None):
            self.post_message(self.Pressed(command))

    def render_line(self, y: int) -> Strip:
        """The strip of the footer's row."""
        width = self.size.width
        plain = self.rich_style
        if y < self.size.height - 1:
            return Strip.blank(width, plain)
        place = fit(self._place, max(0, width - 2 * SIDE))
        room = max(0, width - 2 * SIDE - (0 if self._hints or self._said else cells(place) + 2))
        said = fit(self._said or self._lead, room)
        segments = [Segment(" " * SIDE, plain), Segment(said, self._style("said"))]
        used = cells(said)
        self._spans = []
        for part in self._parts(used, room):
            size = cells(part.text)
            segments.append(Segment(part.text, self._style(part.role)))
            if part.command:
                self._spans.append((SIDE + used, SIDE + used + size, part.command))
            used += size
        left = width - 2 * SIDE - used - cells(place)
        if left >= 2:
            segments += (Segment(" " * left, plain), Segment(place, self._style("place")))
        return Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, plain)

    def _parts(self, used: int, room: int) -> Iterator[Part]:
        """The parts of the actions that there is room for, with the gaps between them."""
        fitted, cut = fitting(self._hints, used, room)
        for index, hint in enumerate(fitted):
            if used or index:
                yield Part(" " * GAP, "said")
            yield from hint.parts
        if cut and self._hints:
            gap = GAP if used or fitted else 0
            yield Part(f"{' ' * gap}{ELLIPSIS}"[: room - used], "label", self._more)

    def _style(self, role: str) -> Style:
        return self.rich_style + self.get_component_rich_style(f"footer--{role}", partial=True)


class PromptLine(Input):
    """A line into which nothing is pasted that a terminal would obey."""

    def on_paste(self, event: Paste) -> None:
        """Make control characters visible before they are put in."""
        event.text = line(event.text)


class Prompt(Horizontal):
    """One line to type into, in the footer's place.

    Args:
        footer: What it takes the place of.
    """

    @dataclass(frozen=True, slots=True)
    class Question:
        """What is asked.

        Attributes:
            label: What stands before the line.
            on_submit: Called with what was typed, on Enter.
            value: What stands in the line at first.
            on_change: Called with what has been typed so far.
            on_cancel: Called on Esc.
            complete: Gives for what has been typed what Tab puts in its place.
            keys: What keys do that type nothing, by their names; else Esc cancels, and Tab completes.
            goes_on: Whether what is typed follows what stands in the line, instead of taking its place.
            hidden: Whether what is typed is not to be seen, as a password.
        """

        label: str
        on_submit: Callable[[str], None]
        value: str = ""
        on_change: Callable[[str], None] | None = None
        on_cancel: Callable[[], None] | None = None
        complete: Callable[[str], str] | None = None
        keys: Mapping[str, Callable[[], object]] = field(default_factory=dict)
        goes_on: bool = False
        hidden: bool = False

    def __init__(self, footer: Footer) -> None:
        super().__init__()
        self._footer = footer
        self._question: Prompt.Question | None = None
        self._asker: Widget | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        """The label, the line, and room for a few words at the right."""
        yield Static(id="prompt-label")
        yield PromptLine(compact=True, id="prompt-line")
        yield Static(id="prompt-told")

    def ask(self, question: Question) -> None:
        """Show the prompt and give it the keys."""
        self._question = question
        if self.screen.focused is not self.query_one(Input):
            self._asker = self.screen.focused
        self.query_one("#prompt-label", Static).update(Content(f"{line(question.label)} "))
        typed = self.query_one(Input)
        typed.password = question.hidden
        with typed.prevent(Input.Changed):
            typed.value = line(question.value)
        typed.cursor_position = len(typed.value)
        typed.select_on_focus = not question.goes_on
        self.tell("")
        self.display, self._footer.display = True, False
        typed.focus()

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    def tell(self, words: str) -> None:
        """Show a few words at the right of the line."""
        self.query_one("#prompt-told", Static).update(Content(f"  {line(words)}" if words else ""))

    @property
    def typed(self) -> str:
        """What has been typed so far."""
        return self.query_one(Input).value

    def type(self, words: str) -> None:
        """Put words in the place of those typed so far."""
        typed = self.query_one(Input)
        typed.value = line(words)
        typed.cursor_position = len(typed.value)

    def on_key(self, event: Key) -> None:
        """Do what a key does that types nothing."""
        if self._question is None:
            return
        keys = {"escape": self.cancel, "tab": self.complete, **self._question.keys}
        if act := keys.get(event.key):
            act()
        if act or event.key == "shift+tab":  # which would give the keys to something else
            event.stop()
            event.prevent_default()

    def complete(self) -> None:
        """Complete what has been typed, where the question knows how."""
        if self._question and self._question.complete:
            typed = self.query_one(Input)
            typed.value = line(self._question.complete(typed.value))
            typed.cursor_position = len(typed.value)

    def cancel(self) -> None:
        """Close the prompt without an answer."""
        question = self.close()
        if question and question.on_cancel:
            question.on_cancel()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what has been typed so far."""
        event.stop()
        if self._question and self._question.on_change:
            self._question.on_change(event.value)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Close the prompt when the reader goes elsewhere."""
        event.stop()
        if self._question and self.screen.is_current:
            self._asker = None
            self.cancel()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close the prompt and pass the answer on."""
        event.stop()
        if question := self.close():
            question.on_submit(event.value)

    def close(self) -> Question | None:
        """Close the prompt without a word to who asked.

        Returns:
            What was asked.
        """
        question, self._question = self._question, None
        self.display, self._footer.display = False, True
        asker, self._asker = self._asker, None
        if asker and asker.is_attached:
            asker.focus()
        return question
