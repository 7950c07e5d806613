import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Folders
from reader.document import Block, Document, Section
from reader.library import Library
from reader.tui.folds import Folds
from tests.interface import harbour, reading


def outline(*levels: int) -> list[Section]:
    return [Section(f"{n}", level, 10 * n, 10 * n + 5) for n, level in enumerate(levels)]


def book(*levels: int) -> Document:
    """A document with a heading of each level, numbered, and a paragraph under each."""
    text, blocks = "", []
    for number, level in enumerate(levels):
        for content, kind, deep in (
            (f"Heading {number}", "heading", level),
            ("Words. " * 20, "paragraph", 0),
        ):
            text += "\n\n" if text else ""
            blocks.append(Block(kind, len(text), len(text) + len(content.strip()), deep))  # type: ignore[arg-type]
            text += content.strip()
    return Document(text, tuple(blocks), title="A Book", source="/x/book.txt")


def test_what_lies_in_a_folded_section_is_not_seen() -> None:
    folds = Folds(outline(1, 2, 3, 3, 2, 1))
    assert folds.visible() == [0, 1, 2, 3, 4, 5]
    assert folds.set(1, folded=True)
    assert folds.visible() == [0, 1, 4, 5]
    assert (folds.count(0), folds.count(1), folds.count(5)) == (4, 2, 0)
    assert folds.shown(3) == 1
    folds.set(0, folded=True)
    assert folds.visible() == [0, 5]
    assert folds.shown(3) == 0


def test_a_section_without_others_in_it_cannot_be_folded() -> None:
    folds = Folds(outline(1, 2))
    assert not folds.set(1, folded=True)
    assert not folds.set(0, folded=False)


def test_levels_that_are_left_out_do_not_count() -> None:
    assert Folds(outline(1, 4, 4, 2, 3)).depths == [0, 1, 1, 1, 2]
    assert Folds(outline(3, 2, 1)).depths == [0, 0, 0]


def test_all_below_some_levels_can_be_folded() -> None:
    folds = Folds(outline(1, 2, 3, 4, 2, 1, 2))
    folds.fold_below(2)
    assert folds.visible() == [0, 1, 4, 5, 6]
    folds.fold_below(1)
    assert folds.visible() == [0, 5]
    folds.fold_below(0)
    assert len(folds.visible()) == 7


def test_folds_are_known_in_another_version_by_their_titles() -> None:
    twice = (("A", 1), ("Notes", 2), ("x", 3)) * 2
    folds = Folds([Section(title, level, i, i + 1) for i, (title, level) in enumerate(twice)])
    folds.set(4, folded=True)
    assert folds.names == ["Notes (2)"]
    later = Folds([Section(title, level, i, i + 1) for i, (title, level) in enumerate((("New", 1), *twice))])
    later.restore([*folds.names, "gone"])
    assert later.visible() == [0, 1, 2, 3, 4, 5]


@given(st.lists(st.integers(1, 6), max_size=30), st.lists(st.integers(0, 29)))
def test_every_section_is_seen_or_in_one_that_is(levels: list[int], folded: list[int]) -> None:
    folds = Folds(outline(*levels))
    for index in folded:
        if index < len(levels):
            folds.set(index, folded=True)
    seen = folds.visible()
    assert {folds.shown(index) for index in range(len(levels))} == set(seen)
    assert sum(folds.count(i) if folds.is_folded(i) else 0 for i in seen) + len(seen) == len(levels)


async def test_a_long_outline_begins_folded_below_its_second_level(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=book(*(1, 2, 3, 3) * 8)) as r:
        assert any("Heading 1" in line and "+2" in line for line in r.lines)
        assert not any(line.startswith("      Heading 2") for line in r.lines)


async def test_a_section_is_folded_and_unfolded_by_keys_and_stays_so(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = book(1, 2, 3, 2, 1)
    async with reading(folders, monkeypatch, document=document) as r:
        contents = r.screen.panels.contents
        contents.focus()
        await r.press("g g h")
        assert [line[:24].rstrip() for line in r.lines[5:8]] == [
            "  › Heading 0         +3",
            "    Heading 4",
            "",
        ]
        await r.press("l l l")
        assert contents.current == document.outline[2].start
        await r.press("h h")  # to the section around it, which is folded then
        assert contents.current == document.outline[1].start
        record = r.screen.keeping.record_id
        await r.settle()
    assert Library(folders).folded(record) == ["Heading 1"]
    async with reading(folders, monkeypatch, document=document) as r:
        await r.settle()
        assert [item.key for item in r.screen.panels.contents.items] == [
            document.outline[index].start for index in (0, 1, 3, 4)
        ]


async def test_where_the_reader_is_stays_marked_when_it_is_folded_away(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = book(1, 2, 3, 2, 1)
    async with reading(folders, monkeypatch, document=document, size=(120, 20)) as r:
        contents = r.screen.panels.contents
        contents.follow(document.outline[2].start + 1)
        assert contents.marked == (document.outline[2].start,)
        contents.focus()
        await r.press("z M")
        assert contents.marked == contents.marked == (document.outline[0].start,)
        await r.press("+")
        assert len(contents.items) == 5
        contents.follow(document.outline[3].start + 1)
        assert contents.marked == (document.outline[3].start,)


async def test_a_filter_finds_what_is_folded_away(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    document = book(1, 2, 3, 2, 1)
    async with reading(folders, monkeypatch, document=document) as r:
        contents = r.screen.panels.contents
        contents.focus()
        await r.press("-")
        assert len(contents.items) == 2
        contents.narrow("heading 2")
        assert [item.key for item in contents.items] == [document.outline[2].start]
        await r.press("escape")
        assert contents.current == document.outline[0].start
        assert any("Heading 0" in line and "+3" in line for line in r.lines)


async def test_the_number_of_what_is_folded_unfolds_it_by_a_click(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = book(1, 2, 3, 2, 1)
    async with reading(folders, monkeypatch, document=document) as r:
        contents = r.screen.panels.contents
        contents.focus()
        await r.press("-")
        top = r.article.top
        await r.pilot.click(contents, offset=(contents.size.width - 1, 2))
        assert len(contents.items) == 4
        assert r.article.top == top
        await r.pilot.click(contents, offset=(6, 2), button=3)
        assert len(contents.items) == 2


async def test_a_flat_outline_is_as_it_was(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, document=harbour()) as r:
        r.screen.panels.contents.focus()
        await r.press("h l - +")
        assert len(r.screen.panels.contents.items) == 3
