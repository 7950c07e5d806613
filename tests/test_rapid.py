"""Reading word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Config, Folders
from reader.document import Document
from reader.opening.markdown import parse
from reader.page.rapid import LATE, Stream, due, recognised_at
from reader.page.width import cells
from reader.tui.app import ReaderApp
from reader.tui.screens.rapid import RapidScreen
from tests.interface import Reading, harbour, reading

TEXT = """# On Ships

One ship came in. Two ships, both large, went out.

```
code here
```

![A picture](x.png)

The end.
"""


def stream(text: str = TEXT) -> tuple[Document, Stream]:
    document = parse(text, "x")
    return document, Stream(document)


def test_words_come_one_after_another_and_what_is_not_read_has_a_word_instead() -> None:
    _, words = stream()
    assert " ".join(flash.text for flash in words.from_(0)) == (
        "On Ships One ship came in. Two ships, both large, went out. (code) (picture) The end."
    )


def test_pauses_are_longer_the_more_ends() -> None:
    _, words = stream()
    beats = {flash.text: flash.beats for flash in words.from_(0)}
    assert beats["ship"] < beats["ships,"] < beats["in."] < beats["out."] == beats["Ships"]


@given(st.integers(50, 1000))
def test_a_text_takes_as_long_as_its_pace_says(pace: int) -> None:
    words = Stream(harbour())
    flashes = list(words.from_(0))
    seconds = sum(flash.beats for flash in flashes) * words.beat(0, pace)
    assert seconds == pytest.approx(60 * len(flashes) / pace)


def test_steps_go_by_sentences() -> None:
    document, words = stream()
    two, out = document.text.index("Two"), document.text.index("out.")

    def text(flash: object) -> str:
        return getattr(flash, "text", "")

    assert text(words.forward(document.text.index("came"))) == "Two"
    assert text(words.back(out)) == "Two"
    assert text(words.back(two)) == "One"
    assert text(words.back(two, 2)) == "On"
    assert text(words.back(0)) == "On"
    assert text(words.forward(two, 99)) == "end."


@pytest.mark.parametrize(
    ("word", "letter"),
    [("a", "a"), ("to", "o"), ("ships", "h"), ("harbour", "r"), ("“harbour.”", "r"), ("responsibility", "o")],
)
def test_the_eye_rests_left_of_the_middle(word: str, letter: str) -> None:
    span = recognised_at(word)
    assert word[span.start : span.end] == letter


@given(st.text(max_size=20))
def test_where_the_eye_rests_is_in_the_word(word: str) -> None:
    span = recognised_at(word)
    assert 0 <= span.start <= span.end <= len(word)
    assert bool(len(span)) == bool(word)


@given(st.text(alphabet="ab .,—漢字é\n", min_size=1, max_size=80))
def test_nothing_but_space_is_left_out_and_nothing_is_too_wide(text: str) -> None:
    if not text.strip():
        return
    document = parse(text, "x")
    shown = list(Stream(document).from_(0))
    words = "".join(document.text[leaf.start : leaf.end] for leaf in document.leaves if leaf.kind != "rule")
    assert "".join(f.text for f in shown if f.text != "* * *") == "".join(words.split())
    assert all(cells(flash.text) <= 20 for flash in shown)


def test_a_long_address_comes_in_pieces() -> None:
    _, words = stream(f"See {'x' * 50} there.")
    assert [cells(flash.text) for flash in words.from_(0)] == [3, 20, 20, 10, 6]


def test_delays_do_not_add_up_but_a_sleep_is_not_made_up_for() -> None:
    at = 10.0
    for _ in range(100):
        at = due(at, at + 0.05, 0.2)  # each timer is late by as much
    assert at == pytest.approx(30.0)
    assert due(10.0, 10.0 + LATE + 60, 0.2) == pytest.approx(10.0 + LATE + 60.2)


def screen_of(r: Reading) -> RapidScreen:
    assert isinstance(r.app.screen, RapidScreen)
    return r.app.screen


def word(r: Reading) -> str:
    flash = screen_of(r).view.flash
    return flash.text if flash else ""


async def test_it_begins_where_the_reader_is_and_the_page_comes_along(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("S space")
        assert word(r) == "The"
        assert "paused" in r.footer
        await r.press("1 2 l")
        place = screen_of(r).view.flash
        assert place
        assert r.shows("Nothing else happened"), "the sentence is shown in a pause"
        await r.press("escape")
        assert r.app.screen is r.screen
        assert r.article.is_visible(place.start)
        assert r.screen.selecting.place == place.start
        await r.press("s")
        assert r.selected.startswith(place.text)
        await r.press("S space")
        assert screen_of(r).view.flash == place, "it begins with what is selected"


async def test_words_follow_each_other_and_stop_at_the_end(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = parse("One two three.", "x")
    async with reading(folders, monkeypatch, document=short, config=Config(rapid_pace=1000)) as r:
        await r.press("S")
        for _ in range(100):
            await r.pilot.pause(0.05)
            if not screen_of(r).plays:
                break
        assert word(r) == "three."
        assert "This is the end." in r.footer


async def test_the_pace_is_changed_and_remembered(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("S")
        assert r.shows("250 words a minute")
        await r.press("+ + -")
        assert r.shows("275 words a minute")
        await r.press("9 9 -")
        assert r.shows("50 words a minute")
        await r.press("escape S")
        assert r.shows("50 words a minute")
        await r.press("escape")
    again = ReaderApp(harbour(), folders, Config())
    again.keeper.close()
    assert again.config.rapid_pace == 50


async def test_letters_stand_in_one_column_marked_by_weight(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("S space")
        for _ in range(4):
            await r.press("l")
            view, flash = screen_of(r).view, screen_of(r).view.flash
            assert flash
            row = next(y for y, line in enumerate(r.lines) if "╷" in line) + 1
            point = recognised_at(flash.text)
            left = r.lines[row].index(flash.text) + point.start
            assert left == view.column == r.lines[row - 1].index("╷")
            bold = [s.text for s in view.render_line(row - view.region.y) if s.style and s.style.bold]
            assert bold == [flash.text[point.start : point.end]]


async def test_help_over_it_pauses_it(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("S")
        played = [screen_of(r).plays]
        screen = screen_of(r)
        await r.press("?")
        played.append(screen.plays)
        assert played == [True, False]
        await r.press("escape q")
        assert r.app.screen is r.screen
