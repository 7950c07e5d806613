"""A terminal can be given any size at any time: nothing breaks, and the place is kept."""

import random
from typing import Any

import pytest
from textual.screen import Screen

from reader.config import Folders
from tests.interface import Reading, reading

OPENED = {
    "page": "",
    "selection": "v j j l",
    "sentence": "s",
    "help": "?",
    "list": "tab",
    "filter": "tab /",
    "library": "D",
    "palette": "ctrl+p",
    "search": "/",
    "results": "/ t h e enter",
    "overview": "O",
    "entity": "P",
    "choosing": "!",
    "note": "s a",
    "export": "s enter E",
    "first steps": "f1",
}
"""What is open, and the keys that open it."""


def some_size(chance: random.Random) -> tuple[int, int]:
    """A size between 1×1 and 300×100; small ones are as likely as large ones."""
    return chance.choice((1, 2, 9, 30, 60, 80, chance.randint(1, 300))), chance.choice(
        (1, 2, 5, 12, 24, chance.randint(1, 100))
    )


def place_kept(page: Reading, read: int) -> bool:
    """Whether what stood at the top is still there, or as near as the end of the text allows."""
    article = page.article
    return article.top in (article.layout_.row_of(read), article.last_top)


@pytest.mark.parametrize("what", OPENED)
async def test_any_size_is_survived_with_anything_open(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    chance = random.Random(what)
    async with reading(folders, monkeypatch, size=(120, 40)) as page:
        await page.press(OPENED[what])
        for _ in range(5):
            await page.pilot.resize_terminal(*some_size(chance))
            await page.pilot.pause()
            assert page.app.is_running
            assert page.app.return_code is None
        await page.pilot.resize_terminal(120, 40)
        await page.pilot.press("escape", "escape")
        assert page.app.is_running


async def test_the_place_is_kept_through_any_sizes(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    async with reading(folders, monkeypatch, size=(100, 20)) as page:
        article = page.article
        article.go_to_row(17)  # within a paragraph
        top, read = article.top, article.position
        for _ in range(15):
            await page.pilot.resize_terminal(*some_size(chance))
            await page.pilot.pause()
            assert article.size.width == 0 or article.size.height == 0 or place_kept(page, read)
        await page.pilot.resize_terminal(100, 20)
        await page.pilot.pause()
        assert article.top == top


async def test_a_selection_is_kept_through_any_sizes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(2)
    async with reading(folders, monkeypatch, size=(100, 20)) as page:
        await page.press("space s")
        selected = page.selected
        assert selected
        for _ in range(6):
            await page.pilot.resize_terminal(*some_size(chance))
            await page.press("j k")
        assert page.selected
        await page.pilot.resize_terminal(100, 20)
        await page.press("escape")
        assert not page.selected


@pytest.mark.parametrize("keys", ["?", "ctrl+p", "!", "s a"])
async def test_a_screen_that_is_left_twice_takes_none_with_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as page:
        await page.press(keys)
        over: Screen[Any] = page.app.screen
        assert over is not page.screen
        over.dismiss()
        over.dismiss()  # as where keys come faster than screens go
        await page.settle()
        assert page.app.screen is page.screen
        assert page.app.is_running
