import threading
from collections.abc import Callable

import pytest

from reader.analysis import EngineError
from reader.analysis.child import Stopped
from reader.analysis.findings import Analysis, Entity, Mention
from reader.config import Config, Folders
from reader.dispersion import plot
from reader.document import Document
from tests.interface import HEADINGS, Reading, reading


def shown(r: Reading) -> set[str]:
    """The names of the lists on the screen."""
    return {name for name, listing in r.screen.panels.listings.items() if listing.display}


async def test_all_four_lists_stand_beside_the_page_where_there_is_room(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as r:
        screen = "\n".join(r.lines)
        for words in (
            "Contents",
            "Notes",
            "No notes yet.",
            "People",
            "Ann Ames",
            "Organisations",
            "Port Council",
            "Quotes",
            "a slow miracle",
        ):
            assert words in screen
        assert "Monday" not in "".join(line[90:] for line in r.lines)


@pytest.mark.parametrize(
    ("key", "name"), [("f2", "contents"), ("f3", "notes"), ("f4", "entities"), ("f5", "quotes")]
)
async def test_each_list_is_hidden_and_shown_by_its_key(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, key: str, name: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(key)
        assert shown(r) == {"contents", "notes", "entities", "quotes"} - {name}
        await r.press(key)
        assert name in shown(r)


@pytest.mark.parametrize("width", [100, 70])
async def test_where_there_is_little_room_one_list_is_shown_at_a_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    async with reading(folders, monkeypatch, size=(width, 30)) as r:
        assert shown(r) == set()
        await r.press("f4")
        assert shown(r) == {"entities"}
        assert r.screen.panels.entities.has_focus
        await r.press("f5")
        assert shown(r) == {"quotes"}
        await r.press("f5")
        assert shown(r) == set()
        assert r.article.has_focus


async def test_under_80_columns_a_list_lies_over_the_page_and_gives_way(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(70, 30)) as r:
        width = r.article.size.width
        await r.press("f5")
        assert r.article.size.width == width
        await r.press("enter")
        assert shown(r) == set()


async def test_tab_goes_round_the_lists_and_back_to_the_page(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        order = []
        for _ in range(5):
            await r.press("tab")
            order.append(r.screen.focused.id)  # type: ignore[union-attr]
        assert order == ["contents", "notes", "entities", "quotes", "article"]
        await r.press("shift+tab")
        assert r.screen.panels.quotes.has_focus
        await r.press("escape")
        assert r.article.has_focus


async def test_contents_go_to_a_heading_and_follow_the_page(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("tab j enter")
        assert any(HEADINGS[1] in line for line in r.lines[3:6])
        await r.press("escape ] ]")
        assert r.screen.panels.contents.current == r.text.index(HEADINGS[2])


async def test_enter_on_an_entity_goes_from_mention_to_mention(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("g g enter")
        assert "Ann Ames · 1 of 2" in r.footer
        await r.press("enter")
        assert "Ann Ames · 2 of 2" in r.footer
        assert r.article.is_visible(r.text.index("Ames said"))
        await r.press("enter")
        assert "Ann Ames · 1 of 2" in r.footer


async def test_what_a_person_says_is_one_key_away(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("g g s")
        assert len(r.screen.quotes.items) == 2
        assert r.screen.quotes.title == "Quotes · Ann Ames"
        await r.press("s")
        assert len(r.screen.quotes.items) == 3


async def test_a_quote_is_gone_to_filtered_by_speaker_and_highlighted(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.quotes.focus()
        await r.press("G enter")
        assert r.article.is_visible(r.text.index("“a slow"))
        await r.press("s")
        assert len(r.screen.quotes.items) == 1
        await r.press("h")
        (annotation,) = r.kept
        assert annotation.speaker == "Ben Bell"
        assert annotation.target.exact == "“a slow miracle.”"


async def test_a_note_in_the_list_is_gone_to_and_changed_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("s enter G")
        r.screen.notes.focus()
        await r.press("enter")
        assert r.article.is_visible(r.kept[0].target.start)
        await r.press("c 5")
        assert r.kept[0].colour == "green"
        await r.press("x")
        assert r.kept == []


async def test_a_click_chooses_an_item(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.pilot.click("#contents", offset=(4, 4))
        await r.settle()
        assert any(HEADINGS[2] in line for line in r.lines[3:6])


async def test_the_marks_of_names_and_quotes_are_turned_off_and_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        assert r.article.painter.layers["findings"]
        await r.press("f6")
        assert not r.article.painter.layers["findings"]
        await r.press("f6")
        assert r.article.painter.layers["findings"]
    async with reading(folders, monkeypatch, config=Config(marks=False)) as r:
        assert not r.article.painter.layers["findings"]


async def test_without_an_engine_the_reader_still_reads_and_says_what_is_missing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BrokenChild:
        def __init__(self, _document: Document) -> None:
            pass

        def run(self, *_: object) -> Analysis:
            raise EngineError("The language model is missing.")

        def stop(self) -> None:
            pass

    async with reading(folders, monkeypatch, child=BrokenChild) as r:
        assert r.shows("The language model is")
        await r.press("s enter")
        assert len(r.kept) == 1


async def test_closing_does_not_wait_for_the_engine(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    class SlowChild:
        def __init__(self, _document: Document) -> None:
            pass

        def run(self, progress: Callable[[float], None], *_: object) -> Analysis:
            progress(0.4)
            stopped.wait(60)
            raise Stopped

        def stop(self) -> None:
            stopped.set()

    from reader.tui import understanding
    from reader.tui.app import ReaderApp
    from tests.interface import harbour

    monkeypatch.setattr(understanding, "AnalysisChild", SlowChild)
    app = ReaderApp(harbour(), folders, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause(0.3)
        strips = app.screen._compositor.render_strips()
        assert any("40 %" in "".join(segment.text for segment in strip) for strip in strips)
        await pilot.press("q")
        await pilot.pause(0.3)
        assert stopped.is_set()
    app.keeper.close()


def test_a_strip_shows_where_an_entity_is_mentioned() -> None:
    entity = Entity("A", "person", tuple(Mention(at, at + 1, "A") for at in (0, 1, 2, 50, 99)))
    assert plot(entity, 100, 4) == "▃ ▁▁"


async def test_hundreds_of_items_are_scrolled_with_the_cursor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        entities = [Entity(f"Name {n}", "person", (Mention(n, n + 1, "x"),)) for n in range(300)]
        r.screen.panels.entities.show(entities)
        r.screen.panels.entities.focus()
        await r.press("G")
        assert r.shows("Name 299")
        await r.press("g g")
        assert r.shows("People")
        assert r.shows("Name 0 ")
        await r.press("space space b")
        assert r.screen.panels.entities.current == entities[r.screen.panels.entities.rows]


@pytest.mark.parametrize("rows", [15, 16, 17, 18])
async def test_a_list_begins_with_a_whole_item(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    async with reading(folders, monkeypatch, size=(120, rows)) as r:
        r.screen.quotes.focus()
        for _ in range(3):
            await r.press("j")
            assert r.screen.quotes.top % 2 == 0


async def test_lists_are_made_wider_by_keys_and_stay_so(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(140, 30)) as r:
        width = r.screen.panels.right.outer_size.width
        left = r.screen.panels.left.outer_size.width
        await r.press("3 z +")
        await r.press("f3 f3 tab z -")
        assert r.screen.panels.right.outer_size.width == width + 6
        assert r.screen.panels.left.outer_size.width == left - 2
    async with reading(folders, monkeypatch, size=(140, 30)) as r:
        assert r.screen.panels.right.outer_size.width == width + 6
        await r.pilot.resize_terminal(70, 30)
        await r.press("f4")
        assert r.screen.panels.right.outer_size.width == 70


async def test_the_line_beside_the_page_is_drawn_by_the_mouse(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(140, 30)) as r:
        side = r.screen.panels.left
        edge = side.region.right - 1
        await r.pilot.mouse_down(offset=(edge, 10))
        await r.pilot.hover(offset=(edge + 7, 10))
        await r.pilot.mouse_up(offset=(edge + 7, 10))
        assert side.region.right - 1 == edge + 7
        right = r.screen.panels.right
        await r.pilot.mouse_down(offset=(right.region.x, 10))
        await r.pilot.hover(offset=(right.region.x - 5, 10))
        await r.pilot.mouse_up(offset=(right.region.x, 10))
        assert right.outer_size.width == 39
        assert r.screen.selecting.selection is None


async def test_the_sides_change_places(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, size=(140, 30)) as r:
        await r.press("z x")
        assert r.screen.panels.right.region.x == 0
        assert r.screen.panels.left.region.right == 140
    async with reading(folders, monkeypatch, size=(140, 30)) as r:
        assert r.screen.panels.right.region.x == 0
        await r.press("z x")
        assert r.screen.panels.left.region.x == 0
