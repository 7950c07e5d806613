# ruff: noqa: E501 - rows of text in wide scripts
"""Text of all scripts on screens of all sizes: each character is where the layout says, on any terminal."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest

from reader.config import Config, Folders
from reader.document import Document
from reader.opening import open_bytes
from reader.page.bidi import runs_leftwards
from reader.page.prose import words
from reader.page.width import cells, drawn, grapheme_end, grapheme_start, graphemes
from reader.sanitise import clean
from reader.tui.terminal import held
from tests.grid import RULES, Grid, Rule
from tests.interface import EmptyChild, Reading, reading
from tests.terminal import READER, terminal

FAMILY = "👩‍👩‍👧‍👦"
MARKDOWN = f"""\
# 港が開いた – הנמל נפתח – बंदरगाह खुला

布里姆利港星期一重新开放，距离关闭它的风暴已经过去九年。“我们等了九年，”她在码头上说。第一艘船在中午之前进港，人们欢呼起来。

港は月曜日に再び開いた。ｱﾙﾌｧ ガギグゲゴ　「九年間待った」と彼女は言った。항구가 월요일에 다시 열렸다. 9년 만의 일이다.

فُتِحَ الميناء من جديد يوم الاثنين، بعد 9 سنوات من العاصفة. قالت «انتظرنا طويلاً» (نعم). הַנָּמָל נפתח שוב ביום שני, 9 שנים אחרי הסערה.

बंदरगाह सोमवार को फिर खुल गया। स्त्री ने क्षेत्र में कहा, “हमने नौ साल प्रतीक्षा की।” क्\u200dष র\u200d্য ক্ষমা স্ত্রীর தமிழ் நிலம் မြန်မာ ខ្មែរ བོད་ཡིག

ท่าเรือเปิดอีกครั้งในวันจันทร์ น้ำใสที่นี่ and a family {FAMILY} met 👍🏽 by the sea ❤️ with flags 🇩🇪🇫🇷🇯🇵 and \
keys 1️⃣2️⃣ ☺︎ ☎️ 🏳️‍🌈 so the words after them hold their place, o\u0302\u0323\u0301\u0308\u0332ver and o\u0308ver.

Soft\u00adhyphens and ab\u200bout zero\u200dwidth\u2060s \u200emarks; Donaudampfschifffahrtselektrizitäten\
hauptbetriebswerkbauunterbeamtengesellschaft at https://example.org/a/very/long/path/that/no/row/can/hold/日本語/{FAMILY}/end.

