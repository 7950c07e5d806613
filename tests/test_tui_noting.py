"""Notes left unfinished, notes on the whole article, bookmarks, and the user's own editor."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.annotation import WHOLE
from reader.config import Config, Folders
from reader.library import Library
from reader.tui.screens.note import PAUSE, NoteScreen
from tests.interface import Reading, reading
from tests.terminal import READER, terminal

FIRST = "The harbour of Brimley opened again on Monday."


async def begin_note(r: Reading, words: str) -> None:
    """Write the beginning of a note to the first sentence."""
    await r.caret(FIRST)
    await r.press("s a")
    await r.type(words)


async def highlight_with_draft(r: Reading, note: str, more: str) -> None:
    """Highlight the first sentence with a note, and leave the note unfinished."""
    await r.caret(FIRST)
    await r.press("s enter")
    if note:
        await r.press("a")
        await r.type(note)
        await r.press("ctrl+s")
    await r.press("a")
    await r.type(more)
    await r.press("escape")


def drafts(r: Reading) -> list[str]:
    return [draft.words for draft in Library(r.folders).drafts(r.screen.keeping.record_id)]


async def test_what_is_typed_is_a_draft_within_a_second_without_any_key(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PAUSE < 1
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Why now?")
        for _ in range(50):  # a busy machine may take longer than the pause
            await r.pilot.pause(0.1)
            if drafts(r) == ["Why now?"]:
                break
        assert drafts(r) == ["Why now?"]


async def test_after_a_crash_the_note_is_told_of_and_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Why now?")
        await r.pilot.pause(PAUSE + 0.3)
    async with reading(folders, monkeypatch) as r:
        await r.settle()
        told = [notice.message for notice in r.app._notifications]
        assert told == ["An unfinished note is here: gd opens it."]
        assert r.shows("Unfinished")
        await r.press("g d")
        assert r.written == "Why now?"
        await r.type(" And how?")
        await r.press("ctrl+s")
        (annotation,) = r.kept
        assert (annotation.note, annotation.target.exact) == ("Why now? And how?", FIRST)
        assert drafts(r) == []
        assert not r.shows("Unfinished")


async def test_the_draft_of_a_kept_note_does_not_change_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Kept")
        await r.press("ctrl+s a")
        await r.type(" and more")
        await r.press("escape")
        assert [annotation.note for annotation in r.kept] == ["Kept"]
        await r.press("a")
        assert r.written == "Kept and more"
        await r.press("ctrl+g")
        assert r.shows("throws away")
        assert drafts(r) == ["Kept and more"]
        await r.press("ctrl+g")
        assert drafts(r) == []
        await r.press("a")
        assert r.written == "Kept"


async def test_which_of_several_unfinished_notes_is_asked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "One")
        await r.press("escape escape A")
        await r.type("Two")
        await r.press("escape g d")
        assert r.shows("Go on with which note?")
        await r.type("One")
        await r.press("enter")
        assert r.written == "One"


async def test_a_passage_that_was_highlighted_meanwhile_is_not_highlighted_twice_by_its_draft(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Mine")
        await r.press("escape enter")
        assert [each.note for each in r.kept] == [""]
        await r.press("a")
        assert r.written == "Mine"
        await r.press("escape g d ctrl+s")
        assert [each.note for each in r.kept] == ["Mine"]
        assert drafts(r) == []


async def test_the_draft_of_a_deleted_highlight_is_offered_on_its_passage(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await highlight_with_draft(r, "Kept", " and more")
        await r.press("x")
        assert r.kept == []
        assert drafts(r) == ["Kept and more"]
    async with reading(folders, monkeypatch) as r:
        await r.press("g d")
        assert r.written == "Kept and more"
        assert not r.shows("On the whole article")
        await r.press("ctrl+s")
        assert [(each.kind, each.note, each.target.exact) for each in r.kept] == [
            ("highlight", "Kept and more", FIRST)
        ]
        assert drafts(r) == []


async def test_the_draft_of_a_highlight_whose_making_was_undone_is_offered_on_its_passage(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await highlight_with_draft(r, "", "Words")
        await r.press("u")
        assert r.kept == []
        await r.caret(FIRST)
        await r.press("s a")
        assert r.written == "Words"
        await r.press("ctrl+s")
        assert [(each.note, each.target.exact) for each in r.kept] == [("Words", FIRST)]
        assert drafts(r) == []


async def test_a_draft_goes_to_its_highlight_again_when_that_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await highlight_with_draft(r, "Kept", " and more")
        (made,) = r.kept
        await r.press("x u g d ctrl+s")
        assert [(each.id, each.note) for each in r.kept] == [(made.id, "Kept and more")]
        assert drafts(r) == []


async def test_a_draft_and_another_note_on_its_passage_are_both_kept(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await highlight_with_draft(r, "Kept", " and more")
        await r.press("x")
        await r.caret(FIRST)
        await r.press("s enter")
        library = Library(r.folders)
        library.edit(r.kept[0], note="Another")
        r.screen.keeping.refresh()
        await r.settle()
        await r.press("g d escape g d")
        assert r.written == "Another\n\nKept and more"
        await r.press("ctrl+s")
        assert [each.note for each in r.kept] == ["Another\n\nKept and more"]
        assert drafts(r) == []


async def test_a_draft_whose_key_tells_no_passage_is_not_lost(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        record_id = r.screen.keeping.record_id
    Library(folders).keep_draft(record_id, "annotation:01ARZ3NDEKTSV4RRFFQ69G5FAV", "Old words")
    async with reading(folders, monkeypatch) as r:
        await r.press("g d")
        assert r.written == "Old words"
        await r.press("ctrl+s")
        assert [(each.kind, each.note) for each in r.kept] == [("document", "Old words")]


async def test_an_unfinished_note_is_opened_from_notes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "One")
        await r.press("escape")
        r.screen.notes.focus()
        await r.press("g g enter")
        assert r.written == "One"


async def test_a_draft_that_cannot_be_kept_holds_the_editor_open(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Precious")

        def full(*_args: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", full)
            await r.press("escape")
            assert isinstance(r.app.screen, NoteScreen)
            assert r.shows("draft can't be kept")
        await r.press("ctrl+s")
        assert [annotation.note for annotation in r.kept] == ["Precious"]


async def test_a_note_on_the_whole_article_needs_no_selection(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("A")
        await r.type("Thin on costs.")
        await r.press("ctrl+s")
        (annotation,) = r.kept
        assert (annotation.kind, annotation.target, annotation.note) == ("document", WHOLE, "Thin on costs.")
        assert r.shows("On the whole arti")
        await r.press("u")
        assert r.kept == []


async def test_nothing_on_the_whole_article_is_no_note(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("A ctrl+s")
        assert r.kept == []
        assert r.app.screen is r.screen


async def test_a_bookmark_is_put_and_taken_by_one_key_and_shown_in_gutter_and_notes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.selecting.expect(r.text.index(FIRST) + 4)
        await r.press("B")
        (bookmark,) = r.kept
        assert (bookmark.kind, bookmark.target.exact) == ("bookmark", FIRST)
        row = r.article.layout_.row_of(bookmark.target.start) - r.article.top
        gutter = "".join(segment.text for segment in r.article.render_line(row))[: r.article.left]
        assert gutter.strip() == "◆"
        assert r.shows("◆ The harbour")
        await r.press("B")
        assert r.kept == []
        await r.press("u")
        assert r.kept == [r.kept[0]]
        assert r.kept[0].id == bookmark.id


async def test_a_bookmark_and_a_note_stand_side_by_side_in_the_gutter(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Mine")
        await r.press("ctrl+s escape")
        r.screen.selecting.expect(r.text.index(FIRST))
        await r.press("B")
        row = r.article.layout_.row_of(r.text.index(FIRST)) - r.article.top
        gutter = "".join(segment.text for segment in r.article.render_line(row))[: r.article.left]
        assert sorted(gutter.strip()) == ["•", "◆"]


@pytest.mark.parametrize(
    ("keys", "pressed", "written"), [("s enter", 2, ""), ("s a ctrl+s", 3, "Why?"), ("s c 3", 3, "")]
)
async def test_a_sentence_is_marked_in_two_keys_and_with_a_thought_in_three(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, keys: str, pressed: int, written: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        *before, last = keys.split()
        assert len(before) + 1 == pressed
        await r.press(" ".join(before))
        if written:
            await r.type(written)
        await r.press(last)
        (annotation,) = r.kept
        assert annotation.note == written
        assert annotation.target.exact.endswith(".")


async def test_the_empty_notes_say_how_a_first_note_is_made(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        told = " ".join(line.split("│")[0].split("▕")[0].strip() for line in r.lines)
        assert "Press s, then Enter, to mark a sentence; s, then a, to write a note to it." in " ".join(
            told.split()
        )


# The user's own editor


@contextmanager
def no_terminal_needed() -> Iterator[None]:
    yield


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of an editor, called with an argument."""
    path = tmp_path / "my editor.py"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} "{path}" --wait')
    return path


