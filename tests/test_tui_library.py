"""The library screen, and the quick ways between documents."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.config import Config, Folders
from reader.document import Document
from reader.library import Library
from reader.opening import open_source
from reader.page.width import cells
from reader.tui import understanding
from reader.tui.app import ReaderApp
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.narrowing import Choices
from reader.tui.screens.reading import ReadingScreen
from tests.interface import CannedChild, Running

TITLES = ("The Harbour Opens", "War and Peace", "戦争と平和について", "A Slow Miracle", "Peace Talks")


class Browsing(Running):
    """A running app, and shortcuts to what tests look at."""

    async def settle(self) -> None:
        """Wait until what was asked for has come, and is drawn."""
        for _ in range(2):
            groups = ("library", "visit", "recent", "removing", "recovering", "closing")
            await self.app.workers.wait_for_complete([w for w in self.app.workers if w.group in groups])
            await self.pilot.pause()

    @property
    def shelf(self) -> LibraryScreen:
        screen = self.app.screen
        assert isinstance(screen, LibraryScreen)
        return screen

    @property
    def read(self) -> str:
        """The title of the document on the screen."""
        screen = self.app.screen
        assert isinstance(screen, ReadingScreen)
        return screen.document.title

    @property
    def shown(self) -> list[str]:
        """The titles in the list."""
        return [entry.record.title for entry in self.shelf.shelf.entries]

    @property
    def current(self) -> str:
        entry = self.shelf.shelf.current
        assert entry
        return entry.record.title

    @property
    def told(self) -> str:
        """What notifications say."""
        return " ".join(each.message for each in self.app._notifications)

    @property
    def screen(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def files(tmp_path: Path, folders: Folders) -> dict[str, Path]:
    """Five documents in the library, the last of the titles read last."""
    found = {}
    library = Library(folders)
    for title in TITLES:
        found[title] = path = tmp_path / "books" / f"{title}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"{title}\n\n" + f"What follows is the text of {title}, and more of it. " * 60, "utf-8"
        )
        library.enter(open_source(str(path)))
    return found


@asynccontextmanager
async def browsing(
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    *,
    document: Document | None = None,
    size: tuple[int, int] = (100, 20),
    config: Config | None = None,
    words: str = "",
) -> AsyncIterator[Browsing]:
    monkeypatch.setattr(understanding, "AnalysisChild", CannedChild)
    app = ReaderApp(document, folders, config or Config(), (), words)
    async with app.run_test(size=size) as pilot:
        b = Browsing(app, pilot, folders)
        await b.settle()
        yield b
    app.keeper.close()


@pytest.mark.usefixtures("files")
async def test_documents_are_listed_last_read_first_with_the_cursor_on_the_first(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        assert b.shown == list(reversed(TITLES))
        assert b.current == "Peace Talks"
        assert "5 documents · last read first" in b.screen
        assert any("› Peace Talks" in line and "today" in line for line in b.lines)


async def test_what_is_told_of_a_document(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(folders)
    document = replace(open_source(str(files["War and Peace"])), author="Leo Tolstoy")
    record = library.enter(document)
    library.annotate(record.id, document.text, 0, 3)
    library.annotate(record.id, document.text, 4, 7)
    library.remember(record.id, len(document.text) // 2)
    async with browsing(folders, monkeypatch, size=(180, 30)) as b:
        (row,) = [line for line in b.lines if "War and Peace" in line]
        assert row.split("  ")[0] == " › War and Peace".rstrip() or "› War and Peace" in row
        for words in ("Leo Tolstoy", "books/War and Peace.txt", "today", "━━━━────", "50 %"):
            assert words in row
        assert row.endswith(" 2")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("width", [30, 60, 100, 140, 300])
async def test_rows_fit_every_width_and_the_title_has_the_most_room(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    async with browsing(folders, monkeypatch, size=(width, 20)) as b:
        assert all(cells(line) <= width for line in b.lines)
        columns = b.shelf.shelf._columns
        assert columns[0].width == max(column.width for column in columns)
        assert sum(column.width + 2 for column in columns) <= width + 2
        starts = {line[: line.index("today")] for line in b.lines if "today" in line}
        assert len({cells(start) for start in starts}) <= 1  # wide letters push nothing aside


@pytest.mark.usefixtures("files")
async def test_what_is_typed_narrows_the_list_and_enter_opens(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("slash")
        await b.type("pea")
        assert b.shown == ["Peace Talks", "War and Peace"]
        assert "2 of 5" in b.screen
        await b.type("ce w")
        assert b.shown == ["War and Peace"]
        await b.press("enter")
        assert b.read == "War and Peace"
        await b.press("q")
        assert b.shown == ["War and Peace"]
        await b.press("escape")
        assert len(b.shown) == 5


@pytest.mark.usefixtures("files")
async def test_the_cursor_moves_while_words_are_typed_and_tab_goes_to_the_list(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("slash")
        await b.type("peac")
        await b.press("down")
        assert b.current == "War and Peace"
        await b.press("tab k")
        assert (b.current, b.shown) == ("Peace Talks", ["Peace Talks", "War and Peace"])
        await b.press("slash escape")
        assert len(b.shown) == 5


@pytest.mark.usefixtures("files")
async def test_the_list_is_narrowed_from_the_beginning_where_words_are_given(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch, words="peace") as b:
        assert b.shown == ["Peace Talks", "War and Peace"]
        await b.press("enter")
        assert b.read == "Peace Talks"


@pytest.mark.usefixtures("files")
async def test_q_goes_from_a_document_to_its_row_with_fresh_numbers_and_from_there_out(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("j j enter")
        assert b.read == "戦争と平和について"
        await b.press("s enter")
        await b.press("escape escape")
        assert b.read == "戦争と平和について"
        await b.press("G q")
        assert b.current == "戦争と平和について"
        entry = b.shelf.shelf.current
        assert entry
        assert entry.record.notes == 1
        assert entry.record.position > 0
        assert b.shown[0] == "戦争と平和について"
        await b.press("q")
        assert b.app._exit


async def test_a_document_is_opened_by_a_click_and_columns_sort(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        head = next(y for y, line in enumerate(b.lines) if "Title" in line)
        await b.pilot.click(offset=(6, head))
        await b.settle()
        assert b.shown == sorted(TITLES)
        assert "by title" in b.screen
        await b.pilot.click(offset=(6, head + 2))
        await b.settle()
        assert b.read == sorted(files)[1]


@pytest.mark.usefixtures("files")
async def test_the_order_is_remembered(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("s")
        assert b.shown == sorted(TITLES)
        seen = [b.shelf.holdings.order]
        for _ in range(4):
            await b.press("s")
            seen.append(b.shelf.holdings.order)
        assert seen == ["title", "author", "notes", "added", "read"]
        await b.press("s")
    async with browsing(folders, monkeypatch) as b:
        assert b.shown == sorted(TITLES)
        assert b.current == "Peace Talks"  # what was read last


@pytest.mark.usefixtures("files")
async def test_a_removed_document_is_in_the_trash_and_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("j d")
        assert "Remove “A Slow Miracle” from the library?" in b.screen
        await b.press("escape")
        assert len(Library(folders).documents()) == 5
        await b.press("d enter")
        assert "A Slow Miracle" not in b.shown
        assert b.current == "戦争と平和について"
        assert "u brings it back" in b.screen
        await b.press("t")
        assert b.shown == ["A Slow Miracle"]
        assert "Removed" in b.screen
        await b.press("enter")
        assert "The trash is empty" in b.screen
        await b.press("escape")
        assert b.shown == list(reversed(TITLES))
        await b.press("d enter")
        await b.press("d enter")
        assert len(b.shown) == 3
        await b.press("u u")
        assert b.shown == list(reversed(TITLES))
        await b.press("u")
        assert "Nothing has been removed just now" in b.screen


@pytest.mark.usefixtures("files")
async def test_a_document_that_is_open_under_the_library_is_not_removed(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_source(str(files["War and Peace"]))
    async with browsing(folders, monkeypatch, document=document) as b:
        await b.press("f9")
        assert b.current == "War and Peace"
        await b.press("d")
        assert "This one is open, under the library" in b.screen
        assert len(Library(folders).documents()) == 5


async def test_an_empty_library_says_what_to_do(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browsing(folders, monkeypatch) as b:
        assert "Nothing here yet. Press o to open a file or an address" in b.screen
        for keys in ("enter", "d", "y", "f", "j", "G", "space", "H"):
            await b.press(keys)
        assert "There is no document here." not in b.lines[2]


async def test_a_file_is_opened_by_its_path(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bridge.txt").write_text("A bridge.\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with browsing(folders, monkeypatch) as b:
        await b.press("o")
        await b.type("~/bri")
        await b.press("tab")
        assert "~/bridge.txt" in b.lines[-1]
        await b.press("enter")
        assert b.read == "Bridge"
        await b.press("q")
        assert b.shown == ["Bridge"]


async def test_what_nothing_is_called_is_opened_if_it_is_a_file(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert files
    path = tmp_path / "bridge.txt"
    path.write_text("A bridge.\n")
    async with browsing(folders, monkeypatch) as b:
        await b.press("slash")
        await b.type("xyzzy")
        assert "Nothing here is called “xyzzy”, and there is no file of this name." in b.screen
        await b.press("enter")
        assert isinstance(b.app.screen, LibraryScreen)
        await b.press("escape slash")
        b.shelf.prompt.type(str(path))
        await b.settle()
        assert "Enter opens the file of this name." in b.screen
        await b.press("enter")
        assert b.read == "Bridge"


async def test_where_a_document_is_can_be_copied(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        copied: list[str] = []
        monkeypatch.setattr(b.app, "copy_to_clipboard", copied.append)
        await b.press("y")
        assert copied == [str(files["Peace Talks"])]
        assert "Copied /" in b.screen


async def test_a_folder_is_shown_only_when_that_is_asked_for(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: started.append(command))
    async with browsing(folders, monkeypatch) as b:
        await b.press("j k")
        assert started == []
        await b.press("f")
        assert started == [["/bin/xdg-open", str(files["Peace Talks"].parent)]]


async def test_a_document_whose_file_is_gone_is_shown_as_it_was_read_last(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files["Peace Talks"].unlink()
    async with browsing(folders, monkeypatch) as b:
        await b.press("enter")
        assert b.read == "Peace Talks"
        assert "is used instead" in b.told
        await b.press("q enter")
        screen = b.app.screen
        assert isinstance(screen, ReadingScreen)
        assert len(screen.document.notices) == 1


async def test_what_cannot_be_opened_is_one_sentence(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        await b.press("o")
        await b.type("/nowhere/at all.txt")
        await b.press("enter")
        assert isinstance(b.app.screen, LibraryScreen)
        assert "does not exist" in b.told


@pytest.mark.usefixtures("files")
async def test_the_users_own_keys_hold_in_the_library(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(keys={"library-trash": "X", "list-down": "n", "library-find": ["ctrl+g"]})
    async with browsing(folders, monkeypatch, config=config) as b:
        await b.press("j")
        assert b.current == "Peace Talks"
        await b.press("n")
        assert b.current == "A Slow Miracle"
        await b.press("X")
        assert "The trash is empty" in b.screen
        await b.press("X ctrl+g")
        await b.type("war")
        assert b.shown == ["War and Peace"]


@pytest.mark.usefixtures("files")
async def test_the_commands_of_the_library_are_in_its_help_and_palette(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(folders, monkeypatch) as b:
        titles = [each.title for each in b.app.get_system_commands(b.shelf)]
        assert "Sort by another column: a click on its name does it too" in titles
        assert "Longer lines" not in titles
        await b.press("question_mark")
        await b.type("show the trash")
        assert "Show the trash" in b.screen
        await b.press("enter")
        assert "The trash is empty" in b.screen


# From within a document


async def test_the_library_lies_over_the_document_and_escape_goes_back(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_source(str(files["War and Peace"]))
    async with browsing(folders, monkeypatch, document=document) as b:
        reading = b.app.screen
        for key in ("f9", "D"):
            await b.press(key)
            assert b.current == "War and Peace"
            await b.press("escape")
            assert b.app.screen is reading
        await b.press("D j enter")
        assert b.read == "Peace Talks"
        assert len(b.app.screen_stack) == 2
        await b.press("f9")
        assert b.current == "Peace Talks"
        assert len(b.app.screen_stack) == 1
        await b.press("escape")
        assert b.read == "Peace Talks"
        await b.press("q q")
        assert b.app._exit


async def test_one_key_goes_to_the_document_before_and_back(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_source(str(files["War and Peace"]))
    async with browsing(folders, monkeypatch, document=document, size=(120, 12)) as b:
        await b.press("space")
        place = b.app.screen.article.position  # type: ignore[attr-defined]
        assert place > 0
        await b.press("ctrl+circumflex_accent")
        assert b.read == "Peace Talks"
        await b.press("g b")
        assert b.read == "War and Peace"
        assert b.app.screen.article.position == place  # type: ignore[attr-defined]
        assert len(b.app.screen_stack) == 1


async def test_a_short_list_goes_to_what_was_opened_lately(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_source(str(files["War and Peace"]))
    async with browsing(folders, monkeypatch, document=document) as b:
        await b.press("ctrl+t")
        assert "Opened lately" in b.screen
        choices = [str(item.lines[0].text) for item in b.app.screen.query_one(Choices).items]
        assert choices == ["Peace Talks", "A Slow Miracle", "戦争と平和について", "The Harbour Opens"]
        await b.type("slow")
        await b.press("enter")
        assert b.read == "A Slow Miracle"
        await b.press("q")
        assert b.app._exit


async def test_the_first_document_has_no_other_to_go_to(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text("A bridge.\n")
    async with browsing(folders, monkeypatch, document=open_source(str(path))) as b:
        for keys in ("ctrl+t", "ctrl+circumflex_accent"):
            await b.press(keys)
            assert "The library has no other document yet" in b.lines[-1]


async def test_documents_that_were_closed_are_forgotten(
    folders: Folders, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files
    async with browsing(folders, monkeypatch) as b:
        screens: list[weakref.ref[Any]] = []
        for _ in range(5):
            await b.press("G enter")
            screens.append(weakref.ref(b.app.screen))
            await b.press("q")
        await asyncio.sleep(0.1)
        gc.collect()
        assert sum(each() is not None for each in screens) <= 1
