from io import BytesIO

import pytest
from textual.app import App
from textual.color import Color

from reader import confine
from reader.page import code
from reader.page.code import coloured
from reader.page.looks import Look
from reader.tui.theme import HIGHLIGHT_CONTRAST, THEMES, contrast, page_variables

PYTHON = 'def tide(hour):\n    # low\n    return "a" if hour > 12 else None\n'


def roles(text: str, language: str) -> dict[str, str]:
    return {text[look.start : look.end]: look.role for look in coloured(text, language)}


def test_words_of_code_have_roles() -> None:
    found = roles(PYTHON, "python")
    assert found["def"] == found["return"] == found["if"] == "code-keyword"
    assert found["tide"] == "code-name"
    assert found["# low"] == "code-comment"
    assert found["12"] == found["None"] == "code-number"
    assert found["a"] == "code-string"


def test_offsets_count_from_where_the_code_begins_whatever_stands_at_its_edges() -> None:
    text = "\n\n  x = 1\n\n"
    assert [(look.start, look.end) for look in coloured(text, "python", 100)] == [(108, 109)]


def test_a_language_is_found_by_its_first_word_and_not_guessed() -> None:
    assert roles(PYTHON, "Python title=x") == roles(PYTHON, "python")
    for unknown in ("", " ", "no such language", "../../etc", "\x1b"):
        assert coloured(PYTHON, unknown) == []


def test_what_takes_too_long_stays_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    assert coloured("x = 1\n" * code.LONGEST, "python") == []
    monkeypatch.setattr(code, "LONGEST_TIME", -1)
    assert len(coloured(PYTHON, "python")) <= 1


def test_blocks_are_coloured_in_a_process_of_its_own() -> None:
    asked = code.request([(5, "python", PYTHON), (99, "no such language", PYTHON), (500, "json", "[1]")])
    found = code.looks(confine.run("reader.page.code:answer", (asked,), confine.Limits()))
    assert found == {5: coloured(PYTHON, "python", 5), 99: [], 500: [Look(501, 502, "code-number")]}


def test_a_lexer_that_fails_leaves_code_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(code, "coloured", fail)
    assert code.looks(b"".join(code.answer(BytesIO(code.request([(0, "python", PYTHON)]))))) == {0: []}


def test_every_theme_keeps_code_readable() -> None:
    app = App[None]()
    for theme in (*app.available_themes.values(), *THEMES):
        colours = page_variables({**theme.to_color_system().generate(), **theme.variables})
        if colours["page"].startswith("ansi"):
            continue
        ground = Color.parse(colours["page-ground"])
        names = [name for name in colours if name.startswith("page-code-")]
        assert len(names) == 5
        for name in names:
            assert contrast(Color.parse(colours[name]), ground) >= HIGHLIGHT_CONTRAST, (theme.name, name)
