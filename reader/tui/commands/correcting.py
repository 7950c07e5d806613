"""Correcting what the engine found."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command, Where


def commands() -> Iterator[Command]:
    """The group's commands."""

    def mend(name: str, key: str, title: str, label: str, where: Where, action: str) -> Command:
        return Command(name, (key,), title, f"mending.{action}", (where,), label=label)

    yield mend("rename", "r", "Rename an entity", "rename", "entities", "rename")
    yield mend("kind", "K", "Change an entity's kind", "kind", "entities", "kind")
    yield mend("merge", "m", "Join an entity with another that is the same", "same as", "entities", "merge")
    title = "Split off a name that is not the entity's"
    yield mend("split", "p", title, "split", "entities", "split")
    yield mend("hide", "x", "Hide an entity in this article", "hide", "entities", "hide")
    title = "Hide an entity in the whole library"
    yield mend("hide-everywhere", "X", title, "", "entities", "hide_everywhere")
    yield mend("speaker", "w", "Change who says a quote", "who says it", "quotes", "speaker")
    yield mend("not-a-quote", "x", "Drop what is not a quote", "not a quote", "quotes", "not_a_quote")
    title = "Add the selection as a quote or an entity"
    yield mend("add", "I", title, "add as …", "selection", "add")
    title = "See what you corrected, and take it back"
    yield mend("corrections", "C", title, "", "anywhere", "review")
