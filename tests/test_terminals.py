"""Terminals of few colours or none: everything can still be told apart, and is seen."""

import re
from pathlib import Path

import pytest
from rich.style import Style

from reader.config import Folders
from tests.interface import Reading, reading
from tests.terminal import READER, Terminal, terminal

ARTICLE = "The Harbour Opens\n\n" + "The harbour opened again on Monday. Ann Ames cut a ribbon. " * 9
MARKED = (
    "entity",
    "yellow",
    "overlap",
    "match",
    "match-current",
    "mention",
    "mention-current",
    "link",
    "hint",
)
COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")


def look(page: Reading, *roles: str) -> Style:
    """What text with these roles looks like."""
    return page.article.painter._style(*roles)


def shape(style: Style) -> tuple[bool, ...]:
    """What of a style is no colour."""
    parts = style.bold, style.italic, style.underline, style.reverse, style.dim
    return tuple(bool(part) for part in parts)


async def test_without_colours_every_mark_is_told_by_its_shape(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(folders, monkeypatch) as page:
        shapes = {shape(look(page, role)) for role in MARKED}
        assert len(shapes) >= len(MARKED) - 2  # those that are never on the page together may be alike
        assert shape(look(page, "yellow")) != shape(look(page, "entity"))
        assert shape(look(page, "yellow", "chosen")) != shape(look(page, "yellow"))
        assert shape(look(page, "selection")) != shape(look(page, "selection", "caret"))
        assert shape(look(page, "yellow", "selection")) != shape(look(page, "yellow"))
        assert shape(look(page, "match")) != shape(look(page, "match-current"))


async def test_in_sixteen_colours_the_caret_and_the_marks_are_told_apart(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with reading(folders, monkeypatch) as page:
        assert page.app.theme == "ansi-dark"
        assert shape(look(page, "entity")) != shape(look(page, "match"))
        assert shape(look(page, "mention")) != shape(look(page, "mention", "mention-current"))
        assert look(page, "selection", "caret").reverse
        assert not look(page, "selection").reverse
        assert look(page, "selection").color != look(page).color
        assert (
            len({look(page, colour).color for colour in ("yellow", "orange", "pink", "blue", "green")}) == 5
        )


def mark_a_sentence(program: Terminal) -> None:
    program.wait_for("No notes yet")
    program.press("s")
    program.wait_for("Enter highlight")
    program.press("enter")
    program.wait_for("Highlighted")
    program.kill()


def test_no_colour_is_sent_where_none_is_wanted(tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, "utf-8")
    with terminal([*READER, str(article)], tmp_path / "home", NO_COLOR="1") as program:
        mark_a_sentence(program)
        assert not COLOUR.search(program.output)


def test_no_colour_is_sent_to_a_terminal_that_has_none(tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, "utf-8")
    with terminal([*READER, str(article)], tmp_path / "home", TERM="vt100", COLORTERM="") as program:
        mark_a_sentence(program)
        assert not COLOUR.search(program.output)


def test_the_linux_console_is_given_signs_that_its_fonts_have(tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, "utf-8")
    with terminal([*READER, str(article)], tmp_path / "home", TERM="linux", COLORTERM="") as program:
        program.wait_for("No notes yet")
        program.wait_for("Entities")
        signs = {sign for line in program.lines for sign in line if ord(sign) > 0x2100}
        assert signs <= set("│─▀▄█▌▐░▒▓•○♦►▼▲◄└√←↑→↓…")
        assert any("│" in line for line in program.lines)
        program.kill()


def test_a_terminal_that_shows_no_pages_is_told_what_else_there_is(tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, "utf-8")
    with terminal([*READER, str(article)], tmp_path / "home", TERM="dumb") as program:
        assert program.wait_for_end() == 1
        assert b"reader text" in program.output
        assert b"\x1b" not in program.output


def test_ctrl_c_in_an_editor_ends_neither_the_editor_nor_reader(tmp_path: Path) -> None:
    article, editor = tmp_path / "harbour.txt", tmp_path / "editor"
    article.write_text(ARTICLE, "utf-8")
    editor.write_text("#!/bin/sh\ntrap : INT\necho Editing\nread answer\n", "utf-8")
    editor.chmod(0o755)
    with terminal([*READER, str(article)], tmp_path / "home", VISUAL=str(editor)) as program:
        program.wait_for("No notes yet")
        program.press("s", "\x1be")
        program.wait_for("Editing")
        program.press("\x03", "\x03")
        program.read(0.3)
        program.press("enter")
        program.wait_for("The harbour opened")
        program.press("escape", "escape", "q")
        program.read(1)
        program.press("q")
        assert program.wait_for_end() == 0
        assert b"Traceback" not in program.output