- 中文 *强调* with [a link 链接](https://example.org/1) and a note[^1]
- עברית **חזקה** ו[קישור](https://example.org/2)

> हिन्दी में उद्धरण {FAMILY} “quoted”

| 名称 | Wert | قيمة |
|------|------|------|
| 漢字 | 12 | مرحبا |
| {FAMILY} | नमस्ते | שלום |

```
def 関数(x):\t# 注釈 {FAMILY}
\treturn "नमस्ते"  # ok
```

[^1]: 脚注 with עברית and {FAMILY}.
"""
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60), (300, 100)]
SETTINGS = {
    "plain": Config(),
    "justified": Config(justify=True, hyphenate=True),
    "leaded": Config(leading=1, justify=True),
}
WAYS = [*((size, "plain") for size in SIZES), ((60, 20), "justified"), ((120, 40), "leaded")]


def document() -> Document:
    return open_bytes(MARKDOWN.encode(), source="/nowhere/scripts.md", name="scripts.md")


@dataclass
class Place:
    """A character of the text and its cells on the screen."""

    offset: int
    text: str
    x: int
    y: int
    width: int

    @property
    def agreed(self) -> bool:
        """Whether all terminals take it for as wide."""
        return held(self.text) == self.text

    @property
    def is_letter(self) -> bool:
        """Whether it is of a word that is held in its cells as a whole."""
        return not self.agreed and unicodedata.category(self.text[0])[0] in "LM"


def places(page: Reading) -> Iterator[Place]:
    """Every character of the page that is on the screen, where the layout has it."""
    article = page.article
    region = article.region
    for y in range(article.rows):
        for piece in article.layout_.row(article.top + y).pieces:
            text = page.text[piece.start : piece.end]
            for start, end, width in graphemes(text):
                x = region.x + article.left + piece.column_at(page.text, piece.start + start)
                shown = drawn(clean(text[start:end]))
                yield Place(piece.start + start, shown, x, region.y + y, width)


def screen_of(page: Reading, rule: Rule) -> Grid:
    """The whole screen as a terminal shows it."""
    width, height = page.app.size
    grid = Grid(width, height, rule)
    update = page.app.screen._compositor.render_update(full=True)
    assert update is not None
    pyte.Stream(grid).feed(held(update.render_segments(page.app.console)))  # type: ignore[union-attr]
    return grid


def to_the_end(page: Reading) -> Iterator[None]:
    """Turn the pages."""
    article = page.article
    while True:
        yield
        if article.top >= article.last_top:
            return
        article.go_to_row(article.top + article.rows)


@pytest.mark.parametrize(("size", "setting"), WAYS, ids=str)
async def test_every_character_stands_where_the_layout_has_it_on_any_terminal(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], setting: str
) -> None:
    config = SETTINGS[setting]
    async with reading(
        folders, monkeypatch, size=size, document=document(), child=EmptyChild, config=config
    ) as page:
        for _ in to_the_end(page):
            await page.pilot.pause()
            for rule in RULES.values():
                grid = screen_of(page, rule)
                before = None
                for place in places(page):
                    row = grid.cells(place.y)
                    if place.agreed:
                        assert row[place.x] == place.text, (place, rule, "".join(row))
                        assert row[place.x + 1 : place.x + place.width] == [""] * (place.width - 1)
                    elif place.width and not (before and before.is_letter):
                        assert row[place.x][:1] == place.text[:1], (place, rule, "".join(row))
                    before = place


@pytest.mark.parametrize("rule", RULES)
async def test_nothing_else_on_the_screen_is_displaced_or_drawn_twice(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    async with reading(folders, monkeypatch, size=(200, 60), document=document(), child=EmptyChild) as page:
        grid = screen_of(page, RULES[rule])
        held_cells = {(p.x + i, p.y) for p in places(page) for i in range(max(1, p.width))}
        for y, line in enumerate(page.lines):
            expected: list[str] = []
            for start, end, width in graphemes(line):
                expected += [line[start:end], *[""] * (width - 1)] if width else []
            got = grid.cells(y)
            expected += [" "] * (len(got) - len(expected))
            for x, (want, is_) in enumerate(zip(expected, got, strict=True)):
                if (x, y) not in held_cells and held(want) == want and want:
                    assert is_ == want, (x, y, line, "".join(got))


async def test_the_caret_is_exactly_on_each_character_and_every_cell_of_it_can_be_clicked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(justify=True, hyphenate=True)
    async with reading(
        folders, monkeypatch, size=(80, 100), document=document(), child=EmptyChild, config=config
    ) as page:
        article, selecting = page.article, page.screen.selecting
        origin = article.region
        await page.press("g g v")
        seen = []
        while True:
            head = selecting.selection.head if selecting.selection else -1
            seen.append(head)
            selecting.move("right")
            if selecting.selection and selecting.selection.head == head:
                break
        drawn_ones = [place for place in places(page) if place.width]
        assert {place.offset for place in drawn_ones} <= set(seen)
        for place in drawn_ones:
            selecting.drag(place.offset, place.offset)
            strip = article.render_line(place.y - origin.y)
            column = 0
            inverse: list[int] = []
            for segment in strip:
                size = cells(segment.text)
                if segment.style and segment.style.reverse:
                    inverse += range(column, column + size)
                column += size
            wanted = range(place.x - origin.x, place.x - origin.x + place.width)
            if place.text != " ":  # one that is widened is a whole gap
                assert inverse == list(wanted), (place, inverse)
            for x in wanted:
                assert article.offset_under(x, place.y - origin.y) == place.offset, place
                assert article.is_on_text(x, place.y - origin.y), place


async def test_the_caret_never_rests_within_a_character(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 30), document=document(), child=EmptyChild) as page:
        selecting = page.screen.selecting
        for motion in ("right", "word", "word-end", "down", "up", "left", "word-back", "sentence-end"):
            await page.press("g g v")
            for _ in range(60):
                selecting.move(motion)
                assert selecting.selection
                head = selecting.selection.head
                assert grapheme_start(page.text, head) == head, (motion, page.text[head - 3 : head + 3])


async def test_up_and_down_keep_the_column_over_wide_characters(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(80, 100), document=document(), child=EmptyChild) as page:
        selecting, layout = page.screen.selecting, page.article.layout_
        await page.press("g g v")
        for _ in range(9):
            selecting.move("right")
        assert selecting.selection
        column = layout.column_of(selecting.selection.head)
        for _ in range(40):
            selecting.move("down")
            head = selecting.selection.head
            at, row = layout.column_of(head), layout.row(layout.row_of(head))
            size = cells(page.text[head : grapheme_end(page.text, head)])
            last = row.pieces[-1].column_at(page.text, row.end)
            assert at <= column < at + max(1, size) or column >= last or column < row.pieces[0].column
        for _ in range(40):
            selecting.move("up")
        assert layout.column_of(selecting.selection.head) == column


def test_words_keep_their_marks() -> None:
    opened = document()
    found = {opened.text[each.start : each.end] for block in opened.leaves for each in words(opened, block)}
    assert {"क्षेत्र", "में", "הַנָּמָל", "فُتِحَ", "น้ำใสที่นี่", "Soft\u00adhyphens"} <= found


@pytest.mark.parametrize("rule", RULES)
def test_the_real_program_draws_the_same_on_each_terminal(tmp_path: Path, rule: str) -> None:
    article = tmp_path / "scripts.md"
    article.write_text(MARKDOWN, "utf-8")
    with terminal([*READER, str(article)], tmp_path / "home", rule=RULES[rule]) as program:
        program.wait_for("No notes yet")
        program.wait_for("Entities")
        for keys in ("", "  ", "v", "lllll", "jj"):
            program.press(*keys)
            program.read(0.4)
            lines = [program.grid.cells(y) for y in range(4, 38)]
            hairlines = {tuple(x for x, cell in enumerate(line) if cell in "▕▏" and cell) for line in lines}
            assert len(hairlines) == 1, "\n".join(program.lines)
            assert len(hairlines.pop()) == 2
        program.kill()


HEBREW = """\
# הנמל נפתח

הנמל של ברימלי נפתח שוב ביום שני, 9 שנים אחרי הסערה שסגרה אותו.

| שם | שנה | עיר |
|----|-----|-----|
| דוד | 1999 | חיפה |

12 ספינות באו לפני הצהריים.

## 1999 שנה טובה
"""


def runs(line: str) -> list[str]:
    """What a terminal with bidirectional layout may reorder: the stretches of a row between letters to the right."""
    parts, run = [], ""
    for character in line:
        if unicodedata.bidirectional(character) == "L":
            parts.append(run)
            run = ""
        else:
            run += character
    return [part for part in (*parts, run) if runs_leftwards(part)]


async def test_what_runs_from_right_to_left_is_not_reordered_with_what_is_beside_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hebrew = open_bytes(HEBREW.encode(), source="/nowhere/hebrew.md", name="hebrew.md")
    async with reading(folders, monkeypatch, size=(120, 40), document=hebrew, child=EmptyChild) as page:
        await page.press("g g s enter")
        found = [part for line in page.lines[3:-1] for part in runs(line)]
        assert len(found) > 8
        for part in found:
            assert not set(part) & set("▕▏")
            first = next(at for at, letter in enumerate(part) if runs_leftwards(letter))
            assert "  " not in part[first:].rstrip(), part


def test_what_could_turn_other_text_round_is_no_control_any_more() -> None:
    hostile = "a\u202eb\u2066c\u2067d\u2068e\u2069f\u202ag\u202bh\u202ci\u061cj"
    shown = clean(hostile)
    assert len(shown) == len(hostile)
    kinds = {unicodedata.bidirectional(character) for character in shown}
    assert not kinds & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_held_text_leaves_escape_sequences_alone_and_moves_nothing() -> None:
    plain = "\x1b[1mbold\x1b[0m “quoted” │ 日本語 \x1b]52;c;ab==\x07"
    assert held(plain) == plain
    assert held(f"\x1b[1m\u0301{FAMILY}\x1b[0m").startswith("\x1b[1m\x1b7")
    for rule in RULES.values():
        grid = Grid(40, 2, rule)
        pyte.Stream(grid).feed(held(f"ab {FAMILY}🇩🇪1️⃣❤️ हिन्दी 👍🏽|"))
        assert grid.cells(0).index("|") == 3 + 2 * 4 + 1 + 5 + 1 + 2
