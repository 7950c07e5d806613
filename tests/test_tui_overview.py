"""The overview: the whole text as a picture."""

import pytest

from reader.analysis.findings import Analysis, Entity, Mention, Quotation, Speaker
from reader.config import Folders
from reader.document import Block, Document
from reader.tui.screens.entity import EntityScreen
from reader.tui.screens.overview import OverviewScreen
from tests.interface import HEADINGS, Reading, findings, harbour, reading

FOUND = findings(harbour())
AMES, BELL, COUNCIL, BRIMLEY, _ = FOUND.entities


def overview(r: Reading) -> OverviewScreen:
    """The overview, which is open."""
    screen = r.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def names(r: Reading) -> list[str]:
    """The names that are plotted, in their order."""
    return [entity.name for entity in overview(r).plot.entities]


async def test_names_are_plotted_under_the_headings_with_bars_and_dots(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O")
        shown = "\n".join(r.lines)
        for words in (HEADINGS[1][:8], "People", "Ann Ames", "Organisations", "Places", "Brimley", "▾"):
            assert words in shown
        assert "Monday" not in shown
        (row,) = [n for n, line in enumerate(r.lines) if "Ann Ames    " in line]
        assert sum(sign in "▁▂▃▄▅▆▇█" for sign in r.lines[row]) == 2
        assert "•" in r.lines[row + 1] or "●" in r.lines[row + 1]


async def test_the_cursor_tells_what_is_in_its_cell_and_enter_goes_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O j")
        assert overview(r).pointed == BELL
        assert any("Ben Bell · " in line and "nothing here" in line for line in r.lines)
        await r.press("w")
        assert any("Ben Bell · " in line and "1 mention" in line for line in r.lines)
        await r.press("w")
        assert any("Ben Bell · " in line and "1 quote" in line for line in r.lines)
        assert r.shows("“a slow miracle.”")
        await r.press("enter")
        assert r.app.screen is r.screen
        assert r.article.is_visible(FOUND.quotations[2].start)
        await r.press("ctrl+o")
        assert r.article.top == 0


async def test_enter_on_a_cell_with_nothing_goes_to_its_stretch(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O end")
        start = overview(r).plot.span.start
        await r.press("enter")
        assert r.article.is_visible(start)
        assert start > len(r.text) * 9 // 10


async def test_the_cursor_stays_within_the_plot(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O k home 5 h b")
        plot = overview(r).plot
        assert (plot.row, plot.column) == (0, 0)
        await r.press("9 j 9 9 9 l l G")
        assert (plot.row, plot.column) == (3, plot.columns - 1)
        await r.press("b home")
        assert plot.column == 0


async def test_the_kinds_are_switched_and_the_order_changed(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O")
        assert names(r) == ["Ann Ames", "Ben Bell", "Port Council", "Brimley"]
        await r.press("tab tab")
        assert names(r) == ["Port Council"]
        await r.press("shift+tab")
        assert names(r) == ["Ann Ames", "Ben Bell"]
        await r.press("shift+tab s")
        assert r.shows("the first named first")
        assert len(names(r)) == 4


async def test_the_page_of_a_row_is_opened_and_left_for_the_overview(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O j o")
        assert isinstance(r.app.screen, EntityScreen)
        assert "Ben Bell" in r.lines[1]
        await r.press("escape")
        assert overview(r).pointed == BELL
        await r.press("escape")
        assert r.screen.is_current


async def test_names_are_narrowed_and_escape_shows_all_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O /")
        await r.type("port")
        await r.press("enter")
        assert names(r) == ["Port Council"]
        await r.press("escape")
        assert len(names(r)) == 4


async def test_a_click_moves_the_cursor_and_a_second_one_goes_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("O")
        plot = overview(r).plot
        row = next(n for n, line in enumerate(r.lines) if "Ben Bell" in line)
        at = plot.left + plot.columns - 3
        await r.pilot.click("#plot", offset=(at, row))
        await r.settle()
        assert (overview(r).pointed, plot.column) == (BELL, plot.columns - 3)
        await r.pilot.click("#plot", offset=(at, row))
        await r.settle()
        assert r.app.screen is r.screen
        assert r.article.top > 0


async def test_the_chosen_name_and_the_place_of_the_reader_have_the_cursor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.understanding.show_mention(BELL, 0)
        await r.settle()
        await r.press("O")
        assert overview(r).pointed == BELL
        assert BELL.mentions[0].start in overview(r).plot.span


@pytest.mark.parametrize("size", [(60, 20), (300, 100)])
async def test_it_is_drawn_at_every_size_and_keeps_its_place_when_that_changes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(folders, monkeypatch, size=size) as r:
        await r.press("O j w")
        before = overview(r).plot.span
        assert all(len(line) <= size[0] for line in r.lines)
        await r.pilot.resize_terminal(90, 24)
        await r.settle()
        assert overview(r).pointed == BELL
        assert before.start in overview(r).plot.span
        assert "Enter" in r.footer


async def test_names_that_have_no_room_are_scrolled_to(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 24)) as r:
        many = tuple(Entity(f"Name {n}", "person", (Mention(n, n + 1, "x"),)) for n in range(40))
        r.screen.understanding.show(Analysis((*many, BRIMLEY)), whole=True)
        await r.press("O")
        assert len(names(r)) < 40
        assert any("41" in line for line in r.lines[:3])
        await r.press("tab G")
        assert len(names(r)) == 40
        assert r.shows("› Name 39")


async def test_a_text_without_headings_is_told_in_percent(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ann Ames came. " * 60
    document = Document(text.strip(), (Block("paragraph", 0, len(text.strip())),))
    found = Analysis(
        (Entity("Ann Ames", "person", (Mention(0, 8, "Ann Ames"),)),),
        (Quotation(9, 13, "came", "direct", Speaker("Ann Ames", 0, 8, "Ann Ames", 1.0)),),
    )
    async with reading(folders, monkeypatch, document=document) as r:
        r.screen.understanding.show(found, whole=True)
        await r.press("O")
        assert any("25 %" in line and "75 %" in line for line in r.lines)


async def test_commands_of_the_overview_say_what_is_missing_elsewhere(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for run, argument in ((r.screen.people.move, "left"), (r.screen.people.survey, "sort")):
            r.screen.status.say("")
            run(argument)
            await r.settle()
            assert "Open the overview first (O)." in r.footer
