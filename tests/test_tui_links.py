import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseMove

from reader.config import Folders
from reader.document import Anchor, Block, BlockKind, Document, Mark, MarkKind
from reader.opening import OpenError
from reader.opening.web import CancelledError
from reader.tui.screens.link import LinkScreen
from reader.tui.screens.reading import ReadingScreen
from tests.interface import FILLER, Reading, reading

ADDRESS = "https://www.xn--bcher-kva.example/a/" + "long-" * 30 + "path"
CODE = 'def tide(hour):\n    return "low"  # for now'


def linked(links: dict[str, tuple[MarkKind, str]] | None = None) -> Document:
    """A text of some screens: a paragraph of links, code, filler, a far heading, two footnotes."""
    links = links or {
        "far away": ("link", "#far"),
        "[1]": ("footnote", "fn1"),
        "[2]": ("footnote", "fn2"),
        "the books": ("link", ADDRESS),
        "a script": ("link", "javascript:alert(1)"),
    }
    first = "Before " + ", then ".join(links) + " and after."
    note = "The first note. It leads far away again. " + "More of it. " * 60
    parts: list[tuple[BlockKind, str, str]] = [
        ("paragraph", "", first),
        ("code", "", CODE),
        *[("paragraph", "", FILLER.strip())] * 9,  # type: ignore[list-item]
        ("heading", "", "The Far Heading"),
        *[("paragraph", "", FILLER.strip())] * 9,  # type: ignore[list-item]
        ("footnote", "[1] ", note.strip()),
        ("footnote", "[2] ", "The second note."),
    ]
    text, blocks = "", []
    for kind, marker, content in parts:
        text += ("\n\n" if text else "") + marker
        blocks.append(Block(kind, len(text), len(text) + len(content), 2 if kind == "heading" else 0))
        text += content
    marks = [
        Mark(kind, (at := text.index(words)), at + len(words), to) for words, (kind, to) in links.items()
    ]
    at = text.rindex("far away")
    marks.append(Mark("link", at, at + 8, "#far"))
    marks.append(Mark("code", text.index(CODE), text.index(CODE) + len(CODE), "python"))
    anchors = (
        Anchor("far", text.index("The Far")),
        Anchor("fn1", text.index("The first note")),
        Anchor("fn2", text.index("The second note")),
    )
    return Document(
        text,
        tuple(blocks),
        tuple(sorted(marks, key=lambda mark: mark.start)),
        title="Linked",
        source="https://brimley.example/linked",
        anchors=anchors,
    )


def cell_of(r: Reading, words: str, after: int = 0) -> tuple[int, int]:
    """The cell of the article on which some words begin."""
    offset = r.text.index(words, after)
    layout = r.article.layout_
    return r.article.left + layout.column_of(offset), layout.row_of(offset) - r.article.top


def ways(r: Reading) -> list[str]:
    """What the sheet on a link offers, row by row."""
    return [
        words
        for line in r.lines
        for words in ("open in Reader", "open in the browser", "copy")
        if words in line
    ]


