"""A sheet that asks: one of several things, or words, and perhaps for how much it is to hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.corrections import Scope
from reader.sanitise import line
from reader.tui.bars import PromptLine
from reader.tui.panels.listing import HEAD_ROWS, Item, Line
from reader.tui.screens.narrowing import Choices, NarrowingSheet, begins_words

MOST_SHOWN = 12
"""Choices that are seen at once; the others are scrolled to."""

AROUND = 10
"""Rows of the sheet that are no choices, and those of the page that are left above it."""

T = TypeVar("T")

SCOPES: dict[Scope, str] = {"document": "for this article", "library": "for the whole library"}


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """Something that can be chosen.

    Attributes:
        value: What it stands for.
        text: How it is shown.
        detail: What stands at the right, quietly.
    """

    value: T
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked.

    Attributes:
        title: The question itself.
        choices: What can be chosen; none where words are asked for.
        current: The value that the cursor is on at first.
        words: What stands in the line at first.
        typed: Makes an answer of what was typed; None where only a choice is one.
        scoped: Whether the answer can hold for the whole library.
        verb: What Enter does, for the hint.
        preview: Called with the value that the cursor has come to, and with None where nothing was chosen.
    """

    title: str
    choices: Sequence[Choice[T]] = ()
    current: T | None = None
    words: str = ""
    typed: Callable[[str], T] | None = None
    scoped: bool = False
    verb: str = "chooses"
    preview: Callable[[T | None], None] | None = None


class ChoosingScreen(NarrowingSheet, Generic[T]):
    """Asks a question; what is typed narrows the choices.

    Args:
        question: What is asked.
        answered: Called with the answer and the scope it has, once the sheet is closed.
    """

    BINDINGS = [  # noqa: RUF012 - the base class declares it so
        Binding("tab,shift+tab", "widen", priority=True),
    ]

    def __init__(self, question: Question[T], answered: Callable[[T, Scope], None]) -> None:
        super().__init__()
        self._question = question
        self._answered = answered
        self._scope: Scope = "document"

    def compose(self) -> ComposeResult:
        """The choices under the question, the line to type into, what the keys do."""
        with Vertical(id="choosing"):
            yield Choices(self._question.title)
            yield PromptLine(compact=True, placeholder=self._placeholder)
            yield Static(id="choosing-hint", markup=False)

    def on_mount(self) -> None:
        """Show all choices."""
        typed = self.query_one(Input)
        with typed.prevent(Input.Changed):
            typed.value = line(self._question.words)
        typed.cursor_position = len(typed.value)
        typed.focus()
        self.narrow("")
        current = (each for each in self._question.choices if each.value == self._question.current)
        self.call_after_refresh(self.choices.point, next(current, None))  # once it has its height
        self._tell()

    def on_resize(self) -> None:
        """Show as many choices as there is room for."""
        room = max(1, min(MOST_SHOWN, self.app.size.height - AROUND))
        count = len(self._question.choices)
        self.choices.styles.height = HEAD_ROWS + min(room, count) if count else 1

    @property
    def _placeholder(self) -> str:
        return (
            "Type to narrow the list, or another name" if self._question.typed else "Type to narrow the list"
        )

    def narrow(self, typed: str) -> None:
        """Show the choices in which each typed word begins a word, and what was typed where that can do."""
        found = [choice for choice in self._question.choices if begins_words(typed, choice.text)]
        typed = line(typed).strip()
        found.sort(key=lambda choice: not choice.text.casefold().startswith(typed.casefold()))
        makes = self._question.typed if self._question.choices else None
        if makes and typed and typed not in (choice.text for choice in found):
            found.append(Choice(makes(typed), typed, "as typed"))
        items = [Item((Line(each.text, ((each.detail, "quiet"),)),), each) for each in found]
        self.choices.set_items(items, status=self._status, empty="Nothing here is called so.")
        self.choices.move_to_end(first=True)

    @property
    def _status(self) -> str:
        return SCOPES[self._scope] if self._question.scoped else ""

    def _tell(self) -> None:
        other: Scope = "document" if self._scope == "library" else "library"
        parts = [
            f"Enter {self._question.verb}",
            *([f"Tab: {SCOPES[other]}"] if self._question.scoped else []),
            "Esc leaves",
        ]
        self.query_one("#choosing-hint", Static).update(Content(" · ".join(parts)))
        self.choices.status = self._status
        self.choices.refresh()

    def submit(self, typed: str) -> None:
        """Answer with the choice under the cursor, or with what was typed."""
        if self._question.choices:
            super().submit(typed)
        elif self._question.typed and typed.strip() and self.is_active:
            self._answer(self._question.typed(typed.strip()))

    def take(self, choice: object) -> None:
        """Answer with what was chosen."""
        if isinstance(choice, Choice):
            self._answer(choice.value)

    def _answer(self, value: T) -> None:
        self.dismiss()
        self._answered(value, self._scope)

    def action_leave(self) -> None:
        """Close without an answer."""
        if self._question.preview:
            self._question.preview(None)
        super().action_leave()

    def pointed(self) -> None:
        """Let the value under the cursor be seen, where it can be."""
        current = self.choices.current
        if self._question.preview and isinstance(current, Choice):
            self._question.preview(current.value)

    def action_widen(self) -> None:
        """Let it hold for the whole library, or for the article again."""
        if self._question.scoped:
            self._scope = "document" if self._scope == "library" else "library"
            self._tell()
