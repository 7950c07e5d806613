"""Moving through the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""

    def page(name: str, keys: str, title: str, action: str, counted: bool = True) -> Command:
        return Command(
            name, tuple(keys.split(", ")), title, f"front.moving.{action}", ("page",), counted=counted
        )

    yield page("line-down", "j, down, ctrl+e", "A line down", "line_down")
    yield page("line-up", "k, up, ctrl+y", "A line up", "line_up")
    yield page("page-down", "space, pagedown, ctrl+f", "A page down", "page_down")
    yield page("page-up", "b, pageup, ctrl+b, shift+space", "A page up", "page_up")
    yield page("half-page-down", "ctrl+d", "Half a page down", "half_page_down")
    yield page("half-page-up", "ctrl+u", "Half a page up", "half_page_up")
    yield from _ends()
    yield page("wider", "+, =", "Longer lines", "widen", counted=False)
    yield page("narrower", "-", "Shorter lines", "narrow", counted=False)
    yield from _places()
    yield from _stops()
    yield from _rapid()
    title = "Read the document again: its file, or its page of the web, may have changed"
    yield Command("read-again", ("R",), title, "reloading.read_again", ("anywhere",))


def _rapid() -> Iterator[Command]:
    """What reads word by word."""
    title = "Speed reading: word by word, in one place, at your own pace"
    yield Command("rapid", ("S",), title, "rapid.open", ("anywhere",), jumps=True)
    for name, keys, title, label in (
        ("pause", "space, enter", "Pause, and go on", "pause"),
        ("back", "h, left, (", "Back by a sentence", "back"),
        ("forward", "l, right, )", "On by a sentence", "on"),
        ("slower", "-, j, down", "Slower, by 25 words a minute", "slower"),
        ("faster", "+, =, k, up", "Faster, by 25 words a minute", "faster"),
        ("leave", "escape, q, S", "Back to the page, where you got to", "to the page"),
    ):
        yield Command(
            f"rapid-{name}",
            tuple(keys.split(", ")),
            title,
            "rapid.act",
            ("rapid",),
            argument=name,
            counted=name in ("back", "forward", "slower", "faster"),
            label=label,
        )


def _ends() -> Iterator[Command]:
    """What goes to the ends, and to numbers."""

    def end(name: str, keys: str, title: str, uncounted: int) -> Command:
        action = f"going.{name}"
        return Command(
            name,
            tuple(keys.split(", ")),
            title,
            action,
            ("page",),
            counted=True,
            uncounted=uncounted,
            jumps=True,
        )

    numbered = "with a number to that printed page, or paragraph where there are no pages"
    yield end("top", "g g, home, ctrl+home", f"To the beginning; {numbered}", 0)
    yield end("bottom", "G, end, ctrl+end", f"To the end; {numbered}", 0)
    yield end("percent", "%", "To a percentage of the text: 50%", -1)
    title = "Go to a page (42), a percentage (50%) or a heading that is typed"
    yield Command("go-to", (":",), title, "going.ask", ("anywhere",))


def _places() -> Iterator[Command]:
    """What moves the place where a selection begins, and what keeps places."""

    def place(name: str, keys: str, title: str, action: str, argument: str | None = None) -> Command:
        return Command(name, tuple(keys.split(", ")), title, action, ("page",), argument, counted=True)

    for key, where in (("H", "top"), ("M", "middle"), ("L", "bottom")):
        title = f"Begin the next selection at the {where} of the screen"
        yield place(f"look-{where}", key, title, "front.placing.look", where)
    title = "To the next sentence: the next selection begins there"
    yield place("next-sentence", ")", title, "front.placing.sentence_forward")
    yield place("previous-sentence", "(", "To the sentence before", "front.placing.sentence_back")
    yield place("next-paragraph", "}", "To the next paragraph", "front.placing.paragraph_forward")
    yield place("previous-paragraph", "{", "To the paragraph before", "front.placing.paragraph_back")
    for keys, where in (("z t", "top"), ("z z", "middle"), ("z b", "bottom")):
        title = f"Move the page until the place is at its {where}"
        command = place(f"put-{where}", keys, title, "front.placing.put", where)
        yield replace(command, counted=False, label=where)
    yield Command("set-place", ("m",), "Mark the place with a letter: ma", "letters.set", ("page",))
    title = "Go to the place of a letter: 'a; to where the last jump began: ''"
    yield Command("go-to-place", ("'", "`"), title, "letters.go", ("page",))
    yield Command("places", ("g m",), "All places with a letter", "letters.choose", ("page",), label="places")


def _stops() -> Iterator[Command]:
    """What goes to the next of everything, and to the one before."""
    for key, kind, noun in (
        ("[", "heading", "heading"),
        ("e", "entity", "name"),
        ("q", "quotation", "quote"),
        ("n", "annotation", "highlight"),
        ("l", "link", "link"),
        ("i", "image", "picture"),
        ("f", "footnote", "footnote"),
    ):
        more = {"entity": "; of one that is chosen, the next mention", "link": ": Enter follows it"}
        for way, first in (("next", "]"), ("previous", "[")):
            last = first if kind == "heading" else key
            title = f"To the next {noun}{more.get(kind, '')}" if way == "next" else f"To the {noun} before"
            yield Command(
                f"{way}-{kind}",
                (f"{first} {last}",),
                title,
                f"stops.{way}",
                ("page",),
                kind,
                counted=True,
                label=noun,
                jumps=True,
            )
