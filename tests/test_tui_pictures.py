import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reader.config import Config, Folders
from reader.document import Block, Document, Mark
from reader.tui import pictures
from tests.interface import Reading, harbour, reading
from tests.site import Site, page, raw, serving
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


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as site:
        yield site


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
        for key in ("f7", "f7", "I"):
            await r.press(key)
            assert "NO_COLOR is set, so pictures are not drawn." in r.footer
    monkeypatch.setattr(pictures, "why_not", lambda _app: "")
    async with reading(folders, monkeypatch, document=document, config=Config(pictures=False)) as r:
        assert not any("▀" in line for line in await drawn(r))
        await r.press("f7")
        assert any("▀" in line for line in await drawn(r))
        assert "Pictures are shown." in r.footer


@pytest.mark.parametrize(
    ("no_color", "system", "words"),
    [
        (True, "truecolor", "NO_COLOR is set"),
        (False, None, "256 colours"),
        (False, "standard", "256 colours"),
        (False, "256", ""),
        (False, "truecolor", ""),
    ],
)
def test_the_reason_why_no_picture_is_drawn_is_the_right_one(
    no_color: bool, system: str | None, words: str
) -> None:
    app = SimpleNamespace(no_color=no_color, console=SimpleNamespace(color_system=system))
    why = pictures.why_not(cast(Any, app))
    assert words in why
    assert bool(why) == bool(words)


def on_the_web(site: Site, *names: str) -> Document:
    """The harbour as a page, its pictures on the web."""
    document = pictured()
    at = [block.start for block in document.blocks if block.kind == "image"]
    marks = tuple(Mark("image", start, start + 15, name) for start, name in zip(at, names, strict=True))
    return replace(document, marks=marks, source=site.at("/harbour"))


@pytest.mark.usefixtures("colours")
async def test_pictures_of_a_page_are_fetched_when_asked_and_are_there_from_then_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    site.answers["/a.png"] = page(picture((400, 300)), "image/png")
    document = on_the_web(site, "a.png", "b.png")
    async with reading(folders, monkeypatch, document=document) as r:
        assert not any("▀" in line for line in await drawn(r))
        await r.press("f7")
        await drawn(r)
        assert "No picture can be shown: 2 not fetched (I fetches them)." in r.footer
        assert site.asked == []
        await r.press("I")
        assert any("▀" in line for line in await drawn(r))
        assert "1 picture came, 1 did not." in r.footer
        assert any("does not exist (404)" in note.message for note in r.app._notifications)
        await r.press("f7")
        assert "Pictures are not shown." in r.footer
        await r.press("f7")
        await drawn(r)
        assert "Pictures are shown, but not: 1 not fetched (I fetches them)." in r.footer
    site.answers.clear()
    asked = len(site.asked)
    async with reading(folders, monkeypatch, document=document) as r:
        assert any("▀" in line for line in await drawn(r))
        assert len(site.asked) == asked


@pytest.mark.usefixtures("colours")
async def test_esc_gives_up_fetching_and_what_came_is_drawn(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    end = threading.Event()
    site.answers["/a.png"] = page(picture((400, 300)), "image/png")
    site.answers["/b.png"] = raw(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", every=0.01, until=end)
    async with reading(folders, monkeypatch, document=on_the_web(site, "a.png", "b.png")) as r:
        await r.pilot.press("I")
        while "Picture 2 of 2 · Esc gives up" not in r.footer:
            await r.pilot.pause(0.02)
        await r.pilot.pause(0.2)
        await r.pilot.press("I")  # they are on their way already
        await r.pilot.press("escape")
        assert any("▀" in line for line in await drawn(r))
        assert "Given up. 1 picture came, 1 did not." in r.footer
        assert [each.line.split()[1] for each in site.asked] in (["/a.png", "/b.png"], ["/b.png", "/a.png"])
        await r.press("j")
        assert "Given up" not in r.footer
    end.set()


@pytest.mark.usefixtures("colours")
async def test_why_pictures_are_not_drawn_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, document=pictured(b"<svg/>", b"<svg/>")) as r:
        await r.press("f7")
        await drawn(r)
        assert "No picture can be shown: 2 of a kind that Reader does not draw." in r.footer
        await r.press("I")
        assert "No picture of this document is on the web" in r.footer
    (tmp_path / "a.png").write_bytes(picture((400, 300)))
    beside = replace(pictured(picture()), marks=pictured(b"", b"").marks, source=str(tmp_path / "a.md"))
    beside = replace(beside, marks=tuple(replace(mark, target="a.png") for mark in beside.marks))
    async with reading(folders, monkeypatch, document=beside) as r:
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
