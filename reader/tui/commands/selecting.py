"""Selecting."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command, Where

_EXTENSIONS = (
    ("down", "j, down", "Extend by a line; after s, take the next sentence instead; after V, by a paragraph"),
    (
        "up",
        "k, up",
        "Extend back by a line; after s, take the sentence before instead; after V, by a paragraph",
    ),
    ("left", "h, left", "Extend by a character to the left"),
    ("right", "l, right", "Extend by a character to the right"),
    ("word", "w", "To the next word"),
    ("word-end", "e", "To the end of the word"),
    ("word-back", "b", "To the start of the word"),
    ("word-end-back", "g e", "To the end of the word before"),
    ("big-word", "W", "To the next word, with all that stands before a space"),
    ("big-word-back", "B", "To the start of the word, with all that stands after a space"),
    ("line-start", "0, home", "To the line's start"),
    ("line-text", "^", "To the line's first letter"),
    ("line-end", "$, end", "To the line's end"),
    ("sentence-end", ")", "To the end of the sentence"),
    ("sentence-start", "(", "To the start of the sentence"),
    ("paragraph-end", "}", "To the end of the paragraph"),
    ("paragraph-start", "{", "To the start of the paragraph"),
    ("screen-top", "H", "To the top of the screen"),
    ("screen-middle", "M", "To the middle of the screen"),
    ("screen-bottom", "L", "To the bottom of the screen"),
    ("page-down", "space, pagedown, ctrl+f", "Extend by a page"),
    ("page-up", "pageup, ctrl+b", "Extend back by a page"),
    ("half-page-down", "ctrl+d", "Extend by half a page"),
    ("half-page-up", "ctrl+u", "Extend back by half a page"),
    ("text-start", "g g, ctrl+home", "Extend to the beginning"),
    ("text-end", "G, ctrl+end", "Extend to the end"),
)
"""The motions of a selection's caret: name, keys, title."""

_STRETCHES = (
    ("left", "shift+left", "Select a character to the left"),
    ("right", "shift+right", "Select a character to the right"),
    ("up", "shift+up", "Select to the line above"),
    ("down", "shift+down", "Select to the line below"),
    ("word-back", "ctrl+shift+left", "Select to the start of the word"),
    ("word-end", "ctrl+shift+right", "Select to the end of the word"),
    ("line-start", "shift+home", "Select to the line's start"),
    ("line-end", "shift+end", "Select to the line's end"),
)
"""The motions that begin a selection where there is none: name, keys, title."""

_OBJECTS = (
    ("word", "w", "the word", "the word and the space after it"),
    ("sentence", "s", "the sentence", "the sentence and the space after it"),
    ("paragraph", "p", "the paragraph", "the whole list, table row or quoted block"),
    ("quotation", "q", "the quotation, without its marks", "the quotation with its marks and its speaker"),
    ("entity", "e", "the name", "the name and the space after it"),
    ("section", "h", "the section, without its heading", "the section with its heading"),
)
"""The text objects: noun, last key, title after `i`, title after `A`."""


def commands() -> Iterator[Command]:
    """The group's commands."""
    either: tuple[Where, ...] = ("page", "selection")
    title = "Select the sentence here; again, one more"
    yield Command("sentence", ("s",), title, "selecting.sentence", either, label="one more")
    title = "Put the caret on the page and select; again, begin anew where it is"
    yield Command("select", ("v",), title, "selecting.begin", either, label="begin here")
    title = "Select the paragraph here, whole; again, one more"
    yield Command("paragraph", ("V",), title, "selecting.paragraph", either, label="paragraph")
    title = "Select again what was selected before"
    yield Command("reselect", ("g v",), title, "selecting.again", either)
    title = "Select the whole text"
    yield Command("select-all", ("ctrl+a",), title, "selecting.everything", either)
    for name, key, title in _STRETCHES:
        yield Command(
            f"stretch-{name}", (key,), title, "selecting.stretch", either, argument=name, counted=True
        )
    yield from _changes()
    for name, keys, title in _EXTENSIONS:
        yield Command(
            f"extend-{name}",
            tuple(keys.split(", ")),
            title,
            "selecting.move",
            ("selection",),
            argument=name,
            counted=True,
        )
    yield from _seeking()
    for noun, key, inner, around in _OBJECTS:
        yield _object("inner", f"i {key}", noun, inner)
        yield _object("around", f"A {key}", noun, around)


def _changes() -> Iterator[Command]:
    title = "Grow the selection: word, phrase, sentence, paragraph, section…"
    keys = ("+", "=", "alt+up")
    yield Command("grow", keys, title, "enclosing.grow", ("selection",), counted=True, label="grow")
    title = "Shrink the selection again"
    back = ("-", "alt+down")
    yield Command("shrink", back, title, "enclosing.shrink", ("selection",), counted=True, label="shrink")
    title = "Move the selection's other end"
    yield Command("swap-ends", ("o",), title, "selecting.swap", ("selection",), label="other end")


def _seeking() -> Iterator[Command]:
    for name, key, title, action in (
        ("seek", "f", "To the next place of the character that is typed then", "forward"),
        ("seek-back", "F", "Back to the last place of the character that is typed then", "back"),
        ("seek-again", ";", "To the next place of the same character", "again"),
        ("seek-reverse", ",", "To the place of the same character in the other direction", "reverse"),
    ):
        yield Command(name, (key,), title, f"seeking.{action}", ("selection",), counted=True)


def _object(form: str, keys: str, noun: str, title: str) -> Command:
    return Command(
        f"{form}-{noun}",
        (keys,),
        f"Select {title}; again, one more",
        f"enclosing.{form}",
        ("selection",),
        argument=noun,
        counted=True,
        label=noun,
    )
