"""Searching, filtering lists, looking up, through the keys."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.config import Config, Folders
from reader.tui import asking, scanning
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.screens.link import LinkScreen
from reader.tui.screens.output import OutputScreen
from tests.interface import Reading, harbour, reading

Patch = pytest.MonkeyPatch


async def until(r: Reading, true: Callable[[], bool]) -> None:
    """Wait for something that comes from a thread."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, r.lines
        await asyncio.sleep(0.01)
        await r.pilot.pause()


def shown(r: Reading) -> str:
    return "\n".join(r.lines)


async def test_a_search_of_a_long_text_runs_aside_and_only_the_last_one_counts(
    folders: Folders, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(scanning, "QUICK", 0)
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("ames")
        await until(r, lambda: "1 of 2" in r.footer)
        await r.type("zz")
        await until(r, lambda: "not found" in r.footer)
        await r.press("backspace backspace enter")
        await until(r, lambda: "ames · 1 of 2" in r.footer)
        await r.press("n")
        assert "ames · 2 of 2" in r.footer


async def test_enter_before_the_search_is_done_still_arrives(folders: Folders, monkeypatch: Patch) -> None:
    monkeypatch.setattr(scanning, "QUICK", 0)
    monkeypatch.setattr(asking, "PAUSE", 30)
    async with reading(folders, monkeypatch, size=(80, 12)) as r:
        await r.pilot.press("slash", *"bell", "enter")
        await until(r, lambda: "bell · 1 of 1" in r.footer)
        assert "Ben Bell" in shown(r)


async def test_a_pattern_is_tried_and_what_is_wrong_with_it_is_said(
    folders: Folders, monkeypatch: Patch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("/b[er][ln]l?")
        await until(r, lambda: " of " in r.footer)
        await r.type("(")
        await until(r, lambda: "no pattern yet" in r.footer)
        await r.press("enter")
        await until(r, lambda: "no pattern yet" in r.footer)
        assert not r.screen.prompt.is_open


async def test_earlier_searches_are_brought_back(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        for words in ("ames", "bell"):
            await r.press("/")
            await r.type(words)
            await r.press("enter")
        await r.press("/")
        await r.type("dra")
        await r.press("up")
        assert r.screen.prompt.typed == "bell"
        await r.press("up up")
        assert r.screen.prompt.typed == "ames"
        assert "of 2" in r.footer
        await r.press("down down")
        assert r.screen.prompt.typed == "dra"


async def test_leaving_a_search_keeps_the_one_before(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("ames")
        await r.press("enter slash")
        await r.type("bell")
        await r.press("escape n")
        assert "ames" in r.footer


async def test_next_goes_on_from_the_page_when_it_has_been_moved(
    folders: Folders, monkeypatch: Patch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 12)) as r:
        await r.press("/")
        await r.type("nothing")
        await r.press("enter")
        assert "nothing · 1 of 54" in r.footer
        await r.press("G N")
        number = int(r.footer.split("·")[1].split()[0])
        assert number > 45


async def test_the_word_here_is_searched_for_both_ways(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.selecting.expect(r.text.index("Ames"))
        await r.press("*")
        assert "Ames · 2 of 2" in r.footer
        await r.press("number_sign")
        assert "Ames · 1 of 2" in r.footer


async def test_what_is_selected_is_searched_for(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.selecting.expect(r.text.index("Nothing else"))
        await r.press("v e e e *")
        assert r.screen.selecting.selection is None
        assert "Nothing else happened · 2 of 54" in r.footer


async def test_the_results_are_listed_by_section_and_gone_to(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as r:
        await r.press("/")
        await r.type("nobody")
        await r.press("tab")
        results = r.screen.panels.results
        await until(r, lambda: bool(results.items))
        assert results.has_focus
        assert not r.screen.panels.entities.display
        await r.press("escape slash")
        await r.type("brimley")
        await r.press("tab")
        await until(r, lambda: results.status == "1")
        lines = [row[88:] for row in r.lines]
        assert any("The Harbour Opens" in row for row in lines)
        assert any("Brimley" in row for row in lines)
        await r.press("enter escape escape escape")
        assert not results.display
        assert r.screen.panels.entities.display


async def test_the_list_of_results_shows_what_was_searched_for_while_it_was_hidden(
    folders: Folders, monkeypatch: Patch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as r:
        results = r.screen.panels.results
        for words, count in (("brimley", "1"), ("ames", "2")):
            await r.press("slash")
            await r.type(words)
            await r.press("enter f8")
            await until(r, lambda: results.status == count)  # noqa: B023 - it is waited for here
            await r.press("f8")
            assert not results.display


async def test_the_list_of_results_goes_along_with_the_matches(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as r:
        await r.press("/")
        await r.type("ames")
        await r.press("enter ampersand")
        results = r.screen.panels.results
        await until(r, lambda: len(results.items) > 1)
        await r.press("escape n")
        assert results.current == 1
        await r.press("f4")
        assert r.screen.panels.entities.display
        assert not results.display


async def test_a_list_is_narrowed_while_words_are_typed(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        entities = r.screen.panels.entities
        before = [item.key for item in entities.items]
        entities.focus()
        await r.press("slash")
        await r.type("béll")
        assert "0 of 5" in r.footer
        await r.press("backspace backspace backspace")
        await r.type("en")
        assert "1 of 5" in r.footer
        assert "Ann Ames" not in [line[90:].strip() for line in r.lines]
        await r.press("enter")
        assert entities.has_focus
        assert "“ben”" in shown(r)
        await r.press("escape")
        assert [item.key for item in entities.items] == before
        assert entities.has_focus


async def test_leaving_the_filter_undoes_it(folders: Folders, monkeypatch: Patch) -> None:
    async with reading(folders, monkeypatch) as r:
        contents = r.screen.panels.contents
        contents.focus()
        await r.press("slash")
        await r.type("mayor")
        assert len(contents.items) == 1
        await r.press("escape")
        assert len(contents.items) == 3
        assert contents.has_focus


def tool(tmp_path: Path, body: str, **more: Any) -> Config:
    path = tmp_path / "tool"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return Config(commands={"say": {"run": [str(path), "{text}", "{title}"], **more}}, keys={"run-say": "D"})


async def test_a_program_answers_for_the_word_here(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    config = tool(tmp_path, 'printf "\\033[1m<%s> [b]%s" "$1" "$2"')
    async with reading(folders, monkeypatch, config=config) as r:
        r.screen.selecting.expect(r.text.index("Brimley"))
        await r.press("exclamation_mark")
        assert isinstance(r.app.screen, ChoosingScreen)
        await r.press("enter")
        await until(r, lambda: isinstance(r.app.screen, OutputScreen))
        await r.pilot.pause()
        assert "<Brimley> [b]The Harbour" in shown(r)
        await r.press("y")
        assert r.app.clipboard == "<Brimley> [b]The Harbour"
        await r.press("escape")
        assert not r.app.screen.is_modal


async def test_a_program_has_its_own_key_and_takes_the_selection(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    config = tool(tmp_path, f'printf "%s" "$1" > {file}', show=False)
    async with reading(folders, monkeypatch, config=config) as r:
        r.screen.selecting.expect(r.text.index("Ann Ames"))
        await r.press("v e e D")
        await until(r, lambda: "Started say" in r.footer)
        assert file.read_text() == "Ann Ames"


async def test_a_program_reads_the_section_or_the_article(folders: Folders, monkeypatch: Patch) -> None:
    programs = {name: {"run": ["cat"], "input": name} for name in ("selection", "section", "article")}
    keys: dict[str, str | list[str]] = {f"run-{name}": f"f{n}" for n, name in enumerate(programs, 17)}
    async with reading(folders, monkeypatch, config=Config(commands=programs, keys=keys)) as r:
        section = r.screen.document.outline[1]
        r.article.show(section.start, at=0)
        r.screen.selecting.expect(section.start + 2)
        for key, words in (
            ("f17", "What"),
            ("f18", r.text[section.start : section.end].rstrip()),
            ("f19", r.text),
        ):
            await r.press(key)
            await until(r, lambda: isinstance(r.app.screen, OutputScreen))
            await r.pilot.pause()
            assert r.written == words
            await r.press("escape")


async def test_a_program_that_runs_on_is_stopped_by_running_it_again(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, config=tool(tmp_path, "exec sleep 60", show=False)) as r:
        for keys in ("D", "g exclamation_mark", "exclamation_mark enter"):
            await r.press("D")
            await until(r, lambda: "Started say; once more stops it." in r.footer)
            await r.press(keys)
            await until(r, lambda: "Stopped say." in r.footer)
        await r.press("g exclamation_mark")
        assert "No program of yours is running." in r.footer


async def test_the_name_chosen_in_the_list_is_looked_up(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, config=tool(tmp_path, 'echo "<$1>"')) as r:
        r.screen.panels.entities.focus()
        await r.press("j D")
        await until(r, lambda: isinstance(r.app.screen, OutputScreen))
        await r.pilot.pause()
        assert "<Ben Bell>" in shown(r)


async def test_a_slow_program_is_given_up_by_escape(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, config=tool(tmp_path, "sleep 30")) as r:
        await r.pilot.press("D")
        await until(r, lambda: "Esc gives up" in r.footer)
        await r.pilot.press("escape")
        await until(r, lambda: "Given up" in r.footer)
        await until(r, lambda: not any(worker.group == "lookup" for worker in r.app.workers))
        assert r.app.screen is r.screen


async def test_without_a_configuration_the_help_has_an_example(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with reading(folders, monkeypatch) as r:
        await r.press("exclamation_mark down enter")
        assert isinstance(r.app.screen, OutputScreen)
        assert 'dictionary = { run = ["dict", "{text}"] }' in shown(r)


async def test_the_web_is_asked_only_after_its_address_is_shown(
    folders: Folders, monkeypatch: Patch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setenv("PATH", str(tmp_path))
    async with reading(folders, monkeypatch, document=harbour()) as r:
        monkeypatch.setattr(r.screen.following.visiting, "browse", opened.append)
        r.screen.selecting.expect(r.text.index("Ann Ames"))
        await r.press("v e e exclamation_mark enter")
        assert isinstance(r.app.screen, LinkScreen)
        assert "search=Ann%20Ames" in shown(r)
        assert not opened
        await r.press("b")
        await until(r, lambda: opened == ["https://en.wikipedia.org/w/index.php?search=Ann%20Ames"])
