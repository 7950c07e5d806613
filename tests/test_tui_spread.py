"""Two pages side by side, as in an open book."""

from typing import Any

import pytest
from textual.events import MouseMove
from textual.strip import Strip

from reader.config import Config, Folders
from reader.document import Block, Document, Mark
from reader.page.row import Row
from tests.interface import EmptyChild, Reading, findings, harbour, reading

SIZE = (170, 20)
TWO = Config(spread=True, measure=60)


def column(r: Reading, number: int) -> list[str]:
    """The rows of a column of the page, from the screen."""
    article, columns = r.article, r.article.columns
    left = article.region.x + columns.left(number)
    lines = r.lines[article.region.y : article.region.bottom]
    return [line[left : left + article.layout_.measure].strip() for line in lines]


def rows(r: Reading, first: int, number: int) -> list[str]:
    """What the layout has on some rows."""
    found = [r.article.layout_.row(y) for y in range(first, first + number)]
    return ["".join(r.text[each.start : each.end] for each in row.pieces).strip() for row in found]


def cell(r: Reading, offset: int) -> tuple[int, int]:
    """Where a character is on the page, in cells."""
    article = r.article
    row = article.layout_.row_of(offset) - article.top
    x, y = article.columns.cell(row, article.pages.split(article.top))
    return x + article.columns.inset + article.layout_.column_of(offset), y


async def test_the_second_page_goes_on_where_the_first_ends(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE) as r:
        await r.press("z a - - - z d")
        article, height = r.article, r.article.size.height
        assert "Two pages" in r.footer
        await r.press("escape j j j")
        assert article.columns.number == 2
        second = 3 + article.pages.split(3)
        assert second - 3 in (height, height + 1)
        assert 3 + article.rows == second + height
        assert column(r, 0) == rows(r, 3, height)
        assert column(r, 1) == rows(r, second, height)
        assert column(r, 1)[0]
        assert r.text[: article.seen.end].strip().endswith(column(r, 1)[-1] or column(r, 1)[-2])
    async with reading(folders, monkeypatch, size=SIZE) as r:
        await r.press("z a")
        assert r.article.columns.number == 2
        await r.press("z d")
        assert r.article.columns.number == 1
        assert r.article.rows == r.article.size.height


async def test_without_room_it_is_said_what_they_need(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(99, 20)) as r:
        await r.press("z d")
        assert "Two pages need a screen of 100 columns." in r.footer
        assert r.article.columns.number == 1
        await r.press("z d")
        assert "One page." in r.footer
        await r.press("z d")
        await r.pilot.resize_terminal(100, 20)
        await r.settle()
        assert r.article.columns.number == 2
    async with reading(folders, monkeypatch, size=(150, 20)) as r:
        assert r.article.columns.number == 1
        await r.press("z d z d")
        assert "no room beside the lists: za shows the page alone" in r.footer
        await r.press("z a")
        assert r.article.columns.number == 2


async def test_a_page_down_shows_what_follows_and_a_page_up_comes_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=Config(spread=True, measure=44)) as r:
        await r.press("z a")
        article = r.article
        second, end = article.pages.split(0), article.rows
        await r.press("ctrl+d")
        assert article.top == second  # the second page is the first one now
        await r.press("ctrl+u")
        assert article.top == 0
        await r.press("space")
        assert article.top == end - 2
        await r.press("b")
        assert article.top == 0
        await r.press("G")
        assert article.top + article.rows == article.layout_.height
        assert article.progress == 1
        assert column(r, 1)[-1] == rows(r, article.layout_.height - 1, 1)[0]


async def test_the_place_is_kept_when_pages_come_and_go(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=Config(measure=60)) as r:
        await r.press("z a ctrl+d j")
        position = r.article.position
        for width in (110, 170, 60, 170):
            await r.press("z d")
            await r.pilot.resize_terminal(width, 20)
            await r.settle()
            row = r.article.layout_.row(r.article.top)
            assert row.start <= position < row.stop


