"""Two readings of one document at once: what one does is seen in the other."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import Config, Folders, Sequences
from reader.corrections import Address, Correction, Hide
from reader.document import Document
from reader.library import Library
from reader.tui.keeping import NEWER, REMOVED
from tests.interface import Reading, harbour, reading

TEXT = harbour().text
FIRST = "The harbour of Brimley opened again on Monday."


async def seen(r: Reading, condition: Callable[[], object], within: float = 5.0) -> float:
    """Wait for what is to be seen; how many seconds that took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within
        await asyncio.sleep(0.02)
        await r.pilot.pause()
    return time.monotonic() - began


def annotate(library: Library, r: Reading, words: str = FIRST, **fields: object) -> None:
    start = TEXT.index(words)
    library.annotate(r.screen.keeping.record_id, TEXT, start, start + len(words), **fields)  # type: ignore[arg-type]


async def test_notes_of_another_program_are_seen_soon(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        other = Library(folders)
        annotate(other, r, note="From elsewhere")
        took = await seen(r, lambda: r.screen.annotating.annotations)
        assert took < 2.0, "half a second, and what a busy machine adds"
        (annotation,) = r.screen.annotating.annotations
        other.edit(annotation, note="Changed elsewhere")
        await seen(r, lambda: r.screen.annotating.annotations[0].note == "Changed elsewhere")
        other.remove(annotation)
        await seen(r, lambda: not r.screen.annotating.annotations)


@pytest.mark.parametrize("scope", ["document", "library"])
async def test_corrections_of_another_program_are_seen_soon(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, scope: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        shown: list[int] = []
        show = r.screen.mending.show

        def spy(found: list[Correction]) -> None:
            shown.append(len(found))
            show(found)

        monkeypatch.setattr(r.screen.mending, "show", spy)
        change = Hide(Address("Ann Ames"))
        Library(folders).correct(r.screen.keeping.record_id, change, scope=scope)  # type: ignore[arg-type]
        await seen(r, lambda: shown == [1])


async def test_a_place_that_is_kept_shows_nothing_anew(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        annotate(Library(folders), r)
        await seen(r, lambda: r.screen.annotating.annotations)
        shown = r.screen.annotating.annotations
        Library(folders).remember(r.screen.keeping.record_id, 7)
        await r.screen.keeping.remember()
        await asyncio.sleep(1.2)
        assert r.screen.annotating.annotations is shown


async def test_its_own_changes_are_read_but_once(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.keeping.REST", 60.0)
    async with reading(folders, monkeypatch) as r:
        annotate(Library(folders), r)
        await seen(r, lambda: r.screen.annotating.annotations)
        read: list[str] = []
        original = Library.annotations

        def annotations(library: Library, record_id: str) -> object:
            read.append(record_id)
            return original(library, record_id)

        monkeypatch.setattr(Library, "annotations", annotations)
        r.screen.keeping.undo()
        await r.settle()
        await asyncio.sleep(1.2)
        assert len(read) == 1


async def test_a_removed_document_is_told_of_once(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        annotate(Library(folders), r, note="Mine")
        await seen(r, lambda: r.screen.annotating.annotations)
        told: list[str] = []
        monkeypatch.setattr(r.screen.status, "warn", told.append)
        Library(folders).discard(r.screen.keeping.record_id)
        await seen(r, lambda: told)
        await asyncio.sleep(1.2)
        assert told == [REMOVED]
        assert [each.note for each in r.screen.annotating.annotations] == ["Mine"]
        other = Library(folders)
        other.recover(r.screen.keeping.record_id)
        annotate(other, r, "Ben Bell")
        await seen(r, lambda: len(r.screen.annotating.annotations) == 2)


@pytest.mark.parametrize(
    ("keys", "told_of_newer"),
    [
        ({}, f"{NEWER}: R reads it again."),
        ({"read-again": "ctrl+r"}, f"{NEWER}: ctrl+r reads it again."),
        ({"read-again": []}, f"{NEWER}."),
    ],
)
async def test_notes_on_a_newer_version_are_not_put_on_this_one(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, keys: dict[str, Sequences], told_of_newer: str
) -> None:
    async with reading(folders, monkeypatch, config=Config(keys=keys)) as r:
        annotate(Library(folders), r)
        await seen(r, lambda: r.screen.annotating.annotations)
        told: list[str] = []
        monkeypatch.setattr(r.screen.status, "warn", told.append)
        Library(folders).enter(Document(f"Corrected. {TEXT}", (), source=harbour().source))
        await seen(r, lambda: told)
        assert told == [told_of_newer]
        assert r.screen.annotating.annotations[0].target.start == 0 + TEXT.index(FIRST)


async def test_a_file_that_is_damaged_meanwhile_is_told_of_and_its_notes_stay_on_the_screen(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        annotate(Library(folders), r, note="Mine")
        await seen(r, lambda: r.screen.annotating.annotations)
        told: list[str] = []
        monkeypatch.setattr(r.screen.status, "warn", told.append)
        path: Path = folders.data / "documents" / f"{r.screen.keeping.record_id}.json"
        content = path.read_bytes()
        path.write_bytes(b"{")
        await seen(r, lambda: told)
        await asyncio.sleep(1.2)
        assert len(told) == 1
        assert "is damaged" in told[0]
        assert [each.note for each in r.screen.annotating.annotations] == ["Mine"]
        path.write_bytes(content)
        annotate(Library(folders), r, "Ben Bell")
        await seen(r, lambda: len(r.screen.annotating.annotations) == 2)
