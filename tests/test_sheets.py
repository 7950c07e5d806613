"""The sheets that lie over the page: texts that are scrolled, and choices that are narrowed."""

import pytest
from textual.app import App
from textual.widget import Widget

from reader.tui.screens.choosing import Choice, ChoosingScreen, Question
from reader.tui.screens.leaving import Sheet
from reader.tui.screens.link import LinkScreen
from reader.tui.screens.output import OutputScreen
from reader.tui.theme import page_variables


class Holder(App[None]):
    """Nothing but what sheets need."""

    CSS = "#output, #link-where { height: 8; }"

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return {**variables, **page_variables(variables)}


async def test_keys_scroll_a_text_that_is_longer_than_its_sheet() -> None:
    rows = "\n".join(f"Row {number}" for number in range(100))
    app = Holder()
    async with app.run_test(size=(80, 24)) as pilot:
        for sheet, kind in (
            (OutputScreen("Said", rows), "TextArea"),
            (LinkScreen("x" * 3000, ()), "#link-where"),
        ):
            await app.push_screen(sheet)
            await pilot.pause()
            text: Widget = sheet.query_one(kind)
            tops = []
            for key in ("j", "down", "k", "space", "b", "G", "g", "end", "home"):
                await pilot.press(key)
                await pilot.pause()
                tops.append(text.scroll_y)
            last = text.max_scroll_y
            assert tops[:3] == [1, 2, 1]
            assert tops[3] > 3 > tops[4]
            assert tops[5:] == [last, 0, last, 0]
            await pilot.press("escape")


@pytest.mark.parametrize("sheet", [OutputScreen("Said", "A word"), LinkScreen("https://brimley.example", ())])
async def test_keys_do_nothing_to_a_text_that_fits(sheet: Sheet[None]) -> None:
    app = Holder()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(sheet)
        await pilot.press("j", "k", "space", "b", "g", "G", "end", "home")
        await pilot.pause()
        assert app.screen is sheet
        await pilot.press("escape", "escape")
        assert app.screen is not sheet


async def test_what_is_chosen_is_answered_once_however_fast_enter_comes() -> None:
    answers: list[int] = []
    app = Holder()
    async with app.run_test(size=(80, 24)) as pilot:
        question = Question("Which?", [Choice(1, "One"), Choice(2, "Two")])
        sheet = ChoosingScreen(question, lambda answer, _: answers.append(answer))
        await app.push_screen(sheet)
        await pilot.pause()
        await pilot.press("t", "w")
        sheet.submit("")
        sheet.submit("")
        await pilot.pause()
        assert answers == [2]
        assert app.screen is not sheet