WRITES = """
import os, pathlib, sys
assert sys.argv[1] == "--wait"
path = pathlib.Path(sys.argv[2])
assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
path.write_text(path.read_text() + "and in the editor\\n")
"""


async def test_a_note_goes_on_in_the_users_editor_and_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, script: Path
) -> None:
    script.write_text(WRITES)
    async with reading(folders, monkeypatch) as r:
        monkeypatch.setattr(r.app, "suspend", no_terminal_needed)
        await begin_note(r, "Here")
        await r.press("ctrl+e")
        assert r.written == "Here\nand in the editor"
        await r.press("ctrl+s")
        assert [annotation.note for annotation in r.kept] == ["Here\nand in the editor"]
        assert list((folders.state / "editing").iterdir()) == []


async def test_from_the_page_the_editor_keeps_the_note_when_it_ends(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, script: Path
) -> None:
    script.write_text(WRITES)
    async with reading(folders, monkeypatch) as r:
        monkeypatch.setattr(r.app, "suspend", no_terminal_needed)
        await r.caret(FIRST)
        await r.press("s alt+e")
        await r.settle()
        assert [annotation.note for annotation in r.kept] == ["and in the editor"]
        assert r.app.screen is r.screen


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("sys.exit(3)", "ended with an error (3)"),
        ("pathlib.Path(sys.argv[2]).write_text('')", "left nothing"),
        ("pathlib.Path(sys.argv[2]).unlink()", "left nothing"),
        ("pass", "Nothing was changed"),
        ("pathlib.Path(sys.argv[2]).write_text('lost?'); sys.exit(1)", "what was written is in"),
    ],
)
async def test_whatever_the_editor_does_the_note_is_not_lost(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, script: Path, body: str, said: str
) -> None:
    script.write_text(f"import pathlib, sys\n{body}\n")
    async with reading(folders, monkeypatch) as r:
        monkeypatch.setattr(r.app, "suspend", no_terminal_needed)
        await begin_note(r, "Precious")
        await r.press("ctrl+e")
        assert r.written == "Precious"
        assert drafts(r) == ["Precious"]
        assert said in " ".join(" ".join(line.split()) for line in r.lines)
        written = [path.read_text() for path in folders.state.glob("editing/*/*.md")]
        assert written == (["lost?"] if "lost?" in body else [])


