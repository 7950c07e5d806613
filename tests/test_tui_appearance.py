import pytest

from reader.config import Config, Folders
from tests.interface import reading


async def test_lines_are_justified_by_a_key_and_the_next_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        before = r.lines
        await r.press("z j")
        assert r.lines != before
        assert any(
            r.article.layout_.row(y).pieces[0].gaps for y in range(40) if r.article.layout_.row(y).pieces
        )
        position = r.article.position
    async with reading(folders, monkeypatch) as r:
        assert r.article.typography.justified
        assert r.article.position == position
        await r.press("z j")
        assert not r.article.typography.justified


async def test_the_margins_are_as_wide_as_the_user_wants_them(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(90, 30), config=Config(margin=15)) as r:
        assert r.article.left == 15
        assert r.article.layout_.measure == 60
        await r.pilot.resize_terminal(60, 30)
        assert r.article.layout_.measure == 44


async def test_lines_are_spaced_by_a_key(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        height = r.article.layout_.height
        await r.press("z l")
        assert r.article.layout_.height > 1.3 * height
        await r.press("z l")
        assert r.article.layout_.height == height


async def test_words_are_hyphenated_by_a_key(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, config=Config(measure=30)) as r:
        await r.press("z h")
        rows = map(r.article.layout_.row, range(r.article.layout_.height))
        assert any(piece.hyphen for row in rows for piece in row.pieces)


async def test_a_passage_is_selected_as_ever_in_justified_lines(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("g g s enter")
        await r.settle()
        (plain,) = r.screen.annotating.annotations
        await r.press("u z j z h g g s enter")
        await r.settle()
        (justified,) = r.screen.annotating.annotations
        assert justified.target == plain.target


async def test_all_but_the_paragraph_that_is_read_is_dimmed(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        faint = r.article.get_component_rich_style("article--dimmed", partial=True).color
        await r.press("z f")
        dim = [r.article.render_line(y) for y in range(r.article.rows)]
        colours = [{s.style.color for s in strip if s.style and s.text.strip()} for strip in dim]
        assert any(colour == {faint} for colour in colours)
        assert any(colour and faint not in colour for colour in colours)
        await r.press("z f")
        strips = [r.article.render_line(y) for y in range(r.article.rows)]
        assert all(s.style.color != faint for strip in strips for s in strip if s.style and s.text.strip())


async def test_the_page_is_left_alone(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        assert r.shows("Entities")
        await r.press("z a")
        assert not any("Entities" in line or "keys" in line for line in r.lines)
        assert r.lines[1] == ""
        await r.press("s")
        assert "highlight" in r.footer
        await r.press("escape z a")
        assert r.shows("Entities")
        assert "? keys" in r.footer