async def until(r: Reading, condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    for _ in range(100):
        if condition():
            return
        await r.pilot.pause(0.02)
    raise AssertionError("it has not come about")


async def click(r: Reading, words: str, beyond: int = 1, where: str = "#article") -> None:
    x, y = cell_of(r, words)
    await r.pilot.click(where, offset=(x + beyond, y))
    await r.settle()


def title_of(r: Reading) -> str:
    assert isinstance(r.app.screen, ReadingScreen)
    return r.app.screen.document.title


async def test_letters_jump_and_ctrl_o_comes_back(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, document=linked()) as r:
        plain = r.lines
        await r.press("f")
        assert r.lines != plain
        assert r.shows("ffar away")
        assert "Esc leaves" in r.footer
        await r.press("escape")
        assert r.lines[:-1] == plain[:-1]
        await r.press("f f")
        row = r.article.layout_.row_of(r.text.index("The Far"))
        assert r.article.top == row - 1
        await r.press("ctrl+o")
        assert r.article.top == 0
        await r.press("alt+o")
        assert r.article.top == row - 1
        await r.press("alt+o")
        assert "no place to go forward" in r.footer
        await r.press("ctrl+o ctrl+o")
        assert "no place to go back" in r.footer
        assert r.article.top == 0
        await r.press("G ctrl+o")
        assert r.article.top == 0
        await r.press("f space")  # a key that is no letter leaves, and does what it does
        assert r.article.top > 1
        await r.press("f")
        assert "no link in view" in r.footer


async def test_many_links_get_two_letters_and_the_first_one_narrows(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = linked({f"link {n:02}": ("link", "#far") for n in range(40)})
    async with reading(folders, monkeypatch, document=document) as r:
        await r.press("f")
        assert len(r.article.painter.hints) == 40
        await r.press("f")
        assert set(r.article.painter.hints.values()) == set("fjdkslaghrueiwo")
        await r.press("1")  # fits none
        assert len(r.article.painter.hints) == 15
        await r.press("backspace")
        assert len(r.article.painter.hints) == 40
        await r.press("f j")
        assert r.article.top > 0
        assert not r.article.painter.hints


async def test_a_click_follows_but_a_drag_selects_and_a_click_beside_does_nothing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=linked({"far away": ("link", "#far")})) as r:
        x, y = cell_of(r, "far away")
        await r.pilot.mouse_down("#article", offset=(x, y))
        await r.pilot._post_mouse_events([MouseMove], "#article", (x + 3, y), button=1)
        await r.pilot.mouse_up("#article", offset=(x + 3, y))
        await r.settle()
        assert (r.selected, r.article.top) == ("far ", 0)
        await click(r, "far away")  # lets go of the selection
        assert (r.selected, r.article.top) == ("", 0)
        end = r.article.layout_.row(0).pieces[-1]
        await r.pilot.click("#article", offset=(r.article.left + end.end - end.start + 3, 0))
        assert r.article.top == 0
        await click(r, "far away")
        assert r.article.top > 0


async def test_an_outside_link_is_shown_in_full_and_asked_about(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    browsed: list[str] = []

    class Browser:
        def open(self, address: str) -> bool:
            browsed.append(address)
            return True

    monkeypatch.setattr(webbrowser, "get", Browser)
    async with reading(folders, monkeypatch, document=linked(), size=(80, 30)) as r:
        monkeypatch.setattr(r.app, "copy_to_clipboard", copied.append)
        await r.press("f k")
        assert type(r.app.screen) is LinkScreen
        shown = "".join(line.strip() for line in r.lines)
        assert ADDRESS in shown
        assert "bücher.example" in shown
        await r.press("escape")
        assert title_of(r) == "Linked"
        await r.press("f k y")
        assert copied == [ADDRESS]
        await r.press("f k b")
        await r.app.workers.wait_for_complete([w for w in r.app.workers if w.group == "browser"])
        assert browsed == [ADDRESS]
        await r.press("f s")
        assert "does not follow links to javascript:" in r.footer


@pytest.mark.parametrize("address", ["mailto:ann@brimley.example", "https://x.example/" + "y/" * 3000])
async def test_whatever_the_address_the_ways_are_in_view_and_can_be_clicked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    copied: list[str] = []
    document = linked({"far away": ("link", address)})
    async with reading(folders, monkeypatch, document=document, size=(60, 20)) as r:
        monkeypatch.setattr(r.app, "copy_to_clipboard", copied.append)
        await r.press("f f")
        mail = address.startswith("mailto")
        offered = ["open in the browser", "copy"]
        assert ways(r) == (offered if mail else ["open in Reader", *offered])
        await r.press("enter" if mail else "down")
        assert type(r.app.screen) is LinkScreen
        await r.pilot.click("#link-copy")
        await r.settle()
        assert copied == [address]


def fetches(monkeypatch: pytest.MonkeyPatch, open_url: Callable[..., Document]) -> None:
    import reader.opening.web

    monkeypatch.setattr(reader.opening.web, "open_url", open_url)


async def visited(r: Reading) -> None:
    await r.app.workers.wait_for_complete([w for w in r.app.workers if w.group in ("visit", "closing")])
    await r.pilot.pause()
    await r.settle()
    await r.app.workers.wait_for_complete([w for w in r.app.workers if w.group == "closing"])
    await r.pilot.pause()


async def test_another_document_opens_over_this_one_and_both_keep_their_notes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def open_url(address: str, *, progress: Any, local: bool, **_: Any) -> Document:
        asked.append((address, local))
        progress(5_000, 10_000)
        return replace(
            linked(), title="Another", source=address, text=linked().text.replace("after", "more!")
        )

    fetches(monkeypatch, open_url)
    document = linked({"far away": ("link", "https://other.example/page#far")})
    async with reading(folders, monkeypatch, document=document) as r:
        await r.press("s enter f f enter")
        await visited(r)
        assert asked == [("https://other.example/page#far", False)]
        assert title_of(r) == "Another"
        other = r.app.screen
        assert isinstance(other, ReadingScreen)
        assert other.article.position >= other.document.text.index("The Far") - 1
        await r.press("s enter")
        await r.press("ctrl+o")
        await visited(r)
        assert title_of(r) == "Linked"
        assert len(r.kept) == 1
        await r.press("f f enter")
        await visited(r)
        again = r.app.screen
        assert isinstance(again, ReadingScreen)
        assert len(again.annotating.annotations) == 1
        await r.press("q")
        await visited(r)
        assert title_of(r) == "Linked"
        assert r.app.is_running
        await r.press("q")
        await visited(r)
        assert not r.app.is_running


async def test_what_cannot_be_fetched_is_told_and_esc_gives_up(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = threading.Event()

    def refuse(address: str, **_: Any) -> Document:
        raise OpenError(f"{address} does not exist.")

    def wait(address: str, *, cancel: threading.Event, **_: Any) -> Document:
        if cancel.wait(10):
            waited.set()
        raise CancelledError(f"Fetching {address} was cancelled.")

    told: list[str] = []
    fetches(monkeypatch, refuse)
    async with reading(folders, monkeypatch, document=linked()) as r:
        monkeypatch.setattr(r.screen.status, "warn", told.append)
        await r.press("f k enter")
        await visited(r)
        assert told == [f"{ADDRESS} does not exist."]
        fetches(monkeypatch, wait)
        await r.pilot.press("f", "k", "enter")  # not r.press, which waits for all that goes on
        await until(r, lambda: "Esc gives up" in r.footer)
        await r.press("escape")
        await visited(r)
        assert waited.is_set()
        assert r.app.screen is r.screen
        assert len(told) == 1


async def test_what_was_read_before_is_there_when_the_page_is_gone(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://other.example/page"
    holds = []

    def open_url(_address: str, *, held: Document | None, **_: Any) -> Document:
        holds.append(held and held.text)
        if held:
            raise OpenError("It is gone.")
        return replace(linked(), source=address, title="Another", text=linked().text + " More.")

    fetches(monkeypatch, open_url)
    document = linked({"far away": ("link", address + "#far")})
    async with reading(folders, monkeypatch, document=document) as r:
        read: list[Document] = []
        for _ in range(2):
            await r.press("f f enter")
            await visited(r)
            assert isinstance(r.app.screen, ReadingScreen)
            read.append(r.app.screen.document)
            await r.press("q")
            await visited(r)
        assert [each.title for each in read] == ["Another", "Another"]
        assert holds == [None, read[0].text]
        assert read[1].notices[0] == "It is gone. What was read last is used instead."


async def test_a_link_to_a_file_opens_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "second.md").write_text("# Second\n\nText.", "utf-8")
    document = linked({"far away": ("link", "second.md")})
    document = replace(document, source=str(tmp_path / "first.md"))
    async with reading(folders, monkeypatch, document=document) as r:
        await r.press("f f")
        assert r.shows(str(tmp_path / "second.md")[-20:])
        await r.press("enter")
        await visited(r)
        assert title_of(r) == "Second"


async def test_a_footnote_opens_over_the_page_and_can_be_annotated(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=linked()) as r:
        await click(r, "[1]")
        assert r.shows("[1] The first note. It leads")
        assert r.article.top == 0
        assert r.screen.footnote.region.height <= r.article.rows // 3
        assert r.shows("more ↓")
        await r.press("G")
        assert r.article.top == 0
        assert not r.shows("The first note")
        await r.press("g g v g g s enter")
        assert [note.target.exact for note in r.kept] == ["The first note."]
        assert r.kept[0].target.start == r.text.index("The first note.")
        await r.press("escape escape")
        assert r.screen.footnote.view is None
        assert not r.shows("It leads far")
        await r.press("f d")  # the second one
        assert r.shows("The second note.")
        await r.press("enter")
        assert r.article.top == r.article.last_top
        await r.press("ctrl+o f j f f")  # the first one, and the link in it
        assert r.screen.footnote.view is None
        assert r.article.layout_.row_of(r.text.index("The Far")) == r.article.top + 1


async def test_enter_on_a_link_under_the_caret_follows_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=linked()) as r:
        await r.press("v g g")
        while not r.selected.startswith("["):
            await r.press("w")
        await r.press("v enter")
        assert r.screen.footnote.view is not None
        assert not r.kept
        await r.pilot.resize_terminal(80, 24)
        await r.pilot.pause()
        assert r.screen.footnote.view is None


async def test_code_is_coloured_and_nothing_else_is(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, document=linked()) as r:
        await r.app.workers.wait_for_complete([w for w in r.app.workers if w.group == "colours"])
        await r.pilot.pause()
        looks = r.article.painter.layers["code"].within(0, len(r.text))
        words = {r.text[look.start : look.end]: look.role for look in looks}
        assert words["def"] == words["return"] == "code-keyword"
        assert words["# for now"] == "code-comment"
        start = r.text.index(CODE)
        assert all(start <= look.start < look.end <= start + len(CODE) for look in looks)


async def test_notices_are_told_once(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.tui.app import ReaderApp

    told: list[str] = []
    monkeypatch.setattr(ReaderApp, "notify", lambda _app, words, **_: told.append(words))
    document = replace(linked(), notices=("One table is missing.", "[/b] Two \x1b[31m."))
    async with reading(folders, monkeypatch, document=document) as r:
        await r.press("space b")
        assert told == ["One table is missing.", "[/b] Two ␛[31m."]
