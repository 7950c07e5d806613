from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.wordpiece import UNKNOWN, Casing, Vocabulary, words

PIECES = ["[PAD]", "un", "##aff", "##able", "reader", "the", "##s", "a", "é", "e", "##e"]


def spelt(vocabulary: Vocabulary, word: str) -> list[str]:
    return ["?" if number == UNKNOWN else PIECES[number] for number in vocabulary.pieces(word)]


def test_a_word_is_cut_into_the_longest_pieces_from_the_left() -> None:
    assert spelt(Vocabulary(PIECES), "unaffable") == ["un", "##aff", "##able"]


def test_capitals_and_accents_do_not_change_the_pieces() -> None:
    assert spelt(Vocabulary(PIECES), "READERS") == ["reader", "##s"]
    assert spelt(Vocabulary(PIECES), "É") == ["e"]


def test_a_word_that_cannot_be_cut_whole_is_unknown() -> None:
    assert spelt(Vocabulary(PIECES), "theq") == ["?"]
    assert spelt(Vocabulary(PIECES), "a" * 101) == ["?"]
    assert spelt(Vocabulary(PIECES), "\u0301") == ["?"]


def test_words_are_runs_of_letters_and_digits_and_single_signs() -> None:
    text = "Zelensky’s F-16s, $5_m"
    found = [text[slice(*place)] for place in words(text)]
    assert found == ["Zelensky", "’", "s", "F", "-", "16s", ",", "$", "5", "_", "m"]


@given(st.text())
def test_words_leave_nothing_out_but_white_space(text: str) -> None:
    assert "".join(text[slice(*place)] for place in words(text)) == "".join(
        sign for sign in text if not sign.isspace()
    )


def test_casings() -> None:
    given_words = ("–", "2024", "kyiv", "Kyiv", "UN", "A", "McCain", "F16", "東京")
    assert [Casing.of(word) for word in given_words] == [
        Casing.SIGN,
        Casing.DIGITS,
        Casing.LOWER,
        Casing.TITLE,
        Casing.UPPER,
        Casing.INITIAL,
        Casing.MIXED,
        Casing.WITH_DIGIT,
        Casing.OTHER,
    ]


@given(st.text(min_size=1))
def test_every_word_has_a_casing_and_pieces(word: str) -> None:
    assert Casing.of(word) in Casing
    assert Vocabulary(PIECES).pieces(word)