async def test_the_caret_goes_from_one_page_to_the_other(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO) as r:
        await r.press("z a H v")
        article, height = r.article, r.article.size.height
        head = r.screen.selecting.selection
        assert head
        assert article.layout_.row_of(head.head) == 0
        await r.press("L")
        last = r.screen.selecting.selection
        assert last
        assert article.layout_.row_of(last.head) in (2 * height - 1, 2 * height - 2)
        await r.press("M")
        middle = r.screen.selecting.selection
        assert middle
        assert cell(r, middle.head)[1] in (height // 2, height // 2 + 1)
        assert cell(r, middle.head)[0] < article.columns.left(1)
        for _ in range(height):
            await r.pilot.press("j")
        await r.settle()
        there = r.screen.selecting.selection
        assert there
        assert cell(r, there.head)[0] >= article.columns.left(1)
        assert article.top == 0


async def test_the_mouse_selects_from_one_page_to_the_other(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO) as r:
        await r.press("z a")
        article = r.article
        split = article.pages.split(0)
        begin = article.layout_.row(split - 3).start + 4
        end = article.layout_.row(split + 2).start + 7
        await r.pilot.mouse_down("#article", offset=cell(r, begin))
        await r.pilot._post_mouse_events([MouseMove], "#article", cell(r, end), button=1)
        await r.pilot.mouse_up("#article", offset=cell(r, end))
        await r.settle()
        assert r.selected == r.text[begin : end + 1]
        assert article.top == 0


async def test_beyond_the_lower_edge_the_mouse_moves_both_pages(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO) as r:
        await r.press("z a")
        x, y = cell(r, r.article.layout_.row(2).start)
        await r.pilot.mouse_down("#article", offset=(x, y))
        await r.pilot._post_mouse_events([MouseMove], "#article", (x + 3, r.article.size.height), button=1)
        await r.pilot.pause(0.3)
        assert r.article.top > 0
        await r.pilot.mouse_up("#article", offset=(x + 3, 3))


async def test_a_match_on_the_second_page_is_seen_and_marked_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = harbour()
    async with reading(folders, monkeypatch, size=SIZE, config=TWO, document=document) as r:
        await r.press("z a")
        article = r.article
        second = article.layout_.row(article.pages.split(0) + 4)
        word = r.text[second.start : second.end].split()[0]
        offset = second.start
        assert article.is_visible(offset, offset + len(word))
        r.screen.selecting.reach(offset)
        await r.pilot.pause()
        x, y = cell(r, offset)
        strip = article.render_line(y)
        ground = next(iter(strip.crop(x, x + 1))).style
        place = article.get_component_rich_style("article--place", partial=True)
        assert ground
        assert ground.bgcolor == place.bgcolor
        assert article.top == 0
        await r.press("s")
        assert r.selected
        assert article.top == 0


async def test_only_the_rows_concerned_are_drawn_anew_in_their_column(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO) as r:
        await r.press("z a")
        article = r.article
        first = article.layout_.row(article.pages.split(0) + 2).start
        drawn: list[int] = []
        make = article.painter.strip

        def told(row: Row, *args: Any, **kwargs: Any) -> Strip:
            drawn.append(row.start)
            return make(row, *args, **kwargs)

        monkeypatch.setattr(article.painter, "strip", told)
        r.screen.selecting.expect(first)
        await r.pilot.pause()
        assert first in drawn
        assert len(drawn) <= 2
        drawn.clear()
        for y in range(article.size.height):
            article.render_line(y)
        assert not drawn


def noted() -> Document:
    """A text whose reference to a note is some rows down, with the note at its end."""
    line = "The old road goes down to the sea, and nobody knows who made it. " * 3
    body = "\n\n".join([line.strip()] * 9)
    at = body.rindex("nobody")
    text = f"{body[:at]}[1] {body[at:]}"
    note = "1 The mayor says that his father did."
    begin = len(text) + 2
    blocks, start = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", start, start + len(part)))
        start += len(part) + 2
    whole = f"{text}\n\n{note}"
    blocks.append(Block("footnote", begin, len(whole)))
    return Document(whole, tuple(blocks), (Mark("footnote", at, at + 3, str(begin)),))


async def test_dots_of_notes_stand_beside_each_page_and_no_notes_in_a_margin(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO, document=noted(), child=EmptyChild) as r:
        await r.press("z a")
        article = r.article
        y = article.pages.split(0) + 2
        r.screen.selecting.reach(article.layout_.row(y).start)
        await r.press("s a")
        await r.type("Who says so?")
        await r.press("ctrl+s")
        assert [each.note for each in r.screen.annotating.annotations] == ["Who says so?"]
        row = article.layout_.row_of(r.screen.annotating.annotations[0].target.start)
        x, below = article.columns.cell(row - article.top, article.pages.split(article.top))
        signs = article.render_line(below).crop(x, x + article.columns.inset).text
        assert "•" in signs
        assert article.aside_width == 0
        assert not any("Who says so?" in line for line in column(r, 0) + column(r, 1))


async def test_the_window_of_a_note_stands_over_the_page_of_its_reference(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=SIZE, config=TWO, document=noted(), child=EmptyChild) as r:
        await r.press("z a")
        article, footnote = r.article, r.screen.footnote
        for reference in (
            article.layout_.row(1).start,
            article.layout_.row(article.pages.split(0) + 3).start,
        ):
            x, y = cell(r, reference)
            footnote.open([r.screen.document.blocks[-1]], reference)
            await r.pilot.pause()
            window = footnote.region
            assert window.x <= article.region.x + x < window.right
            assert window.y == article.region.y + y + 1
            footnote.close()


async def test_names_and_quotes_of_both_pages_are_marked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = harbour()
    ames = findings(document).entities[0]
    async with reading(folders, monkeypatch, size=(170, 40), config=TWO, document=document) as r:
        await r.press("z a")
        for mention in ames.mentions:
            if r.article.is_visible(mention.start, mention.end):
                x, y = cell(r, mention.start)
                style = next(iter(r.article.render_line(y).crop(x, x + 1))).style
                assert style
                assert style.underline
