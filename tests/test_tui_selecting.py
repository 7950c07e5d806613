"""Selecting with keys and mouse, the bar of what can be done, and copying."""

import asyncio

import pytest
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseUp

from reader.config import Folders
from reader.document import Anchor, Block, Document, Mark
from reader.exchange.clipboard import Program
from reader.tui import copying
from tests.interface import FILLER, Reading, harbour, reading

FIRST = "The harbour of Brimley opened again on Monday."


def cell(r: Reading, words: str, beyond: int = 0) -> tuple[int, int]:
    """The cell of the article where some words begin."""
    offset = r.text.index(words) + beyond
    layout = r.article.layout_
    return r.article.left + layout.column_of(offset), layout.row_of(offset) - r.article.top


async def mouse(r: Reading, event: type, x: int, y: int, **keys: bool) -> None:
    """Let the mouse do one thing at a cell of the article."""
    await r.pilot._post_mouse_events([event], "#article", (x, y), button=1, **keys)


async def draw(r: Reading, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw with the mouse from one cell to another."""
    await mouse(r, MouseDown, *start)
    await mouse(r, MouseMove, *end)
    await mouse(r, MouseUp, *end)
    await r.settle()


async def test_motions_go_to_the_ends_of_lines_and_words(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("opened")
        await r.press("$")
        row = r.article.layout_.row(r.article.layout_.row_of(r.text.index("opened")))
        assert r.selected == r.text[r.text.index("opened") : row.end]
        await r.press("v 0")
        assert r.selected == r.text[row.start : row.end]
        await r.press("escape")
        await r.caret("Ames")
        await r.press("g e")
        assert r.selected == "n A"
        await r.caret("Ames")
        await r.press("W")
        assert r.selected == "Ames, t"
        await r.press("v 3 w")
        assert r.selected == "the mayor, c"


async def test_a_character_that_is_typed_is_gone_to(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("opened")
        await r.press("2 f a")
        assert r.selected == "opened aga"
        await r.press("comma")
        assert r.selected == "opened a"
        await r.press("v F b")
        assert r.selected == "bour of Brimley opened a"
        await r.press("f escape")
        assert r.selected == "bour of Brimley opened a"
        await r.press("v f quotation_mark")
        assert r.selected.endswith("What the Mayor Said\n\n“")
        await r.press("9 9 9 9 f z")
        assert "No z after this." in r.footer


async def test_whole_paragraphs_are_selected_and_more_of_them(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("Ann Ames")
        await r.press("V")
        assert r.selected.startswith(FIRST)
        assert r.selected.endswith("came in.")
        await r.press("j")
        assert r.selected.endswith(FILLER.strip())
        await r.press("k k")
        assert r.selected.startswith("The Harbour Opens")
        assert r.selected.endswith("came in.")
        await r.press("j V V")
        assert r.selected.count(FILLER.strip()) == 2


async def test_arrows_with_shift_begin_a_selection_and_extend_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.selecting.expect(r.text.index("opened"))
        await r.press("shift+right")
        assert r.selected == "o"
        await r.press("shift+right ctrl+shift+right")
        assert r.selected == "opened"
        await r.press("s shift+down")
        assert r.selected.startswith(FIRST)
        assert len(r.selected) > len(FIRST)
        await r.press("ctrl+a")
        assert r.selected == r.text
        assert r.article.top == 0


async def test_text_objects_are_taken_at_the_caret_and_a_note_stays_one_key(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("again on")
        await r.press("i w")
        assert r.selected == "again"
        await r.press("i s i w")
        assert r.selected == "."
        await r.press("i s i s")
        assert r.selected == f"{FIRST} Ann Ames, the mayor, cut a ribbon."
        await r.caret(" Ann Ames,")
        await r.press("i")
        assert "s sentence" in r.footer
        await r.press("e")
        assert r.selected == "Ann Ames"
        await r.caret("waited")
        await r.press("i q")
        assert r.selected == "We have waited for nine years,"
        await r.press("A q")
        assert r.selected == "“We have waited for nine years,” Ames said."
        await r.press("a")
        assert type(r.app.screen).__name__ == "NoteScreen"


async def test_the_selection_grows_and_shrinks_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("mayor")
        await r.press("+")
        assert r.selected == "mayor"
        await r.press("+ +")
        assert r.selected == "Ann Ames, the mayor, cut a ribbon."
        await r.press("alt+down")
        assert r.selected == "the mayor"
        await r.press("9 + +")
        assert r.selected == r.text
        assert "whole text" in r.footer
        await r.press("9 -")
        assert r.selected == "m"


async def test_what_was_selected_last_is_selected_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("opened")
        await r.press("i s enter")
        assert [each.target.exact for each in r.kept] == [FIRST]
        await r.press("g v")
        assert r.selected == FIRST
        await r.press("escape")
        await r.caret("mayor")
        await r.press("i w g v")
        assert r.selected == FIRST
        await r.press("g v")
        assert r.selected == "mayor"


async def test_a_selection_goes_on_to_what_is_searched_for(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("opened")
        await r.press("slash")
        await r.type("ribbon")
        await r.press("enter")
        assert r.selected == "opened again on Monday. Ann Ames, the mayor, cut a r"


async def test_two_clicks_take_a_word_three_a_sentence_four_a_paragraph(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        x, y = cell(r, "mayor", 2)
        for taken in ("", "mayor", "Ann Ames, the mayor, cut a ribbon."):
            await mouse(r, MouseDown, x, y)
            await mouse(r, MouseUp, x, y)
            await r.settle()
            assert r.selected == taken
        await mouse(r, MouseDown, x, y)
        await mouse(r, MouseUp, x, y)
        await r.settle()
        assert r.selected.startswith(FIRST)
        assert r.selected.endswith("came in.")


async def test_words_are_taken_whole_when_drawn_on_after_two_clicks(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        x, y = cell(r, "mayor", 2)
        await mouse(r, MouseDown, x, y)
        await mouse(r, MouseUp, x, y)
        await draw(r, (x, y), cell(r, "opened", 3))
        assert r.selected == "opened again on Monday. Ann Ames, the mayor"


async def test_a_click_is_where_the_next_selection_begins_and_shift_goes_on_from_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.pilot.click("#article", offset=cell(r, "opened"))
        await r.settle()
        assert r.selected == ""
        await mouse(r, MouseDown, *cell(r, "Monday", 5), shift=True)
        await mouse(r, MouseUp, *cell(r, "Monday", 5), shift=True)
        await r.settle()
        assert r.selected == "opened again on Monday"
        await mouse(r, MouseDown, *cell(r, "again", 4), shift=True)
        await mouse(r, MouseUp, *cell(r, "again", 4), shift=True)
        await r.settle()
        assert r.selected == "opened again"
        await r.pilot.click("#article", offset=cell(r, "Ann"))
        await r.settle()
        assert r.selected == ""


async def test_a_drag_from_margin_to_margin_takes_the_lines_between(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        left, top = cell(r, FILLER[:20])
        layout = r.article.layout_
        row = layout.row_of(r.text.index(FILLER[:20]))
        await draw(r, (left - 2, top), (left - 2, top + 2))
        assert r.selected == r.text[layout.row(row).start : layout.row(row + 1).end + 1]
        await draw(r, (left - 2, top + 2), (left - 2, top))
        assert r.selected == r.text[layout.row(row).start : layout.row(row + 1).end + 1]
        beyond = left + layout.measure + 1
        await draw(r, (beyond, top), (beyond, top + 1))
        assert r.selected == r.text[layout.row(row + 1).start : layout.row(row + 1).end]
        await draw(r, (left, top - 1), (left + 9, top - 1))  # the empty row above
        assert r.selected == ""


async def test_the_page_goes_on_while_the_mouse_rests_below_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        x, y = cell(r, "opened")
        await mouse(r, MouseDown, x, y)
        r.article.on_mouse_move(MouseMove(r.article, x, r.article.rows, 0, 1, 1, False, False, False))
        for _ in range(100):
            await asyncio.sleep(0.02)
            if r.article.top == r.article.last_top:
                break
        assert r.article.top > 3
        await mouse(r, MouseUp, x, 5)
        await r.settle()
        top = r.article.top
        await asyncio.sleep(0.15)
        assert r.article.top == top
        assert r.selected.startswith("opened again")


async def test_the_bar_has_colours_to_click_on_and_an_ellipsis_for_the_rest(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 24)) as r:
        await r.caret("opened")
        assert r.footer.startswith("  a character   Enter highlight   a note   c  1  2  3  4  5")
        await r.press("i s")
        assert r.footer.startswith(
            "  8 words   Enter highlight   a note   c  1  2  3  4  5    t tag   y copy"
        )
        assert r.footer.endswith("…")
        await r.pilot.click("Footer", offset=(r.footer.index("4"), 0))
        await r.settle()
        assert [each.colour for each in r.kept] == ["blue"]


async def test_a_passage_is_copied_with_its_source(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.caret("waited")
        await r.press("i w Y")
        assert r.app.clipboard == "“waited” — Ann Ames, in “The Harbour”, The Brimley Post, 3 May 2021"
        assert "Copied 1 word with the source (to the terminal's clipboard)." in r.footer
        await r.press("g v greater_than_sign")
        assert (
            r.app.clipboard == "> waited\n>\n> — Ann Ames, in *The Harbour*, The Brimley Post, 3 May 2021\n"
        )
        r.screen.quotes.focus()
        await r.press("home Y")
        assert r.app.clipboard.startswith("“We have waited for nine years,” — Ann Ames, in “The Harbour”")


async def test_what_was_copied_is_lit_for_a_moment(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.app.animation_level = "full"
        await r.caret("waited")
        await r.press("i w y")
        assert r.selected == ""
        assert r.article.painter.layers["selection"]
        await asyncio.sleep(copying.FLASH + 0.1)
        await r.settle()
        assert not r.article.painter.layers["selection"]


async def test_the_computers_clipboard_is_told_and_its_failure_does_no_harm(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[str] = []

    class Told(Program):
        def put(self, text: str) -> bool:
            put.append(text)
            return "harbour" in text

    monkeypatch.setattr(copying, "programs", lambda: [Told(("x",))])
    async with reading(folders, monkeypatch) as r:
        for words, said in (("harbour", "Copied 1 word."), ("Monday", "(to the terminal's clipboard)")):
            await r.caret(words)
            await r.press("i w y")
            await r.app.workers.wait_for_complete()
            await r.pilot.pause()
            assert said in r.footer
    assert put == ["harbour", "Monday"]


async def test_a_part_of_a_table_is_copied_in_columns(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "one\ttwo\nthree\tfour"
    cells = ((0, 3, 1), (4, 7, 1), (8, 13, 2), (14, 18, 2))
    table = (Block("table", 0, 18), *(Block("cell", a, b, row) for a, b, row in cells))
    async with reading(folders, monkeypatch, document=Document(text, table, title="T")) as r:
        await draw(r, cell(r, "two"), cell(r, "four", 3))
        await r.press("y")
        assert r.app.clipboard == "two\nthree\tfour"


async def test_the_wheel_takes_a_drag_along(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        x, y = cell(r, "opened")
        await mouse(r, MouseDown, x, y)
        await mouse(r, MouseMove, x, y + 1)
        before = r.selected
        await mouse(r, MouseScrollDown, x, y + 1)
        await r.settle()
        assert r.selected.startswith("opened")
        assert len(r.selected) > len(before)
        await mouse(r, MouseUp, x, y + 1)
        await r.settle()
        taken = r.selected
        await mouse(r, MouseScrollDown, x, y + 1)
        await r.settle()
        assert r.selected == taken


async def test_in_a_footnote_objects_are_taken_and_drawn_over(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Words[1] here.\n\n[1] A note, short. And more."
    note = text.index("A note")
    document = Document(
        text,
        (Block("paragraph", 0, 14), Block("footnote", note, len(text))),
        (Mark("footnote", 5, 8, "fn"),),
        title="T",
        anchors=(Anchor("fn", note),),
    )
    async with reading(folders, monkeypatch, document=document) as r:
        await r.press("f f v i w")
        assert r.screen.footnote.view is not None
        assert r.selected == "A"
        await r.press("+ + +")
        assert r.selected == "A note, short. And more."
        article = r.screen.footnote.view.article
        begin = article.left + article.layout_.column_of(note + 2)
        for event, x in ((MouseDown, begin), (MouseMove, begin + 3), (MouseUp, begin + 3)):
            await r.pilot._post_mouse_events([event], "#note", (x, 0), button=1)
        await r.settle()
        assert r.selected == "note"
        await r.press("y")
        assert r.app.clipboard == "note"


def test_the_document_of_these_tests_is_longer_than_a_screen() -> None:
    assert len(harbour().text) > 4_000
