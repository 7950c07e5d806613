"""Everything by keyboard, nothing that moves or blinks by itself where that is not wanted."""

from operator import attrgetter

import pytest

from reader.config import Config, Folders
from reader.tui.commands import COMMANDS
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.reading import ReadingScreen
from tests.interface import reading

BY_CHOICE = {"look-up-on-web"}
"""Commands without a key of their own: they are among what another key offers."""

BY_MOUSE = {
    "a click on the text": "select",
    "drawing over the text": "extend-right",
    "drawing beyond its edge": "extend-page-down",
    "a double click": "inner-word",
    "a triple click": "sentence",
    "four clicks": "paragraph",
    "a click on a link": "links",
    "a click on a highlight": "open-highlight",
    "a click in a list": "go",
    "a click on a document": "library-open",
    "a click on a column's head": "library-sort",
    "a click on the sign of a section": "fold",
    "drawing the edge of a list": "widen-lists",
    "the wheel": "line-down",
}
"""What the mouse does, and a command that does it by a key."""


def test_every_command_has_a_key() -> None:
    assert {each.id for each in COMMANDS if not each.keys} == BY_CHOICE


def test_what_the_mouse_does_a_key_does() -> None:
    assert set(BY_MOUSE.values()) <= {each.id for each in COMMANDS if each.keys}


async def test_no_cursor_blinks(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as page:
        for keys in ("/", "escape ctrl+p", "escape s a"):
            await page.press(keys)
            focused = page.app.focused
            assert focused is not None
            assert getattr(focused, "cursor_blink", None) is False, keys


async def test_with_motion_off_nothing_is_lit_for_a_moment(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 16), config=Config(motion=False)) as page:
        assert page.app.animation_level == "none"
        for keys in ("space", "ctrl+d", "] ]", "b"):
            await page.press(keys)
            assert page.article.pointing.lit == -1


async def test_tab_goes_through_every_list_and_back_to_the_text(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as page:
        seen = []
        for _ in range(5):
            seen.append(page.app.focused.id if page.app.focused else None)
            await page.press("tab")
        assert len(set(seen)) == 5
        assert page.app.focused is page.article
        for _ in range(5):
            await page.press("shift+tab")
        assert page.app.focused is page.article


async def test_every_command_that_a_screen_offers_can_be_run_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as page:
        for keys in ("", "D"):
            await page.press(keys)
            screen = page.app.screen
            assert isinstance(screen, ReadingScreen | LibraryScreen)
            for command in screen.commands:
                assert callable(attrgetter(command.action)(screen)), command.id
