"""What no text from outside may do to a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sanitise import clean, line

ANYTHING = st.text(st.characters(exclude_categories=()))
HARMFUL_LOOKING = st.text(
    st.sampled_from(
        "a \n\t\x1b\x07\x00\x7f\x9b\r\u202e\u2069\ud800\U000e0041\U000e007f\U0001f3f4\U000e0067é👍"
    )
)
KEPT_FORMAT_CHARACTERS = "\u200c\u200d\u00ad\u200e\u200f\ufeff\u2060"


def is_harmful(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
    ) or unicodedata.bidirectional(character) in (
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )


@given(ANYTHING | HARMFUL_LOOKING)
def test_one_code_point_stands_for_one(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(ANYTHING | HARMFUL_LOOKING)
def test_nothing_harmful_is_left(text: str) -> None:
    assert not any(map(is_harmful, clean(text)))


@given(ANYTHING | HARMFUL_LOOKING)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) is cleaned


@given(ANYTHING | HARMFUL_LOOKING)
def test_every_harmless_character_stays(text: str) -> None:
    for before, after in zip(text, clean(text), strict=True):
        tag = "\U000e0000" <= before <= "\U000e007f"
        assert before == after or is_harmful(before) or tag


def test_controls_become_their_pictures() -> None:
    assert clean("\x00\x1b[2J\x07\r\x7f") == "␀␛[2J␇␍␡"


@pytest.mark.parametrize("character", ["\x85", "\x9b", "\ud800", "\u202a", "\u202e", "\u2066", "\u2069"])
def test_what_has_no_picture_becomes_the_replacement_character(character: str) -> None:
    assert clean(f"a{character}b") == "a\ufffdb"


def test_line_feeds_and_tabs_stay() -> None:
    assert clean("a\n\tb") == "a\n\tb"


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧 می‌خواهم", "10\u00a0km", "hy\u00adphen", "\u200fשלום", KEPT_FORMAT_CHARACTERS]
)
def test_joiners_and_direction_marks_stay(text: str) -> None:
    assert clean(text) == text


def test_tag_characters_hide_no_second_text() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
    assert clean(f"plain{hidden}") == "plain" + "\ufffd" * 6


def test_the_flag_of_scotland_stays() -> None:
    flag = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbsct") + "\U000e007f"
    assert clean(f"\x1b{flag}\x1b") == f"␛{flag}␛"


def test_a_flag_that_never_ends_is_no_flag() -> None:
    assert clean("🏴\U000e0067\U000e0062") == "🏴\ufffd\ufffd"


@given(ANYTHING | HARMFUL_LOOKING)
def test_a_line_is_one_clean_line(text: str) -> None:
    folded = line(text)
    assert folded == " ".join(folded.split())
    assert clean(folded) == folded


def test_a_line_folds_white_space_and_shows_controls() -> None:
    assert line("  Two\r\n words\u2028\tand \x1b]0;x\x07 ") == "Two words and ␛]0;x␇"
