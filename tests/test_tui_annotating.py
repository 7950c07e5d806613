import errno
import os
from pathlib import Path

import pytest
from filelock import FileLock
from textual.events import MouseMove, Paste

from reader.annotation import COLOURS
from reader.config import Config, Folders
from reader.library import Library
from tests.interface import Reading, reading

FIRST = "The harbour of Brimley opened again on Monday."


async def select_first_word(r: Reading) -> None:
    """Put the caret on the article's first sentence."""
    await r.caret(FIRST)
    await r.settle()


async def test_s_selects_a_sentence_and_once_more_each_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s")
        assert r.selected == FIRST
        await r.press("s")
        assert r.selected == FIRST + " Ann Ames, the mayor, cut a ribbon."
        await r.press("escape")
        assert r.selected == ""


async def test_after_s_other_sentences_are_a_line_key_away(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s j")
        assert r.selected == "Ann Ames, the mayor, cut a ribbon."
        await r.press("j k")
        assert r.selected == "Ann Ames, the mayor, cut a ribbon."


async def test_the_caret_begins_where_the_eyes_are(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("v")
        row = r.article.layout_.row_of(r.screen.selecting.selection.head)  # type: ignore[union-attr]
        assert abs(row - r.article.top - r.article.rows // 2) <= 1
        assert len(r.selected) == 1


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("l l", "The"),
        ("right right left", "Th"),
        ("3 w", "The harbour of B"),
        ("w e", "The harbour"),
        ("w e b", "The h"),
        ("e o h", "Opens\n\nThe"[4:]),
        (")", FIRST),
        ("2 )", FIRST + " Ann Ames, the mayor, cut a ribbon."),
        ("w v e", "harbour"),
    ],
)
async def test_the_selection_is_extended_by_keys(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, keys: str, selected: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press(keys)
        assert r.selected == selected


async def test_lines_and_paragraphs_extend_the_selection(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("}")
        assert r.selected.endswith("Ships came in.")
        await r.press("{")
        assert r.selected == "T"
        await r.press("j")
        row = r.article.layout_.row_of(r.text.index(FIRST))
        assert r.screen.selecting.selection.head == r.article.layout_.row(row + 1).start  # type: ignore[union-attr]
        await r.press("k")
        assert r.selected == "T"


async def test_enter_highlights_and_it_is_kept(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        (annotation,) = r.kept
        assert annotation.target.exact == FIRST
        assert annotation.colour == "yellow"
        assert r.selected == ""
        assert "Highlighted." in r.footer
        assert any(FIRST[:12] in line for line in r.lines if "○" in line)


@pytest.mark.parametrize("digit", [1, 2, 3, 4, 5])
async def test_c_and_a_digit_choose_the_colour(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, digit: int
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press(f"s c {digit}")
        assert [annotation.colour for annotation in r.kept] == [COLOURS[digit - 1]]
        await r.press("s j enter")
        assert [annotation.colour for annotation in r.kept] == [COLOURS[digit - 1]] * 2


async def test_a_note_is_written_in_an_editor_and_kept_by_ctrl_s(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        await r.type("Why now?")
        await r.press("enter")
        await r.type("# Ask *Ames*")
        await r.press("ctrl+s")
        (annotation,) = r.kept
        assert annotation.note == "Why now?\n# Ask *Ames*"
        assert r.app.screen is r.screen
        assert r.shows("Why now?")
        assert r.shows("•")


async def test_escape_leaves_a_note_as_a_draft_and_the_same_passage_goes_on_with_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        await r.type("Mine")
        await r.press("escape")
        assert r.app.screen is r.screen
        assert "Left as a draft: gd goes on with it." in r.footer
        assert r.kept == []
        await r.press("a")
        assert r.shows("An unfinished note")
        await r.type("!")
        await r.press("ctrl+s")
        assert [annotation.note for annotation in r.kept] == ["Mine!"]
        await r.press("a escape")
        assert r.app.screen is r.screen
        assert Library(folders).drafts(r.screen.keeping.record_id) == []


async def test_a_highlight_is_opened_and_changed_by_keys(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        assert "x delete" in r.footer
        await r.press("c 4")
        assert r.kept[0].colour == "blue"
        await r.press("t")
        await r.type("harbour, #old port, harbour")
        await r.press("enter")
        assert r.kept[0].tags == ("harbour", "old port")
        await r.press("a")
        await r.type("More.")
        await r.press("ctrl+s")
        assert r.kept[0].note == "More."
        await r.press("x")
        assert r.kept == []


async def test_undo_and_redo(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter x")
        assert r.kept == []
        await r.press("u")
        assert len(r.kept) == 1
        assert "The deleted highlight is back." in r.footer
        await r.press("ctrl+r")
        assert r.kept == []
        await r.press("u u u")
        assert r.kept == []
        assert "Nothing to undo." in r.footer


async def test_a_click_on_a_highlight_opens_it_and_a_drag_selects(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        row = r.article.layout_.row_of(r.text.index(FIRST)) - r.article.top
        await r.pilot.click("#article", offset=(r.article.left + 2, row))
        await r.settle()
        assert r.kept == [r.screen.annotating.chosen]
        await r.pilot.click("#article", offset=(r.article.left + 2, 0))
        assert r.screen.annotating.chosen is None
        await r.pilot.mouse_down("#article", offset=(r.article.left, row))
        await r.pilot._post_mouse_events([MouseMove], "#article", (r.article.left + 10, row), button=1)
        await r.pilot.mouse_up("#article", offset=(r.article.left + 10, row))
        assert r.selected == "The harbour"


async def test_highlights_may_overlap(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        r.screen.selecting.drag(r.text.index("opened"), r.text.index("Ann"))
        await r.press("c 3")
        assert [annotation.colour for annotation in r.kept] == ["yellow", "pink"]


async def test_copy_sends_the_passage_to_the_clipboard(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s y")
        assert r.app.clipboard == FIRST


async def test_what_was_written_is_there_when_the_article_is_opened_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        await r.type("Kept?")
        await r.press("ctrl+s q")
    async with reading(folders, monkeypatch) as r:
        assert [annotation.note for annotation in r.screen.annotating.annotations] == ["Kept?"]
        assert r.shows("Kept?")


async def test_a_note_that_cannot_be_kept_stays_in_the_editor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        await r.type("Precious")

        def full(*_args: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", full)
            await r.press("ctrl+s")
        assert r.app.screen is not r.screen
        assert r.shows("Not kept.")
        await r.press("ctrl+s")
        assert [annotation.note for annotation in r.kept] == ["Precious"]


async def test_notes_are_exported_to_a_file_by_a_key(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter E")
        assert "Write the notes to" in r.footer
        await r.press("enter")
        await r.settle()
        written = [path.name for path in tmp_path.glob("*.md")]
        assert written == ["the-harbour-notes.md"]
        await r.press("escape Y")
        assert "> The harbour of Brimley" in r.app.clipboard


async def test_what_was_just_highlighted_is_what_the_next_key_is_about(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        await r.press("s enter")
        first, second = r.kept
        assert second.target.start > first.target.end
        await r.press("x")
        assert r.kept == [first]


async def test_the_same_passage_is_not_highlighted_twice(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for _ in range(2):
            await select_first_word(r)
            await r.press("s enter")
        assert len(r.kept) == 1
        assert "highlighted already" in r.footer


async def test_a_selection_begins_at_the_match_that_was_gone_to(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("slow miracle")
        await r.press("enter s")
        assert "slow miracle" in r.selected


async def test_a_selection_goes_along_to_a_match_and_over_pages(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("/")
        await r.type("nine years")
        await r.press("enter")
        assert r.selected.endswith("waited for n")
        await r.press("G")
        assert r.selected == r.text[r.text.index(FIRST) :]
        assert r.article.top == r.article.last_top
        await r.press("g g space")
        assert r.article.is_visible(r.screen.selecting.selection.head)  # type: ignore[union-attr]


async def test_in_notes_a_command_is_about_the_note_under_the_cursor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter v")
        r.screen.notes.focus()
        await r.press("c 5")
        assert [annotation.colour for annotation in r.kept] == ["green"]


async def test_after_a_deletion_in_notes_the_cursor_stays_where_it_was(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        for _ in range(3):
            await r.press("s enter")
        first, second, third = r.kept
        r.screen.notes.focus()
        r.screen.notes.point(second.id)
        await r.press("x")
        assert r.kept == [first, third]
        assert r.screen.notes.current == third.id


async def test_a_highlight_that_cannot_be_kept_leaves_its_passage_selected(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s")

        def full(*_args: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", full)
            await r.press("enter")
        assert r.selected == FIRST
        await r.press("enter")
        assert [annotation.target.exact for annotation in r.kept] == [FIRST]


async def test_ctrl_q_in_the_editor_loses_nothing_either(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        await r.type("Mine")
        await r.press("ctrl+q")
        assert r.app.is_running
        assert [draft.words for draft in Library(folders).drafts(r.screen.keeping.record_id)] == ["Mine"]


async def test_another_program_that_holds_the_store_does_not_hold_up_the_keys(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        lock = FileLock(folders.data / "locks" / f"{r.screen.keeping.record_id}.lock")
        await select_first_word(r)
        with lock:
            await r.pilot.press("s", "enter")
            await r.pilot.press("G")
            assert r.article.top == r.article.last_top
            assert r.kept == []
        await r.settle()
        assert len(r.kept) == 1


async def test_what_nobody_foresaw_is_told_and_the_program_still_closes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for verb in ("annotate", "remember"):
            monkeypatch.setattr(Library, verb, lambda *_args, **_options: 1 / 0)
        await select_first_word(r)
        await r.press("s a")
        await r.type("Mine")
        await r.press("ctrl+s")
        assert r.shows("Not kept.")
        await r.press("escape escape q")
        await r.pilot.pause(0.2)
        assert not r.app.is_running


async def test_an_unusable_path_is_told_in_a_sentence(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("E ctrl+u")
        await r.type("~nobody-here/notes.md")
        await r.press("enter")
        assert any("nobody-here" in line or "home" in line for line in r.lines[:-1])
        assert r.app.is_running


async def test_pasted_escape_sequences_become_visible(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s a")
        r.app.post_message(Paste("\x1b[31mred"))
        await r.pilot.pause()
        await r.press("ctrl+s")
        assert [annotation.note for annotation in r.kept] == ["␛[31mred"]


async def test_a_selection_of_just_a_highlight_stands_for_that_highlight(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select_first_word(r)
        await r.press("s enter")
        await select_first_word(r)
        await r.press("s c 3")
        await select_first_word(r)
        await r.press("s t")
        await r.type("kept")
        await r.press("enter")
        await select_first_word(r)
        await r.press("s a")
        await r.type("Mine")
        await r.press("ctrl+s")
        (annotation,) = r.kept
        assert (annotation.colour, annotation.tags, annotation.note) == ("pink", ("kept",), "Mine")


@pytest.mark.parametrize(
    ("key", "said"),
    [("a", "Select something first"), ("t", "Select something first"), ("x", "No highlight is chosen")],
)
async def test_what_needs_a_passage_says_so_on_the_bare_page(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(key)
        assert said in r.footer


async def test_messages_name_the_keys_that_the_user_has(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(keys={"undo": "ctrl+z", "sentence": "S", "bookmark": "f10"})
    async with reading(folders, monkeypatch, config=config) as r:
        assert r.shows("S, then Enter, to")
        await r.press("g g S enter x")
        assert "Deleted. ctrl+z brings it back." in r.footer
        await r.press("f10")
        assert "F10 takes it away" in r.footer
