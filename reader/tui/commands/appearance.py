"""How the page looks."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""

    def look(name: str, keys: str, title: str, label: str, action: str) -> Command:
        return Command(name, (keys,), title, f"appearance.{action}", ("anywhere",), label=label)

    yield look("justify", "z j", "Justify the lines, or let them end as they do", "justify", "justify")
    yield look("hyphenate", "z h", "Hyphenate words, or keep them whole", "hyphens", "hyphenate")
    yield look("leading", "z l", "Put a blank row between the lines, or don't", "spacing", "lead")
    title = "Two pages side by side, where there is room, or one"
    yield look("spread", "z d", title, "two pages", "open_out")
    yield look("focus", "z f", "Dim all but the paragraph that is read", "focus", "focus")
    yield look("alone", "z a", "Show the page alone, without lists and lines", "page alone", "leave_alone")
    title = "Show notes in the margin, from 160 columns on, or don't"
    yield Command("margin-notes", ("z n",), title, "margin.toggle", ("anywhere",), label="margin")
    yield Command(
        "widen-lists",
        ("z +", "z ="),
        "Wider lists",
        "panels.widen",
        ("anywhere",),
        counted=True,
        label="lists",
    )
    yield Command("narrow-lists", ("z -",), "Narrower lists", "panels.narrow", ("anywhere",), counted=True)
    title = "Let the lists left and right of the page change places"
    yield Command("swap-lists", ("z x",), title, "appearance.swap", ("anywhere",), label="sides")
