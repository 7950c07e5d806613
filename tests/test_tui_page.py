from dataclasses import replace

import pytest

from reader.config import Folders
from reader.document import Block, Document
from tests.interface import FILLER, HEADINGS, harbour, reading


@pytest.mark.parametrize("keys", ["j", "down"])
async def test_a_line_down(folders: Folders, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(keys)
        assert r.article.top == 1
        await r.press("3 j")
        assert r.article.top == 4
        await r.press("k up")
        assert r.article.top == 2


@pytest.mark.parametrize(("down", "up"), [("space", "b"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u")])
async def test_pages_and_half_pages(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, down: str, up: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(down)
        assert r.article.rows // 2 <= r.article.top < r.article.rows
        await r.press(up)
        assert r.article.top == 0


@pytest.mark.parametrize(("end", "home"), [("G", "g"), ("end", "home")])
async def test_to_the_end_and_the_beginning(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, end: str, home: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(end)
        assert r.article.top == r.article.last_top
        assert FILLER.split()[-1] in r.lines[-2]
        await r.press(home)
        assert r.article.top == 0


async def test_headings(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("] ]")
        assert any(HEADINGS[1] in line for line in r.lines[2:6])
        await r.press("] ]")
        assert any(HEADINGS[2] in line for line in r.lines[2:6])
        await r.press("[ [")
        assert any(HEADINGS[1] in line for line in r.lines[2:6])


async def test_search_counts_walks_round_and_is_left_by_escape(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("ames")
        assert "1 of 2" in r.footer
        await r.press("enter")
        await r.press("n")
        assert "ames · 2 of 2" in r.footer
        await r.press("n")
        assert "1 of 2, once round" in r.footer
        await r.press("N")
        assert "2 of 2" in r.footer
        await r.press("G")
        before = r.article.top
        await r.press("/")
        await r.type("Ann")
        assert r.article.top != before
        await r.press("escape")
        assert r.article.top == before


async def test_a_search_without_a_match_says_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("zzz")
        assert "not found" in r.footer
        await r.press("enter n")
        assert r.article.top == 0


async def test_the_measure_is_changed_by_keys_and_the_place_is_kept(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(100, 30)) as r:
        await r.press("space")
        measure, position = r.article.layout_.measure, r.article.position
        await r.press("-")
        assert r.article.layout_.measure == measure - 4
        assert abs(r.article.position - position) < measure
        await r.press("+")
        assert r.article.layout_.measure == measure


async def test_a_resize_keeps_the_line_that_is_read(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("space space")
        position = r.article.position
        for size in ((60, 20), (200, 50), (120, 30)):
            await r.pilot.resize_terminal(*size)
            await r.pilot.pause()
            row = r.article.layout_.row(r.article.top)
            assert row.start <= position <= row.end or r.article.top == r.article.last_top
        assert abs(r.article.position - position) < 100


async def test_the_mouse_wheel_moves_the_page(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.events import MouseScrollDown, MouseScrollUp

    async with reading(folders, monkeypatch) as r:
        await r.pilot._post_mouse_events([MouseScrollDown], "#article", button=0)
        assert r.article.top == 3
        await r.pilot._post_mouse_events([MouseScrollUp], "#article", button=0)
        assert r.article.top == 0


async def test_header_and_footer_tell_what_and_where(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        assert r.lines[1].strip().startswith("The Harbour")
        assert r.lines[1].endswith("The Brimley Post · 3 May 2021")
        assert "minutes left · ? keys" in r.footer
        await r.press("G")
        assert "100 % · ? keys" in r.footer


async def test_help_shows_every_key_and_any_key_closes_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("?")
        assert any("A line down" in line for line in r.lines)
        await r.press("escape")
        assert r.app.screen is r.screen


async def test_the_palette_runs_a_command(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("ctrl+p")
        await r.type("To the end")
        await r.pilot.pause(0.3)
        await r.press("enter")
        await r.pilot.pause(0.2)
        assert r.article.top == r.article.last_top


async def test_light_and_dark(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("T")
        assert r.app.theme == "reader-paper"
        await r.press("T")
        assert r.app.theme == "reader-night"


async def test_q_closes_and_the_place_is_found_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("space space")
        position = r.article.position
        await r.press("q")
        await r.pilot.pause(0.2)
    async with reading(folders, monkeypatch) as r:
        assert r.article.position == position


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (60, 20), (80, 24), (300, 100)])
async def test_any_size_of_terminal_is_drawn(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(folders, monkeypatch, size=size) as r:
        assert len(r.lines) == size[1]
        await r.press("space s enter f4 tab escape")


async def test_an_article_cannot_steer_the_terminal_or_the_interface(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[@click=app.quit]click[/] \x1b[31mred\x1b]0;title\x07 \u202eback [sic] [/nope]"
    hostile = Document(text, (Block("paragraph", 0, len(text)),), title=text, author=text, source=text)
    async with reading(folders, monkeypatch, document=hostile) as r:
        shown = "\n".join(r.lines)
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown
        assert "[@click=app.quit]click[/]" in shown
        assert "[sic] [/nope]" in shown
        await r.press("s enter f3 ?")
        assert "\x1b" not in "\n".join(r.lines)


async def test_lists_code_and_quotations_can_be_told_apart(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "• First\n• Second\n\nx = 1\n\nSaid."
    blocks = (
        Block("list_item", 2, 7, 1),
        Block("list_item", 10, 16, 1),
        Block("code", 18, 23),
        Block("quotation", 25, 30, 1),
        Block("paragraph", 25, 30),
    )
    async with reading(folders, monkeypatch, document=replace(harbour(), text=text, blocks=blocks)) as r:
        left = r.article.left
        at = {
            word: next(line for line in r.lines if word in line).index(word)
            for word in ("First", "x =", "Said.")
        }
        side = next(line for line in r.lines if "First" in line).index("•") - left
        assert at["First"] - side == left + 2
        assert at["x ="] - side == left + 2
        assert at["Said."] - side == left + 4
