"""Tagging: tags are typed, completed from those there are, given and taken away."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.annotation import Annotation
from reader.folding import fold
from reader.tui.annotating import NOTHING
from reader.tui.bars import Prompt
from reader.tui.commands.command import with_keys

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

OFFERED = 6
"""Tags that are offered at once, at most."""

PARTED = " · "


_PARTED = re.compile(r",|\s(?=-?#)")


def split(typed: str) -> list[str]:
    """The tags of a line: parted by commas, or each with a # before it."""
    tags = (" ".join(part.split()).lstrip("#").strip() for part in _PARTED.split(typed))
    return list(dict.fromkeys(filter(None, tags)))


def changes(typed: str) -> tuple[list[str], list[str]]:
    """The tags of a line that are to be given, and those with a minus before them, to be taken away."""
    tags = split(typed)
    return (
        [tag for tag in tags if not tag.startswith("-")],
        [tag for tag in (each.lstrip("-# ") for each in tags if each.startswith("-")) if tag],
    )


class Completion:
    """Completes the last tag of a line; again, it puts the next that fits in its place.

    Args:
        tags: The tags there are, the likeliest first.
    """

    def __init__(self, tags: Iterable[str]) -> None:
        self.tags = list(dict.fromkeys(tags))
        self._gave = ""
        self._ring: list[str] = []

    def fitting(self, typed: str) -> list[str]:
        """The tags that begin like the last one of a line, then those with a word that does; none twice."""
        *before, last = _PARTED.split(typed)
        wanted = _plain(last.strip().lstrip("-# "))
        there = {_plain(tag.lstrip("-")) for tag in split(",".join(before))}
        found = [tag for tag in self.tags if _plain(tag) not in there and _plain(tag) != wanted]
        begun = [tag for tag in found if _plain(tag).startswith(wanted)]
        return begun + [tag for tag in found if tag not in begun and f" {wanted}" in _plain(tag)]

    def complete(self, typed: str) -> str:
        """The line with its last tag completed."""
        if typed != self._gave or not self._ring:
            self._ring = self.fitting(typed)
            if not self._ring:
                return typed
        tag = self._ring[0]
        self._ring = [*self._ring[1:], tag]
        *before, last = _PARTED.split(typed)
        sign = "-" if last.strip().startswith("-") else ""
        self._gave = ", ".join([*(part.strip() for part in before), f"{sign}{tag}"])
        return self._gave


class Tagging:
    """The command that tags.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._library: Sequence[str] = ()

    def tag(self) -> None:
        """Ask for tags for what is marked in Notes, for the selection, or for what is chosen."""
        annotating = self._screen.annotating
        picked = annotating.picked
        annotation = None if len(picked) > 1 else picked[0] if picked else annotating.take_target()
        if not picked and annotation is None and self._screen.selecting.span is None:
            self._screen.status.say(with_keys(NOTHING, self._screen.commands))
        elif len(picked) > 1:
            self._ask(
                f"Tags for {len(picked)}, -tag takes one away", "", lambda typed: self._several(picked, typed)
            )
        else:
            before = "".join(f"{tag}, " for tag in annotation.tags) if annotation else ""
            self._ask("Tags, parted by commas", before, lambda typed: self._one(annotation, typed))

    def _one(self, annotation: Annotation | None, typed: str) -> None:
        added, removed = changes(typed)
        tags = tuple(tag for tag in added if tag not in removed)
        if annotation:
            if tags != annotation.tags:
                said = "Tagged." if tags else "Tags are gone."
                self._screen.annotating.edit(annotation, said, tags=tags)
        elif tags:
            self._screen.annotating.add_selection(tags=tags)

    def _several(self, picked: Sequence[Annotation], typed: str) -> None:
        added, removed = changes(typed)
        if added or removed:
            said = f"Tags of {len(picked)} are changed."
            self._screen.annotating.change(
                lambda library: library.edit_many(picked, add_tags=added, remove_tags=removed), said
            )

    def _ask(self, label: str, before: str, submit: Callable[[str], None]) -> None:
        """Ask for tags; Tab completes them, and those that fit are shown beside the line."""
        prompt = self._screen.prompt
        completion = Completion(self._known())

        def tell(typed: str) -> None:
            fitting = completion.fitting(typed)
            offered = PARTED.join(f"#{tag}" for tag in fitting[:OFFERED])
            prompt.tell(f"Tab: {offered}{' …' if len(fitting) > OFFERED else ''}" if offered else "")

        prompt.ask(
            Prompt.Question(label, submit, before, on_change=tell, complete=completion.complete, goes_on=True)
        )
        tell(before)

        async def look() -> None:
            completion.tags = await self._read()
            if prompt.is_open:
                tell(prompt.typed)

        self._screen.run_worker(look(), group="tags", exclusive=True, exit_on_error=False)

    def _known(self) -> list[str]:
        """The tags of the document, the most used first, then those of the library."""
        here = Counter(tag for each in self._screen.annotating.annotations for tag in each.tags)
        return list(dict.fromkeys([*(tag for tag, _ in here.most_common()), *self._library]))

    async def _read(self) -> list[str]:
        """The tags that are known once the library's have been read, beside all else that is kept."""
        from reader.library import Library

        folders = self._screen.folders
        with contextlib.suppress(OSError):  # no completion is no reason to complain
            self._library = await asyncio.to_thread(lambda: list(Library(folders).tags()))
        return self._known()


def _plain(tag: str) -> str:
    return fold(tag).text.strip().lower()
