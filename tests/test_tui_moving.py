from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from rich.segment import Segment
from textual.strip import Strip

from reader.config import Config, Folders
from reader.document import Anchor, Document, Mark
from reader.library import Library
from reader.page.row import Row
from reader.tui import pointing
from reader.tui.jumps import Jumps
from tests.interface import HEADINGS, Reading, harbour, reading
from tests.test_tui_links import linked


def place(r: Reading) -> str:
    """The word at the place where the next selection begins; nothing where there is no such place."""
    offset = r.article.pointing.place
    return r.text[offset:].split()[0] if offset >= 0 else ""


def top_row(r: Reading) -> str:
    """The first line of text on the screen."""
    return r.text[r.article.position :].split("\n")[0]


def with_links() -> Document:
    """The harbour with two links, two references to footnotes and pages."""
    document = harbour()

    def mark(kind: Any, words: str, target: str) -> Mark:
        start = document.text.index(words)
        return Mark(kind, start, start + len(words), target)

    far = document.text.index(HEADINGS[2])
    return replace(
        document,
        marks=(mark("link", "Brimley", "#far"), mark("link", "Port Council", "https://port.example/")),
        anchors=(Anchor("far", far),),
        pages=(Anchor("7", 0), Anchor("8", document.text.index(HEADINGS[1])), Anchor("9", far)),
    )


# Pages, lines, ends


