from dataclasses import replace

import pytest

from reader.config import Config, Folders
from reader.document import Block, Document, Mark
from reader.tui import pictures
from tests.interface import Reading, harbour, reading
from tests.test_pictures import picture


def pictured(*files: bytes) -> Document:
    """The harbour, a picture after its first paragraph, another one at the end."""
    base = harbour()
    first = base.leaves[2].start
    alt = "[image: a boat]"
    text = base.text[:first] + alt + "\n\n" + base.text[first:] + "\n\n" + alt
    shift = len(alt) + 2
    blocks = [
        replace(block, start=block.start + shift, end=block.end + shift) if block.start >= first else block
        for block in base.blocks
    ]
    spots = (first, len(text) - len(alt))
    blocks += [Block("image", at, at + len(alt)) for at in spots]
    names = [f"{number}.png" for number in range(len(files))]
    return replace(
        base,
        text=text,
        blocks=tuple(sorted(blocks, key=lambda block: block.start)),
        marks=tuple(Mark("image", at, at + len(alt), name) for at, name in zip(spots, names, strict=False)),
        pictures=dict(zip(names, files, strict=True)),
    )


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "why_not", lambda _app: "")


async def drawn(r: Reading) -> list[str]:
    """The rows of the screen, once all pictures in view have been drawn."""
    for _ in range(3):
        await r.app.workers.wait_for_complete([w for w in r.app.workers if w.group == "pictures"] or None)
        await r.pilot.pause()
    return r.lines


@pytest.mark.usefixtures("colours")
async def test_a_picture_stands_above_its_text_and_one_key_takes_it_away(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pictured(picture((400, 300)), picture((400, 2000), "blue"))
    async with reading(folders, monkeypatch, document=document) as r:
        lines = await drawn(r)
        rows = [index for index, line in enumerate(lines) if "▀" in line]
        assert rows == list(range(rows[0], rows[-1] + 1))
        assert "[image: a boat]" in lines[rows[-1] + 1]
        assert len(rows) <= r.article.rows * 2 / 3
        article = r.article
        left, y = article.left, rows[2] - article.region.y
        assert article.offset_under(left, y) == document.text.index("[image")
        await r.press("f7")
        assert not any("▀" in line for line in await drawn(r))
        await r.press("f7")
        assert any("▀" in line for line in await drawn(r))
        await r.press("G")
        tall = [line for line in await drawn(r) if "▀" in line]
        assert len(tall) == r.article.rows * 2 // 3
        await r.pilot.resize_terminal(100, 20)
        await drawn(r)
        layout = article.layout_
        low = [y for y in range(layout.height - 20, layout.height) if layout.row(y).picture]
        assert len(low) == article.rows * 2 // 3


@pytest.mark.usefixtures("colours")
async def test_pictures_move_neither_the_place_nor_the_selection(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=pictured(picture((400, 300)), picture())) as r:
        await drawn(r)
        await r.press("] ] j s")
        position, selected = r.article.position, r.selected
        await r.press("f7")
        await drawn(r)
        assert (r.article.position, r.selected) == (position, selected)
        await r.press("f7")
        await drawn(r)
        assert (r.article.position, r.selected) == (position, selected)
        await r.press("enter")
        assert [note.target.exact for note in r.kept] == [selected]


@pytest.mark.usefixtures("colours")
async def test_a_broken_picture_is_its_text(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = picture((400, 300), form="PNG")
    halved = picture((401, 300), form="WEBP", lossless=True)
    broken = halved[: len(halved) // 2]
    async with reading(folders, monkeypatch, document=pictured(broken, whole[: len(whole) // 2])) as r:
        await drawn(r)
        await r.press("G")
        lines = await drawn(r)
        assert not any("▀" in line for line in lines)
        assert any("[image: a boat]" in line for line in lines)
        assert not any(r.article.layout_.row(y).picture for y in range(r.article.layout_.height))


async def test_without_colours_or_where_they_are_not_wanted_there_is_only_text(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pictured(picture((400, 300)), picture())
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(folders, monkeypatch, document=document) as r:
        assert not any("▀" in line for line in await drawn(r))
        await r.press("f7 f7")
        assert "NO_COLOR is set" in r.footer
    monkeypatch.setattr(pictures, "why_not", lambda _app: "")
    async with reading(folders, monkeypatch, document=document, config=Config(pictures=False)) as r:
        assert not any("▀" in line for line in await drawn(r))
        await r.press("f7")
        assert any("▀" in line for line in await drawn(r))


async def test_a_document_without_pictures_says_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("f7")
        assert "no pictures" in r.footer


@pytest.mark.usefixtures("colours")
async def test_the_page_shows_through_a_picture_in_every_theme(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pictured(picture((400, 300), (0, 0, 0, 0), mode="RGBA"))

    def grounds(r: Reading) -> set[tuple[int, int, int]]:
        strips = [r.article.render_line(y) for y in range(r.article.rows)]
        styles = [segment.style for strip in strips for segment in strip if "▀" in segment.text]
        return {tuple(style.bgcolor.triplet) for style in styles if style and style.bgcolor}  # type: ignore[arg-type,misc]

    async with reading(folders, monkeypatch, document=document) as r:
        await drawn(r)
        night = r.article.background_colors[1].rgb
        assert grounds(r) == {night}
        await r.press("T")
        await drawn(r)
        paper = r.article.background_colors[1].rgb
        assert paper != night
        assert grounds(r) == {paper}
