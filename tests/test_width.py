import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.page.width import cells, drawn, fit, fold, grapheme_end, grapheme_start, graphemes, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)
PROSE = st.text("abc de-f—g “h’ 中文字 é\u0301 👩‍👩‍👧 \n", max_size=200)


def rows(text: str, breaks: list[int]) -> list[str]:
    return [text[a:b] for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]


@given(PROSE, st.integers(2, 40))
def test_no_row_is_wider_than_the_room(text: str, width: int) -> None:
    assert all(cells(row.rstrip()) <= width for row in rows(text, wrap(text, width)))


@given(PROSE | TEXTS, st.integers(2, 40))
def test_breaks_rise_and_lie_within_the_text(text: str, width: int) -> None:
    breaks = wrap(text, width)
    assert breaks == sorted(set(breaks))
    assert all(0 < at <= len(text) for at in breaks)
    assert "".join(rows(text, breaks)) == text


def test_prose_breaks_at_spaces_and_the_space_hangs_over() -> None:
    assert rows("one two three", wrap("one two three", 7)) == ["one two ", "three"]


def test_a_word_with_a_dash_may_break_after_it() -> None:
    text = "the long-awaited change"
    assert rows(text, wrap(text, 10)) == ["the long-", "awaited ", "change"]


def test_a_number_range_or_an_option_is_not_broken_at_its_hyphen() -> None:
    assert rows("use the -x flag", wrap("use the -x flag", 9)) == ["use the ", "-x flag"]


def test_a_word_longer_than_a_row_is_cut() -> None:
    assert rows("abcdefgh", wrap("abcdefgh", 3)) == ["abc", "def", "gh"]


def test_wide_characters_break_anywhere_by_cells() -> None:
    assert rows("中文字", wrap("中文字", 4)) == ["中文", "字"]


def test_a_family_of_joined_emoji_stays_one() -> None:
    family = "👩‍👩‍👧"
    assert graphemes(family) == [(0, len(family), 2)]
    assert grapheme_end("a" + family + "b", 1) == 1 + len(family)


def test_line_breaks_are_kept() -> None:
    assert rows("ab\ncd", wrap("ab\ncd", 10)) == ["ab\n", "cd"]
    assert rows("  ab\n    cd", fold("  ab\n    cd", 4)) == ["  ab\n", "    ", "cd"]


@given(TEXTS)
def test_what_is_drawn_takes_the_cells_that_were_counted(text: str) -> None:
    assert cells(text) == cell_len(drawn(text))


@given(TEXTS, st.integers(0, 30))
def test_a_fitted_text_fits(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "width", "fitted"), [("Reader", 6, "Reader"), ("Reader", 4, "Rea…"), ("中文", 3, "中…")]
)
def test_a_cut_is_shown(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


def test_wide_text_breaks_after_dashes_but_not_at_spaces_that_hold() -> None:
    text = "the long-awaited 中 10\xa0km"
    assert rows(text, wrap(text, 10)) == ["the long-", "awaited 中 ", "10\xa0km"]


def test_no_row_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "他说了。“我们等了九年，”她说「好」"
    for width in range(8, 24):
        for row in rows(text, wrap(text, width))[1:]:
            assert row[0] not in "。，”」"
        for row in rows(text, wrap(text, width)):
            assert row[-1] not in "“「"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("हिन्दी", ["हि", "न्", "दी"]),
        ("🇩🇪🇫🇷x", ["🇩🇪", "🇫🇷", "x"]),
        ("น้ำใส", ["น้ำ", "ใ", "ส"]),
        ("a\u200db", ["a\u200d", "b"]),
    ],
)
def test_a_character_is_what_a_reader_takes_for_one(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _width in graphemes(text)] == found


def test_spacing_marks_and_flags_have_cells_and_soft_hyphens_have_none() -> None:
    assert [cells(text) for text in ("कि", "की", "क्", "🇩🇪", "co\xadop", "क्\u200dष")] == [2, 2, 1, 2, 4, 2]


@given(PROSE | TEXTS, st.data())
def test_every_offset_is_of_the_character_that_begins_before_it(text: str, data: st.DataObject) -> None:
    if text:
        offset = data.draw(st.integers(0, len(text) - 1))
        start = grapheme_start(text, offset)
        assert start <= offset < max(grapheme_end(text, start), start + 1) or offset - start >= 64