@pytest.mark.parametrize(
    ("down", "up"),
    [("ctrl+e", "ctrl+y"), ("ctrl+f", "ctrl+b"), ("space", "shift+space"), ("3 ctrl+d", "3 ctrl+u")],
)
async def test_every_way_down_has_its_way_up(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, down: str, up: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("j")
        await r.press(down)
        assert r.article.top > 1
        await r.press(up)
        await r.press("k")
        assert r.article.top == 0


async def test_a_percentage_is_the_one_that_the_footer_tells(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("6 0 %")
        assert "60 %" in r.footer.split("·")[0]
        assert abs(r.article.progress - 0.6) < 0.02
        await r.press("1 0 0 %")
        assert r.article.top == r.article.last_top
        await r.press("%")
        assert "Type a number first" in r.footer


async def test_a_number_goes_to_a_page_or_to_a_paragraph(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=with_links()) as r:
        await r.press("8 G")
        assert top_row(r) == HEADINGS[1]
        assert "Page 8" in r.footer
        await r.press("5 g g")
        assert "There is no page 5: the pages go from 7 to 9." in r.footer
    async with reading(folders, monkeypatch) as r:
        await r.press("9 g g")
        assert top_row(r).startswith("Ben Bell")
        assert "Paragraph 9 of 12" in r.footer


async def test_a_line_that_is_typed_goes_to_a_heading_that_tab_completes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(":")
        await r.type("what")
        await r.press("tab")
        assert HEADINGS[2] in r.footer
        await r.press("tab")
        assert HEADINGS[1] in r.footer
        await r.press("enter")
        assert top_row(r) == HEADINGS[1]
        assert r.footer.strip().startswith(HEADINGS[1])
        await r.press(":")
        await r.type("nowhere")
        await r.press("tab enter")
        assert "No heading is like “nowhere”." in r.footer
        assert top_row(r) == HEADINGS[1]
        await r.press(": 1 0 % enter")
        assert r.article.top == 0


async def test_what_vim_closes_with_closes(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(": q enter")
        await r.pilot.pause(0.2)
        assert not r.app.is_running


# The place


async def test_rows_of_the_screen_are_where_a_selection_begins(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        layout = r.article.layout_
        for key, row in (("H", 0), ("L", r.article.rows - 1), ("3 H", 2), ("M", (r.article.rows - 1) // 2)):
            await r.press(key)
            assert r.article.pointing.place == layout.offset_at(row, 0)
            assert r.article.top == 0
        await r.press("H s")
        assert r.selected == HEADINGS[0]


async def test_sentences_and_paragraphs(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("H 2 )")
        assert r.text[r.article.pointing.place :].startswith("Ann Ames, the mayor")
        await r.press("s")
        assert r.selected == "Ann Ames, the mayor, cut a ribbon."
        await r.press("escape escape H } } (")
        assert r.text[r.article.pointing.place :].startswith("Ships came in.")
        await r.press("{")
        assert place(r) == "The"
        await r.press("9 9 )")
        assert r.article.top == r.article.last_top
        await r.press("9 9 {")
        assert r.article.pointing.place == 0
        assert r.article.top == 0


async def test_the_page_is_put_round_the_place(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("] ] } }")
        offset = r.article.pointing.place
        for keys, part in (("z t", 0.0), ("z z", 0.5), ("z b", 1.0)):
            await r.press(keys)
            row = r.article.layout_.row_of(offset) - r.article.top
            assert row == int((r.article.rows - 1) * part)
            assert r.article.pointing.place == offset


async def test_the_place_is_seen_and_goes_when_the_page_moves_or_by_escape(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for leave in ("j", "escape"):
            await r.press("H")
            shown = [s for s in r.article.render_line(0) if s.style and s.style.underline]
            assert [segment.text for segment in shown] == [r.text[r.article.position]]
            await r.press(leave)
            assert r.article.pointing.place == -1
            await r.press("k")
            assert not any(s.style and s.style.underline for s in r.article.render_line(0) if s.text == "T")


async def test_a_selection_goes_along(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("H v")
        await r.press("] q")
        assert r.selected == r.text[: r.text.index("“We") + 1]
        await r.press("escape")
        assert r.selected == ""


# Next and previous of everything


async def test_quotes_names_and_headings_are_gone_through_and_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("] q")
        assert r.footer.strip().startswith("Quote 1 of 3: Ann Ames · said")
        assert place(r) == "“We"
        await r.press("9 ] q")
        assert "Quote 3 of 3: Ben Bell · called" in r.footer
        await r.press("] q")
        assert "There is no quote after this place." in r.footer
        await r.press("[ q s")
        assert r.selected == "“Nobody will close it again.”"
        await r.press("escape g g ] e")
        assert "Name 1 of 5: Brimley" in r.footer
        await r.press("[ e")
        assert "There is no name before this place." in r.footer
        await r.press("] ]")
        assert "Heading 2 of 3: What the Mayor Said" in r.footer
        assert top_row(r) == HEADINGS[1]


async def test_of_a_chosen_name_its_mentions_are_gone_through(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        entity = r.screen.understanding.analysis.entities[0]
        r.screen.understanding.go_to_mention(entity)
        await r.press("g g 2 ] e")
        assert "Name 2 of 2: Ann Ames" in r.footer
        mention = r.screen.understanding.mention
        assert mention is not None
        assert mention.start == entity.mentions[1].start == r.article.pointing.place


async def test_highlights_are_chosen_also_where_several_begin_at_one_place(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("] n")
        assert "There are no highlights here." in r.footer
        await r.press("H ) s enter")
        await r.press("H ) s s enter")
        await r.press("escape g g")
        chosen = []
        for keys in ("] n", "] n", "[ n"):
            await r.press(keys)
            assert r.screen.annotating.chosen is not None
            chosen.append(r.screen.annotating.chosen.target.exact)
        assert sorted(chosen[:2]) == sorted(each.target.exact for each in r.kept)
        assert chosen[2] == chosen[0]
        assert "Highlight 1 of 2" in r.footer
        await r.press("g g } } x")
        assert len(r.kept) == 1


async def test_a_link_that_is_gone_to_is_followed_by_enter(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=with_links()) as r:
        await r.press("] l")
        assert "Link 1 of 2: Brimley" in r.footer
        await r.press("enter")
        assert top_row(r) == HEADINGS[2]
        await r.press("ctrl+o")
        assert place(r) == "Brimley"
        await r.press("escape enter")
        assert "No highlight here" in r.footer
        assert r.article.top == 0


async def test_a_footnote_is_gone_through_by_itself(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=linked()) as r:
        await r.press("] f")
        assert "Footnote 1 of 2: [1]" in r.footer
        await r.press("enter ] l")
        assert r.screen.footnote.view is not None
        assert "Link 1 of 1: far away" in r.footer
        await r.press("enter")
        assert top_row(r) == "The Far Heading"
        await r.press("ctrl+o enter enter")  # the reference, its note, and the note's own place
        assert r.text[r.article.pointing.place :].startswith("The first note.")


@pytest.mark.parametrize(("key", "nouns"), [("i", "pictures"), ("f", "footnotes"), ("l", "links")])
async def test_what_there_is_none_of_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, key: str, nouns: str
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press(f"] {key}")
        assert f"There are no {nouns} here." in r.footer


# Jumps


async def test_jumps_lead_back_and_forward_and_each_spot_is_kept_once(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("] ] ] ]")
        third = r.article.top
        await r.press("5 0 %")
        middle = r.article.top
        await r.press("G G G")
        await r.press("ctrl+o")
        assert r.article.top == middle
        await r.press("alt+left")
        assert r.article.top == third
        await r.press("ctrl+right_square_bracket alt+right")
        assert r.article.top == r.article.last_top
        await r.press("ctrl+o ctrl+o ctrl+o ctrl+o")
        assert r.article.top == 0
        await r.press("ctrl+o")
        assert "There is no place to go back to." in r.footer


async def test_two_quotation_marks_change_between_two_spots(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("' '")
        assert "There is no place to go back to." in r.footer
        await r.press("G ' '")
        assert r.article.top == 0
        await r.press("` `")
        assert r.article.top == r.article.last_top


async def test_no_more_jumps_are_kept_than_are_allowed(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(40, 8)) as r:
        jumps = Jumps(r.article)
        assert r.article.last_top > 60
        monkeypatch.setattr("reader.tui.jumps.MOST", 20)
        for row in range(60):
            r.article.go_to_row(row)
            jumps.leave()
        steps = 0
        while jumps.back():
            steps += 1
        assert steps == 19  # where the page is already is no step


# Places with letters


async def test_a_letter_brings_back_what_was_on_the_screen_also_the_next_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("space j m a")
        assert "Place a is here: 'a comes back to it." in r.footer
        top = r.article.top
        await r.press("g g")
        assert Library(folders).marks(r.screen.keeping.record_id).keys() == {"a"}
    async with reading(folders, monkeypatch) as r:
        await r.press("g g ' a")
        assert abs(r.article.top - top) <= 1  # the row in the middle may have been an empty one
        assert "Place a" in r.footer
        await r.press("ctrl+o")
        assert r.article.top == 0


async def test_the_letters_there_are_stand_in_the_footer_to_be_pressed_or_clicked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("H m x G m y '")
        assert f"x {HEADINGS[0]}" in r.footer
        assert "' where the last jump began" in r.footer
        await r.pilot.click("Footer", offset=(r.footer.index(f"x {HEADINGS[0]}"), 0))
        await r.settle()
        assert r.article.top == 0
        await r.press("' tab")
        assert r.shows(f"x   {HEADINGS[0]}")
        await r.press("y enter")
        assert r.article.top == r.article.last_top
        await r.press("g m escape ' q")
        assert "No place has the letter q" in r.footer


async def test_a_key_that_is_no_letter_marks_nothing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("m 1")
        assert "Only the letters from a to z mark a place." in r.footer
        await r.press("m escape a")
        assert Library(folders).marks(r.screen.keeping.record_id) == {}
        await r.press("m")
        await r.pilot.click("#article", offset=(30, 5))
        await r.press("j")
        assert r.article.top == 1
        await r.press("'")
        assert "No places yet" in r.footer


# What is lit for a moment


def lit(strips: Sequence[Strip]) -> list[int]:
    """The rows that have a ground of their own over their whole width."""

    def ground(segment: Segment) -> object:
        return segment.style and segment.style.bgcolor

    found = []
    for index, strip in enumerate(strips):
        grounds = {ground(segment) for segment in strip if segment.text.strip()}
        plain = ground(next(iter(strip)))
        if grounds and plain not in grounds:
            found.append(index)
    return found


async def test_the_line_that_was_read_last_is_lit_and_so_is_where_a_jump_leads(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointing, "MOMENT", 60.0)
    async with reading(folders, monkeypatch) as r:
        article = r.article

        def rows() -> list[int]:
            return lit([article.render_line(y) for y in range(article.rows)])

        assert rows() == []
        await r.press("space")
        assert rows() == [r.article.rows - 1 - article.top]
        before = article.top
        await r.press("ctrl+u")
        assert article.top < before
        assert rows() == [before - article.top]
        await r.press("] ]")
        heading = article.layout_.row_of(r.text.index(HEADINGS[1]))
        assert rows() == [heading - article.top]
        await r.press("3 k")
        assert rows() == [heading - article.top]


async def test_a_row_is_lit_and_put_out_by_drawing_it_alone(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointing, "MOMENT", 0.05)
    async with reading(folders, monkeypatch) as r:
        painted: list[Row] = []
        strip = r.article.painter.strip

        def counted(row: Row, *given: Any, **named: Any) -> Strip:
            painted.append(row)
            return strip(row, *given, **named)

        monkeypatch.setattr(r.article.painter, "strip", counted)
        r.article.pointing.flash(4)
        await r.pilot.pause(0.3)
        assert r.article.pointing.lit == -1
        assert painted
        assert set(painted) == {r.article.layout_.row(4)}
        assert lit([r.article.render_line(y) for y in range(r.article.rows)]) == []


async def test_nothing_is_lit_for_those_who_want_nothing_to_move(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, config=Config(motion=False)) as r:
        await r.press("space")
        assert r.article.pointing.lit == -1
        await r.press("] ]")
        assert r.article.pointing.lit == -1


# Lists, and leaving


async def test_lists_are_moved_in_as_the_page_is(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, size=(120, 16)) as r:
        entities = r.screen.panels.entities
        entities.focus()
        await r.press("G")
        last = entities.cursor
        await r.press("g g")
        first = entities.cursor
        assert first < last
        await r.press("ctrl+d")
        half = entities.cursor
        await r.press("g g ctrl+f")
        assert first < half <= entities.cursor
        await r.press("g g 2 ctrl+d 2 ctrl+u")
        assert entities.cursor == first
        await r.press("L")
        bottom = entities.cursor
        await r.press("M")
        middle = entities.cursor
        await r.press("H")
        assert first <= entities.cursor <= middle <= bottom
        assert entities.cursor < bottom
        assert entities.has_focus


async def test_escape_leaves_one_thing_after_another(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("H s enter")
        r.screen.quotes.filter("Ann Ames")
        await r.press("] q v")
        states = []
        for _ in range(4):
            states.append((bool(r.selected), bool(r.screen.quotes.speaker), r.article.pointing.place >= 0))
            await r.press("escape")
        assert states == [
            (True, True, True),
            (False, True, True),
            (False, False, True),
            (False, False, False),
        ]
