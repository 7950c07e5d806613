"""Books, papers and pages of the web on the screen: what their notes, tables and names look like."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Folders
from reader.document import Anchor, Document
from reader.opening import open_source
from reader.page.layout import Layout
from reader.page.tables import CELL_GAP, LEAST_WIDTH, Table
from reader.page.width import widest_word
from reader.tui.links import note_of
from tests.interface import harbour, reading

NOTES = """\
One[^a] and another[^b], see [elsewhere](https://brimley.example/).

[^a]: The first note. It has two sentences.

    > It quotes somebody.

    - It lists this
    - and that.

    And so it ends.

[^b]: The second note.

    - It ends with a list.
"""


def opened(folder: Path, text: str, name: str = "notes.md") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_source(str(path))


def rows(document: Document, measure: int) -> list[str]:
    """What stands on the page, row by row, its markers left of its text."""
    layout = Layout(document, measure)
    found = []
    for y in range(layout.height):
        row = layout.row(y)
        text = ""
        for piece in row.pieces:
            text = text.ljust(piece.column) + document.text[piece.start : piece.end]
        marker = row.marker.strip()
        at = row.pieces[0].column - len(marker) - 1 if row.pieces else 0
        found.append(f"{text[:at]}{marker} {text.lstrip()}" if marker else text)
    return found


def test_a_note_holds_its_lists_and_quotations_up_to_the_next_note(tmp_path: Path) -> None:
    document = opened(tmp_path, NOTES)

    def texts(words: str) -> list[str]:
        return [document.text[b.start : b.end] for b in note_of(document, document.text.index(words))]

    assert texts("The first note") == [
        "The first note. It has two sentences.",
        "It quotes somebody.",
        "It lists this",
        "and that.",
        "And so it ends.",
    ]
    assert texts("The second note") == ["The second note.", "It ends with a list."]


def test_a_note_among_the_text_ends_where_the_text_goes_on(tmp_path: Path) -> None:
    html = (
        "<html><body><article><h1>Tides</h1>"
        "<p>High water.<sup><a role='doc-noteref' href='#n'>1</a></sup></p>"
        "<aside role='doc-footnote' id='n'><p>At noon.</p></aside><ul><li>Low water</li></ul>"
        "<p>And the text goes on, for long enough, with commas, to be taken for one.</p>"
        "</article></body></html>"
    )
    document = opened(tmp_path, html, "tides.html")
    found = note_of(document, document.text.index("At noon"))
    assert [document.text[b.start : b.end] for b in found] == ["At noon."]


def test_what_continues_a_note_stands_below_its_first_word(tmp_path: Path) -> None:
    document = opened(tmp_path, NOTES)
    assert rows(document, 40)[-13:] == [
        "[a] The first note. It has two",
        "    sentences.",
        "",
        "        It quotes somebody.",
        "",
        "    • It lists this",
        "    • and that.",
        "",
        "    And so it ends.",
        "",
        "[b] The second note.",
        "",
        "    • It ends with a list.",
    ]
    after = opened(tmp_path, f"{NOTES}\n\nText again.[^a]\n\n## A heading", "after.md")
    assert any(row.startswith("A heading") for row in rows(after, 40))


async def test_a_note_of_many_blocks_is_all_in_its_window(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, document=opened(tmp_path, NOTES), size=(80, 50)) as r:
        await r.press("f f")
        window = [line for line in r.lines if "│" in line]
        for words in ("[a] The first", "It quotes somebody", "• It lists this", "And so it ends"):
            assert any(words in line for line in window), words
        await r.press("s")
        assert r.selected == "The first note."


async def test_an_opened_note_takes_the_place_of_a_chosen_highlight(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, document=opened(tmp_path, NOTES)) as r:
        await r.press("s enter")
        assert r.screen.annotating.chosen
        await r.press("f f")
        assert not r.screen.annotating.chosen
        await r.press("x")  # deletes nothing that is not meant
        assert len(r.kept) == 1
        await r.press("enter")
        assert r.screen.footnote.view is None
        assert "go there" not in r.footer


async def test_nothing_lies_over_the_sheet_of_a_link(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with reading(folders, monkeypatch, document=opened(tmp_path, NOTES)) as r:
        r.screen.status.warn("What was there before is not there any more.")
        await r.pilot.pause()
        assert len(r.app._notifications) == 1
        await r.press("f d")
        assert r.shows("The link leads to")
        assert not r.app._notifications


async def test_a_long_address_can_be_scrolled_to_its_end(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = "https://brimley.example/" + "harbour/" * 120 + "end"
    document = opened(tmp_path, f"[A link]({address}).")
    async with reading(folders, monkeypatch, document=document, size=(60, 20)) as r:
        await r.press("f f")
        assert r.shows("https://brimley")
        assert not any(line.strip().endswith("/end") for line in r.lines)
        await r.press("end")
        assert any(line.strip().rstrip("▁▂▃▄▅▆▇ ").endswith("/end") for line in r.lines)
        assert any(line.split() == ["Esc", "leave"] for line in r.lines)
        await r.press("k pageup home")
        assert r.shows("https://brimley")


async def test_the_footer_tells_the_printed_page(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = harbour()
    pages = (Anchor("xii", 30), Anchor("1", plain.text.index("What the Mayor")))
    async with reading(folders, monkeypatch, document=replace(plain, pages=pages)) as r:
        assert "page" not in r.footer
        await r.press("j j j j")
        assert "· page xii ·" in r.footer
        await r.press("] ] ] ]")
        assert "· page 1 ·" in r.footer


async def test_what_is_said_has_all_the_room_of_the_footer(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(60, 20)) as r:
        said = "Nothing is selected to be copied. q closes Reader."
        await r.press("y")
        assert said in r.footer
        assert "keys" not in r.footer
        await r.press("j")
        assert said not in r.footer
        assert "keys" in r.footer


@pytest.mark.parametrize(("identity", "shown"), [("", "The Brimley Post"), ("urn:isbn:0", "Ann Ames")])
async def test_the_header_names_who_published_an_article_and_who_wrote_a_book(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, identity: str, shown: str
) -> None:
    document = replace(harbour(), author="Ann Ames", identity=identity)
    async with reading(folders, monkeypatch, document=document) as r:
        assert f"{shown} · 3 May 2021" in r.lines[1]


TABLE = """\
| Name | Description of the thing in rather many words | Amount | Where it was seen | Remarks |
|---|---|---|---|---|
| Alpha | The first of the letters, which begins the alphabet | 1,200 | In the harbour town | None |
"""


def test_the_columns_of_a_table_cut_no_word_while_others_can_give(tmp_path: Path) -> None:
    document = opened(tmp_path, TABLE, "table.md")
    words = set(TABLE.split())
    for measure in range(46, 90):  # below that, its widest words and the gaps have no room
        shown = {word for row in rows(document, measure) for word in row.split()}
        assert shown <= words, (measure, shown - words)
        assert max(map(len, rows(document, measure))) <= measure


@given(
    st.lists(st.tuples(st.integers(2, 60), st.integers(2, 60)), min_size=1, max_size=12), st.integers(8, 120)
)
def test_columns_fit_and_none_is_wider_than_it_needs(sizes: list[tuple[int, int]], measure: int) -> None:
    wide = tuple(max(pair) for pair in sizes)
    words = tuple(min(pair) for pair in sizes)
    fitted = Table(wide, words, frozenset(), (), ()).fitted(measure)
    room = measure - CELL_GAP * (len(sizes) - 1)
    if not fitted:
        assert sum(min(width, LEAST_WIDTH) for width in wide) > room
        return
    assert sum(fitted) <= room
    assert all(2 <= width <= most for width, most in zip(fitted, wide, strict=True))
    if sum(words) <= room:
        assert all(width >= word for width, word in zip(fitted, words, strict=True))


def test_the_widest_word_is_what_may_not_be_broken() -> None:
    assert widest_word("a harbour opens") == 7
    assert widest_word("中文 ab") == 2
    assert widest_word("well-being 中") == 5
    assert widest_word("") == 0
