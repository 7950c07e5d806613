"""The Notes panel, overlapping highlights, and notes in the margin."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotation import Annotation
from reader.config import Config, Folders
from reader.document import Document, Mark
from reader.library import Library
from reader.tui.screens.link import LinkScreen
from tests.interface import Reading, harbour, reading

WORDS = ("The harbour of Brimley", "Ann Ames", "Ships came in", "The crowd cheered")


def prepared(folders: Folders, document: Document | None = None) -> list[Annotation]:
    """A library in which the article has four annotations on `WORDS`, two with notes, one a bookmark."""
    document = document or harbour()
    library = Library(folders)
    record = library.enter(document)

    def mark(index: int, **fields: object) -> Annotation:
        start = document.text.index(WORDS[index])
        end = start + len(WORDS[index])
        return library.annotate(record.id, document.text, start, end, **fields)  # type: ignore[arg-type]

    return [
        mark(0, note="Why now?", tags=("port", "old")),
        mark(1, note="Who?\nMore.\nAnd more.\nThe fourth row.", colour="pink", tags=("people",)),
        mark(2, colour="blue"),
        mark(3, kind="bookmark"),
    ]


async def in_notes(r: Reading) -> None:
    r.screen.notes.focus()
    await r.press("g g")


@asynccontextmanager
async def listed(folders: Folders, monkeypatch: pytest.MonkeyPatch, **options: Any) -> AsyncIterator[Reading]:
    """The `prepared` article, with the cursor on the first of Notes."""
    prepared(folders)
    async with reading(folders, monkeypatch, **options) as r:
        await in_notes(r)
        yield r


def shown(r: Reading) -> list[str]:
    """The passages of what Notes shows."""
    passages = {each.id: each.target.exact for each in r.screen.annotating.annotations}
    return [passages.get(str(item.key), str(item.key)) for item in r.screen.notes.items if item.key]


# Finding and sorting


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("#port", [0]),
        ("colour:doubt", [1]),
        ("is:bookmark", [3]),
        ("is:note", [0, 1]),
        ("fourth row", [1]),
        ("is:note #o brimley", [0]),
        ("is:note cheered", []),
    ],
)
async def test_notes_are_narrowed_by_tag_colour_kind_and_words(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, typed: str, found: list[int]
) -> None:
    async with listed(folders, monkeypatch, config=Config(colours={"pink": "doubt"})) as r:
        await r.press("/")
        assert "#tag" in r.footer
        await r.type(typed)
        assert shown(r) == [WORDS[index] for index in found]
        await r.press("enter")
        assert shown(r) == [WORDS[index] for index in found]
        await r.press("escape")
        assert len(shown(r)) == len(WORDS)


async def test_what_narrows_notes_is_completed_by_tab(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(folders, monkeypatch) as r:
        await r.press("/")
        await r.type("#pe")
        await r.press("tab enter")
        assert shown(r) == [WORDS[1]]


async def test_notes_are_sorted_by_time_and_by_place_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepared(folders)
    library = Library(folders)
    document = harbour()
    late = library.annotate(made[0].document, document.text, 0, 3)
    async with reading(folders, monkeypatch) as r:
        await in_notes(r)
        assert r.screen.notes.items[0].key == late.id
        await r.press("o")
        keys = [item.key for item in r.screen.notes.items]
        assert keys == [late.id, *(each.id for each in reversed(made))]
        await r.press("o")
        assert [item.key for item in r.screen.notes.items] == [late.id, *(each.id for each in made)]


async def test_the_note_under_the_cursor_is_unfolded(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(folders, monkeypatch, size=(120, 44)) as r:
        assert not r.shows("The fourth row.")
        await r.press("j")
        assert r.shows("The fourth row.")


async def test_a_list_that_is_shown_by_its_key_unfolds_what_its_cursor_is_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(folders)
    async with reading(folders, monkeypatch, size=(80, 24)) as r:
        await r.press("f3")
        assert r.screen.notes.has_focus
        assert any("Why now?" in line for line in r.lines)


async def test_orphans_stand_under_their_own_heading_and_say_what_happened(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(folders)
    changed = replace(harbour(), text=harbour().text.replace(WORDS[1], "Eve Eyre").replace("Ames", "Eyre"))
    async with reading(folders, monkeypatch, document=changed, size=(130, 44)) as r:
        await in_notes(r)
        headings = [item.lines[-1].text for item in r.screen.notes.items if item.key is None]
        assert headings == ["No longer in the text"]
        await r.press("G")
        told = " ".join(" ".join(line.text for line in item.lines) for item in r.screen.notes.items)
        assert "The text has changed, and these words stand in it no more." in " ".join(told.split())


# Several at once


async def test_several_are_recoloured_tagged_and_deleted_each_in_one_step(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prepared(folders)
    async with reading(folders, monkeypatch) as r:
        await in_notes(r)
        await r.press("space space")
        assert "2 marked" in r.footer
        assert r.shows("2 marked of 4")
        await r.press("c 5")
        assert [each.colour for each in r.kept] == ["green", "green", "blue", "yellow"]
        await r.press("t")
        await r.type("new, -old")
        await r.press("enter")
        assert [each.tags for each in r.kept] == [("port", "new"), ("people", "new"), (), ()]
        await r.press("x")
        assert [each.target.exact for each in r.kept] == list(WORDS[2:])
        await r.press("u u u")
        assert [(a.target, a.colour, a.tags) for a in r.kept] == [
            (a.target, a.colour, a.tags) for a in before
        ]


async def test_a_range_is_marked_and_all_that_are_shown(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepared(folders)
    async with reading(folders, monkeypatch) as r:
        await in_notes(r)
        await r.press("j v j j")
        assert r.screen.notes.picked == {each.id for each in made[1:]}
        assert "3 marked" in r.footer
        await r.press("k")
        assert r.screen.notes.picked == {made[1].id, made[2].id}
        await r.press("v G")
        assert r.screen.notes.picked == {made[1].id, made[2].id}
        await r.press("*")
        assert len(r.screen.notes.picked) == len(made)
        await r.press("*")
        assert not r.screen.notes.picked
        await r.press("space escape")
        assert not r.screen.notes.picked
        assert r.screen.notes.has_focus


async def test_nothing_is_done_to_marked_notes_that_are_not_shown(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(folders, monkeypatch) as r:
        await r.press("* /")
        await r.type("colour:blue")
        await r.press("enter x")
        assert [each.target.exact for each in r.kept] == [WORDS[0], WORDS[1], WORDS[3]]


async def test_only_the_marked_ones_are_exported_and_copied(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with listed(folders, monkeypatch) as r:
        await r.press("j space Y")
        assert "Ann Ames" in r.app.clipboard
        assert "Brimley" not in r.app.clipboard.partition("---\n\n#")[2]
        await r.press("E")
        assert "Write 1 marked note to" in r.footer
        await r.press("enter")
        (path,) = tmp_path.glob("*.md")
        assert path.name == "the-harbour-marked-notes.md"
        assert "Ships came in" not in path.read_text()
        await r.press("y")
        assert r.app.clipboard == "Ann Ames"


async def test_a_thousand_notes_do_not_stutter(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    document = harbour()
    template = prepared(folders)[0]
    many = [
        replace(template, id=f"{index:026}", note=f"Note {index} " + "and more words " * 10)
        for index in range(1_000)
    ]
    async with reading(folders, monkeypatch) as r:
        await in_notes(r)
        r.screen.notes.show(many)
        begun = time.process_time()
        for _ in range(20):
            r.screen.notes.move(1)
        per_move = (time.process_time() - begun) / 20
        begun = time.process_time()
        r.screen.notes.narrow("is:note note 99")
        per_filter = time.process_time() - begun
        assert len(shown(r)) == 11 + 8
        assert per_move < 0.05
        assert per_filter < 0.5
        assert document.text


# Overlaps, and links


async def click_on(r: Reading, words: str) -> None:
    r.article._last_press = (-1, 0.0)  # however soon after another click, this is no double one
    offset = r.text.index(words)
    row = r.article.layout_.row_of(offset) - r.article.top
    await r.pilot.click("#article", offset=(r.article.left + r.article.layout_.column_of(offset), row))
    await r.settle()


async def test_where_highlights_overlap_a_click_and_enter_ask_which(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        for words, keys in (("The harbour of Brimley opened", "enter"), ("Brimley opened again", "c 3")):
            r.screen.selecting.drag(r.text.index(words), r.text.index(words) + len(words) - 1)
            await r.press(keys)
        first, second = r.kept
        await click_on(r, "Brimley")
        assert r.shows("Which highlight?")
        await r.press("down enter")
        assert r.screen.annotating.chosen == first
        await r.press("enter")
        await r.type("Brimley opened a")
        await r.press("enter")
        assert r.screen.annotating.chosen == second
        await r.press("enter escape")
        assert r.screen.annotating.chosen == second
        await click_on(r, "harbour")
        assert r.screen.annotating.chosen == first


async def test_a_caret_opens_the_highlight_under_it_instead_of_making_another(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepared(folders)
    async with reading(folders, monkeypatch) as r:
        await r.caret("Ames")
        await r.press("enter")
        assert r.screen.annotating.chosen == made[1]
        assert len(r.kept) == len(made)


async def test_a_highlight_within_a_link_can_be_chosen_and_one_around_it_leaves_the_link_alone(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = harbour()
    link = (document.text.index("of Brimley opened"), document.text.index(" again on"))
    marks = (Mark("link", *link, "https://port.example/"),)
    document = replace(document, marks=marks)
    async with reading(folders, monkeypatch, document=document) as r:
        r.screen.selecting.drag(r.text.index("The harbour"), r.text.index("Monday"))
        await r.press("enter escape")
        await click_on(r, "Brimley")
        assert isinstance(r.app.screen, LinkScreen)
        await r.press("escape")
        r.screen.selecting.drag(r.text.index("Brimley"), r.text.index("Brimley") + 6)
        await r.press("c 3 escape")
        await click_on(r, "Brimley")
        assert r.shows("Which is meant?")
        await r.press("down enter")
        assert r.screen.annotating.chosen == r.kept[1]
        await r.press("escape")
        await click_on(r, "Brimley")
        await r.press("enter")
        await r.pilot.pause()
        assert isinstance(r.app.screen, LinkScreen)


# The margin


async def test_a_click_on_a_note_in_the_margin_chooses_its_highlight(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepared(folders)
    async with reading(folders, monkeypatch, size=(180, 40)) as r:
        while not any("Who?" in line[60:] for line in r.lines):  # the lists make room for the margin first
            await r.pilot.pause(0.02)
        row = next(y for y in range(36) if "Who?" in r.lines[y + 3][60:])
        column = "".join(segment.text for segment in r.article.render_line(row)).index("Who?")
        await r.pilot.click("#article", offset=(column + 1, row))
        assert r.screen.annotating.chosen == made[1]
        assert r.screen.selecting.selection is None
        await r.press("a")
        assert r.shows("And more.")
