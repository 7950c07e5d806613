"""A file that changes while it is read."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.comparison import followed
from reader.config import Config, Folders
from reader.document import Document
from reader.library import Library
from reader.opening import open_source
from reader.opening.markdown import parse
from reader.tui import reloading
from reader.tui.screens.reading import ReadingScreen
from reader.tui.watching import Watch
from tests.interface import EmptyChild, Reading, reading

PARAGRAPHS = [f"Paragraph {n} tells of the harbour, and of ship number {n}." for n in range(60)]


def markdown(paragraphs: list[str]) -> str:
    return "# The Harbour\n\n" + "\n\n".join(paragraphs) + "\n"


def document(paragraphs: list[str]) -> Document:
    return parse(markdown(paragraphs), "x")


# Whether a file has changed


def test_a_file_is_judged_once_it_rests() -> None:
    watch = Watch((1, 1, 1))
    assert [watch.look(each) for each in ((1, 1, 1), (2, 1, 1), (3, 1, 1), (3, 1, 1), (3, 1, 1))] == [
        *("same", "moving", "moving", "changed", "same")
    ]


def test_a_file_that_is_put_in_the_place_of_another_has_not_gone() -> None:
    watch = Watch((1, 1, 1))
    assert [watch.look(each) for each in (None, (2, 1, 2), (2, 1, 2))] == ["moving", "moving", "changed"]
    assert [watch.look(each) for each in (None, None, None, (2, 1, 2))] == [
        "moving",
        "gone",
        "same",
        "moving",
    ]


# Where a place is in a later version


@given(
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=12),
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=12),
    st.integers(0, 700),
)
def test_a_place_leads_to_a_place_in_the_later_text(old: list[str], new: list[str], offset: int) -> None:
    earlier, later = document(old), document(new)
    assert 0 <= followed(earlier, later)(offset) < len(later.text)


def test_a_place_stays_in_its_paragraph() -> None:
    earlier, later = document(PARAGRAPHS), document(["New.", *PARAGRAPHS[5:20], "x", *PARAGRAPHS[20:]])
    follow = followed(earlier, later)
    for words in ("ship number 7", "ship number 25", "ship number 59"):
        assert later.text.startswith(words, follow(earlier.text.index(words)))
    assert later.text.startswith("New.", follow(earlier.text.index("Paragraph 3")))


# On the screen


@asynccontextmanager
async def open_file(
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    config: Config | None = None,
    settle: float = 0.05,
) -> AsyncIterator[Reading]:
    monkeypatch.setattr(reloading, "LOOK", 0.05)
    monkeypatch.setattr(reloading, "SETTLE", settle)
    opened = open_source(str(path))
    async with reading(folders, monkeypatch, document=opened, child=EmptyChild, config=config) as r:
        yield r


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "harbour.md"
    file.write_text(markdown(PARAGRAPHS))
    return file


def save(path: Path, paragraphs: list[str]) -> None:
    """Save as editors do: another file takes the place of the one before."""
    new = path.with_suffix(".new")
    new.write_text(markdown(paragraphs))
    new.replace(path)


def screen_of(r: Reading) -> ReadingScreen:
    screen = r.app.screen
    assert isinstance(screen, ReadingScreen)
    return screen


async def until(r: Reading, condition: Callable[[], object]) -> None:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < 5, r.lines
        await asyncio.sleep(0.02)
        await r.pilot.pause()


def top(r: Reading) -> str:
    screen = screen_of(r)
    article = screen.article
    return screen.document.text[article.position : article.position + 12]


async def test_a_change_is_told_and_read_when_the_reader_asks(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        save(path, ["New.", *PARAGRAPHS])
        await until(r, lambda: "The file has changed: R reads it again." in r.footer)
        assert "New." not in screen_of(r).document.text
        await r.press("j")
        assert "changed: R" in r.footer
        await r.press("R")
        await until(r, lambda: screen_of(r) is not r.screen)
        await until(r, lambda: "Read again: 1 paragraph new." in r.footer)
        assert "New." in screen_of(r).document.text
        assert "changed: R" not in r.footer
        await r.press("q")


async def test_the_place_and_the_notes_stay_with_their_passages(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path, Config(reload="auto")) as r:
        library = Library(folders)
        start = r.text.index("ship number 40")
        library.annotate(r.screen.keeping.record_id, r.text, start, start + 14, note="Mine")
        await r.press("space space space")
        before = top(r)
        assert before.strip()
        save(path, ["One.", "Two.", *PARAGRAPHS[:20], "Three.", *PARAGRAPHS[20:]])
        await until(r, lambda: screen_of(r) is not r.screen)
        await until(r, lambda: screen_of(r).annotating.annotations)
        assert top(r) == before
        (annotation,) = screen_of(r).annotating.annotations
        assert annotation.note == "Mine"
        target = annotation.target
        assert screen_of(r).document.text[target.start : target.end] == "ship number 40"


async def test_saving_many_times_is_calm(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path, Config(reload="auto"), settle=0.4) as r:
        await r.press("space")
        before, screens = top(r), {id(screen_of(r))}
        for number in range(10):
            save(path, [f"Version {number}.", *PARAGRAPHS])
            await asyncio.sleep(0.05)
            await r.pilot.pause()
            screens.add(id(screen_of(r)))
        await until(r, lambda: "Version 9." in screen_of(r).document.text)
        assert len(screens) <= 2
        assert top(r) == before
        assert len(r.app.screen_stack) == 1


async def test_what_is_selected_stays_so(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path, Config(reload="auto")) as r:
        await r.press("} } s")
        selected = r.selected
        save(path, ["New.", *PARAGRAPHS])
        await until(r, lambda: r.screen.status.news)
        await asyncio.sleep(0.2)
        await r.pilot.pause()
        assert screen_of(r) is r.screen, "a selection is not disturbed"
        await r.press("R")
        await until(r, lambda: screen_of(r) is not r.screen)
        await until(r, lambda: screen_of(r).selecting.span)
        span = screen_of(r).selecting.span
        assert span
        assert screen_of(r).document.text[span.start : span.end] == selected


async def test_a_selection_that_would_be_lost_is_kept_instead(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        await r.press("} s")
        save(path, PARAGRAPHS[30:])
        await until(r, lambda: r.screen.status.news)
        await r.press("R")
        await until(r, lambda: "is not in the file any more" in r.footer)
        assert r.selected
        await r.press("escape R")
        await until(r, lambda: screen_of(r) is not r.screen)


async def test_a_file_that_is_saved_as_it_was_is_no_news(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        save(path, PARAGRAPHS)
        await asyncio.sleep(0.5)
        await r.pilot.pause()
        assert "changed" not in r.footer
        await r.press("R")
        await until(r, lambda: "nothing has changed" in r.footer)
        assert screen_of(r) is r.screen


async def test_a_file_that_has_gone_is_told_once_and_may_come_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        told: list[str] = []
        monkeypatch.setattr(r.screen.status, "note", told.append)
        path.unlink()
        await until(r, lambda: told)
        await asyncio.sleep(0.3)
        assert told == ["harbour.md is not there any more. What was read of it stays here."]
        save(path, ["New.", *PARAGRAPHS])
        await until(r, lambda: "changed: R" in r.footer)


async def test_a_file_that_cannot_be_read_now_is_told_once(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        told: list[str] = []
        monkeypatch.setattr(r.screen.status, "note", told.append)
        for content in ("\0\0\0" * 40, "\0\0\0" * 50):
            path.write_text(content)
            await until(r, lambda: told)
            await asyncio.sleep(0.3)
        assert len(told) == 1
        assert told[0].endswith("What was read before stays here.")
        assert screen_of(r) is r.screen


async def test_nothing_is_looked_after_where_that_is_not_wanted(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path, Config(reload="off")) as r:
        save(path, ["New.", *PARAGRAPHS])
        await asyncio.sleep(0.3)
        await r.pilot.pause()
        assert "changed" not in r.footer
        await r.press("R")
        await until(r, lambda: "New." in screen_of(r).document.text)


async def test_the_search_the_list_with_the_keys_and_the_way_back_stay(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    async with open_file(folders, monkeypatch, path) as r:
        await r.press("f5 f4")  # without the lists on the right
        await r.press("/")
        await r.type("number 33")
        await r.press("enter G")
        r.screen.panels.contents.focus()
        save(path, ["New.", *PARAGRAPHS])
        await until(r, lambda: "changed: R" in r.footer)
        await r.press("R")
        await until(r, lambda: screen_of(r) is not r.screen)
        await until(r, lambda: screen_of(r).panels.focused)
        assert screen_of(r).panels.focused is screen_of(r).panels.contents
        assert not screen_of(r).quotes.display
        await r.press("escape ctrl+o")
        assert "number 33" in "\n".join(r.lines)
        await r.press("g g n")
        assert "1 of 1" in r.footer


async def test_a_page_of_the_web_is_fetched_again(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.opening import web

    address = "https://example.org/harbour"
    page = replace(document(PARAGRAPHS), source=address)
    pages = [page, replace(document(["New.", *PARAGRAPHS]), source=f"{address}/moved")]

    def open_url(asked: str, **given: Any) -> Document:
        assert (asked, given["held"]) == (address, page)
        return pages.pop(0)

    monkeypatch.setattr(web, "open_url", open_url)
    async with reading(folders, monkeypatch, document=page, child=EmptyChild) as r:
        await r.press("R")
        await until(r, lambda: "nothing has changed" in r.footer)
        await r.press("R")
        await until(r, lambda: "Read again: 1 paragraph new." in r.footer)
        assert screen_of(r).document.source == address


async def test_what_was_piped_in_cannot_be_read_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = open_source("-", stdin=b"Some words.")
    async with reading(folders, monkeypatch, document=piped, child=EmptyChild) as r:
        await r.press("R")
        assert "piped in" in r.footer
