import contextlib
from dataclasses import replace

import pytest
from textual.app import App
from textual.color import Color
from textual.events import Key
from textual.worker import WorkerFailed

from reader.analysis.findings import Analysis, Entity, Mention, Quotation
from reader.annotation import COLOURS
from reader.config import Config, Folders
from reader.document import Block, Document
from reader.tui import understanding
from reader.tui.app import ReaderApp
from reader.tui.screens.reading import ReadingScreen
from reader.tui.status import time_left
from reader.tui.theme import HIGHLIGHT_CONTRAST, TEXT_CONTRAST, THEMES, contrast, page_variables
from tests.interface import FILLER, HEADINGS, CannedChild, Reading, harbour, reading


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


@pytest.mark.parametrize(("end", "home"), [("G", "g g"), ("end", "home")])
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
        assert "1 of 2, on from the beginning" in r.footer
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


async def test_help_shows_the_keys_and_is_searched_by_typing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("?")
        assert r.shows("A line down")
        await r.type("paper sepia")
        assert r.shows("Theme: night, paper or sepia")
        assert not r.shows("A line down")
        await r.press("escape")
        assert r.app.screen is r.screen


async def test_help_shows_the_users_own_keys_and_runs_a_command(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(keys={"theme": "f9"})
    async with reading(folders, monkeypatch, config=config) as r:
        theme = r.app.theme
        await r.press("f9")
        assert r.app.theme != theme
        await r.press("?")
        await r.type("f9")
        assert any("F9" in line and "paper or sepia" in line for line in r.lines)
        await r.press("enter")
        assert r.app.screen is r.screen
        assert r.app.theme not in (theme, "reader-night")


async def test_the_palette_runs_a_command(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("ctrl+p")
        await r.type("To the end")
        await r.pilot.pause(0.3)
        await r.press("enter")
        await r.pilot.pause(0.2)
        assert r.article.top == r.article.last_top


async def test_a_key_goes_through_the_themes_made_for_reading(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for name in ("reader-paper", "reader-sepia", "reader-night"):
            await r.press("T")
            assert r.app.theme == name


async def test_sixteen_colours_are_used_as_the_terminal_has_them(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    async with reading(folders, monkeypatch) as r:
        assert r.app.theme == "ansi-dark"
        assert r.article.get_component_rich_style("article--yellow", partial=True).underline
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

    class Finding(CannedChild):
        def run(self, *_: object, **__: object) -> Analysis:
            everything = Mention(0, len(text), text)
            return Analysis(
                (Entity(text, "person", (everything,)),), (Quotation(0, len(text), text, "direct"),)
            )

    async with reading(folders, monkeypatch, document=hostile, child=Finding) as r:
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


async def test_keys_typed_ahead_close_the_help_once(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("?")
        for key in ("escape", "escape", "x"):
            r.app.screen.post_message(Key(key, None))
        await r.settle()
        assert r.app.screen is r.screen


async def test_characters_that_only_look_like_digits_are_no_numbers(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.post_message(Key("superscript_two", "²"))
        await r.press("j")
        assert r.article.top == 1


async def test_tab_does_not_leave_the_prompt_and_a_click_closes_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/ tab")
        await r.type("ames")
        assert "1 of 2" in r.footer
        await r.pilot.click("#article", offset=(10, 5))
        await r.settle()
        assert not r.screen.prompt.is_open
        await r.press("G")
        assert r.article.top == r.article.last_top


async def test_a_hint_in_the_footer_can_be_clicked(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("s c")
        await r.pilot.click("Footer", offset=(r.footer.index("blue"), 0))
        await r.settle()
        assert [annotation.colour for annotation in r.kept] == ["blue"]


async def test_an_unexpected_error_of_the_engine_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(CannedChild):
        def run(self, *_: object, **__: object) -> Analysis:
            raise ZeroDivisionError

    monkeypatch.setattr(understanding, "AnalysisChild", Broken)
    app = ReaderApp(harbour(), folders, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        with contextlib.suppress(WorkerFailed):  # raised where the engine has not failed before the wait
            await app.workers.wait_for_complete()
        await pilot.pause()
        r = Reading(app, pilot, folders)
        assert r.shows("Names and quotes can't be")
    app.keeper.close()


async def test_the_kept_place_does_not_pull_the_page_from_under_a_reader(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("G q")
    app = ReaderApp(harbour(), folders, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.front.moving.line_down(2)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.article.top in (2, screen.article.last_top)
        if screen.article.top == 2:
            assert screen.article.position < 1000
    app.keeper.close()


def test_every_theme_keeps_text_readable_also_on_highlights() -> None:
    app = App[None]()
    for theme in (*app.available_themes.values(), *THEMES):
        variables = {**theme.to_color_system().generate(), **theme.variables}
        colours = page_variables(variables)
        if colours["page"].startswith("ansi"):
            continue
        shades = {name: Color.parse(value) for name, value in colours.items()}
        page, text = shades["page"], shades["page-text"]
        assert contrast(text, page) >= TEXT_CONTRAST, theme.name
        assert contrast(shades["page-speech"], page) >= TEXT_CONTRAST, theme.name
        inks = (f"page-{colour}-text" for colour in COLOURS)
        for name in ("page-quiet", "page-faint", "page-accent", *inks):
            assert contrast(shades[name], page) >= HIGHLIGHT_CONTRAST, (theme.name, name)
        for name in (*(f"page-{colour}" for colour in COLOURS), "page-selection", "page-active"):
            assert contrast(text, shades[name]) >= HIGHLIGHT_CONTRAST, (theme.name, name)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, ""),
        (0.4, "less than a minute left"),
        (1.2, "1 minute left"),
        (90, "90 minutes left"),
        (2359, "39 hours left"),
    ],
)
def test_the_time_left_is_told_in_the_unit_that_fits(minutes: float, words: str) -> None:
    assert time_left(minutes) == words


async def test_what_was_chosen_by_keys_is_so_the_next_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("T f6 - -")
        theme, measure = r.app.theme, r.article.wanted_measure
    assert (theme, measure) != (Config().theme, Config().measure)
    async with reading(folders, monkeypatch) as r:
        assert r.app.theme == theme
        assert r.article.wanted_measure == measure
        assert not r.screen.understanding.marks
    async with reading(folders, monkeypatch, config=Config(measure=90)) as r:
        assert r.article.wanted_measure == 90
        assert r.app.theme == theme


async def test_a_theme_is_seen_before_it_is_chosen(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        before = r.app.theme
        await r.press("z T down")
        assert r.app.theme != before
        await r.press("escape")
        assert r.app.theme == before
        await r.press("z T")
        await r.type("nord")
        await r.press("enter")
        assert r.app.theme == "nord"
    async with reading(folders, monkeypatch) as r:
        assert r.app.theme == "nord"


async def test_highlights_are_lines_by_choice(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    for highlights in ("tint", "underline"):
        async with reading(folders, monkeypatch, config=Config(highlights=highlights)) as r:
            await r.press("g g s enter")
            await r.settle()
            style = r.article.get_component_rich_style("article--yellow", partial=True)
            page = r.article.rich_style.bgcolor
            assert (style.bgcolor == page, bool(style.underline)) == (
                (False, False) if highlights == "tint" else (True, True)
            )


async def test_without_colours_nothing_is_told_by_them_alone(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(folders, monkeypatch) as r:
        assert r.app.no_color
        signs = {
            name: r.article.get_component_rich_style(f"article--{name}", partial=True)
            for name in ("selection", "match", "match-current", "yellow", "caret", "mention-current")
        }
        assert all(sign.reverse or sign.underline or sign.bold for sign in signs.values())