async def test_what_an_editor_had_written_when_reader_was_killed_is_an_unfinished_note(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, script: Path
) -> None:
    script.write_text(
        "import pathlib, sys\npathlib.Path(sys.argv[2]).write_text('Long thought'); sys.exit(1)"
    )
    async with reading(folders, monkeypatch) as r:
        monkeypatch.setattr(r.app, "suspend", no_terminal_needed)
        await begin_note(r, "Long")
        await r.press("ctrl+e")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (private,) = (folders.state / "editing").iterdir()
    private.rename(private.with_name(f"{ended.pid}-x"))  # as if that process had made it
    async with reading(folders, monkeypatch) as r:
        await r.settle()
        assert drafts(r) == ["Long thought"]
        assert list((folders.state / "editing").iterdir()) == []
        await r.press("g d ctrl+s")
        assert [(each.note, each.target.exact) for each in r.kept] == [("Long thought", FIRST)]


@pytest.mark.parametrize("editor", ["no-such-editor --wait", "'unclosed"])
async def test_an_editor_that_is_none_is_told_in_a_sentence(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    async with reading(folders, monkeypatch) as r:
        monkeypatch.setattr(r.app, "suspend", no_terminal_needed)
        await begin_note(r, "Precious")
        await r.press("ctrl+e")
        assert r.written == "Precious"
        assert any("can't be run" in line or "is no command" in line for line in r.lines)


async def test_without_a_terminal_of_its_own_no_editor_is_opened(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, script: Path
) -> None:
    script.write_text(WRITES)
    async with reading(folders, monkeypatch) as r:
        await begin_note(r, "Precious")
        await r.press("ctrl+e")
        assert r.shows("can't be opened here")
        assert r.written == "Precious"


# The colours' names


async def test_the_names_of_colours_are_shown_in_their_place(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(colours={"yellow": "important", "pink": "doubt"})
    async with reading(folders, monkeypatch, size=(140, 30), config=config) as r:
        await r.caret(FIRST)
        await r.press("s")
        assert "1 important" in r.footer
        await r.press("c")
        assert "doubt" in r.footer
        await r.press("3")
        assert r.footer.strip().startswith("Highlighted.")
        assert any("doubt" in line for line in r.lines[:-1])
        await r.press("c 1")
        assert "Important now." in r.footer
        await r.press("Y")
        await r.press("escape Y")
        assert "*important · " in r.app.clipboard


# The whole program


def test_a_kill_in_the_midst_of_a_note_and_an_editor_in_a_real_terminal(tmp_path: Path) -> None:
    home, article, script = tmp_path / "home", tmp_path / "harbour.txt", tmp_path / "editor.py"
    article.write_text(f"{FIRST} Ann Ames, the mayor, cut a ribbon. Ships came in.\n", "utf-8")
    script.write_text(
        "import sys, pathlib\nprint('THE EDITOR')\nsys.stdin.readline()\n"
        "path = pathlib.Path(sys.argv[1])\npath.write_text(path.read_text() + 'and outside')\n"
    )
    editor = f"{sys.executable} {script}"
    with terminal([*READER, str(article)], home, VISUAL=editor) as screen:
        screen.wait_for("No notes yet")
        screen.press("s")
        screen.wait_for("Enter highlight")
        screen.press("a")
        screen.wait_for("Ctrl+S keeps the note")
        screen.press(*"Why now?")
        screen.read(1.0)
        screen.kill()
    with terminal([*READER, str(article)], home, VISUAL=editor) as screen:
        screen.wait_for("An unfinished note is here: gd opens it.")
        screen.press("g", "d")
        screen.wait_for("An unfinished note. Ctrl+S keeps it")
        screen.press("\x05")
        screen.wait_for("THE EDITOR")
        screen.press("enter")
        screen.wait_for("and outside")
        screen.press("ctrl+s")
        screen.wait_for("Kept.")
        screen.press("q")
        assert screen.wait_for_end() == 0
    folders = Folders(home / "data", home / "config", home / "cache", home / "state")
    library = Library(folders)
    (record,) = library.documents()
    assert [each.note for each in library.annotations(record.id)] == ["Why now?\nand outside"]
    assert library.drafts(record.id) == []
