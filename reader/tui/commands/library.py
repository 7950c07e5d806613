"""The library: its screen, and the quick ways between documents."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    title = "The library: all documents that you have opened"
    yield Command("library", ("f9", "D"), title, "documents.library", ("anywhere",))
    title = "Go to a document that you opened lately"
    yield Command("recent", ("ctrl+t",), title, "documents.recent", ("anywhere",))
    title = "Go to the document that was read before this one, and back"
    yield Command(
        "document-before",
        ("ctrl+circumflex_accent", "g b"),
        title,
        "documents.before",
        ("anywhere",),
        label="document before",
    )
    for name, keys, title, label in (
        ("open", "enter", "Open the document; in the trash, bring it back", "open"),
        ("find", "/", "Find documents by a few letters of title, author, site or file", "find"),
        ("new", "o", "Open a file or an address", "open another"),
        ("sort", "s", "Sort by another column: a click on its name does it too", "sort"),
        ("remove", "d, delete", "Remove the document: it stays in the trash for 30 days", "remove"),
        ("restore", "u", "Bring back what was removed last", ""),
        ("trash", "t", "Show the trash, or the library again", "trash"),
        ("copy", "y", "Tell where the document is, and copy that", "where it is"),
        ("reveal", "f", "Show the document's folder, or its page in the browser", ""),
        ("leave", "escape", "All documents again; back to the document that was open", ""),
    ):
        yield Command(
            f"library-{name}",
            tuple(keys.split(", ")),
            title,
            "documents.shelve",
            ("library",),
            argument=name,
            label=label,
        )
    yield Command("library-close", ("q",), "Close Reader", "program.quit", ("library",), label="close")
